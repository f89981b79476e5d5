"""Which coder counted, and how often each is right."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis import measures
from factories import attributions, codes, documents, entities, gold_codes, gold_sentences, sentences, themes

JOINT, NATO = "joint_exercises", "nato_framing"
N, LONG = 20, 10  # sentences, and characters of each
ASKS = themes(
    {"theme": JOINT, "title": "Joint exercises", "trained": 0.5, "trained_after": 0.5},
    {"theme": NATO, "title": "NATO", "directions": ["threat"]},
)


def _place(n):
    return {"sentence_id": f"d1#s{n + 1}", "start": LONG * n, "end": LONG * n + LONG - 1}


def _coded(rules, trained, theme=JOINT):
    likely = {"probability": 0.8, "rule": f"{theme}/trained"}
    return codes(
        *(_place(n) | {"theme": theme} for n in rules),
        *(_place(n) | {"theme": theme} | likely for n in trained),
    )


def test_sentences_of_every_theme_are_counted_by_coder():
    rows = measures.count_coders(_coded(rules=[0, 1, 2], trained=[3]), ASKS)
    assert rows.iloc[0].to_dict() == {
        **{"theme": JOINT, "title": "Joint exercises", "trained": 0.5, "trained_after": 0.5},
        **{"has_directions": False, "n_rules": 3, "n_trained": 1},
    }
    other = rows.iloc[1]
    assert other["has_directions"]
    assert len(rows) == 2 and pd.isna(other["trained"]) and other["n_rules"] == other["n_trained"] == 0


def test_a_theme_that_asks_and_has_no_code_counts_none():
    row = measures.count_coders(_coded(rules=[0], trained=[], theme=NATO), ASKS).iloc[0]
    assert (row["n_rules"], row["n_trained"]) == (0, 0)


def _judged(coded, right):
    """Every sentence is coded by hand; those in right carry the theme."""
    counted = documents({"text": "x" * N * LONG})
    placed = sentences(*(_place(n) | {"position": n + 1} for n in range(N)))
    drawn = [
        {"start": LONG * n, "end": LONG * n + LONG - 1, "weight": 1.0, "themes": [JOINT]} for n in range(N)
    ]
    said = [
        {"gold_id": f"first/d1/{row['start']}-{row['end']}", "theme": JOINT if n in right else None}
        for n, row in enumerate(drawn)
    ]
    return placed, counted, measures.hand_coding(gold_sentences(*drawn), gold_codes(*said), coded, counted)


def _accuracy(coded, right, asked=ASKS):
    return measures.accuracy_of_coders(coded, *_judged(coded, right), themes=asked)


def test_each_coder_is_judged_by_its_own_sentences():
    table = _accuracy(_coded(rules=[0, 1, 2, 3], trained=[4, 5]), right=[0, 1, 2, 4, 6])
    assert list(table["title"]) == ["Joint exercises"] * 2
    rows = table.set_index("coder")
    assert list(rows.index) == ["rules", "trained coder"]
    assert list(rows["n_hits"]) == [4, 2] and list(rows["n_right"]) == [3, 1]
    assert list(rows["precision"]) == [pytest.approx(3 / 4), pytest.approx(1 / 2)]
    assert list(rows["recall"]) == [pytest.approx(3 / 5), pytest.approx(1 / 5)]
    assert (rows["precision_low"] <= rows["precision"]).all()


def test_a_sentence_that_both_code_counts_for_the_rules():
    rows = _accuracy(_coded(rules=[0, 1], trained=[1, 2]), right=[0, 1, 2]).set_index("coder")
    assert list(rows["n_hits"]) == [2, 1]


def test_a_coder_that_coded_nothing_has_no_precision():
    rows = _accuracy(_coded(rules=[0], trained=[]), right=[0, 1]).set_index("coder")
    assert rows.loc["trained coder", "n_hits"] == 0
    assert pd.isna(rows.loc["trained coder", "precision"]) and rows.loc["trained coder", "recall"] == 0


def test_no_accuracy_where_no_theme_asks():
    table = _accuracy(_coded(rules=[0], trained=[]), right=[0], asked=themes())
    assert table.empty and "precision_low" in table


def _checks(coded, by_coder, asked=ASKS):
    """The checks of validity that fail, where people find the theme in the first three sentences."""
    placed, counted, hand = _judged(coded, [0, 1, 2])
    accuracy = measures.measured_accuracy(measures.Corpus(coded, placed, counted, hand), hand, asked)
    corrected = measures.corrected_per_theme(coded, placed, counted, hand, themes=asked)
    voiced = measures.voiced_codes(coded, attributions(), entities())
    evidence = measures.evidence_of_codes(voiced, placed, counted, asked)
    differing = measures.confusions(hand, coded, gold_codes({"gold_id": "first/d1/0-9", "theme": JOINT}))
    told = measures.evidence_of_confusions(differing, coded, placed, counted, asked)
    checks = measures.check_validity(accuracy, told, corrected, hand, coded=evidence, by_coder=by_coder)
    return [check for check in checks.loc[~checks["holds"], "check"] if "both coders" in check]


def test_coders_that_do_not_add_up_are_found():
    coded = _coded(rules=[0, 1], trained=[2])
    right = _accuracy(coded, [0, 1, 2])
    assert _checks(coded, right) == []
    assert _checks(coded, right.assign(n_right=[2, 2])) == [
        "themes whose rightly coded sentences of both coders do not add up"
    ]
    assert _checks(coded, _accuracy(coded, [0], asked=themes()), asked=ASKS) == []
