"""Summits and sessions of bodies of several states; nobody speaks in these texts."""

from __future__ import annotations

import pytest

NATO, CSTO = "Summit of NATO", "Summit of Collective Security Treaty Organization"
TOLD = {
    "took place": ("The CSTO summit took place in Minsk on Friday.", CSTO, "2021-09-10", "minsk", ("csto",)),
    "opened": ("The NATO summit in Vilnius opened on Friday.", NATO, "2021-09-10", "vilnius", ("nato",)),
    "to be held": ("The next NATO summit is to be held in Ankara.", NATO, None, "ankara", ("nato",)),
    "attended": (
        "Putin and Lukashenko attended the CSTO summit in Minsk.",
        CSTO,
        None,
        "minsk",
        ("csto", "putin", "lukashenko"),
    ),
    "gathered for it": ("NATO leaders gathered for a summit in Vilnius.", NATO, None, "vilnius", ("nato",)),
    "what was done there": (
        "At the NATO summit in Vilnius, leaders adopted a plan.",
        NATO,
        None,
        "vilnius",
        ("nato",),
    ),
    "with a state": (
        "The EU-Ukraine summit took place in Kyiv.",
        "Summit of European Union and Ukraine",
        None,
        "kyiv",
        ("eu", "ukraine"),
    ),
    "a session": (
        "A session of the Supreme State Council was held in Minsk.",
        "Session of Supreme State Council of the Union State",
        None,
        "minsk",
        ("supreme_state_council",),
    ),
    "leaders who meet": (
        "NATO leaders met in Vilnius on Friday.",
        "Meeting of NATO",
        "2021-09-10",
        "vilnius",
        ("nato",),
    ),
    "of two states": (
        "The presidents of Russia and Belarus held a summit in Minsk.",
        "Meeting of Alexander Lukashenko and Vladimir Putin",
        None,
        "minsk",
        ("putin", "lukashenko"),
    ),
}


@pytest.mark.parametrize(("text", "name", "day", "place", "who"), TOLD.values(), ids=TOLD)
def test_a_summit_is_the_meeting_of_a_body(events_of, text, name, day, place, who):
    (event,) = events_of(text)
    started = event.date_start.isoformat() if event.date_start else None
    assert (event.kind, event.name, started) == ("meeting", name, day)
    assert (event.place_id, event.participants) == (place, who)


@pytest.mark.parametrize(
    "text",
    [
        "Ahead of the NATO summit in Vilnius, the town was cleaned.",
        "The NATO summit was postponed.",
        "The NATO summit did not take place.",
        "Latvia may host a NATO summit.",
        "There was a proposal to hold a NATO summit.",
        "NATO summits are long.",
        "Training sessions of NATO took place in Poland.",
        "The Ministry of Defence of Belarus held a session.",
    ],
)
def test_what_is_ahead_or_not_held_or_no_summit_is_none(events_of, text):
    assert not events_of(text)
