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
    last: int | None = None
    for before, quote in zip([None, *quotes], quotes, strict=False):
        is_long = len(text[slice(*quote.inner)].split()) >= SHORTEST
        owner = _owner(quote, pieces, drafts)
        if owner is None and is_long and last is not None:
            goes_on = before is not None and before.continues and before.end > drafts[last].content[-1][0]
            if goes_on or _floats(text, quote, drafts[last]):
                owner = last
        if owner is not None:
            drafts[owner] = _grown(drafts[owner], quote, text, is_long=is_long)
            if drafts[owner].is_quoted:
                last = owner
    return drafts


def _owner(quote: Quote, pieces: list[tuple[Span, int]], drafts: list[Draft]) -> int | None:
    """Return the draft whose content shares most with a quotation that doesn't hold its cue."""
    low = max(0, bisect_left(pieces, ((quote.start, 0), 0)) - 1)
    high = bisect_right(pieces, ((quote.end, 0), 0))
    best: tuple[int, int] | None = None
    for (start, end), at in pieces[low:high]:
        cue = drafts[at].cue
        shared = min(end, quote.end) - max(start, quote.start)
        if shared <= 0 or (cue is not None and quote.start <= cue[0] and cue[1] <= quote.end):
            continue
        if best is None or shared > best[0]:
            best = shared, at
    return best[1] if best is not None else None


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


def _floats(text: str, quote: Quote, draft: Draft) -> bool:
    """Tell whether a quotation without a cue goes on from the one before: sentences of its own, near by."""
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
