"""The outlets: who publishes, in which country, owned by whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from analysis.errors import Fault, ReferenceDataError
from analysis.reference.actors import Actors
from analysis.reference.rows import Row, choice_fault, read_rows
from analysis.vocabulary import CAMPS

NAME = "outlets.csv"
COLUMNS = ("outlet", "country", "ownership", "kind", "camp", "note")
OWNERSHIP = ("state", "private", "public")


@dataclass(frozen=True)
class Outlet:
    """One publisher as documents.outlet names it; blank fields are None."""

    name: str
    country: str | None
    ownership: str | None  # state, private or public
    kind: str | None
    camp: str


def load_outlets(folder: Path) -> dict[str, Outlet]:
    """Return the outlets of a folder of reference data, by name.

    Raises:
        ReferenceDataError: With every fault of the file.
    """
    rows, faults = read_rows(folder, NAME, COLUMNS)
    faults += outlet_faults(rows)
    if faults:
        raise ReferenceDataError(sorted(faults))
    return {
        row["outlet"]: Outlet(
            row["outlet"], row["country"] or None, row["ownership"] or None, row["kind"] or None, row["camp"]
        )
        for row in rows
    }


def homes(outlets: Mapping[str, Outlet], actors: Actors) -> dict[str, str]:
    """Return outlet -> the state that it speaks for, of a state's own agencies, ministries and media."""
    states = {actor.name: actor.entity_id for actor in actors.entities.values() if actor.kind == "state"}
    return {
        name: states[outlet.country]
        for name, outlet in outlets.items()
        if outlet.ownership == "state" and outlet.country in states
    }


def outlet_faults(rows: list[Row]) -> list[Fault]:
    """Return every fault of the outlets, given their rows."""
    faults: list[Fault] = []
    first: dict[str, Row] = {}
    for row in rows:
        if not row["outlet"]:
            faults.append(row.fault("the outlet is blank", "a name as documents.outlet has it"))
        elif first.setdefault(row["outlet"], row) is not row:
            found = f"outlet '{row['outlet']}' stands here again (first in line {first[row['outlet']].line})"
            faults.append(row.fault(found, "once", "Remove one of the two."))
        if row["ownership"]:
            faults += choice_fault(row, "ownership", OWNERSHIP)
        faults += choice_fault(row, "camp", CAMPS)
    return faults
