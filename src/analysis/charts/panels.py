"""Small multiples: a row a group, a column a value, in every cell the number in words above its bar.

Headings are wrapped at blanks. Where a word is wider than its column, all of them slant; where columns would
be too narrow for their numbers, they stand in several blocks, one below the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, cos, radians, sin

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection

from analysis.charts import style
from analysis.charts.bars import Bar, draw_bar, scale
from analysis.charts.page import Page, drawable, line_height, text_width, wrap

_MOST_LABEL = 2.0  # inches
_GAP = 0.16
_BAR = 0.11
_CELL = 0.44  # height of a row with one line of name
_LEAST = 0.28  # width of a column
_SLANT = 60  # degrees: less takes more room at the right, more is harder to read


@dataclass(frozen=True)
class Row:
    """One row: its name, a quieter note under it (its n), and one bar a column."""

    name: str
    note: str
    cells: tuple[Bar, ...]


@dataclass(frozen=True)
class _Block:
    """Columns side by side: which, where the first begins, the width of each, and their headings."""

    columns: slice
    left: float
    each: float
    heads: tuple[tuple[str, ...], ...]  # lines of each
    head: float  # height of the headings
    is_slanted: bool


def panels_height(rows: Sequence[Row], columns: Sequence[str]) -> float:
    """Return how high a chart of these rows and columns is, in inches."""
    below = sum(_row_height(row) for row in rows)
    return sum(block.head + below for block in _blocks(rows, columns))


def row_in_words(row: Row, columns: Sequence[str]) -> str:
    """Return a row as text, for the description of the chart: "Sample Wire: threat 40 %, defence none"."""
    cells = ", ".join(f"{name} {bar.said or 'none'}" for name, bar in zip(columns, row.cells, strict=True))
    return f"{row.name}: {cells}"


def draw_panels(page: Page, rows: Sequence[Row], columns: Sequence[str], *, is_share: bool = True) -> None:
    """Draw rows and columns over the free part of a page; all bars have the same scale."""
    limit, _ = scale(
        [bar.value if bar.high is None else bar.high for row in rows for bar in row.cells], is_share=is_share
    )
    axes = page.inches()
    top = 0.0
    for block in _blocks(rows, columns):
        _headings(page, block, top + block.head - 0.1)
        has_details = all(_fits(bar, block.each) for row in rows for bar in row.cells)
        top += block.head
        for row in rows:
            _name(page, row, top)
            for place, bar in enumerate(row.cells[block.columns]):
                at = block.left + place * block.each, top
                _cell(page, axes, bar, at, width=block.each - _GAP, limit=limit, has_details=has_details)
            page.rule(top - 0.02)
            top += _row_height(row)


def _headings(page: Page, block: _Block, bottom: float) -> None:
    look = {"size": style.SMALL, "weight": "bold"}
    if block.is_slanted:
        look |= {"rotation": _SLANT, "rotation_mode": "anchor", "va": "baseline"}
    for place, lines in enumerate(block.heads):
        left = block.left + place * block.each
        for n, line in enumerate(reversed(lines)):
            if block.is_slanted:
                page.text(left + _rise(), bottom, line, **look)
            else:
                page.text(left, bottom - (n + 1) * line_height(style.SMALL), line, **look)


def _fits(bar: Bar, each: float) -> bool:
    """Return whether both the value and what it is of stand side by side in a column."""
    return _detail_at(bar) + text_width(bar.detail, style.SMALL) <= each - _GAP / 2


def _detail_at(bar: Bar) -> float:
    return text_width(bar.said, style.SMALL, bold=True) + 0.06


def _cell(
    page: Page,
    axes: Axes,
    bar: Bar,
    at: tuple[float, float],
    *,
    width: float,
    limit: float,
    has_details: bool,
) -> None:
    left, top = at
    if not bar.said:
        return
    colour = style.ACCENT_TEXT if bar.value and not bar.is_small else style.QUIET
    bold = {"size": style.SMALL, "weight": "bold", "color": colour}
    page.text(left, top + 0.05, bar.said, url=bar.url or None, **bold)
    if has_details:
        page.text(left + _detail_at(bar), top + 0.05, bar.detail, size=style.SMALL, color=style.QUIET)
    middle = top + 0.29
    zero = LineCollection(
        [[(left, middle - 0.08), (left, middle + 0.08)]], colors=style.QUIET, linewidths=0.8
    )
    axes.add_collection(zero, autolim=False)
    draw_bar(axes, bar, middle, height=_BAR, left=left, per_unit=width / limit)


def _name(page: Page, row: Row, top: float) -> None:
    lines = wrap(row.name, _MOST_LABEL, style.TEXT)
    notes = wrap(row.note, _MOST_LABEL, style.SMALL) if row.note else []
    at = top + 0.05
    for line in lines:
        page.text(0, at, line)
        at += line_height(style.TEXT)
    for line in notes:
        page.text(0, at, line, size=style.SMALL, color=style.QUIET)
        at += line_height(style.SMALL)


def _blocks(rows: Sequence[Row], columns: Sequence[str]) -> list[_Block]:
    """Return the columns in as few blocks as leave each column room for its numbers."""
    names = [line for row in rows for line in wrap(row.name, _MOST_LABEL, style.TEXT)]
    notes = [line for row in rows for line in wrap(row.note, _MOST_LABEL, style.SMALL)]
    widths = [text_width(name, style.TEXT) for name in names]
    widths += [text_width(note, style.SMALL) for note in notes]
    left = max([*widths, 0.6]) + 1.5 * _GAP
    said = (text_width(bar.said, style.SMALL, bold=True) for row in rows for bar in row.cells)
    least = max(_LEAST, max(said) + _GAP / 4)
    for size in (ceil(len(columns) / n) for n in range(1, len(columns) + 1)):
        starts = range(0, len(columns), size)
        blocks = [_block(columns, slice(start, start + size), left) for start in starts]
        if all(block.each >= least for block in blocks):
            break
    return blocks


def _block(columns: Sequence[str], part: slice, left: float) -> _Block:
    """Return how a part of the columns is laid out right of left."""
    names = columns[part]
    room = style.WIDTH - 2 * style.MARGIN - left
    each = room / len(names)
    across = each - _GAP / 2
    if all(text_width(word, style.SMALL, bold=True) <= across for name in names for word in name.split()):
        heads = tuple(tuple(wrap(name, across, style.SMALL, bold=True)) for name in names)
        head = 0.16 + max(map(len, heads)) * line_height(style.SMALL)
        return _Block(part, left, each, heads, head, False)
    widths = [text_width(name, style.SMALL, bold=True) for name in names]
    ends = [room - _rise() - width * cos(radians(_SLANT)) for width in widths]
    each = min([each, *(end / place for place, end in enumerate(ends) if place)])
    head = 0.16 + max(widths) * sin(radians(_SLANT)) + line_height(style.SMALL) * cos(radians(_SLANT))
    return _Block(part, left, each, tuple((drawable(name),) for name in names), head, True)


def _rise() -> float:
    """Return how far right of its column a slanted line begins, so that it stands above the column."""
    return line_height(style.SMALL) * sin(radians(_SLANT))


def _row_height(row: Row) -> float:
    names = len(wrap(row.name, _MOST_LABEL, style.TEXT)) * line_height(style.TEXT)
    notes = len(wrap(row.note, _MOST_LABEL, style.SMALL)) * line_height(style.SMALL) if row.note else 0
    return max(_CELL, names + notes + 0.14)
