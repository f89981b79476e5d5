"""The report command: batches, progress, summary, explanations, help, and what Ctrl-C leaves."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import psutil
import pytest

from analysis.cli import main
from family import started_with

TALKS, DRILLS = "02-theme-border_talks", "02-theme-river_drills"
STOPPED = "Stopped; what was finished before is kept."
BATCH = "- theme: each\n- notebook: 03-fails\n"
FAILS = "if until > 2:\n    raise ValueError('no such river')"


@pytest.fixture
def report(project, tmp_path, capsys):
    (tmp_path / "batch.yml").write_text(BATCH)

    def run(*arguments: str) -> tuple[int, list[str]]:
        status = main(["--project", str(project.root), "report", *arguments])
        shown = capsys.readouterr()
        return status, shown.out.splitlines() + shown.err.splitlines()

    return run


def test_a_batch_goes_on_where_a_run_fails_and_says_so(report, project, kit, tmp_path):
    parameters = 'project: str = ""  # project folder\nuntil: int = 3  # runs, number; at least 0'
    kit.write_notebook(project, "03-fails", FAILS, parameters=parameters)
    batch = ["--batch", str(tmp_path / "batch.yml"), "--jobs", "2"]
    status, said = report(*batch, "--explain")
    assert (status, said[0]) == (0, f"{TALKS}: would run: there is no report of it yet") and len(said) == 3

    status, said = report(*batch)
    assert status == 1
    progress = [line for line in said if line.startswith("[")]
    assert [line[:5] for line in progress] == ["[1/3]", "[2/3]", "[3/3]"] and progress[0].endswith(" left")
    table = said[said.index("") + 1 :]
    assert [line.split()[:2] for line in table[1:5]] == [
        ["2", "published"], ["0", "skipped"], ["1", "failed"], ["3", "in"],
    ]  # fmt: skip
    assert table[7].split(maxsplit=2) == ["03-fails", "[3]", "ValueError: no such river"]
    reason = (project.reports / ".failed" / "03-fails" / "reason.txt").read_text("utf-8").splitlines()
    assert reason[1:] == ["notebook: 03-fails.ipynb", "cell: [3] if until > 2:", "parameter until: 3"]

    kit.write_notebook(project, "03-fails", "until", parameters=parameters)
    status, said = report(*batch, "--resume")
    assert status == 0 and sum(": skipped, " in line for line in said) == 2
    assert any(line.startswith("[3/3] 03-fails: published") for line in said)


def test_help_of_a_notebook_lists_its_parameters_with_what_exists(report):
    status, said = report("--help-notebook", "02-theme")
    assert status == 0 and said[:2] == ["02-theme: One theme", "Who says what of it?"]
    at = said.index("theme (str, default 'river_drills')")
    assert said[at + 1 : at + 4] == [
        "    theme", "    unit: a code of the codebook", "    allowed: border_talks, river_drills",
    ]  # fmt: skip
    at = said.index("top (int, default 5)")
    assert said[at + 1 : at + 4] == ["    rows shown", "    unit: number", "    allowed: at least 0"]
    at = said.index("order (str, default 'time')")
    assert said[at + 1 : at + 3] == ["    order of rows", "    allowed: time, outlet"]
    assert not any(line.startswith("project") for line in said)


def test_where_nothing_changed_nothing_slow_is_loaded(project, report):
    """pandas alone takes as long to load as all else that finds out that nothing is to be done."""
    assert report("--theme", "border_talks")[0] == 0
    script = (
        "import sys; from analysis.cli import main; main(sys.argv[1:]); "
        "print({'pandas', 'matplotlib', 'nbformat', 'spacy'} & set(sys.modules))"
    )
    command = [sys.executable, "-c", script, "--project", str(project.root)]
    command += ["report", "--theme", "border_talks"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert ": skipped, " in done.stdout
    assert done.stdout.splitlines()[-1] == "set()"


def _started(project, *arguments: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "analysis", "--project", str(project.root), "report", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # What runs in the background of a shell ignores Ctrl-C, and so does all that it starts.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def _interrupted(process: subprocess.Popen) -> tuple[int, str, str]:
    """Press Ctrl-C; return the exit status and what was said, once nothing goes on."""
    below = psutil.Process(process.pid).children(recursive=True)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=120)
    assert not psutil.wait_procs(below, timeout=120)[1], "nothing goes on"
    return process.returncode, out, err.strip()


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_leaves_what_is_finished_and_nothing_half_made(project, kit, tmp_path, jobs):
    hangs = ["import time\nprint('begun')\ntime.sleep(300)"]
    for number in (3, 4):
        kit.write_notebook(project, f"0{number}-hangs", *hangs, parameters='project: str = ""  # folder')
    (tmp_path / "batch.yml").write_text("- notebook: [01-count, 03-hangs, 04-hangs]\n")
    with _started(project, "--jobs", jobs, "--batch", str(tmp_path / "batch.yml")) as process:
        assert "01-count: published" in process.stdout.readline()
        time.sleep(1)
        status, out, err = _interrupted(process)
    assert status == 130
    assert err == STOPPED and "published" not in out
    assert sorted(path.name for path in project.reports.iterdir()) == [".lock", "01-count", "index.html"]


@pytest.mark.parametrize("seconds", [0, 0.05, 0.2])
def test_ctrl_c_while_processes_start_is_one_line_and_leaves_no_index_of_nothing(project, seconds):
    with _started(project, "--jobs", "2") as process:
        family = psutil.Process(process.pid)
        while not started_with("spawn_main", family.children()):
            assert process.poll() is None
            time.sleep(0.005)
        time.sleep(seconds)
        status, out, err = _interrupted(process)
    assert (status, out, err) == (130, "", STOPPED)
    assert [path.name for path in project.reports.iterdir()] == [".lock"]
