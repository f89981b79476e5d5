"""How fast the extraction is beside the bare language model: one process, the same texts, turn by turn."""

from __future__ import annotations

import shutil
import statistics
import time
from pathlib import Path

from analysis import tables
from analysis.clean.text import normalise
from analysis.paths import Project
from analysis.pipeline import build
from analysis.steps import STEPS
from scores.entities import load_bare

ROUNDS = 3


def rounds(project: Project, *, n: int = ROUNDS) -> list[tuple[float, float]]:
    """Return, for each round, the words a second of the build's extraction and those of the bare model.

    The extraction is the build's whole step: parses made, stored and read back, mentions, attributions and
    events. Loading the model counts on both sides. The project is built again in each round.
    """
    documents = tables.read("documents", project=project)
    texts = [normalise(text) for text in documents["text"]]
    words = int(documents["n_words"].sum())
    measured = []
    for _ in range(n):
        bare = _seconds_of_bare(texts)
        measured.append((words / _seconds_of_extraction(project), words / bare))
    return measured


def median_ratio(measured: list[tuple[float, float]]) -> float:
    """Return the median over the rounds of ours divided by the bare model's."""
    return statistics.median(ours / bare for ours, bare in measured)


def _seconds_of_bare(texts: list[str]) -> float:
    started = time.perf_counter()
    nlp = load_bare()
    nlp.max_length = max([nlp.max_length, *(len(text) + 1 for text in texts)])
    for _ in nlp.pipe(texts):
        pass
    return time.perf_counter() - started


def _seconds_of_extraction(project: Project) -> float:
    shutil.rmtree(Path(project.processed))
    before = time.perf_counter()
    for step in build(project, STEPS, jobs=1):
        now = time.perf_counter()
        if step.name == "extract":
            seconds = now - before
        before = now
    return seconds
