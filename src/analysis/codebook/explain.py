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
        context: Where the words stand that met its conditions, in the order they were checked.
        is_decisive: Whether the hit of this sentence and theme took evidence and direction from this rule.
    """

    theme: str
    rule: str
    direction: Direction
    sentence: Span
    found: Span
    context: tuple[Span, ...]
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
            context=tuple(_characters(doc, span) for span in firing.context),
            is_decisive=firing in decision.deciding,
        )
        for decision in coder.decisions(doc)
        for firing in decision.firings
    ]


def _characters(doc: Doc, span: TokenSpan) -> Span:
    words = doc[span[0] : span[1]]
    return words.start_char, words.end_char
