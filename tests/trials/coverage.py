"""Counts how often 95 % intervals of the corrected prevalence hold a truth that is known.

make trial NAME=coverage ARGS="--count 1000"
"""

from __future__ import annotations

import argparse
import itertools
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from analysis.measures.correction import (
    Calibration,
    Estimate,
    Judged,
    Population,
    calibrated,
    carried_over,
    coded_share,
    fits,
)
from simulated import Press, coded_by_hand, joined, press

DESIGNS = ("simple", "by theme")
SIZES = (150, 300, 600)
PREVALENCES = (0.01, 0.03, 0.1, 0.3)
QUALITIES = ((0.95, 0.95), (0.8, 0.8), (0.7, 0.95), (0.95, 0.7))
DOCUMENTS = 300
UNLIKE = (0.9, 0.6)  # recall in two halves of a press
# Recall and precision in a sixth of a press; in the rest both are 0.9.
APART = {"like the rest": (0.9, 0.9), "less found": (0.3, 0.9), "more wrong": (0.9, 0.45)}
# Of one theme in the six parts of a press, as multiples of its prevalence.
PARTS = (0.25, 0.5, 0.75, 1.0, 1.5, 2.0)


@dataclass(frozen=True)
class Setting:
    """What is simulated: how sentences are drawn, how many, and the truth."""

    design: str
    size: int
    prevalence: float
    recall: float
    precision: float
    documents: int = DOCUMENTS


@dataclass
class Tally:
    """How often intervals held the truth: all, those shown, and the raw ones; and how wide they were.

    Widths are in multiples of the truth; coded counts hand-coded sentences that the codebook codes.
    """

    held: list[bool]
    shown: list[bool]
    raw: list[bool]
    widths: list[float]
    coded: list[int]

    def line(self) -> str:
        """Return it as a line of the table."""
        shown = np.array(self.shown)
        of_shown = f"{np.mean(np.array(self.held)[shown]):7.1%}" if shown.sum() > 20 else "      -"
        return (
            f"{np.mean(self.coded):9.1f} {np.mean(self.held):9.1%} {np.mean(shown):7.0%} {of_shown} "
            f"{np.median(self.widths):7.2f} {np.mean(self.raw):7.1%}"
        )


def settings(sizes: tuple[int, ...] = SIZES) -> Iterator[Setting]:
    """Yield every setting of the table."""
    cells = itertools.product(DESIGNS, sizes, PREVALENCES, QUALITIES)
    yield from (Setting(design, size, p, *quality) for design, size, p, quality in cells)


def tried(setting: Setting, *, count: int, seed: int = 1) -> Tally:
    """Return what so many made corpora with sentences coded by hand gave."""
    chance, tally = np.random.default_rng(seed), Tally([], [], [], [], [])
    for number in range(count):
        made = _made(chance, setting, setting.prevalence)
        judged = coded_by_hand(chance, made, size=setting.size, design=setting.design)
        known = calibrated(made.population(), judged, seed=f"{seed} {number}")
        _add(tally, known.prevalence, made.population(), setting.prevalence)
        tally.shown.append(known.is_enough())
        tally.coded.append(known.n_coded)
    return tally


def tried_in_parts(setting: Setting, *, count: int, seed: int = 1) -> dict[float, Tally]:
    """Return the same of parts of the press to which the rates of the whole are carried over."""
    chance = np.random.default_rng(seed)
    tallies = {part: Tally([], [], [], [], []) for part in PARTS}
    shares = np.repeat(np.array(PARTS), setting.documents // len(PARTS)) * setting.prevalence
    for number in range(count):
        made = _made(chance, setting, shares)
        judged = coded_by_hand(chance, made, size=setting.size, design=setting.design)
        known = calibrated(made.population(), judged, seed=f"{seed} {number}")
        for part, tally in tallies.items():
            of_part = shares == part * setting.prevalence
            _carry_over(tally, made, judged, known, of_part, part * setting.prevalence)
    return tallies


def tried_unlike(*, count: int, seed: int = 1) -> dict[float, Tally]:
    """Return what carrying over gives where it should not be used: the codebook finds less in one half."""
    chance = np.random.default_rng(seed)
    tallies = {recall: Tally([], [], [], [], []) for recall in UNLIKE}
    for number in range(count):
        halves = [_made(chance, Setting("", 0, 0.1, recall, 0.85, DOCUMENTS // 2), 0.1) for recall in UNLIKE]
        made = joined(*halves)
        judged = coded_by_hand(chance, made, size=300, design="by theme")
        known = calibrated(made.population(), judged, seed=f"{seed} {number}")
        for half, tally in enumerate(tallies.values()):
            _carry_over(tally, made, judged, known, np.arange(DOCUMENTS) // (DOCUMENTS // 2) == half, 0.1)
    return tallies


def tried_apart(*, count: int, seed: int = 1) -> dict[str, Tally]:
    """Return the same of a sixth of a press, with few sentences coded by hand, that is unlike the rest."""
    chance = np.random.default_rng(seed)
    tallies = {name: Tally([], [], [], [], []) for name in APART}
    for number in range(count):
        rest = _made(chance, Setting("", 0, 0.1, 0.9, 0.9, DOCUMENTS * 5 // 6), 0.1)
        for name, quality in APART.items():
            made = joined(_made(chance, Setting("", 0, 0.05, *quality, DOCUMENTS // 6), 0.05), rest)
            judged = coded_by_hand(chance, made, size=300, design="by theme")
            known = calibrated(made.population(), judged, seed=f"{seed} {number}")
            _carry_over(tallies[name], made, judged, known, np.arange(DOCUMENTS) < DOCUMENTS // 6, 0.05)
    return tallies


def _carry_over(
    tally: Tally, made: Press, judged: Judged, known: Calibration, is_own: np.ndarray, truth: float
) -> None:
    """Add what the rates of the whole give of the documents of a part; shown if its own sentences agree."""
    population = made.population(is_own[made.document])
    rows = is_own[judged.cluster]
    own = Judged(*(part[rows] for part in (judged.is_true, judged.is_coded, judged.weight, judged.cluster)))
    known_of_own = calibrated(population, own, seed=f"{truth} {len(tally.held)}")
    estimate = carried_over(population, known, seed=f"{truth} {len(tally.held)}")
    _add(tally, estimate, population, truth)
    tally.shown.append(known.is_enough() and fits(estimate, known_of_own))
    tally.coded.append(known_of_own.n_coded)


def _made(chance: np.random.Generator, setting: Setting, prevalence: float | np.ndarray) -> Press:
    rates = {"recall": setting.recall, "precision": setting.precision}
    return press(chance, prevalence=prevalence, documents=setting.documents, **rates)


def _add(tally: Tally, estimate: Estimate, population: Population, truth: float) -> None:
    low, high = estimate.interval()
    raw_low, raw_high = coded_share(population).interval()
    tally.held.append(low <= truth <= high)
    tally.raw.append(raw_low <= truth <= raw_high)
    tally.widths.append((high - low) / truth)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=1000, help="made corpora a line")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="sentences coded by hand")
    parser.add_argument("--documents", type=int, default=DOCUMENTS, help="documents of a made corpus")
    options = parser.parse_args()
    print("design    coded prevalence recall precision  coded so  held   shown  of shown width     raw")
    for one in settings(tuple(options.sizes)):
        setting = Setting(one.design, one.size, one.prevalence, one.recall, one.precision, options.documents)
        tally = tried(setting, count=options.count)
        print(f"{_name(setting)} {tally.line()}", flush=True)
    print("\nparts of a press, rates of the whole carried over")
    for design, (recall, precision) in itertools.product(DESIGNS, QUALITIES):
        setting = Setting(design, 300, 0.1, recall, precision, options.documents)
        for part, tally in tried_in_parts(setting, count=options.count // 2).items():
            print(f"{_name(setting)} x {part:4} {tally.line()}", flush=True)
    print("\nhalves in which the codebook finds more and less, rates of the whole carried over")
    for recall, tally in tried_unlike(count=options.count // 2).items():
        print(f"recall {recall:.0%} {'':39} {tally.line()}", flush=True)
    print("\na sixth of a press, rates of the whole carried over")
    for name, tally in tried_apart(count=options.count // 2).items():
        print(f"{name:50} {tally.line()}", flush=True)


def _name(one: Setting) -> str:
    return f"{one.design:9} {one.size:5} {one.prevalence:10.0%} {one.recall:6.0%} {one.precision:9.0%}"


if __name__ == "__main__":
    main()
