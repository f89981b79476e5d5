"""Articles as the network learns them: pieces, labels, what belongs to which cue, themes; read and stored."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from analysis.clean.text import normalise
from analysis.extract.model import load_model
from analysis.extract.tagger.decoding import CONTENT, CUE, SOURCE
from analysis.extract.tagger.pieces import Pieces, split
from analysis.extract.tagger.themes import COUNT, DIRECTIONS

if TYPE_CHECKING:
    from spacy.tokens import Doc

# Of a sentence: how likely each theme is, 0 to 1, and how likely each direction of the theme that has them.
TARGETS = COUNT + len(DIRECTIONS)
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
        sentences: First character of each sentence of the parse.
        coded: What people coded, shape (sentences, TARGETS); NaN where nobody did, None for no sentence.
        expected: What teachers expect of each sentence, of the same shape; None if nobody was asked.
    """

    doc_id: str
    pieces: Pieces
    labels: NDArray[np.int64]
    parts: tuple[Part, ...]
    likely: NDArray[np.float32] | None = None
    is_annotated: bool = True
    sentences: NDArray[np.int64] = field(default_factory=lambda: np.zeros(1, np.int64))
    coded: NDArray[np.float32] | None = None
    expected: NDArray[np.float32] | None = None

    def sentence_of(self, inside: slice) -> NDArray[np.int64]:
        """Return the number of the sentence that each piece of a stretch is in, as the package counts."""
        places = self.pieces.starts[self.pieces.unit[inside]]
        return np.maximum(np.searchsorted(self.sentences, places, side="right") - 1, 0)


def read_articles(path: Path, tokenizer: Tokenizer) -> Iterator[Article]:
    """Yield the articles of a file of JSON lines with doc_id, text and attributions, in order.

    An attribution is {"source": [[start, end], ...], "cue": [...], "content": [...]}, in characters.
    """
    for row, doc in _parsed(path):
        pieces = split(doc, tokenizer)
        parts = tuple(_parts(pieces, row["attributions"]))
        yield Article(row["doc_id"], pieces, _labels(pieces, parts), parts, sentences=_sentences(doc))


def read_texts(path: Path, tokenizer: Tokenizer) -> Iterator[Article]:
    """Yield the texts of a file of JSON lines with doc_id and text, as articles without annotation."""
    for row, doc in _parsed(path):
        pieces = split(doc, tokenizer)
        labels = np.zeros(len(pieces.first), np.int64)
        yield Article(row["doc_id"], pieces, labels, (), is_annotated=False, sentences=_sentences(doc))


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
    arrays["sentences"] = np.concatenate([article.sentences for article in articles]).astype(np.int32)
    arrays["n_sentences"] = np.array([len(article.sentences) for article in articles])
    arrays["coded"] = np.concatenate([_coded(article) for article in articles]).astype(np.float16)
    np.savez_compressed(path, **arrays)


def load_articles(path: Path) -> list[Article]:
    """Return what save_articles wrote."""
    with np.load(path, allow_pickle=False) as stored:
        arrays = {name: stored[name] for name in stored.files}
    piece, unit, sentence = (
        np.append(0, np.cumsum(arrays[name])) for name in ("n_pieces", "n_units", "n_sentences")
    )
    articles = []
    for n, doc_id in enumerate(arrays["doc_id"].tolist()):
        of_pieces, of_units, of_sentences = (slice(at[n], at[n + 1]) for at in (piece, unit, sentence))
        pieces = Pieces(
            **{
                name: arrays[name][of_pieces if name in _OF_PIECES else of_units].astype(np.int64)
                for name in _STORED
            }
        )
        own = arrays["parts"][arrays["parts"][:, 0] == n, 1:]
        coded = arrays["coded"][of_sentences].astype(np.float32)
        articles.append(
            Article(
                doc_id,
                pieces,
                arrays["labels"][of_units].astype(np.int64),
                tuple(Part(*map(int, row)) for row in own),
                is_annotated=bool(arrays["is_annotated"][n]),
                sentences=arrays["sentences"][of_sentences].astype(np.int64),
                coded=None if np.isnan(coded).all() else coded,
            )
        )
    return articles


def _parsed(path: Path) -> Iterator[tuple[dict[str, Any], Doc]]:
    rows = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line.strip()]
    docs = load_model().pipe([normalise(row["text"]) for row in rows], batch_size=BATCH)
    yield from zip(rows, docs, strict=True)


def _coded(article: Article) -> NDArray[np.float32]:
    nobody = np.full((len(article.sentences), TARGETS), np.nan, np.float32)
    return nobody if article.coded is None else article.coded


def _sentences(doc: Doc) -> NDArray[np.int64]:
    return np.array([doc[sentence.start].idx for sentence in doc.sents], dtype=np.int64)


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
