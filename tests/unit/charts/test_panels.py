"""Grids of bars: their headings keep words whole, however many columns there are."""

from __future__ import annotations

import re

import pytest

from analysis.charts import style
from analysis.charts.bars import Bar
from analysis.charts.page import new_page
from analysis.charts.panels import Row, draw_panels, panels_height
from analysis.charts.style import styled
from drawn import faults_of_layout, texts_of

WIDE = "Intelligence and counterintelligence: acknowledgement"
PLAIN = "Open"


def _page(columns, *, n=7):
    @styled
    def drawn():
        bar = Bar("", n, said=f"{n:,}", detail="of all")
        rows = [Row(f"Voice {number}", "Ruritania", (bar,) * len(columns)) for number in range(3)]
        page = new_page(title="t", subtitle="s", footer="f", height=panels_height(rows, columns))
        draw_panels(page, rows, columns, is_share=False)
        return page.figure

    return drawn()


@pytest.mark.parametrize("n_columns", [1, 3, 6, 9, 16, 24, 60])
@pytest.mark.parametrize("heading", [PLAIN, WIDE])
@pytest.mark.parametrize("n", [7, 123_456])
def test_headings_are_whole_and_nothing_overlaps(heading, n_columns, n):
    figure = _page([f"{heading} {place}" for place in range(n_columns)], n=n)
    assert faults_of_layout(figure) == []
    assert figure.get_size_inches()[0] == style.WIDTH
    words = {word for text in texts_of(figure) for word in text.split()}
    assert {word for place in range(n_columns) for word in f"{heading} {place}".split()} <= words


@pytest.mark.parametrize(
    ("heading", "n_columns", "angles"), [(PLAIN, 8, {0.0}), (WIDE, 2, {0.0}), (WIDE, 8, {60.0})]
)
def test_headings_slant_only_where_a_word_is_wider_than_its_column(heading, n_columns, angles):
    figure = _page([heading] * n_columns)
    part = re.escape(heading.split()[0])
    assert {text.get_rotation() for text in figure.texts if re.match(part, text.get_text())} == angles


def test_columns_too_narrow_for_their_numbers_stand_in_blocks():
    rows = [text for text in texts_of(_page([PLAIN] * 40)) if text == "Voice 1"]
    assert len(rows) > 1
    assert texts_of(_page([PLAIN] * 16)).count("Voice 1") == 1
