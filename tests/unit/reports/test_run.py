"""Reports as they are made: run, checked, published whole, skipped when nothing changed."""

from __future__ import annotations

import codecs
import errno
import json
import os
import shutil
import subprocess
import sys
import time

import pandas as pd
import psutil
import pytest

from analysis import tables
from analysis.errors import DataError, ReportError
from analysis.files import locked
from analysis.paths import Project
from analysis.reports import Run, default_set, plan, run_reports
from family import started_with

DRILLS, TALKS = "02-theme-river_drills", "02-theme-border_talks"


def _files(folder) -> dict[str, bytes]:
    """All files of a report but the one that may differ."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "run.log.json"
    }


def _statuses(results) -> dict[str, str]:
    return {result.name: result.status for result in results}


@pytest.fixture(scope="module")
def first(tmp_path_factory, made_once):
    """The whole set, made once by two processes from another working directory; tests copy it."""
    folder = tmp_path_factory.mktemp("run") / "project"
    shutil.copytree(made_once.root, folder)
    project = Project.at(folder)
    seen = []
    here = os.getcwd()
    os.chdir(tmp_path_factory.mktemp("elsewhere"))
    try:
        results = run_reports(
            project, default_set(project), jobs=2, on_result=lambda _, progress: seen.append(progress)
        )
    finally:
        os.chdir(here)
    return project, results, seen


@pytest.fixture
def published(first, tmp_path) -> Project:
    shutil.copytree(first[0].root, tmp_path / "copy")
    return Project.at(tmp_path / "copy")


def test_the_whole_set_is_published(first):
    project, results, seen = first
    assert _statuses(results) == {"01-count": "published", TALKS: "published", DRILLS: "published"}
    assert [(each.done, each.total) for each in seen] == [(1, 3), (2, 3), (3, 3)]
    assert seen[0].seconds_left > 0 == seen[-1].seconds_left
    assert sorted(path.name for path in project.reports.iterdir()) == [
        ".lock", "01-count", TALKS, DRILLS, "index.html",
    ]  # fmt: skip
    names = list(_files(project.reports / DRILLS))
    assert {
        "report.html", "notebook.ipynb", "run.json", "figures/by-voice.svg", "figures/by-voice.png",
        "tables/by-voice.csv", "tables/voices.csv", "tables/evidence.csv",
    } <= set(names)  # fmt: skip
    assert sum(name.startswith("documents/") for name in names) == 3


def test_tables_are_read_as_utf_8_by_spreadsheets_and_by_pandas(first):
    paths = list(first[0].reports.glob("*/tables/*.csv"))
    assert len(paths) > 5 and all(path.read_bytes().startswith(codecs.BOM_UTF8) for path in paths)
    assert not any("\ufeff" in "".join(pd.read_csv(path).columns) for path in paths)


def test_the_record_says_what_it_was_made_from(first):
    project = first[0]
    record = json.loads((project.reports / DRILLS / "run.json").read_text("utf-8"))
    assert record["parameters"]["theme"] == "river_drills" and "project" not in record["parameters"]
    assert set(record["data"]) == {
        "attributions", "codes[theme=river_drills]", "documents", "sentences",
        "themes[theme=river_drills]",
    }  # fmt: skip
    assert list(record["codebook"]) == ["river_drills"]
    assert record["subject"] == "River drills" and record["question"] == "Who says what of it?"
    assert record["evidence"] == {"sentences": 4, "documents": 3}
    assert record["synthetic"] == 3
    assert {"python", "pandas", "matplotlib", "papermill", "analysis"} <= set(record["versions"])


def test_a_report_that_reads_one_table_depends_on_few(first):
    record = json.loads((first[0].reports / "01-count" / "run.json").read_text("utf-8"))
    assert set(record["data"]) == {"documents", "sentences"}


def test_no_path_of_the_machine_is_published(first):
    project = first[0]
    for name in ("01-count", TALKS, DRILLS):
        assert not [
            path
            for path, data in _files(project.reports / name).items()
            if str(project.root).encode() in data
        ]


def test_nothing_changed_nothing_runs(published):
    results = run_reports(published, default_set(published))
    assert set(_statuses(results).values()) == {"skipped"}
    assert str(results[0]) == "01-count: skipped, nothing it is made from has changed"


def test_a_change_of_one_theme_runs_that_theme_alone_and_leaves_other_bytes(published):
    codes = tables.read("codes", project=published)
    codes.loc[codes["theme"] == "border_talks", "modality"] = "hedged"
    tables.write(codes, "codes", folder=published.processed)
    before = {name: _files(published.reports / name) for name in ("01-count", TALKS, DRILLS)}
    results = run_reports(published, default_set(published))
    assert _statuses(results) == {"01-count": "skipped", TALKS: "published", DRILLS: "skipped"}
    assert _files(published.reports / DRILLS) == before[DRILLS]
    assert _files(published.reports / TALKS)["tables/evidence.csv"] != before[TALKS]["tables/evidence.csv"]


def test_made_again_elsewhere_a_report_has_the_same_bytes(published, first):
    shutil.rmtree(published.reports)
    run_reports(published, plan(published, themes=["river_drills"]), jobs=1)
    assert _files(published.reports / DRILLS) == _files(first[0].reports / DRILLS)


@pytest.mark.parametrize("damage", ["removed", "altered"])
def test_a_report_that_is_not_whole_is_made_again(published, first, damage):
    page = published.reports / "01-count" / "report.html"
    page.unlink() if damage == "removed" else page.write_text("x")
    (result,) = run_reports(published, plan(published, notebook="01-count"))
    assert result.status == "published"
    assert _files(page.parent) == _files(first[0].reports / "01-count")


def test_force_runs_what_has_not_changed(published):
    (result,) = run_reports(published, plan(published, notebook="01-count"), force=True)
    assert result.status == "published"


BROKEN = "1/0  # told by a test"


def test_a_failure_leaves_the_old_report_says_why_and_stops_no_other(published, kit):
    before = _files(published.reports / DRILLS)
    kit.write_notebook(published, "02-theme", *kit.THEME_CELLS[:1], "\nvalue = 1\n" + BROKEN)
    kit.write_notebook(published, "03-new", "print(1)", parameters='project: str = ""  # project folder')
    failed = plan(published, themes=["river_drills"]) + plan(published, notebook="03-new")
    results = run_reports(published, failed, jobs=2)
    assert _statuses(results) == {DRILLS: "failed", "03-new": "published"}
    assert str(results[0].error) == (
        f"report {DRILLS}: cell [4] `value = 1` stopped with ZeroDivisionError: division by zero. "
        f"Open reports/.failed/{DRILLS}/notebook.ipynb, the notebook as it failed; "
        "an earlier report stays as it was."
    )
    assert _files(published.reports / DRILLS) == before
    left = published.reports / ".failed" / DRILLS
    assert "ZeroDivisionError" in (left / "notebook.ipynb").read_text("utf-8")
    assert "division by zero" in (left / "reason.txt").read_text("utf-8")
    assert f"The last attempt at {DRILLS} failed" in (published.reports / "index.html").read_text("utf-8")
    assert not (published.reports / ".work").exists()


def test_once_mended_nothing_is_left_of_a_failure(published):
    (published.reports / ".failed" / "01-count").mkdir(parents=True)
    run_reports(published, plan(published, notebook="01-count"), force=True)
    assert not (published.reports / ".failed" / "01-count").exists()


def test_a_report_that_is_not_sound_is_not_published(published, kit):
    cell = 'display(Markdown("[a](#nowhere)"))'
    kit.write_notebook(published, "01-count", "from IPython.display import Markdown, display\n" + cell)
    before = _files(published.reports / "01-count")
    (result,) = run_reports(published, [Run("01-count", published.notebooks / "01-count.ipynb")])
    assert [str(fault) for fault in result.faults] == ["report.html: the link '#nowhere' leads nowhere."]
    assert _files(published.reports / "01-count") == before
    assert (published.reports / ".failed" / "01-count" / "notebook.ipynb").exists()


# The process above a kernel is the one it was forked from; beside that are those that make reports.
KILL = """import os, psutil, signal, time

above = psutil.Process(os.getppid())
beside = [each for each in psutil.process_iter(["ppid", "cmdline"]) if each.info["ppid"] == above.ppid()]
makers = [each for each in beside if "spawn_main" in " ".join(each.info["cmdline"] or [])]
for each in {victims}:
    os.kill(each.pid, signal.SIGKILL)
time.sleep(60)"""


@pytest.mark.skipif(sys.platform != "linux", reason="finds processes in /proc")
def test_a_process_that_is_killed_takes_no_other_report_with_it(published, kit):
    kill = KILL.replace("{victims}", "makers")  # any of them may have taken this notebook
    kit.write_notebook(published, "03-kill", kill, parameters='project: str = ""  # project folder')
    runs = plan(published, notebook="03-kill") + plan(published, notebook="01-count")
    results = run_reports(published, runs, jobs=2, force=True)
    assert _statuses(results) == {"03-kill": "failed", "01-count": "published"}
    assert "its process was killed" in str(results[0].error)


@pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked on Linux alone")
def test_kernels_are_started_again_where_the_process_they_are_forked_from_is_killed(published, kit):
    kill = KILL.replace("{victims}", "[above]")
    kit.write_notebook(published, "00-kill", kill, parameters='project: str = ""  # project folder')
    runs = plan(published, notebook="00-kill") + plan(published, notebook="01-count")
    results = run_reports(published, runs, jobs=1, force=True)
    assert _statuses(results) == {"00-kill": "failed", "01-count": "published"}
    assert "stopped with the kernel died" in str(results[0].error)


def test_a_kernel_that_dies_is_a_failure_with_its_cell(published, kit):
    kit.write_notebook(published, "01-count", "x = 1", "import os\nos._exit(3)")
    (result,) = run_reports(published, [Run("01-count", published.notebooks / "01-count.ipynb")])
    assert result.failed and "cell [4] `import os` stopped with the kernel died" in str(result.error)


def test_a_kernel_that_crashes_says_of_what(published, kit):
    crash = "import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)"
    kit.write_notebook(published, "01-count", crash)
    (result,) = run_reports(published, [Run("01-count", published.notebooks / "01-count.ipynb")])
    assert "the kernel died: Fatal Python error: Segmentation fault" in str(result.error)


def test_warnings_are_counted_and_kept_out_of_the_report(published, kit):
    kit.write_notebook(published, "01-count", "import warnings\nwarnings.warn('old data')")
    (result,) = run_reports(published, [Run("01-count", published.notebooks / "01-count.ipynb")])
    assert result.n_warnings == 1 and str(result).endswith("1 warning in run.log.json")
    assert "old data" in (result.folder / "run.log.json").read_text("utf-8")
    assert not [name for name, data in _files(result.folder).items() if b"UserWarning" in data]


def test_a_report_set_aside_by_a_killed_process_comes_back(published):
    before = _files(published.reports / DRILLS)
    (published.reports / ".work" / "x").mkdir(parents=True)
    (published.reports / DRILLS).rename(published.reports / ".work" / "x" / f"{DRILLS}.old")
    results = run_reports(published, default_set(published))
    assert set(_statuses(results).values()) == {"skipped"}
    assert _files(published.reports / DRILLS) == before


RUN = """import sys
from analysis.paths import Project
from analysis.reports import default_set, run_reports
if __name__ == "__main__":
    project = Project.at(sys.argv[1])
    run_reports(project, default_set(project), jobs=2, force=True)
"""


def _wait_until(holds, *, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def test_killed_in_the_middle_nothing_is_left_running_and_reports_stay_whole(published, kit, tmp_path):
    kit.write_notebook(published, "02-theme", "import time\ntime.sleep(300)")
    before = {name: _files(published.reports / name) for name in (TALKS, DRILLS)}
    (tmp_path / "run.py").write_text(RUN)
    with subprocess.Popen([sys.executable, str(tmp_path / "run.py"), str(published.root)]) as process:
        family = psutil.Process(process.pid)
        # Two make reports, each with a kernel, which were forked from one process.
        _wait_until(lambda: len(started_with("--warm", family.children(recursive=True))) > 2)
        below = family.children(recursive=True)
        process.kill()
    assert not psutil.wait_procs(below, timeout=20)[1]
    assert {name: _files(published.reports / name) for name in (TALKS, DRILLS)} == before
    (result,) = run_reports(published, plan(published, notebook="01-count"), force=True)
    assert result.status == "published" and not (published.reports / ".work").exists()


@pytest.mark.parametrize("name", ["../x", ".failed", "A", "a/b", "<script>", ""])
def test_a_name_that_can_be_no_folder_is_refused(published, name):
    with pytest.raises(ReportError, match="can't be the name of a report's folder"):
        run_reports(published, [Run(name, published.notebooks / "01-count.ipynb")])


def test_two_runs_of_one_name_are_refused(published):
    run = Run("01-count", published.notebooks / "01-count.ipynb")
    with pytest.raises(ReportError, match="is asked for twice"):
        run_reports(published, [run, run])


def _full(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_disk_fails_with_a_cure_and_leaves_the_old_report(published, monkeypatch):
    before = _files(published.reports / DRILLS)
    monkeypatch.setattr("analysis.reports.make.write_report", _full)
    monkeypatch.setattr("pathlib.Path.write_text", _full)
    (result,) = run_reports(published, plan(published, themes=["river_drills"]), force=True)
    assert str(result.error) == (
        f"report {DRILLS}: no space left on device. Free some space there, then run the command again; "
        "what was made before is still there."
    )
    assert _files(published.reports / DRILLS) == before
    monkeypatch.setattr("analysis.reports.run.write_index", _full)
    with pytest.raises(ReportError, match=r"^reports: no space left on device\. Free some space there"):
        run_reports(published, default_set(published))


@pytest.mark.parametrize(("name", "call"), [(".lock", "open"), (".work", "mkdir")])
def test_a_folder_that_is_closed_to_writing_is_said_at_once(published, monkeypatch, name, call):
    before = _files(published.reports / DRILLS)
    allowed = getattr(os, call)

    def closed(path, *args, **options):
        if str(path).startswith(str(published.reports / name)):
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))
        return allowed(path, *args, **options)

    monkeypatch.setattr(os, call, closed)
    with pytest.raises(ReportError, match=rf"^reports/{name}: read-only file system\. Make it writable, or"):
        run_reports(published, default_set(published), force=True)
    assert _files(published.reports / DRILLS) == before


def test_reports_are_not_made_while_tables_are_built(published):
    with (
        locked(published.processed, ReportError([])),
        pytest.raises(DataError, match=r"data/processed: a build is running here. Wait for it to end"),
    ):
        run_reports(published, default_set(published))


def test_two_processes_do_not_write_the_same_reports(published):
    hold = (
        "import fcntl, sys, time\nfile = open(sys.argv[1], 'w')\nfcntl.flock(file, fcntl.LOCK_EX)\n"
        "print('held', flush=True)\ntime.sleep(30)"
    )
    lock = str(published.reports / ".lock")
    with subprocess.Popen([sys.executable, "-c", hold, lock], stdout=subprocess.PIPE) as other:
        other.stdout.readline()
        with pytest.raises(ReportError, match="other reports are being made here"):
            run_reports(published, default_set(published))
        other.kill()


def test_hostile_documents_stay_text_in_every_page(first, kit):
    for path in sorted((first[0].reports / DRILLS).rglob("*.html")):
        page = path.read_text("utf-8")
        assert kit.SCRIPT not in page and "<img src=x" not in page
        assert page.count("<script") == (1 if path.name == "report.html" else 0)
