"""Where grammar leaves no doubt, the parse mends what the tagger marks."""

from __future__ import annotations

import pytest

from analysis.extract.cues import load_cues
from analysis.extract.mending import mend
from analysis.extract.quotes import find_quotes
from analysis.extract.tagger import Found
from analysis.paths import Project

CUES = load_cues(Project.at().reference)


def spans(text: str, *words: str) -> list[tuple[int, int]]:
    return [(text.index(word), text.index(word) + len(word)) for word in words]


def mended(nlp, text: str, source: str, cue: str, *content: str) -> list[str | None]:
    """Source, cue and contents as words, "" for none, after mending."""
    own = [spans(text, word)[0] if word else None for word in (source, cue)]
    (one,) = mend(nlp(text), [Found(own[0], own[1], tuple(spans(text, *content)))])
    parts = [one.source, one.cue, *one.content]
    return [text[slice(*part)] if part else "" for part in parts]


@pytest.mark.parametrize("noun", ["view", "opinion", "words", "assessment"])
def test_a_view_has_a_holder(nlp, noun):
    text = f"In the minister's {noun}, the drills were a success."
    assert mended(nlp, text, "", "", "the drills were a success") == [
        "the minister's", noun, "the drills were a success",
    ]  # fmt: skip


@pytest.mark.parametrize("whose", ["in Ada Brandt's view", "in the opinion of Ada Brandt"])
def test_a_view_inside_a_clause_holds_both_sides(nlp, whose):
    text = f"The missiles, {whose}, may never arrive."
    source, cue = ("Ada Brandt's", "view") if "view" in whose else ("Ada Brandt", "opinion")
    for content in ("The missiles", "may never arrive"):
        assert mended(nlp, text, "", "", content) == [source, cue, "The missiles", "may never arrive"]


def test_a_view_that_the_tagger_misses_is_found(nlp):
    text = "The drills, in the opinion of Ada Brandt, are a threat."
    (one,) = mend(nlp(text), [])
    assert [text[slice(*piece)] for piece in one.content] == ["The drills", "are a threat"]
    said = Found(*spans(text, "Ada Brandt", "opinion"), tuple(spans(text, text)))
    assert list(mend(nlp(text), [said])) == [said], "in what somebody says it is part of that"
    assert not list(mend(nlp("Brandt took part in the assessment of losses on Monday."), []))


def test_what_hangs_on_the_cue_is_no_part_of_the_source(nlp):
    text = "Borduria was accused by Ada Brandt of moving troops."
    assert mended(nlp, text, "Ada Brandt of moving troops", "was accused by", "Borduria") == [
        "Ada Brandt", "was accused by", "Borduria", "of moving troops",
    ]  # fmt: skip


def test_what_hangs_on_the_source_stays(nlp):
    text = "The ministry of defence said that the drills were over."
    same = ["The ministry of defence", "said", "that the drills were over"]
    assert mended(nlp, text, *same) == same


def test_a_heading_is_no_part_of_the_source(nlp):
    text = "Commentary 21\n\nTwo ministers said that the drills were over."
    assert mended(nlp, text, "Commentary 21\n\nTwo ministers", "said", "that the drills were over") == [
        "Two ministers", "said", "that the drills were over",
    ]  # fmt: skip


def test_the_clause_of_a_noun_ends_before_its_verb(nlp):
    text = "Jonas Moor's claim that the drills were a threat drew protests."
    assert mended(nlp, text, "Jonas Moor's", "claim", "that the drills were a threat drew protests") == [
        "Jonas Moor's", "claim", "that the drills were a threat",
    ]  # fmt: skip


def test_it_says_nothing_where_a_clause_does(nlp):
    text = "It was noted that the drills had begun."
    assert mended(nlp, text, "", "was noted", "It", "that the drills had begun") == [
        "", "was noted", "that the drills had begun",
    ]  # fmt: skip
    assert mended(nlp, text, "", "was noted", "It") == ["", "was noted", "It"], "else nothing would be left"


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "kept"),
    [
        ("It is said that they are over.", "It", "is said", "that they are over", ""),
        ("It said that they are over.", "It", "said", "that they are over", "It"),
        ("It was quoted as saying that they are over.", "It", "saying", "that they are over", "It"),
        ("They often say that it is over.", "often", "say", "that it is over", ""),
        ("Many say that it is over.", "Many", "say", "that it is over", "Many"),
        (
            "The new plan that Ada Brandt signed here calls it off.",
            "Ada Brandt signed",
            "calls",
            "it off",
            "",
        ),
        ("The plan that Ada Brandt signed calls it off.", "The plan", "calls", "it off", "The plan"),
    ],
    ids=["holds a place", "a body", "a body quoted", "an adverb", "many", "a clause", "whose clause it is"],
)
def test_who_cannot_speak_is_no_source(nlp, text, source, cue, content, kept):
    assert mended(nlp, text, source, cue, content)[0] == kept


@pytest.mark.parametrize(
    ("text", "cue", "content", "kept"),
    [
        ("Brandt denied that. The drills went on.", "denied", ["that", "The drills went on"], ["that"]),
        ("She said no more.\n\nThe drills were a bluff.", "said", ["The drills were a bluff"], None),
        ("She put it so. The drills were over.", "put", ["The drills were over"], ["The drills were over"]),
        ('She spoke.\n\n"They are over."', "spoke", ['"They are over."'], ['"They are over."']),
        ("The drills, she said, are over.", "said", ["The drills", "are over"], ["The drills", "are over"]),
    ],
    ids=["another sentence", "another paragraph", "announced", "quoted", "around the cue"],
)  # fmt: skip
def test_where_the_writer_goes_on_nobody_speaks(nlp, text, cue, content, kept):
    found = Found(None, spans(text, cue)[0], tuple(spans(text, *content)))
    mended = [
        text[slice(*piece)] for one in mend(nlp(text), [found], find_quotes(text)) for piece in one.content
    ]
    assert mended == (kept or [])


@pytest.mark.parametrize(
    "asked",
    ["not to be named", "not to be identified by name", "to remain anonymous", "for anonymity", "anonymity"],
)
def test_to_ask_for_no_name_says_nothing(nlp, asked):
    text = f"An official, who asked {asked}, left."
    assert not list(mend(nlp(text), [Found(*spans(text, "who", "asked"), tuple(spans(text, asked)))]))


def test_a_quotation_is_of_who_says_it_right_behind(nlp):
    text = (
        'The ministry doubted this. "We have seen no troops here," an official of Ruritania told the paper.'
    )
    quotes = find_quotes(text)
    quoted = '"We have seen no troops here,"'
    given = Found(*spans(text, "The ministry", "doubted"), tuple(spans(text, "this", quoted)))
    found = mend(nlp(text), [given], quotes, CUES)
    parts = [[text[slice(*span)] for span in (one.source, one.cue, *one.content)] for one in found]
    assert parts == [
        ["The ministry", "doubted", "this"], ["an official of Ruritania", "told", quoted],
    ]  # fmt: skip


def test_a_quotation_that_nobody_else_says_stays(nlp):
    text = 'The minister was sure. "We have seen no troops here." The paper asked again.'
    quotes = find_quotes(text)
    quoted = '"We have seen no troops here."'
    given = Found(*spans(text, "The minister", "was sure"), tuple(spans(text, quoted)))
    (one,) = mend(nlp(text), [given], quotes, CUES)
    assert [text[slice(*span)] for span in one.content] == [quoted]
