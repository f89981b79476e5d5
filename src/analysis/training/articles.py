"""Articles as the network learns them: pieces, labels, and what belongs to which cue; read and stored."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from analysis.clean.text import normalise
from analysis.extract.model import load_model
from analysis.extract.tagger.decoding import CONTENT, CUE, SOURCE
from analysis.extract.tagger.pieces import Pieces, split

_OF_PIECES = ("ids", "unit", "features")
_STORED = dict.fromkeys(("unit", "first", "starts", "ends"), np.int32) | {
    "ids": np.uint16,
    "features": np.uint8,
}
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
    """One article.

    Attributes:
        doc_id: Its name.
        pieces: The text.
        labels: Of each unit.
        parts: What is linked.
        likely: How likely each label is for each unit, shape (units, labels), as teachers say; None to learn
            the labels alone.
        is_annotated: By hand; of other texts labels and parts are the teachers', too.
    """

    doc_id: str
    pieces: Pieces
    labels: NDArray[np.int64]
    parts: tuple[Part, ...]
    likely: NDArray[np.float32] | None = None
    is_annotated: bool = True


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


def read_texts(path: Path, tokenizer: Tokenizer) -> Iterator[Article]:
    """Yield the texts of a file of JSON lines with doc_id and text, as articles without annotation."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    docs = load_model().pipe([normalise(row["text"]) for row in rows], batch_size=BATCH)
    for row, doc in zip(rows, docs, strict=True):
        pieces = split(doc, tokenizer)
        yield Article(row["doc_id"], pieces, np.zeros(len(pieces.first), np.int64), (), is_annotated=False)


def save_articles(path: Path, articles: Sequence[Article]) -> None:
    """Write articles, without what teachers said of them, to a file of arrays (npz)."""
    arrays: dict[str, NDArray] = {"doc_id": np.array([article.doc_id for article in articles])}
    arrays["is_annotated"] = np.array([article.is_annotated for article in articles])
    for name, dtype in _STORED.items():
        columns = [getattr(article.pieces, name) for article in articles]
        arrays[name] = np.concatenate(columns).astype(dtype)
    arrays["labels"] = np.concatenate([article.labels for article in articles]).astype(np.uint8)
    parts = [(n, *astuple(part)) for n, article in enumerate(articles) for part in article.parts]
    arrays["parts"] = np.array(parts, dtype=np.int32).reshape(-1, 5)
    arrays["n_pieces"] = np.array([len(article.pieces) for article in articles])
    arrays["n_units"] = np.array([len(article.labels) for article in articles])
    np.savez_compressed(path, **arrays)


def load_articles(path: Path) -> list[Article]:
    """Return what save_articles wrote."""
    with np.load(path, allow_pickle=False) as stored:
        arrays = {name: stored[name] for name in stored.files}
    piece, unit = (np.append(0, np.cumsum(arrays[name])) for name in ("n_pieces", "n_units"))
    articles = []
    for n, doc_id in enumerate(arrays["doc_id"].tolist()):
        of_pieces, of_units = slice(piece[n], piece[n + 1]), slice(unit[n], unit[n + 1])
        pieces = Pieces(
            **{
                name: arrays[name][of_pieces if name in _OF_PIECES else of_units].astype(np.int64)
                for name in _STORED
            }
        )
        own = arrays["parts"][arrays["parts"][:, 0] == n, 1:]
        parts = tuple(Part(*map(int, row)) for row in own)
        labels = arrays["labels"][of_units].astype(np.int64)
        articles.append(Article(doc_id, pieces, labels, parts, is_annotated=bool(arrays["is_annotated"][n])))
    return articles


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
