"""The network and its weights: a parsed text in, attributions with character offsets out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from analysis.errors import Fault, ModelError
from analysis.extract.tagger.decoding import LABELS, Group, Links, Reading, UnitSpan, decode
from analysis.extract.tagger.pieces import FEATURES, Pieces, load_tokenizer, split
from analysis.extract.tagger.themes import LEAST, NUMBERS, likely_themes
from analysis.extract.tagger.windows import Window, cut
from analysis.extract.token_spans import words_between
from analysis.parsed import Likely
from analysis.records import Span

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from spacy.tokens import Doc
    from tokenizers import Tokenizer

WEIGHTS = Path(__file__).parent / "weights"
NETWORK, VOCABULARY, LINKS = "network.onnx", "tokenizer.json", "links.npz"
SUMS = "sha256sums.txt"
# What is said is read once more by itself, for what it reports in turn, if it has this many units and one of
# its clauses is the object of one of its verbs.
SHORTEST = 8
# What stands before it belongs to the frame around it: "said that Moor …".
_OPENINGS = frozenset({"that", '"', "“", "«", "„", "'", "‘"})
# Marks of beginning and end in the vocabulary.
BEGIN, END = 101, 102


@dataclass(frozen=True)
class Found:
    """An attribution in characters of the text; what the text leaves out is None.

    A nested one lies in the content of another: "Moor denied" in "Brandt said that Moor denied it".
    """

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    is_nested: bool = False


@dataclass(frozen=True)
class Tagged:
    """What the network found in a text: its attributions, and the sentences that may carry a theme."""

    found: list[Found]
    likely: list[Likely]


class Tagger:
    """Finds the attributions of parsed texts, and sentences with a theme; made once, used for every document.

    Each window is run by itself on one thread: what is found in a text depends on nothing but that text.
    """

    def __init__(self, tokenizer: Tokenizer, session: InferenceSession, links: Links) -> None:
        self._tokenizer = tokenizer
        self._session = session
        self._links = links

    def __call__(self, doc: Doc) -> Tagged:
        """Return what is found in a text; nested attributions are behind the others."""
        pieces = split(doc, self._tokenizer)
        if not len(pieces):
            return Tagged([], [])
        windows = cut(pieces)
        readings = [self.read(pieces, window) for window in windows]
        groups = self._groups(pieces, windows, readings)
        nested = [found for group in groups for found in self._nested(group, pieces, doc)]
        likely = likely_themes(
            np.concatenate([reading.themes for reading in readings]),
            pieces.starts[pieces.unit],
            [doc[sentence.start].idx for sentence in doc.sents],
        )
        return Tagged([_in_characters(group, pieces) for group in groups] + nested, likely)

    def groups(self, pieces: Pieces) -> list[Group]:
        """Return the attributions of a text in units, those of each window by themselves."""
        windows = cut(pieces)
        return self._groups(pieces, windows, [self.read(pieces, window) for window in windows])

    def _groups(self, pieces: Pieces, windows: Sequence[Window], readings: Sequence[Reading]) -> list[Group]:
        """Decode each window by itself: what units offer each other says nothing between windows."""
        return [
            _moved(group, int(pieces.unit[window.core]))
            for window, reading in zip(windows, readings, strict=True)
            for group in decode(reading, self._links)
        ]

    def _nested(self, group: Group, pieces: Pieces, doc: Doc) -> Iterator[Found]:
        """Yield what is reported inside a content, where somebody is said to say it."""
        for first, last in group.content:
            start, end = _place(pieces, first)[0], _place(pieces, last)[1]
            if last - first < SHORTEST - 1 or not _has_object_clause(doc, start, end):
                continue
            while first < last and words_between(doc, *_place(pieces, first)) in _OPENINGS:
                first += 1
            part = pieces.part(first, last)
            for inner in self.groups(part):
                if inner.source and inner.cue:
                    yield replace(_in_characters(inner, part), is_nested=True)

    def read(self, pieces: Pieces, window: Window) -> Reading:
        """Return what the network says of the units, and of the pieces, of a window's core."""
        inside = slice(window.start, window.end)
        ids = np.concatenate([[BEGIN], pieces.ids[inside], [END]])[None]
        features = np.pad(pieces.features[inside], ((1, 1), (0, 0)))[None]
        units = pieces.first[pieces.unit[window.core] : pieces.unit[window.end - 1] + 1]
        *of_units, of_pieces = self._session.run(None, {"ids": ids, "features": features})
        core = slice(window.core - window.start + 1, window.end - window.start + 1)
        return Reading(*(output[0, units - window.start + 1] for output in of_units), of_pieces[0, core])


@lru_cache(maxsize=1)
def load_tagger(folder: Path = WEIGHTS) -> Tagger:
    """Return the tagger whose weights lie in a folder.

    Raises:
        ModelError: If a file is missing or isn't what it should be.
    """
    import onnxruntime

    identify_tagger(folder)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(
        str(folder / NETWORK),
        options,
        providers=["CPUExecutionProvider"],
        disabled_optimizers=["SkipLayerNormFusion"],  # the fused operator is slower: 7,600 to 10,200 pieces/s
    )
    with np.load(folder / LINKS, allow_pickle=False) as links:
        return Tagger(load_tokenizer(folder / VOCABULARY), session, Links(links["distance"], links["none"]))


@lru_cache(maxsize=2)
def identify_tagger(folder: Path = WEIGHTS) -> str:
    """Return one hash over the weights and what runs them: what must agree for two builds to be the same.

    Raises:
        ModelError: If a file is missing or isn't the one that was written with the others.
    """
    sums = checksums(folder)
    versions = [metadata.version(name) for name in ("onnxruntime", "tokenizers")]
    return hashlib.sha256(
        repr((LABELS, FEATURES, NUMBERS, LEAST, versions, sorted(sums.items()))).encode()
    ).hexdigest()


def checksums(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each file of the weights, compared with the list that lies beside them.

    Raises:
        ModelError: If a file is missing or has another content.
    """
    cure = "Install the package again: the weights are part of it."
    listed = folder / SUMS
    if not listed.is_file():
        raise ModelError(Fault(str(listed), 0, "is missing", "the checksums of the tagger's weights", cure))
    sums = dict(line.split()[::-1] for line in listed.read_text("utf-8").splitlines())
    for name in (NETWORK, VOCABULARY, LINKS):
        path = folder / name
        found = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "no file"
        if found != sums.get(name):
            raise ModelError(Fault(str(path), 0, found[:12], f"{sums.get(name, 'a checksum')[:12]}", cure))
    return sums


def _moved(group: Group, by: int) -> Group:
    def moved(span: UnitSpan | None) -> UnitSpan | None:
        return (span[0] + by, span[1] + by) if span is not None else None

    content = tuple((first + by, last + by) for first, last in group.content)
    return Group(moved(group.source), moved(group.cue), content)


def _place(pieces: Pieces, unit: int) -> Span:
    return int(pieces.starts[unit]), int(pieces.ends[unit])


def _has_object_clause(doc: Doc, start: int, end: int) -> bool:
    """Tell whether a clause in a stretch is the object of what somebody named, he or she does in it."""
    span = doc.char_span(start, end, alignment_mode="expand")
    return span is not None and any(
        token.dep_ == "ccomp"
        and span.start <= token.head.i < span.end
        and any(
            child.dep_ == "nsubj" and (child.pos_ == "PROPN" or child.lower_ in ("he", "she"))
            for child in token.head.children
        )
        for token in span
    )


def _in_characters(group: Group, pieces: Pieces) -> Found:
    def span(units: UnitSpan) -> Span:
        return int(pieces.starts[units[0]]), int(pieces.ends[units[1]])

    return Found(
        span(group.source) if group.source else None,
        span(group.cue) if group.cue else None,
        tuple(span(units) for units in group.content),
    )
