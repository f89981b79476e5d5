"""The steps from data/raw to data/processed, as data: what each reads, writes and is made by.

A step runs only when something it reads, or the code that makes it, has changed since the last build. All
tables are made in a staging folder and published together at the end, so that a build that is killed leaves
the last good tables. The steps themselves are in steps.py.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, field
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from analysis import tables
from analysis.errors import DataError, Fault
from analysis.files import locked, sweep, writing
from analysis.fingerprints import of_code, of_files, of_text
from analysis.paths import Project
from analysis.stores import damaged

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

Progress = Callable[[str, int, int], None]  # step, done, to do

# Packages whose versions can change a table, recorded in build.json.
RECORDED = ("spacy", "onnxruntime", "pandas", "pyarrow", "trafilatura", "py3langid")


@dataclass(frozen=True)
class Step:
    """One step of the build.

    Attributes:
        name: Shown to the user and used in build.json.
        reads: Tables and other inputs (raw, actors, outlets, timeline, codebook, gold, model) that decide it.
        writes: Tables it makes.
        code: Parts of the package whose source decides the result.
        run: Makes the tables in build.staging; returns what was done, for the user.
        has_stores: Whether it makes what lies in the stores of parses.
    """

    name: str
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    code: tuple[str, ...]
    run: Callable[[Build], str]
    has_stores: bool = False


@dataclass(frozen=True)
class StepReport:
    """What a build did in one step."""

    name: str
    ran: bool
    said: str


@dataclass
class Build:
    """One run of the pipeline: where it reads and writes, and what the inputs were."""

    project: Project
    jobs: int = 1
    on_progress: Progress | None = None
    fingerprints: dict[str, str] = field(default_factory=dict)  # input or table -> hash

    @property
    def staging(self) -> Path:
        """Where tables lie until all are made."""
        return self.project.processed / ".staging"

    def read(self, name: str) -> pd.DataFrame:
        """Return a table of this build if it was made in it, else of the last one."""
        return tables.read(name, project=self.project, folder=self.folder_of(name))

    def read_arrow(self, name: str, columns: Sequence[str] | None = None) -> pa.Table:
        """Return what read does, as a table of Arrow."""
        return tables.read_arrow(name, project=self.project, folder=self.folder_of(name), columns=columns)

    def write(self, rows: pd.DataFrame | pa.Table, name: str) -> None:
        """Put a table into the staging folder."""
        tables.write(rows, name, folder=self.staging)

    def folder_of(self, name: str) -> Path:
        """Return where a table lies that read would return."""
        made = tables.table_path(name, self.staging).exists()
        return self.staging if made else self.project.processed

    def is_intact(self, *names: str) -> bool:
        """Are these tables of the last build still there, as it wrote them?"""
        recorded = last_build(self.project).get("tables", {})
        paths = {name: tables.table_path(name, self.project.processed) for name in names}
        return all(path.exists() and of_files(path) == recorded.get(name) for name, path in paths.items())

    def progress(self, step: str) -> Callable[[int, int], None]:
        """Return a callback for one step."""
        return lambda done, todo: self.on_progress(step, done, todo) if self.on_progress else None


def build(
    project: Project,
    steps: Sequence[Step],
    *,
    jobs: int | None = None,
    on_progress: Progress | None = None,
) -> Iterator[StepReport]:
    """Bring data/processed up to date with data/raw and data/reference, yielding what each step did.

    Args:
        project: Project whose tables to make.
        steps: In an order in which each finds what it reads.
        jobs: Processes at most; default one a core. Tables are the same for any number.
        on_progress: Called with a step's name, how much of it is done, and how much there is.

    Raises:
        AnalysisError: If reference data or the codebook is at fault, the model is missing, another build or a
            report is at work on these tables, or they can't be written.
    """
    if not project.raw.is_dir():
        cure = "Put documents there with the command ingest, or name another folder with --project."
        raise DataError(Fault(project.raw.as_posix(), 0, "does not exist", cure=cure))
    with writing(project, project.processed, DataError), _locked(project):
        _settle(project)
        run = Build(project, jobs=jobs or os.cpu_count() or 1, on_progress=on_progress)
        shutil.rmtree(run.staging, ignore_errors=True)
        for store in project.parses.glob("*"):
            sweep(store)
        dropped = _drop_damaged(project)
        if dropped:
            yield StepReport("parses", True, f"{dropped}: dropped as damaged; what was in them is made anew")
        last = last_build(project)
        made: dict[str, str] = {}
        for step in steps:
            fingerprint = _step_fingerprint(step, run)
            is_known = last.get("steps", {}).get(step.name) == fingerprint and run.is_intact(*step.writes)
            if is_known and not (dropped and step.has_stores):
                report = StepReport(step.name, False, "nothing changed")
            else:
                report = StepReport(step.name, True, step.run(run))
            made[step.name] = fingerprint
            for name in step.writes:
                run.fingerprints[name] = _table_hash(name, run)
            yield report
        _publish(run, made)


def last_build(project: Project) -> dict[str, dict[str, str]]:
    """Return what build.json records of the last build; empty if there was none."""
    path = project.processed / "build.json"
    return json.loads(path.read_text("utf-8")) if path.exists() else {}


def is_behind(project: Project, steps: Sequence[Step]) -> bool:
    """Has anything that an analyst can edit changed since the last build?"""
    run, made = Build(project), last_build(project).get("steps", {})
    first = [step for step in steps if not set(step.reads) & set(tables.BY_NAME)]
    return bool(made) and any(made.get(step.name) != _step_fingerprint(step, run) for step in first)


def settle(project: Project) -> None:
    """Finish publishing a build that was complete when it was interrupted.

    Raises:
        DataError: If another process works on the tables, or they can't be written.
    """
    if (project.processed / tables.READY).is_dir():
        with writing(project, project.processed, DataError), _locked(project):
            _settle(project)


def _drop_damaged(project: Project) -> str:
    """Remove what of the stores is damaged, or a folder in a file's place; return which, "" for none."""
    found = damaged(project.parses)
    for path in found:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    return ", ".join(project.relative(path) for path in found)


def _settle(project: Project) -> None:
    ready = project.processed / tables.READY
    if not ready.is_dir():
        return
    for path in sorted(ready.iterdir(), key=lambda path: (path.name == "build.json", path.name)):
        path.replace(project.processed / path.name)
    ready.rmdir()


def _publish(run: Build, steps: dict[str, str]) -> None:
    from analysis.extract.model import identify_model
    from analysis.extract.tagger import identify_tagger

    changed = run.staging.is_dir()
    record = {
        "model": asdict(identify_model()),
        "tagger": identify_tagger(),
        "versions": {name: metadata.version(name) for name in RECORDED},
        "reference": {name: run.fingerprints[name] for name in ("actors", "codebook", "outlets")},
        "steps": steps,
        "tables": {name: run.fingerprints[name] for name in sorted(tables.BY_NAME)},
    }
    if not changed and record == last_build(run.project):
        return
    run.staging.mkdir(parents=True, exist_ok=True)
    (run.staging / "build.json").write_text(json.dumps(record, indent=1, sort_keys=True) + "\n", "utf-8")
    run.staging.rename(run.project.processed / tables.READY)
    _settle(run.project)


def _step_fingerprint(step: Step, run: Build) -> str:
    for name in step.reads:
        if name not in run.fingerprints:
            run.fingerprints[name] = _input_hash(name, run.project)
    return of_text(step.name, of_code(*step.code), *(run.fingerprints[name] for name in step.reads))


def _input_hash(name: str, project: Project) -> str:
    from analysis.extract.model import identify_model
    from analysis.extract.tagger import identify_tagger

    if name == "model":
        identity = identify_model()
        return of_text(identity.weights_sha256, identity.spacy)
    if name == "tagger":
        return identify_tagger()
    folders = {
        "raw": [project.raw],
        "actors": [project.reference / "actors", project.cues],
        "outlets": [project.reference / "outlets.csv"],
        "timeline": [project.reference / "timeline.csv"],
        "codebook": [project.codebook],
        "gold": [project.gold],
    }
    return of_files(*folders[name])


def _table_hash(name: str, run: Build) -> str:
    staged = tables.table_path(name, run.staging)
    return of_files(staged if staged.exists() else tables.table_path(name, run.project.processed))


def _locked(project: Project) -> AbstractContextManager[None]:
    found = "another build is running here, or reports are being made from these tables"
    cure = "Wait for it to end, then build again."
    return locked(
        project.processed, DataError(Fault(project.relative(project.processed), 0, found, cure=cure))
    )
