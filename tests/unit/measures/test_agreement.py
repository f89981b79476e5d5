"""Agreement of coders: alpha as published, intervals that hold it, and blanks where it has no value."""

from __future__ import annotations

import pytest

import factories
from analysis.measures.agreement import agreement


def coded(rows):
    """Return gold codes from (document, coder, theme, modality)."""
    return factories.gold_codes(
        *(
            {"gold_id": f"s/{doc}/0-9", "coder": coder, "theme": theme, "modality": modality}
            for doc, coder, theme, modality in rows
        )
    )


def test_alpha_of_two_coders_by_hand():
    """Ten sentences, both yes on two, both no on six, apart on two: 1 - 19 * 2 / (6 * 14) by the formula."""
    yes = {"a": {0, 1, 2}, "b": {0, 1, 3}}
    codes = coded(
        [(f"d{n}", coder, "drills" if n in yes[coder] else None, None) for n in range(10) for coder in "ab"]
    )
    row = agreement(codes).iloc[0]
    assert row["alpha"] == pytest.approx(1 - 19 * 2 / (6 * 14))
    assert row["alpha_low"] <= row["alpha"] <= row["alpha_high"]
    assert (row["n_sentences"], row["n_both"], row["n_either"]) == (10, 2, 4)
    assert row["share_alike"] == pytest.approx(0.8)


def test_only_what_two_people_coded_counts_and_the_agreed_are_nobody():
    codes = coded(
        [
            (doc, coder, theme, None)
            for doc, coder, theme in (
                ("d1", "a", "drills"),
                ("d1", "agreed", "drills"),
                ("d2", "a", None),
                ("d2", "b", "drills"),
                ("d3", "b", "drills"),
            )
        ]
    )
    row = agreement(codes).iloc[0]
    assert (row["n_sentences"], row["n_both"], row["n_either"]) == (1, 0, 1)
