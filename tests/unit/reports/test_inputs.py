"""What a report depends on: its own inputs, and not those of other themes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analysis import tables
from analysis.reports import inputs


def _data(project, theme):
    rows = {"theme": theme} if theme else {}
    names = [inputs.key("codes", rows), "documents", inputs.key("themes", rows)]
    return inputs.state_of(project).of(names)


def _change_codes(project, theme):
    codes = tables.read("codes", project=project)
    codes.loc[codes["theme"] == theme, "rule"] = "another"
    tables.write(codes, "codes", folder=project.processed)


def test_a_theme_report_depends_on_the_rows_of_its_theme(project):
    before = {theme: _data(project, theme) for theme in ("river_drills", "border_talks", None)}
    assert list(before["river_drills"]) == [
        "codes[theme=river_drills]", "documents", "themes[theme=river_drills]",
    ]  # fmt: skip
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
    before = _data(project, "border_talks")
    tables.write(codes[codes["theme"] != "border_talks"], "codes", folder=project.processed)
    after = _data(project, "border_talks")
    assert (
        list(after) == list(before)
        and after["codes[theme=border_talks]"] != before["codes[theme=border_talks]"]
    )


def test_where_the_whole_table_is_read_its_parts_say_nothing_more(project):
    assert list(inputs.state_of(project).of(["codes", "codes[theme=border_talks]"])) == ["codes"]


def test_a_part_of_a_table_that_changed_since_is_of_no_state(project):
    state = inputs.state_of(project)
    _change_codes(project, "river_drills")
    assert state.of(["codes[theme=border_talks]"]) == {"codes[theme=border_talks]": ""}


def test_tables_not_built_are_left_out(project):
    tables.table_path("codes", project.processed).unlink()
    assert list(_data(project, "river_drills")) == ["documents", "themes[theme=river_drills]"]


@pytest.mark.parametrize("value", ["river_drills", "", "a]&b=c", "Ö"])
def test_tables_are_known_from_keys_whatever_the_value(project, value):
    key = inputs.key("codes", {"theme": value})
    assert inputs.table_of(key) == "codes"
    assert inputs.state_of(project).of([key])[key]


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


def test_code_model_and_versions_change_the_fingerprint(project):
    state = inputs.state_of(project)
    options = {"notebook_sha256": "a", "parameters": {}, "data": {}}
    changes = [{}, {"code": "other"}, {"versions": {}}, {"model": {"name": "other"}}]
    states = [replace(state, **change) for change in changes]
    assert len({inputs.fingerprint(**options, state=each) for each in states}) == 4
