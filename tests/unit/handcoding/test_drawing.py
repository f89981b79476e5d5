"""Drawing: weights that add up to the population, the same sample from the same call, copies left out."""

from __future__ import annotations

import collections

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import ParameterError
from analysis.handcoding import draw, draw_uncertain
from analysis.handcoding.doubt import doubts
from analysis.handcoding.drawing import allocate
from analysis.vocabulary import STRATA


def test_the_population_is_every_sentence_of_what_is_no_copy(population):
    assert len(population) == 36 and "d5" not in set(population["doc_id"])
    assert population.loc[0, "themes"] == {"drills", "pact"}
    assert population["text"].iloc[2] == "It rains."
    assert set(population["outlet"]) == {"Sample Wire", "Harbour Post", "no outlet"}
    assert set(population["month"]) == {"2024-01", "2024-02", "2024-03", "undated"}


@pytest.mark.parametrize("by", [None, *STRATA])
def test_weights_add_up_to_the_population_stratum_by_stratum(population, by):
    drawn, strata = draw(population, size=14, seed=1, by=by)
    assert len({one.key for one in drawn}) == len(drawn) == 14
    assert sum(one.weight for one in drawn) == pytest.approx(36)
    for stratum in strata:
        own = [one for one in drawn if one.stratum == stratum.name]
        assert len(own) == stratum.n_drawn
        assert sum(one.weight for one in own) == pytest.approx(stratum.n_sentences)


def test_a_sentence_with_several_themes_belongs_to_the_rarest(population):
    _, strata = draw(population, size=14, seed=1, by="theme")
    assert {each.name: each.n_sentences for each in strata} == {"drills": 9, "pact": 9, "no theme": 18}


@pytest.mark.parametrize("by", [None, *STRATA])
def test_the_order_of_the_tables_does_not_matter_but_the_seed_does(population, by):
    mixed = population.sample(frac=1, random_state=3)
    assert draw(population, size=12, seed=1, by=by) == draw(mixed, size=12, seed=1, by=by)
    assert draw(population, size=12, seed=1, by=by) != draw(population, size=12, seed=2, by=by)


def test_a_larger_sample_holds_the_smaller(population):
    small, large = ({one.key for one in draw(population, size=n, seed=1)[0]} for n in (8, 20))
    assert small < large


def test_each_sentence_is_drawn_as_often_as_its_weight_says(population):
    """Over many seeds, the share of draws a sentence is in comes near 1 / weight, in each stratum."""
    times, runs = collections.Counter(), 250
    for seed in range(runs):
        drawn, _ = draw(population, size=14, seed=seed, by="theme")
        times.update(one.key for one in drawn)
    weights = {
        one.key: one.weight
        for seed in range(30)
        for one in draw(population, size=14, seed=seed, by="theme")[0]
    }
    assert len(weights) == 36
    for key, weight in weights.items():
        share = 1 / weight
        assert abs(times[key] / runs - share) < 4.5 * np.sqrt(share * (1 - share) / runs)


@given(
    st.dictionaries(
        st.text("abcdefgh", min_size=1, max_size=3), st.integers(1, 4000), min_size=1, max_size=9
    ),
    st.integers(18, 400),
)
def test_shares_fit_the_strata_and_the_size(counts, size):
    shares = allocate(counts, size)
    assert sum(shares.values()) == min(size, sum(counts.values()))
    assert all(min(2, counts[name]) <= shares[name] <= counts[name] for name in counts)


def test_rare_strata_have_more_than_their_share():
    assert allocate({"none": 40000, "rare": 60, "common": 900}, 300) == {
        "none": 177,
        "rare": 54,
        "common": 69,
    }


def test_too_few_or_too_many_are_refused(population):
    with pytest.raises(
        ParameterError, match=r"--size 37: there are 36 sentences to draw from. Ask for 36 or"
    ):
        draw(population, size=37, seed=1)
    with pytest.raises(
        ParameterError, match="--size 5: is too few for 3 strata by theme, expected at least 6"
    ):
        draw(population, size=5, seed=1, by="theme")


def test_what_contradicts_its_own_words_is_in_doubt_first(population):
    """A sentence of drills that is not coded, and one of rain that is, come out on top."""
    rows = pd.concat([population] * 3, ignore_index=True)
    rows["doc_id"] = [f"d{n // 4}" for n in range(len(rows))]
    missed, false = 0, 6
    rows.at[missed, "themes"] = frozenset()
    rows.at[false, "themes"] = frozenset({"drills"})
    doubt = doubts(rows, "drills", seed=1)
    assert set(np.argsort(-doubt)[:2]) == {missed, false}
    drawn = draw_uncertain(rows, size=6, seed=1)
    assert {one.stratum for one in drawn if one.key[:2] == ("d0", 0)} == {"drills: not coded"}
    assert all(one.weight is None for one in drawn) and len(drawn) == 6
    assert drawn == draw_uncertain(rows.sample(frac=1, random_state=5), size=6, seed=1)


def test_words_never_seen_with_a_theme_raise_no_doubt(population):
    """A long sentence of another language, or a list of names, speaks for no theme."""
    rows = pd.concat([population] * 3, ignore_index=True)
    rows["doc_id"] = [f"d{n // 4}" for n in range(len(rows))]
    strange = rows.index[3::4]
    rows.loc[strange, "text"] = [
        f"mira nolo tefu sabe {n} kolira venos tamu ledi" for n in range(len(strange))
    ]
    doubt = doubts(rows, "drills", seed=1)
    assert doubt[strange].max() < np.median(doubt)


def test_without_any_code_nothing_is_uncertain(population):
    bare = population.assign(themes=[frozenset()] * len(population))
    with pytest.raises(ParameterError, match="no theme is coded in enough documents"):
        draw_uncertain(bare, size=3, seed=1)
