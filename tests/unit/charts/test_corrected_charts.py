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
    assert "too little; rates don't fit" in said
    assert "sentences of the group contradict the errors of the whole (Hausman 1978)" in " ".join(
        said.split()
    )


def test_a_difference_without_both_corrected_shares_says_why():
    row = {"theme": "drills", "title": "Drills", "method_1": "own sentences", "method_2": "rates do not fit"}
    row |= {f"{what}_{place}": 0.05 for what in ("raw", "corrected") for place in (1, 2)}
    row |= {f"raw_difference{end}": 0.01 for end in ("", "_low", "_high")}
    row |= {f"corrected_difference{end}": NONE for end in ("", "_low", "_high")}
    row |= {f"n_{what}_{place}": 10 for what in ("population", "sentences") for place in (1, 2)}
    figure = charts.corrected_differences(pd.DataFrame([row]), names=("Wire", "Post"), population=POPULATION)
    assert "too little; rates don't fit" in " ".join(texts_of(figure))
