"""The record of a report, run.json: what it was made from and what it shows; the same for the same inputs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nbformat import NotebookNode

from analysis import __version__, tables
from analysis.fingerprints import of_text
from analysis.parameters import Parameter, changed_parameters
from analysis.paths import Project
from analysis.reports import inputs
from analysis.reports.page import heading_of, plain
from analysis.reports.plans import THEME, Run, effective, theme_of
from analysis.reports.shown import Shown


@dataclass(frozen=True)
class Made:
    """What a run gave, before anything is written.

    Attributes:
        run: What was asked for.
        parameters: Of the notebook, with their defaults.
        notebook: Executed, in canonical form.
        shown: Its figures and tables.
        reads: Names of the tables the notebook read.
        notebook_sha256: Of the notebook as it was run.
    """

    run: Run
    parameters: Sequence[Parameter]
    notebook: NotebookNode
    shown: Sequence[Shown]
    reads: Sequence[str]
    notebook_sha256: str

    @property
    def theme(self) -> str | None:
        """The one theme the report is about."""
        return theme_of(self.parameters, self.run)

    @property
    def evidence(self) -> Shown | None:
        """The table of the sentences behind the numbers."""
        return next((item for item in self.shown if item.kind == "evidence"), None)

    def cited(self) -> list[str]:
        """Return the documents cited anywhere, sorted."""
        return sorted({doc_id for item in self.shown for doc_id in item.doc_ids()})


def record_of(made: Made, *, project: Project, state: inputs.State) -> dict[str, Any]:
    """Return what run.json holds, but for the hashes of the report's files.

    Args:
        made: What the run gave.
        project: Whose tables it was made from.
        state: Their hashes, taken before the run.
    """
    heading = heading_of(made.notebook)
    data = state.of(_tables_used(made))
    values = effective(made.parameters, made.run)
    themes = _themes(made, project, data)
    return {
        "run": made.run.name,
        "title": heading.title or made.run.notebook.stem,
        "subject": themes[0]["title"] if made.theme and themes else "",
        "question": plain(heading.lead.partition("\n\n")[0]),
        "notebook": {"name": made.run.notebook.name, "sha256": made.notebook_sha256},
        "parameters": values,
        "changed": {k: v for k, v in changed_parameters(made.parameters, values).items() if k != THEME},
        "data": data,
        "data_version": of_text(json.dumps(data, sort_keys=True))[:12],
        "codebook": {row["theme"]: row["fingerprint"] for row in themes},
        "model": state.model,
        "versions": {"analysis": __version__, **state.versions},
        "code": state.code,
        "fingerprint": inputs.fingerprint(
            notebook_sha256=made.notebook_sha256, parameters=values, data=data, state=state
        ),
        **_corpus(project),
        "evidence": _evidence(made.evidence),
        "figures": [
            {"name": item.name, "alt": item.text, "title": item.title}
            for item in made.shown
            if item.kind == "figure"
        ],
        "tables": [{"name": item.name, "caption": item.text} for item in made.shown if item.kind != "note"],
        "files": sorted(file for item in made.shown for file in item.files().values()),
    }


def to_bytes(record: Mapping[str, Any]) -> bytes:
    """Return a record as the bytes of its file."""
    return (json.dumps(record, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()


def _tables_used(made: Made) -> set[str]:
    """Return the tables that decide the report: what the notebook read, and what its pages are made from."""
    of_theme = {"theme": made.theme} if made.theme else {}
    used = {"documents", "sentences", *made.reads}
    if made.evidence:
        used |= {inputs.key("codes", of_theme), "attributions"}
    if made.theme or any(inputs.table_of(name) == "codes" for name in used):
        used.add(inputs.key("themes", of_theme))
    return used


def _themes(made: Made, project: Project, data: Mapping[str, str]) -> list[dict[str, str]]:
    """Return the themes whose codes the report rests on."""
    columns = ["theme", "title", "fingerprint"]
    themes = tables.read_arrow("themes", project=project, columns=columns).to_pylist()
    if made.theme:
        return [row for row in themes if row["theme"] == made.theme]
    return themes if any(inputs.table_of(name) == "themes" for name in data) else []


def _corpus(project: Project) -> dict[str, Any]:
    documents = tables.read_arrow("documents", project=project, columns=["published", "is_synthetic"])
    sentences = tables.read_arrow("sentences", project=project, columns=["sentence_id"])
    days = [moment.date().isoformat() for moment in documents["published"].to_pylist() if moment is not None]
    return {
        "corpus": {
            "documents": len(documents),
            "sentences": len(sentences),
            "first": min(days, default=""),
            "last": max(days, default=""),
        },
        "synthetic": sum(documents["is_synthetic"].to_pylist()),
    }


def _evidence(evidence: Shown | None) -> dict[str, int] | None:
    if evidence is None:
        return None
    header, *rows = evidence.rows or [[]]
    column = header.index("sentence_id") if "sentence_id" in header else None
    sentences = {row[column] for row in rows} if column is not None else rows
    return {"sentences": len(sentences), "documents": len(evidence.doc_ids())}
