"""Parameters are read from the notebook, and wrong ones are refused before a kernel starts, all at once."""

from __future__ import annotations

import pytest

from analysis.errors import ParameterError
from analysis.parameters import changed_parameters, parse_assignments, read_parameters

KNOWN = {
    "theme": ["nato_framing", "river_drills"],
    "outlets": ["Wire", "Northern Wire", "Ministry, Ruritania"],
}


def test_parameters_are_read_with_type_default_meaning_and_bounds(write):
    by_name = {parameter.name: parameter for parameter in read_parameters(write())}
    assert list(by_name) == [
        "project",
        "theme",
        "start",
        "end",
        "outlets",
        "top",
        "share",
        "has_copies",
        "order",
    ]
    assert (by_name["top"].type, by_name["top"].default, by_name["top"].least) == ("int", 5, 0)
    assert by_name["top"].meaning == "rows shown, number; at least 0"
    assert (by_name["share"].least, by_name["share"].most) == (0, 1)
    assert by_name["order"].allowed == ("time", "outlet")
    assert by_name["start"].is_date and not by_name["theme"].is_date
    assert by_name["has_copies"].default is False


def test_a_notebook_without_tagged_cell_has_no_parameters(write):
    assert read_parameters(write(tags=())) == []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("top = 5", "`top = 5`"),
        ("top: int", "`top: int`"),
        ("top: int = five", "`top: int = five`"),
        ("top: int = '5'", "`top: int = '5'`"),
        ("top: int = True", "`top: int = True`"),
        ("top: int | None = None", "`top: int | None = None`"),
        ("import os", "`import os`"),
        ("a = b = 1", "`a = b = 1`"),
    ],
)
def test_lines_that_are_no_parameter_are_all_named(write, line, found):
    with pytest.raises(ParameterError) as raised:
        read_parameters(write(f"good: int = 1  # fine\n{line}\n\nnope"))
    first, second = raised.value.faults
    assert found in first.found and first.line == 2 and "name: type = literal" in first.expected
    assert second.line == 4


def test_a_file_that_is_no_notebook_is_refused(tmp_path):
    path = tmp_path / "x.ipynb"
    path.write_text("{}")
    with pytest.raises(ParameterError, match="can't be read as a notebook"):
        read_parameters(path)


@pytest.mark.parametrize(
    ("assignment", "value"),
    [
        ("top=7", 7),
        ("top = +7", 7),
        ("share=1", 1.0),
        ("share=.25", 0.25),
        ("has_copies=true", True),
        ("has_copies=False", False),
        ("theme=nato_framing", "nato_framing"),
        ("start=2024-02-29", "2024-02-29"),
        ("start=", ""),
        ("outlets=Wire,Northern Wire", "Wire, Northern Wire"),
        ("outlets=Ministry, Ruritania,Wire", "Wire, Ministry, Ruritania"),
        ("order=outlet", "outlet"),
    ],
)
def test_values_are_typed(write, assignment, value):
    (found,) = parse_assignments([assignment], write(), known=KNOWN).values()
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    ("assignment", "message"),
    [
        ("top=five", "parameter top: 'five' is found, expected a whole number such as 5."),
        ("top=5.0", "parameter top: '5.0' is found, expected a whole number such as 5."),
        ("top=1_000", "parameter top: '1_000' is found, expected a whole number such as 5."),
        ("top=", "parameter top: '' is found, expected a whole number such as 5."),
        ("top=-1", "parameter top: -1 is found, expected at least 0."),
        ("share=1.5", "parameter share: 1.5 is found, expected at most 1."),
        ("share=nan", "parameter share: 'nan' is found, expected a number such as 0.5."),
        ("has_copies=yes", "parameter has_copies: 'yes' is found, expected true or false."),
        ("has_copies=1", "parameter has_copies: '1' is found, expected true or false."),
        ("start=3 March", "parameter start: '3 March' is found, expected a date such as 2024-03-01."),
        ("start=2023-02-29", "parameter start: '2023-02-29' is found, expected a date such as 2024-03-01."),
        ("start=2024-3-1", "parameter start: '2024-3-1' is found, expected a date such as 2024-03-01."),
        ("theme=nato_framng", "parameter theme: there is no 'nato_framng'. Did you mean 'nato_framing'?"),
        ("theme=", "parameter theme: there is no ''. Known: nato_framing, river_drills."),
        (
            "outlets=Wire,Northen Wire",
            "parameter outlets: there is no 'Northen Wire'. Did you mean 'Northern Wire'?",
        ),
        ("order=tme", "parameter order: there is no 'tme'. Did you mean 'time'?"),
        ("themme=x", "parameter themme: 02-theme.ipynb has no such parameter. Did you mean 'theme'?"),
        ("theme", "-p theme: is not an assignment, expected NAME=VALUE."),
    ],
)
def test_wrong_values_are_refused_with_a_cure(write, assignment, message):
    with pytest.raises(ParameterError) as raised:
        parse_assignments([assignment], write(), known=KNOWN)
    assert str(raised.value) == message


def test_all_that_is_wrong_is_said_at_once(write):
    wrong = ["top=five", "themme=x", "start=2024-05-01", "end=2024-04-01", "share=2", "top=six"]
    with pytest.raises(ParameterError) as raised:
        parse_assignments(wrong, write(), known=KNOWN)
    said = str(raised.value)
    assert len(raised.value.faults) == 5
    assert "start: 2024-05-01 is after end 2024-04-01" in said
    assert "top: is given twice: 'five' and 'six'" in said


def test_a_period_is_checked_against_the_default_of_the_other_end(write):
    cell = 'start: str = "2024-01-01"  # first day, YYYY-MM-DD\nend: str = ""  # last day, YYYY-MM-DD'
    with pytest.raises(ParameterError, match="start: 2024-01-01 is after end 2023-12-31"):
        parse_assignments(["end=2023-12-31"], write(cell))
    assert parse_assignments(["end=2024-01-01"], write(cell)) == {"end": "2024-01-01"}


def test_what_was_changed_leaves_out_defaults_and_the_project(write):
    parameters = read_parameters(write())
    values = {"project": "/somewhere", "top": 5, "share": 0.25}
    assert changed_parameters(parameters, values) == {"share": 0.25}


def test_the_project_is_not_set_by_a_parameter(write):
    with pytest.raises(ParameterError, match=r"set for all notebooks, not by -p\. Use .*--project DIR"):
        parse_assignments(["project=/tmp"], write())
