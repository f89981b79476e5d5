from __future__ import annotations

import pytest

from analysis.errors import ReferenceDataError
from analysis.paths import CHECKOUT
from analysis.reference import check_reference, load_actors, load_outlets, load_timeline

CASES = {
    "unknown kind": (
        "actors/entities.csv",
        "brandt,Ada Brandt,person",
        "brandt,Ada Brandt,persn",
        "actors/entities.csv line 4: unknown kind 'persn', expected one of person, organisation, state, "
        "bloc, place, "
        "site, exercise_series, mission, weapon, document. Did you mean 'person'?",
    ),
    "unknown camp": (
        "actors/entities.csv",
        "state,,other",
        "state,,natto",
        "actors/entities.csv line 2: unknown camp 'natto', expected one of belarus, russia, nato, ukraine, "
        "other. "
        "Did you mean 'nato'?",
    ),
    "wikidata": (
        "actors/entities.csv",
        "other,Q1,",
        "other,184,",
        "actors/entities.csv line 2: wikidata '184', expected Q and a number, such as Q184, or blank.",
    ),
    "name of two": (
        "actors/entities.csv",
        "keller,Max Keller,",
        "keller,Ada Brandt,",
        "actors/entities.csv line 5: name 'Ada Brandt' stands here again (first in line 4), expected once. "
        "Remove one of the two.",
    ),
    "wikidata of two": (
        "actors/entities.csv",
        "ruritania,other,,\nbrandt",
        "ruritania,other,Q1,\nbrandt",
        "actors/entities.csv line 3: Wikidata id 'Q1' stands here again (first in line 2), expected once. "
        "Remove one of the two.",
    ),
    "a term twice": (
        "actors/roles.csv",
        "keller,Minister of Defence,mod_ruritania,2023-05,\n",
        "brandt,Minister of Defence,mod_ruritania,2022-05,\n",
        "actors/roles.csv line 3: brandt is Minister of Defence of mod_ruritania here and in line 2 at once, "
        "expected one row a term. Remove one of the two, or correct the dates.",
    ),
    "clash in another case": (
        "actors/aliases.csv",
        "keller,Max Keller",
        "keller,ada brandt",
        "actors/aliases.csv line 6: alias 'ada brandt' of keller is also one of brandt (line 4), expected "
        "one entity for an alias. Remove one, or write ambiguous into the rule of both.",
    ),
    "affiliation to nobody": (
        "actors/entities.csv",
        "person,mod_ruritania,other,,\nkeller",
        "person,mod_ruritanja,other,,\nkeller",
        "actors/entities.csv line 4: unknown affiliation 'mod_ruritanja', expected an entity of "
        "actors/entities.csv. "
        "Did you mean 'mod_ruritania'?",
    ),
    "circle of affiliations": (
        "actors/entities.csv",
        "Ruritania,state,,",
        "Ruritania,state,brandt,",
        "actors/entities.csv line 2: ruritania belongs, in the end, to itself, expected affiliations "
        "without a circle.",
    ),
    "entity twice": (
        "actors/entities.csv",
        "keller,Max Keller",
        "brandt,Max Keller",
        "actors/entities.csv line 5: entity 'brandt' stands here again (first in line 4), expected once. "
        "Remove one of the two.",
    ),
    "no alias": (
        "actors/aliases.csv",
        "keller,Max Keller,name,\n",
        "",
        "actors/entities.csv line 5: keller has no alias, expected at least one. Add its names to "
        "actors/aliases.csv.",
    ),
    "alias of nobody": (
        "actors/aliases.csv",
        "keller,Max",
        "kellar,Max",
        "actors/aliases.csv line 6: unknown entity_id 'kellar', expected an entity of actors/entities.csv. "
        "Did you mean 'keller'?",
    ),
    "alias kind": (
        "actors/aliases.csv",
        "Brandt,short",
        "Brandt,shrt",
        "actors/aliases.csv line 5: unknown kind 'shrt', expected one of name, short, acronym, demonym, "
        "transliteration, metonym. Did you mean 'short'?",
    ),
    "rule": (
        "actors/aliases.csv",
        "after_name alone",
        "afternames",
        "actors/aliases.csv line 5: unknown rule 'afternames', expected any of after_name, alone, "
        "exercise, series, "
        "owner, acts, ambiguous. Did you mean 'after_name'?",
    ),
    "clash": (
        "actors/aliases.csv",
        "keller,Max Keller",
        "keller,Ada Brandt",
        "actors/aliases.csv line 6: alias 'Ada Brandt' of keller is also one of brandt (line 4), expected "
        "one entity "
        "for an alias. Remove one, or write ambiguous into the rule of both.",
    ),
    "two in one office": (
        "actors/roles.csv",
        "2023-05,\n",
        "2023-04,\n",
        "actors/roles.csv line 3: keller and brandt (line 2) are both Minister of Defence of mod_ruritania "
        "at once, "
        "expected one holder at a time. Correct the dates of one of them.",
    ),
    "no date": (
        "actors/roles.csv",
        "2020-01-20",
        "2020-02-30",
        "actors/roles.csv line 2: from '2020-02-30' is no date, expected YYYY-MM-DD, YYYY-MM or YYYY.",
    ),
    "dates the wrong way round": (
        "actors/roles.csv",
        "2020-01-20,2023-05",
        "2020-01-20,2019",
        "actors/roles.csv line 2: to 2019 comes before from 2020-01-20.",
    ),
    "body": (
        "actors/roles.csv",
        "keller,Minister of Defence,mod_ruritania",
        "keller,Minister of Defence,ruritanya",
        "actors/roles.csv line 3: unknown body 'ruritanya', expected an entity of actors/entities.csv. "
        "Did you mean 'ruritania'?",
    ),
    "title that nobody holds": (
        "actors/titles.csv",
        "Minister of Defence,",
        "Minister of Defense,",
        "actors/titles.csv line 2: nobody holds the role 'Minister of Defense', expected a role of "
        "roles.csv. "
        "Did you mean 'Minister of Defence'?",
    ),
    "owner of a title": (
        "actors/titles.csv",
        ",state",
        ",stat",
        "actors/titles.csv line 2: unknown owner 'stat', expected one of body, state. Did you mean 'state'?",
    ),
    "member of a group": (
        "actors/groups.csv",
        "all,ruritania",
        "all,ruritanian",
        "actors/groups.csv line 5: unknown member 'ruritanian', expected an entity or a group. "
        "Did you mean 'ruritania'?",
    ),
    "group in itself": (
        "actors/groups.csv",
        "ministers,keller",
        "ministers,all",
        "actors/groups.csv line 2: group 'ministers' contains itself, expected groups without a circle.",
    ),
    "too many cells": (
        "outlets.csv",
        "Gazette,Ruritania",
        "Gazette, Strelsau,Ruritania",
        "outlets.csv line 2: 7 cells, expected 6, as in line 1. Quote a cell that holds a comma.",
    ),
    "ownership": (
        "outlets.csv",
        "private",
        "privat",
        "outlets.csv line 2: unknown ownership 'privat', expected one of state, private, public. "
        "Did you mean 'private'?",
    ),
    "missing column": (
        "outlets.csv",
        "outlet,country",
        "name,country",
        "outlets.csv line 1: column outlet is missing, expected outlet,country,ownership,kind,camp,note. "
        "Name the columns in line 1.",
    ),
    "participant": (
        "timeline.csv",
        "; brandt",
        "; brand",
        "timeline.csv line 2: unknown participant 'brand', expected an entity. Did you mean 'brandt'?",
    ),
    "source": (
        "timeline.csv",
        "https://example.org/a",
        "the Gazette",
        "timeline.csv line 2: source_url 'the Gazette', expected the address of a page.",
    ),
}


def _break(folder, name, old, new):
    path = folder / name
    text = path.read_text(encoding="utf-8")
    if old not in text:
        pytest.fail(f"the case looks for {old!r}, which {name} lacks")
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(("name", "old", "new", "expected"), CASES.values(), ids=CASES)
def test_a_fault_says_where_what_and_what_to_do(folder, name, old, new, expected):
    assert check_reference(folder) == []
    _break(folder, name, old, new)
    assert expected in [str(fault) for fault in check_reference(folder)]


def test_all_faults_are_listed_at_once_in_order_of_place(folder):
    for case in ("unknown kind", "wikidata", "no date", "ownership"):
        _break(folder, *CASES[case][:3])
    places = [(fault.where, fault.line) for fault in check_reference(folder)]
    assert places == [
        ("actors/entities.csv", 2),
        ("actors/entities.csv", 4),
        ("actors/roles.csv", 2),
        ("outlets.csv", 2),
    ]


def test_a_shared_alias_is_no_clash_where_both_rows_say_so(folder):
    rows = "brandt,Ada,short,ambiguous\nkeller,Ada,short,ambiguous\n"
    path = folder / "actors/aliases.csv"
    path.write_text(path.read_text(encoding="utf-8") + rows, encoding="utf-8")
    assert check_reference(folder) == []


def test_a_capital_may_stand_for_its_state(folder):
    rows = "keller,Strelsau,name,\nruritania,Strelsau,metonym,acts\n"
    path = folder / "actors/aliases.csv"
    path.write_text(path.read_text(encoding="utf-8") + rows, encoding="utf-8")
    assert check_reference(folder) == []


def test_a_pronoun_is_he_or_she(folder):
    path = folder / "actors/entities.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    ends = [",pronoun", ",", ",", ",she", ",shee"]
    path.write_text("\n".join(map("".join, zip(lines, ends, strict=True))) + "\n", encoding="utf-8")
    assert [str(fault) for fault in check_reference(folder)] == [
        "actors/entities.csv line 5: unknown pronoun 'shee', expected one of he, she. Did you mean 'she'?"
    ]


def test_a_handover_within_one_month_is_no_overlap(folder):
    assert check_reference(folder) == []  # Brandt to 2023-05, Keller from 2023-05


@pytest.mark.parametrize(
    ("load", "case"),
    [(load_actors, "unknown kind"), (load_outlets, "ownership"), (load_timeline, "participant")],
    ids=["actors", "outlets", "timeline"],
)
def test_loading_raises_with_the_faults(folder, load, case):
    load(folder)
    _break(folder, *CASES[case][:3])
    with pytest.raises(ReferenceDataError) as raised:
        load(folder)
    assert str(raised.value) == CASES[case][3]


def test_a_missing_file_is_a_fault(folder):
    (folder / "actors/titles.csv").unlink()
    assert [str(fault) for fault in check_reference(folder)] == [
        "actors/titles.csv: there is no such file. Its columns are role,phrase,owner."
    ]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("entities", "other,,\nkeller", "other,\nkeller"),
        ("entities", "entity_id,name", "entity,name"),
        ("aliases", "brandt,Brandt,short,after_name alone", "brandt,Brandt, A.,short,after_name alone"),
        ("aliases", "entity_id,", "entity,"),
        ("roles", "role,body", "rol,body"),
    ],
)
def test_what_follows_only_from_rows_that_could_not_be_read_is_not_told(folder, file, old, new):
    _break(folder, f"actors/{file}.csv", old, new)
    (fault,) = check_reference(folder)
    assert fault.where == f"actors/{file}.csv" and ("cells" in fault.found or "is missing" in fault.found)
    with pytest.raises(ReferenceDataError) as raised:
        load_actors(folder)
    assert raised.value.faults == (fault,)


def test_a_file_in_another_encoding_is_a_fault(folder):
    (folder / "outlets.csv").write_bytes("outlet\nŻycie\n".encode("cp1250"))
    assert str(check_reference(folder)[0]) == "outlets.csv: byte 7 is not UTF-8. Save the file as UTF-8."


@pytest.mark.parametrize("part", ["actors/", "timeline"])
def test_the_reference_data_of_the_project_has_no_fault(part):
    faults = check_reference(CHECKOUT / "data" / "reference")
    assert [str(fault) for fault in faults if fault.where.startswith(part)] == []
