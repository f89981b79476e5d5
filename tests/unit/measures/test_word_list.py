"""The plain word list beside which the codebook's figures stand."""

import pandas as pd
import pytest

from analysis.codebook import load_codebook
from analysis.measures.word_list import WORDS, beside_word_list, word_list_codes
from analysis.paths import CHECKOUT
from analysis.reference import load_actors


@pytest.mark.parametrize(
    ("text", "themes"),
    [
        ("Drills began.", ["drill"]),
        ("NATO met.", ["nato"]),
        ("The nato bean and a mandrill.", []),
        ("the drills of NATO", ["drill", "nato"]),
    ],
)
def test_words_are_found_from_the_beginning_of_a_word_and_capitals_as_written(text, themes):
    sentences = pd.DataFrame([{"doc_id": "a", "start": 0, "end": len(text)}])
    documents = pd.DataFrame([{"doc_id": "a", "text": text}])
    found = word_list_codes(sentences, documents, words={"drill": ["drill"], "nato": ["NATO"]})
    assert found["theme"].tolist() == themes


def test_only_the_sentence_is_looked_at_and_only_known_documents():
    sentences = pd.DataFrame([{"doc_id": "a", "start": 0, "end": 4}, {"doc_id": "b", "start": 0, "end": 9}])
    documents = pd.DataFrame([{"doc_id": "a", "text": "Rain. Drills."}])
    assert word_list_codes(sentences, documents).empty


def test_accuracy_of_codes_stands_beside_that_of_the_words_for_themes_that_the_gold_has():
    text = "Drills began. Exercise restraint. Guards met at the border."
    documents = pd.DataFrame([{"doc_id": "a", "text": text}])
    gold = pd.DataFrame(
        [
            {"doc_id": "a", "start": 0, "end": 13, "themes": ["joint_exercises"]},
            {"doc_id": "a", "start": 14, "end": 33, "themes": []},
            {"doc_id": "a", "start": 34, "end": 59, "themes": []},
        ]
    )
    codes = pd.DataFrame([{"doc_id": "a", "start": 0, "end": 6, "theme": "joint_exercises"}])
    row = beside_word_list(codes, gold, documents)
    assert row["theme"].tolist() == ["joint_exercises"]
    assert row[["precision", "precision_word_list", "recall_word_list"]].values.tolist() == [[1.0, 0.5, 1.0]]


def test_every_theme_of_the_codebook_has_words():
    reference = CHECKOUT / "data" / "reference"
    codebook = load_codebook(reference / "codebook", load_actors(reference))
    assert {theme.name for theme in codebook.themes} == set(WORDS)
