"""Hand-annotated articles as the network learns them: pieces, labels, and what belongs to which cue."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from analysis.clean.text import normalise
from analysis.extract.model import load_model
from analysis.extract.tagger.decoding import CONTENT, CUE, SOURCE
from analysis.extract.tagger.pieces import Pieces, split

ROLES = {"source": SOURCE, "cue": CUE, "content": CONTENT}
BATCH = 32


@dataclass(frozen=True)
class Part:
    """A source, cue or content: its role, first and last unit, and the number of its attribution."""

    role: int
    first: int
    last: int
    attribution: int


@dataclass(frozen=True)
class Article:
    """One annotated article."""

    doc_id: str
    pieces: Pieces
    labels: NDArray[np.int64]
    parts: tuple[Part, ...]


def read_articles(path: Path, tokenizer: Tokenizer) -> Iterator[Article]:
    """Yield the articles of a file of JSON lines with doc_id, text and attributions, in order.

    An attribution is {"source": [[start, end], ...], "cue": [...], "content": [...]}, in characters.
    """
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    docs = load_model().pipe([normalise(row["text"]) for row in rows], batch_size=BATCH)
    for row, doc in zip(rows, docs, strict=True):
        pieces = split(doc, tokenizer)
        parts = tuple(_parts(pieces, row["attributions"]))
        yield Article(row["doc_id"], pieces, _labels(pieces, parts), parts)


def _parts(pieces: Pieces, attributions: Sequence[dict[str, list[list[int]]]]) -> Iterator[Part]:
    starts, ends = pieces.starts.tolist(), pieces.ends.tolist()
    for number, attribution in enumerate(attributions):
        for name, role in ROLES.items():
            for start, end in attribution[name]:
                first, last = bisect_right(ends, start), bisect_left(starts, end) - 1
                if first <= last:
                    yield Part(role, first, last, number)


def _labels(pieces: Pieces, parts: Sequence[Part]) -> NDArray[np.int64]:
    labels = np.zeros(len(pieces.first), dtype=np.int64)
    for part in parts:
        labels[part.first] = part.role
        labels[part.first + 1 : part.last + 1] = part.role + 1
    return labels
