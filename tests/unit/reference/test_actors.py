from __future__ import annotations

import datetime as dt

import pytest

from analysis.errors import ReferenceDataError
from analysis.paths import CHECKOUT
from analysis.reference import Actor, Alias, Role, Title, load_actors


def test_every_file_becomes_its_record(folder):
    actors = load_actors(folder)
    assert actors.entities["brandt"] == Actor(
        "brandt", "Ada Brandt", "person", "mod_ruritania", "other", None
    )
    assert Alias("brandt", "Brandt", "short", frozenset({"after_name", "alone"})) in actors.aliases
    term = Role("brandt", "Minister of Defence", "mod_ruritania", dt.date(2020, 1, 20), dt.date(2023, 5, 31))
    assert actors.roles[0] == term
    assert actors.titles == (Title("Minister of Defence", "defence minister", "state"),)


def test_a_group_holds_the_members_of_its_groups(folder):
    actors = load_actors(folder)
    assert actors.expand("all") == {"brandt", "keller", "ruritania"}
    assert actors.expand("keller") == {"keller"}


def test_an_unknown_name_is_answered_with_the_nearest(folder):
    with pytest.raises(
        ReferenceDataError, match=r"no group or entity 'ministres'\. Did you mean 'ministers'\?"
    ):
        load_actors(folder).expand("ministres")


def test_the_chain_leads_to_the_state(folder):
    assert list(load_actors(folder).chain("brandt")) == ["brandt", "mod_ruritania", "ruritania"]


@pytest.mark.parametrize(
    ("day", "held"),
    [("2020-01-19", False), ("2020-01-20", True), ("2023-05-31", True), ("2023-06-01", False)],
)
def test_an_office_is_held_from_its_first_day_to_its_last(folder, day, held):
    assert load_actors(folder).roles[0].held_on(dt.date.fromisoformat(day)) is held


def test_an_office_without_a_known_beginning_is_held_on_no_day_for_sure():
    assert not Role("brandt", "Minister", "ruritania", None, None).held_on(dt.date(2025, 1, 1))


def test_the_project_knows_every_member_of_nato():
    actors = load_actors(CHECKOUT / "data" / "reference")
    members = actors.expand("nato_members")
    assert len(members) == 32
    assert {(actors.entities[one].kind, actors.entities[one].camp) for one in members} == {("state", "nato")}


def test_the_camps_of_the_project_are_those_of_the_readme():
    actors = load_actors(CHECKOUT / "data" / "reference")
    camps = {
        one: actors.entities[one].camp
        for one in ("union_state", "csto", "mod_belarus", "the_kremlin", "kyiv")
    }
    assert camps == {
        "union_state": "other",
        "csto": "other",
        "mod_belarus": "belarus",
        "the_kremlin": "russia",
        "kyiv": "ukraine",
    }
