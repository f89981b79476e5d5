"""Sentences of a document: where they stand, and which of them a character lies in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING

from analysis.parsed import Parse
from analysis.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc


def sentence_spans(doc: Doc | Parse) -> list[Span]:
    """Return the sentences as characters, without the white space around them; blank ones are left out."""
    spans = []
    for sentence in doc.sents:
        text = sentence.text
        start = sentence.start_char + len(text) - len(text.lstrip())
        end = sentence.start_char + len(text.rstrip())
        if start < end:
            spans.append((start, end))
    return spans


class SentenceLocator:
    """Finds the sentence in which a character lies."""

    def __init__(self, doc_id: str, sentences: Sequence[Span]) -> None:
        self._doc_id = doc_id
        self._starts = [start for start, _ in sentences]

    def name(self, index: int) -> str:
        """Return the id of the sentence at an index from 0."""
        return f"{self._doc_id}#s{index + 1}"

    def at(self, char: int) -> str:
        """Return the id of the sentence that a character lies in, or of the nearest one before it."""
        return self.name(max(0, bisect_right(self._starts, char) - 1))
