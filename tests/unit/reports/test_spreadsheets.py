"""Texts of the CSV files of reports are shown by spreadsheets, never run, and can be had back."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.reports.spreadsheets import MARK, for_spreadsheets, is_formula


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("- No, the envoy of Ruritania said.", "'- No, the envoy of Ruritania said."),
        ("@wire", "'@wire"),
        ("+SUM(A1)", "'+SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("'=1", "''=1"),
        ("-0.25", "-0.25"),
        ("+5", "+5"),
        ("-1e-05", "-1e-05"),
        ("'Zapad'", "'Zapad'"),
        ("2031-03-01", "2031-03-01"),
        ("", ""),
    ],
)
def test_only_texts_that_would_be_run_are_marked(cell, shown):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([["n", "text"], ["1", cell]])
    assert list(csv.reader(io.StringIO(for_spreadsheets(out.getvalue()), newline="")))[1] == ["1", shown]


def test_without_such_a_text_not_a_byte_changes():
    assert for_spreadsheets('a,b\r\n"1",x\n') == 'a,b\r\n"1",x\n'


CELLS = st.text(st.sampled_from("'=-+@\t\n,\"a1."), max_size=6)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=4))
def test_every_text_can_be_had_back(rows):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    shown = list(csv.reader(io.StringIO(for_spreadsheets(out.getvalue()), newline="")))
    assert not any(is_formula(cell) and not cell.startswith(MARK) for row in shown for cell in row)
    back = [[cell[1:] if is_formula(cell) else cell for cell in row] for row in shown]
    assert back == rows


def test_a_cell_may_be_longer_than_any_that_people_write():
    text = "text\n=" + "A" * 200_000 + "\n"
    assert for_spreadsheets(text) == text.replace("=", "'=")
