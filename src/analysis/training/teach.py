"""What a trained network says of texts, for a smaller one to learn from.

A teacher learns from all parts of the annotated articles but one, and says how likely each label is in that
part and in texts without annotation: so none repeats what it learnt by heart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from operator import attrgetter
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from analysis.extract.tagger.decoding import CONTENT, CUE, LABELS, SOURCE, Links, Reading, decode
from analysis.extract.tagger.windows import Window, cut
from analysis.training.articles import Article, Part
from analysis.training.batches import collate, stretch
from analysis.training.network import Network

BATCH = 64  # windows read at a time


@dataclass(frozen=True)
class Lesson:
    """What one teacher says of one article: how likely each label is, and what is linked."""

    likely: NDArray[np.float32]
    parts: tuple[Part, ...]


def learners(
    articles: Sequence[Article],
    *,
    folds: int,
    fold: int,
    learnt: Callable[[Article], bool] = attrgetter("is_annotated"),
) -> list[Article]:
    """Return the articles that the teacher of one fold learns from, of those that can be learnt."""
    own = [article for article in articles if learnt(article)]
    return [article for number, article in enumerate(own) if number % folds != fold]


def unseen(
    articles: Sequence[Article],
    *,
    folds: int,
    fold: int,
    learnt: Callable[[Article], bool] = attrgetter("is_annotated"),
) -> list[int]:
    """Return the places of the articles that the teacher of one fold does not learn from."""
    number = count(0)
    return [
        place for place, article in enumerate(articles) if not learnt(article) or next(number) % folds == fold
    ]


def lessons(network: Network, articles: Sequence[Article], *, folds: int, fold: int) -> dict[int, Lesson]:
    """Return what a teacher says of the articles it did not learn from, by their place among all."""
    places = unseen(articles, folds=folds, fold=fold)
    return dict(zip(places, read(network, [articles[place] for place in places]), strict=True))


def read(network: Network, articles: Sequence[Article]) -> Iterator[Lesson]:
    """Yield what a network says of each article, read as the package reads it: window by window."""
    links = Links(network.distance.detach().cpu().numpy(), network.none.detach().cpu().numpy())
    likely = [np.zeros((len(article.labels), len(LABELS)), np.float32) for article in articles]
    parts: list[list[Part]] = [[] for _ in articles]
    for n, first, reading in readings(network, articles):
        probable = np.exp(reading.labels - reading.labels.max(1, keepdims=True))
        likely[n][first : first + len(probable)] = probable / probable.sum(1, keepdims=True)
        parts[n] += _parts(reading, links, first=first, number=len(parts[n]))
    for one, linked in zip(likely, parts, strict=True):
        yield Lesson(one, tuple(linked))


@torch.no_grad()
def readings(network: Network, articles: Sequence[Article]) -> Iterator[tuple[int, int, Reading]]:
    """Yield what a network says of each window's core: number of the article, the core's first unit, reading.

    Those of one article come in order.
    """
    device = next(network.parameters()).device
    windows = [(n, window) for n, article in enumerate(articles) for window in cut(article.pieces)]
    network.eval()
    for at in range(0, len(windows), BATCH):
        group = windows[at : at + BATCH]
        batch = collate([stretch(articles[n], window) for n, window in group]).to(device)
        with torch.autocast(device.type, torch.bfloat16):
            *of_units, of_pieces = (
                output.float() for output in network(batch.ids, batch.features, batch.mask)
            )
        index = batch.units[..., None]
        gathered = [
            torch.gather(output, 1, index.expand(-1, -1, output.shape[-1])).cpu().numpy()
            for output in of_units
        ]
        themes = of_pieces.cpu().numpy()
        for row, (n, window) in enumerate(group):
            units, first = _core(articles[n], window)
            pieces = slice(window.core - window.start + 1, window.end - window.start + 1)
            yield n, first, Reading(*(output[row, units] for output in gathered), themes[row, pieces])


def taught(articles: Sequence[Article], said: Sequence[dict[int, Lesson]]) -> list[Article]:
    """Return the articles with the mean of what their teachers say.

    Labels and parts of a text without annotation are those of one teacher, each teacher's in turn. An article
    of which no teacher says anything is learnt as it is.
    """
    learnt = []
    for place, article in enumerate(articles):
        own = [lesson[place] for lesson in said if place in lesson]
        if not own:
            learnt.append(article)
            continue
        likely = np.mean([lesson.likely for lesson in own], axis=0)
        if article.is_annotated:
            learnt.append(replace(article, likely=likely))
        else:
            one = own[place % len(own)]
            learnt.append(replace(article, likely=likely, labels=one.likely.argmax(1), parts=one.parts))
    return learnt


def save_lessons(path: Path, lessons: dict[int, Lesson]) -> None:
    """Write what one teacher says to a file of arrays (npz); likelihoods in steps of 1/255."""
    parts = [
        (place, part.role, part.first, part.last, part.attribution)
        for place, lesson in lessons.items()
        for part in lesson.parts
    ]
    likely = np.concatenate([lesson.likely for lesson in lessons.values()])
    np.savez_compressed(
        path,
        places=np.array(list(lessons), np.int64),
        n_units=np.array([len(lesson.likely) for lesson in lessons.values()]),
        likely=np.round(likely * 255).astype(np.uint8),
        parts=np.array(parts, np.int64).reshape(-1, 5),
    )


def load_lessons(path: Path) -> dict[int, Lesson]:
    """Return what save_lessons wrote."""
    with np.load(path, allow_pickle=False) as stored:
        arrays = {name: stored[name] for name in stored.files}
    ends = np.cumsum(arrays["n_units"])
    said = {}
    for place, end, size in zip(arrays["places"].tolist(), ends, arrays["n_units"], strict=True):
        likely = arrays["likely"][end - size : end].astype(np.float32)
        own = arrays["parts"][arrays["parts"][:, 0] == place, 1:]
        total = np.maximum(likely.sum(1, keepdims=True), 1)
        said[place] = Lesson(likely / total, tuple(Part(*row) for row in own.tolist()))
    return said


def _core(article: Article, window: Window) -> tuple[slice, int]:
    """Return the units of a window's core, counted from the window's first, and the core's first unit."""
    unit = article.pieces.unit
    begin, first, last = (int(unit[at]) for at in (window.start, window.core, window.end - 1))
    return slice(first - begin, last - begin + 1), first


def _parts(reading: Reading, links: Links, *, first: int, number: int) -> Iterator[Part]:
    for at, group in enumerate(decode(reading, links), number):
        found = [(SOURCE, group.source), (CUE, group.cue), *((CONTENT, span) for span in group.content)]
        for role, span in found:
            if span is not None:
                yield Part(role, span[0] + first, span[1] + first, at)
