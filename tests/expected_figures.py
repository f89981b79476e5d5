"""Compares what a notebook shows with what it is expected to show: tables, and what its figures draw."""

from __future__ import annotations

import csv
import hashlib
import io
import math
from collections.abc import Iterator, Mapping
from itertools import zip_longest

# Drawn places may differ by a tenth of a point, computed numbers by the last digits, on another processor.
POINTS, RELATIVE = 0.1, 1e-9


def files_of(shown: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Return what is compared of what a notebook shows, by file name; figures come with their strokes.

    Of pages of tables and of evidence, which are long and hold no number but as text, only hashes are kept.
    """
    files, hashes = {}, ["name,what,length,sha256"]
    for name, item in shown.items():
        if item["kind"] == "figure":
            files[f"{name}.strokes.csv"] = item["image/svg+xml"]
        if item["kind"] in ("figure", "table"):
            files[f"{name}.csv"] = item["text/csv"]
        if item["kind"] == "note":
            files[f"{name}.txt"] = item["text/plain"] + "\n"
        hashed = {"evidence": ("text/html", "text/csv", "caption"), "table": ("text/html", "caption")}
        for what in hashed.get(item["kind"], ()):
            digest = hashlib.sha256(item[what].encode()).hexdigest()
            hashes.append(f"{name},{what},{len(item[what])},{digest}")
    return dict(sorted(files.items())) | {"hashes.csv": "\n".join(hashes) + "\n"}


def differences(expected: Mapping[str, str], found: Mapping[str, str]) -> list[str]:
    """Return every difference that is more than the tolerance, as file, row, column: found, expected."""
    lines = []
    for name in sorted(expected.keys() | found.keys()):
        if name not in found:
            lines.append(f"{name}: is not shown any more")
        elif name not in expected:
            lines.append(f"{name}: is new")
        else:
            lines += [f"{name} {line}" for line in _rows(expected[name], found[name])]
    return lines


def _rows(expected: str, found: str) -> Iterator[str]:
    wanted, there = (list(csv.reader(io.StringIO(text, newline=""))) for text in (expected, found))
    header = wanted[0] if wanted else []
    for number, (one, other) in enumerate(zip_longest(wanted, there)):
        if one is None or other is None:
            yield f"row {number}: {'is missing' if other is None else 'is new'}: {','.join(one or other)}"
            continue
        for column, cell, value in zip_longest(header, one, other, fillvalue=""):
            if not _is_equal(cell, value):
                yield f"row {number} {column}: {value!r}, expected {cell!r}"


def _is_equal(expected: str, found: str) -> bool:
    if expected == found:
        return True
    one, other = _numbers(expected), _numbers(found)
    if not one or not other or len(one) != len(other):
        return False
    places = "," in expected
    return all(
        math.isclose(a, b, rel_tol=0 if places else RELATIVE, abs_tol=POINTS if places else RELATIVE)
        for a, b in zip(one, other, strict=True)
    )


def _numbers(cell: str) -> list[float]:
    """Return the numbers of a cell that holds a number or places; empty if it holds anything else."""
    try:
        return [float(part) for part in cell.removeprefix("round ").replace(",", " ").split()]
    except ValueError:
        return []
