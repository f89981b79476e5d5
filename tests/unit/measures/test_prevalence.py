"""Shares of documents: the document is the unit, and every number can be counted by hand."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest

from analysis.errors import DataError
from analysis.measures import (
    composition,
    composition_over_time,
    count_rules,
    share_of_documents,
    share_over_time,
    share_per_theme,
    with_periods,
)
from analysis.measures.intervals import with_shares
from factories import codes, documents, themes

THEME = ["joint_exercises"]


def _rows(table, *columns):
    return [tuple(row) for row in table[list(columns)].itertuples(index=False)]


def test_a_document_counts_once_however_many_sentences_it_has():
    counted = documents({"outlet": "A"}, {"outlet": "A"}, {"outlet": "B"})
    coded = codes({"doc_id": "d1"}, {"doc_id": "d1", "sentence_id": "d1#s2"}, {"doc_id": "d3"})
    table = share_of_documents(coded, counted, themes=THEME, by="outlet")
    assert _rows(table, "outlet", "n_documents", "n_coded", "n_sentences", "share") == [
        ("A", 2, 1, 2, 0.5),
        ("B", 1, 1, 1, 1.0),
    ]


def test_a_sentence_with_two_codes_of_a_theme_counts_once():
    coded = codes({"rule": "one"}, {"rule": "two"})
    assert share_of_documents(coded, documents({}), themes=THEME).loc[0, "n_sentences"] == 1


def test_a_theme_that_is_nowhere_has_rows_with_zero():
    table = share_of_documents(codes(), documents({"outlet": "A"}), themes=["a", "b"])
    assert _rows(table, "theme", "outlet", "n_coded", "share") == [("a", "A", 0, 0.0), ("b", "A", 0, 0.0)]
    assert table.loc[0, "share_high"] > 0


def test_without_documents_there_are_no_rows():
    assert share_of_documents(codes(), documents(), themes=THEME).empty


def test_codes_of_documents_that_are_not_counted_are_refused():
    with pytest.raises(DataError, match="1 of its documents are not among the documents counted, first 'd9'"):
        share_of_documents(codes({"doc_id": "d9"}), documents({}), themes=THEME)


@pytest.mark.parametrize(("k", "n"), [(0, 1), (1, 1), (3, 7), (14, 40), (0, 500)])
def test_intervals_are_wilson(k, n):
    row = with_shares(pd.DataFrame({"n_coded": [k], "n_documents": [n]})).iloc[0]
    expected = binomtest(k, n).proportion_ci(0.95, "wilson")
    assert (row["share_low"], row["share_high"]) == pytest.approx((expected.low, expected.high))
    # The closed form, so that not only scipy says so.
    z, p = 1.959964, k / n
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    assert (row["share_low"] + row["share_high"]) / 2 == pytest.approx(middle, abs=1e-6)


def test_a_share_of_nothing_is_blank():
    row = with_shares(pd.DataFrame({"n_coded": [0], "n_documents": [0]})).iloc[0]
    assert row[["share", "share_low", "share_high"]].isna().all()


def test_themes_are_sorted_by_frequency_and_may_overlap():
    coded = codes({"doc_id": "d1"}, {"doc_id": "d1", "theme": "nato_framing"}, {"doc_id": "d2"})
    table = share_per_theme(coded, documents({}, {}), themes())
    assert _rows(table, "theme", "title", "n_coded") == [
        ("joint_exercises", "Joint exercises", 2),
        ("nato_framing", "NATO framing", 1),
        ("union_state_security", "Union State security", 0),
    ]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (["2024-01-31"], ["2024-01"]),
        (["2023-12-31", "2024-02-01"], ["2023-12", "2024-01", "2024-02"]),
        (["2022-01-01", "2023-12-31"], [f"{y}-{m:02d}" for y in (2022, 2023) for m in range(1, 13)]),
        (
            ["2021-12-31", "2023-12-31"],
            ["2021-Q4", *(f"{y}-Q{q}" for y in (2022, 2023) for q in range(1, 5))],
        ),
        (["2001-06-01", "2020-06-01"], [str(year) for year in range(2001, 2021)]),
    ],
    ids=["one day", "an empty month between", "two years by month", "longer by quarter", "decades by year"],
)
def test_periods_suit_the_time_spanned(days, expected):
    table = with_periods(documents(*({"published": day} for day in days)))
    assert list(table["period"].cat.categories) == expected


@pytest.mark.parametrize(
    ("n_a_month", "least", "expected"),
    [(5, 5, "2023-01"), (4, 5, "2023-Q1"), (2, 5, "2023-Q1"), (1, 4, "2023-Q1"), (4, 0, "2023-01")],
    ids=["enough a month", "too few a month", "enough a quarter", "never enough", "any number will do"],
)
def test_periods_are_longer_where_there_is_little(n_a_month, least, expected):
    days = [dt.date(2023, month, 1) for month in range(1, 13) for _ in range(n_a_month)]
    table = with_periods(documents(*({"published": day} for day in days)), min_documents=least)
    assert table["period"].cat.categories[0] == expected


def test_shares_over_time_keep_empty_periods_and_leave_out_the_undated():
    days = [dt.date(2024, 1, 5), dt.date(2024, 3, 5), None]
    counted = documents(*({"published": day} for day in days))
    coded = codes({"doc_id": "d1"}, {"doc_id": "d3"})
    table = share_over_time(coded, counted, themes=THEME)
    assert _rows(table, "period", "n_documents", "n_coded") == [
        ("2024-01", 1, 1),
        ("2024-02", 0, 0),
        ("2024-03", 1, 0),
    ]
    assert table["share"].isna().tolist() == [False, True, False]


def test_composition_counts_documents_that_carry_the_theme():
    counted = documents({"outlet": "A"}, {"outlet": "A"}, {"outlet": "A"}, {"outlet": "B"})
    coded = codes(
        {"doc_id": "d1", "direction": "threat"},
        {"doc_id": "d1", "sentence_id": "d1#s2", "direction": "defence"},
        {"doc_id": "d2", "direction": "threat"},
    )
    table = composition(coded, counted, of="direction", values=["threat", "defence", "mixed"], by="outlet")
    assert _rows(table, "outlet", "direction", "n_documents", "n_coded") == [
        ("A", "threat", 2, 2),
        ("A", "defence", 2, 1),
        ("A", "mixed", 2, 0),
    ]


def test_composition_by_a_column_of_the_codes():
    coded = codes({"voice": "author"}, {"theme": "nato_framing", "voice": "attributed"})
    table = composition(coded, documents({}), of="voice", values=["author", "attributed"], by="theme")
    assert _rows(table, "theme", "voice", "n_coded") == [
        ("joint_exercises", "author", 1),
        ("joint_exercises", "attributed", 0),
        ("nato_framing", "author", 0),
        ("nato_framing", "attributed", 1),
    ]


def test_a_blank_direction_is_counted_where_the_theme_has_directions():
    coded = codes({"direction": "threat"}, {"direction": None, "sentence_id": "d1#s2"})
    table = composition(coded, documents({}), of="direction", values=["threat"], by="outlet")
    assert _rows(table, "direction", "n_sentences") == [("threat", 1), ("none", 1)]


def test_a_theme_without_directions_has_no_rows():
    assert composition(codes({}), documents({}), of="direction", values=[], by="outlet").empty


def test_a_value_that_is_not_listed_is_refused():
    with pytest.raises(DataError, match="column 'direction' holds 'treat', expected one of threat, defence"):
        composition(
            codes({"direction": "treat"}),
            documents({}),
            of="direction",
            values=["threat", "defence"],
            by="outlet",
        )


def test_composition_over_time_has_the_periods_of_the_documents_with_the_theme():
    days = [dt.date(2020, 1, 5), dt.date(2024, 1, 5), dt.date(2024, 2, 5)]
    counted = documents(*({"published": day} for day in days))
    coded = codes({"doc_id": "d2", "direction": "threat"}, {"doc_id": "d3", "direction": "defence"})
    table = composition_over_time(coded, counted, of="direction", values=["threat", "defence"])
    assert _rows(table, "period", "direction", "n_documents", "n_coded") == [
        ("2024-01", "threat", 1, 1),
        ("2024-01", "defence", 1, 0),
        ("2024-02", "threat", 1, 0),
        ("2024-02", "defence", 1, 1),
    ]


def test_rules_stand_under_the_whole():
    coded = codes({"rule": "b"}, {"rule": "a"}, {"rule": "b", "doc_id": "d2"})
    table = count_rules(coded, documents({}, {}, {}))
    assert _rows(table.fillna({"rule": "whole"}), "rule", "n_documents", "n_coded", "n_sentences") == [
        ("whole", 3, 2, 2),
        ("b", 3, 2, 2),
        ("a", 3, 1, 1),
    ]


def test_rules_of_nothing_are_one_row():
    assert _rows(count_rules(codes(), documents({})), "n_coded", "n_sentences") == [(0, 0)]


@settings(deadline=None, max_examples=25)
@given(
    coded=st.lists(st.tuples(st.integers(1, 6), st.integers(1, 3)), max_size=12),
    chance=st.randoms(use_true_random=False),
)
def test_the_order_of_rows_does_not_matter_and_groups_add_up(coded, chance):
    days = [None, "2024-01-01", "2024-01-09", "2024-04-01", "2024-05-01", "2024-06-01"]
    counted = documents(*({"outlet": "AB"[n % 2], "published": day} for n, day in enumerate(days)))
    rows = codes(*({"doc_id": f"d{doc}", "sentence_id": f"d{doc}#s{s}"} for doc, s in coded))
    shuffled = rows.iloc[chance.sample(range(len(rows)), len(rows))].reset_index(drop=True)
    for measure in (share_of_documents, share_over_time):
        pd.testing.assert_frame_equal(
            measure(rows, counted, themes=THEME), measure(shuffled, counted, themes=THEME)
        )
    by_outlet = share_of_documents(rows, counted, themes=THEME)
    assert by_outlet["n_coded"].sum() == rows["doc_id"].nunique()
    assert by_outlet["n_sentences"].sum() == rows["sentence_id"].nunique()
    dated = rows[rows["doc_id"] != "d1"]
    assert share_over_time(rows, counted, themes=THEME)["n_coded"].sum() == dated["doc_id"].nunique()
    assert by_outlet["share"].between(by_outlet["share_low"] - 1e-9, by_outlet["share_high"] + 1e-9).all()
