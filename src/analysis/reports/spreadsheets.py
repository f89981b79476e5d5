"""Tables that are offered as CSV: spreadsheets show their texts and don't run them."""

from __future__ import annotations

import csv
import io
import re

# A spreadsheet takes a cell that begins so for a formula, unless it is a number. Apostrophes before the sign
# count, so that taking the first one away gives the text back whether or not it had some of its own.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)
MARK = "'"


def for_spreadsheets(text: str) -> str:
    """Return CSV in which each text that would be run as a formula has an apostrophe before it.

    Those are the cells that begin with = + - @, a tab or a carriage return and are no number, and those that
    only differ from one by apostrophes. Taking one apostrophe away from each such cell gives back what was.
    """
    # A cell may hold a whole sentence, and a page's sentence may be as long as the page.
    before = csv.field_size_limit(len(text) + 1)
    try:
        rows = list(csv.reader(io.StringIO(text, newline="")))
    finally:
        csv.field_size_limit(before)
    if not any(is_formula(cell) for row in rows for cell in row):
        return text
    out = io.StringIO()
    marked = [[f"{MARK}{cell}" if is_formula(cell) else cell for cell in row] for row in rows]
    csv.writer(out, lineterminator="\n").writerows(marked)
    return out.getvalue()


def is_formula(cell: str) -> bool:
    """Return whether a spreadsheet would run a cell, or whether it looks as if marked."""
    return _FORMULA.match(cell) is not None and _NUMBER.fullmatch(cell) is None
