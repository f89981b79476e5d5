"""Quotations joined to candidates: contents that grow to a closing mark, and quotations that find their cue.

The parser ends a sentence inside a quotation; what is said runs on to the closing mark, and often over the
next quoted sentence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from analysis.extract.candidate import Candidate, make_candidate
from analysis.extract.cues import Cues
from analysis.extract.quotes import Quote
from analysis.extract.subjects import FIRST_AND_SECOND, beside, subject_of
from analysis.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# Shorter quotations without a cue of their own are titles, terms and scare quotes.
SHORTEST = 4  # words
# In characters: how far behind a quotation its cue may stand, how far before it a cue with a colon, how far
# from the attribution before it a quotation without a cue may float in the same and in the next paragraph.
BEHIND = 120
BEFORE = 300
FLOATING = 300
FLOATING_PARAGRAPH = 400
_QUOTE_MARKS = frozenset("\"'“”„«»‘’")
_ENDS = frozenset(".!?,…—–-")
_CLAUSE_END = re.compile(r"[\n“\"«]|[.;](?=\s|$)")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Sen|Rep|Gov|Gen|Lt|Col|Maj|Brig|Adm|Jr|Sr|Prof)|\b[A-Z])$"
)
_BUCKET = 1000


@dataclass(frozen=True)
class Draft:
    """An attribution before its speaker is known; spans are characters.

    Attributes:
        candidate: Where it comes from.
        content: What is said, in pieces, in order.
        is_quoted: Whether a quotation of several words is among it.
    """

    candidate: Candidate
    cue: Span
    source: Span | None
    content: tuple[Span, ...]
    rule: str
    is_quoted: bool = False

    @property
    def length(self) -> int:
        """Characters of the content."""
        return sum(end - start for start, end in self.content)


def join_quotes(
    doc: Doc, text: str, candidates: list[Candidate], quotes: list[Quote], cues: Cues
) -> list[Draft]:
    """Return the drafts of a document: of each candidate, and of each quotation that has a cue."""
    drafts = _Drafts(doc, candidates)
    last: int | None = None  # the draft that a floating quotation goes on from
    continued = False
    waiting: list[Quote] = []  # parts whose cue may stand with the last paragraph only
    for quote in quotes:
        is_long = _words(text, quote) >= SHORTEST
        owner = drafts.owner(quote)
        if owner is None and continued and not waiting:
            owner = last
        if owner is None and is_long:
            cue = _cue_of(doc, text, quote, cues)
            if cue is not None:
                owner = drafts.of_cue(cue, quote, cues)
            elif last is not None and _floats(text, quote, drafts.all[last]):
                owner = last
        if owner is not None:
            for part in [*waiting, quote]:
                drafts.all[owner] = _with_quote(drafts.all[owner], part, text, is_long=is_long)
            if is_long or drafts.all[owner].is_quoted:
                last = owner
        waiting = [*waiting, quote] if quote.continues and owner is None else []
        continued = quote.continues
    return drafts.all


class _Drafts:
    """The drafts of a document, found by place and by cue."""

    def __init__(self, doc: Doc, candidates: list[Candidate]) -> None:
        self._doc = doc
        self.all: list[Draft] = []
        self._at: dict[int, list[int]] = {}
        self._by_head: dict[int, int] = {}
        for candidate in candidates:
            self._add(_draft(doc, candidate))

    def _add(self, draft: Draft) -> int:
        index = len(self.all)
        self.all.append(draft)
        self._by_head.setdefault(draft.candidate.head, index)
        for start, end in draft.content:
            for bucket in range(start // _BUCKET, end // _BUCKET + 1):
                self._at.setdefault(bucket, []).append(index)
        return index

    def owner(self, quote: Quote) -> int | None:
        """Return the draft whose content shares most with a quotation that doesn't hold its cue."""
        near = {
            index
            for bucket in range(quote.start // _BUCKET, quote.end // _BUCKET + 1)
            for index in self._at.get(bucket, ())
        }
        best: tuple[int, int, int] | None = None
        for index in sorted(near):
            draft = self.all[index]
            if quote.start <= draft.cue[0] and draft.cue[1] <= quote.end:
                continue
            shared = sum(
                max(0, min(end, quote.end) - max(start, quote.start)) for start, end in draft.content
            )
            if shared and (best is None or (shared, -draft.length) > best[:2]):
                best = shared, -draft.length, index
        return best[2] if best is not None else None

    def of_cue(self, cue: Token, quote: Quote, cues: Cues) -> int | None:
        """Return the draft of a cue, a new one with the quotation as its content if it has none yet."""
        if cue.i in self._by_head:
            return self._by_head[cue.i]
        subject = subject_of(cue) or beside(cue)
        if subject is not None and subject.lower_ in FIRST_AND_SECOND:
            return None
        candidate = make_candidate(cue, cues.verbs[cue.lemma_.lower()], subject, [], "quote")
        return self._add(replace(_draft(self._doc, candidate), content=((quote.start, quote.end),)))


def _draft(doc: Doc, candidate: Candidate) -> Draft:
    def chars(span: tuple[int, int]) -> Span:
        last = doc[span[1] - 1]
        return doc[span[0]].idx, last.idx + len(last)

    source = chars(candidate.source) if candidate.source is not None else None
    content = tuple(chars(span) for span in candidate.content)
    return Draft(candidate, chars(candidate.cue), source, content, candidate.frame)


def _words(text: str, quote: Quote) -> int:
    return len(text[quote.inner[0] : quote.inner[1]].split())


def _with_quote(draft: Draft, quote: Quote, text: str, *, is_long: bool) -> Draft:
    """Return a draft whose content covers a quotation; pieces that touch become one."""
    pieces: list[Span] = []
    for start, end in sorted([*draft.content, (quote.start, quote.end)]):
        if pieces and (start < pieces[-1][1] or _touch(pieces[-1][1], start, draft.cue, text)):
            pieces[-1] = (pieces[-1][0], max(pieces[-1][1], end))
        else:
            pieces.append((start, end))
    grown = replace(draft, content=tuple(pieces), is_quoted=draft.is_quoted or is_long)
    is_all = 2 * (quote.end - quote.start) > grown.length
    return _without_rest(replace(grown, is_quoted=grown.is_quoted or is_all), quote, text)


def _without_rest(draft: Draft, quote: Quote, text: str) -> Draft:
    """Return a draft without what the parser put behind a quotation that its own comma or mark ends."""
    last = text[quote.start : quote.end].rstrip("\"'”’»")[-1:]
    if last not in ",?!" or quote.start != draft.content[0][0]:
        return draft
    pieces = [draft.content[0]] if quote.end >= draft.content[0][1] else [(quote.start, quote.end)]
    pieces += [span for span in draft.content[1:] if not _QUOTE_MARKS.isdisjoint(text[span[0] : span[1]])]
    return replace(draft, content=tuple(pieces))


def _touch(end: int, start: int, cue: Span, text: str) -> bool:
    return start <= end + 2 and not text[end:start].strip(" ,") and not end <= cue[0] < start


def _cue_of(doc: Doc, text: str, quote: Quote, cues: Cues) -> Token | None:
    """Return the verb of saying right behind a quotation, or before it with a colon or a comma between."""
    behind = text[quote.end : quote.end + BEHIND]
    tail = text[max(quote.inner[0], quote.end - 3) : quote.end].rstrip("\"'”’»")
    if behind[:1] == "," or (behind[:1] != "\n" and tail[-1:] in _ENDS):
        cue = _cue_between(doc, quote.end, quote.end + _clause_length(behind), cues)
        if cue is not None:
            return cue
    before = text[max(0, quote.start - BEFORE) : quote.start]
    told = before.rstrip()
    runs_on = bool(told) and len(before) - len(told) <= 2 and told[-1] not in ".?!"
    if runs_on or told.endswith((":", ",")):
        end = quote.start - len(before) + len(told)
        return _cue_between(doc, end - _sentence_length(told), end, cues, last=True)
    return None


def _clause_length(behind: str) -> int:
    """Return where words end: at a full stop, a line break or the next quotation."""
    for match in _CLAUSE_END.finditer(behind):
        if match.group() != "." or not _ABBREVIATION.search(behind, 0, match.start()):
            return match.start()
    return len(behind)


def _sentence_length(before: str) -> int:
    """Return how long the last sentence of a stretch is."""
    for index in range(len(before) - 2, 0, -1):
        if before[index] == "\n" or (before[index] in ".!?" and before[index + 1].isspace()):
            return len(before) - index - 1
    return len(before)


def _cue_between(doc: Doc, start: int, end: int, cues: Cues, *, last: bool = False) -> Token | None:
    """Return the first (or last) verb of saying between two characters."""
    span = doc.char_span(start, end, alignment_mode="contract") if start < end else None
    if span is None:
        return None
    found = [token for token in span if token.pos_ in ("VERB", "AUX") and _says(token.lemma_.lower(), cues)]
    return (found[-1] if last else found[0]) if found else None


def _says(lemma: str, cues: Cues) -> bool:
    entry = cues.verbs.get(lemma)
    return entry is not None and entry.kind == "say" and not entry.frames.isdisjoint({"clause", "quote"})


def _floats(text: str, quote: Quote, draft: Draft) -> bool:
    """Tell whether a quotation without a cue goes on from the one before: sentences of its own, near by."""
    opening = text[quote.inner[0] : quote.inner[0] + 1]
    if not draft.is_quoted or not (opening.isupper() or opening in "[(…."):
        return False
    if not (quote.is_closed or quote.continues):
        return False
    before = text[max(0, quote.start - 20) : quote.start].rstrip()
    if before and before[-1] not in ".!?…\"”’»:'":
        return False
    end = max((*(end for _, end in draft.content), draft.cue[1]))
    between = text[end : quote.start]
    if "\n" not in between:
        return len(between) < FLOATING
    line_end = text.find("\n", quote.end)
    rest = text[quote.end : line_end if line_end >= 0 else len(text)]
    is_paragraph = "\n" in between[-3:] and not rest.strip()
    return is_paragraph and between.count("\n\n") <= 1 and len(between) < FLOATING_PARAGRAPH
