"""What is in the corpus, with and without copies."""

from __future__ import annotations

import datetime as dt

from analysis.measures import (
    corpus_size,
    documents_by,
    documents_not_read,
    documents_per_period,
    effect_of_copies,
    first_rows,
    most_mentioned,
    select,
)
from factories import codes, documents, entities, mentions, sentences, themes

COPIED = (
    {"text": "Five words stand in here.", "outlet": "A"},
    {"text": "Five words stand in here.", "outlet": "B", "duplicate_of": "d1"},
    {"text": "Three words here.", "outlet": "B", "published": None, "language": "ru"},
    {
        "text": "Five words",
        "outlet": "B",
        "duplicate_of": "d1",
        "duplicate_kind": "near",
        "is_synthetic": True,
    },
)


def test_size_with_and_without_copies():
    table = corpus_size(documents(*COPIED), sentences({"position": 1}, {"position": 2}, {"doc_id": "d3"}))
    found = table.set_index("part")[["n_documents", "n_words", "n_sentences", "n_outlets", "n_undated"]]
    assert found.loc["all documents"].tolist() == [4, 15, 3, 2, 1]
    assert found.loc["exact copies"].tolist() == [1, 5, 0, 1, 0]
    assert found.loc["near copies"].tolist() == [1, 2, 0, 1, 0]
    assert found.loc["without copies"].tolist() == [2, 8, 3, 2, 1]


def test_size_of_nothing():
    table = corpus_size(documents(), sentences())
    assert table["n_documents"].tolist() == [0, 0, 0, 0]
    assert table["published_first"].isna().all()


def test_documents_by_several_columns():
    table = documents_by(documents(*COPIED), by=["outlet", "language"])
    columns = ["outlet", "language", "n_documents", "n_exact", "n_near", "n_copies", "n_words", "n_undated"]
    assert [tuple(row) for row in table[columns].itertuples(index=False)] == [
        ("A", "en", 1, 0, 0, 0, 5, 0),
        ("B", "en", 2, 1, 1, 2, 7, 0),
        ("B", "ru", 1, 0, 0, 0, 3, 1),
    ]


def test_documents_per_period_have_empty_months():
    days = [dt.date(2024, 1, 1), dt.date(2024, 3, 1), None]
    table = documents_per_period(documents(*({"published": day} for day in days)))
    assert [tuple(row) for row in table.itertuples(index=False)] == [
        ("2024-01", 1, 0),
        ("2024-02", 0, 0),
        ("2024-03", 1, 0),
    ]


def test_documents_per_period_of_undated():
    assert documents_per_period(documents({"published": None})).empty


def test_effect_of_copies():
    table = documents(*COPIED)
    coded = codes({"doc_id": "d1"}, {"doc_id": "d2"}, {"doc_id": "d4"})
    found = effect_of_copies(coded, table, select(table).documents, themes())
    rows = found[found["theme"] == "joint_exercises"]
    assert list(zip(rows["copies"], rows["n_coded"], rows["n_documents"], strict=True)) == [
        ("counted", 3, 3),
        ("left out", 1, 1),
    ]
    assert list(dict.fromkeys(found["theme"])) == sorted(themes()["theme"])


def test_actors_count_once_a_document_and_places_not_at_all():
    known = entities(
        {"entity_id": "a", "name": "Alpha"},
        {"entity_id": "b", "name": "Beta", "kind": "person"},
        {"entity_id": "c", "name": "Camp", "kind": "place"},
    )
    found = mentions(
        *({"entity_id": "a"} for _ in range(3)),
        {"entity_id": "b"},
        {"entity_id": "b", "doc_id": "d2"},
        {"entity_id": "c"},
        {"entity_id": None, "candidates": ["a", "b"]},
    )
    table = most_mentioned(found, known, documents({}, {}))
    assert [
        tuple(row) for row in table[["name", "n_documents", "n_coded", "n_mentions"]].itertuples(index=False)
    ] == [
        ("Beta", 2, 2, 2),
        ("Alpha", 2, 1, 3),
    ]
    assert list(first_rows(table, 1)["name"]) == ["Beta"]
    assert len(first_rows(table, 0)) == 2


def test_documents_that_are_not_read_are_listed_by_title():
    table = documents_not_read(
        documents(
            {}, {"language": "ru", "title": "Учения"}, {"language": "pl", "title": ""}, {"language": ""}
        )
    )
    assert table["title"].tolist() == ["d3", "Учения"]
    assert list(table.columns) == ["title", "outlet", "published", "language", "language_basis"]
