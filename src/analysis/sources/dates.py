"""Dates as the press writes them: read only where day, month and year all stand there."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

FIRST_YEAR, LAST_YEAR = 1900, 2100
EXPECTED = "day, month and year, for example 2022-09-30 or 30 September 2022"

_ENGLISH = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_RUSSIAN = (
    *("января", "февраля", "марта", "апреля", "мая", "июня"),
    *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
)
_SHORT = {"sept": 9, **{name[:3]: number for number, name in enumerate(_ENGLISH, 1)}}
MONTHS = {name: number for names in (_ENGLISH, _RUSSIAN) for number, name in enumerate(names, 1)} | _SHORT

_MONTH = "(?P<month>" + "|".join(sorted(MONTHS, key=lambda name: (-len(name), name))) + r")\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})(?:\s?г(?:\.|ода)?)?"
_CLOCK = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?(?:\s?[ap]\.?m\.?)?"
_ZONE = r"(?:\s?(?:z|[a-z]{2,5}|(?:gmt|utc)?[+-]\d{1,2}(?::?\d{2})?)(?:\s\([a-z ]+\))?)?"
_TIME = f"{_CLOCK}{_ZONE}"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
_BEFORE = rf"^{_WEEKDAY}(?:{_TIME},?\s+)?{_WEEKDAY}"
_AFTER = rf"(?:(?:\s*[,|–—-]\s*|\s+|\s+at\s+|,\s+at\s+){_TIME})?$"

_NAMED = tuple(
    re.compile(_BEFORE + order + _AFTER)
    for order in (
        rf"{_DAY}[\s-]+(?:of\s+)?{_MONTH},?[\s-]+{_YEAR}",
        rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}",
        rf"{_YEAR}[\s-]+{_MONTH}[\s-]+{_DAY}",
    )
)
_YEAR_FIRST = re.compile(
    r"^(?P<year>\d{4})(?P<mark>[-/.]?)(?P<month>\d{2})(?P=mark)(?P<day>\d{2})"
    rf"(?:[t\s]\s*(?:\d{{2}}(?:\d{{2}}){{0,2}}|{_CLOCK}){_ZONE})?$"
)
_YEAR_LAST = re.compile(
    rf"^(?:{_TIME},?\s+)?(?P<one>\d{{1,2}})(?P<mark>[-/.])(?P<two>\d{{1,2}})(?P=mark)(?P<year>\d{{4}}){_AFTER}"
)


@dataclass(frozen=True)
class DateReading:
    """A date, or what kept it from being read; both are empty where nothing was written."""

    day: dt.date | None
    problem: str = ""
    expected: str = ""


def read_date(written: str) -> DateReading:
    """Return the day that a text names, in the time zone it is written in.

    Read are ISO 8601 and RFC 3339, "September 30, 2022", "31 October 2025" (English, and Russian with the
    month in the genitive), "31.10.2025" (day first, as wherever points are used), "10/31/2025" where only one
    order is possible; each with or without weekday and time. Nothing is filled in: what lacks a part ("7
    June, 12:48"), depends on when it was written ("yesterday") or can be two days ("03/04/2022") has no day
    and a problem.
    """
    text = " ".join(written.split()).casefold()
    if not text:
        return DateReading(None)
    if match := _YEAR_LAST.match(text):
        return _numbers(match, written)
    for pattern in (_YEAR_FIRST, *_NAMED):
        if match := pattern.match(text):
            month = match["month"]
            return _day(match["year"], MONTHS.get(month) or int(month), match["day"], written)
    return DateReading(None, f"the date {_shown(written)} can't be read", EXPECTED)


def _numbers(match: re.Match[str], written: str) -> DateReading:
    one, two = int(match["one"]), int(match["two"])
    if match["mark"] == "." or one > 12 or one == two:
        return _day(match["year"], two, one, written)
    if two > 12:
        return _day(match["year"], one, two, written)
    days = [_day(match["year"], month, day, written).day for month, day in ((two, one), (one, two))]
    expected = " or ".join(day.isoformat() for day in days if day)
    return DateReading(None, f"the date {_shown(written)} can be two days", expected or EXPECTED)


def _day(year: str, month: int | str, day: int | str, written: str) -> DateReading:
    try:
        found = dt.date(int(year), int(month), int(day))
    except ValueError:
        return DateReading(None, f"the date {_shown(written)} is not in the calendar", EXPECTED)
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        return DateReading(
            None, f"the date {_shown(written)} is out of range", f"{FIRST_YEAR} to {LAST_YEAR}"
        )
    return DateReading(found)


def _shown(written: str) -> str:
    return repr(written if len(written) <= 60 else written[:57] + "...")
