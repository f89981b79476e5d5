"""Writes a report beside its executed notebook: page, figures, tables, cited documents and record."""

from __future__ import annotations

import base64
import json
import socket
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from analysis.errors import Fault, ReportError
from analysis.fingerprints import of_files
from analysis.paths import Project
from analysis.reports import inputs, svg
from analysis.reports.documents import write_documents
from analysis.reports.links import PAGE, Links
from analysis.reports.page import report_page
from analysis.reports.plans import theme_runs
from analysis.reports.published import FILE
from analysis.reports.record import Made, record_of, to_bytes
from analysis.reports.shown import Shown
from analysis.reports.soundness import page_faults
from analysis.reports.spreadsheets import for_spreadsheets

# The one file of a report that differs from run to run.
LOG = "run.log.json"


def write_report(made: Made, folder: Path, *, project: Project, state: inputs.State) -> dict[str, Any]:
    """Write a whole report into the folder of its executed notebook and check it; return its record.

    Args:
        made: What the run gave.
        folder: Where to write; nothing but the notebook lies there.
        project: Whose tables the report was made from.
        state: Their hashes, taken before the run.

    Raises:
        ReportError: With everything that is wrong with the written report.
    """
    record = record_of(made, project=project, state=state)
    evidence = frozenset(item.name for item in made.shown if item.kind == "evidence")
    links = Links(evidence, theme_runs(project))
    for item in made.shown:
        _write_files(item, folder, links)
    missing = write_documents(
        made.cited(),
        project=project,
        run=made.run.name,
        back=f"../{PAGE}#{made.evidence.name}" if made.evidence else f"../{PAGE}",
        folder=folder,
        theme=made.theme,
    )
    page = report_page(made.notebook, record, made.parameters, links=links)
    (folder / PAGE).write_text(page, encoding="utf-8")
    faults = [
        Fault(f"report {made.run.name}", 0, f"cites document '{doc_id}', which the tables lack")
        for doc_id in missing
    ]
    faults += page_faults(folder)
    if faults:
        raise ReportError(faults)
    record["outputs"] = {
        path.relative_to(folder).as_posix(): of_files(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    (folder / FILE).write_bytes(to_bytes(record))
    return record


def write_log(folder: Path, *, seconds: Mapping[str, float], warnings: tuple[str, ...]) -> None:
    """Write when, where and how fast a report was made, and what its cells warned of."""
    log = {
        "finished": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "host": socket.gethostname(),
        "seconds": {name: round(value, 2) for name, value in seconds.items()},
        "warnings": list(warnings),
    }
    text = json.dumps(log, indent=1, sort_keys=True, ensure_ascii=False)
    (folder / LOG).write_text(f"{text}\n", encoding="utf-8")


def _write_files(item: Shown, folder: Path, links: Links) -> None:
    """Write the files of one figure or table."""
    # Excel takes a CSV file for UTF-8 by its byte order mark only; pandas and R's readr skip it.
    contents = {"CSV": for_spreadsheets(item.data.get("text/csv", "")).encode("utf-8-sig")}
    if item.kind == "figure":
        contents["SVG"] = svg.for_file(item.data["image/svg+xml"], lead=links.from_figures).encode()
        contents["PNG"] = base64.b64decode(item.data["image/png"])
    for kind, name in item.files().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(contents[kind])
