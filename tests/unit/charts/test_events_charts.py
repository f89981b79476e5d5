"""The calendar of events says what the tables say, and where each event leads."""

from __future__ import annotations

import datetime as dt

import pytest

from analysis import charts, measures
from analysis.charts import display
from factories import documents, entities, events, known_events

DAY = dt.date(2024, 3, 5)


def _drawn(*rows, known=()):
    counted = documents({"doc_id": "d1"}, {"doc_id": "d2"})
    population = measures.select(counted).population
    told = measures.occurrences_of(measures.tellings_of(events(*rows), counted), counted)
    record = measures.known_and_told(
        known_events(*known), told, kinds=["exercise"], documents=counted, entities=entities()
    )
    return charts.events_over_time(told, record, noun="exercise", population=population)


def test_the_title_names_the_event_told_of_most():
    rows = [{"doc_id": doc, "name": "Lake Shield 2024"} for doc in ("d1", "d2")] + [
        {"name": "River Shield 2024"}
    ]
    alt = _drawn(*rows).get_label()
    assert alt.startswith("Calendar. Exercise told of most: Lake Shield 2024, in 2 documents.")


def test_a_tie_is_said():
    rows = [{"name": f"{water} Shield 2024"} for water in ("Lake", "River", "Sea")]
    assert "3 alike, each in 1 document" in _drawn(*rows).get_label()


def test_nothing_is_said_in_words():
    assert _drawn().get_label() == "No exercise with a day is told of in the selection"


def test_bars_lead_to_the_tellings():
    svg = display.images_of(
        _drawn({"name": "Lake Shield 2024", "date_start": DAY, "date_end": DAY}), alt="x"
    )[0]
    assert "#evidence?event=exercise%3ALake%20Shield%202024" in svg


@pytest.mark.parametrize("days", [0, 20, 400, 3000])
def test_lanes_are_drawn_for_any_stretch_of_time(days):
    rows = [
        {"name": "Lake Shield", "participants": ["a", "b"], "date_start": day, "date_end": day}
        for day in (DAY, DAY + dt.timedelta(days=days))
    ]
    known = {"name": "Lake Shield", "date_start": DAY}
    assert display.images_of(_drawn(*rows, known=[known]), alt="x")
