"""The axis of time: bars a period, and as many of their names beneath as fit."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from analysis.charts import style, words
from analysis.charts.page import text_width

_STEPS = {"month": (1, 2, 3, 6, 12), "quarter": (1, 2, 4), "year": (1, 2, 5, 10, 20, 50)}
_ROOM = 0.42  # inches a name needs
_BROADEST = 0.45  # inches, of a bar


def draw_period_bars(axes: Axes, rows: pd.DataFrame, *, width: float, colour: str) -> None:
    """Draw how many documents each period has, with the numbers where they fit, and the periods beneath.

    Args:
        axes: Where to draw.
        rows: One row a period, in order: period, n_documents; n_copies, if given, is the hatched part on top.
        width: Of the axes, in inches.
        colour: Of the bars.
    """
    counts = [int(n) for n in rows["n_documents"]]
    parts = [int(n) for n in rows["n_copies"]] if "n_copies" in rows else [0] * len(counts)
    whole = [n - part for n, part in zip(counts, parts, strict=True)]
    room = width / len(counts)
    broad = min(0.6, _BROADEST / room)
    axes.bar(range(len(counts)), whole, width=broad, color=colour, linewidth=0)
    hatched = {"facecolor": style.PAPER, "edgecolor": style.GREY, "hatch": "xxxxx", "linewidth": 0.8}
    # Not cut off at the axes, which end where the highest bar does: half its line would be.
    hatched["clip_on"] = False
    shown = [at for at, part in enumerate(parts) if part]
    if shown:
        bottom = [whole[at] for at in shown]
        axes.bar(shown, [parts[at] for at in shown], bottom=bottom, width=broad, **hatched)
    if max(text_width(words.number(n), style.SMALL) for n in counts) < room * 0.95:
        for at, n in enumerate(counts):
            text = {"ha": "center", "va": "bottom", "size": style.SMALL - 1, "color": style.QUIET}
            offset = {"xytext": (0, 1.5), "textcoords": "offset points", "annotation_clip": False}
            axes.annotate(words.number(n), (at, n), **offset, **text)
        axes.set_yticks([])
    else:
        axes.set_yticks([0, max(counts)])
        axes.tick_params(axis="y", length=0, labelsize=style.SMALL - 1)
    axes.set_ylim(0, max(*counts, 1))
    axes.set_xlim(-0.6, len(counts) - 0.4)
    axes.spines["left"].set_visible(False)
    axes.spines["bottom"].set(color=style.QUIET)
    ticks = _ticks(list(rows["period"]), width)
    axes.tick_params(axis="x", length=3, color=style.QUIET)
    axes.set_xticks([at for at, _ in ticks], [text for _, text in ticks])


def _ticks(periods: list[str], width: float) -> list[tuple[int, str]]:
    """Return positions and labels of as many periods as fit, on round months, quarters or years."""
    unit = words.period_unit(periods[0])
    room = width / len(periods)
    step = next((step for step in _STEPS[unit] if step * room >= _ROOM), _STEPS[unit][-1])
    places = [at for at, period in enumerate(periods) if _ordinal(period) % step == 0] or [0]
    ticks, year = [], ""
    for at in places:
        own, _, part = periods[at].partition("-")
        short = part if unit == "quarter" else words.MONTHS[int(part) - 1][:3] if part else ""
        ticks.append((at, "\n".join(filter(None, (short, own if own != year else "")))))
        year = own
    return ticks


def _ordinal(period: str) -> int:
    """Return the period's place among those of its unit, so that every n-th begins with the year."""
    year, _, part = period.partition("-")
    if part.startswith("Q"):
        return int(part[1:]) - 1
    return int(part) - 1 if part else int(year)
