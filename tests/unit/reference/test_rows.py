from __future__ import annotations

import datetime as dt

import pytest

from analysis.reference.rows import days_of, read_rows


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2021-09-10", (2021, 9, 10), (2021, 9, 10)),
        ("2024-02", (2024, 2, 1), (2024, 2, 29)),
        ("2023", (2023, 1, 1), (2023, 12, 31)),
    ],
)
def test_a_date_means_the_days_it_may_mean(text, first, last):
    assert days_of(text) == (dt.date(*first), dt.date(*last))


@pytest.mark.parametrize("text", ["", "2021-13", "2021-02-30", "10.09.2021", "2021-9-1", "21", "2021-09-10x"])
def test_what_is_no_date_means_no_days(text):
    assert days_of(text) is None


def test_a_row_knows_its_line_after_blank_lines_and_comments_in_quotes(tmp_path):
    (tmp_path / "a.csv").write_text('id,note\n\none,"two\nlines"\ntwo,x\n', encoding="utf-8-sig")
    rows, faults = read_rows(tmp_path, "a.csv", ("id",))
    assert faults == []
    assert [(row.line, row["id"]) for row in rows] == [(4, "one"), (5, "two")]
