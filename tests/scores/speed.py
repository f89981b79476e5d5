"""How fast the extraction is beside the bare language model: one process, the same texts, turn by turn."""

from __future__ import annotations

import shutil
import statistics
import time
from dataclasses import dataclass

from analysis import tables
from analysis.clean.text import normalise
from analysis.paths import Project
from analysis.pipeline import build
from analysis.steps import STEPS
from scores.entities import load_bare

ROUNDS = 3


@dataclass(frozen=True)
class Time:
    """How long something took, on the clock and of the processor."""

    clock: float
    processor: float


def rounds(project: Project, *, n: int = ROUNDS) -> list[tuple[Time, Time]]:
    """Return, for each round, how long the build's extraction took and how long the bare model.

    The extraction is the build's whole step: parses made, stored and read back, mentions, attributions and
    events. Loading the model counts on both sides. The project is built again in each round.
    """
    texts = [normalise(text) for text in tables.read("documents", project=project)["text"]]
    measured = []
    for _ in range(n):
        bare = _time_of_bare(texts)
        measured.append((_time_of_extraction(project), bare))
    return measured


def median_share(measured: list[tuple[Time, Time]], clock: str) -> float:
    """Return the median over the rounds of our speed as a share of the bare model's, by one of Time's."""
    return statistics.median(getattr(bare, clock) / getattr(ours, clock) for ours, bare in measured)


def _now() -> Time:
    return Time(time.perf_counter(), time.process_time())


def _since(before: Time) -> Time:
    now = _now()
    return Time(now.clock - before.clock, now.processor - before.processor)


def _time_of_bare(texts: list[str]) -> Time:
    started = _now()
    nlp = load_bare()
    nlp.max_length = max([nlp.max_length, *(len(text) + 1 for text in texts)])
    for _ in nlp.pipe(texts):
        pass
    return _since(started)


def _time_of_extraction(project: Project) -> Time:
    shutil.rmtree(project.processed)
    took, before = {}, _now()
    for step in build(project, STEPS, jobs=1):
        took[step.name], before = _since(before), _now()
    return took["extract"]
