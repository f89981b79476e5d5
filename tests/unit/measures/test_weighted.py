"""Accuracy on a sample: weights counted, documents taken together, disputed sentences left out."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import factories
from analysis.measures.weighted import weighted_accuracy, weighted_share


def gold(*rows) -> pd.DataFrame:
    columns = ["doc_id", "start", "end", "themes", "weight", "disputed"]
    return pd.DataFrame([(*row, False)[:6] for row in rows], columns=columns)


def test_each_sentence_counts_as_often_as_it_stands_for():
    rows = gold(
        ("d1", 0, 9, ["drills"], 1.0),
        ("d2", 0, 9, ["drills"], 9.0),
        ("d3", 0, 9, [], 3.0),
        ("d4", 0, 9, ["drills"], 50.0, True),
    )
    codes = factories.codes(
        *({"doc_id": doc, "theme": "drills", "start": 2, "end": 5} for doc in ("d1", "d3"))
    )
    row = weighted_accuracy(codes, rows, themes=["drills", "pact"]).set_index("theme").loc["drills"]
    assert (row["n_gold"], row["n_coded"], row["n_both"]) == (2, 2, 1)
    assert (row["precision"], row["recall"]) == pytest.approx((0.25, 0.1))
    assert row["precision_low"] < 0.25 < row["precision_high"] and row["recall_low"] < 0.1
    assert weighted_accuracy(codes, rows, themes=["pact"])["f1"].isna().all()


def test_equal_weights_of_one_document_each_give_wilson():
    from scipy.stats import binomtest

    is_so = np.arange(40) < 10
    share = weighted_share(is_so, np.full(40, 7.0), np.arange(40))
    low, high = binomtest(10, 40).proportion_ci(0.95, method="wilson")
    assert share == pytest.approx((0.25, low, high), abs=0.004)


def test_sentences_of_one_document_say_less_than_as_many_documents():
    is_so = np.arange(40) % 4 == 0
    apart = weighted_share(np.sort(is_so), np.ones(40), np.arange(40))
    together = weighted_share(np.sort(is_so), np.ones(40), np.arange(40) // 8)
    assert together[2] - together[1] > 1.5 * (apart[2] - apart[1])
    assert all(np.isnan(weighted_share(is_so[:0], np.ones(0), np.arange(0))))


def test_the_interval_covers_the_truth():
    """Clustered sentences with unequal weights: 95 % within two points, over 600 seeded samples."""
    chance, truth, hits = np.random.default_rng(5), 0.7, 0
    for _ in range(600):
        rate = np.repeat(chance.beta(7, 3, size=60), 3)
        weight = np.tile([1.0, 2.0, 4.0], 60)
        _, low, high = weighted_share(chance.random(180) < rate, weight, np.repeat(np.arange(60), 3))
        hits += low <= truth <= high
    assert 0.93 <= hits / 600 <= 0.97
