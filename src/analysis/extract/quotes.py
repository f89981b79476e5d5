"""Quotation marks of all kinds, paired: which stretches of a text stand in quotation marks.

Marks are read by their surroundings as much as by their form: a straight mark opens where a word begins and
closes where one ends, and a single mark is a quotation mark only where it can't be an apostrophe or a plural
possessive.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

# A quotation longer than this was opened by a stray mark.
LONGEST = 6000
LONGEST_SINGLE = 600

# What closes what. Two straight single marks stand for a double one in many news feeds.
_CLOSERS = {
    "“": "”“‟",
    "„": "“”‟",
    "‟": "”",
    "”": "”",
    "«": "»",
    "»": "«",
    '"': '"”',  # some editors close with a curly mark what they opened with a straight one
    "''": "''",
    "``": "''",
    "‘": "’",
    "‚": "‘’",
    "'": "'",
    "‹": "›",
}
_SINGLE = frozenset("‘‚'‹")
_MARK = re.compile(r"''|``|[“”„‟«»\"‘’‚'‹›]")
_PARAGRAPH = re.compile(r"\n\s*\n\s*|(?<=[.!?:;…\"'”’»)\]])[ ]*\n\s*")
# Words that begin with an apostrophe: years, and clipped words.
_CLIPPED = re.compile(
    r"(?:\d\ds?\b|em\b|til\b|tis\b|twas\b|cause\b|bout\b|round\b|n['’]|s\b|re\b|ve\b|ll\b)", re.IGNORECASE
)
_OPENING_NEIGHBOURS = frozenset("([{—–-/\"“„«‘'*")


@dataclass(frozen=True)
class Quote:
    """A stretch in quotation marks.

    Attributes:
        start: Of the opening mark.
        end: Behind the closing mark.
        inner: What stands between the marks.
        is_closed: Whether a closing mark was found; else it runs to the end of the paragraph.
        continues: Whether the next paragraph takes the same quotation up with an opening mark of its own.
    """

    start: int
    end: int
    inner: tuple[int, int]
    is_closed: bool = True
    continues: bool = False


@dataclass(frozen=True)
class _Mark:
    start: int
    text: str
    opens: bool
    closes: bool

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def find_quotes(text: str) -> list[Quote]:
    """Return the quotations of a text in order, without those inside others; never raises.

    A quotation over several paragraphs, each begun with an opening mark and only the last one closed, comes
    back as one Quote a paragraph, all but the last with continues=True.
    """
    marks = _marks(text)
    if not marks:
        return []
    paragraphs = list(_PARAGRAPH.finditer(text))
    breaks = [match.start() for match in paragraphs]
    starts = {0} | {match.end() for match in paragraphs}
    quotes: list[Quote] = []
    index = 0
    while index < len(marks):
        quote, index = _quote_from(index, marks, text, breaks, starts)
        if quote is not None:
            quotes.append(quote)
    return quotes


def _marks(text: str) -> list[_Mark]:
    """Return the marks that can be quotation marks, with what each can do where it stands."""
    marks = []
    for match in _MARK.finditer(text):
        mark, start, end = match.group(), match.start(), match.end()
        before = text[start - 1] if start else " "
        after = text[end] if end < len(text) else " "
        opens = not after.isspace() and (before.isspace() or before in _OPENING_NEIGHBOURS)
        closes = not before.isspace() and not after.isalnum()
        if mark in "‘’'":
            opens = opens and mark != "’" and after.isalnum() and not _CLIPPED.match(text, end)
            closes = closes and before not in "([{"
        elif mark in "“„‟«``":
            # The form says "opening" unless it can only close here, as in „low and high“.
            opens = opens or not closes
            closes = closes and not (before.isspace() or before in "([{")
        elif mark == "”":
            opens, closes = False, True
        if opens or closes:
            marks.append(_Mark(start, mark, opens, closes))
    return marks


def _quote_from(
    index: int, marks: list[_Mark], text: str, breaks: list[int], starts: set[int]
) -> tuple[Quote | None, int]:
    """Return the quotation that opens at a mark, if one does, and the index of the next mark to look at."""
    opener = marks[index]
    if not opener.opens:
        return None, index + 1
    paragraph_end = _paragraph_end(opener.start, breaks, len(text))
    other, is_closed = _counterpart(index, marks, text, paragraph_end, starts)
    if other is not None and is_closed:
        closer = marks[other]
        return Quote(opener.start, closer.end, (opener.end, closer.start)), other + 1
    if other is not None:
        return _open_quote(opener, text, paragraph_end, continues=True), other
    if opener.text in _SINGLE or opener.text in ('"', "''", "``"):
        return None, index + 1
    following = index + 1
    while following < len(marks) and marks[following].start < paragraph_end:
        following += 1
    return _open_quote(opener, text, paragraph_end, continues=False), following


def _counterpart(
    index: int, marks: list[_Mark], text: str, paragraph_end: int, starts: set[int]
) -> tuple[int | None, bool]:
    """Return the mark that closes what another opens; or that takes it up again, and False; or None."""
    opener = marks[index]
    single = opener.text in _SINGLE
    limit = min(opener.start + LONGEST_SINGLE, paragraph_end + 1) if single else opener.start + LONGEST
    doubtful: int | None = None  # may be the plural possessive of a single quotation's inside
    depth = 0
    for other in range(index + 1, len(marks)):
        mark = marks[other]
        if mark.start > limit:
            break
        if mark.closes and mark.text in _CLOSERS[opener.text] and not (mark.opens and mark.start in starts):
            if depth and mark.start < paragraph_end:
                depth -= 1
            elif not single or _surely_closes(mark, text):
                return other, True
            elif doubtful is None:
                doubtful = other
        elif mark.opens and mark.text == opener.text:
            if mark.start > paragraph_end and mark.start in starts and not single:
                return other, False
            if single or mark.start > paragraph_end:
                break
            depth += 1
    return doubtful, True


def _surely_closes(mark: _Mark, text: str) -> bool:
    """Tell whether a single mark closes for sure; between an s and a word it may be a plural possessive."""
    before = text[mark.start - 1] if mark.start else " "
    following = text[mark.end : mark.end + 2]
    return before not in "sS" or not (following[:1] == " " and following[1:].isalpha())


def _paragraph_end(position: int, breaks: list[int], length: int) -> int:
    at = bisect_right(breaks, position)
    return breaks[at] if at < len(breaks) else length


def _open_quote(opener: _Mark, text: str, end: int, *, continues: bool) -> Quote:
    """Return a quotation without a closing mark, up to the end of its paragraph."""
    end = max(opener.end, opener.start + len(text[opener.start : end].rstrip()))
    return Quote(opener.start, end, (opener.end, end), is_closed=False, continues=continues)
