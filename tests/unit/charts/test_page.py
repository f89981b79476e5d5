"""Texts are measured, wrapped and kept together."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.charts import style
from analysis.charts.bars import scale
from analysis.charts.page import drawable, link_to, text_width, wrap


@settings(deadline=None, max_examples=60)
@given(st.text(st.characters(min_codepoint=32, max_codepoint=0x4FF), max_size=60), st.floats(0.4, 3))
def test_lines_are_no_wider_than_asked_for_and_lose_nothing(text, width):
    lines = wrap(text, width, style.TEXT)
    assert all(text_width(line, style.TEXT) <= width or len(line) == 1 for line in lines)
    assert "".join("".join(lines).split()) == "".join(drawable(text).split())


@pytest.mark.parametrize(
    "kept",
    ["35 %", "14 of 40", "51 documents", "January 2023"],
)
def test_numbers_stay_with_what_they_count(kept):
    text = "some words and " + kept
    narrow = text_width("some words and " + kept.split()[0], style.TEXT) + 0.01
    assert wrap(text, narrow, style.TEXT)[-1].replace("\u00a0", " ") == kept


def test_characters_the_font_lacks_are_squares():
    assert drawable("Лес 森 x\x90") == "Лес □ x□"


def test_long_words_are_cut():
    lines = wrap("www.a-very-long-name-of-an-outlet.example", 1.0, style.TEXT)
    assert len(lines) > 2 and "".join(lines) == "www.a-very-long-name-of-an-outlet.example"


@pytest.mark.parametrize(
    ("values", "is_share", "expected"),
    [
        ([0.31], True, (0.4, 0.1)),
        ([0.5], True, (0.5, 0.25)),
        ([0.97], True, (1.0, 0.25)),
        ([0.02], True, (0.05, 0.05)),
        ([], True, (0.05, 0.05)),
        ([float("nan")], True, (0.05, 0.05)),
        ([3], False, (3, 1)),
        ([15], False, (15, 5)),
        ([900], False, (1000, 500)),
        ([0], False, (1, 1)),
    ],
)
def test_scales_begin_at_zero_and_hold_everything(values, is_share, expected):
    assert scale(values, is_share=is_share) == pytest.approx(expected)


@given(st.lists(st.floats(0, 1), min_size=1))
def test_every_share_fits_its_scale(values):
    limit, step = scale(values, is_share=True)
    assert max(values) <= limit + 1e-9 and limit <= 1 and 1 <= limit / step <= 5


@pytest.mark.parametrize(
    ("table", "values", "expected"),
    [
        ("evidence", {}, "#evidence"),
        ("coded", {"outlet": "A & B"}, "#coded?outlet=A%20%26%20B"),
        (
            "evidence",
            {"outlet": "", "month": ["2024-01", "2024-02"]},
            "#evidence?outlet=&month=2024-01&month=2024-02",
        ),
    ],
)
def test_links(table, values, expected):
    assert link_to(table, **values) == expected
