"""Known events are found in what is told: by name, or by kind, days and parties."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from analysis import measures
from factories import documents, entities, events, known_events

DOCUMENTS = documents(
    {"doc_id": "first", "published": dt.date(2024, 1, 1)},
    {"doc_id": "a", "published": dt.date(2024, 3, 6)},
    {"doc_id": "b", "published": dt.date(2024, 3, 20)},
    {"doc_id": "last", "published": dt.date(2024, 12, 31)},
)
ENTITIES = entities(
    *({"name": name, "kind": "state"} for name in ("Ruritania", "Borduria", "Vandalia")),
    {"entity_id": "mod", "name": "Ministry of Defence of Ruritania", "affiliation": "ruritania"},
    {"entity_id": "brandt", "name": "Ada Brandt", "kind": "person", "affiliation": "mod"},
    {"entity_id": "keller", "name": "Ilse Keller", "kind": "person", "affiliation": "ruritania"},
    {"entity_id": "moor", "name": "Jonas Moor", "kind": "person", "affiliation": "borduria"},
    {"name": "Lake Pact", "kind": "organisation"},
    {"name": "Council of the Lake Pact", "entity_id": "council", "affiliation": "lake_pact"},
    {"name": "Lake Shield", "kind": "exercise_series", "affiliation": "borduria"},
)
DAY = dt.date(2024, 3, 5)
STATES, MINISTERS = ["borduria", "ruritania"], ["brandt", "moor"]
TALKS = {"kind": "meeting", "name": "Talks at the lake", "participants": MINISTERS, "date_start": DAY}
SUMMIT = TALKS | {"name": "Lake Pact summit", "participants": ["lake_pact", "keller", "vandalia"]}
DRILL = {"name": "Joint drill", "participants": STATES, "date_start": DAY, "date_end": dt.date(2024, 3, 9)}


def _telling(who, *, day=DAY, kind="meeting", name="", doc="a"):
    return {
        "doc_id": doc,
        "kind": kind,
        "name": name or f"{kind} of {' and '.join(who)}",
        "participants": who,
        "date_start": day,
        "date_end": day,
    }


def _linked(known, *tellings):
    """Return what each known event is told as."""
    rows = events(*tellings)
    told = measures.occurrences_of(measures.tellings_of(rows, DOCUMENTS), DOCUMENTS)
    table = measures.known_and_told(
        known_events(*known),
        told,
        kinds=["exercise", "meeting"],
        documents=DOCUMENTS,
        entities=ENTITIES,
    )
    names = dict(zip(told["occurrence_id"], told["name"], strict=True)) | {"": ""}
    return sorted((row.name, names[row.occurrence_id]) for row in table.itertuples(index=False))


SAME = {
    "the same people": (TALKS, _telling(MINISTERS)),
    "their states": (TALKS, _telling(STATES)),
    "a day apart": (TALKS, _telling(STATES, day=dt.date(2024, 3, 6))),
    "told without a day": (TALKS, _telling(STATES, day=None)),
    "an exercise without a name": (DRILL, _telling(STATES, kind="exercise", day=dt.date(2024, 3, 8))),
    "a ministry's exercise": (
        DRILL | {"participants": ["brandt", "ruritania"]},
        _telling(["mod"], kind="exercise"),
    ),
    "a summit": (SUMMIT, _telling(["lake_pact"], name="Summit of Lake Pact")),
    "a summit of its council": (SUMMIT, _telling(["council"], name="Session of Council of the Lake Pact")),
    "a summit without a day": (SUMMIT, _telling(["lake_pact"], name="Summit of Lake Pact", day=None)),
    "a summit by another name": (SUMMIT, _telling(["lake_pact", "moor"], name="Meeting of Lake Pact")),
    "a name that holds two": (
        DRILL | {"name": "Lake Shield and Sea Shield 2024"},
        _telling([], kind="exercise", name="Lake Shield 2024"),
    ),
}
OTHER = {
    "other people": (TALKS, _telling(["keller", "moor"])),
    "another party": (TALKS, _telling(["ruritania", "vandalia"])),
    "people of one state": (TALKS | {"participants": ["brandt", "keller"]}, _telling(["brandt", "moor"])),
    "another week": (TALKS, _telling(STATES, day=dt.date(2024, 3, 14))),
    "two weeks later without a day": (TALKS, _telling(STATES, day=None, doc="b")),
    "a summit with another state": (SUMMIT, _telling(["lake_pact", "borduria"])),
    "another body's summit": (SUMMIT, _telling(["mod"], name="Summit of somebody else")),
    "talks of a body that held no summit": (TALKS, _telling(["lake_pact"])),
    "another kind": (TALKS, _telling(STATES, kind="exercise")),
    "one of them alone": (DRILL, _telling(["ruritania"], kind="exercise")),
    "another name": (DRILL, _telling(STATES, kind="exercise", name="Lake Shield 2024")),
}


@pytest.mark.parametrize(("known", "telling"), SAME.values(), ids=SAME)
def test_a_known_event_is_found(known, telling):
    assert _linked([known], telling) == [(known["name"], telling["name"])]


@pytest.mark.parametrize(("known", "telling"), OTHER.values(), ids=OTHER)
def test_another_event_is_not_taken_for_it(known, telling):
    assert _linked([known], telling) == [(known["name"], "")]


def test_all_that_tells_a_known_event_is_linked():
    found = _linked([TALKS], _telling(STATES), _telling(MINISTERS))
    assert found == [
        (TALKS["name"], "meeting of borduria and ruritania"),
        (TALKS["name"], "meeting of brandt and moor"),
    ]


def test_of_two_known_events_the_one_with_most_of_the_parties_is_told():
    council = TALKS | {"name": "Council", "participants": [*MINISTERS, "vandalia", "keller"]}
    assert _linked([council, TALKS], _telling(MINISTERS)) == [
        ("Council", ""),
        (TALKS["name"], "meeting of brandt and moor"),
    ]


def test_a_tie_links_to_nothing():
    assert _linked([TALKS, TALKS | {"name": "Dinner"}], _telling(MINISTERS)) == [
        ("Dinner", ""),
        (TALKS["name"], ""),
    ]


def test_events_before_the_first_document_are_left_out():
    assert _linked([TALKS | {"date_start": dt.date(1990, 3, 5)}]) == []


def _focus(known, telling):
    rows = events(telling)
    told = measures.occurrences_of(measures.tellings_of(rows, DOCUMENTS), DOCUMENTS)
    record = measures.known_and_told(
        known_events(*known), told, kinds=["exercise"], documents=DOCUMENTS, entities=ENTITIES
    )
    return measures.with_days_on_record(measures.occurrence(told), record)


LAST = dt.date(2024, 3, 9)
WHOLE_YEAR = {"date_start": dt.date(2024, 1, 1), "date_end": dt.date(2024, 12, 31)}
DAYS = {
    "first and last on record": ([DRILL], {}, (DAY, LAST), True),
    "no last day on record, one told": ([DRILL | {"date_end": None}], {"date_end": LAST}, (DAY, LAST), True),
    "no last day on record, a year told": (
        [DRILL | {"name": "Lake Shield 2024", "date_end": None}],
        {"name": "Lake Shield 2024"} | WHOLE_YEAR,
        (DAY, DAY),
        True,
    ),
    "not on record": ([], {}, (DAY, DAY), False),
}


@pytest.mark.parametrize(("known", "told", "days", "is_on_record"), DAYS.values(), ids=DAYS)
def test_an_event_has_the_days_on_record(known, told, days, is_on_record):
    focus = _focus(known, _telling(STATES, kind="exercise") | told)
    assert (focus["date_start"], focus["date_end"]) == tuple(pd.Timestamp(day) for day in days)
    assert focus["is_on_record"] == is_on_record


def test_what_was_said_on_any_day_of_an_event_was_said_during_it():
    focus = _focus([DRILL], _telling(STATES, kind="exercise"))
    near = measures.around(DOCUMENTS, focus, days=15)
    assert dict(zip(near["doc_id"], near["window"], strict=True)) == {"a": "during", "b": "after"}


def test_without_an_event_nothing_is_on_record():
    focus = measures.with_days_on_record(measures.occurrence(_nothing_told()), _no_record())
    assert focus["name"] == "" and not focus["is_on_record"]


def _nothing_told():
    return measures.occurrences_of(measures.tellings_of(events(), DOCUMENTS), DOCUMENTS)


def _no_record():
    return measures.known_and_told(
        known_events(DRILL), _nothing_told(), kinds=["exercise"], documents=DOCUMENTS, entities=ENTITIES
    )
