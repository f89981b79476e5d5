"""Stretches of tokens, half-open, without loose ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Words

TokenSpan = tuple[int, int]

ARTICLES = frozenset({"the", "a", "an", "some", "this", "these", "those"})
_LOOSE = frozenset({",", "-", "–", "—", "--", ";", ":"})


def trim(doc: Doc, span: TokenSpan) -> TokenSpan | None:
    """Return a span without spaces, commas and dashes at its ends; None if nothing is left."""
    start, end = span
    while start < end and (doc[start].is_space or doc[start].text in _LOOSE):
        start += 1
    while end > start and (doc[end - 1].is_space or doc[end - 1].text in _LOOSE):
        end -= 1
    return (start, end) if start < end else None


def words_at(doc: Doc, span: Span | None) -> Words | None:
    """Return the words that a stretch of characters touches; None if there are none."""
    words = doc.char_span(*span, alignment_mode="expand") if span is not None else None
    return words if words is not None and len(words) else None


def words_between(doc: Doc, start: int, end: int) -> str:
    """Return the text between two characters; doc.text would be built anew, all of it, at every call."""
    span = doc.char_span(start, end, alignment_mode="expand") if start < end else None
    return span.text[start - span.start_char : end - span.start_char] if span is not None else ""


def source_span(noun: Token) -> TokenSpan:
    """Return the words of a noun phrase without the clauses that hang on it behind a comma."""
    start, end = noun.left_edge.i, noun.right_edge.i + 1
    for child in noun.children:
        if child.dep_ in ("relcl", "acl") and child.i > noun.i:
            end = min(end, child.left_edge.i)
    doc = noun.doc
    span = trim(doc, (start, max(end, noun.i + 1)))
    return span if span is not None else (noun.i, noun.i + 1)


def has_capital_of_sentence(token: Token) -> bool:
    """Return whether a word that is no article or name begins a sentence: hence its capital."""
    return bool(token.is_sent_start) and not token.ent_type_ and token.lower_ not in ARTICLES
