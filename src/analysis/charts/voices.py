"""Charts of voices: who speaks, for which side, named or not, and who frames what how."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from analysis.charts import findings, words
from analysis.charts.bars import Bar
from analysis.charts.page import EVIDENCE, about, describe, link_to, new_page, source, statement
from analysis.charts.panels import Row, draw_panels, panels_height, row_in_words
from analysis.charts.shares import share_bars, share_panels
from analysis.charts.style import styled

_WHO = {"speaker": "speaker", "side": "side"}  # one name may stand for two sources of different sides
_NO_STATEMENT = "No statement of a source was found in the selection"


@styled
def speaker_shares(table: pd.DataFrame, *, population: pd.DataFrame, n_hidden: int = 0) -> Figure:
    """Return the share of documents in which each source speaks.

    Args:
        table: Result of measures.speakers, or its first rows.
        population: Selection.population.
        n_hidden: Sources of the whole result that table leaves out; said in the subtitle.
    """
    named = table.assign(name=_with_sides(table))
    title = findings.of_items(
        table[table["side"] != "unnamed"],
        item="speaker",
        lead="Named source heard most often",
        nothing="No statement of a named source was found in the selection" if len(table) else _NO_STATEMENT,
    )
    what = "Share of documents with at least one statement of the source" + words.hidden(n_hidden, "source")
    return share_bars(named, name="name", title=title, what=what, population=population, link=_WHO)


@styled
def sides_by_outlet(table: pd.DataFrame, *, population: pd.DataFrame, min_documents: int) -> Figure:
    """Return which sides speak, outlet by outlet.

    Args:
        table: Result of measures.composition of side by outlet.
        population: Selection.population.
        min_documents: Outlets with fewer documents that hold statements have hollow bars.
    """
    return share_panels(
        table,
        group="outlet",
        value="side",
        title=findings.most_heard(table, nothing=_NO_STATEMENT),
        what="Share of the documents with statements in which a source of the side speaks",
        population=population,
        min_documents=min_documents,
        link={"outlet": "outlet", "side": "side"},
    )


@styled
def voices_by_theme(
    table: pd.DataFrame,
    *,
    titles: pd.DataFrame,
    population: pd.DataFrame,
    min_documents: int,
    evidence: str = EVIDENCE,
) -> Figure:
    """Return, theme by theme, how often it stands in the author's own voice and in that of sources.

    Args:
        table: Result of measures.composition of voice by theme.
        titles: themes table: theme, title.
        population: Selection.population.
        min_documents: Themes with fewer documents have hollow bars.
        evidence: Name of the evidence table with the coded sentences.
    """
    names = dict(zip(titles["theme"], titles["title"], strict=True))
    return share_panels(
        table,
        group="theme",
        value="voice",
        title=findings.most_own(table, names=names, min_documents=min_documents),
        what="Share of the documents with the theme that state it in the voice; many do both",
        population=population,
        min_documents=min_documents,
        link={"theme": "theme", "voice": "voice"},
        evidence=evidence,
        names=names,
    )


@styled
def unnamed_kinds(table: pd.DataFrame, *, population: pd.DataFrame, n_hidden: int = 0) -> Figure:
    """Return the share of documents in which sources speak that are not named, by their kind.

    Args:
        table: Result of measures.unnamed_kinds, or its first rows.
        population: Selection.population.
        n_hidden: Kinds of the whole result that table leaves out; said in the subtitle.
    """
    title = findings.of_items(
        table,
        item="unnamed_kind",
        lead="Unnamed sources heard most often",
        nothing="No statement of an unnamed source was found in the selection",
    )
    what = "Share of documents with a statement of a source that is not named" + words.hidden(
        n_hidden, "kind"
    )
    link = {"source": "unnamed_kind", "side": "side"}
    return share_bars(table, name="unnamed_kind", title=title, what=what, population=population, link=link)


@styled
def speakers_by_frame(
    table: pd.DataFrame, *, population: pd.DataFrame, n_hidden: int = 0, evidence: str = EVIDENCE
) -> Figure:
    """Return in how many documents each voice carries each theme and direction that one of them carries.

    The author's numbers have no bars, beside which those of the sources could not be read.

    Args:
        table: Result of measures.speakers_by_frame, or of measures.first_voices.
        population: Selection.population.
        n_hidden: Voices of the whole result that table leaves out; said in the subtitle.
        evidence: Name of the evidence table with the coded sentences.
    """
    if table.empty:
        return statement("No document of the selection carries a theme", population)
    carried = table[table.groupby(["theme", "direction"])["n_coded"].transform("sum") > 0]
    frames = list(dict.fromkeys(zip(carried["title"], carried["direction"], strict=True)))
    columns = [f"{title}: {words.label(way)}" if way else title for title, way in frames]
    rows = [
        Row(
            words.capital(words.label(speaker)),
            "" if side == "author" else words.label(side),
            tuple(_cell(cell, evidence) for cell in cells),
        )
        for (speaker, side), group in carried.groupby(["speaker", "side"], sort=False)
        for cells in [group.to_dict("records")]
    ]
    what = "Documents in which the voice carries the theme" + words.hidden(n_hidden, "source")
    what += ". Blank: none. Bars: sources only, the author has numbers"
    page = new_page(
        title=findings.most_framed(table),
        subtitle=f"{what}. {words.capital(about(population))}.",
        footer=source(population),
        height=panels_height(rows, columns),
    )
    draw_panels(page, rows, columns, is_share=False)
    return describe(page.figure, "Grid of bars", [row_in_words(row, columns) for row in rows])


def _cell(row: dict[str, Any], evidence: str) -> Bar:
    n = int(row["n_coded"])
    data = {"theme": row["theme"], "speaker": row["speaker"], "side": row["side"]}
    data |= {"direction": row["direction"]} if row["direction"] else {}
    return Bar(
        "",
        0 if row["side"] == "author" else n,
        said=words.number(n) if n else "",
        url=link_to(evidence, **data) if n else "",
    )


def _with_sides(table: pd.DataFrame) -> list[str]:
    """Return names of speakers with the side they are counted with, where they have one."""
    return [
        name
        if side in ("unnamed", "unlinked") or name == words.label(side)
        else f"{name} ({words.label(side)})"
        for name, side in zip(table["speaker"], table["side"], strict=True)
    ]
