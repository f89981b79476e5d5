"""What a report depends on: its own inputs, and not those of other themes."""

from __future__ import annotations

import pytest

from analysis import tables
from analysis.reports import inputs

READS = ["codes", "documents", "themes"]


def _data(project, theme):
    return inputs.state_of(project).of(READS, theme=theme)


def _change_codes(project, theme):
    codes = tables.read("codes", project=project)
    codes.loc[codes["theme"] == theme, "rule"] = "another"
    tables.write(codes, "codes", folder=project.processed)


def test_a_theme_report_depends_on_the_rows_of_its_theme(project):
    before = {theme: _data(project, theme) for theme in ("river_drills", "border_talks", None)}
    assert list(before["river_drills"]) == ["codes[river_drills]", "documents", "themes[river_drills]"]
    _change_codes(project, "river_drills")
    assert _data(project, "border_talks") == before["border_talks"]
    assert _data(project, "river_drills") != before["river_drills"]
    assert _data(project, None)["codes"] != before[None]["codes"]


def test_the_order_of_writing_does_not_matter(project):
    before = inputs.state_of(project)
    for name in ("codes", "documents", "themes"):
        frame = tables.read(name, project=project)
        tables.write(frame.iloc[::-1], name, folder=project.processed)
    assert inputs.state_of(project) == before


def test_a_theme_without_codes_has_a_state_too(project):
    codes = tables.read("codes", project=project)
    tables.write(codes[codes["theme"] != "border_talks"], "codes", folder=project.processed)
    assert _data(project, "border_talks")["codes[border_talks]"] == ""


def test_tables_not_built_are_left_out(project):
    tables.table_path("codes", project.processed).unlink()
    assert list(_data(project, "river_drills")) == ["documents", "themes[river_drills]"]


def test_names_of_tables_are_read_back():
    assert inputs.names_in({"codes[a]": "", "documents": ""}) == ["codes", "documents"]


@pytest.mark.parametrize("part", ["notebook_sha256", "parameters", "data"])
def test_each_input_changes_the_fingerprint(project, part):
    state = inputs.state_of(project)
    same = {
        "notebook_sha256": "a",
        "parameters": {"x": 1, "y": 2},
        "data": {"documents": "d"},
        "state": state,
    }
    other = same | {part: "b" if part == "notebook_sha256" else {"x": 2}}
    assert inputs.fingerprint(**same) == inputs.fingerprint(**same | {"parameters": {"y": 2, "x": 1}})
    assert inputs.fingerprint(**same) != inputs.fingerprint(**other)


def test_code_and_versions_change_the_fingerprint(project):
    state = inputs.state_of(project)
    options = {"notebook_sha256": "a", "parameters": {}, "data": {}}
    states = [
        state,
        inputs.State(state.data, "other", state.versions),
        inputs.State(state.data, state.code, {}),
    ]
    assert len({inputs.fingerprint(**options, state=each) for each in states}) == 3
