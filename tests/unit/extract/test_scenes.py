"""On which day a clause tells something; nobody speaks in these texts."""

from __future__ import annotations

import datetime as dt

import pytest

THURSDAY = dt.date(2021, 9, 9)
DAYS = {
    "on which": (
        "On Thursday, the day on which Poland and Latvia began joint drills, prices rose.",
        THURSDAY,
    ),
    "when": ("On Thursday, when Poland and Latvia began joint drills, prices rose.", THURSDAY),
    "was the day": ("Thursday was the day on which Poland and Latvia began joint drills.", THURSDAY),
    "after the clause": ("Prices rose on Thursday, the day Zapad-2021 began.", THURSDAY),
    "the month": (
        "In July, the month in which Poland and Latvia held joint drills, prices rose.",
        dt.date(2021, 7, 1),
    ),
    "another clause": (
        "Prices fell on Thursday, but when Poland and Latvia began joint drills, they rose.",
        None,
    ),
    "another sentence": (
        "It was Thursday. The day on which Poland and Latvia began joint drills was warm.",
        None,
    ),
}


@pytest.mark.parametrize(("text", "day"), DAYS.values(), ids=DAYS)
def test_a_date_is_that_of_the_clause_that_tells_what_was_then(events_of, text, day):
    (exercise,) = (event for event in events_of(text) if event.kind == "exercise")
    assert exercise.date_start == day


def test_what_the_day_is_said_to_be_besides_is_not_that_of_the_event(events_of):
    text = "Putin met Lukashenko on Thursday, the day on which the Union State turned twenty."
    (meeting,) = events_of(text)
    assert meeting.date_start == THURSDAY
