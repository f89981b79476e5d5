"""Exercises, and where and when they are told to be held; nobody speaks in these texts."""

from __future__ import annotations

import datetime as dt

import pytest

AGREED = {
    "named without a word for it": ("The armies agreed to hold Union Shield in 2027.", "Union Shield 2027"),
    "that it would be held": ("The sides agreed that Zapad would be held in 2027.", "Zapad-2027"),
    "of two states": ("Poland and Latvia agreed to hold drills in 2027.", "Exercise of Latvia, Poland"),
    "of their ministers": (
        "Belousov and Khrenin agreed to hold joint drills in 2027.",
        "Exercise of Belarus, Russia",
    ),
}


@pytest.mark.parametrize(("text", "name"), AGREED.values(), ids=AGREED)
def test_an_exercise_that_is_agreed_on_is_planned(events_of, text, name):
    (exercise,) = (event for event in events_of(text) if event.kind == "exercise")
    assert (exercise.name, exercise.plover, exercise.date_start) == (name, "AGREE", dt.date(2027, 1, 1))


@pytest.mark.parametrize(
    "text",
    [
        "The army held Vostok in 2022.",
        "The Zapad group of forces is to hold the town.",
        "Belousov watched joint drills in 2027.",
    ],
)
def test_what_is_held_or_watched_otherwise_is_no_exercise(events_of, text):
    assert not [event for event in events_of(text) if event.kind == "exercise"]


TRAINING = {
    "troops began it": ("Russian and Belarusian troops have begun joint training near Brest.", 1),
    "together with": ("Belarus conducted nuclear training together with Russia.", 1),
    "it began": ("Joint training of Polish and Latvian pilots began on Monday.", 1),
    "to be held": ("Poland and Latvia are to hold joint combat training.", 1),
    "not held": ("Poland and Latvia did not hold joint training.", 0),
    "alone": ("Polish troops began training near the sea.", 0),
    "of no forces": ("The training of Polish and Latvian teachers began on Monday.", 0),
    "offered": ("Poland and Latvia offered joint training to students.", 0),
    "where it is held": ("Poland and Latvia opened a training centre.", 0),
}


@pytest.mark.parametrize(("text", "n_exercises"), TRAINING.values(), ids=TRAINING)
def test_training_that_forces_hold_together_is_an_exercise(events_of, text, n_exercises):
    assert sum(event.kind == "exercise" for event in events_of(text)) == n_exercises


PLACES = {
    "of the talks, a passive": ("The Zapad-2021 exercise was discussed in Moscow.", None),
    "of the talks, results": ("The ministers discussed the results of the Zapad exercise in Moscow.", None),
    "its own": ("The Zapad-2021 exercise in Belarus was discussed in Moscow.", "belarus"),
    "held": ("The army held the Zapad-2021 exercise in Belarus.", "belarus"),
}


@pytest.mark.parametrize(("text", "place"), PLACES.values(), ids=PLACES)
def test_where_an_exercise_is_discussed_is_not_where_it_is_held(events_of, text, place):
    (exercise,) = (event for event in events_of(text) if event.kind == "exercise")
    assert exercise.place_id == place
