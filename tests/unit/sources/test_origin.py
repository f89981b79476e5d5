"""The record of origin: read with all its faults, written the same every time."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.sources.origin import COLUMNS, FILE_NAME, Origin, read_origins, write_origins

HEADER = ",".join(COLUMNS)
SHA = "a" * 64
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0"), max_size=20)
DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1))
ORIGINS = st.builds(
    Origin,
    file=st.from_regex(r"x[a-zé ,\"\n]{1,8}(/[a-z]{1,4})?\.txt", fullmatch=True),
    sha256=st.just(SHA),
    bytes=st.integers(0, 10**12),
    retrieved=st.none() | DAYS,
    title=TEXT,
    outlet=TEXT,
    published=st.just("") | DAYS.map(dt.date.isoformat),
    synthetic=st.booleans(),
    encoding=st.sampled_from(["", "cp1251"]),
)


def read(folder, text: str):
    (folder / FILE_NAME).write_text(text, "utf-8", newline="")
    return read_origins(folder, where="press/origin.csv")


@given(st.lists(ORIGINS, max_size=5, unique_by=lambda origin: origin.file))
def test_what_is_written_is_read_and_order_does_not_matter(tmp_path_factory, origins):
    folder = tmp_path_factory.mktemp("press")
    write_origins(folder, origins)
    first = (folder / FILE_NAME).read_bytes()
    found, faults = read_origins(folder, where="press/origin.csv")
    assert list(found.values()) == sorted(origins, key=lambda origin: origin.file) and not faults
    write_origins(folder, reversed(origins))
    assert (folder / FILE_NAME).read_bytes() == first
    assert [path.name for path in folder.iterdir()] == [FILE_NAME]


def test_it_is_plain_csv_sorted_by_file_with_line_feeds(tmp_path):
    late = Origin(file="b.txt", sha256=SHA, bytes=2, retrieved=dt.date(2026, 1, 31), synthetic=True)
    write_origins(
        tmp_path,
        [
            late,
            Origin(file="a.txt", sha256=SHA),
        ],
    )
    assert (tmp_path / FILE_NAME).read_bytes().decode() == (
        "file,sha256,bytes,retrieved,title,outlet,url,published,licence,synthetic,encoding\n"
        f"a.txt,{SHA},0,,,,,,,false,\n"
        f"b.txt,{SHA},2,2026-01-31,,,,,,true,\n"
    )


def test_a_spreadsheet_may_have_saved_it(tmp_path):
    """With a byte order mark, Windows line ends, its own dates and truth, and a column of its own."""
    text = f"\ufeff{HEADER},remark\r\na.txt,{SHA},7,31.01.2026,,,,10 September 2021,,TRUE,,seen\r\n"
    found, faults = read(tmp_path, text)
    assert not faults
    assert found["a.txt"].retrieved == dt.date(2026, 1, 31)
    assert found["a.txt"].published == "2021-09-10" and found["a.txt"].synthetic


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("a.txt,x", "has 2 fields"),
        (f"../a.txt,{SHA},1,,,,,,,,", "file is '../a.txt'"),
        (f"/a.txt,{SHA},1,,,,,,,,", "file is '/a.txt'"),
        (f",{SHA},1,,,,,,,,", "file is ''"),
        (f"a.txt,{SHA},1,soon,,,,,,,", "retrieved: the date 'soon' can't be read"),
        (f"a.txt,{SHA},1,,,,,03/04/2022,,,", "published: the date '03/04/2022' can be two days"),
        (f"a.txt,{SHA},1,,,,,,,maybe,", "synthetic is 'maybe'"),
        (f"a.txt,{SHA},many,,,,,,,,", "bytes is 'many'"),
        (f"good.txt,{SHA},1,,,,,,,,", "lists 'good.txt' twice"),
        ('a.txt,"unfinished', "is not CSV"),
    ],
)
def test_a_row_at_fault_is_told_with_its_line_and_the_others_are_read(tmp_path, row, found):
    origins, faults = read(tmp_path, f"{HEADER}\ngood.txt,{SHA},1,,,,,,,,\n{row}\n")
    assert list(origins) == ["good.txt"]
    assert len(faults) == 1 and faults[0].line == 3
    assert found in faults[0].found


def test_a_record_without_a_column_or_not_in_utf8_is_no_record(tmp_path):
    origins, faults = read(tmp_path, "file,sha256\na.txt,x\n")
    assert not origins and "lacks the columns bytes, retrieved" in faults[0].found
    (tmp_path / FILE_NAME).write_bytes(b"\xff\xfe\x00")
    assert "can't be read" in read_origins(tmp_path, where="w")[1][0].found


def test_no_record_is_no_fault(tmp_path):
    assert read_origins(tmp_path, where="w") == ({}, [])
