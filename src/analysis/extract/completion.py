"""Contents made whole: they grow to the quotation marks around them and take in quotations that go on.

A network reads a text in windows and labels words; quotation marks say more surely where direct speech begins
and ends, and that a paragraph in quotation marks without a source goes on from the one before.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from analysis.extract.quotes import Quote
from analysis.extract.tagger import Found
from analysis.records import Span

# Shorter quotations outside an attribution are titles, terms and scare quotes.
SHORTEST = 4  # words
# How far, in characters, from the attribution before it a quotation without a cue may float: in the same
# paragraph and in the next one.
FLOATING = 300
FLOATING_PARAGRAPH = 400


@dataclass(frozen=True)
class Draft:
    """An attribution before its speaker is known; spans are characters.

    Attributes:
        source: Who says it; None where the text leaves it out.
        cue: The words that mark it as said; None for a quotation that stands alone.
        content: What is said, in pieces, in order.
        is_quoted: Whether a quotation of several words is among it.
    """

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    is_quoted: bool = False

    @property
    def end(self) -> int:
        """Behind its last word."""
        return max(self.content[-1][1], self.cue[1] if self.cue else 0)


def complete(found: Sequence[Found], quotes: Sequence[Quote], text: str) -> list[Draft]:
    """Return attributions whose contents hold quotations whole.

    Args:
        found: In the order of the text; contents don't overlap.
        quotes: Of the writer's own words, in order: not those inside what a turn of a transcript says.
        text: The document.
    """
    drafts = [Draft(one.source, one.cue, tuple(sorted(one.content))) for one in found]
    pieces = sorted((span, at) for at, draft in enumerate(drafts) for span in draft.content)
    begins = sorted(min(span[0] for span in (draft.cue, *draft.content) if span) for draft in drafts)
    last: int | None = None  # the draft of the quotation before, from which another may float
    goes_on: int | None = None  # the one whose quotation the next paragraph takes up
    waiting: list[Quote] = []  # paragraphs of a quotation whose cue may stand with the last one
    for quote in quotes:
        is_long = len(text[slice(*quote.inner)].split()) >= SHORTEST
        sharing = _sharing(quote, pieces, drafts)
        owner = sharing[0] if len(sharing) == 1 else None
        if not sharing and goes_on is not None:
            owner = goes_on
        elif not sharing and is_long and last is not None and _floats(text, quote, drafts[last], begins):
            owner = last
        if owner is not None and not _holds(quote, drafts[owner]):
            for part in (*waiting, quote):
                drafts[owner] = _grown(drafts[owner], part, text, is_long=is_long)
            last = owner if drafts[owner].is_quoted else last
        goes_on = owner if quote.continues else None
        waiting = [*waiting, quote] if quote.continues and owner is None and not sharing else []
    return drafts


def _sharing(quote: Quote, pieces: list[tuple[Span, int]], drafts: list[Draft]) -> list[int]:
    """Return the drafts whose content a quotation shares and whose source and cue it doesn't hold."""
    low = max(0, bisect_left(pieces, ((quote.start, 0), 0)) - 1)
    high = bisect_right(pieces, ((quote.end, 0), 0))
    near = {at for (start, end), at in pieces[low:high] if min(end, quote.end) > max(start, quote.start)}
    return sorted(at for at in near if not _holds(quote, drafts[at]))


def _holds(quote: Quote, draft: Draft) -> bool:
    """Tell whether the cue or the source of a draft stands inside a quotation: then it is not said."""
    return any(
        span is not None and quote.start <= span[0] and span[1] <= quote.end
        for span in (draft.source, draft.cue)
    )


def _grown(draft: Draft, quote: Quote, text: str, *, is_long: bool) -> Draft:
    """Return a draft whose content covers a quotation; pieces that touch become one."""
    pieces: list[Span] = []
    for start, end in sorted([*draft.content, (quote.start, quote.end)]):
        if pieces and (start < pieces[-1][1] or _touch(pieces[-1][1], start, text)):
            pieces[-1] = (pieces[-1][0], max(pieces[-1][1], end))
        else:
            pieces.append((start, end))
    return replace(draft, content=tuple(pieces), is_quoted=draft.is_quoted or is_long)


def _touch(end: int, start: int, text: str) -> bool:
    return start <= end + 2 and not text[end:start].strip(" ,")


def _floats(text: str, quote: Quote, draft: Draft, begins: Sequence[int]) -> bool:
    """Tell whether a quotation without a cue goes on from the one before: sentences of its own, near by, and
    nobody else speaks in between."""
    if draft.end > quote.start or bisect_left(begins, draft.end) != bisect_left(begins, quote.start):
        return False
    opening = text[quote.inner[0] : quote.inner[0] + 1]
    if not (opening.isupper() or opening in "[(…."):
        return False
    if not (quote.is_closed or quote.continues):
        return False
    before = text[max(0, quote.start - 20) : quote.start].rstrip()
    if before and before[-1] not in ".!?…\"”’»:'":
        return False
    between = text[draft.end : quote.start]
    if "\n" not in between:
        return len(between) < FLOATING
    line_end = text.find("\n", quote.end)
    rest = text[quote.end : line_end if line_end >= 0 else len(text)]
    is_paragraph = "\n" in between[-3:] and not rest.strip()
    return is_paragraph and between.count("\n\n") <= 1 and len(between) < FLOATING_PARAGRAPH
