"""JSON lines: one object a line, each a document."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from analysis.errors import Fault
from analysis.sources.content import Content, Reading, excerpt
from analysis.sources.decoding import decode
from analysis.sources.fields import make_document, meaning

_EXPECTED = "one JSON object a line"


def read(content: Content) -> Reading:
    """Return the documents of a .jsonl file, one a line; a line at fault is left out alone.

    Of an object with a title and no field for a text, or null in it, the title is the text.
    """
    text = decode(content)
    if isinstance(text, Fault):
        return Reading.failed(text)
    if fault := _not_lines(content, text):
        return Reading.failed(fault)
    headlines: list[int] = []
    reading = Reading.of(_rows(content, text, headlines))
    if not reading.documents and not reading.faults:
        return Reading.failed(content.fault(0, "holds no document", _EXPECTED))
    if headlines:
        found = f"has no field for the text; the title is taken for it, as in {len(headlines)} objects in all"
        note = content.fault(headlines[0], found, cure="Add a field 'text' if there is more than headlines.")
        return Reading(reading.documents, reading.faults, (*reading.notes, note))
    return reading


def _rows(content: Content, text: str, headlines: list[int]) -> Iterator[Reading]:
    """Yield what each line holds; the numbers of those that are headlines alone go into a list."""
    # Only a line feed ends a line: U+2028 and the like may stand inside a JSON string.
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        row = _object(content, line, number)
        if isinstance(row, Fault):
            yield Reading.failed(row)
            continue
        if headline := _headline_alone(row):
            headlines.append(number)
            row = row | {"text": headline}
        yield make_document(content, row, line=number)


def _headline_alone(row: dict[str, Any]) -> str:
    """Return the title of an object that has no field for a text but for null, or ""."""
    named = {meaning(name): value for name, value in row.items() if isinstance(value, str)}
    has_text = any(meaning(name) == "text" for name, value in row.items() if value is not None)
    return "" if has_text else named.get("title", "").strip()


def _object(content: Content, line: str, number: int) -> dict[str, Any] | Fault:
    try:
        row = json.loads(line, object_pairs_hook=_without_twins, parse_constant=_blank)
    except json.JSONDecodeError as error:
        found = f"is not JSON ({error.msg} at character {error.pos + 1}): {excerpt(line)}"
        return content.fault(
            number, found, _EXPECTED, "Repair this line; the other lines are read without it."
        )
    except (ValueError, RecursionError) as error:
        return content.fault(number, f"is JSON that can't be read ({error}): {excerpt(line)}", _EXPECTED)
    if not isinstance(row, dict):
        return content.fault(number, f"is not an object: {excerpt(line)}", _EXPECTED, 'Write {"text": ...}.')
    return row


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    row = dict(pairs)
    if len(row) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(
            f"{excerpt(next(name for name in names if names.count(name) > 1))} stands there twice"
        )
    return row


def _blank(constant: str) -> None:
    """Read NaN, which tables write where they have nothing, as nothing."""


def _not_lines(content: Content, text: str) -> Fault | None:
    """Return one fault, in place of one a line, if the file is a single JSON value over many lines."""
    first = text.lstrip().partition("\n")[0].strip()
    if first not in ("[", "{") and not first.startswith("[{"):
        return None
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        return None
    kind = "a JSON array" if isinstance(whole, list) else "one JSON object over several lines"
    return content.fault(1, f"is {kind}", _EXPECTED, "Write each object on a line of its own.")
