"""Word classes: which of the single words and actors that a codebook asks for a token is.

A class is what stands in one place of a pattern: the single words and actors of some alternatives. Each has
one bit; a token's classes are one number. Equal classes of different rules and themes are the same class, and
a token seen once before (same text, lemma, part of speech and actor) costs one look-up.
"""

from __future__ import annotations

import re
from collections import defaultdict

from analysis.codebook.language import PARTS_OF_SPEECH, Actor, Word

Members = dict[str, frozenset[str]]
WordClass = tuple[Word | Actor, ...]
Tags = tuple[str, ...]
Words = dict[str, list[tuple[Tags, int]]]


class Classes:
    """The classes of a codebook by bit, and the look-up from a token to its classes."""

    def __init__(self, members: Members) -> None:
        self._members = members
        self._bits: dict[WordClass, int] = {}
        self._by_text: Words = defaultdict(list)
        self._by_lower: Words = defaultdict(list)
        self._by_lemma: Words = defaultdict(list)
        self._by_prefix: dict[str, list[tuple[re.Pattern[str], Tags, int]]] = defaultdict(list)
        self._lengths: set[int] = set()  # of these prefixes
        self._by_entity: dict[str, int] = defaultdict(int)

    def bit(self, words: WordClass) -> int:
        """Return the number, a power of two, that stands for a class; a new class gets a new one."""
        if words not in self._bits:
            self._bits[words] = 1 << len(self._bits)
            for word in words:
                self._add(word, self._bits[words])
        return self._bits[words]

    def of(self, text: str, lemma: str, pos: str, entity: str) -> int:
        """Return the classes of a token as the sum of their bits."""
        lower = text.lower()
        found = self._by_entity.get(entity, 0)
        for words, value in ((self._by_text, text), (self._by_lower, lower), (self._by_lemma, lemma)):
            for tags, bit in words.get(value, ()):
                if not tags or pos in tags:
                    found |= bit
        for length in self._lengths:
            for pattern, tags, bit in self._by_prefix.get(lower[:length], ()):
                if (not tags or pos in tags) and pattern.fullmatch(lower):
                    found |= bit
        return found

    def _add(self, word: Word | Actor, bit: int) -> None:
        if isinstance(word, Actor):
            for entity in sorted(self._members[word.name]):
                self._by_entity[entity] |= bit
            return
        tags = PARTS_OF_SPEECH[word.pos] if word.pos else ()
        if word.kind == "wildcard":
            pattern = re.compile(re.escape(word.text).replace(r"\*", r"[\w'’.-]*"))
            prefix = word.text.partition("*")[0]
            self._by_prefix[prefix].append((pattern, tags, bit))
            self._lengths.add(len(prefix))
            return
        by_attribute = {"text": self._by_text, "lower": self._by_lower, "lemma": self._by_lemma}
        for attribute, value in values_of(word):
            by_attribute[attribute][value].append((tags, bit))


def values_of(word: Word) -> list[tuple[str, str]]:
    """Return the attributes (text, lower, lemma) and values of which a token must have one to be a word.

    A lemma is also sought as the model leaves it in proper nouns, capitalised and in the plural ("Joint
    Exercises").
    """
    if word.kind == "exact":
        return [("text" if word.text != word.text.lower() else "lower", word.text)]
    text = word.text.lower()
    plural = _plural(text)
    lemmas = [text, text.capitalize(), text.upper(), word.text, plural.capitalize(), plural.upper()]
    return [("lower", text), *(("lemma", lemma) for lemma in dict.fromkeys(lemmas))]


def _plural(word: str) -> str:
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in set("aeiou"):
        return word[:-1] + "ies"
    return word + "s"
