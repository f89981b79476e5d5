"""From result tables to drawings: what every chart of shares has in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from analysis.charts import words
from analysis.charts.bars import Bar, bars_height, draw_bars, fitted
from analysis.charts.page import EVIDENCE, about, describe, link_to, new_page, source, statement
from analysis.charts.panels import Row, draw_panels, panels_height, row_in_words
from analysis.charts.timeline import Series, draw_timeline, timeline_height

INTERVALS = "with 95 % Wilson intervals"


def share_bars(
    table: pd.DataFrame,
    *,
    name: str,
    title: str,
    what: str,
    population: pd.DataFrame,
    min_documents: int = 0,
    link: Mapping[str, str] | None = None,
    keep_order: bool = False,
) -> Figure:
    """Return a bar a row: its share, interval and counts.

    Args:
        table: One row a bar: n_documents, n_coded, share, share_low, share_high.
        name: Column with the names of the bars.
        title: The finding.
        what: What the share is of; begins the subtitle.
        population: Selection.population.
        min_documents: Bars that rest on fewer documents are hollow.
        link: Names of the evidence's data and the columns they are taken from; without, bars lead nowhere.
        keep_order: Whether bars stand as in table; else the highest first, small ones last.
    """
    if table.empty or not table["n_documents"].max():
        return statement(title, population)
    if not keep_order:
        small = table["n_documents"] < min_documents
        table = table.assign(_small=small).sort_values(
            ["_small", "share", "n_documents", name], ascending=[True, False, False, True]
        )
    bars = fitted([_bar(row, name, min_documents, link or {}) for row in table.to_dict("records")])
    page = new_page(
        title=title,
        subtitle=subtitle(what, population, _hollow("bars", bars, min_documents)),
        footer=source(population),
        height=bars_height(bars),
    )
    draw_bars(page, bars)
    return describe(page.figure, "Bar chart", [f"{bar.name} {bar.said}, {bar.detail}" for bar in bars])


def share_panels(
    table: pd.DataFrame,
    *,
    group: str,
    value: str,
    title: str,
    what: str,
    population: pd.DataFrame,
    min_documents: int = 0,
    link: Mapping[str, str] | None = None,
    evidence: str = EVIDENCE,
    names: Mapping[str, str] | None = None,
    heads: Mapping[str, str] | None = None,
    keep_order: bool = False,
) -> Figure:
    """Return a row a group and a column a value, each cell a share of the group's documents.

    Args:
        table: Result of measures.composition.
        group: Column with the groups.
        value: Column with the values.
        title: The finding.
        what: What the shares are of.
        population: Selection.population.
        min_documents: Cells that rest on fewer documents are hollow.
        link: As in share_bars.
        evidence: Name of the evidence table the links lead to.
        names: Readable names of the groups, where they have some.
        heads: Readable names of the values, where they have some.
        keep_order: Whether groups stand as in table; else the largest first, small ones last.
    """
    if table.empty or not table["n_documents"].max():
        return statement(title, population)
    columns = list(dict.fromkeys(table[value]))
    sizes = table.groupby(group)["n_documents"].first()
    rows = []
    ranked = sorted(sizes.index, key=lambda key: (sizes[key] < min_documents, -sizes[key], key))
    for key in dict.fromkeys(table[group]) if keep_order else ranked:
        cells = table[table[group] == key].to_dict("records")
        bars = tuple(_bar(cell, value, min_documents, link or {}, evidence) for cell in cells)
        rows.append(
            Row((names or {}).get(key) or _called(key, group), words.count(int(sizes[key]), "document"), bars)
        )
    labels = [(heads or {}).get(column) or words.capital(words.label(column)) for column in columns]
    page = new_page(
        title=title,
        subtitle=subtitle(
            what, population, _hollow("bars", [bar for row in rows for bar in row.cells], min_documents)
        ),
        footer=source(population),
        height=panels_height(rows, labels),
    )
    draw_panels(page, rows, labels)
    return describe(page.figure, "Grid of bars", [row_in_words(row, labels) for row in rows])


def share_timeline(
    table: pd.DataFrame,
    *,
    series: str,
    title: str,
    what: str,
    population: pd.DataFrame,
    min_documents: int,
    is_named: bool,
    data: Mapping[str, str] | None = None,
    unit: str = "documents",
) -> Figure:
    """Return a strip a series with its shares over time, and the documents they rest on.

    Args:
        table: One row per series and period: n_documents, n_coded, share, share_low, share_high.
        series: Column that tells the series apart.
        title: The finding.
        what: What the shares are of.
        population: Selection.population.
        min_documents: Points that rest on fewer documents are hollow.
        is_named: Whether strips are named; one alone need not be.
        data: As link in share_bars; the month is added.
        unit: What the strip beneath counts.
    """
    strips = []
    for key, rows in table.groupby(series, sort=False):
        link = {
            row["period"]: link_to(**_data(row, data or {}), month=words.months_of(row["period"]))
            for row in rows.to_dict("records")
        }
        strips.append(Series(words.label(key) if is_named else "", rows.reset_index(drop=True), link))
    small = table[(table["n_documents"] < min_documents) & (table["n_documents"] > 0)]
    hollow = f"Hollow points: fewer than {min_documents} documents." if len(small) else ""
    footer = source(population)
    n_undated = int(population["n_undated"].iloc[0])
    if n_undated:
        footer += f" {words.capital(words.count(n_undated, 'undated document'))} not shown."
    page = new_page(
        title=title,
        subtitle=subtitle(what, population, hollow),
        footer=footer,
        height=timeline_height(len(strips)),
    )
    draw_timeline(page, strips, min_documents=min_documents, unit=unit)
    items = [
        f"{one.name} {words.period_name(row.period)} {words.percent(row.share)}".strip()
        for one in strips
        for row in one.rows.itertuples()
        if row.n_coded
    ]
    return describe(page.figure, "Timeline", items)


def subtitle(what: str, population: pd.DataFrame, *notes: str) -> str:
    """Return measure, unit, population, period and notes as one text."""
    return " ".join([f"{what}, {INTERVALS}.", f"{words.capital(about(population))}.", *filter(None, notes)])


def _bar(
    row: dict[str, Any], name: str, min_documents: int, link: Mapping[str, str], evidence: str = EVIDENCE
) -> Bar:
    n, coded = int(row["n_documents"]), int(row["n_coded"])
    return Bar(
        name=_called(row[name], name),
        value=row["share"] if n else 0,
        low=row["share_low"],
        high=row["share_high"],
        said=words.percent(row["share"]),
        detail=f"{words.number(coded)} of {words.number(n)}",
        url=link_to(evidence, **_data(row, link)) if link and coded else "",
        is_small=n < min_documents,
    )


def _called(value: str, column: str) -> str:
    return words.outlet(value) if column == "outlet" else words.capital(words.label(value))


def _data(row: dict[str, Any], link: Mapping[str, str]) -> dict[str, str]:
    return {key: str(row[column]) for key, column in link.items()}


def _hollow(marks: str, bars: Sequence[Bar], min_documents: int) -> str:
    return f"Hollow {marks}: fewer than {min_documents} documents." if any(b.is_small for b in bars) else ""
