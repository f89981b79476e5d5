"""Makes reports: what changed is run, checked, and published under its name only when it is complete."""

from __future__ import annotations

import shutil
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from analysis import tables
from analysis.errors import AnalysisError, Fault, ReportError
from analysis.files import locked, put_in_place, write_fault, writing
from analysis.fingerprints import of_files
from analysis.paths import Project
from analysis.processes import worker_pool
from analysis.reports import inputs, names
from analysis.reports.index import write_index
from analysis.reports.parameters import read_parameters
from analysis.reports.plans import Run, effective, theme_of
from analysis.reports.published import is_intact, read_record
from analysis.reports.quick import import_nbformat
from analysis.reports.warm import warm_process

Progress = Callable[[int, int], None]  # reports done, reports to do
Status = Literal["published", "skipped", "failed"]


@dataclass(frozen=True)
class RunResult:
    """What came of one run.

    Attributes:
        name: Of the run and of its folder.
        status: published, skipped (nothing it depends on has changed) or failed.
        folder: Where the report lies; after a failure the one from before, if there was one.
        seconds: From start to end.
        faults: Why it failed.
        n_warnings: Times its cells warned; run.log.json has the words.
    """

    name: str
    status: Status
    folder: Path
    seconds: float = 0.0
    faults: tuple[Fault, ...] = ()
    n_warnings: int = 0

    @property
    def failed(self) -> bool:
        """Whether there is no new report although one was due."""
        return self.status == "failed"

    @property
    def error(self) -> ReportError | None:
        """The failure as an exception."""
        return ReportError(self.faults) if self.failed else None

    def __str__(self) -> str:
        if self.failed:
            return f"{self.name}: failed\n" + "\n".join(f"  {fault}" for fault in self.faults)
        if self.status == "skipped":
            return f"{self.name}: skipped, nothing it is made from has changed"
        warnings = f"{self.n_warnings} warning{'' if self.n_warnings == 1 else 's'}"
        warned = f", {warnings} in run.log.json" if self.n_warnings else ""
        return f"{self.name}: published in {self.seconds:.1f} s{warned}"


@dataclass(frozen=True)
class _Task:
    """One run for a process of its own."""

    project: Project
    run: Run
    state: inputs.State
    work: Path


def run_reports(
    project: Project,
    runs: Sequence[Run],
    *,
    jobs: int = 1,
    force: bool = False,
    on_progress: Progress | None = None,
) -> list[RunResult]:
    """Make the reports that are out of date; return what came of each, in the order asked for.

    One that fails doesn't keep the others from running; its last good report stays.

    Args:
        project: Whose tables and reports.
        runs: What to make.
        jobs: How many at a time, each in a process of its own.
        force: Run also what has not changed.
        on_progress: Called with the number of reports done and to do.

    Raises:
        ReportError: If two runs have one name, a name can't be a folder's, another process works here, or
            nothing can be written here.
        DataError: If a build is running.
    """
    _check_names(runs)
    where = project.relative(project.reports)
    busy = Fault(where, 0, "other reports are being made here", cure="Wait for it to end, then try again.")
    with (
        writing(project, project.reports, ReportError),
        locked(project.reports, ReportError(busy)),
        tables.unchanged(project),
    ):
        work = _new_work(project)
        state = inputs.state_of(project)
        results = {
            run.name: RunResult(run.name, "skipped", project.reports / run.name)
            for run in runs
            if not force and _is_up_to_date(project, run, state)
        }
        report = on_progress or (lambda done, todo: None)
        report(len(results), len(runs))
        todo = [_Task(project, run, state, work / run.name) for run in runs if run.name not in results]
        for result in _results(todo, jobs):
            results[result.name] = _settled(result, project, work)
            with suppress(OSError):  # said below, when the others are made
                write_index(project)
            report(len(results), len(runs))
        write_index(project)
        shutil.rmtree(work.parent, ignore_errors=True)
    return [results[run.name] for run in runs]


def _results(tasks: Sequence[_Task], jobs: int) -> Iterator[RunResult]:
    """Yield the result of each task as it is done."""
    if min(jobs, len(tasks)) <= 1:
        yield from map(_make, tasks)
        return
    broken: list[_Task] = []
    with worker_pool(min(jobs, len(tasks))) as pool:
        running = {pool.submit(_make, task): task for task in tasks}
        for future in as_completed(running):
            try:
                yield future.result()
            except BrokenProcessPool:
                broken.append(running[future])
    # A process that is killed takes its pool with it: what ran or waited beside it is run again, each alone.
    yield from map(_make_alone, sorted(broken, key=tasks.index))


def _make_alone(task: _Task) -> RunResult:
    """Make one report in a process that nothing else depends on."""
    shutil.rmtree(task.work, ignore_errors=True)
    with worker_pool(1) as pool:
        try:
            return pool.submit(_make, task).result()
        except BrokenProcessPool:
            found = "its process was killed"
            cure = "Was there memory left? Run fewer at a time with --jobs 1."
            return _failed(task, [Fault(f"report {task.run.name}", 0, found, cure=cure)])


def _make(task: _Task) -> RunResult:
    """Write one report into its work folder; after a failure the notebook lies there as far as it came."""
    warm_process()  # imports while this process does
    import_nbformat()
    from analysis.reports.make import make_report

    started = time.monotonic()
    try:
        task.work.mkdir(parents=True)
        n_warnings = make_report(task.project, task.run, state=task.state, folder=task.work)
    except AnalysisError as error:
        return _failed(task, error.faults, time.monotonic() - started)
    except OSError as error:
        where = f"report {task.run.name}"
        return _failed(task, [write_fault(error, where, task.project)], time.monotonic() - started)
    except Exception as error:  # whatever it is, the other reports must still be made
        with suppress(OSError):
            (task.work / "traceback.txt").write_text(traceback.format_exc(), encoding="utf-8")
        found = f"{type(error).__name__}: {error}"
        return _failed(task, [Fault(f"report {task.run.name}", 0, found)], time.monotonic() - started)
    folder = task.project.reports / task.run.name
    return RunResult(task.run.name, "published", folder, time.monotonic() - started, n_warnings=n_warnings)


def _failed(task: _Task, faults: Sequence[Fault], seconds: float = 0.0) -> RunResult:
    folder = task.project.reports / task.run.name
    return RunResult(task.run.name, "failed", folder, seconds, tuple(faults))


def _settled(result: RunResult, project: Project, work: Path) -> RunResult:
    """Put a finished report in its place, or a failed notebook where it can be looked at."""
    made, failed = work / result.name, project.reports / ".failed" / result.name
    shutil.rmtree(failed, ignore_errors=True)
    if not result.failed:
        put_in_place(made, result.folder, aside=work / f"{result.name}.old")
        return result
    with suppress(OSError):  # on a full disk the reason is still said
        failed.mkdir(parents=True)
        for name in ("notebook.ipynb", "traceback.txt"):
            if (made / name).exists():
                (made / name).replace(failed / name)
        reason = "".join(f"{fault}\n" for fault in result.faults)
        (failed / "reason.txt").write_text(reason, encoding="utf-8")
    shutil.rmtree(made, ignore_errors=True)
    return result


def _new_work(project: Project) -> Path:
    """Return an empty work folder beside the reports; a report set aside by a killed process goes back."""
    work = project.reports / ".work"
    for aside in sorted(work.glob("*/*.old")):
        place = project.reports / aside.stem
        if not place.exists():
            aside.rename(place)
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True, exist_ok=True)
    # A folder of its own: what a killed process left may still be ending.
    return Path(tempfile.mkdtemp(dir=work))


def _is_up_to_date(project: Project, run: Run, state: inputs.State) -> bool:
    """Return whether a report lies there, whole, made from what would make it now."""
    folder = project.reports / run.name
    record = read_record(folder)
    if record is None:
        return False
    try:
        parameters = read_parameters(run.notebook)
    except AnalysisError:
        return False  # the run itself says what is wrong
    data = state.of(inputs.names_in(record["data"]), theme=theme_of(parameters, run))
    now = inputs.fingerprint(
        notebook_sha256=of_files(run.notebook),
        parameters=effective(parameters, run),
        data=data,
        state=state,
    )
    return now == record["fingerprint"] and is_intact(folder, record)


def _check_names(runs: Sequence[Run]) -> None:
    taken: set[str] = set()
    faults = []
    for run in runs:
        if not names.is_safe(run.name) or run.name in ("index.html", "readme.md"):
            faults.append(Fault(f"run '{run.name}'", 0, "can't be the name of a report's folder"))
        if run.name in taken:
            faults.append(Fault(f"run '{run.name}'", 0, "is asked for twice", cure="Ask for it once."))
        taken.add(run.name)
    if faults:
        raise ReportError(faults)
