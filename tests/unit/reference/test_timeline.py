from __future__ import annotations

import datetime as dt

from analysis.paths import CHECKOUT
from analysis.reference import KnownEvent, load_outlets, load_timeline


def test_a_row_becomes_an_event(folder):
    assert load_timeline(folder) == (
        KnownEvent(
            dt.date(2021, 9, 10),
            dt.date(2021, 9, 16),
            "exercise",
            "Harvest 2021",
            "Strelsau",
            ("ruritania", "brandt"),
            "https://example.org/a",
            "",
        ),
    )


def test_events_come_in_order_of_time_whatever_the_order_of_rows(folder):
    path = folder / "timeline.csv"
    head, row = path.read_text(encoding="utf-8").splitlines()
    later = "2022-01-01,,meeting,Talks,Strelsau,,https://example.org/b,"
    path.write_text("\n".join([head, later, row]) + "\n", encoding="utf-8")
    assert [event.name for event in load_timeline(folder)] == ["Harvest 2021", "Talks"]


def test_an_outlet_has_its_owner(folder):
    assert load_outlets(folder)["Gazette"].ownership == "private"


def test_the_timeline_of_the_project_spans_the_years_it_is_for():
    events = load_timeline(CHECKOUT / "data" / "reference")
    assert len(events) >= 128
    assert {event.start.year for event in events} == set(range(2021, 2027))
