"""Which documents are counted, and why the others are not."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import ParameterError
from analysis.measures import population_among, rows_of, select, theme_of
from factories import codes, documents, themes

MARCH, APRIL = dt.date(2024, 3, 5), dt.date(2024, 4, 5)


def _reasons(chosen):
    return dict(zip(chosen.left_out["doc_id"], chosen.left_out["reason"], strict=True))


def test_everything_is_counted_without_limits():
    chosen = select(documents({}, {"published": None}))
    assert list(chosen.documents["doc_id"]) == ["d1", "d2"]
    row = chosen.population.iloc[0]
    assert (row["n_documents"], row["n_undated"], row["n_left_out"]) == (2, 1, 0)


def test_a_copy_is_left_out_with_its_kind():
    table = documents({}, {"duplicate_of": "d1"}, {"duplicate_of": "d1", "duplicate_kind": "near"})
    assert _reasons(select(table)) == {"d2": "exact copy", "d3": "near copy"}


def test_copies_count_when_asked_for():
    table = documents({}, {"duplicate_of": "d1"})
    chosen = select(table, count_copies=True)
    assert len(chosen.documents) == 2
    assert chosen.population.iloc[0][["n_copies", "has_copies"]].tolist() == [1, True]


def test_a_copy_counts_where_its_original_is_not_selected():
    table = documents({"outlet": "A"}, {"outlet": "B", "duplicate_of": "d1"})
    assert list(select(table, outlets="B").documents["doc_id"]) == ["d2"]


def test_of_two_copies_without_their_original_the_earlier_counts():
    table = documents(
        {"published": dt.date(2024, 1, 1)},
        {"published": APRIL, "duplicate_of": "d1"},
        {"published": MARCH, "duplicate_of": "d1"},
    )
    chosen = select(table, start="2024-02-01")
    assert list(chosen.documents["doc_id"]) == ["d3"]
    assert _reasons(chosen) == {"d1": "outside the period", "d2": "exact copy"}


def test_an_undated_original_counts_before_its_dated_copy():
    table = documents({"doc_id": "z", "published": None}, {"doc_id": "a", "duplicate_of": "z"})
    assert list(select(table).documents["doc_id"]) == ["z"]


def test_each_document_left_out_has_the_first_reason_that_applies():
    table = documents(
        {"outlet": "A", "published": APRIL},
        {"outlet": "B", "published": None},
        {"outlet": "A", "published": None},
        {"outlet": "A", "published": MARCH},
    )
    chosen = select(table, outlets="A", start="2024-04-01")
    assert _reasons(chosen) == {"d2": "other outlet", "d3": "undated", "d4": "outside the period"}
    row = chosen.population.iloc[0]
    assert row["n_left_out_other_outlet"] == row["n_left_out_undated"] == 1


def test_documents_in_other_languages_count_only_where_asked_for():
    table = documents({}, {"language": "ru", "published": None}, {"language": ""})
    chosen = select(table, start="2024-01-01")
    assert _reasons(chosen) == {"d2": "not read"}
    assert chosen.population.iloc[0]["n_left_out_not_read"] == 1
    assert len(select(table, count_unread=True).documents) == 3


def test_a_copy_counts_where_its_original_is_said_to_be_in_another_language():
    table = documents({"language": "ru"}, {"duplicate_of": "d1"})
    assert list(select(table).documents["doc_id"]) == ["d2"]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2024-03-05", "2024-03-05", ["d1"]),
        ("2024-03-06", "", ["d2"]),
        ("", "2024-04-04", ["d1"]),
        ("2024-03-06", "2024-04-04", []),
    ],
    ids=["both ends count", "from", "until", "between"],
)
def test_period(start, end, expected):
    table = documents({"published": MARCH}, {"published": APRIL})
    assert list(select(table, start=start, end=end).documents["doc_id"]) == expected


def test_outlets_may_have_commas_in_their_names():
    table = documents({"outlet": "Lakes, Woods, and Hills"}, {"outlet": "Wire"}, {"outlet": "Lakes"})
    assert list(select(table, outlets="Wire, Lakes, Woods, and Hills").documents["doc_id"]) == ["d1", "d2"]


@pytest.mark.parametrize(
    ("parameters", "messages"),
    [
        ({"outlets": "Sampel Wire"}, ["no document is of outlet 'Sampel Wire'. Did you mean 'Sample Wire'?"]),
        ({"start": "5.3.2024"}, ["'5.3.2024' is no day, expected YYYY-MM-DD, or nothing"]),
        ({"start": "2024-04-01", "end": "2024-03-01"}, ["'2024-03-01' lies before start '2024-04-01'"]),
        ({"outlets": "X", "end": "soon"}, ["outlet 'X'", "'soon' is no day"]),
    ],
    ids=["outlet", "day", "order", "all faults at once"],
)
def test_parameters_that_make_no_sense_are_refused(parameters, messages):
    with pytest.raises(ParameterError) as caught:
        select(documents({}), **parameters)
    assert all(message in str(caught.value) for message in messages)


def test_an_unknown_theme_is_refused_with_the_nearest():
    with pytest.raises(ParameterError, match=r"no theme 'nato_faming'\. Did you mean 'nato_framing'\?"):
        theme_of(themes(), "nato_faming")
    assert theme_of(themes(), "nato_framing")["title"] == "NATO framing"


def test_rows_of_documents():
    table = codes({"doc_id": "d1"}, {"doc_id": "d2"}, {"doc_id": "d1", "theme": "nato_framing"})
    chosen = documents({"doc_id": "d1"})
    assert list(rows_of(table, chosen)["code_id"]) == ["c1", "c3"]


@settings(deadline=None, max_examples=50)
@given(
    rows=st.lists(
        st.tuples(st.sampled_from("AB"), st.none() | st.dates(MARCH, APRIL), st.sampled_from(["", "d0"])),
        min_size=1,
    ),
    start=st.none() | st.dates(MARCH, APRIL),
    outlets=st.sampled_from(["", "A"]),
    count_copies=st.booleans(),
    chance=st.randoms(use_true_random=False),
)
def test_counted_and_left_out_are_all_documents_whatever_their_order(
    rows, start, outlets, count_copies, chance
):
    made = [
        {
            "doc_id": f"d{n}",
            "outlet": outlet,
            "published": day,
            "duplicate_of": (original if n else "") or None,
        }
        for n, (outlet, day, original) in enumerate(rows)
    ]
    if outlets and "A" not in {outlet for outlet, _, _ in rows}:
        outlets = ""
    options = {"start": str(start or ""), "outlets": outlets, "count_copies": count_copies}
    table = documents(*made)
    chosen = select(table, **options)
    assert sorted([*chosen.documents["doc_id"], *chosen.left_out["doc_id"]]) == sorted(table["doc_id"])
    assert not chosen.left_out["doc_id"].duplicated().any()
    shuffled = select(documents(*chance.sample(made, len(made))), **options)
    assert set(shuffled.documents["doc_id"]) == set(chosen.documents["doc_id"])
    assert shuffled.left_out.equals(chosen.left_out)


def test_population_among_some_of_the_documents_counted_is_of_these_only():
    chosen = select(documents({"published": MARCH}, {"published": APRIL}, {"duplicate_of": "d1"}))
    row = population_among(chosen.documents.head(1), chosen).iloc[0]
    assert (row["n_documents"], row["n_left_out"]) == (1, 0)
    assert row["published_last"] == pd.Timestamp(MARCH) and not row["has_copies"]
    assert population_among(chosen.documents.head(0), chosen)["n_documents"].iloc[0] == 0
