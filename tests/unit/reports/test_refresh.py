"""Committed notebooks get their outputs in a form that only changes when the outputs do."""

from __future__ import annotations

import nbformat
import pytest

from analysis.errors import ReportError
from analysis.reports import refresh_notebooks


def test_outputs_are_written_once_and_then_stay_as_they_are(project):
    paths = list(refresh_notebooks(project))
    assert [path.name for path in paths] == ["01-count.ipynb", "02-theme.ipynb"]
    written = {path: path.read_bytes() for path in paths}
    assert list(refresh_notebooks(project)) == []
    assert {path: path.read_bytes() for path in paths} == written

    notebook = nbformat.reads(written[paths[1]].decode(), as_version=4)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    assert code[0].metadata.tags == ["parameters"], "nothing was put in behind it"
    assert code[1].outputs[0].text == "4 codes\n", "run with its defaults on the project's tables"
    assert written[paths[1]].endswith(b"}\n")
    assert str(project.root).encode() not in written[paths[1]] and b"papermill" not in written[paths[1]]


def test_a_notebook_that_fails_stays_as_it_was_and_the_others_are_refreshed(project, kit):
    broken = kit.write_notebook(project, "00-broken", "1/0")
    before = broken.read_bytes()
    refreshed = []
    with pytest.raises(
        ReportError, match=r"notebooks/00-broken.ipynb: cell \[3\] `1/0` stopped with ZeroDivision"
    ):
        for path in refresh_notebooks(project):
            refreshed.append(path.name)
    assert broken.read_bytes() == before
    assert refreshed == ["01-count.ipynb", "02-theme.ipynb"]
    assert not list(project.notebooks.glob(".*"))
