"""Whose voice a stretch of text is in: the innermost attribution around it, or the writer's own."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.extract.naming import UNNAMED, WRITER
from analysis.records import Attribution, Span


def attribution_of(
    span: Span, attributions: Iterable[Attribution], *, within: Span | None = None
) -> Attribution | None:
    """Return the innermost attribution whose content covers half of a stretch; None: the writer speaks.

    Args:
        span: The stretch.
        attributions: Of its document.
        within: The sentence around it. If no content holds the stretch but a source or cue in front of what
            this sentence says, the voice is that source's: words that only name who speaks say nothing of
            their own.
    """
    spoken = [attribution for attribution in attributions if attribution.speaker_kind != WRITER.kind]
    held = [attribution for attribution in spoken if _holds(attribution, span)]
    if not held and within is not None:
        held = [one for one in spoken if _shared(within, one.content) and _introduces(one, span)]
    return min(held, key=_rank, default=None)


def _holds(attribution: Attribution, span: Span) -> bool:
    """Tell whether a content covers half of a stretch.

    A whole sentence as evidence holds source and cue, too: they don't count against the content.
    """
    covered = _shared(span, attribution.content)
    return covered > 0 and 2 * covered >= span[1] - span[0] - _shared(span, _frame(attribution))


def _introduces(attribution: Attribution, span: Span) -> bool:
    """Tell whether a stretch lies wholly in what introduces a content: who speaks, and the cue."""
    return any(start <= span[0] and span[1] <= end for start, end in _frame(attribution))


def _frame(attribution: Attribution) -> list[Span]:
    return [part for part in (attribution.source, attribution.cue) if part is not None]


def _shared(span: Span, pieces: Iterable[Span]) -> int:
    return sum(max(0, min(end, span[1]) - max(start, span[0])) for start, end in pieces)


def _rank(attribution: Attribution) -> tuple[bool, int]:
    """Return what puts the innermost first, behind it those of which the text leaves out who speaks."""
    return attribution.speaker_name == UNNAMED.name, length_of(attribution)


def length_of(attribution: Attribution) -> int:
    """Return how many characters the content of an attribution has."""
    return sum(end - start for start, end in attribution.content)
