from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.errors import ReferenceDataError
from analysis.extract.attributions import find_attributions
from analysis.extract.cues import load_cues
from analysis.extract.tagger import load_tagger
from analysis.extract.voices import attribution_of
from analysis.paths import Project
from analysis.records import Attribution
from ruritania import attributions, said

# (text, cue, content, kind); content of several pieces is joined by a bar.
CASES = [
    pytest.param(
        "Ada Brandt said that Ruritania would host the drills.",
        ("said", "that Ruritania would host the drills", "indirect"),
        id="clause",
    ),
    pytest.param(
        "Ruritania would host the drills, Ada Brandt said on Monday.",
        ("said", "Ruritania would host the drills", "indirect"),
        id="cue behind",
    ),
    pytest.param(
        "“We will host the drills,” Ada Brandt said. “They begin in May.”",
        ("said", "“We will host the drills,” | “They begin in May.”", "direct"),
        id="quotation broken by the cue",
    ),
    pytest.param(
        'Ada Brandt said: "We will host the drills. They begin in May."',
        ("said", '"We will host the drills. They begin in May."', "direct"),
        id="quotation over two sentences",
    ),
    pytest.param(
        "“The first part of it is done.\n\n“The second part of it is near,” Ada Brandt said.",
        ("said", "“The first part of it is done. | “The second part of it is near,”", "direct"),
        id="quotation over two paragraphs",
    ),
    pytest.param(
        "Ada Brandt said that the drills were “purely defensive” in nature.",
        ("said", "that the drills were “purely defensive” in nature", "mixed"),
        id="partial quotation",
    ),
    pytest.param(
        "According to the Ruritanian Defence Ministry, the drills begin in May.",
        ("According to", "the drills begin in May.", "indirect"),
        id="according to",
    ),
    pytest.param(
        "In Brandt's view, the drills were a success.",
        ("view", "the drills were a success.", "indirect"),
        id="in somebody's view",
    ),
    pytest.param(
        "The drills, as Ada Brandt said, were a success.",
        ("said", "The drills | were a success.", "indirect"),
        id="as somebody said",
    ),
    pytest.param(
        "Ada Brandt accused Borduria of moving troops.",
        ("accused", "Borduria of moving troops", "indirect"),
        id="accused of",
    ),
    pytest.param(
        "Borduria was accused by Ada Brandt of moving troops.",
        ("was accused", "Borduria | of moving troops", "indirect"),
        id="passive with agent",
    ),
    pytest.param(
        "Ada Brandt urged Borduria to withdraw its troops.",
        ("urged", "Borduria to withdraw its troops", "indirect"),
        id="urged to",
    ),
    pytest.param(
        "Ada Brandt vowed to hold the drills every year.",
        ("vowed", "to hold the drills every year", "indirect"),
        id="vowed to",
    ),
    pytest.param(
        "Ada Brandt condemned the drills near the border.",
        ("condemned", "the drills near the border", "indirect"),
        id="object",
    ),
    pytest.param(
        "Ada Brandt made clear that the drills would go on.",
        ("made", "that the drills would go on", "indirect"),
        id="made clear",
    ),
    pytest.param(
        "Jonas Moor's claim that the drills were a threat drew protests.",
        ("claim", "that the drills were a threat", "indirect"),
        id="somebody's claim",
    ),
    pytest.param(
        "It was noted that the drills had begun.",
        ("was noted", "that the drills had begun", "indirect"),
        id="impersonal",
    ),
]


def found(nlp, text: str) -> list[tuple[str, str, str]]:
    """What others than the writer are made to say: cue, content without the marks at its end, kind."""
    return [
        (text[slice(*one.cue)] if one.cue else "", said(text, one).rstrip(".,"), one.kind)
        for one in attributions(nlp, text)
        if one.speaker_kind != "writer"
    ]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_finds_who_said_what(nlp, text: str, expected: tuple[str, str, str]) -> None:
    """The tagger may take more words into a cue: "said:", "was accused by"."""
    cue, content, kind = expected
    assert any(cue in one[0] and one[1:] == (content.rstrip(".,"), kind) for one in found(nlp, text))


NONE = [
    pytest.param("The drills began in May and ended in June.", id="no cue"),
    pytest.param("The “Iron Shield” drills began in May.", id="a title in quotation marks"),
    pytest.param("The so-called “security” drills began in May.", id="scare quotes"),
    pytest.param("The drills are expected to begin in May.", id="is expected to"),
    pytest.param("No group claimed that it had started the fire.", id="nobody said"),
    pytest.param("The drills underscored the deepening ties.", id="a thing underscores"),
    pytest.param("The troops are believed to be in Borduria.", id="widely believed"),
    pytest.param("If the minister says that it is over, we will leave.", id="if someone says"),
    pytest.param("", id="empty"),
]


@pytest.mark.parametrize("text", NONE)
def test_finds_nothing_where_nobody_speaks(nlp, text: str) -> None:
    assert found(nlp, text) == []


# (text, who says what); several pieces of what is said are joined by a bar.
CITED = [
    pytest.param(
        "The Courier quoted Ada Brandt as saying that the drills were over.",
        [("Ada Brandt", "that the drills were over")],
        id="quoted as saying",
    ),
    pytest.param(
        "The Courier quoted Ada Brandt as telling reporters that the drills were over.",
        [("Ada Brandt", "that the drills were over")],
        id="quoted as telling somebody",
    ),
    pytest.param(
        "“We will not join the drills,” the Courier quoted Ada Brandt as saying.",
        [("Ada Brandt", "“We will not join the drills,”")],
        id="quotation first",
    ),
    pytest.param(
        "Ada Brandt was quoted by the Courier as saying that the drills were over.",
        [("Ada Brandt", "that the drills were over")],
        id="was quoted by",
    ),
    pytest.param(
        "The ministry reported that the drills were over, citing two officials.",
        [("ministry", "that the drills were over")],
        id="citing behind",
    ),
    pytest.param(
        "Citing the Bordurian Defence Ministry, Jonas Moor reported that the drills were over.",
        [("Jonas Moor", "that the drills were over")],
        id="citing in front",
    ),
    pytest.param(
        "Jonas Moor cited the attack on the bridge as a reason to end the drills.",
        [("Jonas Moor", "the attack on the bridge as a reason to end the drills")],
        id="cited as a reason",
    ),
]


@pytest.mark.parametrize(("text", "expected"), CITED)
def test_who_is_cited_speaks_or_is_no_content(nlp, text: str, expected: list[tuple[str, str]]) -> None:
    assert [(one.speaker_name, said(text, one).rstrip(".")) for one in attributions(nlp, text)] == expected


def test_nested_attributions_are_both_found(nlp) -> None:
    text = "Ada Brandt said that Jonas Moor had told reporters that the drills were over."
    records = attributions(nlp, text)
    assert [record.speaker_name for record in records] == ["Ada Brandt", "Jonas Moor"]
    at = text.index("the drills")
    innermost = attribution_of((at, len(text) - 1), records)
    assert innermost is not None
    assert innermost.speaker_name == "Jonas Moor"


def test_what_a_quoted_speaker_thinks_is_no_attribution_of_its_own(nlp) -> None:
    text = '"I believe that they think the drills are over," Ada Brandt said.'
    assert [record.speaker_name for record in attributions(nlp, text)] == ["Ada Brandt"]


def test_turns_of_a_transcript_are_attributions(nlp) -> None:
    text = (
        "President of Ruritania Ilse Keller: I thank you all. We will hold the drills in May. "
        "Ada Brandt: Thank you. We are ready for our part."
    )
    records = attributions(nlp, text)
    assert [(record.speaker_id, record.rule) for record in records] == [
        ("keller", "label"),
        ("brandt", "label"),
    ]
    at = text.index("We will hold")
    assert attribution_of((at, at + 30), records) == records[0]


def test_entries_of_a_list_are_none(nlp) -> None:
    text = (
        "Ruritania: The drills are over.\n\nBorduria: The drills go on.\n\n"
        "Ada Brandt: Minister of Defence since May.\n\nJonas Moor: A visit is planned."
    )
    assert attributions(nlp, text) == []


def test_a_headline_is_an_attribution(nlp) -> None:
    text = "Brandt: Ruritania will hold the drills in May\n\nThe drills are the largest in years."
    (record,) = attributions(nlp, text)
    assert (said(text, record), record.speaker_id) == ("Ruritania will hold the drills in May", "brandt")


def _content(*pieces: tuple[int, int], name: str = "Ada Brandt") -> Attribution:
    return Attribution(source=None, cue=None, content=pieces, kind="indirect", speaker_name=name)


class TestAttributionOf:
    def test_half_of_the_evidence_is_enough(self) -> None:
        record = _content((0, 10))
        assert attribution_of((0, 20), [record]) == record
        assert attribution_of((0, 21), [record]) is None

    def test_pieces_add_up(self) -> None:
        record = _content((0, 5), (15, 20))
        assert attribution_of((0, 20), [record]) == record

    def test_source_and_cue_do_not_count_against_the_content(self) -> None:
        record = Attribution(source=(0, 10), cue=(11, 15), content=((16, 26),), kind="indirect")
        assert attribution_of((0, 26), [record]) == record

    def test_the_innermost_wins(self) -> None:
        outer, inner = _content((0, 100)), _content((40, 60))
        assert attribution_of((45, 55), [inner, outer]) == inner

    def test_a_named_speaker_around_wins_over_nobody(self) -> None:
        outer, inner = _content((0, 100)), _content((40, 60), name="unnamed source")
        assert attribution_of((45, 55), [outer, inner]) == outer

    def test_nothing_covers(self) -> None:
        assert attribution_of((0, 10), [_content((10, 20))]) is None
        assert attribution_of((5, 5), [_content((0, 10))]) is None


PIECES = st.sampled_from(
    [
        *(
            "Ada Brandt",
            "said",
            "that",
            '"',
            "“",
            "”",
            "'",
            "’s",
            "Moor",
            ":",
            ",",
            ".",
            "\n",
            "\n\n",
            "drills",
        ),
        *(
            "Q",
            "he",
            "according to",
            "reportedly",
            "claim",
            "it was noted",
            "was accused of",
            "((",
            "))",
            "—",
        ),
        *("* * *", "\ud800", "\x00"),
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pieces=st.lists(PIECES, max_size=40), title=st.sampled_from(["", "Statement by Ada Brandt", "“"]))
def test_never_raises_and_spans_lie_in_the_text(nlp, pieces: list[str], title: str) -> None:
    from analysis.clean.text import normalise

    text = normalise(" ".join(pieces))
    for record in attributions(nlp, text, title=title):
        spans = [span for span in (record.source, record.cue, *record.content) if span is not None]
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert record.content
        assert all(a[1] <= b[0] for a, b in zip(record.content, record.content[1:], strict=False))
        assert record.speaker_name


def test_works_without_actors_and_without_mentions(nlp) -> None:
    doc = nlp("Ada Brandt said that the drills were over. He added that all went well.")
    found = load_tagger()(doc).found
    assert [record.speaker_id for record in find_attributions(doc, [], found)] == [None, None]


def test_the_lexicon_of_the_checkout_is_sound() -> None:
    cues = load_cues(Project.at().reference)
    assert cues.verbs["accuse"].stance == "accusing"
    assert cues.verbs["make clear"].kind == "say"


def test_faults_of_a_lexicon_come_all_at_once(tmp_path) -> None:
    (tmp_path / "cues.csv").write_text(
        "cue,kind,stance\nsay,sey,neutral\nadd,say,neutrl\nnote,say,neutral\nnote,say,neutral\n,say,neutral\n",
        encoding="utf-8",
    )
    with pytest.raises(ReferenceDataError) as raised:
        load_cues(tmp_path)
    assert [fault.line for fault in raised.value.faults] == [2, 3, 5, 6]
    assert "Did you mean 'say'?" in str(raised.value)
    assert "Did you mean 'neutral'?" in str(raised.value)


def test_a_folder_without_a_lexicon_uses_the_checkouts(tmp_path) -> None:
    assert load_cues(tmp_path).verbs == load_cues(Project.at().reference).verbs


@pytest.mark.parametrize("judged", ["wrong to say", "fair to say", "important to note", "incorrect to claim"])
def test_what_anybody_might_say_is_nobodys(nlp, judged: str) -> None:
    found = attributions(nlp, f"It is {judged} that the drills of Ruritania were a threat to Borduria.")
    assert all(one.speaker_kind == "writer" for one in found)
