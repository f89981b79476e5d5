"""Agreement is Krippendorff's alpha, with an interval that knows of documents."""

from __future__ import annotations

import numpy as np
import pytest

from analysis import measures
from factories import gold_codes, gold_sentences, themes

pytest.importorskip("krippendorff")
JOINT = "joint_exercises"


def _codes(answers, *, coders=("ada", "bo"), documents=None):
    """Rows of gold_codes: answers[n][coder] says whether sentence n was given the theme; None: not coded."""
    documents = documents or range(len(answers))
    return gold_codes(
        *(
            {"gold_id": f"first/d{of}/{n}-{n + 1}", "coder": coder, "theme": JOINT if yes else None}
            for n, (of, given) in enumerate(zip(documents, answers, strict=True))
            for coder, yes in zip(coders, given, strict=True)
            if yes is not None
        )
    )


def test_alpha_is_that_of_a_worked_example():
    """Four values of ten alike both yes, four both no, two differing: 1 - 19 * 4 / (2 * 10 * 10)."""
    table = measures.agreement(_codes([(1, 1)] * 4 + [(0, 0)] * 4 + [(1, 0), (0, 1)]))
    row = table.iloc[0]
    assert row["alpha"] == pytest.approx(1 - 19 * 4 / 200)
    assert (row["n_sentences"], row["n_both"], row["n_either"]) == (10, 4, 6)
    assert row["share_alike"] == pytest.approx(0.8)
    assert row["alpha_low"] < row["alpha"] < row["alpha_high"] <= 1


def test_coders_who_never_differ_may_still_differ_on_others():
    row = measures.agreement(_codes([(1, 1)] * 10 + [(0, 0)] * 40)).iloc[0]
    assert (row["alpha"], row["alpha_high"]) == (1, 1)
    assert 0.7 < row["alpha_low"] < 0.95


def test_sentences_coded_once_and_settled_rows_are_left_out():
    rows = _codes([(1, 1)] * 4 + [(0, 0)] * 4 + [(1, None)] * 5)
    settled = gold_codes({"gold_id": "first/d0/0-1", "coder": "agreed", "theme": None})
    table = measures.agreement(gold_codes(*rows.to_dict("records"), *settled.to_dict("records")))
    assert table["n_sentences"].iloc[0] == 8


def test_a_theme_that_nobody_gave_has_no_alpha():
    table = measures.agreement(_codes([(1, 1), (0, 0)]), themes=themes())
    row = table.set_index("theme").loc["nato_framing"]
    assert np.isnan(row["alpha"]) and np.isnan(row["alpha_low"])
    assert (row["n_either"], row["title"]) == (0, "NATO framing")


def test_only_the_sentences_given_are_compared():
    rows = _codes([(1, 1)] * 4 + [(1, 0)] * 2 + [(0, 0)] * 14)
    counted = gold_sentences(*({"doc_id": f"d{n}", "start": n, "end": n + 1} for n in range(4, 20)))
    row = measures.agreement(rows, gold_sentences=counted).iloc[0]
    assert (row["n_sentences"], row["n_both"], row["n_either"]) == (16, 0, 2)


def test_themes_that_coders_were_not_asked_for_are_no_agreement():
    rows = _codes([(1, 1)] * 4 + [(1, 0)] * 2 + [(0, 0)] * 14)
    drawn = gold_sentences(
        *(
            {"doc_id": f"d{n}", "start": n, "end": n + 1, "themes": [JOINT] if n < 10 else ["nato_framing"]}
            for n in range(20)
        )
    )
    table = measures.agreement(rows, gold_sentences=drawn)
    assert table["n_sentences"].iloc[0] == 10
    assert table["alpha"].iloc[0] < measures.agreement(rows)["alpha"].iloc[0]


def test_sentences_of_few_documents_give_a_wider_interval():
    answers = ([(1, 1)] * 3 + [(1, 0)] + [(0, 0)] * 6) * 8
    one, other = (
        measures.agreement(_codes(answers, documents=documents)).iloc[0]
        for documents in (list(range(80)), [n % 10 for n in range(80)])
    )
    assert one["alpha"] == pytest.approx(other["alpha"])
    assert one["alpha_low"] > 0
    again = measures.agreement(_codes(answers)).iloc[0]
    assert one["alpha_low"] == again["alpha_low"]


def test_nobody_coded_twice():
    assert measures.agreement(gold_codes()).empty
    drawn = gold_sentences({"themes": [JOINT]})
    table = measures.agreement(gold_codes({"coder": "agreed"}), gold_sentences=drawn, themes=themes())
    assert list(table["n_sentences"]) == [0, 0, 0] and table["alpha"].isna().all()
