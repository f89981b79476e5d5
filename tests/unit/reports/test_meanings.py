"""Names of groups and events are looked up before anything is run, as the notebook would look them up."""

from __future__ import annotations

import datetime as dt

import pytest

from analysis import tables
from analysis.cli import main
from factories import events

PAIR = """project: str = ""  # project folder
by: str = "outlet"  # what parts the groups, one of camp, outlet, country, ownership or period
group: str = ""  # first group, its name
other: str = ""  # second group, its name
parted: str = ""  # first day of the later period, YYYY-MM-DD
start: str = ""  # first day of publication, YYYY-MM-DD
end: str = ""  # last day of publication, YYYY-MM-DD
top: int = 5  # rows shown, number; at least 0"""
AROUND = """project: str = ""  # project folder
start: str = ""  # first day of publication, YYYY-MM-DD
end: str = ""  # last day of publication, YYYY-MM-DD
outlets: str = ""  # outlets, names separated by commas
count_copies: bool = False  # whether copies count, true or false
event: str = ""  # name of the event"""
DRILL = {"doc_id": "wire:2031/001", "sentence_id": "wire:2031/001#s1", "kind": "exercise"}


@pytest.fixture
def report(project, kit, capsys):
    told = events(DRILL | {"name": "River Shield 2031", "date_start": dt.date(2031, 5, 1)})
    tables.write(told, "events", folder=project.processed)
    kit.write_notebook(project, "04-around", "event", parameters=AROUND)
    kit.write_notebook(project, "05-pair", "by", parameters=PAIR)

    def run(*arguments: str) -> tuple[int, list[str]]:
        status = main(["--project", str(project.root), "report", *arguments])
        shown = capsys.readouterr()
        return status, shown.out.splitlines() + shown.err.splitlines()

    return run


def test_every_misspelt_name_is_told_before_anything_is_run(report, project):
    asked = ["--notebook", "05-pair", "-p", "group=Nothern Wire", "-p", "other=Baltic", "-p", "top=x"]
    status, said = report(*asked, "--explain")
    assert status == 1 and len(said) == 3
    assert said[0].startswith("parameter top: 'x' is found")
    assert said[1] == (
        "parameter group: no document is of the outlet 'Nothern Wire'. Did you mean 'Northern Wire'?"
    )
    assert said[2].startswith("parameter other: no document is of the outlet 'Baltic'.")
    assert report(*asked)[0] == 1 and not (project.reports / ".failed").exists()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            "event=River Sheild 2031",
            "parameter event: no dated event of the selection is named 'River Sheild 2031'. Did you mean",
        ),
        ("event=river shield 2031", "04-around-event-river-shield-2031"),
        ("group=northern wire", "05-pair-group-northern-wire"),
    ],
)
def test_names_are_taken_in_any_case(report, asked, said):
    assert report("-p", asked, "--explain")[1][0].startswith(said)


@pytest.mark.parametrize("asked", [("group", "northern wire"), ("event", "RIVER SHIELD 2031")])
def test_names_in_any_case_are_one_report(report, tmp_path, asked):
    name, spelt = asked
    made = {report("-p", f"{name}={way}", "--explain")[1][0] for way in (spelt, spelt.title())}
    text = f"{name}: ['{spelt}', '{spelt.title()}', '{spelt.upper()}']\n"
    (tmp_path / "b.yml").write_text(text, "utf-8")
    assert len(made) == 1 and set(report("--batch", str(tmp_path / "b.yml"), "--explain")[1]) == made


def test_a_name_is_looked_up_in_the_period_asked_for(report):
    status, said = report("-p", "event=River Shield 2031", "-p", "start=2031-04-01", "--explain")
    assert status == 1 and said[0].startswith("parameter event: no dated event of the selection is named")


def test_a_day_that_parts_nothing_is_refused(report):
    asked = ["--notebook", "05-pair", "-p", "by=period", "-p", "parted=2100-01-01", "--explain"]
    status, said = report(*asked)
    assert status == 1 and said[0].startswith("parameter parted: all documents lie on one side of 2100-01-01")
    assert report("--notebook", "05-pair", "-p", "parted=2031-04-01", "--explain")[0] == 1


def test_of_what_cannot_be_looked_up_nothing_more_is_said(report):
    for wrong in (["by=outlit"], ["start=2031-09-01"], ["start=2031-04-01", "end=2031-03-01"]):
        given = [word for one in [*wrong, "group=Nobody"] for word in ("-p", one)]
        status, said = report("--notebook", "05-pair", *given, "--explain")
        assert status == 1 and [line.partition(":")[0] for line in said] == [
            f"parameter {wrong[0].partition('=')[0]}"
        ]


def test_a_batch_says_in_which_line_a_name_is(report, tmp_path):
    (tmp_path / "b.yml").write_text(
        "- notebook: 05-pair\n  group: [Northern Wire, Southern]\n- event: River Sword\n", "utf-8"
    )
    status, said = report("--batch", str(tmp_path / "b.yml"), "--explain")
    assert status == 1 and [line.removeprefix(f"{tmp_path}/").partition(": no ")[0] for line in said] == [
        "b.yml line 2: parameter group", "b.yml line 3: parameter event",
    ]  # fmt: skip


def test_help_lists_the_names(report):
    assert "    by outlet: An " in "\n".join(report("--help-notebook", "05-pair")[1])
    assert "    known: River Shield 2031" in report("--help-notebook", "04-around")[1]
