"""JSON lines: one document a line, and a line at fault is left out alone."""

from __future__ import annotations

import datetime as dt
import json

import pytest


def lines(*rows: object) -> str:
    return "".join(
        f"{row if isinstance(row, str) else json.dumps(row, ensure_ascii=False)}\n" for row in rows
    )


def test_every_line_is_a_document_with_its_fields(read):
    row = {
        "doc_id": "gazette:1",
        "title": "Drills begin",
        "published": "2021-09-10T12:00:00Z",
        "url": "https://example.org/1",
        "outlet": "Ruritania Gazette",
        "language": "en",
        "text": " Text,\n\nunchanged\u2028with a separator ",
    }
    reading = read("a.jsonl", lines(row, "", {"text": "Second."}), outlet="Other", licence="CC0-1.0")
    first, second = reading.documents
    assert first.doc_id == "gazette:1" and first.line == 1
    assert first.text == row["text"]
    assert first.published == dt.date(2021, 9, 10)
    assert (first.outlet, first.url, first.language) == ("Ruritania Gazette", "https://example.org/1", "en")
    assert (second.line, second.outlet, second.licence) == (3, "Other", "CC0-1.0")
    assert not reading.faults


def test_a_headline_alone_is_the_text_and_is_noted_once(read):
    rows = {"title": "Drills end"}, {"headline": "Drills begin", "outlet": "X"}, {"title": "A", "text": ""}
    reading = read("a.jsonl", lines(*rows))
    assert [(one.text, one.title) for one in reading.documents] == [
        ("Drills end",) * 2,
        ("Drills begin",) * 2,
    ]
    (note,), (fault,) = reading.notes, reading.faults
    assert note.line == 1 and "as in 2 objects in all" in str(note)
    assert fault.line == 3 and "has no text" in str(fault)


def test_null_is_no_text(read):
    reading = read("a.jsonl", lines({"title": "Drills end", "text": None}))
    assert [one.text for one in reading.documents] == ["Drills end"]
    assert "the title is taken for it" in str(reading.notes[0]) and not reading.faults


@pytest.mark.parametrize("name", ["text", "body", "content", "Article", "FULL-TEXT", "full text"])
def test_common_names_of_the_text(read, name):
    assert [document.text for document in read("a.jsonl", lines({name: "T."})).documents] == ["T."]


def test_common_names_of_the_rest(read):
    row = {"body": "T.", "headline": "H", "published_at": "30 September 2022", "site": "S", "link": "u"}
    (document,) = read("a.jsonl", lines(row)).documents
    assert (document.title, document.outlet, document.url) == ("H", "S", "u")
    assert document.published == dt.date(2022, 9, 30)


def test_of_several_names_the_first_that_is_filled_counts(read):
    rows = [
        {"body": "B", "text": "T"},
        {"text": " ", "body": "B"},
        {"text": None, "content": "C", "body": ""},
    ]
    assert [document.text for document in read("a.jsonl", lines(*rows)).documents] == ["T", "B", "C"]


def test_a_row_without_id_gets_one_from_what_it_says(read):
    row = {"title": "Drills begin at dawn", "text": "Text.", "score": 3}
    alone = read("a.jsonl", lines(row)).documents[0]
    among = read("b.jsonl", lines({"text": "Other."}, row | {"score": 4}), outlet="O").documents[1]
    assert alone.doc_id == among.doc_id
    assert alone.doc_id.startswith("press:drills-begin-at-dawn-")
    changed = [row | {"text": "Text!"}, row | {"title": "Drills begin"}, row | {"date": "2021-09-10"}]
    ids = {read("a.jsonl", lines(other)).documents[0].doc_id for other in changed}
    assert len(ids | {alone.doc_id}) == 4


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ('{"text": "cut off', "is not JSON (Unterminated string starting at at character 10)"),
        ("{'text': 'single quotes'}", "is not JSON"),
        ('["text"]', "is not an object: '[\"text\"]'"),
        ('"text"', "is not an object"),
        ("17", "is not an object"),
        ('{"outlet": "T"}', "has no text; its fields are outlet"),
        ("{}", "has no text; its fields are none"),
        ('{"text": "  "}', "has no text"),
        ('{"text": null}', "has no text"),
        ('{"text": 17}', "the text is '17'"),
        ('{"text": ["a", "b"]}', "the text is"),
        ('{"text": "a", "text": "b"}', "'text' stands there twice"),
        ('{"text": "half \\ud83d pair"}', "half a character"),
        ('{"text": "a\\u0000b"}', "the text holds a NUL character after 1 others"),
        ('{"doc_id": "a\\nb", "text": "T"}', "doc_id is 'a b'"),
        ('{"doc_id": "' + "x" * 300 + '", "text": "T"}', "doc_id is 'xxx"),
        ("[" * 100_000, "is JSON that can't be read"),
        ('{"text": ' + "9" * 5000 + "}", "is JSON that can't be read"),
    ],
    ids=lambda value: value[:24],
)
def test_a_line_at_fault_is_left_out_alone(read, line, found):
    reading = read("a.jsonl", lines({"text": "First."}, line, {"text": "Third."}))
    assert [document.text for document in reading.documents] == ["First.", "Third."]
    (fault,) = reading.faults
    assert (fault.where, fault.line) == ("press/a.jsonl", 2)
    assert found in fault.found


def test_a_misspelt_field_is_recognised(read):
    (fault,) = read("a.jsonl", lines({"txet": "Text."})).faults
    assert "Did you mean 'text'?" in fault.cure


def test_an_array_or_a_laid_out_object_is_one_fault_not_one_a_line(read):
    rows = [{"text": "One."}, {"text": "Two."}]
    (fault,) = read("a.jsonl", json.dumps(rows, indent=1)).faults
    assert "is a JSON array" in fault.found and fault.line == 1
    (fault,) = read("a.jsonl", json.dumps(rows)).faults
    assert "is a JSON array" in fault.found
    (fault,) = read("a.jsonl", json.dumps(rows[0], indent=1)).faults
    assert "one JSON object over several lines" in fault.found


def test_fields_that_are_no_text_stay_blank_and_nan_is_nothing(read):
    row = '{"text": "T.", "title": NaN, "outlet": {"name": "G"}, "date": "yesterday", "url": 17, "doc_id": 5}'
    reading = read("a.jsonl", row)
    (document,) = reading.documents
    assert (document.title, document.outlet, document.published) == ("", "", None)
    assert (document.url, document.doc_id) == ("17", "5")
    assert sorted(fault.found.split(" ")[0] for fault in reading.faults) == ["outlet", "the"]


def test_a_date_nobody_can_read_leaves_the_document_undated_not_dated_by_the_record(read):
    reading = read("a.jsonl", lines({"text": "T.", "date": "03/04/2022"}), published="2022-01-01")
    assert reading.documents[0].published is None
    assert "can be two days" in reading.faults[0].found
    assert read("a.jsonl", lines({"text": "T."}), published="2022-01-01").documents[0].published.year == 2022


def test_a_file_of_blank_lines_is_empty(read):
    assert "is empty" in read("a.jsonl", "\n\n").faults[0].found
