"""A document's text as HTML, with its sentences, codes and attributions marked where they stand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise


@dataclass(frozen=True)
class Span:
    """A stretch of the text with what it is.

    Attributes:
        start: First character, from 0.
        end: Character after the last one.
        kind: code, source, cue or content.
        title: What it is, in words.
        number: Of a code, in the list of codes; 0 for others.
    """

    start: int
    end: int
    kind: str
    title: str
    number: int = 0


@dataclass(frozen=True)
class Sentence:
    """A sentence: its place in the document, from 1, and its stretch of the text."""

    position: int
    start: int
    end: int


def marked_text(text: str, sentences: Sequence[Sentence], spans: Sequence[Span]) -> str:
    """Return the text, whole and unchanged but for escapes, as nested sentences and marks.

    The text is cut wherever a sentence or a span begins or ends, so that spans may overlap in any way. Each
    sentence has the id s<position>; each code is followed by the number it has in the list of codes.
    """
    inside = [s for s in (_clipped(span, len(text)) for span in spans) if s.start < s.end]
    placed = _apart(sentences, len(text))
    cuts = sorted(
        {0, len(text)}
        | {edge for sentence in placed for edge in (sentence.start, sentence.end)}
        | {edge for span in inside for edge in (span.start, span.end)}
    )
    opening = {sentence.start: sentence for sentence in placed}
    closing = {sentence.end for sentence in placed}
    by_cut: dict[int, list[Span]] = {}
    for span in inside:
        for cut in cuts[bisect_right(cuts, span.start) - 1 : bisect_right(cuts, span.end - 1)]:
            by_cut.setdefault(cut, []).append(span)
    parts: list[str] = []
    for start, end in pairwise(cuts):
        if start in opening:
            parts.append(f'<span class="sentence" id="s{opening[start].position}">')
        parts.append(_segment(text[start:end], end, by_cut.get(start, [])))
        if end in closing:
            parts.append("</span>")
    return "".join(parts)


def _segment(text: str, end: int, spans: Sequence[Span]) -> str:
    if not spans:
        return escape(text, quote=False)
    codes = [span for span in spans if span.kind == "code"]
    tag = "mark" if codes else "span"
    classes = " ".join(sorted({span.kind for span in spans}))
    title = "\n".join(dict.fromkeys(span.title for span in [*codes, *spans]))
    ended = "".join(
        f'<sup class="number"><a href="#code-{code.number}">{code.number}</a></sup>'
        for code in codes
        if code.end == end
    )
    return f'<{tag} class="{classes}" title="{escape(title)}">{escape(text, quote=False)}</{tag}>{ended}'


def _clipped(span: Span, length: int) -> Span:
    start, end = max(0, span.start), min(span.end, length)
    return Span(start, end, span.kind, span.title, span.number)


def _apart(sentences: Sequence[Sentence], length: int) -> list[Sentence]:
    """Return the sentences in order, none empty and none reaching into the next."""
    apart: list[Sentence] = []
    reached = 0
    for sentence in sorted(sentences, key=lambda sentence: (sentence.start, sentence.position)):
        start, end = max(sentence.start, reached), min(sentence.end, length)
        if start < end:
            apart.append(Sentence(sentence.position, start, end))
            reached = end
    return apart
