"""papermill's own command with the project's engine, and without it."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib

import nbformat
import papermill
import pytest
from papermill.engines import papermill_engines

import made_project
from analysis.engine import AnalysisEngine
from analysis.errors import ParameterError
from analysis.paths import CHECKOUT
from analysis.reports import kernels, plan, run_reports

NOTEBOOK = CHECKOUT / "notebooks" / "02-theme.ipynb"
ENTRY = "[papermill.engine]\nanalysis = analysis.engine:AnalysisEngine\n"


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    return made_project.write_project(tmp_path_factory.mktemp("engine"), n_documents=12)


@pytest.fixture(autouse=True)
def registered(monkeypatch):
    """The engine as its entry point registers it, also where the package is installed without it."""
    monkeypatch.setitem(papermill_engines._engines, "analysis", AnalysisEngine)


@pytest.fixture
def execute(project, tmp_path):
    def run(**parameters):
        out = tmp_path / "out.ipynb"
        parameters = {"theme": "nato_framing", "project": str(project.root)} | parameters
        options = {"engine_name": "analysis", "progress_bar": False}
        papermill.execute_notebook(NOTEBOOK, out, parameters=parameters, **options)
        return out

    return run


def test_the_entry_point_is_declared():
    declared = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))
    assert declared["project"]["entry-points"]["papermill.engine"] == {
        "analysis": "analysis.engine:AnalysisEngine"
    }


def test_the_notebook_is_the_one_of_the_report_forked_or_not(execute, project, monkeypatch):
    run_reports(project, plan(project, themes=["nato_framing"]))
    report = (project.reports / "02-theme-nato_framing" / "notebook.ipynb").read_bytes()
    assert execute().read_bytes().rstrip() == report.rstrip()
    monkeypatch.setattr(kernels, "warm_address", lambda: None)
    assert execute().read_bytes().rstrip() == report.rstrip()


def test_wrong_parameters_are_refused_all_at_once_and_nothing_is_written(execute, tmp_path):
    with pytest.raises(ParameterError) as raised:
        execute(themme="x", theme="nato_framng", min_documents="5", start="2024-05-01", end="2024-04-01")
    said = str(raised.value)
    assert len(raised.value.faults) == 4 and "Did you mean 'nato_framing'?" in said
    assert "parameter themme: the notebook has no such parameter. Did you mean 'theme'?" in said
    assert not list(tmp_path.iterdir())


def test_a_failed_notebook_is_written_with_its_error(execute, project, monkeypatch, tmp_path):
    broken = nbformat.read(NOTEBOOK, 4)
    broken.cells[4].source = "1 / 0"
    monkeypatch.setattr(sys.modules[__name__], "NOTEBOOK", tmp_path / "broken.ipynb")
    nbformat.write(broken, tmp_path / "broken.ipynb")
    with pytest.raises(papermill.PapermillExecutionError, match="ZeroDivisionError"):
        execute()
    assert "ZeroDivisionError" in (tmp_path / "out.ipynb").read_text("utf-8")


def _command(tmp_path, *options: str, **values: str) -> subprocess.CompletedProcess:
    """Run papermill's command in a folder, with the engine installed there."""
    installed = tmp_path / "site" / "made_up_engine-0.dist-info"
    installed.mkdir(parents=True)
    (installed / "METADATA").write_text("Metadata-Version: 2.1\nName: made-up-engine\nVersion: 0\n")
    (installed / "entry_points.txt").write_text(ENTRY)
    paths = [str(CHECKOUT / "src"), str(installed.parent)]
    given = [part for name, value in values.items() for part in ("-p", name, value)]
    command = [
        sys.executable,
        "-m",
        "papermill",
        "--start-timeout",
        "600",
        *options,
        str(NOTEBOOK),
        "out.ipynb",
        *given,
    ]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(paths)}
    return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)


def test_the_command_says_what_is_wrong_with_parameters_and_nothing_else(project, tmp_path):
    values = {"theme": "nato_framng", "project": str(project.root)}
    done = _command(tmp_path, "--engine", "analysis", **values, themme="x")
    said = done.stderr.split("Error: ")[1].splitlines()
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert said[1].endswith("Did you mean 'nato_framing'?") and said[0].endswith("Did you mean 'theme'?")
    assert len(said) == 2
    done = _command(tmp_path / "again", "--engine", "analysis", project=str(tmp_path))
    assert "does not exist. Run 'python -m analysis" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize("engine", [["--engine", "analysis"], []], ids=["ours", "plain"])
def test_the_command_works_with_and_without_the_engine(engine, project, tmp_path):
    values = {"theme": "nato_framing", "project": str(project.root)}
    done = _command(tmp_path, *engine, **values)
    assert done.returncode == 0, done.stderr
    shown = nbformat.read(tmp_path / "out.ipynb", 4)
    assert any(
        "image/svg+xml" in output.get("data", {})
        for cell in shown.cells
        for output in cell.get("outputs", ())
    )
    assert ("papermill" in shown.metadata) is (not engine)
