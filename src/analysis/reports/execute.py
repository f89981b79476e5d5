"""Runs one notebook from top to bottom in a kernel of its own and says what came of it."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from papermill.exceptions import PapermillExecutionError

from analysis.reports import kernels
from analysis.reports.canonical import canonical
from analysis.reports.results import Failure

# A cell of these notebooks takes seconds; one that takes this long hangs, and would keep the others waiting.
CELL_TIMEOUT = 1800

# A kernel starts in a second of a processor, of which a busy machine may give little.
START_TIMEOUT = 300

# papermill and the kernel client log what is reported here as errors; without a handler it would be printed.
for _name in ("papermill", "traitlets"):
    logging.getLogger(_name).addHandler(logging.NullHandler())


@dataclass(frozen=True)
class Executed:
    """A notebook that ran, wholly or up to its failure.

    Attributes:
        notebook: In canonical form.
        warnings: What its cells wrote to stderr; it may differ from run to run, so the notebook lacks it.
        tables: Names of the tables that were read.
        seconds: From start to end.
        failure: Why it stopped before its end.
    """

    notebook: nbformat.NotebookNode
    warnings: tuple[str, ...]
    tables: tuple[str, ...]
    seconds: float
    failure: Failure | None


@dataclass
class _Watch:
    """What the notebook client tells while it works; it is all that is left when the kernel dies."""

    notebook: nbformat.NotebookNode | None = None
    cell: nbformat.NotebookNode | None = None
    started: list[str] = field(default_factory=list)

    def on_notebook_start(self, *, notebook: nbformat.NotebookNode, **_: Any) -> None:
        self.notebook = notebook

    def on_cell_start(self, *, cell: nbformat.NotebookNode, **_: Any) -> None:
        if cell.cell_type == "code" and cell.source.strip():
            self.cell = cell
            self.started.append(cell.source)


def execute(
    notebook: Path,
    parameters: Mapping[str, Any],
    *,
    folder: str = "",
    cell_timeout: int = CELL_TIMEOUT,
) -> Executed:
    """Return the notebook with the outputs it gives for these parameters; the file itself is left as it is.

    Args:
        notebook: Its file.
        parameters: Values that are injected behind the parameters cell, checked before.
        folder: A path that is replaced wherever an output shows it: where the project lies is not a result.
        cell_timeout: Seconds a cell may take.
    """
    source = _bare(nbformat.read(notebook, as_version=4))
    watch = _Watch()
    started = time.monotonic()
    with kernels.kernel_folder() as work:
        stop = _run(source, parameters, watch, kernels.client_options(work), cell_timeout)
        tables, words = kernels.tables_read(work), kernels.last_words(work)
    seconds = time.monotonic() - started
    executed = watch.notebook if watch.notebook is not None else source
    failure = _failure(executed, watch, stop, words, cell_timeout) if stop else None
    clean, warnings = canonical(executed, source=source, folder=folder, stopped=failure is not None)
    return Executed(clean, tuple(warnings), tuple(tables), seconds, failure)


def _bare(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Return it without its outputs, which are made anew but would be copied time and again before."""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return notebook


def _run(
    source: nbformat.NotebookNode,
    parameters: Mapping[str, Any],
    watch: _Watch,
    options: dict[str, Any],
    cell_timeout: int,
) -> Exception | None:
    """Run the notebook; return what stopped it."""
    from papermill.execute import execute_notebook

    try:
        execute_notebook(
            source,  # not a path: papermill would fill in braces in it
            None,
            parameters=dict(parameters),
            kernel_name="python3",
            language="python",
            progress_bar=False,
            request_save_on_cell_execute=False,
            execution_timeout=cell_timeout,
            start_timeout=START_TIMEOUT,
            on_notebook_start=watch.on_notebook_start,
            on_cell_start=watch.on_cell_start,
            **options,
        )
    except (PapermillExecutionError, CellExecutionError, CellTimeoutError, DeadKernelError) as error:
        return error
    except KeyboardInterrupt:
        logging.getLogger("asyncio").disabled = True  # it would tell of the cell that is left undone
        raise
    except RuntimeError as error:  # jupyter_client: the kernel didn't start or didn't answer in time
        return error
    return None


def _failure(
    executed: nbformat.NotebookNode, watch: _Watch, stop: Exception, words: str, cell_timeout: int
) -> Failure:
    cell, number = watch.cell, len(watch.started)
    first = next((line for line in (cell.source if cell else "").splitlines() if line.strip()), "").strip()
    error = next((out for out in (cell.outputs if cell else ()) if out.output_type == "error"), None)
    if isinstance(stop, CellTimeoutError):
        return Failure(number, first, f"the cell took longer than {cell_timeout} s")
    if error is not None:
        return Failure(number, first, _last_line(f"{error.ename}: {error.evalue}", error.ename))
    if isinstance(stop, DeadKernelError):
        said = f": {_last_line(words)}" if words.strip() else " (was there memory left?)"
        return Failure(number, first, f"the kernel died{said}")
    return Failure(number, first, _last_line(f"{stop}\n{words}"))


def _last_line(text: str, kind: str = "") -> str:
    """Return the last line that says something, led by the kind of the exception."""
    last = [line.strip() for line in text.splitlines() if line.strip()][-1:]
    line = last[0] if last else "no reason given"
    return line if not kind or line.startswith(kind) else f"{kind}: {line}"
