"""What happened beside what is on public record: which told occurrence is which known event."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import pandas as pd

from analysis.measures.occurrences import APART, EXACT, NEAR

_YEAR = re.compile(r"[ -]((?:19|20)\d\d)$")
_AND = re.compile(r",\s*|\s+and\s+")
_SUMMIT = re.compile(r"\b(?:summit|session)\b", re.IGNORECASE)
_TYPES = {"occurrence_id": "str", "n_coded": "int64", "n_sentences": "int64"}


def known_and_told(
    known: pd.DataFrame,
    occurrences: pd.DataFrame,
    *,
    kinds: Iterable[str],
    documents: pd.DataFrame,
    entities: pd.DataFrame,
) -> pd.DataFrame:
    """Return the known events of the period of some documents, each with the occurrences that tell it.

    An exercise is known by its name and year. Whatever has no name of its own is known by kind, days and
    parties: two parties must be the same, or all if fewer are known, where people and bodies stand for their
    state as well; of a state whose people both name, one must be the same; of a summit, those who hold it.
    Days meet if they are the
    same or next to each other; what is told without a day may be told up to a week later. An occurrence that
    fits several known events is the one whose parties are most like its own, and none if that is a tie.

    Args:
        known: known_events table.
        occurrences: Result of occurrences_of.
        kinds: Kinds of known event wanted.
        documents: The documents counted; events before their first or after their last day are left out.
        entities: entities table: whose people and bodies are, and which exercises have names.

    Returns:
        One row per known event and occurrence that tells it, in order of time; one row for what nothing
        tells: date_start, date_end, kind, name, occurrence_id (blank there), n_coded (documents that tell
        it), n_sentences, doubt.
    """
    first, last = documents["published"].min(), documents["published"].max()
    rows = known[known["kind"].isin(list(kinds)) & known["date_start"].between(first, last)]
    ties = _Ties(entities)
    of_known: dict[Any, list[Any]] = {place: [] for place in rows.index}
    for told in occurrences.itertuples():
        place = _known_of(told, rows, ties)
        if place is not None:
            of_known[place].append(told)
    found = [
        (place, told.occurrence_id, told.n_coded, told.n_sentences)
        for place, all_told in of_known.items()
        for told in all_told
    ]
    found += [(place, "", 0, 0) for place, all_told in of_known.items() if not all_told]
    links = pd.DataFrame(found, columns=["place", *_TYPES])
    links = links.astype(_TYPES).set_index("place")
    shown = rows[["date_start", "date_end", "kind", "name", "doubt"]]
    table = shown.join(links, validate="one_to_many")
    order = ["date_start", "date_end", "kind", "name", *_TYPES, "doubt"]
    return table[order].reset_index(drop=True)


def with_days_on_record(event: pd.Series, record: pd.DataFrame) -> pd.Series:
    """Return an occurrence with the days on public record, if the record has it; else as it is told.

    Texts often give only the day an event began. Where the record has no last day, the told days count with
    its first, if they are told to within three weeks.

    Args:
        event: Result of measures.occurrence.
        record: Result of known_and_told.

    Returns:
        The row with date_start and date_end, and is_on_record: whether they are those of the record.
    """
    rows = record[(record["occurrence_id"] == event["occurrence_id"]) & (record["occurrence_id"] != "")]
    if rows.empty:
        return pd.concat([event, pd.Series({"is_on_record": False})])
    row = rows.iloc[0]
    first, last = row["date_start"], row["date_end"]
    if pd.isna(last):
        told = event["date_start"], event["date_end"]
        is_exact = event["is_dated"] and (told[1] - told[0]).days < EXACT
        first, last = (min(first, told[0]), max(first, told[1])) if is_exact else (first, first)
    days = pd.Series({"date_start": first, "date_end": last, "is_on_record": True})
    return pd.concat([event.drop(["date_start", "date_end"]), days])


class _Ties:
    """Who belongs to whom, who is a person, and which names are those of exercises."""

    def __init__(self, entities: pd.DataFrame) -> None:
        self._above = dict(zip(entities["entity_id"], entities["affiliation"], strict=True))
        self.states = set(entities.loc[entities["kind"] == "state", "entity_id"])
        self.people = set(entities.loc[entities["kind"] == "person", "entity_id"])
        self.series = set(entities.loc[entities["kind"] == "exercise_series", "name"])

    def homes(self, ids: Iterable[str]) -> set[str]:
        """Return the states, or whatever else belongs to nobody, that actors are of."""
        return {self._line(one)[-1] for one in ids}

    def all_of(self, ids: Iterable[str]) -> set[str]:
        """Return actors with all that they belong to."""
        return {above for one in ids for above in self._line(one)}

    def _line(self, one: str) -> list[str]:
        line = [one]
        while isinstance(above := self._above.get(line[-1]), str) and above not in line:
            line.append(above)
        return line


def _known_of(told: Any, known: pd.DataFrame, ties: _Ties) -> Any:
    """Return the label of the known event that an occurrence tells; None if there is not just one."""
    same = [row for row in known.itertuples() if row.kind == told.kind]
    if told.kind == "exercise":
        named = [row for row in same if told.name in _names(row.name)]
        if named or _YEAR.sub("", told.name) in ties.series:
            return named[0].Index if len(named) == 1 else None
    fits = {row.Index: _fit(row, told, ties) for row in same if _days_meet(row, told)}
    best = max(fits.values(), default=0.0)
    places = [place for place, fit in fits.items() if fit == best > 0]
    return places[0] if len(places) == 1 else None


def _names(name: str) -> set[str]:
    """Return the names of exercises that a known event's name holds: Sea Dart and Sea Bolt 2024."""
    year = _YEAR.search(name)
    parts = [part for part in _AND.split(name) if part]
    return {name, *(part if _YEAR.search(part) or not year else part + year[0] for part in parts)}


def _days_meet(known: Any, told: Any) -> bool:
    if pd.isna(told.date_start):
        return False
    last = known.date_end if pd.notna(known.date_end) else known.date_start
    later = APART if told.is_dated else NEAR
    return bool(told.date_start <= last + later and told.date_end >= known.date_start - APART)


def _fit(known: Any, told: Any, ties: _Ties) -> float:
    """Return how much of the parties of a known and a told event is the same; 0 if too little is."""
    mine, theirs = set(known.participants), set(told.participants)
    of_people = ties.homes(mine & ties.people) & ties.homes(theirs & ties.people)
    if of_people - ties.homes(mine & theirs & ties.people):
        return 0.0
    homes, shared = ties.homes(mine), ties.homes(mine) & ties.homes(theirs)
    is_same = len(mine & theirs) >= min(2, len(mine)) or len(shared) > 1
    if known.kind == "exercise":  # what one state does alone
        is_same = is_same or homes == ties.homes(theirs)
    if _SUMMIT.search(known.name):
        hosts = ties.homes(theirs - ties.people)
        is_same = is_same or (bool(hosts - ties.states) and hosts <= homes)
    mine, theirs = ties.all_of(mine), ties.all_of(theirs)
    return len(mine & theirs) / len(mine | theirs) if is_same and mine else 0.0
