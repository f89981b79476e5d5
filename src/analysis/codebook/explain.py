"""Says which rules fired on which words of a document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.records import Direction, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from analysis.codebook.coder import Coder
    from analysis.codebook.sequences import TokenSpan


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """One rule that fired on one sentence; offsets are characters of the document.

    Attributes:
        rule: theme/rule.
        direction: Of the rule; the hit's may differ, where directions combine.
        sentence: Where the sentence stands.
        found: Where the words stand that the rule looks for.
        met: The conditions that had to hold, by their headings, and where the words stand that met each.
        is_decisive: Whether the hit of this sentence and theme took evidence and direction from this rule.
    """

    theme: str
    rule: str
    direction: Direction
    sentence: Span
    found: Span
    met: tuple[tuple[str, Span], ...]
    is_decisive: bool


def explain(coder: Coder, doc: Doc) -> list[Explanation]:
    """Return every rule that fired in an annotated document, by sentence and in the order of the codebook."""
    sentences = [(sentence.start_char, sentence.end_char) for sentence in doc.sents]
    return [
        Explanation(
            theme=firing.rule.theme,
            rule=firing.rule.name,
            direction=firing.rule.direction,
            sentence=sentences[firing.sentence],
            found=_characters(doc, firing.span),
            met=tuple((heading, _characters(doc, span)) for heading, span in firing.met),
            is_decisive=firing in decision.deciding,
        )
        for decision in coder.decisions(doc)
        for firing in decision.firings
    ]


@dataclass(frozen=True, kw_only=True)
class Blocked:
    """One rule that a single condition kept from firing; offsets are characters of the document.

    Attributes:
        heading: Of the condition.
        by: Where the words stand that must not; None where words that must are missing.
    """

    theme: str
    rule: str
    found: Span
    heading: str
    by: Span | None


def nearly(coder: Coder, doc: Doc) -> list[Blocked]:
    """Return the rules that nearly fired where their theme was not found, by sentence; the blocked first."""
    coded = {(decision.sentence, decision.hit.theme) for decision in coder.decisions(doc)}
    misses = [miss for miss in coder.near_misses(doc) if (miss.sentence, miss.rule.theme) not in coded]
    return [
        Blocked(
            theme=miss.rule.theme,
            rule=miss.rule.name,
            found=_characters(doc, miss.span),
            heading=miss.heading,
            by=_characters(doc, miss.blocked_by) if miss.blocked_by else None,
        )
        for miss in sorted(misses, key=lambda miss: (miss.sentence, miss.blocked_by is None))
    ]


def _characters(doc: Doc, span: TokenSpan) -> Span:
    words = doc[span[0] : span[1]]
    return words.start_char, words.end_char
