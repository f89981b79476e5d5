"""What codes are called where they are read."""

from __future__ import annotations

import math

import pytest

from analysis.vocabulary import coder_named


@pytest.mark.parametrize(
    ("rule", "probability", "said"),
    [
        ("drills/held", None, "rule drills/held"),
        ("drills/held", math.nan, "rule drills/held"),
        ("drills/trained", 0.868, "trained coder, 0.87"),
        ("drills/trained", 0.5, "trained coder, 0.50"),
    ],
)
def test_a_code_names_its_coder(rule, probability, said):
    assert coder_named(rule, probability) == said
