"""Rows that only one of two builds has, with what is told of them."""

from __future__ import annotations

import pandas as pd

from analysis.measures.changes import compare_table
from factories import codes

RULED = {"theme": "nato_framing", "direction": "threat", "rule": "nato_framing/threat"}
TRAINED = RULED | {"rule": "nato_framing/trained", "probability": 0.87}


def test_lost_and_gained_codes_say_who_coded():
    both = {"sentence_id": "d1#s9"} | RULED
    change = compare_table(codes(both, RULED), codes(both, TRAINED | {"voice": "attributed"}), "codes")
    assert change.lost[["rule", "voice"]].values.tolist() == [["nato_framing/threat", "author"]]
    assert change.lost["probability"].isna().all()
    assert change.gained[["rule", "probability"]].values.tolist() == [["nato_framing/trained", 0.87]]


def test_a_code_that_only_changes_its_coder_is_neither_lost_nor_gained():
    change = compare_table(codes(RULED), codes(TRAINED), "codes")
    assert change.lost.empty and change.gained.empty


def test_the_same_twice_is_two_rows():
    change = compare_table(codes(RULED, RULED), codes(RULED), "codes")
    assert (len(change.lost), len(change.gained)) == (1, 0)


def test_builds_of_older_code_need_not_say_how_likely():
    old = codes(RULED).drop(columns="probability")
    change = compare_table(old, codes(), "codes")
    assert pd.isna(change.lost["probability"].iloc[0]) and change.lost["rule"].iloc[0] == RULED["rule"]
