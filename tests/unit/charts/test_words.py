"""Numbers and codes in words."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.charts import words


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (0.0, "0 %"),
        (0.001, "<1 %"),
        (0.0049, "<1 %"),
        (0.005, "1 %"),
        (0.345, "35 %"),
        (0.5, "50 %"),
        (0.994, "99 %"),
        (0.999, ">99 %"),
        (1.0, "100 %"),
        (float("nan"), "none"),
    ],
)
def test_percent(share, expected):
    assert words.percent(share) == expected


@given(st.integers(1, 10_000), st.integers(0, 10_000))
def test_none_is_never_some_and_all_is_never_less(n, k):
    text = words.percent(min(k, n) / n)
    assert (text == "0 %") == (k == 0)
    assert (text == "100 %") == (k >= n)


@pytest.mark.parametrize(
    ("n", "noun", "plural", "expected"),
    [
        (0, "document", "", "0 documents"),
        (1, "document", "", "1 document"),
        (2, "copy", "copies", "2 copies"),
        (1, "copy", "copies", "1 copy"),
        (12345, "word", "", "12,345 words"),
    ],
)
def test_count(n, noun, plural, expected):
    assert words.count(n, noun, plural) == expected


@pytest.mark.parametrize(
    ("names", "expected"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_listed(names, expected):
    assert words.listed(names) == expected


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2024-03-01", "2024-03-31", "March 2024"),
        ("2024-03-01", "2024-05-01", "March to May 2024"),
        ("2023-12-31", "2024-01-01", "December 2023 to January 2024"),
        (None, None, "undated"),
    ],
)
def test_time_span(first, last, expected):
    assert words.time_span(pd.Timestamp(first), pd.Timestamp(last)) == expected


@pytest.mark.parametrize(
    ("period", "name", "unit", "months"),
    [
        ("2024-03", "March 2024", "month", ["2024-03"]),
        ("2024-Q4", "Q4 2024", "quarter", ["2024-10", "2024-11", "2024-12"]),
        ("2024", "2024", "year", [f"2024-{month:02d}" for month in range(1, 13)]),
    ],
)
def test_periods(period, name, unit, months):
    assert (words.period_name(period), words.period_unit(period)) == (name, unit)
    assert words.months_of(period) == months


def test_names_of_months_do_not_depend_on_the_locale():
    assert words.day(pd.Timestamp("2024-05-03")) == "3 May 2024"
    assert words.day(pd.NaT) == "undated"


def test_shares_have_their_interval_in_words():
    assert words.interval(0.35, 0.221, 0.504) == "35 % (22 % to 50 %)"
    assert words.interval(float("nan"), float("nan"), float("nan")) == "none"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("nato", "NATO"),
        ("author", "author's own voice"),
        ("", "not stated"),
        (None, "not stated"),
        ("x_y", "x_y"),
    ],
)
def test_labels(value, expected):
    assert words.label(value) == expected


@pytest.mark.parametrize(
    ("side", "expected"),
    [
        ("unnamed", "unnamed sources"),
        ("unlinked", "sources that are no known actor"),
        ("nato", "sources counted with NATO"),
    ],
)
def test_sources_of_a_side(side, expected):
    assert words.sources_of(side) == expected


@pytest.mark.parametrize(
    ("coders", "expected"),
    [
        ([], "independently coded sentences"),
        (["ann"], "sentences that ann coded independently"),
        (["ann", "bo"], "sentences that ann and bo coded independently"),
        (list("abcdef"), "sentences that a, b, c, d and 2 more coded independently"),
    ],
)
def test_who_coded_what_the_coding_is_held_against_is_named(coders, expected):
    assert words.judged_by(coders) == expected
