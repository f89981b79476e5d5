"""Sentences that people coded, laid on those of the parse: what is known of each for the network to learn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.errors import DataError, Fault
from analysis.extract.tagger.themes import COUNT, DIRECTED, DIRECTIONS
from analysis.gold import read_gold
from analysis.training.articles import TARGETS, Article
from analysis.vocabulary import TRAINED_THEMES


def with_codes(articles: Sequence[Article], paths: Iterable[Path]) -> list[Article]:
    """Return articles with what people coded of their sentences; disputed ones are left out.

    A coded sentence belongs to the sentence of the parse with which it shares most. Other themes than those
    of the coder are not learnt.

    Args:
        articles: Of which every coded document is one.
        paths: Files as read_gold reads them.

    Raises:
        DataError: With every document and every sentence that is not there, and every unknown direction.
    """
    faults, coded = [], {article.doc_id: _nobody(article) for article in articles}
    by_id = {article.doc_id: article for article in articles}
    for path in paths:
        rows = read_gold(path)
        for row in rows[~rows["disputed"]].to_dict("records"):
            where = f"{row['doc_id']} {row['start']} to {row['end']}"
            try:
                place = _place(by_id.get(row["doc_id"]), row["start"], row["end"])
                targets = coded[row["doc_id"]]
                targets[place] = np.fmax(targets[place], _targets(row))
            except ValueError as error:
                faults.append(Fault(str(path), 0, f"{where}: {error}"))
    if faults:
        raise DataError(faults)
    return [
        article if np.isnan(coded[article.doc_id]).all() else replace(article, coded=coded[article.doc_id])
        for article in articles
    ]


def _nobody(article: Article) -> NDArray[np.float32]:
    return np.full((len(article.sentences), TARGETS), np.nan, np.float32)


def _place(article: Article | None, start: int, end: int) -> int:
    if article is None:
        raise ValueError("the document is not among the articles and texts")
    ends = np.append(article.sentences[1:], article.pieces.ends[-1:])
    shared = np.minimum(ends, end) - np.maximum(article.sentences, start)
    if not len(shared) or shared.max() <= 0:
        raise ValueError("the document has no sentence there")
    return int(shared.argmax())


def _targets(row: dict[str, Any]) -> NDArray[np.float32]:
    """Return 0 or 1 for each theme and for each direction; without a direction all of these are 0."""
    targets = np.zeros(TARGETS, np.float32)
    targets[:COUNT] = [theme in row["themes"] for theme in TRAINED_THEMES]
    if DIRECTED in row["themes"] and isinstance(row["direction"], str):
        if row["direction"] not in DIRECTIONS:
            raise ValueError(f"direction is {row['direction']!r}, which is none of {', '.join(DIRECTIONS)}")
        targets[COUNT + DIRECTIONS.index(row["direction"])] = 1
    return targets
