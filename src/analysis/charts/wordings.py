"""The versions of a statement in different outlets, one under the other."""

from __future__ import annotations

from html import escape
from typing import Any

import pandas as pd

from analysis.charts import words
from analysis.charts.display import csv_of, publish
from analysis.charts.evidence import marked
from analysis.charts.page import link_to

_CELL = ' style="text-align: left; vertical-align: top"'
_HEADS = ("Outlet", "As it has it; marked: words in common", "What it leaves out of the fullest version")


def show_wordings(table: pd.DataFrame, *, name: str, n_hidden: int = 0) -> None:
    """Display statements as different outlets have them: one output with HTML, CSV and plain text.

    Args:
        table: Result of measures.wordings, or its first statements.
        name: Of the files a report makes of it.
        n_hidden: Statements of the whole result that table leaves out; said in the caption.
    """
    caption = _caption(table, n_hidden)
    data = {"text/html": wordings_html(table, caption), "text/csv": csv_of(table), "text/plain": caption}
    publish(data, kind="table", name=name, caption=caption)


def wordings_html(table: pd.DataFrame, caption: str) -> str:
    """Return the versions as an HTML table: a heading a statement, under it a row a version."""
    heads = "".join(f'<th scope="col"{_CELL}>{head}</th>' for head in _HEADS)
    rows = [
        line
        for _, group in table.groupby("statement", sort=False)
        for line in (_heading(group.iloc[0], group), *map(_version, group.to_dict("records")))
    ]
    if not rows:
        rows = ['<tr><td colspan="3">No statement of the selection stands in two outlets.</td></tr>']
    return (
        f'<table class="result"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n" + "\n".join(rows) + "\n</tbody></table>"
    )


def _caption(table: pd.DataFrame, n_hidden: int) -> str:
    n = int(table["statement"].nunique())
    if not n:
        return "No statement was found in more than one outlet"
    more = f", the first of {words.number(n + n_hidden)}" if n_hidden else ""
    return f"{words.count(n, 'statement')} that more than one outlet has{more}, each with its versions"


def _heading(first: pd.Series, group: pd.DataFrame) -> str:
    href = link_to(speaker=first["speaker"], side=first["side"])
    outlets = words.count(group["outlet"].nunique(), "outlet")
    who = f'<a href="{escape(href)}">{escape(words.capital(first["speaker"]))}</a>'
    return f'<tr><th scope="rowgroup" colspan="3"{_CELL}>{who}, in {outlets}</th></tr>'


def _version(row: dict[str, Any]) -> str:
    place = f"{escape(words.day(row['published']))}, sentence {row['position']}"
    cite = f'<span class="cite" data-doc="{escape(row["doc_id"])}" data-position="{row["position"]}">'
    title = f"<br><cite>{escape(row['title'])}</cite>" if row["title"] else ""
    source = f"{escape(words.outlet(row['outlet']))}{title}<br>{cite}{place}</span>"
    left_out = escape(row["left_out"]) or "nothing"
    cells = [source, marked(row["content"], row["shared"]), "the fullest" if row["is_fullest"] else left_out]
    return "<tr>" + "".join(f"<td{_CELL}>{cell}</td>" for cell in cells) + "</tr>"
