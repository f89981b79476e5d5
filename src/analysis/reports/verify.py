"""Proves that a published report comes from the tables: makes it again elsewhere and compares every byte."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis import tables
from analysis.errors import AnalysisError, Fault, ReportError, did_you_mean
from analysis.files import locked
from analysis.parameters import read_parameters
from analysis.paths import Project
from analysis.reports import inputs
from analysis.reports.changes import reasons_to_run
from analysis.reports.export import LOG
from analysis.reports.plans import THEME, Run, run_of
from analysis.reports.published import published, read_record
from analysis.reports.run import busy
from analysis.reports.workers import Task, results_of


@dataclass(frozen=True)
class Verified:
    """What came of making a report again.

    Attributes:
        name: Of the report.
        n_files: Files compared; all but the log of the run. 0 where it could not be made again.
        faults: What is not the same, or why it can't be compared.
    """

    name: str
    n_files: int
    faults: tuple[Fault, ...] = ()

    def __str__(self) -> str:
        if self.faults:
            said = "not the same" if self.n_files else "not compared"
            return f"{self.name}: {said}\n" + "\n".join(f"  {fault}" for fault in self.faults)
        return f"{self.name}: made again, {self.n_files} files, the same bytes"


def verify_reports(project: Project, names: Sequence[str] = (), *, jobs: int = 1) -> Iterator[Verified]:
    """Make published reports again in a folder of their own and yield what came of each; none is touched.

    Args:
        project: Whose reports.
        names: Of the reports; all if none is given.
        jobs: How many at a time.

    Raises:
        ReportError: If there is no report of a name, or none at all, or if reports are being made.
        DataError: If a build is running.
    """
    runs, lost = [], []
    for name in _chosen(project, names):
        try:
            runs.append(_run(project, name))
        except AnalysisError as error:  # of one report; the others can be verified
            lost.append(Verified(name, 0, error.faults))
    yield from lost
    with (
        locked(project.reports, busy(project), shared=True),
        tables.unchanged(project),
        tempfile.TemporaryDirectory(prefix="analysis-verify-") as folder,
    ):
        state = inputs.state_of(project)
        tasks: dict[str, Task] = {}
        for run in runs:
            reasons = reasons_to_run(project, run, state)
            if reasons:
                cure = "Run report to make it anew."
                found = f"can't be verified: {'; '.join(reasons)}"
                yield Verified(run.name, 0, (Fault(f"report {run.name}", 0, found, cure=cure),))
            else:
                tasks[run.name] = Task(project, run, state, Path(folder) / run.name)
        for result in results_of(list(tasks.values()), jobs=jobs):
            if result.failed:
                yield Verified(result.name, 0, result.faults)
            else:
                yield _compared(result.folder, tasks[result.name].work)


def _chosen(project: Project, names: Sequence[str]) -> list[str]:
    known = [record["run"] for record in published(project.reports)]
    faults = [
        Fault(f"verify {name}", 0, "there is no such report", cure=did_you_mean(name, known))
        for name in names
        if name not in known
    ]
    if not known:
        where = project.relative(project.reports)
        faults = [Fault(where, 0, "no report is found", cure="Run report first.")]
    if faults:
        raise ReportError(faults)
    return list(dict.fromkeys(names)) or known


def _run(project: Project, name: str) -> Run:
    """Return the run that a report's record tells of."""
    record = read_record(project.reports / name) or {}
    notebook = project.notebooks / record["notebook"]["name"]
    if not notebook.exists():
        found = f"its notebook {record['notebook']['name']} is gone"
        raise ReportError(Fault(f"verify {name}", 0, found, cure="Put it back, or remove the report."))
    theme = record["parameters"].get(THEME)
    values = record["changed"] | ({THEME: theme} if theme else {})
    return Run(name, notebook, run_of(notebook, read_parameters(notebook), values).parameters)


def _compared(published: Path, made: Path) -> Verified:
    files = sorted(_files(published) | _files(made))
    faults = []
    for name in files:
        before, now = (
            path.read_bytes() if path.is_file() else None for path in (published / name, made / name)
        )
        if before != now:
            faults.append(Fault(f"{published.name}/{name}", 0, _difference(before, now)))
    return Verified(published.name, len(files), tuple(faults))


def _files(folder: Path) -> set[str]:
    """Return the files of a report but the one that may differ."""
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and path.relative_to(folder).as_posix() != LOG
    }


def _difference(before: bytes | None, now: bytes | None) -> str:
    if before is None:
        return "is missing from the published report"
    if now is None:
        return "is in the published report, but was not made again"
    at = next((n for n, pair in enumerate(zip(before, now, strict=False)) if pair[0] != pair[1]), None)
    return f"differs from byte {at if at is not None else min(len(before), len(now))} on"
