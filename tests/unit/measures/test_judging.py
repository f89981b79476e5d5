"""Hand-coded sentences stand beside what the codebook says of them; what can't be used is counted."""

from __future__ import annotations

from analysis import measures
from factories import codes, documents, gold_codes, gold_sentences

JOINT, NATO = "joint_exercises", "nato_framing"
ASKED = [JOINT, NATO]


def _hand(drawn, said, coded=None):
    coded = codes() if coded is None else coded
    return measures.hand_coding(gold_sentences(*drawn), gold_codes(*said), coded, documents({}, {}))


def test_what_people_and_the_codebook_say_stands_side_by_side():
    hand = _hand(
        [{"themes": ASKED, "end": 25}],
        [{"gold_id": "first/d1/0-25", "theme": NATO}, {"gold_id": "first/d1/0-25", "theme": JOINT}],
        codes(
            {"doc_id": "d1", "start": 20, "end": 30}, {"doc_id": "d1", "start": 25, "end": 30, "theme": NATO}
        ),
    )
    row = hand.sentences.iloc[0]
    assert (row["themes"], row["coded"]) == ([JOINT, NATO], [JOINT])


def test_a_sentence_in_which_people_found_nothing_is_settled():
    hand = _hand([{"themes": ASKED, "end": 25}], [{"gold_id": "first/d1/0-25", "theme": None}])
    assert list(hand.sentences["themes"]) == [[]]


def test_open_uncoded_and_missing_sentences_are_counted_and_left_out():
    hand = _hand(
        [
            {"doc_id": "d1", "end": 25},
            {"doc_id": "d2", "end": 25},
            {"doc_id": "gone", "end": 25},
            {"doc_id": "d2", "start": 30, "end": 40},
        ],
        [
            {"gold_id": "first/d1/0-25"},
            {"gold_id": "first/d2/0-25", "coder": "ada"},
            {"gold_id": "first/d2/0-25", "coder": "bo", "theme": None},
            {"gold_id": "first/gone/0-25"},
        ],
    )
    notes = hand.notes.iloc[0]
    assert list(hand.sentences["doc_id"]) == ["d1"]
    assert [notes[f"n_{name}"] for name in ("drawn", "settled", "open", "uncoded", "missing")] == [
        4,
        2,
        1,
        1,
        1,
    ]
    assert notes["n_coders"] == len(hand.coders) == 2 and "bo" in hand.coders


def test_why_a_coded_sentence_is_not_counted_is_told():
    texts = documents({"language": "ru"}, {}, {"duplicate_of": "d2"})
    drawn = [{"doc_id": name, "end": 25} for name in ("d1", "d2", "d3", "gone")]
    said = [{"gold_id": f"first/{each['doc_id']}/0-25", "doc_id": each["doc_id"]} for each in drawn]
    notes = measures.hand_coding(gold_sentences(*drawn), gold_codes(*said), codes(), texts).notes.iloc[0]
    assert {name: notes[f"n_{name}"] for name in ("settled", "by_chance", "missing")} == {
        "settled": 4, "by_chance": 4, "missing": 3,
    }  # fmt: skip
    assert [notes[f"n_{name}"] for name in ("not_read", "copies", "gone")] == [1, 1, 1]


def test_sentences_not_drawn_by_chance_are_set_apart():
    hand = _hand(
        [{"end": 25, "weight": None}, {"doc_id": "d2", "end": 25, "weight": 4.0}],
        [{"gold_id": "first/d1/0-25"}, {"gold_id": "first/d2/0-25"}],
    )
    assert list(hand.by_chance["doc_id"]) == ["d2"]
    assert len(hand.sentences) == 2


def test_a_sentence_tells_nothing_of_themes_that_nobody_was_asked_for():
    hand = _hand(
        [{"end": 25, "themes": [JOINT]}, {"doc_id": "d2", "end": 25, "themes": ASKED}],
        [{"gold_id": "first/d1/0-25"}, {"gold_id": "first/d2/0-25"}],
    )
    assert list(hand.about(NATO).sentences["doc_id"]) == ["d2"]
    assert len(hand.about(JOINT).sentences) == 2


def test_nothing_coded_by_hand_gives_no_rows():
    hand = _hand([], [])
    assert hand.sentences.empty and not hand.notes["n_settled"].iloc[0]
    assert hand.about(JOINT).by_chance.empty
