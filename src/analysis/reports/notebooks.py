"""Refreshes the outputs of the committed notebooks, so that they can be read on a code host and compared."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from analysis import tables
from analysis.errors import AnalysisError, Fault, ReportError
from analysis.files import write_whole
from analysis.paths import Project
from analysis.reports.quick import import_nbformat
from analysis.reports.warm import warm_address


def refresh_notebooks(project: Project) -> Iterator[Path]:
    """Run each notebook with its default parameters and write its outputs back; yield those that changed.

    Outputs are in canonical form: run counts 1..n, no time, no path, sorted keys. A notebook that fails is
    left as it is, and the others are refreshed all the same.

    Raises:
        DataError: If a build is running.
        ReportError: At the end, with every notebook that failed.
    """
    faults: list[Fault] = []
    with tables.unchanged(project):
        for path in sorted(project.notebooks.glob("*.ipynb")):
            try:
                changed = _refresh(path, project)
            except AnalysisError as error:
                faults += error.faults
                continue
            if changed:
                yield path
    if faults:
        raise ReportError(faults)


def _refresh(path: Path, project: Project) -> bool:
    warm_address()
    import_nbformat()
    from analysis.parameters import read_parameters
    from analysis.reports import canonical
    from analysis.reports.make import execute_for

    executed = execute_for(project, path, read_parameters(path), {})
    if executed.failure is not None:
        found = (
            f"cell [{executed.failure.cell}] `{executed.failure.line}` stopped with {executed.failure.reason}"
        )
        raise ReportError(
            Fault(f"notebooks/{path.name}", 0, found, cure="Mend it in JupyterLab; it is as it was.")
        )
    fresh = canonical.to_bytes(canonical.without_injected(executed.notebook))
    if fresh == path.read_bytes():
        return False
    write_whole(path, fresh)
    return True
