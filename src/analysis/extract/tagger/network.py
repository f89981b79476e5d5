"""The network and its weights: a parsed text in, attributions with character offsets out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from analysis.errors import Fault, ModelError
from analysis.extract.tagger.decoding import CUE, LABELS, Group, Links, Reading, UnitSpan, decode
from analysis.extract.tagger.pieces import FEATURES, Pieces, load_tokenizer, split
from analysis.extract.tagger.windows import Window, cut
from analysis.records import Span

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from spacy.tokens import Doc
    from tokenizers import Tokenizer

WEIGHTS = Path(__file__).parent / "weights"
NETWORK, VOCABULARY, LINKS = "network.onnx", "tokenizer.json", "links.npz"
# What is said is read once more by itself, for what it reports in turn, if it has this many units and one of
# them is as likely as this to begin a cue. In news, five in a hundred contents are.
SHORTEST, LIKELY = 8, 0.01
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


class Tagger:
    """Finds the attributions of parsed texts; made once, used for every document.

    Each window is run by itself on one thread: what is found in a text depends on nothing but that text.
    """

    def __init__(self, tokenizer: Tokenizer, session: InferenceSession, links: Links) -> None:
        self._tokenizer = tokenizer
        self._session = session
        self._links = links

    def __call__(self, doc: Doc) -> list[Found]:
        """Return the attributions of a text, nested ones behind the others."""
        pieces = split(doc, self._tokenizer)
        if not len(pieces):
            return []
        reading = self.read(pieces)
        groups = decode(reading, self._links)
        nested = [found for group in groups for found in self._nested(group, reading, pieces)]
        return [_in_characters(group, pieces) for group in groups] + nested

    def _nested(self, group: Group, reading: Reading, pieces: Pieces) -> Iterator[Found]:
        """Yield what is reported inside a content, where somebody is said to say it."""
        for first, last in group.content:
            likely = np.exp(reading.labels[first : last + 1, CUE].max())
            if last - first < SHORTEST - 1 or likely < LIKELY:
                continue
            part = pieces.part(first, last)
            for inner in decode(self.read(part), self._links):
                if inner.source and inner.cue:
                    yield replace(_in_characters(inner, part), is_nested=True)

    def read(self, pieces: Pieces) -> Reading:
        """Return what the network says of every unit of a text."""
        outputs: list[list[np.ndarray]] = []
        for window in cut(pieces):
            outputs.append(self._run(pieces, window))
        labels, dependents, heads = (np.concatenate(parts) for parts in zip(*outputs, strict=True))
        shifted = labels - labels.max(axis=1, keepdims=True)
        labels = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        return Reading(labels, dependents, heads)

    def _run(self, pieces: Pieces, window: Window) -> list[np.ndarray]:
        """Return the outputs for the units of a window's core."""
        inside = slice(window.start, window.end)
        ids = np.concatenate([[BEGIN], pieces.ids[inside], [END]])[None]
        features = np.pad(pieces.features[inside], ((1, 1), (0, 0)))[None]
        units = pieces.first[pieces.unit[window.core] : pieces.unit[window.end - 1] + 1]
        outputs = self._session.run(None, {"ids": ids, "features": features})
        return [output[0, units - window.start + 1] for output in outputs]


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
    """Return one hash over the weights: what must agree for two builds to be the same.

    Raises:
        ModelError: If a file is missing.
    """
    digest = hashlib.sha256(repr((LABELS, FEATURES)).encode())
    for name in (NETWORK, VOCABULARY, LINKS):
        path = folder / name
        if not path.is_file():
            cure = "Install the package again: the weights are part of it."
            raise ModelError(Fault(str(path), 0, "is missing", "the weights of the tagger", cure))
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _in_characters(group: Group, pieces: Pieces) -> Found:
    def span(units: UnitSpan) -> Span:
        return int(pieces.starts[units[0]]), int(pieces.ends[units[1]])

    return Found(
        span(group.source) if group.source else None,
        span(group.cue) if group.cue else None,
        tuple(span(units) for units in group.content),
    )
