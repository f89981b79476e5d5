"""The page that lists all published reports, made from what lies in reports/."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from analysis.files import write_whole
from analysis.paths import Project
from analysis.reports.facts import corpus_facts, evidence_facts, synthetic_note, value_text
from analysis.reports.layout import render
from analysis.reports.published import published


def write_index(project: Project) -> None:
    """Write reports/index.html from the records of the published reports, whole or not at all.

    Where there is nothing to list and no index that says otherwise, none is made.
    """
    folder = project.reports
    path = folder / "index.html"
    records, failed = published(folder), _failed(folder)
    if records or failed or path.exists():
        write_whole(path, index_page(records, failed=failed).encode())


def index_page(records: list[dict[str, Any]], *, failed: list[str]) -> str:
    """Return the page.

    Args:
        records: Of the published reports, in order.
        failed: Names of runs whose last attempt failed.
    """
    corpora = sorted({tuple(corpus_facts(record)) for record in records})
    notes = sorted({synthetic_note(record) for record in records} - {""})
    page = {
        # Said once if all reports rest on the same documents, which they do unless some are out of date.
        "corpus": corpora[0] if len(corpora) == 1 else [],
        "cards": [_card(record, has_corpus=len(corpora) > 1) for record in records],
        "synthetic": notes,
        "builds": sorted({_build(record) for record in records}),
        "failed": failed,
    }
    return render("index.html.jinja", styles=("index.css",), images="'self' file:", page=page)


def _card(record: Mapping[str, Any], *, has_corpus: bool) -> dict[str, Any]:
    figure = next(iter(record["figures"]), None)
    return {
        "run": record["run"],
        "title": record["subject"] or record["title"],
        "eyebrow": record["title"] if record["subject"] else "",
        "question": record["question"],
        "finding": figure.get("title", "") if figure else "",
        "facts": evidence_facts(record) + (corpus_facts(record) if has_corpus else []),
        "parameters": [(name, value_text(value)) for name, value in record["changed"].items()],
        "figure": figure,
        "data": record["data_version"],
    }


def _build(record: Mapping[str, Any]) -> str:
    model = record["model"] if isinstance(record["model"], Mapping) else {}
    parts = [f"{model['name']} {model['version']}"] if model.get("name") and model.get("version") else []
    weights = str(model.get("weights_sha256", ""))[:12]
    return " ".join(parts + ([f"(weights {weights})"] if weights else []))


def _failed(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / ".failed").glob("*") if path.is_dir())
