"""Dates are read where day, month and year stand there, and only there."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.sources.dates import read_date


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2022-09-30", "2022-09-30"),
        ("20220930", "2022-09-30"),
        ("2022/09/30", "2022-09-30"),
        ("2022-03-31T17:35:00Z", "2022-03-31"),
        ("20220331T173500Z", "2022-03-31"),
        ("2025-01-23 00:00:00", "2025-01-23"),
        ("2022-03-31T23:30:00.123+03:00", "2022-03-31"),  # as written, not in UTC
        ("2022-03-31T00:30:00+03:00", "2022-03-31"),
        ("September 30, 2022", "2022-09-30"),
        ("Sept. 30, 2022", "2022-09-30"),
        ("Mar. 3, 2022", "2022-03-03"),
        ("31 October 2025", "2025-10-31"),
        ("1st of March 2022", "2022-03-01"),
        ("31-Oct-2025", "2025-10-31"),
        ("7 June 2024, 12:48 GMT", "2024-06-07"),
        ("12:48, 7 June 2024", "2024-06-07"),
        ("March 1st, 2022 at 5:00 p.m.", "2022-03-01"),
        ("Thu, 31 Mar 2022 17:35:00 +0300", "2022-03-31"),
        ("31.10.2025", "2025-10-31"),
        ("03.04.2022", "2022-04-03"),  # with points the day comes first
        ("10/31/2025", "2025-10-31"),
        ("31/10/2025", "2025-10-31"),
        ("04/04/2022", "2022-04-04"),
        ("31 октября 2025 г.", "2025-10-31"),
        ("29 February 2024", "2024-02-29"),
    ],
)
def test_a_date_in_full_is_read(written, expected):
    assert read_date(written).day == dt.date.fromisoformat(expected)
    assert read_date(f"  {written.upper()} ").day == dt.date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("03/04/2022", "can be two days"),
        ("3-4-2022", "can be two days"),
        ("12 hours ago", "can't be read"),
        ("Yesterday", "can't be read"),
        ("7 June, 12:48 GMT", "can't be read"),
        ("May 2022", "can't be read"),
        ("2022-05", "can't be read"),
        ("2022", "can't be read"),
        ("Monday", "can't be read"),
        ("June 7-9, 2024", "can't be read"),  # dateutil makes 2009 of it
        ("7 June 2024 - 9 June 2024", "can't be read"),
        ("2022-03-31 to 2022-04-02", "can't be read"),
        ("7 June 24", "can't be read"),
        ("1648746900", "can't be read"),
        ("31 February 2022", "is not in the calendar"),
        ("2022-13-01", "is not in the calendar"),
        ("29 February 2023", "is not in the calendar"),
        ("5 May 1022", "is out of range"),
        ("2101-01-01", "is out of range"),
    ],
)
def test_what_is_no_date_or_two_has_no_day(written, problem):
    reading = read_date(written)
    assert reading.day is None
    assert problem in reading.problem and repr(written) in reading.problem
    assert reading.expected


def test_an_ambiguous_date_names_both_days():
    assert read_date("03/04/2022").expected == "2022-04-03 or 2022-03-04"


def test_nothing_written_is_no_problem():
    assert read_date("  ") == read_date("")
    assert read_date("").day is None and read_date("").problem == ""


@given(
    st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)),
    st.sampled_from(["%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%b. %d, %Y", "%d.%m.%Y", "%A, %d %B %Y, %H:%M"]),
)
def test_every_day_of_two_centuries_is_read_in_every_form(day, form):
    assert read_date(day.strftime(form)).day == day


@given(st.text(max_size=80))
def test_any_text_is_a_day_in_bounds_or_a_problem(text):
    reading = read_date(text)
    if reading.day:
        assert dt.date(1900, 1, 1) <= reading.day <= dt.date(2100, 12, 31)
        assert str(reading.day.year) in "".join(str(int(c)) if c.isdecimal() else c for c in text)
    else:
        assert bool(reading.problem) == bool(text.strip())
