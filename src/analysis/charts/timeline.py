"""Shares over time: one strip a series with points and intervals, and the documents they rest on beneath."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter

from analysis.charts import style, words
from analysis.charts.bars import scale
from analysis.charts.page import Page
from analysis.charts.periods import draw_period_bars

_LEFT = 0.55  # inches, for the scale
_TICKS = 0.42  # below, for the periods
_BELOW = 0.75  # the strip of documents


@dataclass(frozen=True)
class Series:
    """One strip of a timeline.

    Attributes:
        name: What stands above it; "" for nothing.
        rows: One row a period, in order: period, n_documents, n_coded, share, share_low, share_high.
        link: Address the point of a period leads to; periods without one lead nowhere.
    """

    name: str
    rows: pd.DataFrame
    link: dict[str, str]


def timeline_height(n_series: int) -> float:
    """Return how high a timeline of so many strips is, in inches."""
    return n_series * (_strip(n_series) + _gap(n_series)) + _BELOW + _TICKS + 0.05


def draw_timeline(page: Page, series: Sequence[Series], *, min_documents: int, unit: str) -> None:
    """Draw one strip a series over the free part of a page, all with the same scale.

    Args:
        page: Where to draw.
        series: All with the same periods.
        min_documents: Points that rest on fewer documents are hollow, without lines to them.
        unit: What the strip beneath counts: "documents".
    """
    high = pd.concat([one.rows["share_high"] for one in series]).max()
    limit, step = scale([high], is_share=True)
    top, width, gap = 0.0, page.width - _LEFT - 0.1, _gap(len(series))
    for one in series:
        page.text(0, top + 0.16, words.capital(one.name), weight="bold")
        axes = page.axes(_LEFT, top + gap, width, _strip(len(series)))
        _draw_points(axes, one, min_documents)
        _label_highest(axes, one.rows, min_documents, limit)
        _prepare(axes, len(one.rows), limit, step)
        top += _strip(len(series)) + gap
    below = page.axes(_LEFT, top + 0.45, width, _BELOW - 0.4)
    page.text(0, top + 0.16, words.capital(unit), size=style.SMALL, color=style.QUIET)
    draw_period_bars(below, series[0].rows, width=width, colour=style.GREY)


def _strip(n_series: int) -> float:
    return 2.3 if n_series == 1 else 1.0


def _gap(n_series: int) -> float:
    """Return the room above a strip: for the label of its highest point, and its name if it has one."""
    return 0.2 if n_series == 1 else 0.52


def _draw_points(axes: Axes, series: Series, min_documents: int) -> None:
    rows = series.rows.reset_index(drop=True)
    is_large = rows["n_documents"] >= max(min_documents, 1)
    line = rows["share"].where(is_large)
    axes.plot(rows.index, line, color=style.ACCENT, linewidth=1.2, zorder=2)
    rows, is_large = rows[rows["n_documents"] > 0], is_large[rows["n_documents"] > 0]
    # All at once: to make a mark takes matplotlib longer than to draw it.
    colours = [style.INK if large else style.GREY for large in is_large]
    axes.vlines(rows.index, rows["share_low"], rows["share_high"], color=colours, linewidth=0.9, zorder=3)
    axes.scatter(
        rows.index,
        rows["share"],
        s=26,
        facecolor=[style.ACCENT if large else style.PAPER for large in is_large],
        edgecolor=[style.ACCENT_TEXT if large else style.QUIET for large in is_large],
        linewidth=1,
        zorder=4,
        urls=[series.link.get(row.period) if row.n_coded else None for row in rows.itertuples()],
        clip_on=False,
    )


def _label_highest(axes: Axes, rows: pd.DataFrame, min_documents: int, limit: float) -> None:
    """Write the numbers at the highest point, if there is one; above its interval, where nothing else is."""
    rows = rows.reset_index(drop=True)
    large = rows[rows["n_documents"] >= max(min_documents, 1)]
    top = large[(large["share"] == large["share"].max()) & (large["n_coded"] > 0)]
    if len(large) < 3 or len(top) != 1:
        return
    at, row = top.index[0], top.iloc[0]
    said = f"{words.percent(row['share'])} ({row['n_coded']} of {row['n_documents']})"
    side = "left" if at < len(rows) * 0.12 else "right" if at > len(rows) * 0.88 else "center"
    axes.annotate(
        said, (at, row["share_high"]), xytext=(0, 3), textcoords="offset points", ha=side, va="bottom",
        size=style.SMALL, color=style.ACCENT_TEXT, weight="bold", annotation_clip=False,
    )  # fmt: skip


def _prepare(axes: Axes, n_periods: int, limit: float, step: float) -> None:
    axes.set_xlim(-0.6, n_periods - 0.4)
    axes.set_ylim(0, limit)
    axes.set_xticks([])
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: words.percent(value)))
    # Before there are ticks: each would be changed by itself.
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="y", color=style.RULE, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.set_yticks([step * n for n in range(round(limit / step) + 1)])
    axes.spines["left"].set_visible(False)
    axes.spines["bottom"].set(color=style.QUIET)
