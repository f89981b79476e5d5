"""CSV: odd headers, odd delimiters, stray quotation marks; a row at fault is left out alone."""

from __future__ import annotations

import csv
import datetime as dt

import pytest

HEADER = "doc_id,date,text,source\n"


def test_every_row_is_a_document_and_the_field_is_the_text(read):
    reading = read("a.csv", HEADER + 'g:1,2021-09-10," Two\nlines, ""quoted"" ",Gazette\ng:2,,Text,\n')
    first, second = reading.documents
    assert (first.doc_id, first.line, first.text) == ("g:1", 2, ' Two\nlines, "quoted" ')
    assert first.published == dt.date(2021, 9, 10) and first.outlet == "Gazette"
    assert (second.doc_id, second.line, second.published, second.outlet) == ("g:2", 4, None, "")
    assert not reading.faults and not reading.notes


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_header_tells_the_delimiter(read, delimiter):
    text = delimiter.join(["Title", "Body", "Date"]) + "\r\n" + delimiter.join(["T", "Text.", "2021-09-10"])
    (document,) = read("a.csv", text).documents
    assert (document.title, document.text, document.published.year) == ("T", "Text.", 2021)


def test_old_line_ends_and_a_byte_order_mark(read):
    assert [d.text for d in read("a.csv", "\ufefftext\rOne\rTwo\r").documents] == ["One", "Two"]


def test_headlines_alone_are_taken_as_text_and_that_is_said(read):
    reading = read("a.csv", 'title_name,title_url,title_date\nDrills begin,u,"7 June 2024, 12:48 GMT"\n')
    (document,) = reading.documents
    assert document.text == document.title == "Drills begin"
    assert document.published == dt.date(2024, 6, 7) and document.url == "u"
    assert "'title_name' is taken for text and title" in reading.notes[0].found


def test_a_nameless_column_of_dates_is_the_date_and_that_is_said(read):
    rows = "title,Unnamed: 2\nOne,2025-01-23 00:00:00\nTwo,\n"
    reading = read("a.csv", rows)
    assert [document.published for document in reading.documents] == [dt.date(2025, 1, 23), None]
    assert any("column 2 has no name and holds dates" in note.found for note in reading.notes)


@pytest.mark.parametrize(
    "rows",
    [
        "title,Unnamed: 2\nOne,2025-01-23\nTwo,draft\n",
        "title,date,\nOne,,2025-01-23\n",
        "title,seen\nOne,2025-01-23\n",
    ],
    ids=["not all dates", "a date column is there", "named otherwise"],
)
def test_other_columns_are_not_taken_for_dates(read, rows):
    assert all(document.published is None for document in read("a.csv", rows).documents)


def test_a_row_with_too_many_fields_is_left_out_and_one_with_too_few_is_filled_and_told(read):
    reading = read("a.csv", HEADER + "g:1,,One, two,Gazette\ng:2,,Text\ng:3,,Text\n")
    assert [document.doc_id for document in reading.documents] == ["g:2", "g:3"]
    (note,) = reading.notes
    assert note.line == 3 and note.found == (
        "has 3 fields (1 later rows have too few, too); the last are taken as blank"
    )
    (fault,) = reading.faults
    assert fault.line == 2 and "has 5 fields" in fault.found and fault.expected == "4 as in the header"


def test_a_row_without_text_and_a_repeated_header_are_told(read):
    reading = read("a.csv", HEADER + "g:1,,,\n" + HEADER + ",,,\n\ng:2,,Text,\n")
    assert [(fault.line, fault.found.split(";")[0]) for fault in reading.faults] == [
        (2, "has no text"),
        (3, "repeats the header"),
    ]
    assert [document.line for document in reading.documents] == [6]


@pytest.mark.parametrize(
    "stray",
    ['g:2,,"Never closed,G', 'g:2,,"Closed" too early,G'],
    ids=["open to the end", "early"],
)
def test_a_stray_quotation_mark_costs_one_row_not_the_rest_of_the_file(read, stray):
    rows = [f"g:{number},,Text {number},G" for number in range(1, 8)]
    rows[1] = stray
    reading = read("a.csv", HEADER + "\n".join(rows) + "\n")
    assert [document.doc_id for document in reading.documents] == [
        f"g:{number}" for number in (1, 3, 4, 5, 6, 7)
    ]
    (fault,) = reading.faults
    assert fault.line == 3 and "is not CSV" in fault.found and "quotation mark" in fault.cure


def test_two_stray_quotation_marks_cost_two_rows(read):
    rows = [f"g:{number},,Text {number},G" for number in range(1, 8)]
    rows[1], rows[4] = 'g:2,,"Open,G', 'g:5,,"Open too,G'
    reading = read("a.csv", HEADER + "\n".join(rows) + "\n")
    assert [document.doc_id for document in reading.documents] == ["g:1", "g:3", "g:4", "g:6", "g:7"]
    assert [fault.line for fault in reading.faults] == [3, 6]


def test_the_rest_of_a_broken_row_is_no_document(read):
    """A text over several lines with a stray mark: its other lines must not come in as rows of their own."""
    reading = read("a.csv", 'text,title\n"First "word" here\nsecond line\nthird line",T\nWhole,T\n')
    assert [document.text for document in reading.documents] == ["Whole"]
    (fault,) = reading.faults
    assert fault.line == 2 and "left out to line 4" in fault.found


def test_huge_fields_are_read_and_the_limit_of_csv_is_left_as_it_was(read):
    before = csv.field_size_limit()
    text = "word " * 60_000
    (document,) = read("a.csv", f'text\n"{text}"\n').documents
    assert document.text == text
    assert csv.field_size_limit() == before == 131_072


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("text,date,Text", "the header names 'text' twice"),
        ("id,txet,when", "the header is 'id', 'txet', 'when'"),
        ("Drills began on Monday", "the header is 'Drills began on Monday'"),
        ('text,"date', "is not CSV"),
    ],
    ids=["twice", "misspelt", "none", "broken"],
)
def test_a_header_that_does_not_say_where_the_text_is_refuses_the_file(read, header, found):
    reading = read("a.csv", f"{header}\na,b,c\n")
    assert not reading.documents
    assert found in reading.faults[0].found and reading.faults[0].line == 1


def test_a_misspelt_header_is_recognised(read):
    assert read("a.csv", "id,txet\n1,T\n").faults[0].cure == "Did you mean 'text'?"


def test_a_name_twice_that_is_not_used_does_no_harm(read):
    assert len(read("a.csv", "text,tag,tag\nText,a,b\n").documents) == 1


def test_a_header_alone_is_told(read):
    assert "holds a header and no rows" in read("a.csv", HEADER).faults[0].found


def test_a_character_that_is_no_text_costs_its_row(read):
    reading = read("a.csv", "text\nOne\nT\x00wo\nThree\n")
    assert [document.text for document in reading.documents] == ["One", "Three"]
    assert reading.faults[0].line == 3 and "NUL" in reading.faults[0].found


@pytest.mark.parametrize("data", [",", ",,\n,,\n", '""', "\x1c"])
def test_a_file_of_blank_fields_has_no_header(read, data):
    (fault,) = read("a.csv", data).faults
    assert fault.line == 1 or "is empty" in fault.found
