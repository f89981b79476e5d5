"""Tables as HTML: captioned, numbers right-aligned, all text escaped, nothing loaded from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

import pandas as pd

from analysis.charts import words
from analysis.charts.page import link_to
from analysis.vocabulary import TRAINED_RULE

# Headings of the columns that result tables share; others are shown by their name, prefixes dropped.
_HEADINGS = {
    "n_coded": "documents",
    "outlets": "which",
    "n_exact": "exact copies",
    "n_near": "near copies",
    "published_first": "first",
    "published_last": "last",
    "share": "share (95 % interval)",
    "unnamed_kind": "kind of source",
    "part": "",
    "date_start": "first day",
    "date_end": "last day",
    "occurrence_id": "told of as",
    "date_basis": "days are",
    "language_basis": "language is",
    "n_judged": "coded independently",
    "n_hits": "of these coded",
    "precision": "precision (95 % interval)",
    "recall": "recall (95 % interval)",
    "width": "interval",
    "because": "mostly due to",
    "to_code": "to code next",
    "n_more": "so many more",
}
# Columns that hold codes rather than texts of the sources.
_CODES = frozenset(
    {
        *("side", "camp", "group", "voice", "direction", "modality", "kind", "unnamed_kind"),
        *("language", "language_basis"),
    }
)
_RIGHT = ' class="numeric" style="text-align: right; white-space: nowrap"'
_LEFT = ' style="text-align: left"'
_WHOLE = ' style="text-align: left; white-space: nowrap"'
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}( 00:00:00)?")
# kind:name, and where several have one name a day.
_OCCURRENCE = re.compile(r"[a-z]+:(.+?)(?::(?:told-)?\d{4}-\d{2}-\d{2})?")


@dataclass(frozen=True)
class Wording:
    """What a table says beside its rows.

    Attributes:
        caption: What a row is, and of what.
        empty: What stands in place of rows if there are none.
        blank: What stands for a blank in the first column.
        links: Names of the evidence's data and the columns they come from; counts then lead to the evidence.
    """

    caption: str
    empty: str = "No rows."
    blank: str = ""
    links: Mapping[str, str] = field(default_factory=dict)


def table_html(frame: pd.DataFrame, wording: Wording) -> str:
    """Return a result table as HTML: counts begin with n_, shares are share with share_low and share_high."""
    columns = _columns(frame)
    looks = {name: _look(frame, name) for name in columns}
    heads = "".join(f'<th scope="col"{looks[name]}>{escape(_heading(name))}</th>' for name in columns)
    rows = []
    for row in frame.to_dict("records"):
        cells = [_cell(row, name, wording) for name in columns]
        first = f'<th scope="row"{looks[columns[0]]}>{cells[0]}</th>'
        rest = [f"<td{looks[name]}>{cell}</td>" for name, cell in zip(columns[1:], cells[1:], strict=True)]
        rows.append("".join(["<tr>", first, *rest, "</tr>"]))
    if not rows:
        rows = [f'<tr><td colspan="{max(len(columns), 1)}">{escape(wording.empty)}</td></tr>']
    return (
        f'<table class="result"><caption>{escape(wording.caption)}</caption>'
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n" + "\n".join(rows) + "\n</tbody></table>"
    )


def table_text(frame: pd.DataFrame, wording: Wording) -> str:
    """Return the same table as plain text, for readers that show no HTML."""
    columns = _columns(frame)
    if frame.empty:
        return f"{wording.caption}\n{wording.empty}"
    lines = [[_heading(name) for name in columns]]
    lines += [
        [_text(row, name) or (wording.blank if name == columns[0] else "") for name in columns]
        for row in frame.to_dict("records")
    ]
    widths = [max(len(line[place]) for line in lines) for place in range(len(columns))]
    numbers = [_is_number(frame, name) for name in columns]
    set_lines = [
        "  ".join(
            cell.rjust(width) if is_number else cell.ljust(width)
            for cell, width, is_number in zip(line, widths, numbers, strict=True)
        ).rstrip()
        for line in lines
    ]
    return "\n".join([wording.caption, *set_lines])


def _look(frame: pd.DataFrame, name: str) -> str:
    """Return how the cells of a column stand; browsers would break a day at its hyphens."""
    if _is_number(frame, name):
        return _RIGHT
    said = [str(value) for value in frame[name].dropna() if str(value)]
    return _WHOLE if said and all(map(_DAY.fullmatch, said)) else _LEFT


def _columns(frame: pd.DataFrame) -> list[str]:
    """Return the columns to show: the ends of an interval stand in its share, the whole in the count.

    What identifies a row that has a name is for the CSV.
    """
    inside = {f"{name}{end}" for name in frame.columns for end in ("_low", "_high")}
    inside |= {"n_documents"} if "n_coded" in frame else set()
    inside |= {"occurrence_id"} if list(frame.columns[:1]) == ["occurrence_id"] and "name" in frame else set()
    return [name for name in frame.columns if name not in inside]


def _cell(row: dict[str, Any], name: str, wording: Wording) -> str:
    text = escape(_text(row, name))
    if not text and name == next(iter(row)):
        return escape(wording.blank)
    if not wording.links or name not in ("n_coded", "n_sentences") or not row[name]:
        return text
    given = {key: row[column] for key, column in wording.links.items()}
    address = link_to(**{key: str(value) for key, value in given.items() if not pd.isna(value)})
    return f'<a href="{escape(address)}">{text}</a>'


def _heading(name: str) -> str:
    if name in _HEADINGS:
        return _HEADINGS[name]
    return name.removeprefix("n_").removeprefix("is_").removeprefix("has_").replace("_", " ")


def _text(row: dict[str, Any], name: str) -> str:
    value = row[name]
    if f"{name}_low" in row:
        return words.interval(value, row[f"{name}_low"], row[f"{name}_high"])
    if name == "n_coded" and "n_documents" in row:
        return f"{words.number(value)} of {words.number(row['n_documents'])}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value))
    if pd.isna(value):
        return ""
    if name == "width":
        return words.points(value).removeprefix("+")
    if name == "rule" and str(value).endswith(f"/{TRAINED_RULE}"):
        return "trained coder"
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    if name == "outlet":
        return words.outlet(value)
    if name == "occurrence_id":
        told = _OCCURRENCE.fullmatch(value)
        return told[1] if told else value
    if name in _CODES:
        return words.label(value)
    return words.number(value) if isinstance(value, int) else str(value)


def _is_number(frame: pd.DataFrame, name: str) -> bool:
    return pd.api.types.is_numeric_dtype(frame[name]) and not pd.api.types.is_bool_dtype(frame[name])
