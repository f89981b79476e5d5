"""Sets of words, written as the words are read."""

from __future__ import annotations


def word_set(words: str) -> frozenset[str]:
    """Return the words of a text, parted by spaces, as a set."""
    return frozenset(words.split())
