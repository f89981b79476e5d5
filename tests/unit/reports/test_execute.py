"""Notebooks run in kernels of their own, forked or not, with nothing of the user's around them."""

from __future__ import annotations

import os
import sys

import nbformat
import psutil
import pytest

from analysis.reports import kernels, warm
from analysis.reports.canonical import to_bytes
from analysis.reports.execute import execute

CELL = """import os, random, sys
from analysis import tables
frame = tables.read("documents", project=project)
print(len(frame), sys.flags.hash_randomization, os.environ["TZ"], os.listdir("."), hash("a"))
sorted(name for name in dir() if name.startswith("from_start_up"))"""


@pytest.fixture
def notebook(tmp_path, kit):
    path = tmp_path / "run {me}.ipynb"

    def write(*cells: str):
        nbformat.write(kit.notebook(*cells, parameters='project: str = ""  # project folder'), path)
        return path

    return write


def _values(project):
    return {"project": str(project.root)}


def test_forked_and_fresh_kernels_give_the_same_bytes(notebook, project, monkeypatch, tmp_path):
    start_up = tmp_path / "ipython" / "profile_default" / "startup"
    start_up.mkdir(parents=True)
    (start_up / "00.py").write_text("from_start_up = 1")
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.setenv("TZ", "Asia/Vladivostok")
    path = notebook(CELL)
    forked = execute(path, _values(project))
    monkeypatch.setattr(kernels, "warm_address", lambda: None)
    fresh = execute(path, _values(project))
    assert to_bytes(forked.notebook) == to_bytes(fresh.notebook)
    assert forked.tables == fresh.tables == ("documents",)
    printed, names = forked.notebook.cells[-1].outputs
    assert printed.text.startswith("3 0 UTC []") and names.data["text/plain"] == "[]"


def test_a_cell_that_hangs_is_stopped(notebook, project):
    executed = execute(notebook("x = 1", "import time\ntime.sleep(60)"), _values(project), cell_timeout=1)
    assert (executed.failure.cell, executed.failure.line) == (4, "import time")
    assert executed.failure.reason == "the cell took longer than 1 s"
    assert executed.notebook.cells[3].execution_count == 3, "what ran before is kept"


def test_the_reason_of_a_failure_is_the_last_line_of_its_exception(notebook, project):
    cell = "\n# a comment\nraise ValueError('first line\\nsecond line')"
    failure = execute(notebook(cell), _values(project)).failure
    assert (failure.cell, failure.line, failure.reason) == (3, "# a comment", "ValueError: second line")


def test_folders_of_kernels_are_short_enough_for_their_sockets(monkeypatch, tmp_path):
    long = tmp_path / ("x" * 90)
    long.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(long))
    with kernels.kernel_folder() as folder:
        assert len(os.fsencode(folder)) <= 80 and (folder / "cwd").is_dir()
    assert not folder.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked on Linux alone")
def test_a_forked_kernel_is_known_to_have_ended(tmp_path):
    address = warm.warm_address()
    kernel = warm.fork(address, ["--version"], env=dict(os.environ), cwd=str(tmp_path), folder=tmp_path)
    assert kernel.wait() == 1
    assert kernel.poll() == 1
    kernel.terminate()  # nothing is left to end
    assert warm.warm_address() == address, "one process forks them all"


@pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked on Linux alone")
def test_a_forked_kernel_ends_with_whoever_asked_for_it(tmp_path):
    arguments = ["-f", str(tmp_path / "kernel.json")]
    kernel = warm.fork(warm.warm_address(), arguments, env=dict(os.environ), cwd="/", folder=tmp_path)
    running = psutil.Process(kernel.pid)
    assert kernel.poll() is None
    del kernel  # as a process that is killed lets go of it
    running.wait(timeout=20)


@pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked on Linux alone")
def test_where_no_process_forks_kernels_the_fault_is_said_and_another_is_started(tmp_path, notebook, project):
    nobody = str(tmp_path / "nobody")
    with pytest.raises(RuntimeError, match="did not start"):
        warm.fork(nobody, [], env={}, cwd="/", folder=tmp_path)
    warm.share(nobody)
    assert execute(notebook(CELL), _values(project)).failure is None
    assert warm.warm_address() != nobody
