"""The build runs what changed, publishes all or nothing, and survives being killed."""

from __future__ import annotations

import errno
import json
import multiprocessing
import os
import signal
import time
from multiprocessing.synchronize import Event

import pytest

from analysis import tables
from analysis.errors import DataError
from analysis.paths import Project
from analysis.pipeline import Build, Step, build, last_build, settle


def _rows(n: int) -> list[dict]:
    return [
        {"sentence_id": f"a#s{i}", "doc_id": "a", "position": i, "start": i, "end": i + 1}
        for i in range(1, n + 1)
    ]


def make_sentences(run: Build) -> str:
    """As many sentences as there are raw files."""
    n = len(list(run.project.raw.glob("*.txt")))
    run.write(tables.from_records(_rows(n), "sentences"), "sentences")
    return f"{n} sentences"


def make_empty(run: Build) -> str:
    for name in tables.BY_NAME:
        if name != "sentences":
            run.write(tables.from_records([], name), name)
    return "the rest"


OTHERS = tuple(name for name in tables.BY_NAME if name != "sentences")
FAKE = (
    Step("sentences", ("raw",), ("sentences",), ("errors.py",), make_sentences),
    Step("others", ("sentences", "actors", "outlets", "codebook"), OTHERS, ("errors.py",), make_empty),
)


@pytest.fixture
def project(tmp_path) -> Project:
    project = Project.at(tmp_path)
    project.raw.mkdir(parents=True)
    (project.raw / "1.txt").write_text("one")
    return project


def ran(project: Project, steps=FAKE) -> list[str]:
    return [report.name for report in build(project, steps) if report.ran]


def test_a_second_build_does_nothing_and_changes_nothing(project):
    assert ran(project) == ["sentences", "others"]
    before = {
        path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in project.processed.glob("[!.]*")
    }
    assert ran(project) == []
    assert before == {
        path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in project.processed.glob("[!.]*")
    }


def test_only_steps_whose_inputs_changed_run(project):
    ran(project)
    (project.raw / "2.txt").write_text("two")
    assert ran(project) == ["sentences", "others"]
    (project.raw / "ignored.dat").write_text("a raw file that changes no row")
    assert ran(project) == ["sentences"], "the same table came out, so what reads it is left alone"


@pytest.mark.parametrize("harm", ["lost", "altered"])
def test_a_table_that_was_lost_or_altered_is_made_again(project, harm):
    ran(project)
    path = tables.table_path("sentences", project.processed)
    good = path.read_bytes()
    path.unlink() if harm == "lost" else path.write_bytes(good + b"x")
    assert ran(project) == ["sentences"]
    assert path.read_bytes() == good


def test_a_failing_step_leaves_the_last_good_tables(project):
    def fail(run: Build) -> str:
        run.write(tables.from_records(_rows(9), "sentences"), "sentences")
        raise DataError([])

    ran(project)
    before = tables.table_path("sentences", project.processed).read_bytes()
    (project.raw / "2.txt").write_text("two")
    with pytest.raises(DataError):
        ran(project, (Step("sentences", ("raw",), ("sentences",), ("errors.py",), fail),))
    assert tables.table_path("sentences", project.processed).read_bytes() == before
    assert ran(project) == ["sentences", "others"]


def test_publishing_that_was_interrupted_is_finished(project):
    ran(project)
    ready = project.processed / ".ready"
    ready.mkdir()
    record = last_build(project) | {"steps": {"sentences": "new"}}
    (ready / "build.json").write_text(json.dumps(record))
    settle(project)
    assert last_build(project)["steps"] == {"sentences": "new"}
    assert not ready.exists()


def test_tables_of_a_complete_build_are_read_before_they_lie_in_their_places(project):
    ran(project)
    whole = tables.read("sentences", project=project)
    tables.write(whole.head(0), "sentences", folder=project.processed / tables.READY)
    assert len(whole) and tables.read("sentences", project=project).empty
    settle(project)
    assert tables.read("sentences", project=project).empty
    assert not (project.processed / tables.READY).exists()


def test_a_full_disk_is_said_with_a_cure_and_leaves_the_tables(project):
    ran(project)
    before = tables.table_path("sentences", project.processed).read_bytes()

    def fill(run: Build) -> str:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(DataError, match=r"^data/processed: no space left on device. Free some space there"):
        ran(project, (Step("sentences", ("raw",), ("sentences",), ("fingerprints.py",), fill),))
    assert tables.table_path("sentences", project.processed).read_bytes() == before


def test_tables_are_not_built_while_reports_are_made_from_them(project):
    with tables.unchanged(project), pytest.raises(DataError, match="or reports are being made from these"):
        ran(project)


def _build_forever(root: str, started: Event) -> None:
    def dawdle(run: Build) -> str:
        started.set()
        time.sleep(60)
        return ""

    list(build(Project.at(root), (Step("slow", ("raw",), (), ("errors.py",), dawdle),)))


def test_a_second_build_at_once_is_refused_and_a_killed_one_frees_the_lock(project):
    context = multiprocessing.get_context("fork")
    started = context.Event()
    process = context.Process(target=_build_forever, args=(str(project.root), started))
    process.start()
    assert started.wait(20)
    with pytest.raises(DataError, match="another build is running here"):
        ran(project)
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    assert ran(project) == ["sentences", "others"]
    assert len(tables.read("sentences", project=project)) == 1
