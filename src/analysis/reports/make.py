"""Makes one report from start to end, in the process it is given."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from analysis.errors import Fault, ReportError
from analysis.fingerprints import of_files
from analysis.parameters import RESERVED, Parameter, read_parameters
from analysis.paths import CHECKOUT, Project
from analysis.reports import canonical, inputs
from analysis.reports.execute import Executed, execute
from analysis.reports.export import write_log, write_report
from analysis.reports.plans import Run
from analysis.reports.record import Made
from analysis.reports.results import Failure
from analysis.reports.shown import what_is_shown


class NotebookFailed(ReportError):
    """A cell stopped the notebook."""

    def __init__(self, fault: Fault, failure: Failure) -> None:
        super().__init__(fault)
        self.failure = failure


def make_report(project: Project, run: Run, *, state: inputs.State, folder: Path) -> int:
    """Run a notebook and write its report into an empty folder; return how often its cells warned.

    The executed notebook is written first, so that it is there also when something is wrong with the report.

    Raises:
        NotebookFailed: If a cell failed.
        ReportError: If what the notebook shows or the written report is not sound.
    """
    parameters = read_parameters(run.notebook)
    notebook_sha256 = of_files(run.notebook)
    executed = execute_for(project, run.notebook, parameters, dict(run.parameters))
    (folder / "notebook.ipynb").write_bytes(canonical.to_bytes(executed.notebook))
    failed = f"{project.relative(project.reports)}/.failed/{run.name}/notebook.ipynb"
    if executed.failure is not None:
        raise NotebookFailed(_fault(run, executed.failure, failed), executed.failure)
    started = time.monotonic()
    shown = what_is_shown(executed.notebook, where=run.notebook.name)
    made = Made(run, parameters, executed.notebook, shown, executed.tables, notebook_sha256)
    write_report(made, folder, project=project, state=state)
    seconds = {"notebook": executed.seconds, "pages": time.monotonic() - started}
    write_log(folder, seconds=seconds, warnings=executed.warnings)
    return len(executed.warnings)


def execute_for(
    project: Project, notebook: Path, parameters: list[Parameter], values: dict[str, Any]
) -> Executed:
    """Return a notebook run on a project's tables; where the project lies shows nowhere in its outputs."""
    is_elsewhere = project.root != CHECKOUT and any(p.name == RESERVED for p in parameters)
    if is_elsewhere:
        values = values | {RESERVED: str(project.root)}
    return execute(notebook, values, folder=str(project.root))


def _fault(run: Run, failure: Failure, failed: str) -> Fault:
    at = f"cell [{failure.cell}] `{failure.line}`" if failure.cell else "its kernel"
    cure = f"Open {failed}, the notebook as it failed; an earlier report stays as it was."
    return Fault(f"report {run.name}", 0, f"{at} stopped with {failure.reason.rstrip('.')}", cure=cure)
