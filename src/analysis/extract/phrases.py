"""Candidates from nouns, phrases and adverbs: "X's claim that …", "according to X", "reportedly"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from analysis.extract.candidate import Candidate, make_candidate
from analysis.extract.cues import Cue
from analysis.extract.subjects import FIRST_AND_SECOND, PASSIVE_SUBJECTS, SUBJECTS, holder_of
from analysis.extract.token_spans import pieces_of, runs, source_span

if TYPE_CHECKING:
    from spacy.tokens import Token


def noun_candidates(noun: Token, entry: Cue) -> Iterator[Candidate]:
    """Yield the candidate of "X's claim that …", "criticism of …", "a proposal to …"."""
    content: list[Token] = []
    frame = ""
    for child in noun.children:
        if child.i < noun.i:
            continue
        marked = any(grand.dep_ == "mark" or grand.lower_ == "that" for grand in child.children)
        if child.dep_ in ("acl", "ccomp", "relcl") and marked and "clause" in entry.frames:
            content, frame = [child], "clause"
        elif child.dep_ == "acl" and "infinitive" in entry.frames and is_infinitive(child):
            content, frame = [child], "infinitive"
        elif child.dep_ == "prep" and child.lower_ in entry.frames and not content:
            content = [grand for grand in child.children if grand.dep_ in ("pobj", "pcomp")]
            frame = child.lower_
    if not content:
        return
    source = holder_of(noun)
    if source is not None and source.lower_ in FIRST_AND_SECOND:
        return
    pieces = pieces_of(noun, content)
    if pieces:
        yield make_candidate(noun, entry, source, pieces, f"noun:{frame}")


def phrase_candidates(token: Token, entry: Cue) -> Iterator[Candidate]:
    """Yield the candidate of "according to X" or "in X's view": the clause around it, without the phrase."""
    if token.pos_ == "NOUN":
        top, last = token.head, token
        is_phrase = token.dep_ == "pobj" and top.lower_ in ("in", "by") and top.dep_ == "prep"
        source = holder_of(token) or next(
            (grand for child in token.children if child.lower_ == "of" for grand in child.children), None
        )
    else:
        preposition = next((child for child in token.children if child.lower_ == "to"), token)
        top, last, is_phrase = token, preposition, token.dep_ != "ROOT"
        source = next((child for child in preposition.children if child.dep_ == "pobj"), None)
    if source is None or not is_phrase or source.lower_ in FIRST_AND_SECOND:
        return
    inside = {inner.i for inner in clause_head(top).subtree} - {inner.i for inner in top.subtree}
    pieces = runs(token.doc, inside)
    if pieces:
        cue = (top.i, top.i + 1) if token.pos_ == "NOUN" else (top.i, last.i + 1)
        yield Candidate(token.i, cue, source_span(source), source.i, tuple(pieces), "according", entry)


def adverb_candidates(adverb: Token, entry: Cue) -> Iterator[Candidate]:
    """Yield the candidate of "reportedly": the clause around the adverb, with nobody named."""
    clause = clause_head(adverb) if adverb.head.pos_ in ("VERB", "AUX") else adverb.head
    inside = {token.i for token in clause.subtree} - {adverb.i}
    pieces = runs(adverb.doc, inside)
    if pieces:
        yield Candidate(adverb.i, (adverb.i, adverb.i + 1), None, None, tuple(pieces), "adverb", entry)


def clause_head(token: Token) -> Token:
    """Return the head of the finite clause that a phrase belongs to."""
    clause = token.head
    for _ in range(40):
        has_subject = any(child.dep_ in SUBJECTS | PASSIVE_SUBJECTS for child in clause.children)
        if clause.dep_ == "ROOT" or (has_subject and clause.dep_ in ("conj", "ccomp", "parataxis")):
            return clause
        clause = clause.head
    return clause


def is_infinitive(token: Token) -> bool:
    """Tell whether a verb stands with "to"."""
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in token.children)
