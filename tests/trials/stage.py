"""What trials share: a small project in two states, its commands, and a look at what lies in it."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

from analysis.files import LOCK
from analysis.paths import Project
from analysis.reports.export import LOG
from analysis.reports.published import damaged, published, read_record
from analysis.sources import Origin, ingest
from unit.reports.conftest import DOCUMENTS, make_project, write_tables

Digests = dict[str, str]
# Texts of a made-up country, for builds.
TEXTS = {
    "harbour": "Ruritania and Borduria will hold joint exercises in May, said Defence Minister Ada Brandt.\n",
    "lake": "The Lake Pact is a threat to Borduria, its ministry said. Nobody at the lake agreed.\n",
    "river": "Borduria moved an air defence unit to the river. Ruritania called the move defensive.\n",
}


def reports_project(folder: Path) -> Project:
    """Return a project of made-up tables with three small reports."""
    return make_project(folder)


def theme_reports_project(folder: Path) -> Project:
    """Return the same with the reports on its two themes alone."""
    project = make_project(folder)
    (project.root / "notebooks" / "01-count.ipynb").unlink()
    return project


def build_project(folder: Path) -> Project:
    """Return a project of a few made-up texts."""
    project = Project.at(folder)
    project.raw.mkdir(parents=True)
    return project


def set_tables(project: Project, state: int) -> None:
    """Put tables into one of two states, from which reports have other bytes."""
    kept = project.root / "kept" / str(state)
    if not kept.exists():
        write_tables(project, DOCUMENTS[: 3 - state])
        shutil.copytree(project.processed, kept)
    shutil.copytree(kept, project.processed, dirs_exist_ok=True)


def set_texts(project: Project, state: int) -> None:
    """Put data/raw into one of two states, from which all tables have other bytes."""
    incoming = fresh(project.root / "incoming")
    for n, (name, text) in enumerate(TEXTS.items()):
        (incoming / f"{name}.txt").write_text(text * (1 + (n + state) % 2), "utf-8")
    shutil.rmtree(project.raw)
    ingest([incoming], project_raw=project.raw, collection="made", origin=Origin(), retrieved=None)


def command(project: Project, *arguments: str) -> list[str]:
    """Return a command of the project's command line."""
    return [sys.executable, "-m", "analysis", "--project", str(project.root), *arguments]


def run(project: Project, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run(command(project, *arguments), capture_output=True, text=True, check=False)


def report_digests(project: Project) -> Digests:
    """Return a hash of each published report's files, by name; "broken" for one that is not whole."""
    found = {}
    for path in sorted(project.reports.iterdir()) if project.reports.is_dir() else ():
        if path.is_dir() and not path.name.startswith("."):
            record = read_record(path)
            whole = record is not None and not damaged(path, record)
            found[path.name] = _digest(path) if whole else "broken"
    listed = {record["run"] for record in published(project.reports)}
    return {name: digest if name in listed else "broken" for name, digest in found.items()}


def table_digests(project: Project) -> Digests:
    """Return a hash of each table as a reader gets it, by name."""
    from analysis import tables

    found = {}
    for name in sorted(tables.BY_NAME):
        frame = tables.read(name, project=project)
        found[name] = hashlib.sha256(frame.to_json(orient="split").encode()).hexdigest()
    return found


def strays(folder: Path) -> list[str]:
    """Return what lies in a folder of results that belongs to no result."""
    known = {LOCK, "index.html", "build.json", "parses"}
    return [
        path.name
        for path in sorted(folder.iterdir())
        if path.name not in known and (path.name.startswith(".") or path.suffix not in ("", ".parquet"))
    ]


def _digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != LOG:
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def fresh(folder: Path) -> Path:
    """Return the folder, emptied."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
