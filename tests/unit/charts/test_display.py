"""What a notebook's outputs carry: all that a report needs, and nothing that changes from run to run."""

from __future__ import annotations

import base64
import csv
import io
from xml.etree import ElementTree

import pandas as pd
import pytest

from analysis import charts, measures
from analysis.charts import display
from analysis.charts.page import new_page
from factories import documents, outlets

TABLE = pd.DataFrame({"outlet": ["Wire"], "n_coded": [1], "day": [pd.Timestamp("2024-03-05")]})


@pytest.fixture
def published(monkeypatch):
    """Return the outputs, each as (data, metadata)."""
    outputs = []
    monkeypatch.setattr(
        display, "publish_display_data", lambda data, metadata: outputs.append((data, metadata["analysis"]))
    )
    return outputs


def _figure():
    return new_page(title="A finding", subtitle="Of what", footer="Source", height=0.5).figure


def test_a_figure_is_one_output_with_image_numbers_and_description(published):
    charts.show_figure(_figure(), TABLE, name="by-outlet", alt="What it shows")
    ((data, about),) = published
    assert about == {"kind": "figure", "name": "by-outlet", "alt": "What it shows"}
    assert list(data) == ["image/svg+xml", "image/png", "text/csv", "text/plain"]
    assert base64.b64decode(data["image/png"]).startswith(b"\x89PNG")
    assert ElementTree.fromstring(data["image/svg+xml"]).tag.endswith("svg")
    assert data["text/csv"] == "outlet,n_coded,day\nWire,1,2024-03-05\n"
    assert data["text/plain"] == "What it shows"


def test_a_figure_describes_itself_where_no_one_else_does(published):
    charts.show_figure(_figure(), TABLE, name="by-outlet")
    assert published[0][1]["alt"] == "A finding"


def test_the_report_on_validity_is_named_so_that_a_page_can_lead_there(published):
    display.publish_notes(["See 06-validity, A & B."], name="n")
    ((data, _),) = published
    assert data["text/plain"] == "See 06-validity, A & B."
    assert (
        '<span class="report" data-report="06-validity">06-validity</span>, A &amp; B.' in data["text/html"]
    )


def test_where_there_is_no_figure_a_report_is_told_so(published):
    charts.show_figure(None, TABLE, name="by-outlet")
    ((data, about),) = published
    assert about == {"kind": "nothing", "name": "by-outlet"} and list(data) == ["text/plain"]


def test_a_table_is_one_output(published):
    charts.show_table(TABLE, name="size", caption="How much", links={"outlet": "outlet"})
    ((data, about),) = published
    assert about == {"kind": "table", "name": "size", "caption": "How much"}
    assert list(data) == ["text/html", "text/csv", "text/plain"]
    assert 'href="#evidence?outlet=Wire"' in data["text/html"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (0, "The 3 coded sentences counted, in order of date"),
        (3, "The 3 coded sentences counted, in order of date"),
        (2, "The first 2 of the 3 coded sentences counted, in order of date"),
    ],
)
def test_evidence_says_how_much_of_it_is_shown(published, rows, expected):
    frame = pd.DataFrame({"doc_id": ["d"] * 3, "sentence_id": ["d#s1", "d#s2", "d#s3"]})
    frame = frame.assign(
        position=1, published=pd.NaT, outlet="Wire", title="", before="", sentence="x", after=""
    )
    frame = frame.assign(
        spans=[[]] * 3,
        kind="direct",
        cue_lemma="",
        stance="neutral",
        speaker_name="A",
        theme="t",
        theme_title="T",
        direction=None,
    )
    charts.show_evidence(frame, rows=rows)
    ((data, about),) = published
    assert about == {"kind": "evidence", "name": "evidence", "caption": expected}
    assert len(list(csv.reader(io.StringIO(data["text/csv"])))) == 1 + (rows or 3)
    assert data["text/html"].count("<tr id=") == (rows or 3)


def test_notes_say_who_coded(published):
    population = measures.select(documents({})).population
    asks = {"theme": "t", "title": "T", "trained": 0.5, "trained_after": 0.5, "has_directions": False}
    counted = pd.DataFrame([asks | {"n_rules": 1, "n_trained": 2}])
    for by_coder in (None, counted.head(0), counted):
        charts.show_notes(population, by_coder=by_coder)
    plain, none, told = (data["text/plain"] for data, _ in published)
    assert none == f"{plain}\nCoded by the rules of the codebook alone."
    assert told.startswith(plain) and "2 by the trained coder" in told


def _notes(*rows, **options):
    return display.notes_of(measures.select(documents(*rows), **options).population)


def test_notes_say_what_is_counted_and_what_is_left_out():
    rows = [{"outlet": "A"}, {"outlet": "B"}, {"published": None}, {"published": "2020-01-01"}]
    rows = [{"outlet": "A", **row} for row in rows] + [{"outlet": "A", "duplicate_of": "d1"}]
    assert _notes(*rows, outlets="A", start="2024-01-01") == [
        "Counted: 1 document of 1 outlet, March 2024; 1 exact copy left out.",
        "Also left out: 1 of other outlets, 1 outside the period and 1 undated, as a period is asked for.",
    ]


def test_notes_say_copies_of_which_kind_are_left_out():
    near = {"duplicate_of": "d1", "duplicate_kind": "near", "outlet": "A"}
    (said,) = _notes({"outlet": "A"}, {"duplicate_of": "d1", "outlet": "A"}, near, near)
    assert said.endswith("; 1 exact copy and 2 near copies left out.")


def test_notes_say_that_a_language_is_not_read():
    assert _notes({}, {"language": "ru"})[1:] == ["Also left out: 1 in a language that is not read."]


def test_notes_say_that_copies_are_counted():
    assert _notes({}, {"duplicate_of": "d1"}, count_copies=True) == [
        "Counted: 2 documents of 1 outlet, March 2024; copies counted as documents (1 among them)."
    ]


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        ([True, True], "Made from documents written for this project, not press."),
        ([True, False], "1 of 2 documents: made from documents written for this project, not press."),
    ],
)
def test_documents_that_are_not_press_are_said(published, made, expected):
    chosen = measures.select(documents(*({"is_synthetic": flag} for flag in made)))
    charts.show_notes(chosen.population)
    ((data, about),) = published
    assert about == {"kind": "note", "name": "selection"}
    assert f'<p class="note">{expected}</p>' in data["text/html"]


def test_press_needs_no_note():
    assert len(_notes({})) == 1


def test_nothing_counted_is_said():
    assert _notes() == ["Counted: 0 documents; no copies among them."]


def test_versions_of_a_statement_stand_under_their_speaker(published):
    row = {
        "statement": 1, "speaker": "Ada <Brandt>", "side": "nato", "outlet": "Wire", "published": pd.NaT,
        "title": "", "doc_id": "d1", "sentence_id": "d1#s2", "position": 2, "content": "It <began> late.",
        "shared": [[3, 10]], "n_words": 3, "n_shared": 1, "left_out": "", "is_fullest": True,
        "attribution_id": "d1#a1",
    }  # fmt: skip
    other = row | {"outlet": "Post", "left_out": "late", "is_fullest": False}
    charts.show_wordings(pd.DataFrame([row, other]), name="wordings", n_hidden=1)
    ((data, about),) = published
    assert (
        about["caption"]
        == "1 statement that more than one outlet has, the first of 2, each with its versions"
    )
    html = data["text/html"]
    assert "It <mark>&lt;began&gt;</mark> late." in html and "<td" in html and "<Brandt>" not in html
    assert 'href="#evidence?speaker=Ada%20%3CBrandt%3E&amp;side=nato"' in html and "in 2 outlets" in html
    assert html.count('data-doc="d1" data-position="2"') == 2
    assert len(data["text/csv"].splitlines()) == 3


def test_no_statement_in_two_outlets_is_said(published):
    charts.show_wordings(pd.DataFrame(columns=["statement"]), name="wordings")
    ((data, about),) = published
    assert about["caption"] == "No statement was found in more than one outlet"
    assert "No statement of the selection" in data["text/html"]


def test_outlets_without_a_group_are_said():
    rows = documents(*({"outlet": f"Wire {n}"} for n in range(7)))
    pair = measures.pair_of(rows, outlets({"outlet": "Post"}))
    assert display.notes_of(pair.population)[1:2] == [
        "In no group: 7 documents of 7 outlets of which outlets.csv names no camp "
        "(Wire 0, Wire 1, Wire 2, Wire 3, Wire 4, ...)."
    ]
