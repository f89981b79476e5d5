"""What a trained network expects of the sentences of texts, for a smaller one to learn from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from analysis.training.articles import TARGETS, Article
from analysis.training.network import Network
from analysis.training.teach import learners, readings, unseen
from analysis.training.themes import pool

Expected = NDArray[np.float32]


def is_coded(article: Article) -> bool:
    """Tell whether people coded a sentence of an article."""
    return article.coded is not None


def coded_learners(articles: Sequence[Article], *, folds: int, fold: int) -> list[Article]:
    """Return the coded articles that the teacher of one fold learns from."""
    return learners(articles, folds=folds, fold=fold, learnt=is_coded)


def expectations(
    network: Network, articles: Sequence[Article], *, folds: int, fold: int
) -> dict[int, Expected]:
    """Return what a teacher expects of the texts it did not learn from, by their place among all.

    Articles with attributions that nobody coded are not read: there the small network is held to those.
    """
    places = [
        place
        for place in unseen(articles, folds=folds, fold=fold, learnt=is_coded)
        if is_coded(articles[place]) or not articles[place].is_annotated
    ]
    return dict(zip(places, read_themes(network, [articles[place] for place in places]), strict=True))


def read_themes(network: Network, articles: Sequence[Article]) -> list[Expected]:
    """Return what a network expects of the sentences of each article, read as the package reads it.

    Shape (sentences, TARGETS); NaN for a sentence without pieces.
    """
    said: list[list[NDArray[np.float32]]] = [[] for _ in articles]
    for n, _, reading in readings(network, articles):
        said[n].append(reading.themes)
    return [_expected(article, of_pieces) for article, of_pieces in zip(articles, said, strict=True)]


def _expected(article: Article, said: Sequence[NDArray[np.float32]]) -> Expected:
    expected = np.full((len(article.sentences), TARGETS), np.nan, np.float32)
    if said:
        numbers, sentences = np.unique(article.sentence_of(slice(None)), return_inverse=True)
        tensors = torch.from_numpy(np.concatenate(said)), torch.from_numpy(sentences)
        themes, directions = pool(*tensors, len(numbers))
        expected[numbers] = torch.cat([themes.sigmoid(), directions.softmax(-1)], dim=1).numpy()
    return expected


def with_expectations(articles: Sequence[Article], said: Sequence[dict[int, Expected]]) -> list[Article]:
    """Return the articles with the mean of what those teachers expect that did not learn from them."""
    learnt = []
    for place, article in enumerate(articles):
        own = [expected[place] for expected in said if place in expected]
        learnt.append(replace(article, expected=np.mean(own, axis=0)) if own else article)
    return learnt


def save_expectations(path: Path, expected: dict[int, Expected]) -> None:
    """Write what one teacher expects to a file of arrays (npz), in halves."""
    np.savez_compressed(
        path,
        places=np.array(list(expected), np.int64),
        n_sentences=np.array([len(one) for one in expected.values()], np.int64),
        expected=np.concatenate([np.zeros((0, TARGETS)), *expected.values()]).astype(np.float16),
    )


def load_expectations(path: Path) -> dict[int, Expected]:
    """Return what save_expectations wrote."""
    with np.load(path, allow_pickle=False) as stored:
        places, sizes, rows = (stored[name] for name in ("places", "n_sentences", "expected"))
    parts = np.split(rows.astype(np.float32), np.cumsum(sizes)[:-1])
    return dict(zip(places.tolist(), parts, strict=True))
