"""Reference data that an analyst edits: actors, outlets, known events. It imports no other step."""

from __future__ import annotations

from pathlib import Path

from analysis.errors import Fault
from analysis.reference.actors import Actor, Actors, Alias, Role, Title, load_actors, read_actor_rows
from analysis.reference.checks import actor_faults, known_entities
from analysis.reference.outlets import Outlet, homes, load_outlets, outlet_faults
from analysis.reference.rows import read_rows
from analysis.reference.timeline import KnownEvent, load_timeline, timeline_faults

__all__ = [
    "Actor",
    "Actors",
    "Alias",
    "KnownEvent",
    "Outlet",
    "Role",
    "Title",
    "check_reference",
    "homes",
    "load_actors",
    "load_outlets",
    "load_timeline",
]


def check_reference(folder: Path) -> list[Fault]:
    """Return every fault of actors, outlets and timeline in a folder, sorted by file and line."""
    from analysis.reference import outlets, timeline

    rows, faults = read_actor_rows(folder)
    known = known_entities(rows, faults)
    faults += actor_faults(rows, faults)
    outlet_rows, found = read_rows(folder, outlets.NAME, outlets.COLUMNS)
    faults += found + outlet_faults(outlet_rows)
    timeline_rows, found = read_rows(folder, timeline.NAME, timeline.COLUMNS)
    faults += found + timeline_faults(timeline_rows, known)
    return sorted(faults)
