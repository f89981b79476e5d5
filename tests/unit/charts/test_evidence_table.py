"""The evidence table: every row can be found, filtered and followed to its source."""

from __future__ import annotations

import datetime as dt
from html import unescape

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import measures
from analysis.charts.evidence import DATA, evidence_html, marked
from factories import attributions, codes, documents, entities, events, sentences, themes
from html_reader import EVIL, Reader

TEXT = "Snow fell. The armies trained, she said. It ended."


def _evidence(*rows, **document):
    counted = documents({"text": TEXT, **document})
    spans = enumerate(((0, 10), (11, 40), (41, 50)), 1)
    every = sentences(*({"position": n, "start": a, "end": b} for n, (a, b) in spans))
    rows = [{"sentence_id": "d1#s2", "start": 15, "end": 29, **row} for row in rows]
    voiced = measures.voiced_codes(codes(*rows), attributions(), entities())
    return measures.evidence_of_codes(voiced, every, counted, themes())


def _rows(frame, name="evidence"):
    return Reader(evidence_html(frame, name=name, caption="All")).with_tag("tr")[1:]


def test_a_row_has_its_data():
    code = {"theme": "nato_framing", "direction": "threat", "voice": "attributed", "speaker_name": "A & B"}
    (row,) = _rows(_evidence(code))
    assert row == {
        "id": "d1-s2",
        "data-outlet": "Sample Wire",
        "data-month": "2024-03",
        "data-direction": "threat",
        "data-voice": "attributed",
        "data-side": "unlinked",
        "data-speaker": "A & B",
        "data-modality": "asserted",
        "data-theme": "nato_framing",
        "data-rule": "rule_1",
    }


def test_a_code_says_its_rule_or_how_likely_the_trained_coder_holds_it_to_be():
    html = evidence_html(
        _evidence({"rule": "nato_framing/threat"}, {"rule": "nato_framing/trained", "probability": 0.868}),
        name="evidence",
        caption="All",
    )
    assert "<small>rule nato_framing/threat</small>" in html
    assert "<small>trained coder, 0.87</small>" in html and 'data-rule="nato_framing/trained"' in html


def test_blanks_have_data_too():
    (row,) = _rows(_evidence({}, published=None, outlet=""))
    assert (row["data-month"], row["data-outlet"], row["data-direction"]) == ("undated", "", "")


def test_the_source_is_cited_without_a_link():
    html = evidence_html(_evidence({}), name="evidence", caption="All")
    cite = next(attrs for attrs in Reader(html).with_tag("span") if attrs.get("class") == "cite")
    assert cite == {"class": "cite", "data-doc": "d1", "data-position": "2"}
    assert "5 March 2024, sentence 2" in html and "<a " not in html


def test_the_words_are_marked_in_their_sentence():
    html = evidence_html(_evidence({}), name="evidence", caption="All")
    assert "The <mark>armies trained</mark>, she said." in html
    assert '<span class="context" style="color: #595959">Snow fell.</span>' in html


def test_ids_are_unique_within_and_between_tables():
    frame = _evidence({}, {"theme": "nato_framing"}, {"theme": "union_state_security"})
    assert [row["id"] for row in _rows(frame)] == ["d1-s2", "d1-s2--2", "d1-s2--3"]
    assert _rows(frame, "coded")[0]["id"] == "coded-d1-s2"


def test_what_was_seen_is_said_in_words():
    code = {"theme": "nato_framing", "direction": "threat", "voice": "attributed", "speaker_name": None}
    texts = Reader(evidence_html(_evidence(code), name="evidence", caption="All")).texts
    assert {"NATO framing: threat", "attributed to a source not named", "asserted", "rule rule_1"} <= set(
        texts
    )


def test_no_rows_are_said():
    html = evidence_html(_evidence({})[:0], name="evidence", caption="None")
    assert "No sentence of the selection was counted." in html


@pytest.mark.parametrize("name", ["title", "outlet", "text", "url"])
def test_text_of_documents_is_escaped(name):
    frame = _evidence({"start": 0, "end": 3, "sentence_id": "d1#s1"}, **{name: EVIL + " " + TEXT})
    html = evidence_html(frame, name="evidence", caption=EVIL)
    assert "<script" not in html
    assert Reader(html).texts


@pytest.mark.parametrize(
    "name", ["theme", "theme_title", "direction", "speaker_name", "rule", "modality", "voice"]
)
def test_text_of_codes_is_escaped(name):
    frame = _evidence({"voice": "attributed"})
    html = evidence_html(frame.assign(**{name: EVIL, "speaker": EVIL}), name="evidence", caption="All")
    assert "<script" not in html
    assert EVIL in [value for row in Reader(html).with_tag("tr") for value in row.values()]


def test_statements_have_their_speaker_and_form():
    counted = documents({"text": TEXT, "published": dt.date(2024, 5, 1)})
    told = attributions({"content": [{"start": 0, "end": 10}], "kind": "direct", "cue_lemma": EVIL})
    frame = measures.evidence_of_statements(
        measures.statements_of(told, entities()), sentences({"position": 1, "end": 10}), counted
    )
    html = evidence_html(frame, name="evidence", caption="All")
    (row,) = Reader(html).with_tag("tr")[1:]
    assert row["data-speaker"] == "Colonel Ada Brandt" and row["data-side"] == "unlinked"
    assert "Colonel Ada Brandt, direct speech" in html and "<mark>Snow fell.</mark>" in html
    assert "<script" not in html


@pytest.mark.parametrize(
    ("row", "expected"),
    [({"speaker_kind": "unnamed", "unnamed_kind": "analysts"}, "analysts"), ({}, "")],
    ids=["not named", "named"],
)
def test_statements_have_the_kind_of_a_source_that_is_not_named(row, expected):
    statements = measures.statements_of(
        attributions({"content": [{"start": 0, "end": 10}]} | row), entities()
    )
    frame = measures.evidence_of_statements(statements, sentences({"end": 10}), documents({"text": TEXT}))
    assert [found["data-source"] for found in _rows(frame)] == [expected]


def test_a_speech_is_folded_but_whole():
    long = "The armies trained. " * 200
    counted = documents({"text": long})
    told = attributions({"content": [{"start": 0, "end": len(long) - 1}]})
    one = sentences({"position": 1, "end": len(long) - 1})
    frame = measures.evidence_of_statements(measures.statements_of(told, entities()), one, counted)
    html = evidence_html(frame, name="evidence", caption="All")
    assert Reader(html).texts.count(long.strip()) == 1
    assert html.index("<summary>The armies trained.") < html.index("<mark>")


def test_a_folded_speech_shows_what_it_is_counted_for():
    long = "The armies trained. " * 200 + "Borduria is to blame."
    frame = measures.evidence_of_statements(
        measures.statements_of(
            attributions({"content": [{"start": 0, "end": len(long)}]}), entities()
        ).assign(
            targets=[["Borduria", "The Lake Pact"]],
            turns="accuses Borduria; accuses The Lake Pact",
            focus=[[(len(long) - 21, len(long))]],
        ),
        sentences({"position": 1, "end": len(long)}),
        documents({"text": long}),
    )
    html = evidence_html(frame, name="evidence", caption="All")
    (row,) = Reader(html).with_tag("tr")[1:]
    assert row["data-target"].split("\n") == ["Borduria", "The Lake Pact"]
    assert "<summary>… Borduria is to blame. …</summary>" in html
    assert "accuses Borduria; accuses The Lake Pact" in html and "cue: say, neutral" in html


def test_data_are_those_the_links_use():
    used = {"outlet", "month", "direction", "voice", "side", "speaker", "modality", "theme", "rule"}
    used |= {"source", "target", "stance"}
    assert set(DATA) == used | {"kind", "event", "window", "group", "word", "outcome"}


def test_a_confusion_says_what_differs_and_a_word_what_it_is():
    row = {
        **{"doc_id": "d1", "sentence_id": "d1#s1", "position": 1, "published": None, "outlet": "Wire"},
        **{"title": "", "before": "", "sentence": "One <b> stands.", "after": "", "spans": []},
    }
    differs = {"theme": "nato_framing", "theme_title": "NATO & Co", "outcome": "other direction"}
    differs |= {"direction": "threat", "coded_direction": "defence", "rule": "r1"}
    html = evidence_html(pd.DataFrame([row | differs]), name="confusions", caption="All")
    assert "NATO &amp; Co: other direction<br>coders: threat; codebook: defence<br>rule r1" in html
    assert 'data-outcome="other direction"' in html
    found = {"group": "russia", "word": ["rye", "<b>"]}
    html = evidence_html(pd.DataFrame([row | found]), name="words", caption="All")
    assert "rye<br>&lt;b&gt;" in html and 'data-word="rye\n&lt;b&gt;"' in html


def test_a_telling_has_its_event_and_says_when_it_was():
    counted = documents({"text": TEXT})
    every = sentences({"position": 1, "start": 0, "end": 10})
    day = dt.date(2024, 3, 4)
    rows = [{"name": "Lake Shield 2024", "end": 4, "date_start": day, "date_end": day}]
    tellings = measures.tellings_of(events(*rows), counted)
    frame = measures.evidence_of_events(tellings, every, counted)
    (row,) = _rows(frame)
    assert (row["data-event"], row["data-kind"]) == ("exercise:Lake Shield 2024", "exercise")
    html = evidence_html(frame, name="evidence", caption="All")
    assert "<mark>Snow</mark> fell." in html and "dated 4 March 2024" in html


@given(st.text(max_size=30), st.lists(st.tuples(st.integers(-5, 35), st.integers(-5, 35)), max_size=4))
def test_marking_keeps_every_character(text, spans):
    unmarked = marked(text, spans).replace("<mark>", "").replace("</mark>", "")
    assert unescape(unmarked) == text
