"""CSV: one document a row; which column means what, the header tells."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from analysis.errors import Fault, did_you_mean
from analysis.sources.content import Content, Reading, excerpt
from analysis.sources.dates import read_date
from analysis.sources.decoding import decode
from analysis.sources.fields import NAMES, make_document, meaning, plain_name

_DELIMITERS = ",;\t|"
# What pandas and spreadsheets call a column whose header is blank.
_LARGEST_FIELD = (
    2**31 - 1
)  # what fits everywhere; csv's own limit of 131,072 characters is short for a transcript
_UNNAMED = re.compile(r"^(?:unnamed:?_?\d*|column_?\d+)?$")


@dataclass(frozen=True)
class _Row:
    line: int
    values: list[str]


def read(content: Content) -> Reading:
    """Return the documents of a .csv file, one a row; a row at fault is left out alone.

    The delimiter is the one of comma, semicolon, tab and bar with which the header names a text or a title. A
    file with titles and no text is one of headlines: the title is the text.
    """
    text = decode(content)
    if isinstance(text, Fault):
        return Reading.failed(text)
    lines = _lines(text)
    delimiter = _delimiter(lines)
    rows = list(_parse(content, lines, delimiter))
    first = rows[0] if rows else _Row(1, [])
    if isinstance(first, Fault):
        return Reading.failed(first)
    header = first.values
    if fault := _bad_header(content, header):
        return Reading.failed(fault)
    faults = [row for row in rows if isinstance(row, Fault)]
    data = [row for row in rows if isinstance(row, _Row)][1:]
    names, notes = _names(content, header, data)
    notes += _short_rows(content, header, data)
    reading = Reading.of([_document(content, names, row) for row in data])
    if not reading.documents and not reading.faults and not faults:
        return Reading.failed(content.fault(1, "holds a header and no rows", "one document a row"))
    return Reading(reading.documents, tuple(sorted([*faults, *reading.faults])), (*notes, *reading.notes))


def _lines(text: str) -> list[str]:
    """Return the physical lines, their ends kept; only the ends that csv knows count."""
    return re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+", text)


def _delimiter(lines: list[str]) -> str:
    header = next((line for line in lines if line.strip()), "")
    named = {mark: {meaning(cell.strip(" \"'\r\n")) for cell in header.split(mark)} for mark in _DELIMITERS}
    known = {mark: len(found - {""}) for mark, found in named.items()}
    return max(_DELIMITERS, key=lambda mark: (known[mark], header.count(mark), -_DELIMITERS.index(mark)))


def _parse(content: Content, lines: list[str], delimiter: str) -> Iterator[_Row | Fault]:
    """Yield the header and every row that is not blank, or a fault in its place."""
    before = csv.field_size_limit(_LARGEST_FIELD)
    try:
        header: list[str] = []
        for row in _records(content, lines, delimiter):
            if isinstance(row, Fault):
                yield row
                if not header:
                    return
            elif not header:
                header = row.values
                yield row
            else:
                yield _checked(content, header, row)
    finally:
        csv.field_size_limit(before)


def _records(content: Content, lines: list[str], delimiter: str) -> Iterator[_Row | Fault]:
    """Yield what csv makes of the lines, going on after what it can't read.

    A stray quotation mark swallows all lines up to the next one. So after a row that can't be read, reading
    goes on at that row's second line, and takes nothing until a row comes that is as wide as the header and
    has its quotation marks in pairs: a full one, and no rest of the row that was left out.
    """
    at, width = 0, 0
    broken: _Broken | None = None
    while at < len(lines):
        first, reader = at, csv.reader(_lines_from(lines, at), delimiter=delimiter, strict=True)
        try:
            for values in reader:
                line, start, at = at + 1, at, first + reader.line_num
                if not any(value.strip() for value in values):
                    continue
                whole = len(values) == width and sum(one.count('"') for one in lines[start:at]) % 2 == 0
                if broken and not whole:
                    broken = replace(broken, last=at)
                    continue
                if broken:
                    yield broken.fault(content)
                    broken = None
                width = width or len(values)
                yield _Row(line, values)
        except csv.Error as error:
            if broken is None:
                broken = _Broken(at + 1, at + 1, str(error), lines[at])
            broken = replace(broken, last=at + 1)
            at += 1
    if broken:
        yield broken.fault(content)


@dataclass(frozen=True)
class _Broken:
    """A row that csv can't read, and the lines after it that are no full rows."""

    first: int
    last: int
    problem: str
    line: str

    def fault(self, content: Content) -> Fault:
        lines = f", left out to line {self.last}" if self.last > self.first else ""
        found = f"is not CSV ({self.problem}{lines}): {excerpt(self.line)}"
        cure = "Close the quotation mark, or double one that belongs to the text."
        return content.fault(self.first, found, "a row of fields", cure)


def _lines_from(lines: list[str], start: int) -> Iterator[str]:
    """Return an iterator over lines from one of them on, without a copy."""
    return (lines[number] for number in range(start, len(lines)))


def _checked(content: Content, header: list[str], row: _Row) -> _Row | Fault:
    if len(row.values) > len(header):
        found = f"has {len(row.values)} fields: {excerpt(' | '.join(row.values))}"
        cure = "Put a field that holds the delimiter in quotation marks."
        return content.fault(row.line, found, f"{len(header)} as in the header", cure)
    if [plain_name(value) for value in row.values] == [plain_name(name) for name in header]:
        return content.fault(row.line, "repeats the header", "a row of data", "Take the line out.")
    return row


def _short_rows(content: Content, header: list[str], rows: list[_Row]) -> list[Fault]:
    """Return a note if rows have fewer fields than the header: what they lack may have slid elsewhere."""
    short = [row for row in rows if len(row.values) < len(header)]
    if not short:
        return []
    more = f" ({len(short) - 1} later rows have too few, too)" if len(short) > 1 else ""
    found = f"has {len(short[0].values)} fields{more}; the last are taken as blank"
    cure = "Look whether a field is missing further left."
    return [content.fault(short[0].line, found, f"{len(header)} as in the header", cure)]


def _bad_header(content: Content, header: list[str]) -> Fault | None:
    """Return a fault if the header does not say where the text is."""
    meant = [meaning(name) for name in header]
    shown = ", ".join(excerpt(name) for name in header[:12]) or "nothing"
    if "text" not in meant and "title" not in meant:
        near = (did_you_mean(plain_name(name), (*NAMES["text"], *NAMES["title"])) for name in header)
        cure = next((said for said in near if said.startswith("Did")), "Name the columns in the first line.")
        expected = f"a column for the text ({', '.join(NAMES['text'])}) or the headline (title)"
        return content.fault(1, f"the header is {shown}", expected, cure)
    names = [plain_name(name) for name in header]
    twice = sorted({name for name in names if names.count(name) > 1 and meaning(name)})
    if twice:
        found = f"the header names {' and '.join(excerpt(name) for name in twice)} twice"
        return content.fault(1, found, "each name once", "Rename the column that is not meant.")
    return None


def _names(content: Content, header: list[str], rows: list[_Row]) -> tuple[list[str], list[Fault]]:
    """Return the header as it is to be understood, and a note on every liberty taken."""
    names = list(header)
    notes = []
    if "text" not in (meaning(name) for name in header):
        title = next(place for place, name in enumerate(header) if meaning(name) == "title")
        found = f"has no column for the text; {excerpt(header[title])} is taken for text and title"
        notes.append(content.fault(1, found, cure="Add a column 'text' if there is more than headlines."))
    if not any(meaning(name) == "published" for name in header):
        for place, name in enumerate(header):
            if _UNNAMED.match(plain_name(name)) and _holds_dates(rows, place):
                names[place] = "published"
                found = (
                    f"column {place + 1} has no name and holds dates; it is taken for the date of publication"
                )
                notes.append(content.fault(1, found, cure="Name it in the header if it is something else."))
                break
    return names, notes


def _holds_dates(rows: list[_Row], place: int) -> bool:
    """Tell whether every filled field of a column is a date that can be read."""
    filled = [row.values[place] for row in rows if place < len(row.values) and row.values[place].strip()]
    return bool(filled) and all(read_date(value).day for value in filled)


def _document(content: Content, names: list[str], row: _Row) -> Reading:
    values = dict(zip(names, row.values, strict=False))
    if not any(meaning(name) == "text" for name in names):
        headline = next((values.get(name, "") for name in names if meaning(name) == "title"), "")
        values["text"] = headline
    return make_document(content, values, line=row.line)
