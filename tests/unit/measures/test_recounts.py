"""The checks at the end of a notebook find numbers that are not those of the evidence."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis import measures
from analysis.errors import DataError
from factories import attributions, codes, documents, entities, sentences, themes

TEXT = "One sentence stands here."


def _theme(**changed):
    counted = documents({"outlet": "A", "text": TEXT}, {"outlet": "B", "text": TEXT, "published": None})
    coded = codes({"doc_id": "d1"}, {"doc_id": "d2", "modality": "hedged"})
    voiced = measures.voiced_codes(coded, attributions(), entities())
    told = {
        "evidence": measures.evidence_of_codes(
            voiced, sentences({}, {"doc_id": "d2", "position": 1}), counted, themes()
        ),
        "documents": counted,
        "by_outlet": measures.share_of_documents(coded, counted, themes=["joint_exercises"]),
        "over_time": measures.share_over_time(coded, counted, themes=["joint_exercises"]),
        "parts": [
            measures.composition(coded, counted, of="modality", values=measures.MODALITIES, by="outlet"),
            measures.count_rules(coded, counted),
            measures.speakers(voiced[voiced["voice"] == "attributed"], counted),
        ],
        "has_copies": False,
    } | changed
    return measures.check_theme(told.pop("evidence"), told.pop("documents"), **told)


def _failed(checks):
    return list(checks.loc[~checks["holds"], "check"])


def test_right_numbers_hold():
    checks = _theme()
    assert _failed(checks) == []
    measures.require(checks)


def test_a_number_by_outlet_that_is_wrong_is_found():
    wrong = pd.DataFrame(
        {"outlet": ["A", "B"], "n_documents": [1, 1], "n_coded": [2, 0], "n_sentences": [1, 1]}
    )
    assert _failed(_theme(by_outlet=wrong)) == ["outlets whose documents are not those of the evidence"]


def test_an_outlet_that_is_missing_is_found():
    wrong = pd.DataFrame({"outlet": ["A"], "n_documents": [1], "n_coded": [1], "n_sentences": [1]})
    assert len(_failed(_theme(by_outlet=wrong))) == 4


def test_a_direction_counted_twice_is_found():
    wrong = pd.DataFrame({"outlet": ["A"], "modality": ["asserted"], "n_sentences": [2]})
    assert _failed(_theme(parts=[wrong])) == [
        "values of modality whose sentences are not those of the evidence"
    ]


def test_a_copy_beside_its_original_is_found():
    counted = documents({"outlet": "A", "text": TEXT}, {"outlet": "B", "text": TEXT, "duplicate_of": "d1"})
    assert _failed(_theme(documents=counted)) == ["copies counted beside their original"]
    assert _failed(_theme(documents=counted, has_copies=True)) == []


def test_words_that_are_not_in_the_document_are_found():
    counted = documents({"outlet": "A", "text": TEXT}, {"outlet": "B", "text": "Other words."})
    assert _failed(_theme(documents=counted)) == ["rows of evidence whose words are not in their document"]


def test_checks_that_fail_stop_the_notebook_with_every_one():
    checks = pd.DataFrame(
        {"check": ["a", "b", "c"], "expected": [1, 2, 3], "found": [1, 5, 6], "holds": [True, False, False]}
    )
    with pytest.raises(DataError) as caught:
        measures.require(checks)
    assert str(caught.value) == (
        "checks of the report: b: 5, expected 2.\nchecks of the report: c: 6, expected 3."
    )


PAIRS = pd.DataFrame(
    {"speaker": ["Colonel Ada Brandt"], "side": ["unlinked"], "target": ["Borduria"], "n_coded": [1]}
)


def _voices(**changed):
    made = _made_voices() | changed
    return measures.check_voices(made.pop("statements"), made.pop("coded"), made.pop("documents"), **made)


def _made_voices():
    counted = documents({"text": TEXT}, {"text": TEXT})
    told = attributions(
        {"speaker_name": "unnamed officials", "speaker_kind": "unnamed"},
        {"doc_id": "d2", "sentence_id": "d2#s1"},
    )
    known = entities()
    every = sentences({}, {"doc_id": "d2", "position": 1})
    statements = measures.statements_of(told, known).assign(targets=[[], ["Borduria"]])
    coded = codes({"voice": "attributed", "attribution_id": "d1#a1", "speaker_name": "unnamed officials"})
    voiced = measures.voiced_codes(coded, told, known)
    return {
        "statements": measures.evidence_of_statements(statements, every, counted),
        "coded": measures.evidence_of_codes(voiced, every, counted, themes()),
        "documents": counted,
        "speakers": measures.speakers(statements, counted),
        "unnamed": measures.unnamed_kinds(statements, counted),
        "frames": measures.speakers_by_frame(voiced, themes()),
        "pairs": PAIRS,
        "versions": measures.wordings(statements, every, counted),
        "has_copies": False,
    }


def test_right_voices_hold():
    assert _failed(_voices()) == []


def test_a_speaker_that_is_wrong_is_found():
    wrong = pd.DataFrame({"speaker": ["Colonel Ada Brandt"], "side": ["unlinked"], "n_coded": [2]})
    assert _failed(_voices(speakers=wrong)) == [
        "speakers of the evidence, and speakers counted",
        "speakers whose documents are not those of the evidence",
    ]


@pytest.mark.parametrize("kind", ["analysts", None])
def test_an_unnamed_source_of_another_kind_is_found(kind):
    statements = _made_voices()["statements"].assign(unnamed_kind=[kind, None])
    assert _failed(_voices(statements=statements)) == [
        "kinds of unnamed source whose documents are not those of the evidence"
    ]


def test_a_statement_of_the_writer_is_found():
    statements = _made_voices()["statements"].assign(speaker_kind=["unnamed", "writer"])
    assert _failed(_voices(statements=statements)) == ["statements in the writer's own voice"]


def test_a_frame_that_is_wrong_is_found():
    row = {
        "speaker": "unnamed officials",
        "side": "unnamed",
        "theme": "joint_exercises",
        "direction": "",
        "n_coded": 7,
    }
    assert _failed(_voices(frames=pd.DataFrame([row]))) == [
        "voices and frames whose documents are not those of the evidence"
    ]


def test_a_corpus_that_does_not_add_up_is_found():
    table = documents({}, {"duplicate_of": "d1"}, {"duplicate_of": "gone"})
    size = measures.corpus_size(table, sentences())
    groups = [measures.documents_by(table, by=["outlet"]), measures.documents_by(table[:2], by=["language"])]
    checks = measures.check_corpus(table, measures.select(table).left_out[:0], size=size, tables=groups)
    assert _failed(checks) == [
        "copies and documents not read, and those left out",
        "copies whose original is not in the corpus",
        "documents, and their sum by language",
        "words, and their sum by language",
    ]
