"""Why a report would be made again: each thing it is made from, by name."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace

import pytest

from analysis import tables
from analysis.paths import Project
from analysis.reports import default_set, explain, inputs, plan, run_reports
from analysis.reports.changes import reasons_to_run

DRILLS = "02-theme-river_drills"


@pytest.fixture(scope="module")
def once(tmp_path_factory, made_once):
    project = Project.at(tmp_path_factory.mktemp("changes") / "project")
    shutil.copytree(made_once.root, project.root)
    run_reports(project, plan(project, themes=["river_drills"]))
    return project


@pytest.fixture
def published(once, tmp_path):
    shutil.copytree(once.root, tmp_path / "copy")
    return Project.at(tmp_path / "copy")


def _reasons(project) -> list[str]:
    (run,) = plan(project, themes=["river_drills"])
    return reasons_to_run(project, run, inputs.state_of(project))


def _edit(project, table, change):
    frame = tables.read(table, project=project)
    tables.write(change(frame), table, folder=project.processed)


def test_nothing_changed_is_no_reason_and_what_was_never_made_is_one(published):
    assert dict(explain(published, default_set(published))) == {
        "01-count": ["there is no report of it yet"],
        "02-theme-border_talks": ["there is no report of it yet"],
        DRILLS: [],
    }


def test_a_change_of_rows_that_a_report_does_not_read_is_no_reason(published):
    _edit(published, "codes", lambda codes: codes[codes["theme"] == "river_drills"])
    _edit(published, "themes", lambda themes: themes.assign(title=themes["title"] + themes["theme"].map(
        lambda theme: "" if theme == "river_drills" else " again")))  # fmt: skip
    _edit(published, "outlets", lambda outlets: outlets.head(0))
    assert _reasons(published) == []


def test_a_change_of_rows_that_it_reads_is_named(published):
    _edit(published, "codes", lambda codes: codes.assign(modality="hedged"))
    _edit(published, "documents", lambda documents: documents.assign(licence="none"))
    assert _reasons(published) == [
        "rows of codes with theme=river_drills have changed", "table documents has changed",
    ]  # fmt: skip


def test_a_theme_that_reads_the_codes_of_all_depends_on_all(published, kit):
    whole = [cell.replace(', rows={"theme": theme}', "") for cell in kit.THEME_CELLS]
    kit.write_notebook(
        published, "02-theme", *whole[:1], 'codes = codes[codes["theme"] == theme]', *whole[1:]
    )
    run_reports(published, plan(published, themes=["river_drills"]))
    assert _reasons(published) == []
    _edit(published, "codes", lambda codes: codes[codes["theme"] == "river_drills"])
    assert _reasons(published) == ["table codes has changed"]


def test_changes_of_notebook_model_code_and_packages_are_named(published, kit):
    kit.write_notebook(published, "02-theme", *kit.THEME_CELLS, "1")
    (published.processed / "build.json").write_text(json.dumps({"model": {"name": "another"}}))
    (run,) = plan(published, themes=["river_drills"])
    state = inputs.state_of(published)
    other = replace(state, code="other", versions={**state.versions, "pandas": "99"})
    assert reasons_to_run(published, run, other) == [
        "02-theme.ipynb has changed",
        "the language model has changed",
        "the code that makes reports has changed",
        f"pandas is 99, was {state.versions['pandas']}",
    ]


def test_a_changed_default_is_named(published, kit):
    parameters = kit.PARAMETERS.replace("top: int = 5", "top: int = 6")
    kit.write_notebook(published, "02-theme", *kit.THEME_CELLS, parameters=parameters)
    assert _reasons(published) == ["02-theme.ipynb has changed", "parameter top is 6, was 5"]


def test_a_report_of_another_version_is_made_again(published):
    path = published.reports / DRILLS / "run.json"
    record = json.loads(path.read_text("utf-8"))
    record["data"]["codes[river_drills]"] = record["data"].pop("codes[theme=river_drills]")
    path.write_text(json.dumps(record | {"fingerprint": "of another kind"}))
    assert _reasons(published) == ["rows of codes with river_drills have changed"]
    path.write_text(json.dumps({"fingerprint": "of another kind"}))
    assert _reasons(published) == ["its record is of another version"]


def test_damage_is_named_file_by_file(published):
    (published.reports / DRILLS / "report.html").unlink()
    (published.reports / DRILLS / "tables" / "voices.csv").write_text("x")
    assert _reasons(published) == [
        "report.html is not as it was published", "tables/voices.csv is not as it was published",
    ]  # fmt: skip
