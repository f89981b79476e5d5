"""Horizontal bars: a name, a bar from zero with its interval, and the numbers in words at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import isnan

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.patches import Rectangle
from matplotlib.ticker import FuncFormatter

from analysis.charts import style, words
from analysis.charts.page import Page, line_height, text_width, wrap

_MOST_LABEL = 2.5  # inches; longer names are wrapped
_GAP = 0.14
_BAR = 0.17  # inches
_PADDING = 0.17  # between rows
_AXIS = 0.3  # below the last bar, for the scale


@dataclass(frozen=True)
class Bar:
    """One row of a bar chart.

    Attributes:
        name: Label at the left.
        value: Length of the bar: a share, or a count.
        low, high: Ends of its interval; None for counts, which have none.
        said: The value in words, at the right.
        detail: What it is of, in quieter text behind it.
        url: Where the bar leads; "" for nowhere.
        is_small: Rests on few documents, so it is drawn hollow.
        part: The part of value, counted from the bar's end, that is drawn grey (copies).
        lines: Lines of name, once wrapped.
    """

    name: str
    value: float
    low: float | None = None
    high: float | None = None
    said: str = ""
    detail: str = ""
    url: str = ""
    is_small: bool = False
    part: float = 0
    lines: tuple[str, ...] = ()


def fitted(bars: Sequence[Bar], *, width: float = _MOST_LABEL) -> list[Bar]:
    """Return the bars with their names wrapped to a width in inches."""
    return [replace(bar, lines=tuple(wrap(bar.name, width, style.TEXT))) for bar in bars]


def bars_height(bars: Sequence[Bar]) -> float:
    """Return how high a chart of these fitted bars is, in inches."""
    return sum(_row_height(bar) for bar in bars) + _AXIS


def draw_bars(page: Page, bars: Sequence[Bar], *, is_share: bool = True) -> None:
    """Draw fitted bars over the free part of a page, in the order given."""
    label = max(text_width(line, style.TEXT) for bar in bars for line in bar.lines)
    said = max(text_width(bar.said, style.TEXT, bold=True) for bar in bars)
    detail = max(text_width(bar.detail, style.SMALL) for bar in bars)
    left = label + _GAP
    plot = page.width - left - said - detail - 2.5 * _GAP
    limit, step = scale([bar.value if bar.high is None else bar.high for bar in bars], is_share=is_share)
    axes = page.axes(left, 0, plot, page.height - _AXIS)
    _prepare(axes, limit, step, page.height - _AXIS, is_share=is_share)
    top = 0.0
    for bar in bars:
        middle = top + _row_height(bar) / 2
        draw_bar(axes, bar, middle)
        block = line_height(style.TEXT) * len(bar.lines)
        for place, line in enumerate(bar.lines):
            at = middle - block / 2 + (place + 0.5) * line_height(style.TEXT)
            page.text(label, at, line, ha="right", va="center_baseline")
        colour = style.ACCENT_TEXT if bar.value and not bar.is_small else style.QUIET
        right = left + plot + _GAP + said
        options = {"va": "center_baseline", "size": style.TEXT}
        page.text(
            right, middle, bar.said, ha="right", weight="bold", color=colour, url=bar.url or None, **options
        )
        page.text(right + _GAP / 2, middle, bar.detail, color=style.QUIET, **{**options, "size": style.SMALL})
        top += _row_height(bar)


def draw_bar(
    axes: Axes, bar: Bar, middle: float, *, height: float = _BAR, left: float = 0, per_unit: float = 1
) -> None:
    """Draw one bar and its interval.

    Args:
        axes: Their vertical unit is the inch, from the top.
        bar: What to draw.
        middle: Where it lies in them.
        height: Of the bar.
        left: Where the bar begins, in units of the axes.
        per_unit: Units of the axes a unit of the bar's value is long.
    """
    whole = (bar.value - bar.part) * per_unit
    hollow = {"facecolor": style.PAPER, "edgecolor": style.GREY, "linewidth": 0.8, "hatch": "//////"}
    look = hollow if bar.is_small else {"facecolor": style.ACCENT, "linewidth": 0}
    blocks = [(left, whole, look), (left + whole, bar.part * per_unit, hollow | {"hatch": "xxxxx"})]
    for start, length, options in blocks:
        if length > 0:
            block = Rectangle((start, middle - height / 2), length, height, url=bar.url or None, **options)
            axes.add_artist(block)  # which, unlike a patch, does not ask for limits: they are set
    if bar.low is not None and bar.high is not None and not isnan(bar.low):
        low, high = left + bar.low * per_unit, left + bar.high * per_unit
        cap = height * 0.28
        ends = [[(end, middle - cap), (end, middle + cap)] for end in (low, high)]
        lines = LineCollection([[(low, middle), (high, middle)], *ends], colors=style.INK, linewidths=1)
        axes.add_collection(lines, autolim=False)


def scale(values: Sequence[float], *, is_share: bool) -> tuple[float, float]:
    """Return the end of a scale from zero that holds all values, and the step between its marks."""
    largest = max((value for value in values if value == value), default=0)
    if is_share:
        step = next((step for step in (0.05, 0.1, 0.25) if largest <= 4 * step), 0.25)
        return min(1.0, max(step, -(-round(largest, 9) // step) * step)), step
    step = next(
        (f * 10**power for power in range(9) for f in (1, 2, 5) if largest <= 4 * f * 10**power), 10**9
    )
    return max(step, -(-largest // step) * step), step


def _prepare(axes: Axes, limit: float, step: float, height: float, *, is_share: bool) -> None:
    axes.set_xlim(0, limit * 1.001)
    axes.set_ylim(height, 0)
    axes.set_yticks([])
    form = (
        (lambda value, _: words.percent(value)) if is_share else (lambda value, _: words.number(round(value)))
    )
    axes.xaxis.set_major_formatter(FuncFormatter(form))
    # Before there are ticks: each would be changed by itself.
    axes.tick_params(axis="x", length=0, pad=4)
    axes.grid(axis="x", color=style.RULE, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.set_xticks([step * n for n in range(round(limit / step) + 1)])
    axes.spines["bottom"].set_visible(False)
    axes.spines["left"].set(color=style.QUIET, linewidth=0.8)


def _row_height(bar: Bar) -> float:
    return max(_BAR, line_height(style.TEXT) * len(bar.lines)) + _PADDING
