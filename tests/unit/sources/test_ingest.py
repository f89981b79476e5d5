"""Ingest: originals unchanged and on record, the same again a no-op, nothing lost and nothing silent."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import sys

import pytest

from analysis.errors import SourceError
from analysis.sources import Origin, check_raw, ingest, read_raw
from analysis.sources.origin import read_origins


def stored(raw, collection="press"):
    """Names and bytes of a collection."""
    folder = raw / collection
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()
    }


def said(faults):
    return [str(fault) for fault in faults]


def row(doc_id, text):
    return json.dumps({"doc_id": doc_id, "text": text}) + "\n"


def test_a_file_goes_in_unchanged_with_its_origin(raw, inbox, take):
    data = "Drills\r\nbegan. \ufeff".encode()
    report = take(inbox("a.txt", data), outlet="Gazette", published="10 September 2021", licence="CC0-1.0")
    assert report.added == (("press/a.txt", 1),) and report.n_documents == 1
    assert not report.faults and not report.notes and not report.already
    assert stored(raw)["a.txt"] == data
    origins, _ = read_origins(raw / "press", where="w")
    assert origins["a.txt"] == Origin(
        file="a.txt",
        sha256=hashlib.sha256(data).hexdigest(),
        bytes=len(data),
        retrieved=dt.date(2026, 1, 31),
        outlet="Gazette",
        published="2021-09-10",
        licence="CC0-1.0",
    )
    (document,) = read_raw(raw).documents
    assert (document.outlet, document.published) == ("Gazette", dt.date(2021, 9, 10))
    assert check_raw(raw) == []


def test_the_same_again_changes_nothing_and_says_so(raw, inbox, take):
    paths = [inbox("a.txt", "One."), inbox("sub/b.jsonl", row("x", "Two.") + row("y", "Three."))]
    take(paths[0], paths[1].parent)
    before = stored(raw)
    report = take(paths[0], paths[1].parent, day=dt.date(2027, 1, 1))
    assert report.added == () and not report.faults
    assert [name for name, _ in report.already] == ["press/a.txt", "press/b.jsonl"]
    assert report.lines()[-1] == "0 documents in 0 files added to press; 2 files already there."
    assert stored(raw) == before


def test_folders_keep_their_structure_and_hidden_files_and_descriptions_stay_out(raw, inbox, take):
    inbox("a.txt", "One.")
    inbox("2021/09/b.txt", "Two.")
    inbox("2021/a.txt", "Three.")
    inbox(".git/c.txt", "No.")
    inbox("2021/.DS_Store", b"\0")
    inbox("2021/README.md", "About these files.")
    report = take(inbox("SOURCES.md", "About these, too.").parent)
    assert sorted(name for name, _ in report.added) == [
        "press/2021/09/b.txt",
        "press/2021/a.txt",
        "press/a.txt",
    ]
    assert not report.faults
    assert len(report.notes) == 4 and all("is passed over" in note for note in said(report.notes))
    assert set(stored(raw)) == {"a.txt", "2021/a.txt", "2021/09/b.txt", "origin.csv"}


def test_a_file_with_bad_rows_goes_in_whole_and_they_are_told(raw, inbox, take):
    data = row("x", "One.") + "{broken\n" + row("y", "Two.") + '{"doc_id": "z"}\n'
    report = take(inbox("a.jsonl", data))
    assert report.n_documents == 2
    assert [fault.line for fault in report.faults] == [2, 4]
    assert all(str(fault).split(" line ")[0].endswith("inbox/a.jsonl") for fault in report.faults)
    assert stored(raw)["a.jsonl"].decode() == data


def test_an_unreadable_file_is_refused_and_stays_where_it_was(raw, inbox, take):
    path = inbox("a.txt", b"%PDF-1.4")
    report = take(path, inbox("b.txt", "Good."))
    assert report.added == (("press/b.txt", 1),)
    assert "is a PDF document" in report.faults[0].found
    assert path.read_bytes() == b"%PDF-1.4" and set(stored(raw)) == {"b.txt", "origin.csv"}


@pytest.mark.parametrize(
    ("name", "cure"),
    [
        ("a.pdf", "Save its text as .txt"),
        ("a.DOCX", "Save its text as .txt"),
        ("a.xlsx", "as .csv"),
        ("a.json", "into a .jsonl file"),
        ("a", "Give the file the ending"),
        ("a.txt.gz", "Unpack it"),
        ("a.png", "Convert it"),
    ],
)
def test_other_kinds_of_files_are_refused_with_what_to_do(inbox, take, name, cure):
    (fault,) = take(inbox(name, "content")).faults
    assert "ends in" in fault.found and ".html.gz" in fault.expected and cure in fault.cure


def test_paths_that_lead_nowhere_are_told_and_the_rest_goes_in(raw, inbox, take, tmp_path):
    good = inbox("article.txt", "Good.")
    loop = tmp_path / "loop.txt"
    loop.symlink_to(loop)
    dangling = good.parent / "gone.txt"
    dangling.symlink_to(tmp_path / "nowhere")
    (good.parent / "circle").symlink_to(good.parent)
    os.mkfifo(good.parent / "pipe.txt")
    (tmp_path / "empty").mkdir()
    report = take(good.parent / "artcle.txt", loop, tmp_path / "nul\0.txt", tmp_path / "empty", good.parent)
    assert report.added == (("press/article.txt", 1),)
    told = said(report.faults)
    assert len(told) == 6
    assert "can't be opened" in told[0] and "Did you mean 'article.txt'?" in told[0]
    assert "loop.txt: is a link that leads nowhere" in told[1]
    assert "nul" in told[2] and "can't be opened" in told[2]
    assert "is a folder without files" in told[3]
    assert any("gone.txt: is a link that leads nowhere" in one for one in told)
    assert any("pipe.txt: is a device, pipe or socket" in one for one in told)
    assert "the folder is a link" in said(report.notes)[0]


def test_a_name_taken_by_another_text_gets_a_mark_and_that_is_said(raw, inbox, take):
    take(inbox("a.txt", "One."))
    report = take(inbox("a.txt", "Two."))
    mark = hashlib.sha256(b"Two.").hexdigest()[:8]
    assert report.added == ((f"press/a-{mark}.txt", 1),)
    assert f"is stored as press/a-{mark}.txt: another file has its name" in said(report.notes)[0]
    assert stored(raw)["a.txt"] == b"One." and stored(raw)[f"a-{mark}.txt"] == b"Two."
    again = take(inbox("a.txt", "Two."))
    assert again.added == () and again.already == ((f"press/a-{mark}.txt", f"press/a-{mark}.txt"),)
    assert len(read_raw(raw).documents) == 2 and check_raw(raw) == []


def test_odd_names_are_stored_plainly(raw, inbox, take):
    names = ["two\nlines.txt", "what?.txt", "Учения, день 1.txt", "a b.txt"]
    report = take(*(inbox(name, f"Text of {name}") for name in names))
    assert [name for name, _ in report.added] == [
        "press/two_lines.txt",
        "press/what_.txt",
        "press/Учения, день 1.txt",
        "press/a b.txt",
    ]
    assert len(report.notes) == 2 and not report.faults
    assert check_raw(raw) == []


@pytest.mark.skipif(sys.platform != "linux", reason="other systems don't allow such names")
def test_a_name_that_is_not_utf8_is_stored_plainly_and_can_be_printed(raw, inbox, take):
    path = inbox("a.txt", "Text.")
    odd = os.fsencode(path.parent) + b"/caf\xe9.txt"
    os.rename(path, odd)
    report = take(path.parent)
    assert report.added == (("press/caf_.txt", 1),)
    "\n".join(said(report.notes)).encode("utf-8")


@pytest.mark.parametrize(
    "name", ["a/b", "..", ".", "", ".hidden", "a:b", "a b", "../up", "x" * 65, "a\\b", "-x"]
)
def test_a_collection_that_is_no_folder_name_is_refused(raw, inbox, take, name):
    with pytest.raises(SourceError) as caught:
        take(inbox("a.txt", "Text."), collection=name)
    assert "expected a folder name of letters" in str(caught.value)
    assert not raw.exists()


def test_all_that_is_wrong_with_the_options_is_told_at_once(inbox, take):
    with pytest.raises(SourceError) as caught:
        take(inbox("a.txt", "Text."), collection="a/b", published="yesterday", encoding="klingon")
    assert [fault.where for fault in caught.value.faults] == ["--collection", "--published", "--encoding"]


def test_documents_there_already_are_told_with_their_place_and_not_copied(raw, inbox, take):
    take(inbox("a.jsonl", row("x", "One.") + row("y", "Two.")))
    report = take(inbox("b.jsonl", row("y", "Two.") + row("x", "One.")), collection="other")
    assert report.added == () and not report.faults
    assert report.already[0][1] == "press/a.jsonl line 2"
    assert not (raw / "other" / "b.jsonl").exists()


def test_a_file_that_repeats_some_documents_goes_in_for_the_new_ones(raw, inbox, take):
    take(inbox("a.jsonl", row("x", "One.")))
    report = take(inbox("b.jsonl", row("x", "One.") + row("z", "Three.") + row("z", "Three.")))
    assert report.added == (("press/b.jsonl", 1),)
    assert ["press/a.jsonl line 1" in note for note in said(report.notes)] == [True, False]
    assert "document 'z' is already there: press/b.jsonl line 2" in said(report.notes)[1]
    reading = read_raw(raw)
    assert [document.doc_id for document in reading.documents] == ["x", "z"]
    assert not reading.faults and len(reading.notes) == 2


def test_an_id_with_another_text_is_a_fault_and_the_first_stays(raw, inbox, take):
    take(inbox("b.jsonl", row("x", "One.")), day=dt.date(2026, 1, 1))
    report = take(inbox("a.jsonl", row("x", "Other.") + row("y", "Two.")), day=dt.date(2026, 1, 2))
    assert report.n_documents == 1
    assert "has another text than the one of that id in press/b.jsonl line 1" in report.faults[0].found
    reading = read_raw(raw)
    assert {document.doc_id: document.text for document in reading.documents} == {"x": "One.", "y": "Two."}
    assert [(fault.where, fault.line) for fault in reading.faults] == [("press/a.jsonl", 1)]


def test_files_put_into_the_folder_by_hand_are_listed_where_they_lie(raw, take):
    (raw / "press" / "sub").mkdir(parents=True)
    path = raw / "press" / "sub" / "a.txt"
    path.write_text("Text.", "utf-8")
    assert "is not listed in press/origin.csv" in said(check_raw(raw))[0]
    for given in (path, raw / "press" / "sub", raw / "press"):
        (raw / "press" / "origin.csv").unlink(missing_ok=True)
        assert take(given).added == (("press/sub/a.txt", 1),)
        assert check_raw(raw) == []
    assert set(stored(raw)) == {"origin.csv", "sub/a.txt"}


def test_a_folder_around_data_raw_does_not_bring_in_what_is_there(raw, inbox, take):
    take(inbox("a.txt", "One."))
    project = raw.parent.parent
    (project / "b.txt").write_text("Two.", "utf-8")
    report = take(project, collection="all")
    assert report.added == (("all/b.txt", 1),)
    assert "the folder is data/raw itself" in "".join(said(report.notes))


def test_a_changed_original_is_told_and_ingest_puts_the_change_on_record(raw, inbox, take):
    take(inbox("a.jsonl", row("x", "One.")), outlet="Gazette")
    changed = raw / "press" / "a.jsonl"
    changed.write_text(row("x", "One, corrected."), "utf-8")
    assert "was changed" in said(check_raw(raw))[0]
    assert read_raw(raw).documents[0].text == "One, corrected."
    report = take(changed)
    assert report.added == (("press/a.jsonl", 1),)
    assert check_raw(raw) == [] and read_raw(raw).documents[0].outlet == "Gazette"


def test_a_lost_original_comes_back(raw, inbox, take):
    path = inbox("a.txt", "One.")
    take(path, licence="CC0-1.0")
    (raw / "press" / "a.txt").unlink()
    assert "is listed but can't be opened" in said(check_raw(raw))[0]
    assert take(path).added == (("press/a.txt", 1),)
    assert check_raw(raw) == [] and read_raw(raw).documents[0].licence == "CC0-1.0"


def test_other_values_for_what_is_there_are_told_not_taken(raw, inbox, take):
    path = inbox("a.txt", "One.")
    take(path, outlet="Gazette")
    report = take(path, outlet="Courier")
    assert "says outlet 'Gazette' of a.txt, not 'Courier'" in said(report.notes)[0]
    assert read_raw(raw).documents[0].outlet == "Gazette"


def test_a_broken_record_stops_an_ingest_before_anything_is_copied(raw, inbox, take):
    take(inbox("a.txt", "One."))
    record = raw / "press" / "origin.csv"
    record.write_text(record.read_text("utf-8") + "rubbish\n", "utf-8")
    before = stored(raw)
    with pytest.raises(SourceError, match=r"data/raw/press/origin.csv line 3: has 1 fields"):
        take(inbox("b.txt", "Two."))
    assert stored(raw) == before


def test_an_interrupted_ingest_leaves_whole_files_on_record(raw, inbox, take, monkeypatch):
    module = sys.modules["analysis.sources.ingest"]  # the package's own name for it is the function
    paths = [inbox(f"{name}.txt", f"Text {name}.") for name in "abc"]
    take_one = module._take

    def interrupted(run, candidate, supplied):
        if candidate.name == "b.txt":
            raise KeyboardInterrupt
        take_one(run, candidate, supplied)

    monkeypatch.setattr(module, "_take", interrupted)
    with pytest.raises(KeyboardInterrupt):
        take(*paths)
    monkeypatch.undo()
    assert set(stored(raw)) == {"a.txt", "origin.csv"} and check_raw(raw) == []
    assert take(*paths).n_documents == 2


def test_a_full_disk_leaves_no_part_of_a_file(raw, inbox, take, monkeypatch):
    path = inbox("a.txt", "Text.")

    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    report = take(path)
    assert "can't be copied (No space left on device)" in report.faults[0].found
    assert stored(raw) == {}


def test_order_of_paths_does_not_change_what_is_read(raw, inbox, take, tmp_path):
    paths = [inbox("a.txt", "One."), inbox("b.jsonl", row("x", "Two.")), inbox("c.csv", "text\nThree\n")]
    take(*paths)
    other = tmp_path / "other" / "data" / "raw"
    day = dt.date(2026, 1, 31)
    ingest(paths[::-1], project_raw=other, collection="press", origin=Origin(), retrieved=day)
    assert stored(other) == stored(raw)
    assert read_raw(other) == read_raw(raw)


def test_long_reports_are_cut_with_the_count(inbox, take):
    report = take(*(inbox(f"{number:02}.txt", f"Text {number}.") for number in range(30)))
    assert len(report.lines()) == 21
    assert report.lines()[-2:] == [
        "... and 11 more like this",
        "30 documents in 30 files added to press; 0 files already there.",
    ]


def test_what_a_single_document_says_of_itself_goes_on_record(raw, inbox, take):
    header = "title: Drills\noutlet: Gazette\npublished: 10 September 2021\nlicence: CC0-1.0"
    text = f"---\n{header}\n---\nThey began."
    take(inbox("a.md", text), inbox("b.jsonl", row("b", "One.")), url="https://example.org/all")
    origins, _ = read_origins(raw / "press", where="w")
    said = origins["a.md"]
    assert (said.title, said.outlet, said.published, said.licence) == (
        "Drills",
        "Gazette",
        "2021-09-10",
        "CC0-1.0",
    )
    assert origins["a.md"].url == origins["b.jsonl"].url == "https://example.org/all"
    assert origins["b.jsonl"].title == "", "rows speak for themselves"
