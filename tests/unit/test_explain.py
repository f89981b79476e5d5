"""What `code` says of a sentence, line by line."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from analysis.codebook.themes import Trained
from analysis.explain import _coding, _likely
from analysis.parsed import Likely

CODEBOOK = SimpleNamespace(
    themes=[
        SimpleNamespace(name="drills", trained=Trained(0.7, 0.7), directions=()),
        SimpleNamespace(name="quarrel", trained=None, directions=("calm",)),
        SimpleNamespace(name="pact", trained=Trained(0.6, 0.3), directions=("threat", "defence")),
    ]
)
AFTER = ", after a sentence with the theme from 0.30"
WAYS = {"threat": 0.1, "defence": 0.9}


@pytest.mark.parametrize(
    ("drills", "pact", "expected"),
    [
        (
            0.04,
            0.91,
            f"drills 0.04 (counts from 0.70); pact 0.91 (counts from 0.60{AFTER}), threat 0.10, defence 0.90",
        ),
        (
            0.88,
            0.29,
            f"drills 0.88 (counts from 0.70); pact 0.29 (counts from 0.60{AFTER})",
        ),
    ],
    ids=["a theme with directions counts", "it does not"],
)
def test_directions_have_their_likelihood_where_their_theme_counts(drills, pact, expected):
    likely = Likely(0, {"drills": drills, "quarrel": 0.99, "pact": pact}, WAYS)
    assert _likely("", None, likely, CODEBOOK) == f"     trained {expected}"


@pytest.mark.parametrize(
    ("rule", "probability", "expected"),
    [("pact/ours", None, "rule pact/ours"), ("pact/trained", 0.91, "trained coder, 0.91")],
)
def test_a_code_says_who_coded(rule, probability, expected):
    row = {"theme": "pact", "direction": "threat", "voice": "author", "speaker_name": None}
    said = _coding(row | {"modality": "asserted", "rule": rule, "probability": probability})
    assert said == f"     code   pact, threat; author; asserted; {expected}"
