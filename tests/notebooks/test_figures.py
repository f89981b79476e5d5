"""Every figure of every report draws what it is expected to draw, from the table it is expected to have.

nbval never compares pictures, and sees one theme. Here each notebook runs on the sample corpus, for every
theme; its tables, and what its figures draw stroke by stroke, are compared with tests/notebooks/expected.
After a look at what changed, `make notebooks` (or this file with --refresh-golden) writes the expectations
again.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from analysis.reports import Run, default_set
from executed import run_cells
from expected_figures import differences, files_of

EXPECTED = Path(__file__).parent / "expected"
NAMES = sorted(path.name for path in EXPECTED.glob("*"))
CURE = "If that is right: make notebooks, and look at the difference before you commit it."


@pytest.fixture(scope="module")
def runs(sample) -> dict[str, Run]:
    """Every report of the whole set, by name."""
    return {run.name: run for run in default_set(sample)}


@pytest.fixture
def check(sample, request):
    """Return a function that runs a report's notebook and compares it with, or makes it, what is expected."""

    def run_and_compare(run: Run) -> list[str]:
        values = {**run.parameters, "project": str(sample.root)}
        found = files_of(run_cells(run.notebook.stem, strokes=True, **values))
        if request.config.getoption("--refresh-golden"):
            _refresh(EXPECTED / run.name, found)
        return differences(_kept(EXPECTED / run.name), found)

    return run_and_compare


def _kept(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in sorted(folder.glob("*.*"))}


def _refresh(folder: Path, found: dict[str, str]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, text in found.items():
        (folder / name).write_text(text, "utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_figures_and_tables_are_as_expected(name, runs, check):
    if name not in runs:
        return  # named by the test below
    faults = check(runs[name])
    more = [f"... and {len(faults) - 20} more"] if len(faults) > 20 else []
    assert not faults, "\n".join([f"{name} shows something else:", *faults[:20], *more, CURE])


def test_every_report_and_no_other_has_expectations(runs, check, request):
    if request.config.getoption("--refresh-golden"):
        for name in NAMES:
            if name not in runs:
                shutil.rmtree(EXPECTED / name)
        for name in sorted(set(runs) - set(NAMES)):
            check(runs[name])
    assert sorted(path.name for path in EXPECTED.iterdir()) == sorted(runs), CURE


SHOWN = {"a.csv": "outlet,share\nWire,0.25\n", "a.strokes.csv": 'what,points,size\npath,"1,2 3,4",9\n'}


@pytest.mark.parametrize(
    ("name", "text", "lines"),
    [
        ("a.csv", "outlet,share\nWire,0.2500000000001\n", []),
        ("a.csv", "outlet,share\nWire,0.2500001\n", ["a.csv row 1 share: '0.2500001', expected '0.25'"]),
        ("a.csv", "outlet,share\nGazette,0.25\n", ["a.csv row 1 outlet: 'Gazette', expected 'Wire'"]),
        ("a.csv", "outlet,share\n", ["a.csv row 1: is missing: Wire,0.25"]),
        ("a.csv", "outlet,share\nWire,0.25\nX,1\n", ["a.csv row 2: is new: X,1"]),
        (
            "a.csv",
            "outlet\nWire\n",
            ["a.csv row 0 share: '', expected 'share'", "a.csv row 1 share: '', expected '0.25'"],
        ),
        ("a.strokes.csv", 'what,points,size\npath,"1.09,2 3,3.91",9\n', []),
        (
            "a.strokes.csv",
            'what,points,size\npath,"1.2,2 3,4",9\n',
            ["a.strokes.csv row 1 points: '1.2,2 3,4', expected '1,2 3,4'"],
        ),
        (
            "a.strokes.csv",
            'what,points,size\npath,"1,2 3,4",9.05\n',
            ["a.strokes.csv row 1 size: '9.05', expected '9'"],
        ),
        ("b.csv", "", ["b.csv: is new"]),
    ],
)
def test_a_difference_is_named_with_its_place(name, text, lines):
    assert differences(SHOWN, SHOWN | {name: text}) == lines


def test_what_is_not_shown_any_more_is_a_difference():
    assert differences(SHOWN, {"a.csv": SHOWN["a.csv"]}) == ["a.strokes.csv: is not shown any more"]
