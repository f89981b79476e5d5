"""Hand-coded sentences: read, and every fault of the file said at once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.errors import DataError, Fault

REQUIRED = {"doc_id": str, "start": int, "end": int, "themes": list}
OPTIONAL = ("direction", "voice", "modality", "source", "disputed")


def read_gold(path: Path) -> pd.DataFrame:
    """Return hand-coded sentences, one a row.

    Args:
        path: JSON lines, one sentence a line: doc_id, start, end (characters of documents.text), themes (a
            list), and where coded direction, voice, modality, source (text) and disputed (true: not scored).

    Raises:
        DataError: With every faulty line, or if the file can't be read.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise DataError(Fault(str(path), 0, f"can't be read: {reason}", "a file of JSON lines")) from error
    rows, faults = [], []
    for number, line in enumerate(lines, 1):
        if line.strip():
            row, found = _row(line)
            rows.append(row)
            faults += [Fault(str(path), number, found, _expected())] if found else []
    if not rows:
        faults = [Fault(str(path), 0, "holds no sentence", _expected())]
    if faults:
        raise DataError(faults)
    return pd.DataFrame(rows, columns=[*REQUIRED, *OPTIONAL]).astype(dict.fromkeys(OPTIONAL[:-1], "str"))


def _row(line: str) -> tuple[dict[str, Any], str]:
    """Return one line as a row, and what is wrong about it, or ""."""
    try:
        row = json.loads(line)
    except ValueError:
        return {}, "is not JSON"
    if not isinstance(row, dict):
        return {}, "is not a JSON object"
    for name, kind in REQUIRED.items():
        if not isinstance(row.get(name), kind) or isinstance(row.get(name), bool):
            return {}, f"{name} is {row.get(name)!r}"
    for name in OPTIONAL[:-1]:
        if not isinstance(row.get(name), str | None):
            return {}, f"{name} is {row[name]!r}"
    return row | {"disputed": bool(row.get("disputed"))}, ""


def _expected() -> str:
    return (
        "an object with doc_id (text), start and end (whole numbers), themes (a list); the rest text or null"
    )
