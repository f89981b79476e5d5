"""Processes that make reports, one report each at a time; what one of them meets never stops the others."""

from __future__ import annotations

import shutil
import time
import traceback
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from analysis.errors import AnalysisError, Fault
from analysis.files import write_fault
from analysis.paths import Project
from analysis.processes import worker_pool
from analysis.reports import inputs
from analysis.reports.plans import Run
from analysis.reports.quick import import_nbformat
from analysis.reports.results import Failure, RunResult
from analysis.reports.warm import share, warm_address


@dataclass(frozen=True)
class Task:
    """One run for a process: what to make, from what, and the folder to write into."""

    project: Project
    run: Run
    state: inputs.State
    work: Path


def results_of(tasks: Sequence[Task], *, jobs: int) -> Iterator[RunResult]:
    """Yield the result of each task as it is done, made by as many processes as there are jobs.

    Ctrl-C ends the processes at once; what was yielded before is finished.
    """
    if min(jobs, len(tasks)) <= 1:
        yield from map(_make, tasks)
        return
    waiting = list(tasks)
    while waiting:
        # A process that is killed takes its pool with it: what ran beside it is run again, each alone.
        left = yield from _results_of_pool(waiting, min(jobs, len(waiting)))
        begun = [task for task in left if task.work.exists()] or left
        yield from map(_make_alone, begun)
        waiting = [task for task in left if task not in begun]


def _results_of_pool(tasks: Sequence[Task], size: int) -> Generator[RunResult, None, list[Task]]:
    """Yield results; return the tasks that are left because a process was killed, in order."""
    left: list[Task] = []
    with worker_pool(size, prepare=partial(share, warm_address())) as pool:
        running = {pool.submit(_make, task): task for task in tasks}
        for future in as_completed(running):
            try:
                yield future.result()
            except BrokenProcessPool:
                left.append(running[future])
    return sorted(left, key=tasks.index)


def _make_alone(task: Task) -> RunResult:
    """Make one report in a process that nothing else depends on."""
    shutil.rmtree(task.work, ignore_errors=True)
    with worker_pool(1, prepare=partial(share, warm_address())) as pool:
        try:
            return pool.submit(_make, task).result()
        except BrokenProcessPool:
            found = "its process was killed"
            cure = "Was there memory left? Run fewer at a time with --jobs 1."
            return _failed(task, [Fault(f"report {task.run.name}", 0, found, cure=cure)])


def _make(task: Task) -> RunResult:
    """Write one report into its work folder; after a failure the notebook lies there as far as it came."""
    warm_address()  # imports while this process does
    import_nbformat()
    from analysis.reports.make import NotebookFailed, make_report

    started = time.monotonic()
    try:
        task.work.mkdir(parents=True)
        n_warnings = make_report(task.project, task.run, state=task.state, folder=task.work)
    except NotebookFailed as error:
        return _failed(task, error.faults, time.monotonic() - started, error.failure)
    except AnalysisError as error:
        return _failed(task, error.faults, time.monotonic() - started)
    except OSError as error:
        fault = write_fault(error, f"report {task.run.name}", task.project)
        return _failed(task, [fault], time.monotonic() - started)
    except Exception as error:  # whatever it is, the other reports must still be made
        with suppress(OSError):
            (task.work / "traceback.txt").write_text(traceback.format_exc(), encoding="utf-8")
        found = f"{type(error).__name__}: {error}"
        return _failed(task, [Fault(f"report {task.run.name}", 0, found)], time.monotonic() - started)
    folder = task.project.reports / task.run.name
    return RunResult(task.run.name, "published", folder, time.monotonic() - started, n_warnings=n_warnings)


def _failed(
    task: Task, faults: Sequence[Fault], seconds: float = 0.0, failure: Failure | None = None
) -> RunResult:
    folder = task.project.reports / task.run.name
    return RunResult(task.run.name, "failed", folder, seconds, tuple(faults), failure=failure)
