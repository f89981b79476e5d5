"""Whose voice a stretch of text is in: the innermost attribution around it, or the writer's own."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.extract.naming import UNNAMED, WRITER
from analysis.records import Attribution, Span


def attribution_of(span: Span, attributions: Iterable[Attribution]) -> Attribution | None:
    """Return the innermost attribution whose content covers half of a stretch; None: the writer speaks."""
    start, end = span
    best: Attribution | None = None
    for attribution in attributions:
        if attribution.speaker_kind == WRITER.kind:
            continue
        covered = _shared(span, attribution.content)
        # A whole sentence as evidence holds source and cue, too: they don't count against the content.
        frame = _shared(span, [part for part in (attribution.source, attribution.cue) if part is not None])
        if not covered or 2 * covered < end - start - frame:
            continue
        if best is None or _rank(attribution) < _rank(best):
            best = attribution
    return best


def _shared(span: Span, pieces: Iterable[Span]) -> int:
    return sum(max(0, min(end, span[1]) - max(start, span[0])) for start, end in pieces)


def _rank(attribution: Attribution) -> tuple[bool, int]:
    """Return what puts the innermost first, behind it those of which the text leaves out who speaks."""
    return attribution.speaker_name == UNNAMED.name, length_of(attribution)


def length_of(attribution: Attribution) -> int:
    """Return how many characters the content of an attribution has."""
    return sum(end - start for start, end in attribution.content)
