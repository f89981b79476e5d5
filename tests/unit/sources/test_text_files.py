"""Text and Markdown: text unchanged, metadata from the front matter, encodings never guessed in silence."""

from __future__ import annotations

import datetime as dt

import pytest

RUSSIAN = "Министры двух стран встретились в столице и согласовали план учений на год."


def only(reading):
    assert not reading.faults, [str(fault) for fault in reading.faults]
    (document,) = reading.documents
    return document


def fault(reading):
    assert not reading.documents
    (found,) = reading.faults
    return found


@pytest.mark.parametrize(
    "text", ["One line", "Two\nlines\n", "Ends\r\nin\r\n", " \n\tindented\u00a0\u2028 ", "---"]
)
def test_a_text_file_is_its_text(read, text):
    document = only(read("notes.txt", text))
    assert document.text == text
    assert (document.path, document.collection, document.line) == ("press/notes.txt", "press", None)


def test_its_id_is_made_of_name_and_bytes_and_of_nothing_else(read):
    one = only(read("2021-09-10 Zapad, day 1.txt", "Drills began."))
    assert one.doc_id == "press:2021-09-10-zapad-day-1-bc153d02"
    assert only(read("2021-09-10 Zapad, day 1.txt", "Drills began.", outlet="Other")).doc_id == one.doc_id
    assert only(read("2021-09-10 Zapad, day 1.txt", "Drills began!")).doc_id != one.doc_id
    assert only(read("Учения 2021.txt", "Drills began.")).doc_id == "press:учения-2021-bc153d02"


def test_what_the_record_of_origin_says_holds(read):
    given = {
        "title": "T",
        "outlet": "O",
        "url": "u",
        "published": "2021-09-10",
        "licence": "L",
        "synthetic": True,
    }
    document = only(read("a.txt", "Text.", **given))
    assert (document.title, document.outlet, document.url, document.licence) == ("T", "O", "u", "L")
    assert document.published == dt.date(2021, 9, 10) and document.is_synthetic


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_is_understood_and_is_no_text(read, encoding):
    assert only(read("a.txt", RUSSIAN.encode(encoding))).text == RUSSIAN


def test_another_encoding_is_refused_with_byte_line_and_a_guess(read):
    text = "First line.\nSecond.\n" + RUSSIAN * 5
    found = fault(read("a.txt", text.encode("cp1251")))
    assert found.line == 3
    assert "byte 21 (hexadecimal cc) is not utf-8" in found.found
    assert "give --encoding cp1251" in found.cure


def test_with_the_encoding_on_record_it_is_read(read):
    assert only(read("a.txt", RUSSIAN.encode("cp1251"), encoding="cp1251")).text == RUSSIAN
    assert only(read("a.txt", RUSSIAN.encode("utf-16-le"), encoding="utf-16-le")).text == RUSSIAN


def test_an_encoding_that_would_make_a_mess_of_utf8_is_refused(read):
    found = fault(read("a.txt", RUSSIAN, encoding="cp1251"))
    assert "is UTF-8" in found.found and "without --encoding" in found.cure
    assert only(read("a.txt", "Only ASCII.", encoding="cp1251")).text == "Only ASCII."


def test_an_encoding_that_does_not_fit_or_exist_is_a_fault(read):
    assert "is not ascii" in fault(read("a.txt", "caf\u00e9".encode("latin-1"), encoding="ascii")).found
    assert "'klingon' is not a text encoding" in fault(read("a.txt", b"\xe9a", encoding="klingon")).found


@pytest.mark.parametrize(
    ("data", "line", "found"),
    [
        (b"", 0, "is empty"),
        (b" \n\r\n\t", 0, "is empty"),
        ("\ufeff \n".encode(), 0, "has no text"),
        (b"%PDF-1.7 \xe2\xe3\xcf\xd3", 0, "is a PDF document"),
        (b"PK\x03\x04 and so on", 0, "is a zip archive or an Office document"),
        (bytes(range(256)) * 4, 1, "is not text: "),
        ("Plain ASCII words here".encode("utf-16-le"), 0, "looks like UTF-16 without its mark"),
        (b"First line.\nSecond \x00 line.", 2, "the text holds a NUL character after 19 others"),
    ],
    ids=["empty", "blank", "mark only", "pdf", "zip", "binary", "utf-16", "nul"],
)
def test_what_is_no_text_is_refused(read, data, line, found):
    refused = fault(read("a.txt", data))
    assert refused.line == line and found in refused.found


FRONT = """---
title: "Drills: the second day"
outlet: Ruritania Gazette
date: 2021-09-10T23:30:00+03:00
link: https://example.org/1
language: en-GB
license: CC0-1.0
synthetic: true
tags: [drills, border]
---

# Heading

Text.
"""


def test_front_matter_is_metadata_and_what_follows_is_the_text(read):
    document = only(read("a.md", FRONT))
    assert document.text == "\n# Heading\n\nText.\n"
    assert (document.title, document.outlet) == ("Drills: the second day", "Ruritania Gazette")
    assert document.published == dt.date(2021, 9, 10), "the day in the zone it is written in"
    assert (document.url, document.language, document.licence) == ("https://example.org/1", "en", "CC0-1.0")
    assert document.is_synthetic and document.doc_id.startswith("press:a-")


def test_front_matter_goes_before_the_record_and_the_record_fills_what_it_lacks(read):
    document = only(read("a.md", FRONT, outlet="Other", title="Other", published="1999-01-01"))
    assert document.outlet == "Ruritania Gazette" and document.published.year == 2021
    assert only(read("a.md", "---\ntitle: T\n---\nText", outlet="Other")).outlet == "Other"


def test_an_id_in_the_front_matter_is_kept(read):
    assert only(read("a.md", "---\ndoc_id: gazette:17\n---\nText")).doc_id == "gazette:17"


def test_line_ends_of_windows_and_no_front_matter(read):
    assert only(read("a.md", "---\r\ntitle: T\r\n---\r\nText\r\n")).text == "Text\r\n"
    assert only(read("a.md", "Text\n---\nmore")).text == "Text\n---\nmore"
    assert only(read("a.md", "---\n---\nText")).text == "Text"


@pytest.mark.parametrize(
    ("text", "line", "found"),
    [
        ("---\ntitle: T\nText without end", 1, "the front matter is never closed"),
        ("---\ntitle: T\nsite: a: b\n---\nText", 3, "the front matter is not YAML"),
        ("---\ntitle: T\ntitle: U\n---\nText", 3, "the front matter is not YAML"),
        ("---\n- a\n- b\n---\nText", 2, "the front matter is a list"),
        ("---\ntitle: [a\n---\nText", 3, "the front matter is not YAML"),
        ("---\ntitle: T\n---\n \n", 0, "has no text"),
    ],
    ids=["not closed", "colon", "twice", "list", "bracket", "no text"],
)
def test_malformed_front_matter_is_told_with_its_line(read, text, line, found):
    refused = fault(read("a.md", text))
    assert found in refused.found
    assert refused.line == line


def test_fields_that_are_no_text_stay_blank_and_are_told(read):
    reading = read("a.md", "---\ntitle: [a, b]\nsynthetic: perhaps\ndate: May 2022\n---\nText")
    (document,) = reading.documents
    assert (document.title, document.published, document.is_synthetic) == ("", None, False)
    said = [fault.found for fault in reading.faults]
    assert len(said) == 3
    assert any("title is" in one and "which is not text" in one for one in said)
    assert any("the date 'May 2022' can't be read" in one for one in said)
    assert any("synthetic is 'perhaps'" in one for one in said)
