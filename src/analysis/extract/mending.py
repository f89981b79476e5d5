"""What the tagger marks, held against the parse where grammar leaves no doubt.

A network labels words one by one; where a clause or a noun phrase ends, and that "it" in "it was noted" says
nothing, the parse knows better.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from analysis.extract.quotes import Quote
from analysis.extract.subjects import ALONG, FINITE, SUBJECTS
from analysis.extract.tagger import Found
from analysis.extract.token_spans import source_span, trim, words_at, words_between
from analysis.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Words

    from analysis.extract.cues import Cues

# "In Brandt's view": whose these are says what follows.
_VIEWS = frozenset(
    {"account", "assessment", "estimate", "estimation", "judgement", "judgment", "opinion", "view", "word"}
)

# What a source asks for or declines so as to have no name.
_ANONYMITY = re.compile(
    r"\W*(?:(?:for |on condition of )?anonymity\b|(?:not )?to (?:be|remain|stay) (?:publicly )?"
    r"(?:named|identified|quoted by name|unnamed|unidentified|anonymous)\b)",
    re.IGNORECASE,
)

# What hangs on a verb and is no part of its clause.
_OUTSIDE = frozenset({"ccomp", "parataxis", "conj", "cc", "punct", "mark"})

# Kinds of words that alone stand for nobody.
_IDLE = frozenset({"VERB", "AUX", "ADV", "ADP", "SCONJ"})


def mend(
    doc: Doc, found: Iterable[Found], quotes: Sequence[Quote] = (), cues: Cues | None = None
) -> Iterator[Found]:
    """Yield attributions with what the parse says of their ends.

    Args:
        doc: The parsed document.
        found: What the tagger found in it.
        quotes: Stretches in quotation marks, in order: they may lie far from their cue.
        cues: The lexicon, which tells who says the quotation right before; None leaves that to the tagger.
    """
    told = list(_not_of_anonymity(doc, found))
    own = _with_own_sayers(doc, told, quotes, cues) if cues else told
    for one in _with_views(doc, _in_reach(doc, own, quotes)):
        apart = _source_apart(doc, _source_below_heading(doc, one))
        yield _without_expletive(doc, _within_the_noun(doc, _without_idle_source(doc, apart)))


def _not_of_anonymity(doc: Doc, found: Iterable[Found]) -> Iterator[Found]:
    """Leave out what says only that a source has no name: "who asked | not to be named"."""
    for one in found:
        kept = tuple(piece for piece in one.content if not _ANONYMITY.match(words_between(doc, *piece)))
        if kept:
            yield replace(one, content=kept)


def _with_own_sayers(doc: Doc, found: list[Found], quotes: Sequence[Quote], cues: Cues) -> Iterator[Found]:
    """Give quotations that the tagger gives to a cue before them to who says them: "…", an official told."""
    taken = [one.cue for one in found if one.cue is not None]
    by_end = {quote.end: quote for quote in quotes}
    for one in found:
        own: list[Found] = []
        for piece in one.content:
            quote = by_end.get(piece[1])
            if quote is None or one.cue is None or one.cue[1] > piece[0] or piece[0] > quote.start:
                continue
            said = _said_behind(doc, quote, cues)
            if said is not None and not any(cue[0] < said[1][1] and said[1][0] < cue[1] for cue in taken):
                own.append(Found(*said, (piece,)))
        others = {other.content[0] for other in own}
        kept = tuple(piece for piece in one.content if piece not in others)
        yield from [replace(one, content=kept)] if kept else []
        yield from own


def _said_behind(doc: Doc, quote: Quote, cues: Cues) -> tuple[Span, Span] | None:
    """Return the source and cue right behind a quotation: its subject first, then a verb of saying."""
    said = words_at(doc, (quote.start, quote.end))
    if said is None or said.end == len(doc):
        return None
    first = doc[said.end]
    for verb in doc[first.i : first.sent.end]:
        known = cues.verbs.get(verb.lemma_.lower())
        if known is None or known.kind != "say" or verb.tag_ not in FINITE:
            continue
        subject = next((child for child in verb.children if child.dep_ in SUBJECTS), None)
        if subject is not None and subject.left_edge.i == first.i and subject.i < verb.i:
            start, end = source_span(subject)
            source = doc[start:end]
            return (source.start_char, source.end_char), (verb.idx, verb.idx + len(verb))
    return None


def _in_reach(doc: Doc, found: Iterable[Found], quotes: Sequence[Quote]) -> Iterator[Found]:
    """Leave out what is not quoted and stands in another sentence than the cue: the writer goes on there.

    A cue without content in its sentence may announce the sentences around it, in its own paragraph.
    """
    for one in found:
        if one.cue is None:
            yield one
            continue
        near = [
            piece
            for piece in one.content
            if _is_quoted(piece, quotes) or _shares_sentence(doc, one.cue, piece)
        ]
        kept = tuple(near or (piece for piece in one.content if _shares_paragraph(doc, one.cue, piece)))
        if kept:
            yield replace(one, content=kept)


def _is_quoted(piece: Span, quotes: Sequence[Quote]) -> bool:
    at = bisect_left(quotes, piece[1], key=lambda quote: quote.start) - 1
    return at >= 0 and quotes[at].end > piece[0]


def _shares_sentence(doc: Doc, cue: Span, piece: Span) -> bool:
    words, said = words_at(doc, cue), words_at(doc, piece)
    if words is None or said is None:
        return True
    return said[0].sent.start <= words.start < said[-1].sent.end


def _shares_paragraph(doc: Doc, cue: Span, piece: Span) -> bool:
    first, last = min(cue, piece), max(cue, piece)
    return "\n" not in words_between(doc, first[1], last[0])


def _with_views(doc: Doc, found: Iterable[Found]) -> Iterator[Found]:
    """Find whose view contents without a source are: "In Brandt's view, …", "…, in the opinion of Brandt, …".

    Where such words stand inside a clause, what is said is the clause before and behind them, whatever the
    tagger marks there; unless they stand in what somebody says.
    """
    found = list(found)
    said = [piece for one in found if one.source for piece in one.content]
    views = [word for word in doc if word.lemma_.lower() in _VIEWS and _holder_of(word) is not None]
    inside: set[int] = set()
    for view in views:
        content = _around(view)
        if content and not any(start <= view.idx < end for start, end in said):
            inside |= {view.sent.start}
            yield _held(view, Found(None, None, content))
    for one in found:
        words = words_at(doc, one.content[0])
        if one.source or words is None:
            yield one
        elif words[0].sent.start not in inside:
            near = (view for view in views if view.sent == words[0].sent and _opens(view, words, one.cue))
            view = next(near, None)
            yield one if view is None else _held(view, one)


def _opens(view: Token, content: Words, cue: Span | None) -> bool:
    """Tell whether a view stands before a content that has no cue but it."""
    return view.i < content.start and (cue is None or cue[0] <= view.idx < cue[1])


def _held(view: Token, found: Found) -> Found:
    own = _holder_of(view)
    source = (own.start_char, own.end_char) if own is not None else None
    return replace(found, source=source, cue=(view.idx, view.idx + len(view)))


def _around(view: Token) -> tuple[Span, ...]:
    """Return the clause inside which "in the view of" stands between commas; () if there is none such."""
    phrase = view.head
    beside = phrase.i - 1, phrase.right_edge.i + 1
    if beside[0] < 0 or beside[1] >= len(view.doc) or any(view.doc[i].text != "," for i in beside):
        return ()
    verb = next((word for word in phrase.ancestors if word.pos_ in ("VERB", "AUX")), None)
    if verb is None or verb.dep_ == "relcl":
        return ()
    parts = [child for child in verb.children if child.dep_ not in _OUTSIDE]
    first = min([verb.i, *(part.left_edge.i for part in parts)])
    last = max([verb.i, *(part.right_edge.i for part in parts)])
    sides = (first, phrase.i), (phrase.right_edge.i + 1, last + 1)
    pieces = [view.doc[slice(*words)] for side in sides if (words := trim(view.doc, side)) is not None]
    spans = tuple((piece.start_char, piece.end_char) for piece in pieces)
    return spans if len(spans) == 2 else ()


def _holder_of(view: Token) -> Words | None:
    """Return whose view something is "in": the words before it or behind its "of"."""
    if view.dep_ != "pobj" or view.head.lower_ != "in":
        return None
    of = (grand for child in view.children if child.lower_ == "of" for grand in child.children)
    holders = [child for child in view.children if child.dep_ == "poss"] or list(of)
    if not holders:
        return None
    return view.doc[holders[0].left_edge.i : holders[0].right_edge.i + 1]


def _source_below_heading(doc: Doc, found: Found) -> Found:
    """Leave out a heading before the source: "Commentary 21 | Two ministers"."""
    source = words_at(doc, found.source)
    if source is None:
        return found
    breaks = [token.i for token in source if token.is_space and "\n\n" in token.text]
    if not breaks or breaks[-1] + 1 >= source.end:
        return found
    return replace(found, source=(doc[breaks[-1] + 1].idx, source.end_char))


def _source_apart(doc: Doc, found: Found) -> Found:
    """Give the content what stands behind a source but hangs on the cue: "accused by Brandt | of moving"."""
    source, cue = words_at(doc, found.source), words_at(doc, found.cue)
    if source is None or cue is None:
        return found
    for token in source[1:]:
        hangs_on_cue = token.dep_ == "prep" and token.head.i in range(cue.start, cue.end)
        if hangs_on_cue and token.lower_ not in ALONG:
            before = doc[token.i - 1]
            rest = doc[token.i : max(source.end, token.right_edge.i + 1)]  # the tagger may have cut it off
            kept = (source.start_char, before.idx + len(before))
            piece = (rest.start_char, rest.end_char)
            return replace(found, source=kept, content=tuple(sorted([*found.content, piece])))
    return found


def _without_idle_source(doc: Doc, found: Found) -> Found:
    """Leave out a source that can't speak: the "it" of "it is said that", a verb or adverb alone, a clause of
    something else: the "ministers adopted here" of "the plan that ministers adopted here names"."""
    source = words_at(doc, found.source)
    if source is None:
        return found
    root = source.root
    holds_a_place = root.lower_ == "it" and root.dep_ == "nsubjpass"
    is_expletive = holds_a_place and any(child.dep_ == "ccomp" for child in root.head.children)
    names_nobody = source.text.islower() and all(token.pos_ in _IDLE for token in source)
    is_clause = root.dep_ == "relcl" and root.head.i < source.start
    return replace(found, source=None) if is_expletive or names_nobody or is_clause else found


def _within_the_noun(doc: Doc, found: Found) -> Found:
    """End the clause of a noun before the verb that the noun is the subject of: "his claim that … | drew"."""
    cue = words_at(doc, found.cue)
    if cue is None or cue.root.pos_ != "NOUN" or cue.root.dep_ not in ("nsubj", "nsubjpass"):
        return found
    verb = cue.root.head.i
    return replace(found, content=tuple(_before(doc, piece, verb, cue.root) for piece in found.content))


def _before(doc: Doc, piece: Span, verb: int, noun: Token) -> Span:
    words = words_at(doc, piece)
    if words is None or not noun.i < words.start < verb < words.end or words[0].lower_ != "that":
        return piece
    last = doc[verb - 1]
    return piece[0], last.idx + len(last)


def _without_expletive(doc: Doc, found: Found) -> Found:
    """Leave out an "it" that only holds the place of what is said: "it was noted that …"."""
    if len(found.content) < 2:
        return found
    kept = tuple(
        piece for piece in found.content if words_between(doc, *piece).lower() not in ("it", "there")
    )
    return replace(found, content=kept or found.content)
