"""Small multiples: a row a group, a column a value, in every cell the number in words above its bar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes

from analysis.charts import style
from analysis.charts.bars import Bar, draw_bar, scale
from analysis.charts.page import Page, line_height, text_width, wrap

_MOST_LABEL = 2.0  # inches
_GAP = 0.16
_BAR = 0.11
_CELL = 0.44  # height of a row with one line of name


@dataclass(frozen=True)
class Row:
    """One row: its name, a quieter note under it (its n), and one bar a column."""

    name: str
    note: str
    cells: tuple[Bar, ...]


def panels_height(rows: Sequence[Row], columns: Sequence[str]) -> float:
    """Return how high a chart of these rows and columns is, in inches."""
    return _head(rows, columns) + sum(_row_height(row) for row in rows)


def row_in_words(row: Row, columns: Sequence[str]) -> str:
    """Return a row as text, for the description of the chart: "Sample Wire: threat 40 %, defence none"."""
    cells = ", ".join(f"{name} {bar.said}" for name, bar in zip(columns, row.cells, strict=True))
    return f"{row.name}: {cells}"


def draw_panels(page: Page, rows: Sequence[Row], columns: Sequence[str], *, is_share: bool = True) -> None:
    """Draw rows and columns over the free part of a page; all bars have the same scale."""
    left, each = _columns(rows, columns)
    head = _head(rows, columns)
    limit, _ = scale(
        [bar.value if bar.high is None else bar.high for row in rows for bar in row.cells], is_share=is_share
    )
    for place, name in enumerate(columns):
        lines = wrap(name, each - _GAP, style.SMALL, bold=True)
        for n, line in enumerate(reversed(lines)):
            at = head - 0.1 - (n + 1) * line_height(style.SMALL)
            page.text(left + place * each, at, line, size=style.SMALL, weight="bold")
    axes = page.inches()
    has_details = all(_fits(bar, each) for row in rows for bar in row.cells)
    top = head
    for row in rows:
        height = _row_height(row)
        _name(page, row, top, height)
        for place, bar in enumerate(row.cells):
            at = left + place * each, top
            _cell(page, axes, bar, at, width=each - _GAP, limit=limit, has_details=has_details)
        page.rule(top - 0.02)
        top += height


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
    colour = style.ACCENT_TEXT if bar.value and not bar.is_small else style.QUIET
    bold = {"size": style.SMALL, "weight": "bold", "color": colour}
    page.text(left, top + 0.05, bar.said, url=bar.url or None, **bold)
    if has_details:
        page.text(left + _detail_at(bar), top + 0.05, bar.detail, size=style.SMALL, color=style.QUIET)
    middle = top + 0.29
    axes.vlines(left, middle - 0.08, middle + 0.08, color=style.QUIET, linewidth=0.8)
    draw_bar(axes, bar, middle, height=_BAR, left=left, per_unit=width / limit)


def _name(page: Page, row: Row, top: float, height: float) -> None:
    lines = wrap(row.name, _MOST_LABEL, style.TEXT)
    notes = wrap(row.note, _MOST_LABEL, style.SMALL) if row.note else []
    at = top + 0.05
    for line in lines:
        page.text(0, at, line)
        at += line_height(style.TEXT)
    for line in notes:
        page.text(0, at, line, size=style.SMALL, color=style.QUIET)
        at += line_height(style.SMALL)


def _columns(rows: Sequence[Row], columns: Sequence[str]) -> tuple[float, float]:
    """Return where the first column starts, and how wide each is."""
    names = [text_width(line, style.TEXT) for row in rows for line in wrap(row.name, _MOST_LABEL, style.TEXT)]
    notes = [
        text_width(line, style.SMALL) for row in rows for line in wrap(row.note, _MOST_LABEL, style.SMALL)
    ]
    left = max([*names, *notes, 0.6]) + 1.5 * _GAP
    return left, (style.WIDTH - 2 * style.MARGIN - left) / max(len(columns), 1)


def _head(rows: Sequence[Row], columns: Sequence[str]) -> float:
    _, each = _columns(rows, columns)
    most = max(len(wrap(name, each - _GAP, style.SMALL, bold=True)) for name in columns)
    return 0.16 + most * line_height(style.SMALL)


def _row_height(row: Row) -> float:
    names = len(wrap(row.name, _MOST_LABEL, style.TEXT)) * line_height(style.TEXT)
    notes = len(wrap(row.note, _MOST_LABEL, style.SMALL)) * line_height(style.SMALL) if row.note else 0
    return max(_CELL, names + notes + 0.14)
