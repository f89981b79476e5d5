"""The numbers that reports lead with, and which of them moved between two builds."""

from __future__ import annotations

import factories
from analysis.measures.changes import with_sentences
from analysis.measures.headlines import changed_numbers, headline_numbers

DOCUMENTS = factories.documents(
    {"doc_id": "a", "outlet": "Sample Wire"},
    {"doc_id": "b", "outlet": "Sample Wire"},
    {"doc_id": "c", "outlet": "Sample Agency"},
    {"doc_id": "d", "outlet": "Sample Agency", "duplicate_of": "c"},
)
THEMES = factories.themes()
BEFORE = factories.codes(
    {"doc_id": "a", "theme": "nato_framing", "direction": "threat", "voice": "attributed"},
    {"doc_id": "c", "theme": "nato_framing", "direction": "threat"},
    {"doc_id": "d", "theme": "nato_framing", "direction": "defence"},
)
AFTER = factories.codes(
    {"doc_id": "a", "theme": "nato_framing", "direction": "threat", "voice": "attributed"},
    {"doc_id": "b", "theme": "nato_framing", "direction": "defence"},
    {"doc_id": "c", "theme": "nato_framing", "direction": "threat"},
)


def numbers(codes) -> dict:
    rows = headline_numbers(DOCUMENTS, codes, THEMES).itertuples()
    return {(row.theme, row.figure, row.group): (row.n, row.n_of) for row in rows}


def test_each_theme_leads_with_its_documents_found_or_not():
    found = numbers(BEFORE)
    assert found["nato_framing", "documents", ""] == (2, 3), "the copy is left out"
    assert found["joint_exercises", "documents", ""] == (0, 3)


def test_outlets_directions_voices_and_modalities_are_led_with_where_found():
    found = numbers(BEFORE)
    assert found["nato_framing", "outlet", "Sample Agency"] == (1, 1)
    assert found["nato_framing", "direction", "threat"] == (2, 2)
    assert ("nato_framing", "direction", "defence") not in found, "only the copy has it"
    assert found["nato_framing", "voice", "attributed"] == (1, 2)
    assert found["nato_framing", "modality", "asserted"] == (2, 2)


def changes(before, after) -> dict:
    tables = (headline_numbers(DOCUMENTS, codes, THEMES) for codes in (before, after))
    rows = changed_numbers(*tables).itertuples()
    return {(row.figure, row.group): (row.n_before, row.n_after, round(row.change, 1)) for row in rows}


def test_what_moved_is_named_with_how_far():
    assert changes(BEFORE, AFTER) == {
        ("documents", ""): (2, 3, 33.3),
        ("outlet", "Sample Wire"): (1, 2, 50.0),
        ("direction", "defence"): (0, 1, 33.3),
        ("direction", "threat"): (2, 2, -33.3),
        ("voice", "attributed"): (1, 1, -16.7),
        ("voice", "author"): (1, 2, 16.7),
        ("modality", "asserted"): (2, 3, 0.0),
    }


def test_what_is_gone_is_named_too():
    assert changes(AFTER, BEFORE)["direction", "defence"] == (1, 0, -33.3)


def test_nothing_moved_between_a_build_and_itself():
    assert changes(AFTER, AFTER) == {}


def test_a_code_is_shown_with_its_sentence():
    documents = factories.documents({"doc_id": "a", "text": "First one.\nThe\nsecond one."})
    sentences = factories.sentences({"doc_id": "a", "position": 2, "start": 11, "end": 26})
    codes = factories.codes({"doc_id": "a", "sentence_id": sentences["sentence_id"][0]})
    gone = codes.assign(sentence_id="a#s9")
    assert with_sentences(codes, sentences, documents)["sentence"].tolist() == ["The second one."]
    assert with_sentences(gone, sentences, documents)["sentence"].tolist() == [""]
