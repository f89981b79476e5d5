"""Makes reports: what changed is run, checked, and published under its name only when it is complete."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from analysis import tables
from analysis.errors import AnalysisError, Fault, ReportError
from analysis.files import locked, put_in_place, writing
from analysis.parameters import read_parameters
from analysis.paths import Project
from analysis.processes import uninterrupted
from analysis.reports import inputs, names
from analysis.reports.changes import reasons_to_run
from analysis.reports.index import write_index
from analysis.reports.plans import Run, effective
from analysis.reports.results import RunResult, reason_text
from analysis.reports.workers import Task, results_of

# With hundreds of reports, the page that lists them takes longer to write than the shortest of them.
_INDEX_SECONDS = 5


@dataclass(frozen=True)
class Progress:
    """How far the runs are.

    Attributes:
        done: Runs that are done, skipped ones included.
        total: Runs asked for.
        seconds_left: Time the rest will take if it goes on like this; None where none was made yet.
    """

    done: int
    total: int
    seconds_left: float | None

    def line(self, result: RunResult) -> str:
        """Return the line of progress a result is told with; what is wrong follows in lines of its own."""
        said, *faults = str(result).splitlines()
        left = f", {_duration(self.seconds_left)} left" if self.seconds_left else ""
        return "\n".join([f"[{self.done:>{len(str(self.total))}}/{self.total}] {said}{left}", *faults])


OnResult = Callable[[RunResult, Progress], None]


def run_reports(
    project: Project,
    runs: Sequence[Run],
    *,
    jobs: int = 1,
    force: bool = False,
    on_result: OnResult | None = None,
) -> list[RunResult]:
    """Make the reports that are out of date; return what came of each, in the order asked for.

    One that fails doesn't keep the others from running; its last good report stays. Interrupted, what was
    published before stays published.

    Args:
        project: Whose tables and reports.
        runs: What to make.
        jobs: How many at a time, each in a process of its own.
        force: Run also what has not changed.
        on_result: Called with each result as it comes, and how far the runs are.

    Raises:
        ReportError: If two runs have one name, a name can't be a folder's, another process works here, or
            nothing can be written here.
        DataError: If a build is running.
    """
    _check_names(runs)
    results: dict[str, RunResult] = {}
    with (
        writing(project, project.reports, ReportError),
        locked(project.reports, busy(project)),
        tables.unchanged(project),
        _work_folder(project) as work,
    ):
        state = inputs.state_of(project)
        todo = []
        for run in runs:
            if force or reasons_to_run(project, run, state):
                todo.append(Task(project, run, state, work / run.name))
                continue
            results[run.name] = RunResult(run.name, "skipped", project.reports / run.name)
            if on_result is not None:
                on_result(results[run.name], Progress(len(results), len(runs), None))
        for result, seconds_left in _published(todo, jobs=jobs):
            results[result.name] = result
            if on_result is not None:
                on_result(result, Progress(len(results), len(runs), seconds_left))
    return [results[run.name] for run in runs]


def busy(project: Project) -> ReportError:
    """Return what is said where another process makes reports."""
    where = project.relative(project.reports)
    cure = "Wait for it to end, then try again."
    return ReportError(Fault(where, 0, "other reports are being made here", cure=cure))


def _duration(seconds: float) -> str:
    minutes = round(seconds / 60)
    if minutes < 2:
        return f"about {max(round(seconds), 1)} s"
    return f"about {minutes} min" if minutes < 120 else f"about {round(minutes / 60)} h"


def _published(tasks: Sequence[Task], *, jobs: int) -> Iterator[tuple[RunResult, float]]:
    """Yield each result when its report is in its place, with the seconds the others will take."""
    started = listed = time.monotonic()
    by_name = {task.run.name: task for task in tasks}
    for done, result in enumerate(results_of(tasks, jobs=jobs), 1):
        with uninterrupted():
            _settle(result, by_name[result.name])
        now = time.monotonic()
        if now - listed > _INDEX_SECONDS:
            with suppress(OSError):  # said at the end, when the others are made
                write_index(by_name[result.name].project)
            listed = now
        yield result, (now - started) / done * (len(tasks) - done)


def _settle(result: RunResult, task: Task) -> None:
    """Put a finished report in its place, or a failed notebook where it can be looked at."""
    failed = task.project.reports / ".failed" / result.name
    shutil.rmtree(failed, ignore_errors=True)
    if not result.failed:
        put_in_place(task.work, result.folder, aside=task.work.with_name(f"{result.name}.old"))
        return
    with suppress(OSError):  # on a full disk the reason is still said
        failed.mkdir(parents=True)
        for name in ("notebook.ipynb", "traceback.txt"):
            if (task.work / name).exists():
                (task.work / name).replace(failed / name)
        reason = reason_text(result, task.run.notebook.name, _values(task.run))
        (failed / "reason.txt").write_text(reason, encoding="utf-8")
    shutil.rmtree(task.work, ignore_errors=True)


def _values(run: Run) -> Mapping[str, object]:
    try:
        return effective(read_parameters(run.notebook), run)
    except AnalysisError:
        return run.parameters


@contextmanager
def _work_folder(project: Project) -> Iterator[Path]:
    """Give an empty folder beside the reports; whatever happens, no report stays aside, the index is true."""
    work = project.reports / ".work"
    _put_back(project, work)
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True, exist_ok=True)
    try:
        # A folder of its own: what a killed process left may still be ending.
        yield Path(tempfile.mkdtemp(dir=work))
    finally:
        with uninterrupted():
            _put_back(project, work)
            shutil.rmtree(work, ignore_errors=True)
            write_index(project)


def _put_back(project: Project, work: Path) -> None:
    """Put reports that were set aside by a process that was stopped in their place again."""
    for aside in sorted(work.glob("*/*.old")):
        place = project.reports / aside.stem
        if not place.exists():
            aside.rename(place)


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
