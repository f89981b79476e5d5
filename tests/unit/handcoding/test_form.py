"""The form: blind, saves at once, refuses what is half said; and its notebook, run without anybody at it."""

from __future__ import annotations

import json
import re

import nbformat
import pytest
from nbclient import NotebookClient

from analysis import handcoding
from analysis.errors import AnalysisError
from analysis.handcoding import Coding
from analysis.handcoding.form import CodingForm
from analysis.paths import CHECKOUT
from analysis.sample_commands import draw
from made_project import write_project

NOTEBOOK = CHECKOUT / "notebooks" / "handcoding" / "07-hand-coding.ipynb"


@pytest.fixture
def project(tmp_path):
    """A made-up project with a sample of ten sentences, for ann and bo."""
    import argparse

    project = write_project(tmp_path / "made")
    options = {
        "name": "first",
        "size": 10,
        "seed": 1,
        "by": "theme",
        "uncertain": False,
        "coders": ["ann", "bo"],
    }
    assert draw(project, argparse.Namespace(**options), lambda text: None) == 0
    return project


@pytest.fixture
def form(project):
    return CodingForm(handcoding.Session(project, "first", "ann"))


def read(project, coder="ann"):
    sample = handcoding.load_sample(project.gold, "first")
    return [sample.codings[coder].get(one.key, Coding()) for one in sample.drawn]


def shown() -> str:
    """All that any form made so far shows."""
    from ipywidgets import Widget

    return json.dumps(Widget.get_manager_state(), default=str)


def test_what_is_ticked_is_in_the_coders_file_at_once(project, form):
    form.themes["nato_framing"].value = True
    form.ways["nato_framing"].value = "threat"
    form.voice.value, form.speaker.value = "attributed", " Ada \n Brandt "
    form.buttons["Save and next"].click()
    coding = Coding(themes={"nato_framing": "threat"}, voice="attributed", speaker="Ada Brandt")
    assert read(project)[0] == coding and not any(one.is_coded for one in read(project, "bo"))
    assert "Sentence 2 of 10; 1 coded" in form.where.value and "Saved. 9 left." in form.message.value
    assert form.coding() == Coding(), "the next sentence starts blank"
    form.buttons["Previous"].click()
    assert form.coding() == coding


def test_what_is_half_said_is_not_saved(project, form):
    form.buttons["Save and next"].click()
    assert "Tick the themes" in form.message.value
    form.themes["nato_framing"].value = True
    form.buttons["Save and next"].click()
    assert "NATO framing: choose one of threat, defence" in form.message.value
    assert not any(one.is_coded for one in read(project)) and "Sentence 1 of" in form.where.value


def test_going_on_saves_what_is_all_there_and_says_what_is_not(project, form):
    form.buttons["Next"].click()
    assert form.message.value == ""
    form.themes["nato_framing"].value = True
    form.buttons["Previous"].click()
    assert "only half said" in form.message.value and not read(project)[1].is_coded
    form.none.value = True
    form.buttons["Next"].click()
    assert "Saved." in form.message.value and read(project)[0] == Coding(themes={})


def test_none_and_themes_exclude_each_other_and_directions_follow_their_theme(form):
    form.none.value = True
    form.themes["nato_framing"].value = True
    assert not form.none.value and not form.ways["nato_framing"].disabled
    form.ways["nato_framing"].value = "mixed"
    form.none.value = True
    assert not form.themes["nato_framing"].value and form.ways["nato_framing"].value is None
    assert form.ways["nato_framing"].disabled and form.coding() == Coding(themes={})


def test_without_a_theme_nothing_is_said_of_voice(project, form):
    form.voice.value, form.note.value, form.none.value = "author", "weather", True
    form.buttons["Save and next"].click()
    assert read(project)[0] == Coding(themes={}, note="weather")


def test_all_can_be_coded_and_the_first_uncoded_is_found(project, form):
    form.buttons["Next"].click()
    for _ in range(9):
        form.none.value = True
        form.buttons["Save and next"].click()
    assert "Sentence 1 of 10; 9 coded" in form.where.value, "behind the last it goes to what is left"
    form.buttons["Next"].click()
    form.buttons["First uncoded"].click()
    assert "Sentence 1 of" in form.where.value
    form.none.value = True
    form.buttons["Save and next"].click()
    form.buttons["First uncoded"].click()
    assert "All are coded." in form.message.value
    assert CodingForm(handcoding.Session(project, "first", "ann")).session.n_coded == 10


def test_what_was_written_elsewhere_meanwhile_stays(project, form):
    other = CodingForm(handcoding.Session(project, "first", "ann"))
    other.buttons["Next"].click()
    other.none.value = True
    other.buttons["Save and next"].click()
    form.none.value = True
    form.buttons["Save and next"].click()
    assert [one.is_coded for one in read(project)] == [True, True] + [False] * 8


def test_the_form_shows_neither_the_machine_nor_other_coders(project, form):
    sample = handcoding.load_sample(project.gold, "first")
    secret = Coding(themes={"joint_exercises": None}, note="bo was here")
    handcoding.save_codes(project.gold, sample, "bo", {one.key: secret for one in sample.drawn})
    (project.gold / "first" / "codes-cy.csv").write_text("not a file of codes", "utf-8")
    session = handcoding.Session(project, "first", "ann")
    assert {(one.stratum, one.weight) for one in session.drawn} == {("", None)}
    again = CodingForm(session)
    said = shown()
    assert session.current.text in said and "bo was here" not in said and "rule_" not in said
    assert not any(box.value for box in again.themes.values())


def test_a_sentence_stands_in_its_context_and_nothing_in_it_is_markup(project, form):
    from dataclasses import replace

    drawn = list(form.session.drawn)
    drawn[0] = replace(drawn[0], text="<script>x</script>")
    form.session.drawn = tuple(drawn)
    form.show()
    assert "&lt;script&gt;" in form.sentence.value and "<script>" not in form.sentence.value
    assert any(form.session.context)


def run(**values):
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    for cell in notebook.cells:
        if cell.id == "parameters":
            for name, value in values.items():
                cell.source = re.sub(rf'{name}: str = ""', f"{name}: str = {value!r}", cell.source)
    NotebookClient(notebook, timeout=120, kernel_name="python3", store_widget_state=False).execute()
    nbformat.validate(notebook)
    return [output for cell in notebook.cells for output in cell.get("outputs", [])]


def test_the_notebook_runs_without_anybody_at_it(project):
    (said,) = run(project=str(project.root))
    assert "Samples of this project: `first`" in said["data"]["text/markdown"]
    before = (project.gold / "first" / "codes-ann.csv").read_bytes()
    (shown_,) = run(project=str(project.root), sample="first", coder="ann")
    assert "application/vnd.jupyter.widget-view+json" in shown_["data"]
    assert (project.gold / "first" / "codes-ann.csv").read_bytes() == before


def test_names_that_can_not_be_are_said(project):
    for sample, coder, said in (
        ("frist", "ann", "Did you mean 'first'"),
        ("first", "agreed", "stands for what"),
    ):
        with pytest.raises(AnalysisError, match=said):
            handcoding.show_form(str(project.root), sample=sample, coder=coder)
    bare = write_project(project.root / "bare")
    assert "This project has no sample yet" in handcoding.what_to_do(bare)


def test_the_notebook_keeps_the_form_of_the_others_and_is_no_report():
    notebook = json.loads(NOTEBOOK.read_text("utf-8"))
    code = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert all(len(cell.splitlines()) <= 9 for cell in code) and "parameters.check(globals())" in code[1]
    assert all(not cell.get("outputs") for cell in notebook["cells"])
    assert NOTEBOOK.parent.name == "handcoding", "only notebooks in the folder above are reports"
