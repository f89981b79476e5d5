"""A parsed text as columns of numbers: all that the codebook and what follows from its hits ask of a parse.

Words and stretches bear the names that spaCy gives to the attributes of its tokens and spans, so that a rule
reads the one like the other. spaCy itself is not needed here: loading it takes longer than coding a theme.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, overload

import numpy as np

if TYPE_CHECKING:
    from spacy.tokens import Doc

Kind = tuple[str, str, str, str]  # text, lemma, part of speech, actor of the mention it is part of or ""
Role = tuple[str, str]  # fine tag, relation to its head

_KIND = ["ORTH", "LEMMA", "POS", "ENT_KB_ID"]
_ROLE = ["TAG", "DEP"]
# Odd numbers without a pattern: their products with hashes are spread like these.
_MIX = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93], dtype=np.uint64
)


@dataclass(frozen=True)
class Likely:
    """What the trained coder says of one sentence.

    Attributes:
        start: Its first character.
        themes: How likely it carries each theme that the coder knows, 0 to 1.
        directions: How likely each direction is, where it carries the theme that has them; their sum is 1.
    """

    start: int
    themes: Mapping[str, float]
    directions: Mapping[str, float]


class _Lists(NamedTuple):
    kind: list[int]
    role: list[int]
    heads: list[int]
    idx: list[int]


@dataclass(frozen=True, eq=False)
class Parse:
    """A parsed text, its mentions known.

    Attributes:
        kinds: The kinds of word there are in it; parses that were stored together share theirs.
        roles: The roles that words have in it, likewise.
        kind: Number of each word's kind.
        role: Number of each word's role.
        heads: Number of the word that each word hangs on, its own for the root of a sentence.
        idx: First character of each word.
        opens: Whether each word opens a sentence.
        likely: What the trained coder says, of those sentences that may well carry a theme.
    """

    kinds: Sequence[Kind]
    roles: Sequence[Role]
    kind: np.ndarray
    role: np.ndarray
    heads: np.ndarray
    idx: np.ndarray
    opens: np.ndarray
    likely: Sequence[Likely] = ()

    @classmethod
    def of(cls, doc: Doc | Parse, likely: Sequence[Likely] = ()) -> Parse:
        """Return a parse of spaCy's, its mentions written into its entities, as columns."""
        if isinstance(doc, cls):
            return doc
        kinds, kind = _distinct(doc, _KIND)
        roles, role = _distinct(doc, _ROLE)
        heads = doc.to_array(["HEAD"]).astype(np.int32).ravel() + np.arange(len(doc), dtype=np.int32)
        opens = doc.to_array(["SENT_START"]).ravel() == 1
        opens[:1] = True
        idx = doc.to_array(["IDX"]).astype(np.int32).ravel()
        return cls(kinds, roles, kind, role, heads, idx, opens, likely)

    def __len__(self) -> int:
        return len(self.kind)

    @overload
    def __getitem__(self, at: int) -> Word: ...

    @overload
    def __getitem__(self, at: slice) -> Stretch: ...

    def __getitem__(self, at: int | slice) -> Word | Stretch:
        if isinstance(at, slice):
            return Stretch(self, *at.indices(len(self))[:2])
        if self._words[at] is None:
            self._words[at] = Word(self, range(len(self))[at])
        return self._words[at]

    def __iter__(self) -> Iterator[Word]:
        return (self[i] for i in range(len(self)))

    @cached_property
    def _words(self) -> list[Word | None]:
        return [None] * len(self)

    @cached_property
    def lists(self) -> _Lists:
        """The columns as lists, which give single numbers faster than arrays do."""
        return _Lists(*(column.tolist() for column in (self.kind, self.role, self.heads, self.idx)))

    @cached_property
    def text(self) -> str:
        """The text up to the end of the last word."""
        parts, end = [], 0
        for number, start in zip(self.lists.kind, self.lists.idx, strict=True):
            word = self.kinds[number][0]
            parts += [" " * (start - end), word]
            end = start + len(word)
        return "".join(parts)

    @cached_property
    def children(self) -> Callable[[int], list[int]]:
        """Returns the numbers of the words that hang on a word, in order."""
        below = np.flatnonzero(self.heads != np.arange(len(self)))
        below = below[np.argsort(self.heads[below], kind="stable")]
        first = np.searchsorted(self.heads[below], np.arange(len(self) + 1)).tolist()
        numbers = below.tolist()
        return lambda i: numbers[first[i] : first[i + 1]]

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """The sentences, as numbers of their first word and of the word behind the last."""
        starts = np.flatnonzero(self.opens).tolist()
        return list(zip(starts, [*starts[1:], len(self)], strict=True)) if starts else []

    @property
    def sents(self) -> Iterator[Stretch]:
        """The sentences."""
        return (Stretch(self, start, end) for start, end in self.spans)

    def char_span(self, start: int, end: int, *, alignment_mode: str = "expand") -> Stretch | None:
        """Return the words that some characters lie in, or None if there are none there.

        Args:
            start: First character.
            end: Character behind the last.
            alignment_mode: Words that lie there in part belong to it: there is no other mode.
        """
        first, last = (np.searchsorted(self.idx, [start, end - 1], side="right") - 1).tolist()
        if first < 0 or first > last:
            return None
        if start >= self[first].idx + len(self[first]):
            first += 1  # it is the space behind that word
        return Stretch(self, first, last + 1) if first <= last else None


class Word:
    """One word of a parse."""

    __slots__ = ("doc", "i")

    def __init__(self, doc: Parse, i: int) -> None:
        self.doc = doc
        self.i = i

    def __len__(self) -> int:
        return len(self.text)

    text = property(lambda self: self.doc.kinds[self.doc.lists.kind[self.i]][0])
    lower_ = property(lambda self: self.text.lower())
    lemma_ = property(lambda self: self.doc.kinds[self.doc.lists.kind[self.i]][1])
    pos_ = property(lambda self: self.doc.kinds[self.doc.lists.kind[self.i]][2])
    tag_ = property(lambda self: self.doc.roles[self.doc.lists.role[self.i]][0])
    dep_ = property(lambda self: self.doc.roles[self.doc.lists.role[self.i]][1])
    idx = property(lambda self: self.doc.lists.idx[self.i])

    @property
    def head(self) -> Word:
        """The word it hangs on; itself if it is the root of its sentence."""
        return self.doc[self.doc.lists.heads[self.i]]

    @property
    def children(self) -> Iterator[Word]:
        """The words that hang on it, in order."""
        return (self.doc[i] for i in self.doc.children(self.i))

    @property
    def left_edge(self) -> Word:
        """The first of all the words that hang on it, at whatever remove, and of itself."""
        return self.doc[min(self._below())]

    @property
    def right_edge(self) -> Word:
        """The last of all the words that hang on it, at whatever remove, and of itself."""
        return self.doc[max(self._below())]

    def nbor(self, steps: int = 1) -> Word:
        """Return the word that stands so many places behind it."""
        return self.doc[self.i + steps]

    def _below(self) -> list[int]:
        found = [self.i]
        for i in found:
            found += self.doc.children(i)
        return found


@dataclass(frozen=True)
class Stretch:
    """Some words of a parse, from one up to before another."""

    doc: Parse
    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[Word]:
        return (self.doc[i] for i in range(self.start, self.end))

    @property
    def start_char(self) -> int:
        """Its first character."""
        return self.doc.lists.idx[self.start]

    @property
    def end_char(self) -> int:
        """The character behind its last."""
        last = self.doc[self.end - 1]
        return last.idx + len(last)

    @property
    def text(self) -> str:
        """Its words, and the spaces between them."""
        return self.doc.text[self.start_char : self.end_char]

    @property
    def root(self) -> Word:
        """The first root of a sentence in it, or else the word that is the fewest steps from one."""
        for word in self:
            if word.head is word:
                return word
        outward = [word for word in self if not self.start <= word.head.i < self.end]
        return min(outward, key=_steps_to_root, default=self.doc[self.start])


def _steps_to_root(word: Word) -> int:
    if not word.doc.children(word.i) and all(unicodedata.category(char)[0] in "PZC" for char in word.text):
        return len(word.doc)  # a mark of punctuation or white space: only if there is nothing else
    steps = 0
    while word.head is not word:
        word, steps = word.head, steps + 1
    return steps


def _distinct(doc: Doc, attributes: Sequence[str]) -> tuple[list[tuple[str, ...]], np.ndarray]:
    """Return the different values that words have for some attributes, and which of them each word has."""
    rows = doc.to_array(list(attributes))
    # Words are told apart by one number; that two kinds share theirs is as likely as for hashes.
    mixed = (rows * _MIX[: len(attributes)]).sum(axis=1, dtype=np.uint64)
    _, first, which = np.unique(mixed, return_index=True, return_inverse=True)
    strings = doc.vocab.strings
    kinds = [tuple(strings[number] if number else "" for number in row) for row in rows[first].tolist()]
    return kinds, which.astype(np.uint32)
