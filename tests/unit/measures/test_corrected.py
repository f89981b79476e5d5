"""Raw and corrected prevalence by group, precision and recall, and what to code next."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis import measures
from factories import codes, documents, gold_codes, gold_sentences, sentences, themes

JOINT = "joint_exercises"
N, PER = 40, 10  # documents, and sentences of each
ONE = themes({"theme": JOINT, "title": "Joint exercises"})


@pytest.fixture(scope="module")
def press():
    """Forty documents of two outlets; the first sentence of each is coded, in outlet B the second, too."""
    counted = documents(*({"doc_id": f"d{n}", "outlet": "AB"[n % 2]} for n in range(N)))
    placed = sentences(
        *(
            {"doc_id": f"d{n}", "position": k + 1, "start": 10 * k, "end": 10 * k + 9}
            for n in range(N)
            for k in range(PER)
        )
    )
    coded = codes(
        *(
            {
                "doc_id": f"d{n}",
                "sentence_id": f"d{n}#s{k + 1}",
                "start": 10 * k,
                "end": 10 * k + 5,
                "code_id": f"c{n}-{k}",
            }
            for n in range(N)
            for k in range(1 + n % 2)
        )
    )
    return counted, placed, coded


def _gold(every, *, right=lambda n, k: True, missed=lambda n, k: False, weight=1.0):
    """Sentence k of document n is coded by hand if every(n, k); what is right or missed likewise."""
    drawn, said = [], []
    for n in range(N):
        for k in range(PER):
            if not every(n, k):
                continue
            place = {"doc_id": f"d{n}", "start": 10 * k, "end": 10 * k + 9}
            is_coded = k < 1 + n % 2
            theme = JOINT if (right(n, k) if is_coded else missed(n, k)) else None
            drawn.append(place | {"weight": weight, "themes": [JOINT]})
            said.append({"gold_id": f"first/d{n}/{10 * k}-{10 * k + 9}", "theme": theme})
    return gold_sentences(*drawn), gold_codes(*said)


def _hand(press, *args, **options):
    counted, _, coded = press
    return measures.hand_coding(*_gold(*args, **options), coded, counted)


def _corrected(press, hand, by=""):
    counted, placed, coded = press
    return measures.corrected_prevalence(coded, placed, counted, hand, themes=[JOINT], by=by)


def test_raw_shares_are_of_sentences(press):
    row = _corrected(press, _hand(press, lambda n, k: False)).iloc[0]
    assert (row["n_population"], row["n_sentences"], row["raw"]) == (400, 60, 0.15)
    assert row["raw_low"] < 0.15 < row["raw_high"]
    assert row["method"] == "no chance sample" and pd.isna(row["corrected"])


def test_what_is_coded_wrongly_is_taken_off_and_what_is_missed_is_added(press):
    hand = _hand(press, lambda n, k: True, right=lambda n, k: n % 4 != 0, missed=lambda n, k: k == 9)
    row = _corrected(press, hand).iloc[0]
    right = sum(1 + n % 2 for n in range(N) if n % 4)
    assert row["corrected"] == pytest.approx((right + N) / 400)
    assert row["method"] == "own sentences"
    assert row["corrected_low"] < row["corrected"] < row["corrected_high"]


def test_groups_with_enough_of_their_own_are_corrected_by_it(press):
    hand = _hand(press, lambda n, k: True, right=lambda n, k: n % 2 == 0)
    table = _corrected(press, hand, by="outlet").set_index("outlet")
    assert list(table["method"]) == ["own sentences"] * 2
    assert table["corrected"].tolist() == pytest.approx([0.1, 0.0])


def test_groups_without_take_over_the_rates_of_the_whole(press):
    hand = _hand(press, lambda n, k: n % 2 == 1, right=lambda n, k: n % 4 == 1)
    table = _corrected(press, hand, by="outlet").set_index("outlet")
    assert list(table["method"]) == ["rates of the whole", "own sentences"]
    assert table.loc["A", "n_judged"] == 0
    assert table.loc["A", "corrected"] < 0.1


def test_rates_of_the_whole_are_not_carried_over_to_a_group_whose_own_sentences_contradict_them(press):
    """In outlet B no code is right, and nothing that is coded in A is wrong; of A only misses are judged."""
    hand = _hand(
        press, lambda n, k: n % 2 == 1 or k > 4, right=lambda n, k: False, missed=lambda n, k: n % 2 == 0
    )
    table = _corrected(press, hand, by="outlet").set_index("outlet")
    assert list(table["method"]) == ["rates do not fit", "own sentences"]
    assert table.loc["A", "n_judged"] == table.loc["A", "n_positive"] == 100
    assert pd.isna(table.loc["A", "corrected"])


def test_too_few_hand_coded_sentences_give_no_corrected_share(press):
    row = _corrected(press, _hand(press, lambda n, k: n < 6)).iloc[0]
    assert row["method"] == "too few sentences" and pd.isna(row["corrected"])
    assert row["n_positive"] == 9


def test_sentences_picked_by_hand_correct_nothing_but_tell_accuracy(press):
    counted, placed, coded = press
    hand = _hand(press, lambda n, k: True, right=lambda n, k: n % 2 == 0, weight=None)
    assert _corrected(press, hand).iloc[0]["method"] == "no chance sample"
    corpus = measures.Corpus(coded, placed, counted, hand)
    row = measures.measured_accuracy(corpus, hand, ONE).iloc[0]
    assert row["precision"] == pytest.approx(20 / 60) and row["recall"] == 1
    assert not row["is_by_chance"]


def test_recall_counts_weights(press):
    """Of outlet B, coded twice as often, every second sentence was drawn."""
    counted, placed, coded = press
    gold, said = _gold(lambda n, k: n % 2 == 0 or n % 4 == 1, missed=lambda n, k: k == 9)
    gold = gold.assign(weight=[2.0 if int(doc[1:]) % 2 else 1.0 for doc in gold["doc_id"]])
    hand = measures.hand_coding(gold, said, coded, counted)
    corpus = measures.Corpus(coded, placed, counted, hand)
    row = measures.measured_accuracy(corpus, hand, ONE).iloc[0]
    assert row["precision"] == 1
    assert row["recall"] == pytest.approx(60 / 100)
    assert (row["n_gold"], row["n_right"]) == (70, 40)


def test_by_group_holds_the_whole_outlets_and_periods(press):
    counted, placed, coded = press
    table = measures.corrected_by_group(coded, placed, counted, _hand(press, lambda n, k: False), theme=JOINT)
    assert list(zip(table["part"], table["group"], strict=True)) == [
        ("all", ""),
        ("outlet", "A"),
        ("outlet", "B"),
        ("period", "2024-03"),
    ]
    assert table["n_sentences"].tolist() == [60, 20, 40, 60]


@pytest.mark.parametrize(
    ("every", "expected"),
    [
        (lambda n, k: False, ("no chance sample", "", "sentences of any kind", 300)),
        (lambda n, k: n < 4, ("too few sentences", "", "sentences coded with it", 4)),
        (
            lambda n, k: k == 0 or (k == 9 and n < 4),
            ("too few sentences", "what is missed", "sentences not coded with it", 8),
        ),
        (
            lambda n, k: n < 30,
            (
                "corrected",
                "what is missed",
                "sentences not coded with it, all that are left; then add documents",
            ),
        ),
    ],
    ids=["nothing", "few coded ones", "few others", "enough"],
)
def test_what_to_code_next_is_what_is_lacking(press, every, expected):
    counted, placed, coded = press
    hand = _hand(press, every, missed=lambda n, k: k == 9)
    corpus = measures.Corpus(coded, placed, counted, hand)
    row = measures.to_code_next(corpus, hand, ONE).iloc[0]
    found = tuple(row[name] for name in ("status", "because", "to_code", "n_more"))
    assert found[: len(expected)] == expected
    assert found[3] > 0


@pytest.mark.parametrize(
    ("n_known", "to_code"),
    [
        (3, "sentences coded with it: none is left, so add documents, or rules for what is missed"),
        (1, "sentences coded with it, all that are left; then add documents, or rules for what is missed"),
    ],
)
def test_what_to_code_next_is_not_what_is_not_there(press, n_known, to_code):
    counted, placed, coded = press
    coded = coded.head(3)
    hand = _hand((counted, placed, coded), lambda n, k: n < n_known)
    corpus = measures.Corpus(coded, placed, counted, hand)
    row = measures.to_code_next(corpus, hand, ONE).iloc[0]
    assert (row["n_hits"], row["to_code"], row["n_more"]) == (n_known, to_code, 10 - n_known)


def test_confusions_say_what_differs():
    counted = documents({"text": "One sentence stands here. Another stands there."})
    placed = sentences({"end": 25}, {"start": 26, "end": 47})
    coded = codes(
        {"theme": "nato_framing", "direction": "threat"},
        {"sentence_id": "d1#s2", "start": 26, "end": 33, "theme": "joint_exercises"},
    )
    gold = gold_sentences(
        {"end": 25, "themes": ["nato_framing", JOINT]}, {"start": 26, "end": 47, "themes": [JOINT]}
    )
    said = gold_codes(
        {"gold_id": "first/d1/0-25", "theme": "nato_framing", "direction": "defence"},
        {"gold_id": "first/d1/0-25", "theme": JOINT},
        {"gold_id": "first/d1/26-47", "theme": None},
    )
    hand = measures.hand_coding(gold, said, coded, counted)
    table = measures.confusions(hand, coded, said)
    assert list(zip(table["theme"], table["outcome"], strict=True)) == [
        (JOINT, "missed"),
        (JOINT, "wrongly coded"),
        ("nato_framing", "other direction"),
    ]
    shown = measures.evidence_of_confusions(table, coded, placed, counted, themes())
    assert set(shown["sentence"]) == {"One sentence stands here.", "Another stands there."}
    wrong = shown[shown["outcome"] == "wrongly coded"].iloc[0]
    assert (wrong["spans"], wrong["rule"]) == ([[0, 7]], "rule_1")
    assert shown[shown["outcome"] == "missed"].iloc[0]["spans"] == []
