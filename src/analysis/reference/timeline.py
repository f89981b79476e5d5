"""Known events: what is on public record, to set counts against."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from analysis.errors import Fault, ReferenceDataError
from analysis.reference.actors import read_actor_rows
from analysis.reference.checks import known_entities
from analysis.reference.rows import (
    Row,
    choice_fault,
    date_fault,
    days_of,
    first_day,
    last_day,
    near_or,
    read_rows,
)

NAME = "timeline.csv"
COLUMNS = ("date", "end_date", "kind", "name", "place", "participants", "source_url", "doubt")
KINDS = (
    "exercise",
    "meeting",
    "deployment",
    "agreement",
    "sanctions",
    "accession",
    "appointment",
    "incident",
    "statement",
)


@dataclass(frozen=True)
class KnownEvent:
    """One event on public record.

    Attributes:
        start: First day.
        end: Last day, or None where the event has one day or no known end.
        kind: One of KINDS.
        name: What happened, short.
        place: Where, as the source says; may be empty.
        participants: Entity ids, in the order of the file.
        source_url: A page that tells it.
        doubt: What about it is not certain; empty where nothing is.
    """

    start: dt.date
    end: dt.date | None
    kind: str
    name: str
    place: str
    participants: tuple[str, ...]
    source_url: str
    doubt: str


def load_timeline(folder: Path) -> tuple[KnownEvent, ...]:
    """Return the known events of a folder of reference data, in order of time.

    Raises:
        ReferenceDataError: With every fault of the file.
    """
    rows, faults = read_rows(folder, NAME, COLUMNS)
    actors, unread = read_actor_rows(folder)
    faults += timeline_faults(rows, known_entities(actors, unread))
    if faults:
        raise ReferenceDataError(sorted(faults))
    events = (
        KnownEvent(
            first_day(row["date"]) or dt.date.min,
            last_day(row["end_date"]),
            row["kind"],
            row["name"],
            row["place"],
            participants_of(row),
            row["source_url"],
            row["doubt"],
        )
        for row in rows
    )
    return tuple(sorted(events, key=lambda event: (event.start, event.kind, event.name)))


def participants_of(row: Row) -> tuple[str, ...]:
    """Return the entity ids of a row's participants."""
    return tuple(part.strip() for part in row["participants"].split(";") if part.strip())


def timeline_faults(rows: list[Row], known: set[str] | None) -> list[Fault]:
    """Return every fault of the timeline, given its rows and the ids of the actors (None: not all known)."""
    faults: list[Fault] = []
    for row in rows:
        faults += choice_fault(row, "kind", KINDS) + date_fault(row, "date") + date_fault(row, "end_date")
        if not row["date"]:
            faults.append(row.fault("the date is blank", "YYYY-MM-DD"))
        if not row["name"]:
            faults.append(row.fault("the name is blank", "what happened, short"))
        start, end = days_of(row["date"]), days_of(row["end_date"])
        if start and end and end[1] < start[0]:
            faults.append(row.fault(f"end_date {row['end_date']} comes before date {row['date']}"))
        for entity in participants_of(row):
            if known is not None and entity not in known:
                cure = near_or(entity, known, "Add it to actors/entities.csv.")
                faults.append(row.fault(f"unknown participant '{entity}'", "an entity", cure))
        if urlsplit(row["source_url"]).scheme not in {"http", "https"}:
            faults.append(row.fault(f"source_url '{row['source_url']}'", "the address of a page"))
    return faults
