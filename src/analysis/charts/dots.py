"""Dots with their intervals: rows of one or more lines, each line a dot, its interval and its words."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from analysis.charts import style
from analysis.charts.page import Page, describe, line_height, new_page, source, text_width, wrap

_MOST_LABEL = 2.2  # inches; longer names are wrapped
_GAP = 0.12
_LINE = 0.2  # inches: height of a line
_PADDING = 0.14  # between rows
_AXIS = 0.3  # below the last row, for the scale
_CAP = 0.045  # half the height of an interval's ends


@dataclass(frozen=True)
class Dot:
    """One line of a row.

    Attributes:
        value, low, high: The dot and the ends of its interval; not a number where there is none.
        said: The value in words, at the right.
        detail: What it rests on, in quieter text behind it.
        label: What the line is ("raw"), at the left of it; "" if the row has one line only.
        is_point: Whether it is what the chart is about; else it is drawn grey.
        is_small: Rests on little, so it is drawn hollow.
        url: Where it leads; "" for nowhere.
    """

    value: float
    low: float
    high: float
    said: str
    detail: str = ""
    label: str = ""
    is_point: bool = True
    is_small: bool = False
    url: str = ""


@dataclass(frozen=True)
class Row:
    """One row: its name and its lines; a heading has no lines."""

    name: str
    lines: tuple[Dot, ...] = ()


@dataclass(frozen=True)
class Scale:
    """What the axis shows: its ends, the step between its marks, how they are written, and a line to mark."""

    low: float
    high: float
    step: float
    written: Callable[[float], str]
    marked: float | None = None

    @classmethod
    def of(
        cls,
        rows: Sequence[Row],
        written: Callable[[float], str],
        *,
        within: tuple[float, float] = (-math.inf, math.inf),
        marked: float | None = None,
    ) -> Scale:
        """Return a scale from zero, or about it, that holds all intervals; cut at what can't be passed."""
        ends = [end for row in rows for dot in row.lines for end in (dot.value, dot.low, dot.high)]
        known = [end for end in ends if not math.isnan(end)]
        low, high = min([0.0, *known]), max([0.0, *known])
        step = _step(high - low)
        low, high = (math.floor(round(low / step, 6)) * step, math.ceil(round(high / step, 6)) * step)
        return cls(max(low, within[0]), min(max(high, low + step), within[1]), step, written, marked)


def dots_height(rows: Sequence[Row]) -> float:
    """Return how high a chart of these rows is, in inches."""
    return sum(_height(row) for row in rows) + _AXIS


def draw_dots(page: Page, rows: Sequence[Row], scale: Scale) -> None:
    """Draw rows over the free part of a page, in the order given."""
    lines = [dot for row in rows for dot in row.lines]
    named = [row for row in rows if row.lines]
    name = max((text_width(line, style.TEXT) for row in named for line in _wrapped(row)), default=0)
    label = max((text_width(dot.label, style.SMALL) for dot in lines), default=0)
    said = max((text_width(dot.said, style.TEXT, bold=True) for dot in lines), default=0)
    detail = max((text_width(dot.detail, style.SMALL) for dot in lines), default=0)
    left = name + (label + _GAP if label else 0) + _GAP
    plot = page.width - left - said - detail - 2.5 * _GAP
    axes = page.axes(left, 0, plot, page.height - _AXIS)
    _prepare(axes, scale, page.height - _AXIS)
    top, placed = 0.0, []
    for row in rows:
        _draw_name(page, row, top, name)
        first = top + (_height(row) - _LINE * len(row.lines)) / 2
        for place, dot in enumerate(row.lines):
            middle = first + (place + 0.5) * _LINE
            placed.append((dot, middle))
            at = {"va": "center_baseline"}
            page.text(left - _GAP, middle, dot.label, ha="right", size=style.SMALL, color=style.QUIET, **at)
            colour = style.ACCENT_TEXT if dot.is_point and not dot.is_small else style.QUIET
            right = left + plot + _GAP
            bold = {"weight": "bold", "color": colour, "url": dot.url or None}
            page.text(right, middle, dot.said, **bold, **at)
            right += text_width(dot.said, style.TEXT, bold=True) + _GAP / 2
            page.text(right, middle, dot.detail, size=style.SMALL, color=style.QUIET, **at)
        top += _height(row)
    _draw_intervals(axes, placed)
    _draw_points(axes, placed)


def in_words(row: Row) -> str:
    """Return a row as text, for the description of the chart."""
    return f"{row.name} " + ", ".join(f"{dot.label} {dot.said}".strip() for dot in row.lines)


def dots_figure(
    rows: Sequence[Row], scale: Scale, *, title: str, subtitle: str, population: pd.DataFrame
) -> Figure:
    """Return rows of dots as a figure of their own, with title, source and description."""
    page = new_page(title=title, subtitle=subtitle, footer=source(population), height=dots_height(rows))
    draw_dots(page, rows, scale)
    return describe(page.figure, "Dots with intervals", [in_words(row) for row in rows if row.lines])


def _draw_name(page: Page, row: Row, top: float, width: float) -> None:
    lines = _wrapped(row)
    first = top + (_height(row) - line_height(style.TEXT) * len(lines)) / 2
    for place, line in enumerate(lines):
        middle = first + (place + 0.5) * line_height(style.TEXT)
        if row.lines:
            page.text(width, middle, line, ha="right", va="center_baseline")
        else:
            page.text(0, middle, line, va="center_baseline", weight="bold")


# All at once: to make a mark takes matplotlib longer than to draw it.
def _draw_intervals(axes: Axes, placed: Sequence[tuple[Dot, float]]) -> None:
    lines, colours = [], []
    for dot, middle in placed:
        if not math.isnan(dot.low):
            ends = [[(end, middle - _CAP), (end, middle + _CAP)] for end in (dot.low, dot.high)]
            lines += [[(dot.low, middle), (dot.high, middle)], *ends]
            colours += [style.INK if dot.is_point else style.GREY] * 3
    axes.add_collection(LineCollection(lines, colors=colours, linewidths=1), autolim=False)


def _draw_points(axes: Axes, placed: Sequence[tuple[Dot, float]]) -> None:
    shown = [(dot, middle) for dot, middle in placed if not math.isnan(dot.value)]
    colours = [style.ACCENT if dot.is_point else style.GREY for dot, _ in shown]
    # In units of the page, so that a dot at the end of the scale is whole.
    axes.scatter(
        [dot.value for dot, _ in shown],
        [middle for _, middle in shown],
        s=34,
        facecolor=[
            style.PAPER if dot.is_small else colour for (dot, _), colour in zip(shown, colours, strict=True)
        ],
        edgecolor=colours,
        linewidth=1.2,
        zorder=3,
        clip_on=False,
        urls=[dot.url or None for dot, _ in shown],
    )


def _prepare(axes: Axes, scale: Scale, height: float) -> None:
    axes.set_xlim(scale.low, scale.high)
    axes.set_ylim(height, 0)
    axes.set_yticks([])
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: scale.written(round(value, 9) + 0.0)))
    # Before there are ticks: each would be changed by itself.
    axes.tick_params(axis="x", length=0, pad=4)
    axes.grid(axis="x", color=style.RULE, linewidth=0.6)
    axes.set_axisbelow(True)
    count = round((scale.high - scale.low) / scale.step)
    axes.set_xticks([scale.low + scale.step * n for n in range(count + 1)])
    for side in ("bottom", "left"):
        axes.spines[side].set_visible(False)
    axes.axvline(0, color=style.QUIET, linewidth=0.8, zorder=1)
    if scale.marked is not None and scale.low < scale.marked < scale.high:
        axes.axvline(scale.marked, color=style.QUIET, linewidth=0.8, linestyle=(0, (4, 3)), zorder=1)


def _step(width: float) -> float:
    """Return 1, 2 or 5 times a power of ten, so that at most five steps fill a width."""
    if width <= 0:
        return 0.01
    power = 10.0 ** math.floor(math.log10(width / 5))
    return next(factor * power for factor in (1, 2, 5, 10) if width <= 5.0001 * factor * power)


def _wrapped(row: Row) -> list[str]:
    if row.lines:
        return wrap(row.name, _MOST_LABEL, style.TEXT)
    return wrap(row.name, style.WIDTH - 2 * style.MARGIN, style.TEXT, bold=True)


def _height(row: Row) -> float:
    return max(_LINE * len(row.lines), line_height(style.TEXT) * len(_wrapped(row))) + _PADDING
