from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.extract.quotes import find_quotes


def inner(text: str) -> list[str]:
    return [text[slice(*quote.inner)] for quote in find_quotes(text)]


CASES = [
    pytest.param('She said "we are ready" and left.', ["we are ready"], id="straight"),
    pytest.param("She said “we are ready” and left.", ["we are ready"], id="curly"),
    pytest.param("She said „we are ready“ and left.", ["we are ready"], id="low and high"),
    pytest.param("She said «we are ready» and left.", ["we are ready"], id="guillemets"),
    pytest.param("She said »we are ready« and left.", ["we are ready"], id="guillemets turned"),
    pytest.param("She said ''we are ready'' and left.", ["we are ready"], id="two single marks"),
    pytest.param('She said "we are ready” and left.', ["we are ready"], id="straight closed by curly"),
    pytest.param("She said ‘we are ready’ and left.", ["we are ready"], id="single curly"),
    pytest.param("She said 'we are ready' and left.", ["we are ready"], id="single straight"),
    pytest.param(
        "‘The army’s drills are over.’ It left.", ["The army’s drills are over."], id="apostrophe inside"
    ),
    pytest.param("The minister’s staff and the ministers’ cars.", [], id="apostrophe and plural possessive"),
    pytest.param("Ruritania' army and Borduria's fleet.", [], id="straight possessives"),
    pytest.param("In the '90s and in '21 it was calm.", [], id="years"),
    pytest.param(
        "‘the ministers’ talks went well’, it said",
        ["the ministers’ talks went well"],
        id="possessive inside",
    ),
    pytest.param("a ‘strategic’ and ‘lasting’ bond", ["strategic", "lasting"], id="two scare quotes"),
    pytest.param('He wrote: "It is "final" now."', ['It is "final" now.'], id="straight inside straight"),
    pytest.param(
        "“He called it ‘final’ today.”", ["He called it ‘final’ today."], id="nested is part of the outer"
    ),
    pytest.param("5' 10\" tall", [], id="feet and inches"),
    pytest.param("", [], id="empty"),
    pytest.param('"', [], id="a lone mark"),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_finds_what_stands_in_quotation_marks(text: str, expected: list[str]) -> None:
    assert inner(text) == expected


def test_quotation_over_paragraphs_comes_back_in_parts() -> None:
    text = "“The first part.\n\n“The second part.\n\n“The third part.” And the rest."
    first, second, third = find_quotes(text)
    assert [text[slice(*quote.inner)] for quote in (first, second, third)] == [
        "The first part.",
        "The second part.",
        "The third part.",
    ]
    assert [quote.continues for quote in (first, second, third)] == [True, True, False]
    assert [quote.is_closed for quote in (first, second, third)] == [False, False, True]


def test_straight_marks_go_on_over_paragraphs_too() -> None:
    text = '"The first part.\n\n"The second part."'
    assert [quote.continues for quote in find_quotes(text)] == [True, False]


def test_unclosed_quotation_ends_with_its_paragraph() -> None:
    text = "“It was never closed.\n\nThe next paragraph says “something else” again."
    assert inner(text) == ["It was never closed.", "something else"]


@given(st.text(alphabet="ab s.,!?\n\"'“”‘’«»„`(", max_size=120))
def test_spans_lie_in_order_and_inside_the_text(text: str) -> None:
    end = 0
    for quote in find_quotes(text):
        assert end <= quote.start < quote.end <= len(text)
        assert quote.start <= quote.inner[0] <= quote.inner[1] <= quote.end
        end = quote.end


@given(st.text(max_size=200))
def test_never_raises(text: str) -> None:
    find_quotes(text)
