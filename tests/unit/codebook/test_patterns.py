"""Patterns on real parses; and spaCy's Matcher as the oracle of the project's own sequence matching."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.matcher import Matcher
from spacy.tokens import Doc

from analysis.codebook.classes import Classes, values_of
from analysis.codebook.language import Gap, Group, Word
from analysis.codebook.sequences import Compiler, Tokens


@pytest.mark.parametrize(
    ("find", "text", "expected"),
    [
        ("exercise", "They exercised.", ["exercised"]),
        ("exercise", "EXERCISES began.", ["EXERCISES"]),
        ("exercise", "The Joint Exercises Centre opened.", ["Exercises"]),
        ("exercise/verb", "The exercise began.", []),
        ("hold ...3 exercise", "They held a very large exercise.", ["held a very large exercise"]),
        ("hold ...2 exercise", "They held a very large exercise.", []),
        ("joint [naval] drill", "The joint naval drill began.", ["joint naval drill"]),
        ("joint [naval] drill", "The joint drill began.", ["joint drill"]),
        ('"West"', "They went west.", []),
        ('"west"', "The West agreed.", ["West"]),
        ("re*deploy*", "They redeployed it.", ["redeployed"]),
        ("war-game", "The war games began.", ["war games"]),
        ("war-game", "The war-game began.", ["war-game"]),
        ("russia's army", "Russia’s army grew.", ["Russia’s army"]),
        ("@nato", "The North Atlantic Treaty Organization met.", ["The North Atlantic Treaty Organization"]),
        ("@nato_members ...3 agree", "Lithuania and Latvia agreed.", ["Lithuania and Latvia agreed"]),
        ("%drill", "The military manoeuvres began.", ["manoeuvres"]),
        ("army | armed forces", "The armed forces grew.", ["armed forces"]),
    ],
)
def test_finds_words(found, find, text, expected):
    assert [words.removeprefix("The ") for words in found(text, find)] == [
        words.removeprefix("The ") for words in expected
    ]


WORDS = ["joint", "drill", "army", "sea", "of"]
words = st.sampled_from(WORDS).map(lambda text: Word("lemma", text))
gaps = st.integers(1, 3).map(Gap)
paths = st.lists(words, min_size=2, max_size=3).map(tuple)
groups = st.builds(
    Group,
    st.lists(st.one_of(words.map(lambda word: (word,)), paths), min_size=1, max_size=3).map(tuple),
    st.booleans(),
)
sequences = st.tuples(words, st.lists(st.one_of(words, gaps, groups), max_size=3), words).map(
    lambda parts: (parts[0], *parts[1], parts[2])
)


def forms(item):
    """Return the token patterns of spaCy's Matcher that an item stands for."""
    if isinstance(item, Gap):
        return [[{"OP": f"{{0,{item.most}}}"}]]
    if isinstance(item, Word):
        lemmas = [value for attribute, value in values_of(item) if attribute == "lemma"]
        return [[{"LEMMA": {"IN": lemmas}}], [{"LOWER": item.text}]]
    found = [
        [pattern for part in combination for pattern in part]
        for sequence in item.alternatives
        for combination in product(*(forms(part) for part in sequence))
    ]
    return [*found, []] if item.is_optional else found


@settings(max_examples=150, deadline=None)
@given(sequence=sequences, text=st.lists(st.sampled_from([*WORDS, "drills", "Sea"]), min_size=1, max_size=10))
def test_sequences_match_what_spacys_matcher_matches(nlp, sequence, text):
    lemmas = [{"drills": "drill"}.get(word, word) for word in text]
    doc = Doc(nlp.vocab, words=text, lemmas=lemmas)
    matcher = Matcher(nlp.vocab)
    written = product(*(forms(item) for item in sequence))
    matcher.add("x", [[token for part in parts for token in part] for parts in written])
    spans = [(start, end) for _, start, end in matcher(doc)]
    longest = sorted(
        {start: max(end for first, end in spans if first == start) for start, _ in spans}.items()
    )

    classes = Classes({})
    (pattern,) = Compiler(classes).patterns((sequence,))
    tokens = Tokens.of(
        [classes.of(token.text, token.lemma_, token.pos_, "") for token in doc], [0] * len(doc)
    )
    assert pattern.find(tokens, 0, len(doc)) == longest
    union = 0
    for bits in tokens.classes:
        union |= bits
    assert pattern.is_possible(union) or not longest


def test_a_word_of_a_class_is_looked_up_once_for_all_rules():
    classes = Classes({})
    compiler = Compiler(classes)
    drill = ((Word("lemma", "drill"),), (Word("lemma", "war"), Word("lemma", "game")))
    alone = compiler.patterns((((Group(drill)),),))
    assert compiler.patterns(drill) == alone
    assert all(one is other for one, other in zip(compiler.patterns(drill), alone, strict=True))
