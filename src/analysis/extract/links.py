"""A name and whose it is: what finding, linking and offices hand to each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from analysis.reference import Actors

# Kind of an entity -> label of its mentions, spaCy's where it has one.
LABELS = {
    "person": "PERSON",
    "organisation": "ORG",
    "state": "GPE",
    "place": "GPE",
    "bloc": "LOC",
    "site": "LOC",
    "exercise_series": "EXERCISE",
    "mission": "MISSION",
    "weapon": "WEAPON",
    "document": "LAW",
}


@dataclass(frozen=True)
class Link:
    """A stretch of tokens, half-open, and the entity that it names.

    candidates are those it may name where entity_id is None: two or more are a tie.
    """

    start: int
    end: int
    label: str
    entity_id: str | None
    method: str
    candidates: tuple[str, ...] = ()


def link_to(
    actors: Actors, candidates: Iterable[str], start: int, end: int, *, method: str, label: str = ""
) -> Link:
    """Return the link to the one candidate, or the tie of several; without a label, its kind gives it."""
    ids = tuple(sorted(set(candidates)))
    label = label or LABELS[actors.entities[ids[0]].kind]
    if len(ids) == 1:
        return Link(start, end, label, ids[0], method)
    return Link(start, end, label, None, method, ids)
