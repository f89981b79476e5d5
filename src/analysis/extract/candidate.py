"""What may be an attribution: the record between finding candidates and choosing among them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.extract.cues import Cue
from analysis.extract.subjects import named_by
from analysis.extract.token_spans import TokenSpan, source_span

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True)
class Candidate:
    """What may be an attribution.

    Attributes:
        head: Token of the cue.
        cue: Cue with its auxiliaries.
        source: Who says it; None where the text doesn't say.
        source_head: The token of the source that carries its name or noun.
        content: What is said, in pieces.
        frame: How the content was found.
        entry: The cue's entry in the lexicon.
    """

    head: int
    cue: TokenSpan
    source: TokenSpan | None
    source_head: int | None
    content: tuple[TokenSpan, ...]
    frame: str
    entry: Cue


def make_candidate(
    head: Token, entry: Cue, source: Token | None, pieces: list[TokenSpan], frame: str
) -> Candidate:
    """Return the candidate of a cue, its auxiliaries, negation and particle taken along."""
    start = end = head.i
    for child in sorted(head.children, key=lambda child: -child.i):
        if child.i == start - 1 and child.dep_ in ("aux", "auxpass", "neg", "advmod"):
            start = child.i
    for child in head.children:
        if child.i == end + 1 and child.dep_ == "prt":
            end = child.i
    span = source_span(source) if source is not None else None
    named = named_by(source).i if source is not None else None
    return Candidate(head.i, (start, end + 1), span, named, tuple(pieces), frame, entry)
