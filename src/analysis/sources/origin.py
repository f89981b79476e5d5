"""The record of origin: data/raw/<collection>/origin.csv, one row a file."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path, PurePosixPath

from analysis.errors import Fault
from analysis.files import write_whole
from analysis.sources.dates import read_date

FILE_NAME = "origin.csv"
_TRUTH = {"true": True, "false": False, "": False}
_CURE = "Put it right in an editor that leaves the other rows as they are, or take it from a backup."


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Where one file of data/raw came from; holds for its documents where they say nothing themselves.

    Attributes:
        file: Path below the folder of the collection, with forward slashes.
        sha256: Of the file's bytes, hexadecimal.
        bytes: Size of the file.
        retrieved: Day on which it was ingested; None where nobody knows.
        title: Title of its documents.
        outlet: Who published them.
        url: Where they were published.
        published: When, as YYYY-MM-DD; "" where unknown.
        licence: Under what terms.
        synthetic: Written for a demonstration or a test, not press.
        encoding: Of the text, where it is not UTF-8.
    """

    file: str = ""
    sha256: str = ""
    bytes: int = 0
    retrieved: dt.date | None = None
    title: str = ""
    outlet: str = ""
    url: str = ""
    published: str = ""
    licence: str = ""
    synthetic: bool = False
    encoding: str = ""


COLUMNS = tuple(field.name for field in fields(Origin))


def read_origins(folder: Path, *, where: str) -> tuple[dict[str, Origin], list[Fault]]:
    """Return the record of each file of a collection by its name, and every fault of the record itself.

    Args:
        folder: Folder of the collection; without an origin.csv there is nothing to return.
        where: What faults call origin.csv.
    """
    try:
        text = (folder / FILE_NAME).read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return {}, []
    except (OSError, UnicodeDecodeError) as error:
        return {}, [Fault(where, 0, f"can't be read ({error})", "UTF-8 text", _CURE)]
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    origins: dict[str, Origin] = {}
    faults: list[Fault] = []
    try:
        header = next(reader, [])
        if missing := [name for name in COLUMNS if name not in header]:
            fault = Fault(where, 1, f"lacks the columns {', '.join(missing)}", ", ".join(COLUMNS), _CURE)
            return {}, [fault]
        for row in reader:
            found = _read_row(header, row, where=where, line=reader.line_num)
            if isinstance(found, Fault):
                faults.append(found)
            elif found.file in origins:
                faults.append(Fault(where, reader.line_num, f"lists '{found.file}' twice", "once", _CURE))
            else:
                origins[found.file] = found
    except csv.Error as error:
        faults.append(Fault(where, reader.line_num, f"is not CSV ({error})", "", _CURE))
    return origins, faults


def write_origins(folder: Path, origins: Iterable[Origin]) -> None:
    """Write the record of a collection, sorted by file, whole or not at all."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for origin in sorted(origins, key=lambda origin: origin.file):
        writer.writerow(_written(getattr(origin, name)) for name in COLUMNS)
    write_whole(folder / FILE_NAME, out.getvalue().encode("utf-8"))


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _read_row(header: list[str], row: list[str], *, where: str, line: int) -> Origin | Fault:
    if len(row) != len(header):
        return Fault(where, line, f"has {len(row)} fields", str(len(header)), _CURE)
    values = dict(zip(header, row, strict=True))
    parts = PurePosixPath(values["file"]).parts
    if not parts or ".." in parts or parts[0] == "/":
        return Fault(where, line, f"file is '{values['file']}'", "a path below this folder", _CURE)
    for name in ("retrieved", "published"):
        if (reading := read_date(values[name])).problem:
            return Fault(where, line, f"{name}: {reading.problem}", "YYYY-MM-DD", _CURE)
    if values["synthetic"].casefold() not in _TRUTH:
        return Fault(where, line, f"synthetic is '{values['synthetic']}'", "true or false", _CURE)
    if not values["bytes"].isdecimal():
        return Fault(where, line, f"bytes is '{values['bytes']}'", "a whole number", _CURE)
    texts = {name: values[name] for name in COLUMNS}
    published = read_date(values["published"]).day
    return Origin(
        **texts
        | {
            "bytes": int(values["bytes"]),
            "retrieved": read_date(values["retrieved"]).day,
            "published": published.isoformat() if published else "",
            "synthetic": _TRUTH[values["synthetic"].casefold()],
        }
    )
