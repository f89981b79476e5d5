"""What lies in reports/: the records of published reports, and whether their files are still whole."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from analysis.fingerprints import of_files

FILE = "run.json"


def published(folder: Path) -> list[dict[str, Any]]:
    """Return the records of the reports in a folder, by name; what has no sound record is no report."""
    records = []
    for path in sorted(folder.glob(f"*/{FILE}")):
        record = read_record(path.parent)
        if record is not None and not path.parent.name.startswith("."):
            records.append(record | {"run": path.parent.name})
    return records


def read_record(folder: Path) -> dict[str, Any] | None:
    """Return the record of a report; None where there is none or it can't be read."""
    try:
        record = json.loads((folder / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return record if isinstance(record, dict) and "fingerprint" in record else None


def damaged(folder: Path, record: Mapping[str, Any]) -> list[str]:
    """Return the files of a published report that are missing or not as they were written, sorted."""
    outputs = record.get("outputs") or {FILE: ""}
    return sorted(
        name
        for name, digest in outputs.items()
        if not (folder / name).is_file() or of_files(folder / name) != digest
    )
