"""Compiles patterns to sequences of word classes and finds them among the tokens of a sentence.

spaCy's Matcher was tried first: with the gaps and lists that the themes use it coded 49,000 words/s, and
every rule more made it slower, because it tries each combination of alternatives on each token. Here a place
in a pattern is one bit, so that a sentence which lacks any place of a pattern costs one comparison. The
Matcher stays as the oracle of the tests.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.codebook.classes import Classes, WordClass
from analysis.codebook.language import Actor, Actors, Alternatives, Gap, Group, Item, Word
from analysis.codebook.language import Sequence as Items

TokenSpan = tuple[int, int]
_ANY = -1  # every bit


@dataclass(frozen=True)
class Tokens:
    """The tokens of a document.

    Attributes:
        classes: Of each token.
        entities: The actor whose mention each token is part of, 0 for none.
        units: The number of each token, the tokens of one mention counted as one.
    """

    classes: Sequence[int]
    entities: Sequence[int]
    units: Sequence[int]

    @classmethod
    def of(cls, classes: Sequence[int], entities: Sequence[int]) -> Tokens:
        """Return tokens by their classes and actors."""
        mentions = np.asarray(entities, dtype=np.uint64)
        begins = np.ones(len(mentions), dtype=bool)
        begins[1:] = (mentions[1:] == 0) | (mentions[1:] != mentions[:-1])
        return cls(classes, entities, begins.cumsum().tolist())


@dataclass(frozen=True)
class Place:
    """One place of a pattern that one token fills, or all the tokens of one mention."""

    bit: int


@dataclass(frozen=True)
class Skip:
    """Up to so many tokens of any kind."""

    most: int


@dataclass(frozen=True)
class Choice:
    """One of several paths, or none where the choice is optional."""

    paths: tuple[Path, ...]
    is_optional: bool


Step = Place | Skip | Choice
Path = tuple[Step, ...]


@dataclass(frozen=True)
class Pattern:
    """A path ready to run, with what a sentence must have for it to be worth a try.

    Attributes:
        needs: For each part that can't be skipped, in order, classes of which a sentence must have one.
        opening: Classes of which the first token must have one; all, if any token may be the first.
        reach: How many tokens the path may fill, those of one mention counted as one.
    """

    path: Path
    needs: tuple[int, ...]
    opening: int
    reach: int

    @classmethod
    def of(cls, path: Path) -> Pattern:
        """Return a path as a pattern."""
        return cls(path, tuple(_needs(path)), _opening(path), _reach(path))

    def is_possible(self, classes: int) -> bool:
        """Return whether a stretch of text with these classes may hold the pattern."""
        for need in self.needs:  # noqa: SIM110 - called a million times; all() takes twice as long
            if not classes & need:
                return False
        return True

    def find(self, tokens: Tokens, start: int, end: int) -> list[TokenSpan]:
        """Return where the pattern stands in a stretch of tokens: from each start as far as it reaches."""
        return [
            (first, max(ends))
            for first in self._starts(tokens, start, end)
            if (ends := _walk(self.path, first, end, tokens))
        ]

    def _starts(self, tokens: Tokens, start: int, end: int) -> Iterator[int]:
        """Yield the tokens from which the last part that can't be skipped is within reach."""
        classes, units, opening = tokens.classes, tokens.units, self.opening
        last = [index for index in range(start, end) if classes[index] & self.needs[-1]]
        at = 0
        for first in range(start, last[-1] + 1 if last else start):
            while last[at] < first:
                at += 1
            if classes[first] & opening and units[last[at]] - units[first] < self.reach:
                yield first


class Compiler:
    """Compiles alternatives to patterns; equal ones to the same pattern."""

    def __init__(self, classes: Classes) -> None:
        self._classes = classes
        self._done: dict[Alternatives, tuple[Pattern, ...]] = {}

    def patterns(self, alternatives: Alternatives) -> tuple[Pattern, ...]:
        """Return the patterns that together are some alternatives; a list that stands alone keeps its own."""
        if alternatives not in self._done:
            self._done[alternatives] = tuple(dict.fromkeys(self._split(alternatives)))
        return self._done[alternatives]

    def _split(self, alternatives: Alternatives) -> Iterator[Pattern]:
        single: list[Word | Actor] = []
        for sequence in alternatives:
            first = sequence[0]
            if len(sequence) > 1:
                yield Pattern.of(self._path(sequence))
            elif isinstance(first, Group):
                yield from self.patterns(first.alternatives)
            else:
                single += _single(first)
        if single:
            bit = self._classes.bit(tuple(single))
            yield Pattern.of((Place(bit),))

    def _path(self, sequence: Items) -> Path:
        return tuple(self._step(item) for item in sequence)

    def _step(self, item: Item) -> Step:
        if isinstance(item, Gap):
            return Skip(item.most)
        if not isinstance(item, Group):
            return Place(self._classes.bit(_single(item)))
        words, longer = _parts(item.alternatives)
        paths = tuple(self._path(sequence) for sequence in longer)
        if words:
            place = Place(self._classes.bit(words))
            if not paths and not item.is_optional:
                return place
            paths = ((place,), *paths)
        return Choice(paths, item.is_optional)


def _single(item: Item) -> WordClass:
    """Return an item that one token or mention fills as a class."""
    if isinstance(item, Actors):
        return (Actor(item.name),)
    return (item,) if isinstance(item, Word | Actor) else ()


def _parts(alternatives: Alternatives) -> tuple[WordClass, list[Items]]:
    """Return the single words and actors of alternatives, groups within too, and the longer sequences."""
    words: list[Word | Actor] = []
    longer: list[Items] = []
    for sequence in alternatives:
        first = sequence[0]
        if len(sequence) > 1:
            longer.append(sequence)
        elif isinstance(first, Group):
            inner_words, inner_longer = _parts(first.alternatives)
            words += inner_words
            longer += inner_longer
        else:
            words += _single(first)
    return tuple(words), longer


def _needs(path: Path) -> list[int]:
    needs = []
    for step in path:
        if isinstance(step, Place):
            needs.append(step.bit)
        elif isinstance(step, Choice) and not step.is_optional:
            anyone = 0
            for inner in step.paths:
                anyone |= next(iter(_needs(inner)), -1)
            needs.append(anyone)
    return needs


def _opening(path: Path) -> int:
    """Return the classes of which the first token of a path must have one; all, if any token may be it."""
    opening = 0
    for step in path:
        if isinstance(step, Skip):
            return _ANY
        if isinstance(step, Place):
            return opening | step.bit
        for inner in step.paths:
            opening |= _opening(inner)
        if not step.is_optional:
            return opening
    return _ANY


def _reach(path: Path) -> int:
    reach = 0
    for step in path:
        if isinstance(step, Choice):
            reach += max(_reach(inner) for inner in step.paths)
        else:
            reach += step.most if isinstance(step, Skip) else 1
    return reach


def _walk(path: Path, start: int, end: int, tokens: Tokens) -> set[int]:
    """Return the tokens before which a path may end that begins at one token."""
    reached = {start}
    for step in path:
        reached = {stop for position in reached for stop in _step_ends(step, position, end, tokens)}
        if not reached:
            break
    return reached


def _step_ends(step: Step, start: int, end: int, tokens: Tokens) -> set[int]:
    if isinstance(step, Skip):
        return set(range(start, min(start + step.most, end) + 1))
    if isinstance(step, Choice):
        ends = {start} if step.is_optional else set()
        for path in step.paths:
            ends |= _walk(path, start, end, tokens)
        return ends
    if start >= end or not tokens.classes[start] & step.bit:
        return set()
    return {start + 1, mention_end(tokens, start, end, step.bit)}


def mention_end(tokens: Tokens, start: int, end: int, bit: int) -> int:
    """Return where the mention ends that a token belongs to; the next token if it belongs to none."""
    entity, stop = tokens.entities[start], start + 1
    while entity and stop < end and tokens.entities[stop] == entity and tokens.classes[stop] & bit:
        stop += 1
    return stop
