"""Dates as the press writes them, as days: absolute, without a year, relative to the day of publication."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable
from typing import Literal

from dateutil.relativedelta import MO, relativedelta

Days = tuple[dt.date, dt.date]  # first and last day, both included
Tense = Literal[-1, 0, 1]  # past, either, to come

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
_WEEKDAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}
_MONTH = r"(?P<{0}>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_DAY = r"(?P<{0}>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?:,?\s+(?:of\s+)?(?P<year>(?:19|20)\d\d|this year|last year|next year))?"
_TO = r"\s*(?:-|–|—|to|through|until|till|and)\s*"
# Weekday before a date and words that change nothing.
_LEAD = re.compile(
    rf"^(?:(?:on|in|from|between|since|of|the|early|earlier|late|later|as of)\s+(?=\S))*"
    rf"(?:(?:{'|'.join(_WEEKDAYS)}),?\s+(?=\S*\d|{'|'.join(_MONTHS)}))?"
)
# Of these a part of the stretch is meant, nobody says which.
_VAGUE = re.compile(
    r"\b(?:early|late|mid|end|beginning|start|about|around|nearly|almost|before|after|by)\b|^mid-"
)


def resolve(text: str, published: dt.date | None, *, tense: Tense = 0) -> Days | None:
    """Return the first and last day that a date means; None where it does not say or nothing resolves it.

    Args:
        text: A date as it stands in a text: "10-16 September 2021", "last week", "on Friday", "in March".
        published: Day of publication. A date without a year is the nearest one to it, a weekday the last.
        tense: -1 where the sentence tells what is past, 1 what is to come: the date is then the nearest one
            on that side of the day of publication; 0 where it may be either.
    """
    plain = re.sub(r"\s+", " ", text.strip().lower().strip("()[]\"'“”‘’,.")).replace("’", "'")
    if _VAGUE.search(plain):
        return None
    plain = _LEAD.sub("", plain).strip()
    for pattern, read in _READERS:
        match = pattern.fullmatch(plain)
        if match:
            try:
                return read(match, published, tense)
            except ValueError:  # 31 June, 30 February
                return None
    return None


def _range_in_month(match: re.Match[str], published: dt.date | None, tense: Tense) -> Days | None:
    """10-16 September 2021, September 10 to 16."""
    year = _year(match, published)
    month = _MONTHS[match["month"]]
    first, last = int(match["first"]), int(match["last"])
    if year is None and published is not None:
        year = _nearest(month, first, published, tense).year
    if year is None or last <= first:
        return None
    return dt.date(year, month, first), dt.date(year, month, last)


def _range_over_months(match: re.Match[str], published: dt.date | None, tense: Tense) -> Days | None:
    """28 February to 3 March 2022, August 31 - September 6."""
    months = _MONTHS[match["month"]], _MONTHS[match["month2"]]
    days = int(match["first"]), int(match["last"])
    year = _year(match, published)
    if year is None and published is not None:
        year = _nearest(months[1], days[1], published, tense).year
    if year is None:
        return None
    last = dt.date(year, months[1], days[1])
    first = dt.date(year if months[0] <= months[1] else year - 1, months[0], days[0])
    return (first, last) if first < last else None


def _day(match: re.Match[str], published: dt.date | None, tense: Tense) -> Days | None:
    """10 September 2021, September 10."""
    year, month, day = _year(match, published), _MONTHS[match["month"]], int(match["first"])
    if year is not None:
        return _one(dt.date(year, month, day))
    return _one(_nearest(month, day, published, tense)) if published else None


def _iso(match: re.Match[str], published: dt.date | None, tense: Tense) -> Days | None:
    """2021-09-10."""
    return _one(dt.date.fromisoformat(match[0]))


def _month(match: re.Match[str], published: dt.date | None, tense: Tense) -> Days | None:
    """September 2021, March."""
    year, month = _year(match, published), _MONTHS[match["month"]]
    if year is None and published is not None:
        year = _nearest(month, 1 if tense < 0 else 15, published, tense).year
    return _whole_month(dt.date(year, month, 1)) if year is not None else None


def _whole_year(match: re.Match[str], published: dt.date | None, tense: Tense) -> Days | None:
    """2021, this year."""
    year = _year(match, published)
    return (dt.date(year, 1, 1), dt.date(year, 12, 31)) if year is not None else None


def _near_day(match: re.Match[str], published: dt.date | None, tense: Tense) -> Days | None:
    """Today, yesterday, tomorrow."""
    shift = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}[match["word"]]
    return _one(published + dt.timedelta(days=shift)) if published else None


def _weekday(match: re.Match[str], published: dt.date | None, tense: Tense) -> Days | None:
    """Friday, this Friday: the last one; which day last and next Friday mean is open."""
    if published is None or match["which"] in {"last", "next"}:
        return None
    day = _WEEKDAYS[match["day"]]
    if tense > 0:
        return _one(published + dt.timedelta(days=(day - published.weekday()) % 7))
    return _one(published - dt.timedelta(days=(published.weekday() - day) % 7))


def _stretch(match: re.Match[str], published: dt.date | None, tense: Tense) -> Days | None:
    """Last week, this month, next year: whole ones, weeks from Monday."""
    if published is None:
        return None
    shift = {"last": -1, "past": -1, "previous": -1, "this": 0, "current": 0, "next": 1, "coming": 1}[
        match["which"]
    ]
    unit = match["unit"]
    if unit == "week":
        monday = published + relativedelta(weekday=MO(-1), weeks=shift)
        return monday, monday + dt.timedelta(days=6)
    if unit == "month":
        return _whole_month(published + relativedelta(months=shift, day=1))
    year = published.year + shift
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def _last_weekend(match: re.Match[str], published: dt.date | None, tense: Tense) -> Days | None:
    """Last weekend: the Saturday and Sunday before the week of publication."""
    if published is None:
        return None
    sunday = published - dt.timedelta(days=published.weekday() + 1)
    return sunday - dt.timedelta(days=1), sunday


def _season(match: re.Match[str], published: dt.date | None, tense: Tense) -> Days | None:
    """Spring 2021, the autumn of 2021; winter is of two years."""
    year = _year(match, published)
    month = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9}[match["season"]]
    return (dt.date(year, month, 1), dt.date(year, month + 2, 1) + relativedelta(day=31)) if year else None


def _days_ago(match: re.Match[str], published: dt.date | None, tense: Tense) -> Days | None:
    """Two days ago, 3 days earlier is not: from when is not said."""
    number = _NUMBERS.get(match["n"]) or (int(match["n"]) if match["n"].isdigit() else 1)
    return _one(published - dt.timedelta(days=number)) if published else None


def _year(match: re.Match[str], published: dt.date | None) -> int | None:
    text = match["year"]
    if text is None or text.isdigit():
        return int(text) if text else None
    if published is None:
        return None
    return published.year + {"this": 0, "last": -1, "next": 1}[text.split()[0]]


def _nearest(month: int, day: int, published: dt.date, tense: Tense) -> dt.date:
    """Return the day nearest to publication, on the side of it that the tense tells."""
    years = (published.year, published.year - 1, published.year + 1)
    days = [dt.date(year, month, day) for year in years if day <= calendar.monthrange(year, month)[1]]
    days = [one for one in days if (one - published).days * tense >= 0]
    return min(days, key=lambda one: abs(one - published))  # of 31 June there is none: a ValueError


def _whole_month(first: dt.date) -> Days:
    return first, first + relativedelta(day=31)


def _one(day: dt.date) -> Days:
    return day, day


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text)


_M1, _M2 = _MONTH.format("month"), _MONTH.format("month2")
_D1, _D2 = _DAY.format("first"), _DAY.format("last")
_Reader = Callable[[re.Match[str], dt.date | None, Tense], Days | None]
_READERS: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (_pattern(r"(?:19|20)\d\d-\d\d-\d\d"), _iso),
    (_pattern(rf"{_D1}{_TO}{_D2}\s+(?:of\s+)?{_M1}{_YEAR}"), _range_in_month),
    (_pattern(rf"{_M1}\s+{_D1}{_TO}{_D2}{_YEAR}"), _range_in_month),
    (_pattern(rf"{_D1}\s+{_M1}{_TO}{_D2}\s+{_M2}{_YEAR}"), _range_over_months),
    (_pattern(rf"{_M1}\s+{_D1}{_TO}{_M2}\s+{_D2}{_YEAR}"), _range_over_months),
    (_pattern(rf"{_D1}\s+(?:of\s+)?{_M1}{_YEAR}"), _day),
    (_pattern(rf"{_M1}\s+{_D1}{_YEAR}"), _day),
    (_pattern(rf"{_M1}{_YEAR}"), _month),
    (_pattern(r"(?:year\s+)?(?P<year>(?:19|20)\d\d)"), _whole_year),
    (_pattern(r"(?P<word>today|tonight|yesterday|tomorrow)"), _near_day),
    (_pattern(rf"(?:(?P<which>last|next|this)\s+)?(?P<day>{'|'.join(_WEEKDAYS)})"), _weekday),
    (
        _pattern(r"(?P<which>last|past|previous|this|current|next|coming)\s+(?P<unit>week|month|year)"),
        _stretch,
    ),
    (_pattern(rf"(?P<n>a|{'|'.join(_NUMBERS)}|\d\d?)\s+days?\s+ago"), _days_ago),
    (_pattern(r"(?:last|past)\s+weekend"), _last_weekend),
    (_pattern(rf"(?P<season>spring|summer|autumn|fall){_YEAR}"), _season),
)
