import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.codebook.language import Actor, Actors, Gap, Group, ListName, Word
from analysis.codebook.parsing import PatternError, parse_line


def lemma(text, pos=""):
    return Word("lemma", text, pos)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("exercise", ((lemma("exercise"),),)),
        ("exercise/noun", ((lemma("exercise", "noun"),),)),
        ('"Allies"', ((Word("exact", "Allies"),),)),
        ("Defen*", ((Word("wildcard", "defen*"),),)),
        ("drill | war game", ((lemma("drill"),), (lemma("war"), lemma("game")))),
        ("joint ...3 drill", ((lemma("joint"), Gap(3), lemma("drill")),)),
        ("joint ... drill", ((lemma("joint"), Gap(5), lemma("drill")),)),
        ("joint [naval] drill", ((lemma("joint"), Group(((lemma("naval"),),), True), lemma("drill")),)),
        ("(a | b c) d", ((Group(((lemma("a"),), (lemma("b"), lemma("c")))), lemma("d")),)),
        ("%drill @nato", ((ListName("drill"), Actor("nato")),)),
        ("@@states", ((Actors("states"),),)),
        ("war-game", ((lemma("war"), Group(((Word("exact", "-"),),), True), lemma("game")),)),
        ("Zapad-2021", ((lemma("Zapad-2021"),),)),
        (
            "russia's",
            ((lemma("russia"), Group(((Word("exact", "'s"),), (Word("exact", "’s"),)))),),
        ),
    ],
)
def test_reads_a_line(line, expected):
    assert parse_line(line) == (expected,)


def test_ampersand_binds_looser_than_bar():
    assert parse_line("a | b & c") == (((lemma("a"),), (lemma("b"),)), ((lemma("c"),),))


@pytest.mark.parametrize(
    ("line", "column", "found"),
    [
        ("joint [naval drill", 7, "'[' that is not closed"),
        ("(a | b", 1, "'(' that is not closed"),
        ("a | | b", 5, "an empty alternative"),
        ("a |", 4, "an empty alternative"),
        ("", 1, "an empty alternative"),
        ("joint () drill", 8, "an empty alternative"),
        ("a ) b", 3, "')' that nothing opens"),
        ("drill $ war", 7, "'$', which means nothing here"),
        ('the "west', 5, "a quotation mark that is not closed"),
        ("the “west”", 5, "'“', which means nothing here"),
        ("exercise/nuon", 9, "part of speech 'nuon'"),
        ("... drill", 1, "a gap with no word on one side"),
        ("joint ...40 drill", 7, "a gap of 40 words"),
        ("[joint]", 1, "nothing but optional words"),
        ("joint * drill", 7, "'*', which would match every word"),
        ("a % b", 3, "'%' without a name"),
        ("@@states drill", 1, "@@ among other words"),
    ],
)
def test_says_where_a_line_goes_wrong(line, column, found):
    with pytest.raises(PatternError) as caught:
        parse_line(line)
    assert caught.value.found == found
    assert caught.value.column == column


@given(st.text(alphabet='ab|&()[]."%@*/ -1', max_size=25))
def test_any_line_is_read_or_refused_at_a_column_of_it(line):
    try:
        parts = parse_line(line)
    except PatternError as error:
        assert 1 <= error.column <= len(line) + 1
    else:
        assert parts
        assert all(part for part in parts)
