"""The sentences behind the numbers, in their place."""

from __future__ import annotations

import datetime as dt

import pytest

from analysis.errors import DataError
from analysis.measures import evidence_of_codes, evidence_of_statements, statements_of, voiced_codes
from factories import attributions, codes, documents, entities, sentences, themes

TEXT = "Snow fell. The two armies trained, she said. It ended."
FIRST, SECOND, THIRD = (0, 10), (11, 44), (45, 54)


def _sentences(doc_id="d1"):
    spans = enumerate((FIRST, SECOND, THIRD), 1)
    return sentences(*({"doc_id": doc_id, "position": n, "start": a, "end": b} for n, (a, b) in spans))


def _coded(*rows):
    return voiced_codes(codes(*rows), attributions(), entities())


def test_a_coded_sentence_stands_between_its_neighbours():
    code = {"sentence_id": "d1#s2", "start": 15, "end": 34}
    row = evidence_of_codes(_coded(code), _sentences(), documents({"text": TEXT}), themes()).iloc[0]
    assert (row["before"], row["after"]) == ("Snow fell.", "It ended.")
    assert row["sentence"] == "The two armies trained, she said."
    assert row["sentence"][row["start"] : row["end"]] == TEXT[15:34]
    assert (row["position"], row["outlet"], row["title"]) == (2, "Sample Wire", "Title 1")


@pytest.mark.parametrize(
    ("sentence", "before", "after"),
    [("d1#s1", "", "The two armies trained, she said."), ("d1#s3", "The two armies trained, she said.", "")],
    ids=["first", "last"],
)
def test_nothing_stands_before_the_first_or_after_the_last(sentence, before, after):
    start, end = FIRST if sentence == "d1#s1" else THIRD
    code = {"sentence_id": sentence, "start": start, "end": end}
    table = documents({"text": TEXT}, {"text": TEXT})
    both = _sentences().merge(_sentences("d2"), how="outer")
    row = evidence_of_codes(_coded(code), both, table, themes()).iloc[0]
    assert (row["before"], row["after"]) == (before, after)


def test_two_codes_of_a_sentence_are_two_rows():
    code = {"sentence_id": "d1#s1", "start": 0, "end": 4}
    table = evidence_of_codes(
        _coded(code, {**code, "theme": "nato_framing"}), _sentences(), documents({"text": TEXT}), themes()
    )
    assert list(table["theme"]) == ["joint_exercises", "nato_framing"]


def test_the_earliest_comes_first_and_the_undated_last():
    table = documents(
        {"text": TEXT, "published": None},
        {"text": TEXT, "published": dt.date(2024, 5, 1)},
        {"text": TEXT, "published": dt.date(2024, 4, 1)},
    )
    every = _sentences().merge(_sentences("d2"), how="outer").merge(_sentences("d3"), how="outer")
    rows = [{"doc_id": doc, "sentence_id": f"{doc}#s1", "start": 0, "end": 4} for doc in ("d1", "d2", "d3")]
    assert list(evidence_of_codes(_coded(*rows), every, table, themes())["doc_id"]) == ["d3", "d2", "d1"]


def test_no_codes_no_evidence():
    assert evidence_of_codes(_coded(), _sentences(), documents({"text": TEXT}), themes()).empty


def test_codes_of_documents_that_are_not_counted_are_refused():
    with pytest.raises(DataError, match="not among the documents counted"):
        evidence_of_codes(_coded({"doc_id": "d9"}), _sentences(), documents({"text": TEXT}), themes())


def _stated(**row):
    table = statements_of(attributions(row), entities())
    return evidence_of_statements(table, _sentences(), documents({"text": TEXT}))


def test_a_statement_is_marked_in_its_sentence():
    row = _stated(sentence_id="d1#s2", content=[{"start": 11, "end": 33}]).iloc[0]
    assert row["sentence"] == "The two armies trained, she said."
    assert row["content"] == "The two armies trained"
    assert [row["sentence"][a:b] for a, b in row["spans"]] == ["The two armies trained"]
    assert (row["before"], row["after"]) == ("Snow fell.", "It ended.")


def test_a_statement_of_several_sentences_is_shown_whole():
    content = [{"start": 0, "end": 33}, {"start": 45, "end": 53}]
    row = _stated(sentence_id="d1#s1", content=content).iloc[0]
    assert row["sentence"] == TEXT
    assert row["content"] == "Snow fell. The two armies trained … It ended"
    assert [TEXT[a:b] for a, b in row["spans"]] == ["Snow fell. The two armies trained", "It ended"]
    assert (row["before"], row["after"]) == ("", "")


def test_no_statements_no_evidence():
    table = statements_of(attributions(), entities())
    assert evidence_of_statements(table, sentences(), documents()).empty
    assert evidence_of_statements(table, _sentences(), documents({"text": TEXT})).empty
