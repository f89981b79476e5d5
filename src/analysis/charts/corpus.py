"""Charts of the corpus: how much there is, from whom, since when, on what, about whom."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from analysis.charts import findings, style, words
from analysis.charts.bars import Bar, bars_height, draw_bars, fitted
from analysis.charts.page import about, describe, new_page, source, statement
from analysis.charts.periods import draw_period_bars
from analysis.charts.shares import share_bars
from analysis.charts.style import styled


@styled
def documents_by_outlet(table: pd.DataFrame, *, population: pd.DataFrame) -> Figure:
    """Return bars of how many documents each outlet has, copies hatched.

    Args:
        table: Result of measures.documents_by outlet.
        population: Selection.population of all documents.
    """
    if table.empty:
        return statement("The corpus holds no document", population)
    rows = table.sort_values(["n_documents", "outlet"], ascending=[False, True])
    bars = fitted([_count_bar(words.outlet(row.outlet), row) for row in rows.itertuples()])
    n = int(table["n_documents"].sum())
    title = f"{words.count(n, 'document')} of {words.count(len(table), 'outlet')}"
    top = rows[rows["n_documents"] == rows["n_documents"].max()]
    if len(top) == 1 and len(rows) > 1:
        row = top.iloc[0]
        title += f"; most of {words.outlet(row['outlet'])} ({words.number(row['n_documents'])})"
    page = new_page(
        title=title,
        subtitle=f"Documents{_hatched(table)}. {words.capital(about(population))}.",
        footer=source(population),
        height=bars_height(bars),
    )
    draw_bars(page, bars, is_share=False)
    return describe(page.figure, "Bar chart", [f"{bar.name} {bar.said}" for bar in bars])


@styled
def documents_per_period(table: pd.DataFrame, *, population: pd.DataFrame) -> Figure:
    """Return bars of how many dated documents there are in each period, copies hatched.

    Args:
        table: Result of measures.documents_per_period.
        population: Selection.population of all documents.
    """
    if table.empty:
        return statement("No document of the corpus is dated", population)
    n, unit = int(table["n_documents"].sum()), words.period_unit(table["period"].iloc[0])
    top = table[table["n_documents"] == table["n_documents"].max()]
    title = f"{words.count(n, 'dated document')} in {words.count(len(table), unit)}"
    if len(top) == 1 and len(table) > 1:
        row = top.iloc[0]
        title += f"; most in {words.period_name(row['period'])} ({words.number(row['n_documents'])})"
    empty = int((table["n_documents"] == 0).sum())
    if empty:
        title += f", none in {words.count(empty, unit)}"
    page = new_page(
        title=title,
        subtitle=f"Documents by {unit}{_hatched(table)}. {words.capital(about(population))}.",
        footer=source(population),
        height=2.4,
    )
    axes = page.axes(0.35, 0.2, page.width - 0.4, 1.75)
    draw_period_bars(axes, table, width=page.width - 0.4, colour=style.ACCENT)
    items = [f"{words.period_name(row.period)} {row.n_documents}" for row in table.itertuples()]
    return describe(page.figure, "Bar chart over time", items)


@styled
def theme_shares(table: pd.DataFrame, *, population: pd.DataFrame, min_documents: int) -> Figure:
    """Return bars of the share of documents that carry each theme.

    Args:
        table: Result of measures.share_per_theme.
        population: Selection.population.
        min_documents: With fewer documents bars are hollow.
    """
    title = findings.of_items(
        table,
        item="title",
        lead="Most frequent theme",
        nothing="No document of the selection carries a theme",
    )
    what = "Share of documents with at least one sentence of the theme"
    options: dict[str, Any] = {"population": population, "min_documents": min_documents}
    return share_bars(table, name="title", title=title, what=what, link={"theme": "theme"}, **options)


@styled
def actor_shares(table: pd.DataFrame, *, population: pd.DataFrame, n_hidden: int = 0) -> Figure:
    """Return bars of the share of documents that mention each actor.

    Args:
        table: Result of measures.most_mentioned, or its first rows.
        population: Selection.population.
        n_hidden: Actors of the whole result that table leaves out; said in the subtitle.
    """
    title = findings.of_items(
        table,
        item="name",
        lead="Most often mentioned",
        nothing="No document of the selection mentions a known actor",
    )
    what = "Share of documents that mention the actor at least once" + words.hidden(n_hidden, "actor")
    return share_bars(table, name="name", title=title, what=what, population=population)


@styled
def effect_of_copies(table: pd.DataFrame, *, population: pd.DataFrame) -> Figure:
    """Return bars of the share of each theme with copies counted and left out, side by side.

    Args:
        table: Result of measures.effect_of_copies.
        population: Selection.population, copies counted.
    """
    both = table.pivot(index="title", columns="copies", values="share")
    change = (both["counted"] - both["left out"]).abs()
    if table.empty or change.isna().all():
        return statement("The corpus holds no document", population)
    points = int(change.max() * 100 + 0.5)
    title = "Leaving copies out changes no share"
    if change.max() > 0:
        most = (
            f"at most {words.count(points, 'percentage point')}" if points else "less than 1 percentage point"
        )
        title = f"Leaving copies out changes the share of a theme by {most}"
    named = table.assign(name=table["title"] + ", copies " + table["copies"])
    left = words.count(int(table.loc[table["copies"] == "left out", "n_documents"].max()), "document")
    what = "Share of documents with at least one sentence of the theme, copies counted and left out"
    what += f" ({left} without them)"
    return share_bars(named, name="name", title=title, what=what, population=population, keep_order=True)


def _hatched(table: pd.DataFrame) -> str:
    return "; hatched: copies among them" if table["n_copies"].any() else ""


def _count_bar(name: str, row: Any) -> Bar:
    copies = f"{words.count(row.n_copies, 'copy', 'copies')} among them" if row.n_copies else ""
    return Bar(name, row.n_documents, said=words.number(row.n_documents), detail=copies, part=row.n_copies)
