"""The pattern language: what the parts of a pattern are.

The language is described for its users on one page, data/reference/codebook/README.md; parsing.py reads it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

# Part of speech as an analyst writes it, and the tags of Universal Dependencies it stands for.
PARTS_OF_SPEECH: dict[str, tuple[str, ...]] = {
    "noun": ("NOUN", "PROPN"),
    "verb": ("VERB", "AUX"),
    "adj": ("ADJ",),
    "adv": ("ADV",),
    "name": ("PROPN",),
}


@dataclass(frozen=True)
class Word:
    """One word: every inflection of it, exactly its letters, or all words that fit a wildcard."""

    kind: Literal["lemma", "exact", "wildcard"]
    text: str
    pos: str = ""


@dataclass(frozen=True)
class Actor:
    """A mention of one actor or of any member of a group."""

    name: str


@dataclass(frozen=True)
class Actors:
    """Mentions of two different members of a group; stands alone in a condition."""

    name: str


@dataclass(frozen=True)
class Gap:
    """Up to so many words of any kind."""

    most: int


@dataclass(frozen=True)
class ListName:
    """A word list by its name, before the codebook puts its words in."""

    name: str


@dataclass(frozen=True)
class Group:
    """Alternatives, of which one stands here; none need stand here if the group is optional."""

    alternatives: tuple[Sequence, ...]
    is_optional: bool = False


Item = Word | Actor | Actors | Gap | ListName | Group
Sequence = tuple[Item, ...]
Alternatives = tuple[Sequence, ...]


def items_of(alternatives: Alternatives) -> list[Item]:
    """Return every item of some alternatives, those inside groups too, in the order written."""
    found: list[Item] = []
    for sequence in alternatives:
        for item in sequence:
            found.append(item)
            if isinstance(item, Group):
                found += items_of(item.alternatives)
    return found


def put_lists_in(alternatives: Alternatives, lists: dict[str, Alternatives]) -> Alternatives:
    """Return the alternatives with every list name replaced by the words of the list."""
    return tuple(tuple(_filled(item, lists) for item in sequence) for sequence in alternatives)


def _filled(item: Item, lists: dict[str, Alternatives]) -> Item:
    if isinstance(item, ListName):
        return Group(lists[item.name])
    if isinstance(item, Group):
        return Group(put_lists_in(item.alternatives, lists), item.is_optional)
    return item


def count_forms(alternatives: Alternatives) -> int:
    """Return how many sequences of items some alternatives stand for."""
    return sum(_count_sequence(sequence) for sequence in alternatives)


def _count_sequence(sequence: Sequence) -> int:
    forms = 1
    for item in sequence:
        if isinstance(item, Group):
            forms *= count_forms(item.alternatives) + item.is_optional
    return forms
