"""Numbers and codes in words: the same wording in every title, label, note and table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from analysis.vocabulary import FEWEST_CODED

# Not strftime: its names depend on the locale.
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

# What the tables' codes are called where they are read.
LABELS = {
    "author": "author's own voice",
    "attributed": "attributed to a source",
    "belarus": "Belarus",
    "russia": "Russia",
    "nato": "NATO",
    "ukraine": "Ukraine",
    "other": "other",
    "several": "several sides together",
    "unnamed": "source not named",
    "unlinked": "no known actor",
    "untold": "kind not told",
    "none": "none stated",
    "": "not stated",
    "before": "before it",
    "during": "during it",
    "after": "after it",
}
# Why there is no corrected share, by its method; of two, the first holds.
UNCORRECTED = {
    "no chance sample": "no sample drawn by chance",
    "too few sentences": "too few in the sample",
    "rates do not fit": "too few; errors differ",
}
_TOO_FEW = (
    f"Too few: fewer than {FEWEST_CODED} independently coded sentences are coded with the theme, or too few "
    "others are there to tell what is missed."
)
_DIFFER = (
    "Errors differ: by those few, the coding errs otherwise there than in the whole (Hausman 1978), so that "
    "the errors of the whole can't be carried over."
)
_MOST_CODERS = 4
SYNTHETIC = "made from documents written for this project, not press"


def label(value: object) -> str:
    """Return the readable name of a code; what has none is shown as it is, only without underscores."""
    text = "" if pd.isna(value) else str(value)
    return LABELS.get(text, text)


def outlet(name: str) -> str:
    """Return the name of an outlet as it writes itself, with a stand-in for a blank."""
    return name or "outlet not stated"


def unplaced(row: pd.Series) -> str:
    """Return which documents are in no group, as a sentence, of a row of Pair.population."""
    outlets, by = count(row["n_unplaced_outlets"], "outlet"), row["unplaced_by"]
    found = f"{count(row['n_unplaced'], 'document')} of {outlets} of which outlets.csv names no {by}"
    return f"In no group: {found} ({row['unplaced_outlets']})."


def aside(row: pd.Series) -> str:
    """Return how many documents are compared with nothing, as a sentence, of a row of Pair.population."""
    unread = row["n_aside_not_read"]
    some = f", {number(unread)} of them in a language that is not read" if unread else ""
    return f"Not compared: {count(row['n_aside'], 'other document')}{some}."


def sources_of(side: str) -> str:
    """Return the sources of a side in words: "unnamed sources", "sources counted with NATO"."""
    others = {
        "several": "sources of several sides together",
        "unnamed": "unnamed sources",
        "unlinked": "sources that are no known actor",
        "other": "sources of other sides",
    }
    return others.get(side, f"sources counted with {label(side)}")


def judged_by(coders: Sequence[str]) -> str:
    """Return what coding is held against: "sentences that ann and bo coded independently"."""
    if not coders:
        return "independently coded sentences"
    more = len(coders) - _MOST_CODERS
    names = [*coders[:_MOST_CODERS], f"{number(more)} more"] if more > 0 else coders
    return f"sentences that {listed(names)} coded independently"


def why_uncorrected(methods: Iterable[str]) -> str:
    """Return what the words of UNCORRECTED mean, as far as they stand beside a chart; "" if none does."""
    found = set(methods)
    is_unlike = "rates do not fit" in found
    few = _TOO_FEW if is_unlike or "too few sentences" in found else ""
    return " ".join(filter(None, [few, _DIFFER if is_unlike else ""]))


def percent(share: float) -> str:
    """Return a share as "35 %"; never 0 % for something and never 100 % for less than all."""
    if pd.isna(share):
        return "none"
    rounded = int(share * 100 + 0.5)
    if rounded == 0 and share > 0:
        return "<1 %"
    if rounded == 100 and share < 1:
        return ">99 %"
    return f"{rounded} %"


def fine_percent(share: float, *, whole: bool = False) -> str:
    """Return a small share with as many decimals as tell it apart: "0.13 %", "1.6 %", "35 %".

    Args:
        share: The share.
        whole: Whether decimals that are zeros are left out, as on a scale.
    """
    if pd.isna(share):
        return "none"
    size = abs(share) * 100
    decimals = 0 if size >= 9.95 or not size else 1 if size >= 0.995 else 2
    text = f"{share * 100:.{decimals}f}"
    text = text.rstrip("0").rstrip(".") if whole and decimals else text
    return "<0.01 %" if share > 0 and not float(text) else f"{text.replace('-', '−')} %"


def fine_interval(share: float, low: float, high: float) -> str:
    """Return "1.6 % (0.9 % to 2.4 %)": a small share with its interval in words."""
    return (
        "none" if pd.isna(share) else f"{fine_percent(share)} ({fine_percent(low)} to {fine_percent(high)})"
    )


def points(difference: float) -> str:
    """Return a difference of shares in percentage points: "+12 points", "−0.4 points"."""
    if pd.isna(difference):
        return "none"
    size = abs(difference) * 100
    text = f"{size:.{0 if size >= 9.95 else 1}f}"
    sign = "" if not float(text) else "+" if difference > 0 else "−"
    return f"{sign}{text} {'point' if text == '1.0' else 'points'}"


def number(value: int) -> str:
    """Return a count with thousands set apart: "12,345"."""
    return f"{int(value):,}"


def count(n: int, noun: str, plural: str = "") -> str:
    """Return "1 document", "2 documents"; plural for nouns that don't take an s."""
    return f"{number(n)} {noun if n == 1 else plural or noun + 's'}"


def of_all(k: int, n: int, noun: str = "document") -> str:
    """Return "14 of 40 documents (35 %)"."""
    return f"{number(k)} of {count(n, noun)} ({percent(k / n) if n else 'none'})"


def listed(names: Sequence[str]) -> str:
    """Return "a", "a and b", "a, b and c"."""
    names = list(names)
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def capital(text: str) -> str:
    """Return the text with a capital first letter, the rest as it is."""
    return text[:1].upper() + text[1:]


def day(value: pd.Timestamp) -> str:
    """Return "5 March 2024"; "undated" for a blank."""
    return "undated" if pd.isna(value) else f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def days(first: pd.Timestamp, last: pd.Timestamp) -> str:
    """Return "10 September 2021", "10 to 16 September 2021" or the like; "" for blanks."""
    if pd.isna(first):
        return ""
    if pd.isna(last) or first == last:
        return day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {day(last)}"
    begin = f"{first.day} {MONTHS[first.month - 1]}" if first.year == last.year else day(first)
    return f"{begin} to {day(last)}"


def time_span(first: pd.Timestamp, last: pd.Timestamp) -> str:
    """Return "March 2024", "March to May 2024" or "March 2024 to May 2025"; "undated" for blanks."""
    if pd.isna(first) or pd.isna(last):
        return "undated"
    ends = [f"{MONTHS[at.month - 1]} {at.year}" for at in (first, last)]
    if ends[0] == ends[1]:
        return ends[0]
    return f"{MONTHS[first.month - 1] if first.year == last.year else ends[0]} to {ends[1]}"


def period_name(period: str) -> str:
    """Return a period of a result table in words: "March 2024", "Q1 2024", "2024"."""
    year, _, part = period.partition("-")
    if part.startswith("Q"):
        return f"{part} {year}"
    return f"{MONTHS[int(part) - 1]} {year}" if part else year


def period_unit(period: str) -> str:
    """Return "month", "quarter" or "year"."""
    return "quarter" if "-Q" in period else "month" if "-" in period else "year"


def months_of(period: str) -> list[str]:
    """Return the months of a period as YYYY-MM."""
    year, _, part = period.partition("-")
    if part.startswith("Q"):
        return [f"{year}-{month:02d}" for month in range(3 * int(part[1:]) - 2, 3 * int(part[1:]) + 1)]
    return [period] if part else [f"{year}-{month:02d}" for month in range(1, 13)]


def interval(share: float, low: float, high: float) -> str:
    """Return "35 % (22 % to 50 %)": a share with its interval in words."""
    return "none" if pd.isna(share) else f"{percent(share)} ({percent(low)} to {percent(high)})"


def hidden(n: int, noun: str) -> str:
    """Return a clause that says how many more there are than are shown: " (12 more actors not shown)"."""
    return f" ({number(n)} more {noun if n == 1 else noun + 's'} not shown)" if n else ""
