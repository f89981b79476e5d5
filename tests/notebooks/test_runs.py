"""Notebooks run on any corpus, wherever they are started, and what they show adds up."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from analysis.errors import AnalysisError
from executed import FOLDER
from executed import run_cells as run
from hand_coded import write_hand_coding
from made_project import write_project

NAMES = ("01-corpus", "02-theme", "03-voices", "04-events", "05-compare", "06-validity")

BY = {"05-compare": {"by": "outlet"}}  # all outlets of the made-up project are of one camp


@pytest.fixture(scope="session")
def made(tmp_path_factory) -> Path:
    """A made-up project of 60 documents."""
    folder = tmp_path_factory.mktemp("made")
    write_project(folder)
    return folder


@pytest.fixture(scope="session")
def coded(tmp_path_factory) -> Path:
    """A made-up project of 60 documents, half of whose sentences two people coded."""
    folder = tmp_path_factory.mktemp("coded")
    write_project(folder)
    write_hand_coding(folder)
    return folder


def _checks(shown):
    return [line for line in shown["checks"]["text/csv"].splitlines()[1:] if not line.endswith("True")]


@pytest.mark.parametrize("name", NAMES)
def test_a_kernel_runs_it_from_any_folder(name, made, tmp_path):
    notebook = nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)
    for cell in notebook.cells:
        if cell.id == "parameters":
            cell.source = cell.source.replace('project: str = ""', f"project: str = {str(made)!r}")
    client = NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": tmp_path}}
    )
    client.execute()
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    assert {output.output_type for output in outputs} == {"display_data"}
    marks = [output.metadata["analysis"] for output in outputs]
    assert len({mark["name"] for mark in marks}) == len(marks)
    assert str(made) not in json.dumps([output.data for output in outputs])
    nbformat.validate(notebook)


@pytest.mark.parametrize("theme", ["joint_exercises", "nato_framing", "union_state_security"])
def test_every_theme_adds_up(made, theme):
    shown = run("02-theme", project=str(made), theme=theme)
    assert _checks(shown) == []
    assert (
        shown["evidence"]["text/html"].count("<tr id=") == len(shown["evidence"]["text/csv"].splitlines()) - 1
    )


@pytest.mark.parametrize(
    "parameters",
    [
        {"start": "2023-03-01", "end": "2023-06-30"},
        {"outlets": "Sample Wire, Harbour Post"},
        {"count_copies": True},
        {"min_documents": 1000},
        {"evidence_rows": 2},
        {"start": "2023-03-01", "end": "2023-03-01"},
        {"end": "1990-01-01"},
    ],
    ids=["a period", "outlets", "copies", "every number is small", "little evidence", "a day", "nothing"],
)
@pytest.mark.parametrize("name", ["02-theme", "03-voices"])
def test_every_parameter_is_heeded_and_adds_up(made, name, parameters):
    usual, shown = run(name, project=str(made)), run(name, project=str(made), **parameters)
    assert _checks(shown) == []
    changed = {key for key, item in shown.items() if item != usual.get(key)}
    assert changed, "the parameter changes nothing"


@pytest.mark.parametrize("name", ["01-corpus", "02-theme", "05-compare", "06-validity"])
def test_hand_coding_is_counted_and_adds_up(made, coded, name):
    before, shown = (
        run(name, project=str(made), **BY.get(name, {})),
        run(name, project=str(coded), **BY.get(name, {})),
    )
    assert _checks(shown) == []
    figure = "corrected-differences" if name == "05-compare" else "corrected"
    assert "yet, as no sample drawn by chance is coded independently" in before[figure]["alt"]
    assert "orrected" in shown[figure]["alt"]


def test_without_hand_coding_the_validity_says_what_to_do(made):
    shown = run("06-validity", project=str(made))
    assert "gold/README.md says how" in shown["hand-coding"]["text/plain"]
    assert "no sentence was coded by two coders" in shown["agreement"]["alt"]


def test_the_validity_lists_every_error_with_its_sentence(coded):
    shown = run("06-validity", project=str(coded))
    rows = shown["confusions"]["text/csv"].splitlines()[1:]
    assert len(rows) > 5 and {"missed", "wrongly coded"} <= {word for row in rows for word in row.split(",")}
    assert 'data-outcome="missed"' in shown["confusions"]["text/html"]


@pytest.mark.parametrize(
    "parameters",
    [
        {"other": "Harbour Post"},
        {"by": "period"},
        {"by": "period", "parted": "2023-03-01"},
        {"start": "2023-03-01", "end": "2023-06-30"},
        {"top": 0},
        {"examples": 1},
    ],
    ids=["another group", "halves", "two periods", "a period", "all words", "few examples"],
)
def test_a_comparison_heeds_every_parameter_and_adds_up(made, parameters):
    usual = run("05-compare", project=str(made), by="outlet")
    shown = run("05-compare", project=str(made), **({"by": "outlet"} | parameters))
    assert _checks(shown) == []
    assert any(item != usual.get(key) for key, item in shown.items()), "the parameter changes nothing"


def test_what_is_limited_is_said(made):
    shown = run("02-theme", project=str(made), evidence_rows=2)
    assert shown["evidence"]["caption"].startswith("The first 2 of the ")
    few, all_of_them = (run("03-voices", project=str(made), top=top)["speakers"] for top in (2, 0))
    assert len(few["text/csv"].splitlines()) == 3 < len(all_of_them["text/csv"].splitlines())


@pytest.mark.parametrize(
    "options", [{"n_documents": 0}, {"n_documents": 9, "coded": False}], ids=["empty", "no codes"]
)
def test_a_corpus_with_nothing_in_it_is_said_in_words(tmp_path, options):
    write_project(tmp_path, **options)
    for name in NAMES:
        assert _checks(run(name, project=str(tmp_path))) == []
    alt = run("02-theme", project=str(tmp_path))["share-by-outlet"]["alt"]
    assert "Joint exercises: no document of the selection carries this theme" in alt


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"theme": "joint_exercise"}, "there is no 'joint_exercise'. Did you mean 'joint_exercises'?"),
        ({"start": "March"}, "'March' is found, expected a date such as 2024-03-01"),
        ({"outlets": "Sampel Wire"}, "Did you mean 'Sample Wire'?"),
    ],
)
def test_parameters_that_make_no_sense_stop_it(made, parameters, message):
    with pytest.raises(AnalysisError) as caught:
        run("02-theme", project=str(made), checked=True, **parameters)
    assert message in str(caught.value)


def test_two_runs_show_the_same_bytes(made):
    one, other = (run("02-theme", images=True, project=str(made), theme="nato_framing") for _ in range(2))
    assert one == other


def test_numbers_of_the_theme_are_those_of_the_tables(made):
    """Counted once more without the project's own measures."""
    from analysis import tables

    documents, codes = (tables.read(name, project=str(made)) for name in ("documents", "codes"))
    originals = set(documents.loc[documents["duplicate_of"].isna(), "doc_id"])
    coded = set(codes.loc[codes["theme"] == "joint_exercises", "doc_id"]) & originals
    shown = run("02-theme", project=str(made))
    assert f"Joint exercises: {len(coded)} of {len(originals)} documents" in shown["share-by-outlet"]["alt"]
    assert len(coded) > 5 and len(originals) < len(documents)


def test_every_notebook_is_tested():
    assert tuple(path.stem for path in sorted(FOLDER.glob("*.ipynb"))) == NAMES
