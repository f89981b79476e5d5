"""Agreement on direction, voice and modality: where two people gave them, by the number published."""

from __future__ import annotations

import numpy as np
import pytest

import factories
from analysis.measures.agreement import agreement_on_qualities


def coded(rows):
    """Return gold codes from (document, coder, theme, modality)."""
    return factories.gold_codes(
        *(
            {"gold_id": f"s/{doc}/0-9", "coder": coder, "theme": theme, "modality": modality}
            for doc, coder, theme, modality in rows
        )
    )


def test_qualities_are_compared_where_both_gave_them():
    rows = [(f"d{n}", coder, "drills", "asserted") for n in range(6) for coder in "ab"]
    rows += [("d7", "a", "drills", "hedged"), ("d7", "b", "drills", "hedged")]
    rows += [("d8", "a", "drills", "hedged"), ("d8", "b", "drills", None), ("d9", "a", None, None)]
    table = agreement_on_qualities(coded(rows)).set_index("quality")
    assert table.loc["modality", ["alpha", "n_sentences", "share_alike"]].tolist() == [1.0, 7, 1.0]
    assert table.loc["direction", "n_sentences"] == 0 and np.isnan(table.loc["direction", "alpha"])


def test_alpha_is_the_number_of_the_formula():
    """Ten sentences, both hedged on two, both asserted on six, apart on two: 1 - 19 * 2 / (6 * 14)."""
    hedged = {"a": {0, 1, 2}, "b": {0, 1, 3}}
    rows = [
        (f"d{n}", coder, "drills", "hedged" if n in hedged[coder] else "asserted")
        for n in range(10)
        for coder in "ab"
    ]
    row = agreement_on_qualities(coded(rows)).set_index("quality").loc["modality"]
    assert row["alpha"] == pytest.approx(1 - 19 * 2 / (6 * 14))
    assert row["alpha_low"] < row["alpha"] < row["alpha_high"]
