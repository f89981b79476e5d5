"""What happened: the tellings of one event, in as many documents as there are, gathered into one occurrence.

Gathering is a decision, made here from the tables and never written into them. The id of an occurrence
follows from the telling that dates it best, so that it stays the same whatever else is in the corpus, unless
a telling that is more exact comes in; tellings without a date join the one occurrence they fit, if it is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from analysis.errors import Fault, ParameterError, did_you_mean
from analysis.measures.frames import known_as, require_known

# A calendar stretch of at most so many days, as last week, dates an event; a month or a year only bounds it.
EXACT = 21
# Two dates of one event lie at most so far apart: a day begins earlier in the east.
APART = pd.Timedelta(days=1)
# What is told without a date happened at most so long before or after the day of publication.
NEAR = pd.Timedelta(days=7)
_YEAR = re.compile(r"[ -]((?:19|20)\d\d)$")
# What the days of an event are: as texts tell them, all of a month or a year that they tell, or, as none is
# told, the day of the first text.
DAYS, MONTH, YEAR, FIRST_TEXT, NO_DAY = "told", "month only", "year only", "of the first text", "none"
_COLUMNS = [
    *("occurrence_id", "kind", "name", "date_start", "date_end", "is_dated", "date_basis"),
    *("place_id", "participants"),
]


@dataclass
class _Occurrence:
    """One happening: its id, the days it is told to have been on, and its tellings."""

    occurrence_id: str
    first: pd.Timestamp
    last: pd.Timestamp
    is_dated: bool
    event_ids: list[str] = field(default_factory=list)


def tellings_of(events: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Return the events with the occurrence that each tells of.

    Tellings are of one occurrence if they are of one kind, have the same name, which says who took part, and
    their dates meet. An exercise with its year in its name is one, whatever its dates; named without it, it
    is that of the year told of, if a text names that one.

    Args:
        events: events table, or rows of it.
        documents: documents table.

    Returns:
        The rows as they are, with published (of the document), occurrence_id, and the days of the occurrence:
        happened_first, happened_last, and is_dated: whether a telling states them; else they are the days
        of publication. They are blank where neither is known.

    Raises:
        DataError: If events name a document that documents lacks.
    """
    require_known(events, documents, name="events")
    rows = events.merge(documents[["doc_id", "published"]], on="doc_id", how="left", validate="many_to_one")
    rows = rows.assign(who=_with_years(rows, [_who(row) for row in rows.itertuples()]))
    found: dict[str, _Occurrence] = {}
    for who, group in rows.groupby("who", sort=True):
        tellings = group.to_dict("records")
        gathered = _by_name(str(who), tellings) if _YEAR.search(str(who)) else _by_days(str(who), tellings)
        for occurrence in gathered:
            found |= dict.fromkeys(occurrence.event_ids, occurrence)
    of_rows = [found[event_id] for event_id in rows["event_id"]]
    days = {"happened_first": "first", "happened_last": "last"}
    dates = {
        name: pd.Series([getattr(one, part) for one in of_rows], dtype="datetime64[us]")
        for name, part in days.items()
    }
    ids = pd.Series([one.occurrence_id for one in of_rows], dtype="str")
    is_dated = pd.Series([one.is_dated for one in of_rows], dtype="bool")
    rows = rows.drop(columns="who").reset_index(drop=True)
    return rows.assign(occurrence_id=ids, is_dated=is_dated, **dates)


def occurrences_of(
    tellings: pd.DataFrame, documents: pd.DataFrame, *, kinds: Iterable[str] = ()
) -> pd.DataFrame:
    """Return what happened, each event once however many documents tell it, in order of time.

    Args:
        tellings: Result of tellings_of.
        documents: documents table.
        kinds: Only these kinds of event; all if there are none.

    Returns:
        One row per occurrence: occurrence_id, kind, name (the most frequent; with its year where a telling
        has it), date_start, date_end, is_dated, date_basis (DAYS, MONTH, YEAR, FIRST_TEXT or NO_DAY),
        place_id (the most frequent; may be blank), participants (all that are named), n_coded (documents
        that tell it), n_sentences, n_outlets. What has no day at all comes last.
    """
    kinds = list(kinds)
    rows = tellings[tellings["kind"].isin(kinds)] if kinds else tellings
    rows = rows.merge(documents[["doc_id", "outlet"]], on="doc_id", how="left", validate="many_to_one")
    found = [_row(str(key), group) for key, group in rows.groupby("occurrence_id", sort=True)]
    columns = [*_COLUMNS, "n_coded", "n_sentences", "n_outlets"]
    types = {"date_start": "datetime64[us]", "date_end": "datetime64[us]", "is_dated": "bool"}
    types |= dict.fromkeys(("n_coded", "n_sentences", "n_outlets"), "int64")
    table = pd.DataFrame(found, columns=columns).astype(types)
    return table.sort_values(["date_start", "name"], na_position="last", kind="stable", ignore_index=True)


def most_told(occurrences: pd.DataFrame, top: int) -> pd.DataFrame:
    """Return the occurrences told in most documents, in order of time; all of them if top is 0."""
    ranked = occurrences.sort_values(
        ["n_coded", "n_sentences", "occurrence_id"], ascending=[False, False, True], kind="stable"
    )
    kept = ranked.head(top) if top else ranked
    return occurrences[occurrences["occurrence_id"].isin(kept["occurrence_id"])].reset_index(drop=True)


def occurrence(occurrences: pd.DataFrame, event: str = "") -> pd.Series:
    """Return one occurrence that has a day: the one named, else the one told in most documents.

    Args:
        occurrences: Result of occurrences_of.
        event: Its id, or its name in any case; "" for the one told most.

    Raises:
        ParameterError: If no dated occurrence has that id or name.
    """
    dated = occurrences[occurrences["date_start"].notna()]
    wanted = known_as(event.strip(), dated["name"])
    if wanted:
        rows = dated[(dated["occurrence_id"] == wanted) | (dated["name"] == wanted)]
        if rows.empty:
            cure = did_you_mean(wanted, dated["name"])
            raise ParameterError(
                Fault(
                    "parameter event",
                    0,
                    f"no dated event of the selection is named '{wanted}'",
                    cure=cure,
                )
            )
        return most_told(rows, 1).iloc[0]
    stated = dated[dated["is_dated"]]
    rows = most_told(stated if len(stated) else dated, 1)
    blank = dict.fromkeys(("occurrence_id", "name", "kind", "date_basis"), "")
    blank |= {"date_start": pd.NaT, "date_end": pd.NaT}
    return rows.iloc[0] if len(rows) else pd.Series(blank, dtype="object")


def _who(row: Any) -> str:
    """Return what tellings of one occurrence have in common: kind and name, which says who took part.

    What one party alone is told to have done is gathered with nothing: within a week it may well have done so
    twice. An exercise is one all the same, and so is a visit or a body's summit, whose name says of what.
    """
    if row.kind not in {"exercise", "meeting"} and len(row.participants) < 2:
        return f"{row.kind}:{row.event_id}"
    return f"{row.kind}:{row.name}"


def _with_years(rows: pd.DataFrame, who: list[str]) -> list[str]:
    """Return what tellings have in common, with the year of a series where others name it with one."""
    named = set(who)
    years = rows["date_start"].fillna(rows["published"]).dt.year
    found = []
    for key, kind, year in zip(who, rows["kind"], years, strict=True):
        in_year = [] if pd.isna(year) else [f"{key}{mark}{int(year)}" for mark in "- "]
        fitting = [one for one in in_year if kind == "exercise" and one in named]
        found.append(fitting[0] if fitting else key)
    return found


def _by_name(who: str, tellings: list[dict[str, Any]]) -> list[_Occurrence]:
    """Return the one occurrence whose name has its year; its days are those told most exactly."""
    year = int(_YEAR.search(who)[1])  # type: ignore[index]
    dated = [row for row in tellings if pd.notna(row["date_start"]) and row["date_start"].year == year]
    ids = [row["event_id"] for row in tellings]
    if not dated:
        first, last = pd.Timestamp(year, 1, 1), pd.Timestamp(year, 12, 31)
        return [_Occurrence(who, first, last, True, ids)]
    best = min(dated, key=_exactness)
    found = _Occurrence(who, best["date_start"], best["date_end"], True, ids)
    reach = pd.Timedelta(days=EXACT)
    for row in dated:  # its first day may be told in one text, its last in another
        if abs(row["date_start"] - best["date_start"]) <= reach:
            _lengthen(found, row)
    return [found]


def _by_days(who: str, tellings: list[dict[str, Any]]) -> list[_Occurrence]:
    """Return the occurrences that tellings of the same participants are of, told apart by their days."""
    exact = [row for row in tellings if _is_exact(row)]
    found: list[_Occurrence] = []
    for row in sorted(exact, key=_exactness):
        first, last = row["date_start"], row["date_end"]
        fitting = [one for one in found if first - APART <= one.last and one.first <= last + APART]
        if not fitting:
            found.append(_Occurrence(f"{who}:{first.date()}", first, last, True))
            fitting = found[-1:]
        fitting[0].event_ids.append(row["event_id"])
        _lengthen(fitting[0], row)
    rest = [row for row in tellings if not _is_exact(row)]
    undated: list[_Occurrence] = []
    for row in sorted(rest, key=lambda row: (pd.isna(row["published"]), row["published"], row["event_id"])):
        _join(who, row, found, undated)
    return [*found, *undated]


def _join(who: str, row: dict[str, Any], found: list[_Occurrence], undated: list[_Occurrence]) -> None:
    """Put a telling without an exact date to the one occurrence it fits; else to one of its own kind."""
    if pd.notna(row["date_start"]):
        first, last = row["date_start"], row["date_end"]
    else:
        first, last = row["published"] - NEAR, row["published"] + NEAR
    fitting = [one for one in found if first <= one.last and one.first <= last]
    if len(fitting) != 1:
        fitting = [one for one in undated if first <= one.first <= last]
    if not fitting:
        day = row["published"]
        key = row["event_id"] if pd.isna(day) else f"{who}:told-{day.date()}"
        undated.append(_Occurrence(key, day, day, False))
        fitting = undated[-1:]
    fitting[0].event_ids.append(row["event_id"])


def _lengthen(occurrence: _Occurrence, row: dict[str, Any]) -> None:
    """Let an event last from the first to the last day that a telling gives it, if it gives these."""
    if _is_exact(row) and not _is_calendar(row):
        occurrence.first = min(occurrence.first, row["date_start"])
        occurrence.last = max(occurrence.last, row["date_end"])


def _is_exact(row: dict[str, Any]) -> bool:
    """Return whether a telling says on which days an event was, or in which week."""
    return pd.notna(row["date_start"]) and (_length(row) <= EXACT or not _is_calendar(row))


def _is_calendar(row: dict[str, Any]) -> bool:
    """Return whether a date is a weekend, a week or whole months: in these an event was, for some days."""
    first, last = row["date_start"], row["date_end"]
    is_week = (_length(row), first.day_of_week) in {(2, 5), (7, 0)}
    is_months = _length(row) > 1 and first.day == 1 and last.is_month_end
    return is_week or is_months


def _length(row: dict[str, Any]) -> int:
    """Return how many days a telling's date spans; very many if it has none."""
    return 10**6 if pd.isna(row["date_start"]) else (row["date_end"] - row["date_start"]).days + 1


def _exactness(row: dict[str, Any]) -> tuple[int, pd.Timestamp, str]:
    return _length(row), row["date_start"], row["event_id"]


def _row(occurrence_id: str, group: pd.DataFrame) -> dict[str, Any]:
    named = {one for ids in group["participants"] for one in ids}
    first = group.iloc[0]
    with_year = group["name"][[bool(_YEAR.search(name)) for name in group["name"]]]
    return {
        "occurrence_id": occurrence_id,
        "kind": first["kind"],
        "name": _most_frequent(with_year if len(with_year) else group["name"]),
        "date_start": first["happened_first"],
        "date_end": first["happened_last"],
        "is_dated": first["is_dated"],
        "date_basis": _basis(first["happened_first"], first["happened_last"], is_dated=first["is_dated"]),
        "place_id": _most_frequent(group["place_id"].dropna()),
        "participants": sorted(named),
        "n_coded": group["doc_id"].nunique(),
        "n_sentences": group["sentence_id"].nunique(),
        "n_outlets": group["outlet"].nunique(),
    }


def _basis(first: pd.Timestamp, last: pd.Timestamp, *, is_dated: bool) -> str:
    """Return what the days of an occurrence are."""
    if pd.isna(first):
        return NO_DAY
    if not is_dated:
        return FIRST_TEXT
    if first == last or first.day != 1 or not last.is_month_end:
        return DAYS
    return YEAR if (first.month, last.month) == (1, 12) else MONTH


def _most_frequent(values: pd.Series) -> str | None:
    counts = values.value_counts()
    return min(counts.index[counts == counts.max()]) if len(counts) else None
