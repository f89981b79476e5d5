from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.extract.dates import resolve

MONDAY = dt.date(2021, 9, 13)

CASES = {
    "10-16 September 2021": ("2021-09-10", "2021-09-16"),
    "September 10–16, 2021": ("2021-09-10", "2021-09-16"),
    "from September 10 to 16": ("2021-09-10", "2021-09-16"),
    "between 10 and 16 September": ("2021-09-10", "2021-09-16"),
    "August 31 - September 6, 2025": ("2025-08-31", "2025-09-06"),
    "28 December to 3 January 2022": ("2021-12-28", "2022-01-03"),
    "10 September 2021": ("2021-09-10", "2021-09-10"),
    "10th of September 2021": ("2021-09-10", "2021-09-10"),
    "Friday, September 10": ("2021-09-10", "2021-09-10"),
    "Sept. 10": ("2021-09-10", "2021-09-10"),
    "January 5": ("2022-01-05", "2022-01-05"),
    "April 1 of this year": ("2021-04-01", "2021-04-01"),
    "2021-09-10": ("2021-09-10", "2021-09-10"),
    "September 2021": ("2021-09-01", "2021-09-30"),
    "in February 2024": ("2024-02-01", "2024-02-29"),
    "March": ("2021-03-01", "2021-03-31"),
    "2023": ("2023-01-01", "2023-12-31"),
    "today": ("2021-09-13", "2021-09-13"),
    "Yesterday": ("2021-09-12", "2021-09-12"),
    "tomorrow": ("2021-09-14", "2021-09-14"),
    "on Friday": ("2021-09-10", "2021-09-10"),
    "Monday": ("2021-09-13", "2021-09-13"),
    "two days ago": ("2021-09-11", "2021-09-11"),
    "last week": ("2021-09-06", "2021-09-12"),
    "this week": ("2021-09-13", "2021-09-19"),
    "next month": ("2021-10-01", "2021-10-31"),
    "last year": ("2020-01-01", "2020-12-31"),
    "last weekend": ("2021-09-11", "2021-09-12"),
    "the spring of 2021": ("2021-03-01", "2021-05-31"),
    "autumn this year": ("2021-09-01", "2021-11-30"),
}

OPEN = [
    *(
        "last Friday",
        "next Friday",
        "three weeks ago",
        "early 2022",
        "the end of 2023",
        "the 1990s",
        "10 years",
    ),
    *("the past decade", "31 June 2021", "31 June", "29 February 2023", "16-10 September 2021", "10/09/2021"),
    *("after September 10", "by Friday", "spring", "", "the day before", "recent months", "a decade"),
]


@pytest.mark.parametrize(("text", "expected"), CASES.items(), ids=CASES)
def test_a_date_becomes_days(text, expected):
    days = resolve(text, MONDAY)
    assert days is not None
    assert tuple(day.isoformat() for day in days) == expected


@pytest.mark.parametrize("text", OPEN)
def test_what_does_not_say_the_day_stays_open(text):
    assert resolve(text, MONDAY) is None


@pytest.mark.parametrize("text", ["last week", "Friday", "September 10", "March", "this year", "today"])
def test_without_a_day_of_publication_a_relative_date_stays_open(text):
    assert resolve(text, None) is None


@pytest.mark.parametrize(
    ("text", "tense", "expected"),
    [
        ("Friday", -1, "2021-09-10"),
        ("Friday", 1, "2021-09-17"),
        ("January", -1, "2021-01-01"),
        ("January", 1, "2022-01-01"),
        ("January 5", -1, "2021-01-05"),
        ("January 5", 0, "2022-01-05"),
        ("September 12", 1, "2022-09-12"),
    ],
)
def test_the_tense_tells_the_side_of_the_day_of_publication(text, tense, expected):
    days = resolve(text, MONDAY, tense=tense)
    assert days is not None
    assert days[0].isoformat() == expected


def test_29_february_is_of_the_nearest_leap_year():
    assert resolve("29 February", dt.date(2023, 6, 1)) == (dt.date(2024, 2, 29), dt.date(2024, 2, 29))


@given(day=st.dates(dt.date(1950, 1, 1), dt.date(2090, 12, 31)), published=st.none() | st.dates())
def test_a_full_date_means_itself_whenever_published(day, published):
    for form in (day.isoformat(), f"{day.day} {day:%B} {day.year}", f"{day:%b} {day.day}, {day.year}"):
        assert resolve(form, published) == (day, day)


@given(text=st.text(max_size=30), published=st.none() | st.dates(dt.date(2, 1, 1), dt.date(9998, 1, 1)))
def test_any_text_gives_days_in_order_or_none(text, published):
    days = resolve(text, published)
    assert days is None or days[0] <= days[1]
