"""Windows of articles, padded to batches; drawn anew for every pass."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor

from analysis.extract.tagger.decoding import LABELS
from analysis.extract.tagger.network import BEGIN, END
from analysis.extract.tagger.windows import SIZE, Window, cut
from analysis.training.articles import TARGETS, Article, Part


@dataclass(frozen=True)
class Stretch:
    """The units of an article that one window holds, from first to last; parts count from the first.

    Sentences are counted from 1 for each piece, 0 for the marks of beginning and end; coded and expected have
    one row for each that has pieces.
    """

    ids: np.ndarray
    features: np.ndarray
    units: np.ndarray
    likely: np.ndarray
    parts: tuple[Part, ...]
    sentences: np.ndarray
    coded: np.ndarray
    expected: np.ndarray


@dataclass(frozen=True)
class Batch:
    """Stretches of nearly the same length.

    Attributes:
        ids: (batch, pieces).
        features: (batch, pieces, features).
        mask: (batch, 1, 1, pieces), added to the scores of attention.
        units: (batch, units), the first piece of each.
        likely: (batch, units, labels), how likely each label is; zeros behind the last unit.
        sentences: (batch, pieces), the number from 0 of the sentence in this batch; -1 where there is none.
        coded: (sentences, TARGETS), what people coded; NaN where nobody did.
        expected: (sentences, TARGETS), what teachers expect; NaN where nobody was asked.
        parts: Of each stretch.
    """

    ids: Tensor
    features: Tensor
    mask: Tensor
    units: Tensor
    likely: Tensor
    sentences: Tensor
    coded: Tensor
    expected: Tensor
    parts: tuple[tuple[Part, ...], ...]

    def to(self, device: torch.device) -> Batch:
        """Return the batch with its tensors on a device."""
        moved = {
            name: value.to(device, non_blocking=True)
            for name, value in vars(self).items()
            if isinstance(value, Tensor)
        }
        return replace(self, **moved)


def draw(articles: Sequence[Article], rng: random.Random) -> list[Stretch]:
    """Return all articles once, in windows cut at other places each time."""
    return [
        stretch(article, window)
        for article in articles
        for window in cut(article.pieces, context=0, first=rng.randint(SIZE // 3, SIZE))
    ]


def batches(stretches: Sequence[Stretch], *, size: int, rng: random.Random) -> Iterator[Batch]:
    """Yield stretches in a new order, with others of nearly the same length."""
    stretches = rng.sample(stretches, len(stretches))
    pools = (stretches[at : at + size * 16] for at in range(0, len(stretches), size * 16))
    ordered = [one for pool in pools for one in sorted(pool, key=lambda one: len(one.ids))]
    groups = [ordered[at : at + size] for at in range(0, len(ordered), size)]
    rng.shuffle(groups)
    yield from map(collate, groups)


def stretch(article: Article, window: Window) -> Stretch:
    """Return what a window holds of an article; parts that it cuts are left out."""
    pieces = article.pieces
    first, last = int(pieces.unit[window.start]), int(pieces.unit[window.end - 1])
    inside = slice(window.start, window.end)
    parts = tuple(
        Part(part.role, part.first - first, part.last - first, part.attribution)
        for part in article.parts
        if first <= part.first and part.last <= last
    )
    numbers, sentences = np.unique(article.sentence_of(inside), return_inverse=True)
    return Stretch(
        np.concatenate([[BEGIN], pieces.ids[inside], [END]]),
        np.pad(pieces.features[inside], ((1, 1), (0, 0))),
        pieces.first[first : last + 1] - window.start + 1,
        _likely(article)[first : last + 1],
        parts,
        np.pad(sentences + 1, 1),
        *(
            np.full((len(numbers), TARGETS), np.nan, np.float32) if rows is None else rows[numbers]
            for rows in (article.coded, article.expected)
        ),
    )


def _likely(article: Article) -> np.ndarray:
    """Return how likely each label of each unit is; what a hand annotated counts as much as its teachers."""
    by_hand = np.eye(len(LABELS), dtype=np.float32)[article.labels]
    if article.likely is None:
        return by_hand
    return (by_hand + article.likely) / 2 if article.is_annotated else article.likely


def collate(stretches: Sequence[Stretch]) -> Batch:
    """Return stretches as one batch."""
    length = max(len(one.ids) for one in stretches)
    n_units = max(len(one.units) for one in stretches)
    ids = np.zeros((len(stretches), length), dtype=np.int64)
    features = np.zeros((*ids.shape, stretches[0].features.shape[1]), dtype=np.int64)
    mask = np.full(ids.shape, -1e4, dtype=np.float32)
    units = np.zeros((len(stretches), n_units), dtype=np.int64)
    likely = np.zeros((*units.shape, len(LABELS)), dtype=np.float32)
    sentences = np.full(ids.shape, -1, dtype=np.int64)
    before = 0
    for row, one in enumerate(stretches):
        ids[row, : len(one.ids)] = one.ids
        features[row, : len(one.ids)] = one.features
        mask[row, : len(one.ids)] = 0
        units[row, : len(one.units)] = one.units
        likely[row, : len(one.units)] = one.likely
        sentences[row, : len(one.ids)] = np.where(one.sentences, one.sentences - 1 + before, -1)
        before += len(one.coded)
    coded = np.concatenate([one.coded for one in stretches])
    expected = np.concatenate([one.expected for one in stretches])
    arrays = (ids, features, mask[:, None, None, :], units, likely, sentences, coded, expected)
    return Batch(*map(torch.from_numpy, arrays), parts=tuple(one.parts for one in stretches))
