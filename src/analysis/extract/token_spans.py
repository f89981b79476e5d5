"""Stretches of tokens, half-open: what a subtree covers, in runs, without loose ends."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

TokenSpan = tuple[int, int]

_LOOSE = frozenset({",", "-", "–", "—", "--", ";", ":"})


def pieces_of(head: Token, content: Iterable[Token]) -> list[TokenSpan]:
    """Return the words of a content in runs, without the cue's own where they stand in the middle."""
    inside = {token.i for top in content for token in top.subtree}
    if head.i in inside:
        inside -= {token.i for token in head.subtree}
    low, high = min(inside, default=0), max(inside, default=0)
    if low < head.i < high:
        inside.discard(head.i)
    return runs(head.doc, inside)


def runs(doc: Doc, inside: set[int]) -> list[TokenSpan]:
    """Return token indices as trimmed runs; gaps of only punctuation or spaces are closed."""
    result: list[list[int]] = []
    for index in sorted(inside):
        if result and all(doc[gap].is_punct or doc[gap].is_space for gap in range(result[-1][1], index)):
            result[-1][1] = index + 1
        else:
            result.append([index, index + 1])
    trimmed = (trim(doc, (start, end)) for start, end in result)
    return [span for span in trimmed if span is not None]


def trim(doc: Doc, span: TokenSpan) -> TokenSpan | None:
    """Return a span without spaces, commas and dashes at its ends; None if nothing is left."""
    start, end = span
    while start < end and (doc[start].is_space or doc[start].text in _LOOSE):
        start += 1
    while end > start and (doc[end - 1].is_space or doc[end - 1].text in _LOOSE):
        end -= 1
    return (start, end) if start < end else None


def source_span(noun: Token) -> TokenSpan:
    """Return the words of a noun phrase without the clauses that hang on it behind a comma."""
    start, end = noun.left_edge.i, noun.right_edge.i + 1
    for child in noun.children:
        if child.dep_ in ("relcl", "acl") and child.i > noun.i:
            end = min(end, child.left_edge.i)
    doc = noun.doc
    span = trim(doc, (start, max(end, noun.i + 1)))
    return span if span is not None else (noun.i, noun.i + 1)
