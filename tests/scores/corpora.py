"""A build of chosen documents: those that some gold speaks of, out of the corpora they were drawn from."""

from __future__ import annotations

import csv
import hashlib
import json
import sys
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from analysis.paths import Project
from analysis.pipeline import build
from analysis.sources import Origin, ingest
from analysis.steps import STEPS
from scores.table import Missing


def build_chosen(corpora: Path, doc_ids: Collection[str], folder: Path) -> Project:
    """Return a project in a folder, built from the documents with these ids; others are not read.

    Raises:
        Missing: If none of the documents lies in corpora.
    """
    chosen = folder / "chosen"
    chosen.mkdir(parents=True)
    for path in sorted([*corpora.glob("*.jsonl"), *corpora.glob("*.csv")]):
        (_copy_rows if path.suffix == ".csv" else _copy_lines)(path, chosen / path.name, set(doc_ids))
    if not any(chosen.iterdir()):
        raise Missing(f"none of the {len(doc_ids)} documents lies in {corpora}")
    project = Project.at(folder)
    ingest([chosen], project_raw=project.raw, collection="gold", origin=Origin(), retrieved=None)
    list(build(project, STEPS, jobs=1))
    return project


def read_corpus(corpora: Path, pattern: str = "*.jsonl") -> list[dict[str, Any]]:
    """Return the documents of some files as their rows.

    Raises:
        Missing: If there is no such file.
    """
    paths = sorted(corpora.glob(pattern))
    if not paths:
        raise Missing(f"{corpora / pattern} is not there")
    return [json.loads(line) for path in paths for line in _lines(path)]


def fixed_sample(rows: list[dict[str, Any]], *, words: int) -> list[dict[str, Any]]:
    """Return about so many words of documents: always the same, whatever their order."""
    sample: list[dict[str, Any]] = []
    for row in sorted(rows, key=lambda row: hashlib.sha256(row["doc_id"].encode()).hexdigest()):
        if words <= 0:
            break
        sample.append(row)
        words -= len(row["text"].split())
    return sample


def _copy_lines(path: Path, target: Path, doc_ids: set[str]) -> None:
    kept = [line for line in _lines(path) if json.loads(line).get("doc_id") in doc_ids]
    if kept:
        target.write_text("".join(f"{line}\n" for line in kept), "utf-8")


def _copy_rows(path: Path, target: Path, doc_ids: set[str]) -> None:
    before = csv.field_size_limit(sys.maxsize)
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file)
            header = next(reader, [])
            at = header.index("doc_id") if "doc_id" in header else None
            kept = [row for row in reader if at is not None and len(row) > at and row[at] in doc_ids]
    finally:
        csv.field_size_limit(before)
    if kept:
        with target.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header, *kept])


def _lines(path: Path) -> Iterator[str]:
    return (line for line in path.read_text("utf-8").split("\n") if line.strip())
