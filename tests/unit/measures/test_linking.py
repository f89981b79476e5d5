from __future__ import annotations

import pandas as pd
import pytest

from analysis.measures.linking import linking_accuracy, linking_errors

SENTENCES = pd.DataFrame({"doc_id": ["a", "b"], "start": [0, 10], "end": [40, 50]})
GOLD = pd.DataFrame(
    [("a", 0, 9, "ruritania"), ("a", 20, 26, "brandt"), ("a", 30, 35, None), ("b", 12, 20, "borduria")],
    columns=["doc_id", "start", "end", "entity_id"],
)


def _mentions(*rows) -> pd.DataFrame:
    table = pd.DataFrame(list(rows), columns=["doc_id", "start", "end", "entity_id"])
    return table.assign(mention_id=[f"m{i}" for i in range(len(table))])


RIGHT = (("a", 0, 9, "ruritania"), ("a", 18, 26, "brandt"), ("b", 12, 20, "borduria"))
CASES = {
    "all right, another span of the same": (RIGHT, (3, 3, 1.0, 1.0, 1)),
    "one missed": (RIGHT[:2], (2, 2, 1.0, 2 / 3, 1)),
    "somebody else": ((*RIGHT[:2], ("b", 12, 20, "ruritania")), (3, 2, 2 / 3, 2 / 3, 1)),
    "linked what must not": ((*RIGHT, ("a", 30, 35, "brandt")), (4, 3, 3 / 4, 1.0, 0)),
    "where gold has none": ((*RIGHT, ("a", 37, 39, "brandt")), (4, 3, 3 / 4, 1.0, 1)),
    "outside the sentences": ((*RIGHT, ("b", 60, 65, "brandt")), (3, 3, 1.0, 1.0, 1)),
    "a tie is no link": ((*RIGHT, ("a", 30, 35, None)), (3, 3, 1.0, 1.0, 1)),
}


@pytest.mark.parametrize(("rows", "expected"), CASES.values(), ids=CASES)
def test_links_count_once_inside_the_sentences(rows, expected):
    (found,) = linking_accuracy(_mentions(*rows), GOLD, SENTENCES).itertuples()
    assert (found.n_linked, found.n_right, found.precision, found.recall, found.n_not_linked) == expected
    assert (found.n_gold, found.n_none) == (3, 1)


def test_two_links_to_one_mention_are_one_right_and_one_wrong():
    (found,) = linking_accuracy(
        _mentions(("a", 0, 4, "ruritania"), ("a", 5, 9, "ruritania")), GOLD, SENTENCES
    ).itertuples()
    assert (found.n_linked, found.n_right) == (2, 1)


def test_errors_are_what_was_missed_and_what_was_wrong():
    mentions = _mentions(*RIGHT[:2], ("b", 12, 20, "ruritania"))
    rows = linking_errors(mentions, GOLD, SENTENCES).astype(object)
    found = {
        (row.doc_id, row.start, *(None if pd.isna(x) else x for x in (row.entity_id, row.entity_id_gold)))
        for row in rows.itertuples()
    }
    assert found == {("b", 12, "ruritania", None), ("b", 12, None, "borduria")}


def test_no_link_at_all_scores_nought():
    (found,) = linking_accuracy(_mentions(), GOLD, SENTENCES).itertuples()
    assert (found.precision, found.recall, found.f1) == (0, 0, 0)
