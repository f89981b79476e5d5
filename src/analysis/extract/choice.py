"""Which candidates are attributions: the rules that a scorer could replace.

Each rule has its reason in how often candidates of that shape are attributions in hand-annotated news
(PolNeAR, LREC 2018, its training part): a shape that is right less than one time in three is left out.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from analysis.extract.candidate import Candidate
from analysis.extract.speaker_words import SPEAKING
from analysis.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP"})
# Frames whose subject is a source, whatever noun it is; elsewhere a thing may "underscore" or "touch on".
_ANY_SUBJECT = frozenset({"clause", "around", "according", "adverb", "passive"})


def choose(
    doc: Doc, candidates: list[Candidate], quotations: list[Span], turns: list[Span]
) -> list[Candidate]:
    """Return the candidates that are attributions.

    Args:
        doc: The parsed document.
        candidates: In the order of their cues.
        quotations: Stretches in quotation marks, in characters, sorted. What a quoted speaker reports is kept
            only where it is a whole clause of someone named.
        turns: Stretches of a transcript; there "he said" counts too.
    """
    chosen = []
    for candidate in candidates:
        position = doc[candidate.head].idx
        if _covers(quotations, position):
            holds = _nested_holds(doc, candidate, pronouns=False)
        elif _covers(turns, position):
            holds = _nested_holds(doc, candidate, pronouns=True)
        else:
            holds = _holds(doc, candidate)
        if holds and not _is_nobody(doc, candidate):
            chosen.append(candidate)
    return chosen


def _covers(stretches: list[Span], position: int) -> bool:
    at = bisect_right(stretches, position, key=lambda stretch: stretch[0]) - 1
    return at >= 0 and position < stretches[at][1]


def _is_nobody(doc: Doc, candidate: Candidate) -> bool:
    """Tell whether the source is "no group" or "nobody": then nothing was said."""
    if candidate.source_head is None:
        return False
    source = doc[candidate.source_head]
    return source.lower_ in ("nobody", "none") or any(
        child.lower_ in ("no", "neither") for child in source.children
    )


def _length(candidate: Candidate) -> int:
    return sum(end - start for start, end in candidate.content)


def _holds(doc: Doc, candidate: Candidate) -> bool:
    """Tell whether a candidate in the writer's own words is an attribution."""
    head = doc[candidate.head]
    frame, kind = candidate.frame, candidate.entry.kind
    length = _length(candidate)
    if any(child.dep_ == "mark" and child.lower_ in ("if", "unless", "whether") for child in head.children):
        return False
    if kind == "noun":
        # "Fears that", "reports that" without an owner are somebody's; "plans to" may be nobody's.
        return length >= 2 if candidate.source is not None else length >= 5 and frame == "noun:clause"
    if candidate.source is None and frame == "clause" and head.tag_ in ("VB", "VBN"):
        return False
    speaks = candidate.source_head is None or _can_speak(doc[candidate.source_head])
    if frame in _ANY_SUBJECT:
        return speaks or kind != "think"
    if not speaks or candidate.source is None:
        return False
    if length == 1 and (frame != "object" or doc[candidate.content[0][0]].pos_ != "PROPN"):
        return False
    if frame == "predicate":
        return head.dep_ != "acl"
    if frame == "object":
        return not any(child.dep_ == "aux" and child.tag_ in ("MD", "TO") for child in head.children)
    return True


def _can_speak(source: Token) -> bool:
    """Tell whether a noun is a person, a body or a document."""
    if source.pos_ != "NOUN" or source.ent_type_ in _NAMED:
        return True
    return source.lemma_.lower() in SPEAKING


def _nested_holds(doc: Doc, candidate: Candidate, *, pronouns: bool) -> bool:
    """Tell whether what a speaker reports is an attribution of its own: someone named says a whole clause."""
    if candidate.frame not in ("clause", "around", "according") or candidate.source_head is None:
        return False
    source = doc[candidate.source_head]
    named = source.ent_type_ in _NAMED or (pronouns and source.lower_ in ("he", "she"))
    return named and candidate.entry.kind not in ("think", "noun") and _length(candidate) >= 4
