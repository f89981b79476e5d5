"""Why a report would be made again: what of all it was made from is no longer the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from analysis.paths import Project
from analysis.reports import inputs
from analysis.reports.plans import Run, effective
from analysis.reports.published import damaged, read_record

# What a record must hold to be compared.
_COMPARED = {"fingerprint", "notebook", "parameters", "data", "model", "code", "versions"}


def explain(project: Project, runs: Sequence[Run]) -> Iterator[tuple[str, list[str]]]:
    """Yield the name of each run and why it would be made; no reason if it would be skipped."""
    state = inputs.state_of(project)
    for run in runs:
        yield run.name, reasons_to_run(project, run, state)


def reasons_to_run(project: Project, run: Run, state: inputs.State) -> list[str]:
    """Return why a report has to be made, as clauses; nothing if it lies there whole and up to date."""
    folder = project.reports / run.name
    record = read_record(folder)
    if record is None:
        return ["there is no report of it yet"]
    if not record.keys() >= _COMPARED:
        return ["its record is of another version"]
    notebook, data = state.notebook(run.notebook), state.of(record["data"])
    if notebook.parameters is None:
        return ["its parameters cell is at fault"]  # the run itself says what is wrong
    values = effective(notebook.parameters, run)
    now = inputs.fingerprint(notebook_sha256=notebook.sha256, parameters=values, data=data, state=state)
    if now != record["fingerprint"]:
        return _differences(record, notebook.sha256, values, data, state)
    return [f"{name} is not as it was published" for name in damaged(folder, record)]


def _differences(
    record: Mapping[str, Any],
    notebook: str,
    values: Mapping[str, Any],
    data: Mapping[str, str],
    state: inputs.State,
) -> list[str]:
    reasons = []
    if record["notebook"]["sha256"] != notebook:
        reasons.append(f"{record['notebook']['name']} has changed")
    reasons += _changed("parameter", record["parameters"], values)
    reasons += [
        f"{_rows(name)} {'have' if '[' in name else 'has'} changed"
        for name in sorted({*record["data"], *data})
        if record["data"].get(name) != data.get(name)
    ]
    if record["model"] != state.model:
        reasons.append("the language model has changed")
    if record["code"] != state.code:
        reasons.append("the code that makes reports has changed")
    versions = {name: version for name, version in record["versions"].items() if name != "analysis"}
    reasons += _changed("", versions, state.versions)
    return reasons or ["it was made by another version of the project"]


def _changed(kind: str, before: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    return [
        f"{kind} {name} is {now.get(name, 'gone')}, was {before.get(name, 'not there')}".strip()
        for name in sorted({*before, *now})
        if before.get(name) != now.get(name)
    ]


def _rows(name: str) -> str:
    """Return how a table or part of it is spoken of: "rows of codes with theme=nato_framing"."""
    table, _, rows = name.partition("[")
    return f"rows of {table} with {rows.removesuffix(']')}" if rows else f"table {table}"
