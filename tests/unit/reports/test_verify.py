"""A published report is made again elsewhere, and every byte compared."""

from __future__ import annotations

import json
import shutil

import pytest

from analysis.errors import ReportError
from analysis.paths import Project
from analysis.reports import plan, run_reports
from analysis.reports.verify import verify_reports

NAME = "02-theme-river_drills-top-3-"


@pytest.fixture(scope="module")
def once(tmp_path_factory, made_once):
    project = Project.at(tmp_path_factory.mktemp("verify") / "project")
    shutil.copytree(made_once.root, project.root)
    run_reports(project, plan(project, themes=["river_drills"], assignments=["top=3"]))
    return project


@pytest.fixture
def published(once, tmp_path):
    shutil.copytree(once.root, tmp_path / "copy")
    return Project.at(tmp_path / "copy")


def _folder(project):
    (folder,) = project.reports.glob(f"{NAME}*")
    return folder


def test_a_report_with_parameters_of_its_own_is_made_again_the_same(published):
    (verified,) = verify_reports(published)
    assert verified.faults == () and verified.name.startswith(NAME)
    assert verified.n_files == sum(path.is_file() for path in _folder(published).rglob("*")) - 1
    assert str(verified).endswith(f"made again, {verified.n_files} files, the same bytes")


def test_what_differs_is_named_with_its_place(published):
    """As if another machine had made it: a table with another number, and a record that agrees with it."""
    from analysis.fingerprints import of_files

    folder = _folder(published)
    table, record = folder / "tables" / "voices.csv", folder / "run.json"
    table.write_text(table.read_text().replace("voice,", "voicf,", 1))
    (folder / "figures" / "by-voice.svg").unlink()
    known = json.loads(record.read_text("utf-8"))
    del known["outputs"]["figures/by-voice.svg"]
    known["outputs"]["tables/voices.csv"] = of_files(table)
    record.write_text(json.dumps(known))
    (verified,) = verify_reports(published)
    said = str(verified)
    assert said.startswith(f"{verified.name}: not the same\n")
    assert "tables/voices.csv: differs from byte 7 on" in said
    assert "figures/by-voice.svg: is missing from the published report" in said
    assert len(verified.faults) == 3, "the record itself is the third"


def test_what_is_out_of_date_or_damaged_cannot_be_verified(published):
    (_folder(published) / "report.html").write_text("x")
    (verified,) = verify_reports(published)
    assert "can't be verified: report.html is not as it was published. Run report" in str(verified)


def test_a_report_whose_notebook_is_gone_or_broken_keeps_no_other_from_being_verified(published, kit):
    kit.write_notebook(published, "08-lost", "print(1)", parameters="n: int = 1  # number")
    kit.write_notebook(published, "09-broken", "print(1)", parameters="n: int = 1  # number")
    run_reports(published, [*plan(published, notebook="08-lost"), *plan(published, notebook="09-broken")])
    (published.notebooks / "08-lost.ipynb").unlink()
    kit.write_notebook(published, "09-broken", "print(1)", parameters="n = 1")
    said = {verified.name: verified for verified in verify_reports(published)}
    assert "its notebook 08-lost.ipynb is gone. Put it back" in str(said["08-lost"])
    assert str(said["08-lost"]).startswith("08-lost: not compared\n")
    assert "09-broken.ipynb parameters cell line 1: `n = 1` is found" in str(said["09-broken"])
    assert [one.faults for name, one in said.items() if name.startswith(NAME)] == [()]


def test_unknown_reports_are_refused(published, tmp_path):
    with pytest.raises(ReportError, match=r"verify 02-theme-x: there is no such report\. Known: 02"):
        list(verify_reports(published, ["02-theme-x"]))
    with pytest.raises(ReportError, match=r"no report is found\. Run report first"):
        list(verify_reports(Project.at(tmp_path / "none")))
