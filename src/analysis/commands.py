"""What each command does, in words and an exit status; cli.py parses and prints."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import tqdm

from analysis.errors import DataError, Fault, ParameterError
from analysis.paths import Project

if TYPE_CHECKING:
    from analysis.reports import Run

Say = Callable[[str], None]
Options = argparse.Namespace

SHOWN = 20  # of a list of faults or notes, before only their number is said
SUPPLIED = ("title", "outlet", "url", "published", "licence", "encoding")


def ingest(project: Project, options: Options, say: Say) -> int:
    """Copy files into data/raw; say what went in, what was there, and what was wrong."""
    from analysis.sources import Origin, ingest

    supplied = {name: getattr(options, name) for name in SUPPLIED}
    report = ingest(
        [Path(path) for path in options.paths],
        project_raw=project.raw,
        collection=options.collection,
        origin=Origin(**supplied, synthetic=options.synthetic),
        retrieved=dt.datetime.now(dt.UTC).date(),  # the same day in every time zone
    )
    for line in report.lines():
        say(line)
    return _faults(report.faults, say)


def build(project: Project, options: Options, say: Say) -> int:
    """Bring the tables up to date; say what each step did."""
    from analysis import pipeline, tables
    from analysis.steps import STEPS

    with _Bars() as bars:
        for step in pipeline.build(project, STEPS, jobs=options.jobs, on_progress=bars):
            bars.clear()
            say(f"{step.name:10} {'' if step.ran else 'skipped: '}{step.said}")
    rejected = tables.read_arrow("rejected", project=project, columns=["kind", "reason"])
    reasons = [row["reason"] for row in rejected.to_pylist() if row["kind"] == "fault"]
    of_gold = (
        tables.read_arrow("gold_faults", project=project, columns=["reason"]).column("reason").to_pylist()
    )
    for title, table, found in (
        ("Left out, or left blank", "rejected", reasons),
        ("Samples left out, as their files have faults", "gold_faults", of_gold),
    ):
        if found:
            say(f"{title}:")
        for reason in found[:SHOWN]:
            say(f"  {reason}")
        if len(found) > SHOWN:
            where = f"{project.relative(project.processed)}/{table}.parquet"
            say(f"... and {len(found) - SHOWN} more in {where}")
    return 1 if reasons or of_gold else 0


def report(project: Project, options: Options, say: Say) -> int:
    """Run notebooks and publish reports; the last line is the path of the index page."""
    from analysis import pipeline, reports
    from analysis.steps import STEPS

    if options.help_notebook is not None:
        from analysis.reports.help import notebook_help

        for line in notebook_help(project, options.help_notebook):
            say(line)
        return 0
    pipeline.settle(project)
    runs = _runs(project, options, say)  # what can't be meant is refused before anything else is looked at
    if pipeline.is_behind(project, STEPS):
        say("data/raw, data/reference or the code has changed since the last build, which is reported here.")
        say("Run build to bring the tables up to date.")
    if options.explain:
        for name, reasons in reports.explain(project, runs):
            say(f"{name}: {'would run: ' + '; '.join(reasons) if reasons else 'up to date'}")
        return 0
    started = time.monotonic()
    results = reports.run_reports(
        project,
        runs,
        jobs=options.jobs,
        force=options.force,
        on_result=lambda result, progress: say(progress.line(result)),
    )
    if len(results) > 1:
        for line in ("", *reports.summary(results, seconds=time.monotonic() - started), ""):
            say(line)
    say(str(project.reports / "index.html"))
    return 1 if any(result.failed for result in results) else 0


def verify(project: Project, options: Options, say: Say) -> int:
    """Make published reports again elsewhere; say whether they are the same, and which parses are damaged."""
    from analysis.checks import check_stores
    from analysis.reports.verify import verify_reports

    all_same = True
    for verified in verify_reports(project, options.reports, jobs=options.jobs):
        all_same &= not verified.faults
        say(str(verified))
    faults = list(check_stores(project))
    return max(_faults(faults, say), 0 if all_same else 1)


def code(project: Project, options: Options, say: Say) -> int:
    """Show what the extractor and the codebook see in one text."""
    from analysis.explain import explain_text

    text = _text_of(options.text)
    if not text.strip():
        raise DataError(Fault("code", 0, "there is no text", "a text, a file, or - for standard input"))
    for line in explain_text(project, text):
        say(line)
    return 0


def check(project: Project, options: Options, say: Say) -> int:
    """Check reference data, codebook, raw files and environment; list all faults at once."""
    from analysis.checks import check_project, notes_on_reference

    if not project.root.is_dir():
        cure = "Name a folder with data/ in it, or make one with the command ingest."
        raise DataError(Fault(project.root.as_posix(), 0, "is no folder", cure=cure))
    faults = list(check_project(project))
    for note in notes_on_reference(project):
        say(f"note: {note}")
    if not faults:
        say("Reference data, codebook, raw files and language model are as they should be.")
    return _faults(faults, say)


def codebook(project: Project, options: Options, say: Say) -> int:
    """Check the codebook alone: its faults, then what the documents of the last build show of it."""
    from analysis.checks import check_themes, note_themes

    faults = list(check_themes(project))
    if faults:
        return _faults(faults, say)
    say("The codebook has no fault: every example holds, and every rule has one of its own.")
    notes = note_themes(project)
    if notes is None:
        say("Which rules find nothing was not looked for, as nothing is built. Run build first.")
    shown = (notes or [])[: None if options.all else SHOWN]
    for note in shown:
        say(f"note: {note}")
    if notes and len(notes) > len(shown):
        say(f"... and {len(notes) - len(shown)} more notes, which --all shows")
    if notes:
        say(f"{len(notes)} notes. A small corpus shows few rules at work; none of this is a fault by itself.")
    return 0


def evaluate(project: Project, options: Options, say: Say) -> int:
    """Score the codes of the last build, or the extractor's attributions, against hand-coded data."""
    from analysis.scoring import score

    with _Bars() as bars:
        frames, faults = score(project, options.gold, say=say, on_progress=partial(bars, "extract"))
    for frame in frames:
        say(frame.to_string(index=False, float_format="{:.3f}".format, na_rep="-"))
        say("")
    status = _faults(faults[:SHOWN], say)
    if len(faults) > SHOWN:
        say(f"... and {len(faults) - SHOWN} more")
    return status if frames else 1


def compare(project: Project, options: Options, say: Say) -> int:
    """Show what one build has and the other has not, and what that does to the numbers of reports."""
    from analysis.comparison import compare_builds

    builds = [Project.at(folder) for folder in (options.before, options.after)]
    faults = [
        Fault(
            build.root.as_posix(),
            0,
            "holds no build" if build.root.is_dir() else "is no folder",
            "the folder of a project that was built: data/processed lies in it",
            "Name that folder, or run build there.",
        )
        for build in builds
        if not build.processed.is_dir()
    ]
    if faults:
        raise DataError(faults)
    for line in compare_builds(*builds, limit=options.limit):
        say(line)
    return 0


def refresh_notebooks(project: Project, options: Options, say: Say) -> int:
    """Run the committed notebooks with their default parameters and keep the outputs."""
    from analysis import reports

    for path in reports.refresh_notebooks(project):
        say(f"refreshed {project.relative(path)}")
    return 0


def _runs(project: Project, options: Options, say: Say) -> list[Run]:
    """Return the runs that a call of report asks for."""
    from analysis import reports

    if options.batch is None:
        asked = {"themes": options.theme, "notebook": options.notebook, "assignments": options.parameters}
        return reports.plan(project, **asked)
    given = {"--theme": options.theme, "--notebook": options.notebook, "-p": options.parameters}
    also = [name for name, value in given.items() if value]
    if also:
        cure = "Write it into the file."
        raise ParameterError(Fault(name, 0, "is given with --batch", cure=cure) for name in also)
    return reports.read_batch(
        Path(options.batch), project, on_left_out=lambda fault: say(f"left out: {fault}")
    )


def _faults(faults: list[Fault], say: Say) -> int:
    for fault in faults:
        say(str(fault))
    return 1 if faults else 0


def _text_of(argument: str) -> str:
    if argument == "-":
        return sys.stdin.read()
    # A text may be longer than any file name; asking the system about it would raise.
    path = Path(argument) if len(argument) < 256 and "\n" not in argument else None
    is_path = len(argument.split()) == 1 and (os.sep in argument or Path(argument).suffix)
    if path and (is_path or path.is_dir()) and not path.is_file():
        found = "is a folder" if path.is_dir() else "is no file"
        raise DataError(Fault(argument, 0, found, "a text, a file, or - for standard input"))
    if path and path.is_file():
        try:
            return path.read_text("utf-8")
        except UnicodeDecodeError as error:
            raise DataError(
                Fault(argument, 0, f"is not UTF-8 ({error.reason})", "a UTF-8 text file")
            ) from error
    return argument


class _Bars:
    """One bar of progress a step, on standard error."""

    def __init__(self) -> None:
        self._bar: tqdm.tqdm | None = None
        self._step = ""

    def __enter__(self) -> _Bars:
        return self

    def __exit__(self, *error: object) -> None:
        self.clear()

    def __call__(self, step: str, done: int, todo: int) -> None:
        if self._bar is None or self._step != step:
            self.clear()
            self._step = step
            # In a log there is no bar to move: a line now and then is enough.
            pause = 0.2 if sys.stderr.isatty() else 30
            self._bar = tqdm.tqdm(total=todo, desc=step, leave=False, mininterval=pause, delay=pause)
        self._bar.update(done - self._bar.n)

    def clear(self) -> None:
        """Take the bar away, so that a line can be printed."""
        if self._bar is not None:
            self._bar.close()
            self._bar = None
