"""Tellings of one event are counted as one, and those of two as two."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from analysis import charts, measures
from analysis.errors import ParameterError
from drawn import texts_of
from factories import codes, documents, events, themes

DOCUMENTS = documents(
    {"doc_id": "a", "published": dt.date(2024, 3, 5), "outlet": "Wire"},
    {"doc_id": "b", "published": dt.date(2024, 3, 6), "outlet": "Post"},
    {"doc_id": "c", "published": dt.date(2024, 9, 1), "outlet": "Post"},
    {"doc_id": "d", "published": None},
)
PAIR = ["ruritania", "borduria"]


def _row(doc_id, name="Meeting of Borduria and Ruritania", *, days=None, kind="meeting", who=PAIR, n=1):
    first, last = (days if isinstance(days, tuple) else (days, days)) if days else (None, None)
    dates = {"date_start": first, "date_end": last}
    place = {"doc_id": doc_id, "event_id": f"{doc_id}#e{n}", "sentence_id": f"{doc_id}#s{n}"}
    return {**place, **dates, "kind": kind, "plover": "CONSULT", "name": name, "participants": who}


def _ids(*rows):
    tellings = measures.tellings_of(events(*rows), DOCUMENTS)
    return list(tellings["occurrence_id"])


MARCH = dt.date(2024, 3, 4)
SERIES = ("Lake Shield", "Lake Shield 2024")
SAME = {
    "the same day": [_row("a", days=MARCH), _row("b", days=MARCH)],
    "a day apart": [_row("a", days=MARCH), _row("b", days=dt.date(2024, 3, 5))],
    "one undated": [_row("a", days=MARCH), _row("b")],
    "both undated": [_row("a"), _row("b")],
    "in that month": [_row("a", days=MARCH), _row("b", days=(dt.date(2024, 3, 1), dt.date(2024, 3, 31)))],
    "a body's summit": [
        _row("a", "Summit of Lake Pact", days=MARCH, who=["lake_pact"]),
        _row("b", "Summit of Lake Pact", who=["lake_pact"]),
    ],
    "year in the name": [
        _row("a", "Lake Shield 2024", kind="exercise", days=MARCH),
        _row("c", "Lake Shield 2024", kind="exercise", days=dt.date(2024, 3, 9)),
    ],
    "year in one name": [
        _row("a", "Lake Shield 2024", kind="exercise"),
        _row("c", "Lake Shield", kind="exercise"),
    ],
}
OTHER = {
    "another week": [_row("a", days=MARCH), _row("b", days=dt.date(2024, 3, 14))],
    "others": [_row("a", days=MARCH), _row("b", "Meeting of Borduria and Vandalia", days=MARCH)],
    "another kind": [_row("a", days=MARCH), _row("b", kind="call", days=MARCH)],
    "half a year later": [_row("a"), _row("c")],
    "another year in the name": [
        _row("a", "Lake Shield 2024", kind="exercise"),
        _row("b", "Lake Shield 2023", kind="exercise"),
    ],
    "named in another year": [
        _row("a", "Lake Shield 2023", kind="exercise"),
        _row("b", "Lake Shield", kind="exercise"),
    ],
    "one alone": [
        _row("a", kind="statement", who=["ruritania"]),
        _row("b", kind="statement", who=["ruritania"]),
    ],
    "nowhere in time": [_row("d", n=1), _row("d", n=2)],
}


@pytest.mark.parametrize("rows", SAME.values(), ids=SAME)
def test_one_event_in_two_documents(rows):
    assert len(set(_ids(*rows))) == 1
    assert _ids(*rows) == _ids(*rows[::-1])[::-1], "the order of rows matters"


@pytest.mark.parametrize("rows", OTHER.values(), ids=OTHER)
def test_two_events(rows):
    assert len(set(_ids(*rows))) == 2


def test_a_telling_that_fits_two_events_joins_neither():
    rows = [_row("a", days=dt.date(2024, 3, 1)), _row("a", days=dt.date(2024, 3, 8), n=2), _row("b")]
    assert len(set(_ids(*rows))) == 3


def test_an_id_stays_whatever_else_is_told():
    alone = _ids(_row("a", days=MARCH))
    others = [_row("b"), _row("c", days=dt.date(2024, 8, 30)), _row("d")]
    assert (
        _ids(_row("a", days=MARCH), *others)[:1]
        == alone
        == ["meeting:Meeting of Borduria and Ruritania:2024-03-04"]
    )


def test_an_occurrence_counts_documents_sentences_and_outlets():
    rows = [_row("a", days=MARCH), _row("a", days=MARCH, n=2), _row("b")]
    told = measures.occurrences_of(measures.tellings_of(events(*rows), DOCUMENTS), DOCUMENTS)
    assert told[["n_coded", "n_sentences", "n_outlets"]].to_numpy().tolist() == [[2, 3, 2]]
    assert told["date_start"].iloc[0] == pd.Timestamp(MARCH) and bool(told["is_dated"].iloc[0])


def test_first_and_last_day_may_stand_in_two_texts():
    rows = [
        _row(doc, "Lake Shield 2024", kind="exercise", days=day)
        for doc, day in zip("ab", (MARCH, dt.date(2024, 3, 9)), strict=True)
    ]
    told = measures.occurrences_of(measures.tellings_of(events(*rows), DOCUMENTS), DOCUMENTS)
    assert (told["date_start"].iloc[0], told["date_end"].iloc[0]) == (
        pd.Timestamp(MARCH),
        pd.Timestamp(2024, 3, 9),
    )


def test_an_exercise_keeps_the_name_with_its_year():
    told = _told(*(_row(doc, name, kind="exercise") for doc, name in zip("ac", SERIES, strict=True)))
    assert told["name"].to_list() == ["Lake Shield 2024"]


def _told(*rows):
    return measures.occurrences_of(measures.tellings_of(events(*rows), DOCUMENTS), DOCUMENTS)


LASTING = {
    "a day and all days": [
        _row("a", kind="exercise", days=MARCH),
        _row("b", kind="exercise", days=(MARCH, dt.date(2024, 3, 9))),
    ],
    "a day and a week": [
        _row("a", kind="exercise", days=(MARCH, dt.date(2024, 3, 9))),
        _row("b", kind="exercise", days=(dt.date(2024, 3, 4), dt.date(2024, 3, 10))),
    ],
    "named, and months long": [
        _row("a", "Lake Shield 2024", kind="exercise", days=MARCH),
        _row("b", "Lake Shield 2024", kind="exercise", days=(MARCH, dt.date(2024, 6, 9))),
    ],
}


@pytest.mark.parametrize("rows", LASTING.values(), ids=LASTING)
def test_an_event_lasts_from_the_first_to_the_last_day_that_is_told(rows):
    told = _told(*rows)
    last = dt.date(2024, 6 if "Shield" in rows[0]["name"] else 3, 9)
    assert (told["date_start"].item(), told["date_end"].item()) == (pd.Timestamp(MARCH), pd.Timestamp(last))


def test_the_event_told_most_is_looked_around_unless_another_is_named():
    told = _told(_row("a", days=MARCH), _row("b", days=MARCH), _row("c", "Meeting of Borduria and Vandalia"))
    assert measures.occurrence(told)["name"] == "Meeting of Borduria and Ruritania"
    assert measures.occurrence(told, "meeting of borduria and ruritania")["name"] in set(told["name"])
    named = measures.occurrence(told, "Meeting of Borduria and Vandalia")
    assert named["name"] == "Meeting of Borduria and Vandalia"
    with pytest.raises(
        ParameterError,
        match="no dated event of the selection is named 'Meeting of Borduria and Vandalie'",
    ):
        measures.occurrence(told, "Meeting of Borduria and Vandalie")


def test_without_events_there_is_nothing_to_look_around():
    told = _told()
    focus = measures.occurrence(told)
    assert told.empty and focus["name"] == "" and measures.around(DOCUMENTS, focus, days=30).empty


def test_windows_hold_the_days_before_during_and_after():
    focus = measures.occurrence(_told(_row("a", days=(dt.date(2024, 3, 6), dt.date(2024, 3, 7)))))
    near = measures.around(DOCUMENTS, focus, days=1)
    assert dict(zip(near["doc_id"], near["window"], strict=True)) == {"a": "before", "b": "during"}


@pytest.mark.parametrize(
    ("row", "basis"),
    [
        ({"days": MARCH}, "told"),
        ({}, "of the first text"),
        ({"name": "Lake Shield 2024", "kind": "exercise"}, "year only"),
    ],
)
def test_an_occurrence_says_what_its_days_are(row, basis):
    assert _told(_row("a", **row))["date_basis"].to_list() == [basis]


def test_windows_around_the_day_of_the_first_text_say_so():
    told = _told(_row("a"))
    focus, near = told.iloc[0], measures.around(DOCUMENTS, told.iloc[0], days=7)
    table = measures.share_of_documents(codes().head(0), near, themes=["nato_framing"], by="window")
    population = measures.select(DOCUMENTS).population
    figure = charts.themes_around(
        table, event=focus, titles=themes(), days=7, population=population, min_documents=1
    )
    said = " ".join(texts_of(figure)).replace("\u00a0", " ")
    assert "when the first text told of it, as none tells its day" in said
