"""Reading the CSV files of the reference data: rows know their line, cells say what is wrong."""

from __future__ import annotations

import calendar
import csv
import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from analysis.errors import Fault, did_you_mean

# What spreadsheets write between cells where a comma is part of numbers.
_MARKS = {";": "semicolons", "\t": "tabs"}
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


@dataclass(frozen=True)
class Row:
    """One line of a reference file.

    Attributes:
        where: File, relative to the folder of the reference data.
        line: Line on which the row ends, from 1.
        cells: Column -> cell, white space at the ends removed.
    """

    where: str
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def fault(self, found: str, expected: str = "", cure: str = "") -> Fault:
        """Return a fault in this row."""
        return Fault(self.where, self.line, found, expected, cure)


def read_rows(folder: Path, name: str, columns: tuple[str, ...]) -> tuple[list[Row], list[Fault]]:
    """Return the rows of a reference file, and what is wrong with its form; rows of another width are out.

    Args:
        folder: Folder of the reference data.
        name: File in it.
        columns: The columns it must have; others may follow and are read too.
    """
    path = folder / name
    if not path.is_file():
        return [], [Fault(name, 0, "there is no such file", cure=f"Its columns are {','.join(columns)}.")]
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        return [], [Fault(name, 0, f"byte {error.start} is not UTF-8", cure="Save the file as UTF-8.")]
    reader = csv.reader(text.splitlines(keepends=True))
    header = [cell.strip() for cell in next(reader, [])]
    missing = [column for column in columns if column not in header]
    if missing:
        found = f"column {', '.join(missing)} is missing"
        cure = "Name the columns in line 1."
        for mark, word in _MARKS.items():
            if set(columns) <= {cell.strip(' "') for cell in ",".join(header).split(mark)}:
                cure = f"Its columns are parted by {word}: save the file with commas between."
        return [], [Fault(name, 1, found, ",".join(columns), cure)]
    return _rows(reader, name, header)


def _rows(reader: csv._reader, name: str, header: list[str]) -> tuple[list[Row], list[Fault]]:
    rows: list[Row] = []
    faults: list[Fault] = []
    for cells in reader:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            cure = "Quote a cell that holds a comma."
            faults.append(
                Fault(name, reader.line_num, f"{len(cells)} cells", f"{len(header)}, as in line 1", cure)
            )
            continue
        row = dict(zip(header, (cell.strip() for cell in cells), strict=True))
        rows.append(Row(name, reader.line_num, row))
    return rows, faults


def first_day(text: str) -> dt.date | None:
    """Return the first day of YYYY, YYYY-MM or YYYY-MM-DD; None if blank or no date."""
    span = days_of(text)
    return span[0] if span else None


def last_day(text: str) -> dt.date | None:
    """Return the last day of YYYY, YYYY-MM or YYYY-MM-DD; None if blank or no date."""
    span = days_of(text)
    return span[1] if span else None


def days_of(text: str) -> tuple[dt.date, dt.date] | None:
    """Return the first and last day that a date of the reference data may mean; None if it is none."""
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(part) if part else 0 for part in match.groups())
    try:
        start = dt.date(year, month or 1, day or 1)
    except ValueError:
        return None
    if day:
        return start, start
    last_month = month or 12
    return start, dt.date(year, last_month, calendar.monthrange(year, last_month)[1])


def date_fault(row: Row, column: str) -> list[Fault]:
    """Return a fault if a cell holds something that is no date."""
    if row[column] and days_of(row[column]) is None:
        return [row.fault(f"{column} '{row[column]}' is no date", "YYYY-MM-DD, YYYY-MM or YYYY")]
    return []


def choice_fault(row: Row, column: str, known: Iterable[str]) -> list[Fault]:
    """Return a fault if a cell holds none of the known values."""
    known = tuple(known)
    if row[column] in known:
        return []
    expected = f"one of {', '.join(known)}" if len(known) <= 12 else ""
    return [row.fault(f"unknown {column} '{row[column]}'", expected, did_you_mean(row[column], known))]


def near_or(word: str, known: Iterable[str], otherwise: str) -> str:
    """Return "Did you mean 'x'?" where a known word is near, else the other cure."""
    cure = did_you_mean(word, known)
    return cure if cure.startswith("Did") else otherwise
