"""Charts of one theme: how often, when, where, in which direction, in whose voice, how surely."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.figure import Figure

from analysis.charts import findings, words
from analysis.charts.page import statement
from analysis.charts.shares import share_bars, share_panels, share_timeline
from analysis.charts.style import styled

NO_SOURCE = "No sentence of the selection attributes the theme to a source."
_CODED = "Share of documents with at least one coded sentence"


def theme_caption(topic: pd.Series) -> str:
    """Return what stands above the counts of a theme: its title and what a coded sentence says."""
    return f"{topic['title']}: {topic['definition']}".strip().removesuffix(".") + "."


@styled
def theme_over_time(
    table: pd.DataFrame, *, subject: str, population: pd.DataFrame, min_documents: int
) -> Figure:
    """Return the share of dated documents that carry a theme, period by period.

    Args:
        table: Result of measures.share_over_time for one theme.
        subject: Title of the theme.
        population: Selection.population.
        min_documents: Points that rest on fewer documents are hollow.
    """
    title = findings.over_time(table, subject=subject, min_documents=min_documents)
    if not table["n_coded"].sum():
        return statement(title, population)
    unit = words.period_unit(table["period"].iloc[0])
    return share_timeline(
        table,
        series="theme",
        title=title,
        what=f"{_CODED}, by {unit}",
        population=population,
        min_documents=min_documents,
        is_named=False,
        data={"theme": "theme"},
    )


@styled
def theme_by_outlet(
    table: pd.DataFrame, *, subject: str, population: pd.DataFrame, min_documents: int
) -> Figure:
    """Return the share of documents that carry a theme, outlet by outlet.

    Args:
        table: Result of measures.share_of_documents by outlet for one theme.
        subject: Title of the theme.
        population: Selection.population.
        min_documents: Outlets with fewer documents have hollow bars.
    """
    return share_bars(
        table,
        name="outlet",
        title=findings.by_outlet(table, subject=subject, min_documents=min_documents),
        what=_CODED,
        population=population,
        min_documents=min_documents,
        link={"outlet": "outlet", "theme": "theme"},
    )


@styled
def directions_by_outlet(
    table: pd.DataFrame,
    *,
    directions: Sequence[str],
    subject: str,
    population: pd.DataFrame,
    min_documents: int,
) -> Figure | None:
    """Return the directions of a theme, outlet by outlet; nothing where it has none.

    Args:
        table: Result of measures.composition of direction by outlet.
        directions: Those of the theme; where it has none, there is no chart.
        subject: Title of the theme.
        population: Selection.population.
        min_documents: Outlets with fewer documents that carry the theme have hollow bars.
    """
    if not len(directions):
        return None
    nothing = f"{subject}: no sentence of the selection takes a direction"
    return share_panels(
        table,
        group="outlet",
        value="direction",
        title=findings.of_values(table, value="direction", subject=subject, how="as ", nothing=nothing),
        what="Share of the documents with the theme that have a sentence of the direction, maybe of several",
        population=population,
        min_documents=min_documents,
        link={"outlet": "outlet", "direction": "direction"},
    )


@styled
def directions_over_time(
    table: pd.DataFrame,
    *,
    directions: Sequence[str],
    subject: str,
    population: pd.DataFrame,
    min_documents: int,
) -> Figure | None:
    """Return the directions of a theme, period by period; nothing where it has none.

    Args:
        table: Result of measures.composition_over_time of direction.
        directions: Those of the theme; where it has none, there is no chart.
        subject: Title of the theme.
        population: Selection.population.
        min_documents: Points that rest on fewer documents with the theme are hollow.
    """
    if not len(directions):
        return None
    nothing = f"{subject}: no dated sentence of the selection takes a direction"
    title = findings.of_values(
        table, value="direction", subject=subject, how="as ", nothing=nothing, noun="dated document"
    )
    if not table["n_coded"].sum():
        return statement(title, population)
    unit = words.period_unit(table["period"].iloc[0])
    return share_timeline(
        table,
        series="direction",
        title=title,
        what=f"Share of the documents with the theme that have a sentence of the direction, by {unit}",
        population=population,
        min_documents=min_documents,
        is_named=True,
        data={"direction": "direction"},
        unit="documents with the theme",
    )


@styled
def voices_of_theme(
    table: pd.DataFrame, *, subject: str, population: pd.DataFrame, min_documents: int
) -> Figure:
    """Return in whose voice a theme stands: the author's own, or that of sources of each side.

    Args:
        table: Result of measures.composition of side by theme, for one theme.
        subject: Title of the theme.
        population: Selection.population.
        min_documents: With fewer documents bars are hollow.
    """
    return share_bars(
        table,
        name="side",
        title=findings.own_voice(table, subject=subject),
        what="Share of the documents with the theme that state it in the voice; one may have several",
        population=population,
        min_documents=min_documents,
        link={"side": "side"},
        keep_order=True,
    )


@styled
def modality_by_outlet(
    table: pd.DataFrame, *, subject: str, population: pd.DataFrame, min_documents: int
) -> Figure:
    """Return how surely a theme is stated, outlet by outlet.

    Args:
        table: Result of measures.composition of modality by outlet.
        subject: Title of the theme.
        population: Selection.population.
        min_documents: Outlets with fewer documents that carry the theme have hollow bars.
    """
    return share_panels(
        table,
        group="outlet",
        value="modality",
        title=findings.of_values(table, value="modality", subject=subject),
        what="Share of the documents with the theme that have a sentence so stated; one may have several",
        population=population,
        min_documents=min_documents,
        link={"outlet": "outlet", "modality": "modality"},
    )
