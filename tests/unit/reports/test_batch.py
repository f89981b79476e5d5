"""Batch files: lists and grids of runs; faults with file and line, all at once, before anything is run."""

from __future__ import annotations

import re

import pytest

from analysis.errors import ParameterError
from analysis.parameters import read_parameters
from analysis.paths import CHECKOUT
from analysis.reports import batch
from analysis.reports.batch_file import BatchFile

TALKS, DRILLS = "02-theme-border_talks", "02-theme-river_drills"
GRID = """notebook: 02-theme
theme: [border_talks, river_drills]
outlets: Northern Wire
period:
  - {start: 2031-03-01, end: 2031-03-31}
  - start: 2031-03-01
    end: 2031-04-30
top: [1, 5, 9]
"""


@pytest.fixture
def read(project, tmp_path):
    def made(text: str):
        (tmp_path / "batch.yml").write_text(text, "utf-8")
        return batch.read_batch(tmp_path / "batch.yml", project)

    return made


@pytest.fixture
def faults(read, tmp_path):
    def found(text: str) -> list[str]:
        with pytest.raises(ParameterError) as raised:
            read(text)
        return [str(fault).replace(f"{tmp_path.as_posix()}/", "") for fault in raised.value.faults]

    return found


def test_a_grid_is_every_combination(read):
    runs = read(GRID)
    assert len(runs) == len({run.name for run in runs}) == 2 * 1 * 2 * 3
    assert dict(runs[0].parameters) == {
        "theme": "border_talks", "start": "2031-03-01", "end": "2031-03-31", "outlets": "Northern Wire",
        "top": 1,
    }  # fmt: skip
    assert [run.parameters.get("top") for run in runs[:3]] == [1, None, 9], "5 is the default"


def test_a_list_is_one_entry_after_the_other_each_run_once(read):
    runs = read("- theme: river_drills\n- notebook: [01-count]\n- {notebook: 02-theme.ipynb, theme: each}\n")
    assert [run.name for run in runs] == [DRILLS, "01-count", TALKS]


def test_each_is_every_name_there_is(read, project):
    from analysis.parameters import known_names

    outlets = known_names(project)["outlets"]
    runs = read("theme: river_drills\noutlets: each\n")
    assert [run.parameters["outlets"] for run in runs] == outlets


def test_an_entry_without_notebook_is_for_all_that_have_its_parameters(read):
    assert [run.name[:8] for run in read("top: 3\n")] == ["02-theme"] * 2
    assert [run.name for run in read("- notebook: 01-count\n")] == ["01-count"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "batch.yml: nothing is in it, expected 'parameter: value'"),
        ("[]", "batch.yml line 1: an empty list is found, expected 'parameter: value'"),
        ("runs:\n - notebook: 01-count", "line 2: notebook is found in runs. Take 'runs:' out, and begin"),
        ("top: 1\nnotebook: [02-theme, 01-count]", "line 2: 01-count has no parameter top. Give it an entry"),
        ("- 5\n", "batch.yml line 1: '5' is found, expected 'parameter: value'"),
        ("theme: [a\nb: c", "batch.yml line 1: not YAML: the [ at column 8 is not closed. Close it with ],"),
        ("theme: border_talks\ntheme: river_drills", "batch.yml line 2: theme is also in line 1. Take one"),
        ("theme: []", "batch.yml line 1: theme has no value, expected one or more."),
        ("theme:\n  - [river_drills]", "batch.yml line 2: a list is found in theme, expected a value"),
        ("notebook: 02-them", "batch.yml line 1: there is no notebook '02-them'. Did you mean '02-theme'?"),
        ("themme: x", "batch.yml line 1: parameter themme: no notebook has it (01-count, 02-theme). Did you"),
        ("notbook: 02-theme", "parameter notbook: no notebook has it (01-count, 02-theme). Did you mean 'n"),
        ("top: five", "batch.yml line 1: parameter top: 'five' is found, expected a whole number such as 5."),
        ("theme: [river_drills,\n  river_dril]", "line 2: parameter theme: there is no 'river_dril'. Did"),
        ("project: /tmp", "batch.yml line 1: project is set for all notebooks, not by a batch."),
        ("when: {start: 2031-03-01, end: 2031-02-01}", "start: 2031-03-01 is after end 2031-02-01"),
        ("start: 2032-01-01", "no document is dated in the period 2032-01-01 to the end. The documents are"),
        ("start: 2031-02-30", "parameter start: '2031-02-30' is found, expected a date such as 2024-03-01."),
        ("notebook: 01-count\ntop: 3", "line 2: parameter top: no notebook has it (01-count)."),
        ("top: 1\nwhen: [{top: 2}]", "line 2: top is given twice in this entry. Give it once."),
        ("when: {top: [1, 2]}", "line 1: a list is found for top in when, expected one value."),
        ("? [a, b]\n: c", "line 1: a list is found, expected the name of a parameter."),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_line_and_cure(faults, text, message):
    found = faults(text)
    assert len(found) == 1 and message in found[0], found


def test_gaps_of_a_grid_are_left_out_and_said(project, tmp_path):
    text = "- theme: each\n  outlets: each\n  when:\n    - {end: 2031-03-31}\n    - {start: 2031-04-01}\n"
    (tmp_path / "batch.yml").write_text(text, "utf-8")
    said: list[str] = []
    runs = batch.read_batch(
        tmp_path / "batch.yml", project, on_left_out=lambda fault: said.append(str(fault))
    )
    given = {(run.parameters["outlets"] == "Northern Wire", *run.parameters) for run in runs}
    assert len(runs) == 4 and given == {
        (True, "theme", "end", "outlets"), (False, "theme", "start", "outlets"),
    }  # fmt: skip
    assert ["line 4: parameter start: no document of An" in said[0], "line 5: " in said[1]] == [True] * 2
    assert len(said) == 2 and "of Northern Wire is dated in the period 2031-04-01 to the end" in said[1]


def test_an_entry_of_nothing_but_gaps_is_refused(faults):
    wire = "outlets: Northern Wire\nwhen: {start: 2031-04-01}\n"
    (found,) = faults(wire)
    assert "line 2: parameter start: no document of Northern Wire is dated in the period 2031-04-01" in found
    assert "Its documents are dated" in found


def test_all_faults_of_all_entries_are_told_at_once(faults):
    text = "- theme: [river_dril, border_talk]\n  topp: 3\n- start: soon\n  share: 7\n- notebook: nope\n"
    found = faults(text)
    assert [line.split(":")[0] for line in found] == [
        "batch.yml line 1", "batch.yml line 1", "batch.yml line 2", "batch.yml line 3", "batch.yml line 4",
        "batch.yml line 5",
    ]  # fmt: skip


def test_names_periods_and_combinations_that_are_wrong_are_told_at_once(faults):
    text = "- theme: river_dril\n  start: [2031-03-02, soon]\n  end: 2031-03-01\n"
    text += "- notebook: [01-count, 03-talks]\n  project: x\n- topp: 3\n  start: 2032-01-01\n"
    found = faults(text)
    assert [line.split(":")[0] + line.split(":")[1][:14] for line in found] == [
        "batch.yml line 1 parameter the", "batch.yml line 2 parameter sta", "batch.yml line 2 parameter sta",
        "batch.yml line 4 there is no n", "batch.yml line 5 project is se", "batch.yml line 6 parameter top",
        "batch.yml line 7 parameter sta",
    ], found  # fmt: skip


def test_a_grid_that_is_far_too_large_is_refused_before_it_is_made(faults):
    days = ", ".join(f"2031-{m:02}-{d:02}" for m in range(1, 13) for d in range(1, 29))
    (found,) = faults(f"start: [{days}]\nend: [{days}]\n")
    assert "stands for more than 10,000 runs, expected at most 10,000" in found


def test_a_file_that_is_not_there_is_named(project, tmp_path):
    with pytest.raises(ParameterError, match=r"none\.yml: can't be read \(No such file or directory\)"):
        batch.read_batch(tmp_path / "none.yml", project)


def test_the_example_of_the_readme_has_the_form_and_names_parameters_there_are(tmp_path):
    (example,) = re.findall(r"```yaml\n(.*?)```", (CHECKOUT / "README.md").read_text("utf-8"), re.DOTALL)
    (tmp_path / "reports.yml").write_text(example, "utf-8")
    file = BatchFile(tmp_path / "reports.yml")
    assert file.faults == []
    for entry in file.entries:
        known = {
            each.name for each in read_parameters(CHECKOUT / f"notebooks/{entry.notebooks[0].text}.ipynb")
        }
        assert {name for axis in entry.axes.values() for choice in axis for name in choice} <= known


def test_quotes_and_numbers_are_read_as_they_are_written(read):
    (run,) = read('theme: river_drills\ntop: "3"\nhas_copies: yes\n'.replace("yes", "true"))
    assert dict(run.parameters) == {"theme": "river_drills", "top": 3, "has_copies": True}
