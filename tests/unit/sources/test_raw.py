"""All of data/raw: only what is on record, each document once, in one order."""

from __future__ import annotations

import datetime as dt
import json
import shutil

from analysis.sources import check_raw, read_collection, read_raw


def row(doc_id, text):
    return json.dumps({"doc_id": doc_id, "text": text}) + "\n"


def test_documents_come_by_collection_file_and_line(raw, inbox, take):
    take(inbox("b.jsonl", row("2", "B1") + row("1", "B2")), collection="west")
    take(inbox("a.jsonl", row("3", "A")), collection="west")
    take(inbox("z.txt", "Z"), collection="east")
    reading = read_raw(raw)
    places = [(document.path, document.line) for document in reading.documents]
    assert places == [("east/z.txt", None), ("west/a.jsonl", 1), ("west/b.jsonl", 1), ("west/b.jsonl", 2)]
    assert [document.doc_id for document in read_collection(raw / "west").documents] == ["3", "2", "1"]


def test_what_is_not_on_record_is_told_with_the_command_and_not_read(raw, inbox, take):
    take(inbox("a.txt", "One."))
    (raw / "press" / "new one.txt").write_text("Two.", "utf-8")
    (raw / "press" / "README.md").write_text("About.", "utf-8")
    (raw / "press" / ".hidden").write_text("x", "utf-8")
    (raw / "README.md").write_text("About.", "utf-8")
    (raw / "stray.txt").write_text("Three.", "utf-8")
    reading = read_raw(raw)
    assert len(reading.documents) == 1
    assert [(fault.where, fault.found) for fault in reading.faults] == [
        ("press/new one.txt", "is not listed in press/origin.csv and is not read"),
        ("stray.txt", "lies in no collection and is not read"),
    ]
    cure = "Run: python -m analysis ingest 'data/raw/press/new one.txt' --collection press."
    assert reading.faults[0].cure == cure
    assert [fault.where for fault in check_raw(raw)] == ["data/raw/press/new one.txt", "data/raw/stray.txt"]


def test_of_one_id_with_two_texts_the_first_ingested_is_read(raw, inbox, take):
    take(inbox("z.jsonl", row("x", "First.")), day=dt.date(2026, 1, 1))
    take(inbox("a.jsonl", row("x", "Second.") + row("y", "Third.")), day=dt.date(2026, 1, 2))
    reading = read_raw(raw)
    assert {document.doc_id: document.text for document in reading.documents} == {
        "x": "First.",
        "y": "Third.",
    }
    assert "is kept" in reading.faults[0].found


def test_a_missing_folder_and_an_empty_one_hold_nothing(raw):
    assert read_raw(raw).documents == () and check_raw(raw) == []
    raw.mkdir(parents=True)
    assert read_raw(raw).documents == () and check_raw(raw) == []


def test_a_broken_record_is_one_fault_not_one_for_each_file(raw, inbox, take):
    take(inbox("a.txt", "One."))
    (raw / "press" / "origin.csv").write_text("file\na.txt\n", "utf-8")
    (fault,) = read_raw(raw).faults
    assert fault.where == "press/origin.csv" and "lacks the columns" in fault.found


def test_the_order_in_which_the_system_lists_files_does_not_matter(raw, inbox, take, tmp_path):
    for name in ("c", "a", "b"):
        take(inbox(f"{name}.txt", f"Text {name}."), collection=f"col-{name}")
    other = tmp_path / "moved" / "data" / "raw"
    for folder in sorted(raw.iterdir(), reverse=True):
        shutil.copytree(folder, other / folder.name)
    assert read_raw(other) == read_raw(raw)


def test_every_fault_can_be_printed_and_stored(raw, take, inbox):
    data = b'{"text": "a", "\\ud83d": 1, "outlet": "\\ud83d"}\n{"\\ud83d": 1}\n'
    take(inbox("a.jsonl", data))
    reading = read_raw(raw)
    assert len(reading.documents) == 1 and len(reading.faults) == 2
    for fault in reading.faults:
        str(fault).encode("utf-8")
