"""Colours, sizes and fonts of every chart: one accent for the point, grey for the rest."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from typing import Any, ParamSpec, TypeVar

import matplotlib as mpl

# Contrast with white: text at least 4.5:1, marks at least 3:1 (WCAG 2.2); a test measures them.
INK = "#1A1A1A"  # text, interval lines
QUIET = "#595959"  # text of less weight
ACCENT = "#4A84BD"  # what is counted
ACCENT_TEXT = "#1F5A99"  # text that speaks of it
GREY = "#8A8A8A"  # the rest: copies, documents that the counted ones are part of
RULE = "#C9C9C9"  # lines that only guide the eye
PAPER = "#FFFFFF"

FONT = "DejaVu Sans"  # comes with matplotlib, so that text is as wide on every machine
TITLE, TEXT, SMALL = 13.0, 9.0, 8.0  # points

WIDTH = 8.0  # inches: a text column of a report
MARGIN = 0.3
DPI = 150

RC: dict[str, Any] = {
    "font.family": FONT,
    "font.size": TEXT,
    "text.color": INK,
    "text.hinting": "none",  # text as wide in the PNG as in the SVG, and as measured
    "text.parse_math": False,  # a name may hold a dollar sign
    "axes.labelcolor": INK,
    "axes.linewidth": 0.8,
    "axes.edgecolor": RULE,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.unicode_minus": False,
    "xtick.color": QUIET,
    "ytick.color": QUIET,
    "xtick.labelsize": SMALL,
    "ytick.labelsize": SMALL,
    "figure.facecolor": PAPER,
    "savefig.facecolor": PAPER,
    "hatch.linewidth": 0.6,
    "svg.fonttype": "path",  # looks the same where the font is missing
    "svg.hashsalt": "analysis",  # ids of the file don't change from run to run
}


P = ParamSpec("P")
R = TypeVar("R")


def styled(draw: Callable[P, R]) -> Callable[P, R]:
    """Return the function so that it runs under RC alone, whatever settings the user or the notebook has."""

    @wraps(draw)
    def draw_in_style(*args: P.args, **options: P.kwargs) -> R:
        # mpl.rc_context would look at each setting, and check it, before and after every chart.
        before = {name: value for name, value in dict.items(mpl.rcParams) if name != "backend"}
        dict.update(mpl.rcParams, _settings())
        try:
            return draw(*args, **options)
        finally:
            dict.update(mpl.rcParams, before)

    return draw_in_style


@cache
def _settings() -> dict[str, Any]:
    """Return every setting as it is under RC alone, but the backend: nothing is drawn by it."""
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(RC)
        return {name: value for name, value in dict.items(mpl.rcParams) if name != "backend"}
