"""What has no corrected share says why."""

from __future__ import annotations

import pandas as pd

from analysis import charts, measures
from drawn import texts_of
from factories import documents

NONE = float("nan")
SHARES = {"raw": 0.05, "raw_low": 0.02, "raw_high": 0.1}
UNKNOWN = {"corrected": NONE, "corrected_low": NONE, "corrected_high": NONE, "method": "rates do not fit"}
KNOWN = {"corrected": 0.1, "corrected_low": 0.05, "corrected_high": 0.2, "method": "own sentences"}
COUNTS = {"n_population": 100, "n_sentences": 5, "n_judged": 72, "n_positive": 5}
POPULATION = measures.select(documents({})).population


def test_an_outlet_that_the_rates_of_the_whole_do_not_fit_has_no_corrected_share():
    table = pd.DataFrame(
        [{"outlet": "Wire"} | COUNTS | SHARES | KNOWN, {"outlet": "Post"} | COUNTS | SHARES | UNKNOWN]
    )
    said = " ".join(texts_of(charts.corrected_shares(table, name="outlet", population=POPULATION)))
    assert "too few; errors differ" in said
    said = " ".join(said.replace("\u00a0", " ").split())
    assert "Too few: fewer than 10 independently coded sentences are coded with the theme" in said
    assert "the coding errs otherwise there than in the whole (Hausman 1978)" in said


def test_a_difference_without_both_corrected_shares_says_why():
    row = {"theme": "drills", "title": "Drills", "method_1": "own sentences", "method_2": "rates do not fit"}
    row |= {f"{what}_{place}": 0.05 for what in ("raw", "corrected") for place in (1, 2)}
    row |= {f"raw_difference{end}": 0.01 for end in ("", "_low", "_high")}
    row |= {f"corrected_difference{end}": NONE for end in ("", "_low", "_high")}
    row |= {f"n_{what}_{place}": 10 for what in ("population", "sentences") for place in (1, 2)}
    figure = charts.corrected_differences(pd.DataFrame([row]), names=("Wire", "Post"), population=POPULATION)
    said = " ".join(texts_of(figure))
    assert "too few; errors differ" in said and "Errors differ: by those few" in said


def test_themes_without_a_row_are_named_beneath_the_title():
    known = {"alpha": 0.9, "alpha_low": 0.8, "alpha_high": 1.0, "n_either": 12, "n_both": 11}
    blank = {"alpha": NONE, "alpha_low": NONE, "alpha_high": NONE, "n_either": 0, "n_both": 0}
    table = pd.DataFrame([{"title": "Drills", **known}, {"title": "Fog", **blank}]).assign(n_sentences=80)
    said = " ".join(texts_of(charts.agreement(table, population=POPULATION))).replace("\u00a0", " ")
    assert "Not shown: Fog, which no coder gave to any of them." in said
    shares = {f"{what}{end}": 0.8 for what in ("precision", "recall") for end in ("", "_low", "_high")}
    counts = {"n_gold": 20, "n_hits": 20, "n_right": 16, "is_by_chance": True}
    rows = [
        {"theme": "drills", "title": "Drills", **shares, **counts},
        {"theme": "fog", "title": "Fog", **dict.fromkeys(shares, NONE), **dict.fromkeys(counts, 0)},
    ]
    texts = texts_of(
        charts.accuracy(pd.DataFrame(rows).astype({"is_by_chance": "bool"}), population=POPULATION)
    )
    said = " ".join(texts).replace("\u00a0", " ")
    assert "Not shown: Fog, which no sentence of the sample carries" in said
    assert "of the themes with enough sentences" in said
