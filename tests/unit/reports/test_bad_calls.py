"""Every call that can't be meant is refused before a kernel starts, with what is wrong and what next."""

from __future__ import annotations

import pytest

import made_project
from analysis.cli import main
from bad_calls import BAD_CALLS


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    return made_project.write_project(tmp_path_factory.mktemp("calls"), n_documents=12)


@pytest.fixture(autouse=True)
def nothing_runs(monkeypatch):
    def refuse(*args, **options):
        raise AssertionError("this call is run")

    monkeypatch.setattr("analysis.reports.run_reports", refuse)


@pytest.mark.parametrize(("call", "said"), BAD_CALLS, ids=lambda part: str(part)[:50])
def test_a_call_that_cannot_be_meant_is_refused(project, capsys, call, said):
    assert main(["--project", str(project.root), "report", *call]) == 1
    shown = capsys.readouterr()
    assert said in shown.err and "Traceback" not in shown.err
    assert max(map(len, shown.err.splitlines())) < 400, "a long value doesn't bury what is wrong with it"


def test_there_are_enough_of_them():
    assert len(BAD_CALLS) >= 40
