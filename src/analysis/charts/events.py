"""Charts of events: when they were and how much is told of them, and what was said around one."""

from __future__ import annotations

from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from analysis.charts import findings, words
from analysis.charts.lanes import Lane, draw_lanes, lanes_height
from analysis.charts.page import EVIDENCE, about, describe, link_to, new_page, source, statement
from analysis.charts.shares import share_panels
from analysis.charts.style import styled

_MOST_NAMES = 2
# What is said behind the days of an event that the texts don't give.
_BASES = {
    "on record": ", its days on public record",
    "month only": ", as texts tell the month only",
    "year only": ", as texts tell the year only",
    "of the first text": ", when the first text told of it, as none tells its day",
}


@styled
def events_over_time(
    table: pd.DataFrame, known: pd.DataFrame, *, noun: str, population: pd.DataFrame, n_hidden: int = 0
) -> Figure:
    """Return when events were, a lane each, beside those on public record.

    Args:
        table: Result of measures.occurrences_of, or of measures.most_told; rows without a day are not drawn.
        known: Result of measures.known_and_told, of the same kinds.
        noun: What an event is called: "exercise".
        population: Selection.population.
        n_hidden: Events of the whole result that table leaves out; said in the subtitle.
    """
    rows = table[table["date_start"].notna()]
    if rows.empty:
        return statement(f"No {noun} with a day is told of in the selection", population)
    days = {row.occurrence_id: _days_on_record(row) for row in known.itertuples()}
    lanes = [
        Lane(
            str(row["name"]),
            row["date_start"],
            row["date_end"],
            bool(row["is_dated"]),
            words.count(int(row["n_coded"]), "document"),
            link_to(EVIDENCE, event=str(row["occurrence_id"])),
            days.get(row["occurrence_id"]),
        )
        for row in rows.to_dict("records")
    ]
    notes = ["Bars: days the texts give; lines: only month or year is known."]
    if not rows["is_dated"].all():
        notes.append("Hollow: no day is told, so that of the first text stands.")
    what = f"Days of each {noun} and documents that tell of it" + words.hidden(n_hidden, noun)
    page = new_page(
        title=_most_told(rows, noun),
        subtitle=" ".join([f"{what}.", *notes, f"{words.capital(about(population))}."]),
        footer=source(population)
        + (" Grey: on public record, by the project's timeline." if len(known) else ""),
        height=lanes_height(lanes, has_record=bool(len(known))),
    )
    draw_lanes(page, lanes, list(known["date_start"]))
    items = [f"{lane.name} {words.days(lane.first, lane.last)}, {lane.said}" for lane in lanes]
    return describe(page.figure, "Calendar", items)


@styled
def themes_around(
    table: pd.DataFrame,
    *,
    event: pd.Series,
    titles: pd.DataFrame,
    days: int,
    population: pd.DataFrame,
    min_documents: int,
    evidence: str = EVIDENCE,
) -> Figure:
    """Return the share of documents that carry each theme before, during and after an event.

    Args:
        table: Result of measures.share_of_documents by window.
        event: Result of measures.occurrence, or of measures.with_days_on_record.
        titles: themes table: theme, title.
        days: Length of the windows before and after.
        population: Result of measures.population_among the documents of the windows.
        min_documents: Windows with fewer documents have hollow bars.
        evidence: Name of the evidence table with the coded sentences.
    """
    names = dict(zip(titles["theme"], titles["title"], strict=True))
    return _shares_around(
        table,
        "theme",
        title=_most_frequent_around(table, event, names, days),
        what=f"Share of the documents that carry the theme, {_windows(event, days)}",
        population=population,
        min_documents=min_documents,
        evidence=evidence,
        heads=names,
    )


@styled
def directions_around(
    table: pd.DataFrame,
    *,
    event: pd.Series,
    titles: pd.DataFrame,
    days: int,
    population: pd.DataFrame,
    min_documents: int,
    evidence: str = EVIDENCE,
) -> Figure:
    """Return the directions of what was said before, during and after an event; none that never occurs.

    Args:
        table: Result of measures.composition of direction by window, of the codes that have one.
        event, days, population, min_documents, evidence: As in themes_around.
        titles: themes table: theme, title, directions.
    """
    title = findings.of_values(
        table,
        value="direction",
        subject=_around(event),
        how="as ",
        does="carry a theme with directions",
        nothing=f"{_around(event)}: no document carries a theme with directions",
    )
    told = table[table.groupby("direction")["n_coded"].transform("sum") > 0]
    return _shares_around(
        told,
        "direction",
        title=title,
        what=f"Share of the documents with such a theme that frame it so, {_windows(event, days)}",
        population=population,
        min_documents=min_documents,
        evidence=evidence,
        heads={way: _with_theme(way, titles) for way in told["direction"]},
    )


@styled
def voices_around(
    table: pd.DataFrame,
    *,
    event: pd.Series,
    days: int,
    population: pd.DataFrame,
    min_documents: int,
    evidence: str = EVIDENCE,
) -> Figure:
    """Return in whose voice themes stand before, during and after an event.

    Args:
        table: Result of measures.composition of side by window.
        event, days, population, min_documents, evidence: As in themes_around.
    """
    title = findings.of_values(
        table,
        value="side",
        subject=_around(event),
        does="carry a theme",
        nothing=f"{_around(event)}: no document carries a theme",
    )
    return _shares_around(
        table,
        "side",
        title=title,
        what=f"Share of the documents with a theme that state it in the voice, {_windows(event, days)}",
        population=population,
        min_documents=min_documents,
        evidence=evidence,
    )


def _with_theme(way: str, titles: pd.DataFrame) -> str:
    """Return a direction with the theme it is of: "NATO framing: threat"."""
    of = [row.title for row in titles.itertuples() if way in list(row.directions)]
    return f"{of[0] if len(of) == 1 else 'Several themes'}: {words.label(way)}"


def _shares_around(table: pd.DataFrame, value: str, **options: Any) -> Figure:
    """Return panels of what was said in each window; options are those of share_panels."""
    link = {"window": "window", value: value}
    return share_panels(table, group="window", value=value, link=link, keep_order=True, **options)


def _days_on_record(row: Any) -> tuple[pd.Timestamp, pd.Timestamp]:
    return row.date_start, row.date_end if pd.notna(row.date_end) else row.date_start


def _most_told(rows: pd.DataFrame, noun: str) -> str:
    """Return which event most documents tell of."""
    top = rows[rows["n_coded"] == rows["n_coded"].max()]
    often = words.count(int(top["n_coded"].iloc[0]), "document")
    if len(top) == 1 and len(rows) > 1:
        return f"{words.capital(noun)} told of most: {top['name'].iloc[0]}, in {often}"
    if len(top) <= _MOST_NAMES:
        each = "each " if len(top) > 1 else ""
        return f"{words.capital(noun)} told of most: {words.listed(list(top['name']))}, {each}in {often}"
    return f"{words.capital(noun)}s told of most: {words.number(len(top))} alike, each in {often}"


def _around(event: pd.Series) -> str:
    return f"Around {event['name']}" if event["name"] else "No event with a day"


def _windows(event: pd.Series, days: int) -> str:
    """Return what the windows are: "30 days before and after 10 to 16 September 2021"."""
    when = words.days(event["date_start"], event["date_end"])
    basis = "on record" if event.get("is_on_record") else event.get("date_basis")
    told = _BASES.get(basis, "")
    return f"{words.count(days, 'day')} before and after {when}{told}" if when else "around an event"


def _most_frequent_around(table: pd.DataFrame, event: pd.Series, names: dict[str, str], days: int) -> str:
    """Return the most frequent theme before and after an event."""
    said = []
    for window, rows in table.groupby("window", observed=True, sort=False):
        top = rows[(rows["n_coded"] == rows["n_coded"].max()) & (rows["n_coded"] > 0)]
        if len(top) == 1:
            row = top.iloc[0]
            often = f"{words.number(row['n_coded'])} of {words.number(row['n_documents'])}"
            said.append((window, f"most {words.label(window)}: {names[row['theme']]} ({often})"))
    if not table["n_documents"].sum():
        return f"{_around(event)}: no document was published within {words.count(days, 'day')}"
    parts = [text for window, text in said if window != "during"]
    return f"{_around(event)}, {'; '.join(parts)}" if parts else f"{_around(event)}: no theme stands out"
