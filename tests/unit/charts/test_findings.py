"""Titles say what the table shows, and no more."""

from __future__ import annotations

import pandas as pd
import pytest

import factories
from analysis.charts import comparing, findings
from analysis.charts.validity import unread_samples_in_words
from analysis.measures.intervals import with_shares


def _table(column, rows, **constant):
    frame = pd.DataFrame(rows, columns=[column, "n_documents", "n_coded"]).assign(**constant)
    return with_shares(frame)


def _by_outlet(*rows, least=5):
    return findings.by_outlet(_table("outlet", rows), subject="Drills", min_documents=least)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("Wire", 12, 9), ("Post", 28, 5)], "Drills: 14 of 40 documents (35 %); highest in Wire (9 of 12)"),
        (
            [("Wire", 12, 5), ("Post", 28, 9)],
            "Drills: 14 of 40 documents (35 %); highest in Wire (5 of 12, though intervals overlap)",
        ),
        (
            [("Wire", 8, 4), ("Post", 8, 4), ("Sun", 9, 1)],
            "Drills: 9 of 25 documents (36 %); highest in Post and Wire alike (50 %)",
        ),
        ([("Wire", 8, 4), ("Post", 8, 4)], "Drills: 8 of 16 documents (50 %)"),
        ([("Wire", 8, 2)], "Drills: 2 of 8 documents (25 %)"),
        ([("Wire", 8, 2), ("Post", 2, 2)], "Drills: 4 of 10 documents (40 %)"),
        ([("Wire", 1, 1)], "Drills: 1 of 1 document (100 %)"),
        ([("Wire", 8, 0), ("Post", 9, 0)], "Drills: no document of the selection carries this theme"),
        ([], "Drills: no document of the selection carries this theme"),
        (
            [("", 8, 6), ("Post", 9, 0)],
            "Drills: 6 of 17 documents (35 %); highest in outlet not stated (6 of 8)",
        ),
    ],
    ids=[
        *("clear", "overlap", "two level", "all level", "one outlet"),
        *("small is never highest", "one document", "zero", "nothing", "no name"),
    ],
)
def test_by_outlet(rows, expected):
    assert _by_outlet(*sorted(rows)) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            [("2024-01", 9, 1), ("2024-02", 8, 7), ("2024-03", 9, 1)],
            "Drills: 9 of 26 dated documents (35 %); highest in February 2024 (7 of 8)",
        ),
        ([("2024-01", 9, 1), ("2024-02", 8, 7)], "Drills: 8 of 17 dated documents (47 %)"),
        ([("2024-01", 9, 3), ("2024-02", 9, 3), ("2024-03", 9, 1)], "Drills: 7 of 27 dated documents (26 %)"),
        ([("2024-01", 9, 1), ("2024-02", 4, 4), ("2024-03", 9, 1)], "Drills: 6 of 22 dated documents (27 %)"),
        ([("2024-01", 9, 0)], "Drills: no dated document of the selection carries this theme"),
    ],
    ids=["peak", "two points are no course", "two peaks", "a small month is no peak", "zero"],
)
def test_over_time(rows, expected):
    assert findings.over_time(_table("period", rows), subject="Drills", min_documents=5) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("A", 40, 14), ("B", 40, 2)], "Most often: A, in 14 of 40 documents (35 %)"),
        ([("A", 40, 14), ("B", 40, 14)], "Most often: A and B, each in 14 of 40 documents (35 %)"),
        ([(name, 4, 1) for name in "ABCD"], "Most often: 4 alike, each in 1 of 4 documents (25 %)"),
        ([("A", 40, 0)], "Nothing."),
        ([], "Nothing."),
    ],
    ids=["one", "two", "many", "zero", "nothing"],
)
def test_of_items(rows, expected):
    assert (
        findings.of_items(_table("name", rows), item="name", lead="Most often", nothing="Nothing.")
        == expected
    )


def _values(column, *rows):
    return with_shares(pd.DataFrame(rows, columns=["outlet", column, "n_documents", "n_coded"]))


def test_of_values_sums_over_groups():
    table = _values(
        "direction",
        ("A", "threat", 5, 3),
        ("A", "defence", 5, 4),
        ("B", "threat", 9, 6),
        ("B", "defence", 9, 1),
    )
    title = findings.of_values(table, value="direction", subject="NATO", how="as ")
    assert title == "NATO: most often as threat, in 9 of 14 documents (64 %) that carry it"


def test_of_values_that_are_level():
    table = _values("modality", ("A", "asserted", 5, 3), ("A", "hedged", 5, 3), ("A", "denied", 5, 0))
    title = findings.of_values(table, value="modality", subject="Drills")
    assert title == "Drills: asserted and hedged equally often, each in 3 of 5 documents (60 %) that carry it"


def test_of_values_without_any():
    empty = _values("direction")
    assert (
        findings.of_values(empty, value="direction", subject="Drills", nothing="No direction.")
        == "No direction."
    )


def _sides(*rows):
    return with_shares(pd.DataFrame(rows, columns=["side", "n_documents", "n_coded"]))


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            [("author", 9, 6), ("nato", 9, 3), ("unnamed", 9, 1)],
            "Drills: in the author's own voice in 6 of 9 documents (67 %); "
            "attributed most often to sources counted with NATO (3)",
        ),
        (
            [("author", 9, 9), ("nato", 9, 0)],
            "Drills: in the author's own voice in 9 of 9 documents (100 %), attributed to a source in none",
        ),
        (
            [("author", 9, 0), ("nato", 9, 3), ("russia", 9, 3)],
            "Drills: in the author's own voice in 0 of 9 documents (0 %)",
        ),
        ([("author", 0, 0)], "Drills: no document of the selection carries this theme"),
    ],
    ids=["both", "no source", "tie", "zero"],
)
def test_own_voice(rows, expected):
    assert findings.own_voice(_sides(*rows), subject="Drills") == expected


def test_most_own():
    rows = [
        ("a", "author", 9, 8),
        ("a", "attributed", 9, 9),
        ("b", "author", 9, 1),
        ("b", "attributed", 9, 9),
    ]
    table = with_shares(pd.DataFrame(rows, columns=["theme", "voice", "n_documents", "n_coded"]))
    names = {"a": "Drills", "b": "Union"}
    lead = "In the author's own voice"
    assert findings.most_own(table, names=names) == f"{lead} most often: Drills, 8 of 9 documents (89 %)"
    assert findings.most_own(table[2:], names=names) == f"{lead}: Union, 1 of 9 documents (11 %)"
    assert findings.most_own(table[:0], names=names) == "No document of the selection carries a theme"
    assert findings.most_own(table, names=names, min_documents=10).startswith("Too few documents a theme")
    level = table.assign(share=0.5)
    assert (
        findings.most_own(level, names=names)
        == f"{lead} most often: Drills and Union, each 50 % of its documents"
    )


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([4, 1], "Most often A against Z, in 4 documents"),
        ([2, 2, 1], "Most often A against Z and B against Y, in 2 documents each"),
        ([1, 1, 1, 1], "No pair of actors stands out: 4 of them in 1 document each"),
        ([], "Nobody."),
    ],
)
def test_most_accused(counts, expected):
    rows = [(s, t, n) for s, t, n in zip("ABCD", "ZYXW", counts, strict=False)]
    table = pd.DataFrame(rows, columns=["speaker", "target", "n_coded"])
    assert findings.most_accused(table, nothing="Nobody.") == expected


def test_most_heard():
    table = _values(
        "side", ("A", "nato", 5, 3), ("A", "unnamed", 5, 4), ("B", "nato", 9, 6), ("B", "unnamed", 9, 1)
    )
    assert findings.most_heard(table, nothing="Nothing.") == (
        "Sources counted with NATO speak most often, in 9 of 14 documents (64 %) with statements"
    )
    assert findings.most_heard(table[:0], nothing="Nothing.") == "Nothing."


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            [("author", "author", "", 9), ("A. Brandt", "nato", "threat", 4), ("B", "nato", "", 1)],
            "A. Brandt on NATO as threat: 4 documents, more than any other source",
        ),
        ([("author", "author", "", 1)], "Authors on NATO: 1 document"),
        (
            [("A", "nato", "", 1), ("B", "nato", "other", 1)],
            "A on NATO and B on NATO as other: 1 document each, more than any other source",
        ),
    ],
    ids=["one source", "authors only", "tie"],
)
def test_most_framed(rows, expected):
    table = pd.DataFrame(rows, columns=["speaker", "side", "direction", "n_coded"]).assign(title="NATO")
    assert findings.most_framed(table) == expected


def test_samples_that_could_not_be_read_are_named_with_the_first_fault():
    faults = factories.gold_faults({"line": 0}, {"sample": "third"}, {"sample": "third"})
    assert unread_samples_in_words(faults) == [
        "The sample second could not be read and is left out: 1 fault in its files, the first in "
        "gold/second/codes-ann.csv.",
        "The sample third could not be read and is left out: 2 faults in its files, the first in "
        "gold/second/codes-ann.csv line 2.",
    ]
    assert unread_samples_in_words(factories.gold_faults()) == []


@pytest.mark.parametrize(
    ("lows", "said"),
    [
        ([0.1, -0.1], "clear of 0."),
        ([-0.1, -0.1], " Grey: may be chance, with 2 themes compared at once."),
    ],
)
def test_why_a_difference_is_grey_is_said_where_its_interval_is_clear_of_0(lows, said):
    table = pd.DataFrame({"difference_low": lows, "difference_high": 0.5, "is_different": False})
    assert comparing._grey(table).endswith(said)
