"""A calendar of events: a lane each, with the days it lasted, and what is on public record above them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from analysis.charts import style, words
from analysis.charts.page import Page, line_height, text_width, wrap

_MOST_LABEL = 2.6  # inches; longer names are wrapped
_GAP = 0.14
_BAR = 0.15
_PADDING = 0.1
_AXIS = 0.36  # below the last lane, for the years
_RECORD = 0.42  # above the first, for what is on record
_SHORTEST = 0.07  # inches: a day must be seen
_BROAD = 62  # days: what is known no better is a line, not a bar
_MONTHLY = 550  # days: up to that the axis names months


@dataclass(frozen=True)
class Lane:
    """One event: name, first and last day, whether a text states them, and the count at the right.

    Attributes:
        name, first, last, is_dated, said: As above.
        url: Where its bar and count lead.
        known: First and last day on public record, drawn in grey beneath.
    """

    name: str
    first: pd.Timestamp
    last: pd.Timestamp
    is_dated: bool
    said: str
    url: str = ""
    known: tuple[pd.Timestamp, pd.Timestamp] | None = None


def lanes_height(lanes: Sequence[Lane], *, has_record: bool) -> float:
    """Return how high a calendar of these lanes is, in inches."""
    return sum(map(_height, lanes)) + _AXIS + (_RECORD if has_record else 0)


def draw_lanes(page: Page, lanes: Sequence[Lane], record: Sequence[pd.Timestamp]) -> None:
    """Draw the lanes over the free part of a page, in the order given.

    Args:
        page: Where to draw.
        lanes: The events.
        record: Days of the events on public record, drawn in a strip of their own above; none for no strip.
    """
    left = max(text_width(line, style.TEXT) for lane in lanes for line in _lines(lane)) + _GAP
    left = max(left, text_width("On public record", style.SMALL) + _GAP if record else 0)
    right = max(text_width(lane.said, style.SMALL, bold=True) for lane in lanes) + _GAP
    axes = page.axes(left, 0, page.width - left - right, page.height - _AXIS)
    width = page.width - left - right
    first, last = _ends(lanes, record)
    axes.set(xlim=(first, last), ylim=(page.height - _AXIS, 0))
    _prepare(axes, first, last, width)
    top = _draw_record(page, axes, record) if record else 0.0
    per_inch = (last - first) / width
    for lane in lanes:
        middle = top + _height(lane) / 2
        _draw_days(axes, lane, middle, per_inch)
        _name(page, lane, middle, left - _GAP)
        look = {"size": style.SMALL, "weight": "bold", "color": style.ACCENT_TEXT, "va": "center_baseline"}
        page.text(page.width, middle, lane.said, ha="right", url=lane.url or None, **look)
        top += _height(lane)


def _draw_record(page: Page, axes: Axes, record: Sequence[pd.Timestamp]) -> float:
    middle = _RECORD / 2
    axes.vlines(
        [day.toordinal() for day in record], middle - 0.1, middle + 0.1, color=style.GREY, linewidth=1.2
    )
    page.text(0, middle, "On public record", size=style.SMALL, color=style.QUIET, va="center_baseline")
    axes.axhline(_RECORD - 0.04, color=style.RULE, linewidth=0.6)
    return _RECORD


def _draw_days(axes: Axes, lane: Lane, middle: float, per_inch: float) -> None:
    start, days = lane.first.toordinal(), (lane.last - lane.first).days + 1
    url = lane.url or None
    if lane.known is not None:
        begin, end = (day.toordinal() for day in lane.known)
        length = max(end + 1 - begin, _SHORTEST * per_inch)
        axes.add_patch(
            Rectangle((begin, middle + _BAR / 2 + 0.01), length, 0.05, color=style.GREY, linewidth=0)
        )
    if days > _BROAD:
        axes.hlines(middle, start, start + days, color=style.ACCENT, linewidth=1.6, urls=[url])
        return
    length = max(days, _SHORTEST * per_inch)
    hollow = {"facecolor": style.PAPER, "edgecolor": style.GREY, "linewidth": 1}
    look = {"facecolor": style.ACCENT, "linewidth": 0} if lane.is_dated else hollow
    axes.add_patch(Rectangle((start, middle - _BAR / 2), length, _BAR, url=url, zorder=3, **look))


def _name(page: Page, lane: Lane, middle: float, right: float) -> None:
    lines = _lines(lane)
    block = line_height(style.TEXT) * len(lines)
    for place, line in enumerate(lines):
        at = middle - block / 2 + (place + 0.5) * line_height(style.TEXT)
        page.text(right, at, line, ha="right", va="center_baseline")


def _ends(lanes: Sequence[Lane], record: Sequence[pd.Timestamp]) -> tuple[int, int]:
    """Return the first and last day of the axis: whole months, or whole years if it is long."""
    first = min([*(lane.first for lane in lanes), *record])
    last = max([*(lane.last for lane in lanes), *record])
    if (last - first).days > _MONTHLY:
        return pd.Timestamp(first.year, 1, 1).toordinal(), pd.Timestamp(last.year + 1, 1, 1).toordinal()
    months = pd.Period(first, "M"), pd.Period(last, "M") + 1
    return months[0].start_time.toordinal(), months[1].start_time.toordinal()


def _prepare(axes: Axes, first: int, last: int, width: float) -> None:
    days = pd.date_range(pd.Timestamp.fromordinal(first), pd.Timestamp.fromordinal(last), freq="MS")
    if last - first > _MONTHLY:
        days = days[days.month == 1]
        names = [str(day.year) for day in days]
    else:
        names = [
            words.MONTHS[day.month - 1][:3] + (f"\n{day.year}" if day.month == 1 or not place else "")
            for place, day in enumerate(days)
        ]
    step = max(1, -(-len(days) * 0.45 // width))
    shown = [place for place in range(len(days)) if place % int(step) == 0 and days[place].toordinal() < last]
    axes.set_xticks(
        [days[place].toordinal() for place in shown], [names[place] for place in shown], ha="left"
    )
    axes.set_yticks([])
    axes.tick_params(axis="x", length=0, pad=4)
    axes.grid(axis="x", color=style.RULE, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.spines["left"].set_visible(False)
    axes.spines["bottom"].set(color=style.QUIET)


def _lines(lane: Lane) -> list[str]:
    return wrap(lane.name, _MOST_LABEL, style.TEXT)


def _height(lane: Lane) -> float:
    return line_height(style.TEXT) * len(_lines(lane)) + _PADDING
