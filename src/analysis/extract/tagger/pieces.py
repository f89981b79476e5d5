"""A parsed text as the network reads it: word pieces, and what the parse says of the word each belongs to.

A *unit* is a word or a punctuation mark, a *piece* a part of a unit from the network's vocabulary. Units are
what gets a label; their offsets are characters of the text.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from analysis.extract.quotes import find_quotes

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.tokens import Doc
    from tokenizers import Tokenizer


def _words(words: str) -> tuple[str, ...]:
    return tuple(words.split())


# What is known of each piece besides its word; the order is that of the network's input.
FEATURES = ("case", "line_break", "quoted", "pos", "dep", "entity", "sentence_start")
LINE_BREAK, QUOTED, SENTENCE_START = map(FEATURES.index, ("line_break", "quoted", "sentence_start"))
# The labels of spaCy's English, in the order in which the network was trained.
POS = _words("ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X")
DEP = _words(
    "ROOT acl acomp advcl advmod agent amod appos attr aux auxpass case cc ccomp compound conj csubj "
    "csubjpass dative dep det dobj expl intj mark meta neg nmod npadvmod nsubj nsubjpass nummod oprd "
    "parataxis pcomp pobj poss preconj predet prep prt punct quantmod relcl xcomp"
)
ENTITY = _words(
    "CARDINAL DATE EVENT FAC GPE LANGUAGE LAW LOC MONEY NORP ORDINAL ORG PERCENT PERSON PRODUCT "
    "QUANTITY TIME WORK_OF_ART"
)
TEXT_BEGINS = 3  # as a line break: none, in the line; one; several
# How many values each feature takes in the network; 0 is "none of these".
SIZES = (5, 4, 2, 24, 64, 24, 2)


@dataclass(frozen=True)
class Pieces:
    """A text cut into pieces.

    Attributes:
        ids: Of each piece, in the network's vocabulary.
        unit: Index of the unit that each piece belongs to.
        first: Index of the first piece of each unit.
        starts: Of each unit, in characters.
        ends: Behind each unit.
        features: One row a piece, one column for each of FEATURES.
    """

    ids: NDArray[np.int64]
    unit: NDArray[np.int64]
    first: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    features: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.ids)

    def part(self, first: int, last: int) -> Pieces:
        """Return the units from first to last as a text of their own."""
        end = self.first[last + 1] if last + 1 < len(self.first) else len(self)
        inside, units = slice(self.first[first], end), slice(first, last + 1)
        features = self.features[inside].copy()
        features[0, LINE_BREAK] = TEXT_BEGINS
        features[:, QUOTED] = 0  # by itself it stands in no quotation
        return Pieces(
            self.ids[inside],
            self.unit[inside] - first,
            self.first[units] - self.first[first],
            self.starts[units],
            self.ends[units],
            features,
        )


def load_tokenizer(path: Path) -> Tokenizer:
    """Return the tokenizer of a vocabulary file, one that cuts nothing off and adds nothing."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def split(doc: Doc, tokenizer: Tokenizer) -> Pieces:
    """Return a parsed text as pieces; one without words has none."""
    text = doc.text
    encoding = tokenizer.encode(text, add_special_tokens=False)
    ids = np.array(encoding.ids, dtype=np.int64)
    if not len(ids) or not len(doc):
        nothing = np.zeros(0, dtype=np.int64)
        return Pieces(nothing, nothing, nothing, nothing, nothing, np.zeros((0, len(FEATURES)), np.int64))
    words = np.array(encoding.word_ids, dtype=np.int64)
    offsets = np.array(encoding.offsets, dtype=np.int64)
    is_first = np.concatenate([[True], words[1:] != words[:-1]])
    unit = np.cumsum(is_first) - 1
    first = np.flatnonzero(is_first)
    starts = offsets[first, 0]
    ends = offsets[np.append(first[1:], len(ids)) - 1, 1]
    features = _unit_features(doc, text, starts, ends)[unit]
    for column in (LINE_BREAK, SENTENCE_START):
        features[~is_first, column] = 0
    return Pieces(ids, unit, first, starts, ends, features)


def _unit_features(doc: Doc, text: str, starts: NDArray, ends: NDArray) -> NDArray[np.int64]:
    """Return one row of features a unit; of the parse, those of the token in which the unit begins."""
    begins = doc.to_array("IDX").astype(np.int64)
    token = np.maximum(np.searchsorted(begins, starts, side="right") - 1, 0)
    pos, dep, entity, sentence = (
        doc.to_array(["POS", "DEP", "ENT_TYPE", "SENT_START"]).astype(np.int64).T[:, token]
    )
    strings = doc.vocab.strings
    quoted = np.zeros(len(text) + 1, dtype=np.int64)
    for quote in find_quotes(text):
        quoted[quote.start : quote.end] = 1
    # The end before the first unit is no end: a text begins with a break of its own kind.
    gaps = zip(np.append(0, ends[:-1]).tolist(), starts.tolist(), strict=True)
    breaks = np.array([min(2, text.count("\n", end, start)) for end, start in gaps])
    breaks[0] = TEXT_BEGINS
    spans = zip(starts.tolist(), ends.tolist(), strict=True)
    return np.stack(
        [
            np.array([_case(text[start:end]) for start, end in spans]),
            breaks,
            quoted[starts],
            _indices(pos, {strings[label]: i for i, label in enumerate(POS, 1)}),
            _indices(dep, {strings[label]: i for i, label in enumerate(DEP, 1)}),
            _indices(entity, {strings[label]: i for i, label in enumerate(ENTITY, 1)}),
            (sentence == 1).astype(np.int64),
        ],
        axis=1,
    )


def _indices(values: NDArray[np.int64], index: dict[int, int]) -> NDArray[np.int64]:
    known = {int(np.uint64(key).astype(np.int64)): at for key, at in index.items()}
    unique, inverse = np.unique(values, return_inverse=True)
    return np.array([known.get(int(value), 0) for value in unique], dtype=np.int64)[inverse]


def _case(word: str) -> int:
    """Return how a word is written: 1 small, 2 with a capital, 3 in capitals, 0 without letters."""
    if word.islower():
        return 1
    if word.isupper():
        return 3 if len(word) > 1 else 2
    return 2 if word[:1].isupper() else 0
