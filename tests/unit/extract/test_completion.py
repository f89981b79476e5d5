from __future__ import annotations

import pytest

from analysis.extract.completion import complete
from analysis.extract.quotes import find_quotes
from analysis.extract.tagger import Found


def contents(text: str, *found: tuple[str, str, str]) -> list[list[str]]:
    """What each attribution says once it is whole; source, cue and content are given in the text's words."""

    def span(words: str) -> tuple[int, int] | None:
        return (text.index(words), text.index(words) + len(words)) if words else None

    given = [Found(span(source), span(cue), (span(content),)) for source, cue, content in found]
    drafts = complete(given, find_quotes(text), text)
    return [[text[start:end] for start, end in draft.content] for draft in drafts]


SAID = ("Ada Brandt", "said", "We will host the drills")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "“We will host the drills in May,” Ada Brandt said.",
            ["“We will host the drills in May,”"],
            id="grows to the marks",
        ),
        pytest.param(
            "“We will host the drills,” Ada Brandt said. “They will begin in May this year.”",
            ["“We will host the drills,”", "“They will begin in May this year.”"],
            id="floats in the same paragraph",
        ),
        pytest.param(
            "“We will host the drills,” Ada Brandt said.\n\n“They will begin in May this year.”",
            ["“We will host the drills,”", "“They will begin in May this year.”"],
            id="floats in the next paragraph",
        ),
        pytest.param(
            "“We will host the drills,” Ada Brandt said. The “Iron Shield” drills are new.",
            ["“We will host the drills,”"],
            id="a title does not float",
        ),
        pytest.param(
            "“We will host the drills,” Ada Brandt said. "
            + "It rained. " * 60
            + "“All of it was in vain here.”",
            ["“We will host the drills,”"],
            id="too far",
        ),
        pytest.param(
            "“We will host the drills,” Ada Brandt said. "
            + "It rained. " * 60
            + "\n\n“O hills of my youth and home,\n\n“O rivers of my youth and home.”",
            ["“We will host the drills,”"],
            id="a quotation over paragraphs that is nobody's",
        ),
        pytest.param(
            "“It will be a long year for us.\n\n“We will host the drills,” Ada Brandt said.",
            ["“It will be a long year for us.", "“We will host the drills,”"],
            id="the paragraph before the one with the cue",
        ),
        pytest.param(
            "“We will host the drills in May.\n\n“They are open to all of you,” Ada Brandt said.",
            ["“We will host the drills in May.", "“They are open to all of you,”"],
            id="the paragraph after",
        ),
    ],
)
def test_quotations_become_whole(text, expected):
    assert contents(text, SAID) == [expected]


def test_a_quotation_behind_another_speaker_is_not_the_first_ones():
    text = (
        "“We will host the drills,” Ada Brandt said. Jonas Moor disagreed and added that it was too late. "
        "“Everything is wrong here today.”"
    )
    found = contents(text, SAID, ("Jonas Moor", "added", "it was too late"))
    assert found == [["“We will host the drills,”"], ["it was too late"]]


def test_a_quotation_that_holds_the_cue_is_not_what_it_says():
    text = "“Jonas Moor said that we will host the drills,” the paper wrote."
    assert contents(text, ("Jonas Moor", "said", "we will host the drills")) == [["we will host the drills"]]


def test_a_quotation_shared_by_two_stays_as_it_was_found():
    text = "“The drills are over and the camp is closed,” said Ada Brandt and Jonas Moor."
    found = contents(
        text, ("Ada Brandt", "said", "The drills are over"), ("Jonas Moor", "", "the camp is closed")
    )
    assert found == [["The drills are over"], ["the camp is closed"]]
