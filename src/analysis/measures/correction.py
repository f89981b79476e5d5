"""Prevalence corrected for the errors of the coding, with intervals that hold both kinds of chance.

The share of sentences that carry a theme is the share that the codebook codes, times its precision, plus the
share it leaves uncoded, times what it misses there (Tenenbein 1970, double sampling; with weights, the
generalised regression estimator of Särndal, Swensson & Wretman 1992, which prediction-powered inference
tunes to as well: Angelopoulos, Duchi & Zrnic 2023). Precision and misses come from sentences that people
coded. Where a group has too few of them, the rates of the whole are carried over to it (Rogan & Gladen 1978),
unless those few contradict what comes of it (Hausman 1978).

Each of the three shares has a beta distribution (Jeffreys prior) of as many independent sentences as its
own are worth: weights are unequal, and sentences of one document or of its copies alike (Korn & Graubard
1998). The interval is the middle 95 % of what draws from the three give together. Its coverage is simulated
by tests/trials/coverage.py.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.measures.intervals import CONFIDENCE
from analysis.vocabulary import FEWEST_CODED

Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]
Integers = NDArray[np.int64]

_DRAWS = 4_000  # places the ends of an interval to within a fiftieth of its width
_NO_VARIANCE = 1e-18  # what is less is an error of rounding: the same share in every text
_TAILS = ((1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2)
# Of the share that is coded, what one missed sentence may stand for; else nobody knows whether most is
# missed. Neither rule looks at what people found: such a rule shows the lucky draws, whose intervals hold
# the truth in 88 of 100 cases only.
MOST_OF_ONE_MISS = 0.5


@dataclass(frozen=True, eq=False)
class Population:
    """The sentences of a group, as the codebook codes them.

    Attributes:
        is_coded: Whether each carries the theme for the codebook.
        cluster: Number of the text each stands in; copies of one text have one number.
    """

    is_coded: Truths
    cluster: Integers


@dataclass(frozen=True, eq=False)
class Judged:
    """Sentences that people coded, drawn by chance.

    Attributes:
        is_true: Whether each carries the theme for people.
        is_coded: Whether it does for the codebook.
        weight: How many sentences of the population it stands for, or a multiple of that.
        cluster: As in Population, the same numbers for the same texts.
    """

    is_true: Truths
    is_coded: Truths
    weight: Floats
    cluster: Integers


@dataclass(frozen=True)
class Share:
    """A share and the number of independent sentences its own are worth; 0 of none."""

    value: float
    size: float

    def interval(self) -> tuple[float, float]:
        """Return the ends of its Jeffreys interval."""
        from scipy.special import betaincinv  # slow to import, so only when a share is computed

        k, rest = self.value * self.size, (1 - self.value) * self.size
        low, high = betaincinv(k + 0.5, rest + 0.5, _TAILS)
        return (0.0 if k <= 0 else float(low)), (1.0 if rest <= 0 else float(high))

    def draws(self, chance: np.random.Generator, *, spread: float = 1) -> Floats:
        """Return values it may have; spread is how many times its variance theirs is."""
        size = self.size / spread
        return chance.beta(self.value * size + 0.5, (1 - self.value) * size + 0.5, _DRAWS)


@dataclass(frozen=True, eq=False)
class Estimate:
    """A share with values it may have.

    Attributes:
        value: The estimate.
        draws: Values it may have.
    """

    value: float
    draws: Floats

    def interval(self) -> tuple[float, float]:
        """Return the ends of its 95 % interval; the estimate lies within."""
        low, high = np.quantile(self.draws, _TAILS)
        return min(float(low), self.value), max(float(high), self.value)

    def minus(self, other: Estimate) -> Estimate:
        """Return the difference; draws belong together one by one."""
        return Estimate(self.value - other.value, self.draws - other.draws)


@dataclass(frozen=True, eq=False)
class Calibration:
    """What is known of a theme in a population: what is coded, how much of it rightly, and what is missed.

    Attributes:
        coded: Share of sentences that the codebook codes.
        precision: Share of these that carry the theme.
        missed: Share of the uncoded ones that carry it.
        n_judged: Sentences coded by hand.
        n_coded: Of these, those that the codebook codes with the theme.
        one_miss: What one missed sentence among them stands for, as a share of what is coded.
    """

    coded: Estimate
    precision: Estimate
    missed: Estimate
    n_judged: int
    n_coded: int
    one_miss: float

    @property
    def prevalence(self) -> Estimate:
        """The share of sentences that carry the theme, found or missed."""
        return Estimate(
            *(_of_all(c, p, m) for c, p, m in zip(*map(_both, self._shares()), strict=True))  # value, draws
        )

    @property
    def recall(self) -> Estimate:
        """The share of the sentences that carry the theme that are coded."""
        parts = zip(*map(_both, self._shares()), strict=True)
        return Estimate(*(_ratio(c * p, _of_all(c, p, m)) for c, p, m in parts))

    @property
    def false_rate(self) -> Estimate:
        """The share of the sentences that don't carry the theme that are coded."""
        parts = zip(*map(_both, self._shares()), strict=True)
        return Estimate(*(_ratio(c * (1 - p), 1 - _of_all(c, p, m)) for c, p, m in parts))

    def is_enough(self) -> bool:
        """Whether enough is coded by hand for the corrected share to say something."""
        return self.n_coded >= FEWEST_CODED and self.one_miss <= MOST_OF_ONE_MISS

    def _shares(self) -> tuple[Estimate, Estimate, Estimate]:
        return self.coded, self.precision, self.missed


def seeded(name: str) -> np.random.Generator:
    """Return where chance comes from, the same for the same name."""
    return np.random.default_rng(zlib.crc32(name.encode()))


def share_of(is_so: Truths, weight: Floats, cluster: Integers, *, by_chance: bool = True) -> Share:
    """Return a weighted share, and how many independent sentences those that it rests on are worth.

    Args:
        is_so: Whether each sentence has the property.
        weight: Of each sentence.
        cluster: Number of the text each stands in.
        by_chance: Whether the sentences were drawn one by one, so that they are worth no more than their
            number; else they are whole texts.

    Source: Korn & Graubard (1998): variance by Taylor series with texts as clusters, the number adjusted by
    the t quantiles of all sentences but one and of the degrees of freedom (for whole texts Satterthwaite's,
    from the kurtosis of their sums); Kish (1965) where all texts have the same share.
    """
    from scipy.special import stdtrit

    total = weight.sum()
    if not total:
        return Share(0.0, 0.0)
    value = float(weight[is_so].sum() / total)
    numbers, place = np.unique(cluster, return_inverse=True)
    size = kish = float(total**2 / (weight**2).sum())
    freedom = len(numbers) - 1.0
    squares = np.bincount(place, weights=weight * (is_so - value) / total) ** 2
    if freedom and squares.sum() > _NO_VARIANCE:
        variance = float(squares.sum()) * len(numbers) / freedom
        size = value * (1 - value) / variance
        if by_chance:
            size = min(size, kish)
        else:  # a few texts may hold most of a theme: they are all that its variance is known from
            heavy = float((squares**2).sum()) / float(squares.sum()) ** 2 - 1 / len(numbers)
            freedom = min(freedom, max(1.0, 2 / heavy)) if heavy > 0 else freedom
    if freedom:
        by_number, by_freedom = stdtrit((len(weight) - 1, freedom), _TAILS[1])
        size *= float((by_number / by_freedom) ** 2)
    return Share(value, size)


def coded_share(population: Population) -> Share:
    """Return the share of sentences that the codebook codes: the raw figure."""
    weight = np.ones(len(population.is_coded))
    return share_of(population.is_coded, weight, population.cluster, by_chance=False)


def calibrated(population: Population, judged: Judged, *, seed: str) -> Calibration:
    """Return what sentences coded by hand tell of a population they were drawn from.

    Args:
        population: All sentences of it.
        judged: Those coded by hand.
        seed: A name; the same gives the same draws.
    """
    coded = coded_share(population)
    parts = [
        share_of(judged.is_true[rows], judged.weight[rows], judged.cluster[rows])
        for rows in (judged.is_coded, ~judged.is_coded)
    ]
    spread = _shared_spread(population, judged, coded.value, *(part.value for part in parts))
    chance = seeded(seed)
    known = [Estimate(one.value, one.draws(chance, spread=spread)) for one in (coded, *parts)]
    left = judged.weight[~judged.is_coded]
    size = left.sum() ** 2 / (left**2).sum() if len(left) else 0.0
    return Calibration(
        *known,
        n_judged=len(judged.is_true),
        n_coded=int(judged.is_coded.sum()),
        one_miss=(1 - coded.value) / (size * coded.value) if size * coded.value else np.inf,
    )


def carried_over(population: Population, whole: Calibration, *, seed: str) -> Estimate:
    """Return the corrected share of a group from what is known of the whole.

    It holds if the codebook finds and errs in the group as often as in the whole, for sentences that carry
    the theme and those that don't. If it finds 90 % in one half of a press and 60 % in the other, intervals
    hold the truth of a half in 82 of 100 cases only; fits finds out the worst. Draws belong together with
    those of the whole.

    Source: Rogan & Gladen (1978).
    """
    coded = coded_share(population)
    chance = seeded(seed)
    own = Estimate(coded.value, coded.draws(chance))
    parts = zip(_both(own), _both(whole.recall), _both(whole.false_rate), strict=True)
    return Estimate(*(np.clip(_ratio(c - false, found - false), 0, 1) for c, found, false in parts))


def fits(carried: Estimate, own: Calibration) -> bool:
    """Return whether what is carried over to a group may be so, by the sentences coded by hand in it.

    The figure must lie in the interval that those few give. Where the rates of the whole hold in the group,
    both estimate the same, and they differ by less chance than the one by few sentences has alone.

    Source: Hausman (1978), specification test.
    """
    low, high = own.prevalence.interval()
    return low <= carried.value <= high


def _shared_spread(
    population: Population, judged: Judged, coded: float, precision: float, missed: float
) -> float:
    """Return how many times the variance is that of three independent shares; at least 1.

    Texts with more coded sentences also have more missed ones, and the same texts give all three shares.
    """
    sums = np.zeros(int(max(population.cluster.max(initial=0), judged.cluster.max(initial=0))) + 1)
    sizes, coding = len(population.is_coded), sums.copy()
    if sizes:
        weights = (precision - missed) * (population.is_coded - coded) / sizes
        coding += np.bincount(population.cluster, weights=weights, minlength=len(sums))
    for rows, share, value in ((judged.is_coded, coded, precision), (~judged.is_coded, 1 - coded, missed)):
        weight = judged.weight[rows]
        if weight.sum():
            errors = share * weight * (judged.is_true[rows] - value) / weight.sum()
            sums += np.bincount(judged.cluster[rows], weights=errors, minlength=len(sums))
    alone = float((coding**2).sum() + (sums**2).sum())
    return max(1.0, 1 + 2 * float((coding * sums).sum()) / alone) if alone else 1.0


def _both(estimate: Estimate) -> tuple[float, Floats]:
    return estimate.value, estimate.draws


def _of_all(coded: Floats, precision: Floats, missed: Floats) -> Floats:
    return coded * precision + (1 - coded) * missed


def _ratio(part: Floats, whole: Floats) -> Floats:
    """Return part / whole, 0 where the whole is nothing."""
    whole = np.asarray(whole, dtype="float64")
    quotient = np.divide(part, whole, out=np.zeros_like(whole), where=whole > 0)
    return float(quotient) if quotient.ndim == 0 else quotient
