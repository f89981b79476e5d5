"""The corrected prevalence is what precision and misses say, and its interval holds the truth."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.measures.correction import (
    Estimate,
    Judged,
    Population,
    Share,
    calibrated,
    carried_over,
    coded_share,
    fits,
    share_of,
)
from trials.coverage import Setting, tried, tried_apart, tried_in_parts


def _population(n_coded, n, alone=True):
    cluster = np.arange(n) if alone else np.arange(n) // 10
    return Population(np.arange(n) < n_coded, cluster)


def _judged(right, wrong, missed, rest, weights=(1.0, 1.0)):
    """Coded sentences first, then uncoded ones; one weight for each kind."""
    is_true = np.repeat([True, False, True, False], [right, wrong, missed, rest])
    is_coded = np.repeat([True, True, False, False], [right, wrong, missed, rest])
    weight = np.where(is_coded, *weights)
    return Judged(is_true, is_coded, weight, np.arange(len(weight)))


def test_prevalence_is_what_is_coded_rightly_and_what_is_missed():
    known = calibrated(_population(100, 1000), _judged(40, 10, 5, 95), seed="a")
    assert known.precision.value == pytest.approx(0.8)
    assert known.missed.value == pytest.approx(0.05)
    assert known.prevalence.value == pytest.approx(0.1 * 0.8 + 0.9 * 0.05)
    assert known.recall.value == pytest.approx(0.08 / 0.125)
    assert known.false_rate.value == pytest.approx(0.02 / 0.875)
    low, high = known.prevalence.interval()
    assert low < 0.125 < high


def test_weights_count_within_what_is_coded_and_what_is_not():
    judged = _judged(1, 1, 1, 1)
    heavy = Judged(judged.is_true, judged.is_coded, np.array([3.0, 1.0, 1.0, 9.0]), judged.cluster)
    known = calibrated(_population(500, 1000), heavy, seed="a")
    assert (known.precision.value, known.missed.value) == (0.75, 0.1)


def test_a_multiple_of_all_weights_changes_nothing():
    one, other = (
        calibrated(_population(100, 1000), _judged(40, 10, 5, 95, weights), seed="a")
        for weights in ((2.0, 10.0), (1.0, 5.0))
    )
    assert one.prevalence.interval() == pytest.approx(other.prevalence.interval())


def test_without_errors_the_corrected_share_is_the_raw_one_with_a_wider_interval():
    population = _population(100, 1000)
    known = calibrated(population, _judged(50, 0, 0, 100), seed="a")
    assert known.prevalence.value == pytest.approx(0.1)
    raw, (low, high) = coded_share(population).interval(), known.prevalence.interval()
    assert high - low > 1.1 * (raw[1] - raw[0])


def test_the_same_gives_the_same_whatever_the_order_of_sentences():
    population, judged = _population(100, 1000, alone=False), _judged(40, 10, 5, 95)
    turned = Judged(*(part[::-1] for part in vars(judged).values()))
    back = Population(population.is_coded[::-1], population.cluster[::-1])
    one, other = (
        calibrated(*pair, seed="a").prevalence.interval() for pair in ((population, judged), (back, turned))
    )
    assert one == pytest.approx(other, rel=1e-9)


def test_sentences_of_one_text_or_its_copies_are_worth_less():
    alone, together = (coded_share(_population(100, 1000, alone=alone)) for alone in (True, False))
    assert alone.value == together.value
    assert together.size < alone.size / 5


def test_unequal_weights_are_worth_less():
    is_so, cluster = np.arange(100) < 50, np.arange(100)
    equal = share_of(is_so, np.ones(100), cluster)
    unequal = share_of(is_so, np.where(cluster % 10 == 0, 9.0, 1.0), cluster)
    assert unequal.size < equal.size / 2


@pytest.mark.parametrize(("value", "ends"), [(0.0, (0.0, 0.025)), (1.0, (0.975, 1.0))])
def test_none_or_all_of_a_hundred_leaves_room_for_a_few(value, ends):
    assert Share(value, 100).interval() == pytest.approx(ends, abs=0.001)


def test_of_nothing_nothing_is_known():
    nothing = Judged(np.zeros(0, bool), np.zeros(0, bool), np.zeros(0), np.zeros(0, "int64"))
    known = calibrated(_population(100, 1000), nothing, seed="a")
    assert not known.is_enough()
    low, high = known.prevalence.interval()
    assert low < 0.1 and high > 0.9


def test_rates_of_the_whole_are_carried_over_as_rogan_and_gladen_do():
    whole = calibrated(_population(500, 1000), _judged(40, 10, 10, 40), seed="a")
    assert (whole.recall.value, whole.false_rate.value) == pytest.approx((0.8, 0.2))
    estimate = carried_over(_population(68, 100), whole, seed="b")
    assert estimate.value == pytest.approx((0.68 - 0.2) / (0.8 - 0.2))


def test_a_group_coded_less_often_than_errors_alone_explain_has_none():
    whole = calibrated(_population(500, 1000), _judged(40, 10, 10, 40), seed="a")
    estimate = carried_over(_population(10, 100), whole, seed="b")
    assert estimate.value == 0
    assert estimate.interval()[0] == 0


@pytest.mark.parametrize("n_coded", [9, 10])
def test_too_few_hand_coded_sentences_are_not_enough(n_coded):
    known = calibrated(_population(100, 1000), _judged(n_coded, 0, 0, 300), seed="a")
    assert known.is_enough() == (n_coded == 10)


@pytest.mark.parametrize(("n_uncoded", "enough"), [(17, False), (18, True)])
def test_one_missed_sentence_may_stand_for_half_of_what_is_coded(n_uncoded, enough):
    known = calibrated(_population(100, 1000), _judged(20, 0, 0, n_uncoded), seed="a")
    assert known.one_miss == pytest.approx(0.9 / n_uncoded / 0.1)
    assert known.is_enough() == enough


@pytest.mark.parametrize(("n", "low"), [(2, 0.333), (4, 0.555), (10, 0.783)])
def test_sentences_that_are_all_right_each_in_a_text_of_its_own_are_worth_their_number(n, low):
    share = share_of(np.ones(n, dtype=bool), np.ones(n), np.arange(n))
    assert share.interval() == (pytest.approx(low, abs=0.001), 1.0)


@pytest.mark.parametrize("design", ["simple", "by theme"])
@pytest.mark.parametrize(("recall", "precision"), [(0.8, 0.8), (0.7, 0.95)])
def test_intervals_hold_the_truth_and_raw_ones_do_not(design, recall, precision):
    """A small part of the table of trials.coverage, with as much leave as so few tries need."""
    tally = tried(Setting(design, 300, 0.1, recall, precision), count=120)
    assert 0.89 <= np.mean(tally.held) <= 1
    assert np.mean(tally.shown) > 0.9
    if recall != precision:
        assert np.mean(tally.raw) < 0.3


def test_intervals_of_parts_hold_the_truth_where_rates_are_carried_over():
    tallies = tried_in_parts(Setting("by theme", 300, 0.1, 0.8, 0.8), count=60)
    held = np.mean([tally.held for tally in tallies.values()])
    assert 0.9 <= held <= 0.99


def test_what_is_carried_over_must_fit_the_groups_own_sentences():
    own = calibrated(_population(30, 1000), _judged(5, 0, 3, 64), seed="a")
    low, high = own.prevalence.interval()
    assert fits(Estimate((low + high) / 2, np.zeros(3)), own)
    assert not fits(Estimate(0.0, np.zeros(3)), own) and not fits(Estimate(high + 0.01, np.zeros(3)), own)


def test_without_sentences_of_its_own_anything_fits_a_group():
    assert fits(Estimate(0.0, np.zeros(3)), calibrated(_population(30, 1000), _judged(0, 0, 0, 0), seed="a"))


def test_rates_are_carried_over_where_they_hold_and_less_where_they_do_not():
    """A small part of the table of trials.coverage."""
    tallies = tried_apart(count=60)
    like, less = tallies["like the rest"], tallies["less found"]
    assert np.mean(like.shown) > 0.85 and np.mean(np.array(like.held)[like.shown]) > 0.88
    assert np.mean(less.shown) < 0.6
