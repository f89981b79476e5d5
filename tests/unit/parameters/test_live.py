"""The check inside a notebook: against its own parameters cell, with the values that stand now."""

from __future__ import annotations

import pytest

import made_project
from analysis import parameters
from analysis.errors import ParameterError


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    return made_project.write_project(tmp_path_factory.mktemp("live"))


@pytest.fixture
def run(project, source):
    """Check a notebook whose parameters cell, with one line edited by hand, was run; then others were set."""

    def checked(line: str = "", /, *, cells: tuple[str, ...] = (), **later):
        name = line.partition(":")[0]
        rows = source.replace("river_drills", "nato_framing").splitlines()
        edited = "\n".join(line if name and row.startswith(f"{name}:") else row for row in rows)
        namespace: dict = {"In": ["", edited, "# Parameters\ntop = 3", *cells]}
        exec(edited, namespace)
        parameters.check(namespace | {"project": str(project.root)} | later)

    return checked


def test_defaults_and_sound_values_pass(run):
    assert run() is None
    assert (
        run('start: str = "2023-02-01"  # first day, YYYY-MM-DD', outlets="Sample Wire, Harbour Post") is None
    )


@pytest.mark.parametrize(
    ("later", "message"),
    [
        ({"top": "5"}, "parameter top: '5' is found, expected a whole number such as 5."),
        ({"top": True}, "parameter top: True is found, expected a whole number such as 5."),
        ({"top": -1}, "parameter top: -1 is found, expected at least 0."),
        ({"share": float("nan")}, "parameter share: nan is found, expected a number such as 0.5."),
        ({"has_copies": 1}, "parameter has_copies: 1 is found, expected true or false."),
        ({"start": None}, "parameter start: None is found, expected a date such as 2024-03-01."),
        (
            {"theme": "nato_framng"},
            "parameter theme: there is no 'nato_framng'. Did you mean 'nato_framing'?",
        ),
        ({"order": "tme"}, "parameter order: there is no 'tme'. Did you mean 'time'?"),
    ],
    ids=str,
)
def test_wrong_values_stop_the_notebook(run, later, message):
    with pytest.raises(ParameterError) as raised:
        run(**later)
    assert str(raised.value) == message


def test_a_default_edited_by_hand_is_checked_too(run):
    with pytest.raises(ParameterError, match="there is no 'nato_framng'"):
        run('theme: str = "nato_framng"  # theme')
    with pytest.raises(ParameterError, match="line 6: `top: int = '5'` is found"):
        run("top: int = '5'  # rows shown")


def test_all_faults_are_said_at_once(run):
    with pytest.raises(ParameterError) as raised:
        run(top="5", share=2, start="2024-01-01", end="2023-01-01")
    assert len(raised.value.faults) == 3


def test_the_cell_as_it_was_last_run_counts(run):
    with pytest.raises(ParameterError, match="expected at least 9"):
        run(cells=("top: int = 9  # rows shown; at least 9",))


def test_outside_of_a_notebook_nothing_is_checked():
    assert parameters.check({"top": "5"}) is None
    assert parameters.check({"In": ["", "x = 1", "this is not Python"], "top": "5"}) is None
