"""Words are laid out once, as matplotlib itself would lay them out."""

from __future__ import annotations

import re

import numpy as np
import pytest
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextPath, text_to_path

from analysis.charts import lettering, style

LINES = [
    "Exercises of Ruritania",
    "35\u00a0% of AVATAR",
    "Рурытанія, 2024",
    "שלום",
    "e\u0301t",
    "a  b",
    " ",
    "",
]


def _font(*, bold: bool) -> FontProperties:
    return FontProperties(family=style.FONT, size=lettering.EM, weight="bold" if bold else "normal")


@pytest.mark.parametrize("bold", [False, True], ids=["plain", "bold"])
@pytest.mark.parametrize("line", LINES)
def test_a_line_is_as_wide_as_its_words(line, bold):
    width, height, below = text_to_path.get_text_width_height_descent(line, _font(bold=bold), False)
    found = list(lettering.words(line, bold=bold))
    assert found[-1][0] + found[-1][2].width == pytest.approx(width, abs=1)
    assert max(word.below for _, _, word in found) == pytest.approx(below, abs=1)
    assert max(word.above for _, _, word in found) == pytest.approx(height - below, abs=1)


@pytest.mark.parametrize("bold", [False, True], ids=["plain", "bold"])
@pytest.mark.parametrize("line", LINES[:6])
def test_outlines_are_those_of_the_font(line, bold):
    whole = TextPath((0, 0), line, prop=_font(bold=bold)).get_extents()
    assert lettering.outline(line, bold=bold).get_extents().extents == pytest.approx(whole.extents, abs=1)


@pytest.mark.parametrize("letter", ["o", "i", "%", "Ж", "l"])
def test_the_data_of_a_letter_leads_through_its_corners(letter):
    ((name, _, _),) = lettering.word(letter, bold=False).letters
    path = lettering.outline(letter, bold=False)
    corners, here, begun = [], np.zeros(2), np.zeros(2)
    for part, numbers in re.findall(r"([mlqcz])([^mlqcz]*)", lettering.letter_data(name)):
        steps = np.array(re.findall(r"-?\d+", numbers), float).reshape(-1, 2)
        corners += [here + step for step in steps]
        here = corners[-1] if len(steps) else begun
        begun = here if part == "m" else begun
    assert np.array(corners) == pytest.approx(path.vertices[path.codes != path.CLOSEPOLY], abs=0.51)


def test_what_leaves_no_mark_has_no_letters():
    assert lettering.word("\u00a0", bold=False).letters == ()
    assert len(lettering.outline("", bold=True).vertices) == 0
