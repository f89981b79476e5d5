"""Clauses of a parsed sentence: who belongs to which verb."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from spacy.tokens import Token

from analysis.extract.denial import denies
from analysis.extract.questions import is_asked
from analysis.extract.word_sets import word_set

# A verb with one of these relations heads a clause of its own.
_CLAUSAL = frozenset(
    {"ROOT", "ccomp", "advcl", "relcl", "acl", "conj", "parataxis", "csubj", "pcomp", "xcomp", "dep"}
)
_VERBAL = frozenset({"VERB", "AUX"})
# What ties a noun to a noun that it belongs to.
_INSIDE_PHRASE = frozenset({"compound", "nmod", "amod", "poss", "nummod", "appos", "npadvmod"})
_NOT_WITHIN = frozenset({"relcl", "acl", "advcl", "ccomp", "parataxis", "punct", "cc"})
# Prepositions that tie a noun to those whose it is or who share in it.
_TYING = frozenset({"of", "between", "with", "by", "among"})
# A verb with one of these tells what may be, not what is or is planned.
_MODALS = frozenset({"may", "might", "could", "would", "should", "can", "must"})
_CONDITIONS = frozenset({"if", "whether", "unless"})
# What is counted stands after of.
_COUNTS = word_set(
    "all most some many several part half number dozen hundred thousand million group batch shipment series "
    "rest majority lot"
)
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_NEAR = SUBJECTS | {"dobj", "obj"}
# What these verbs govern did not happen: it is wanted, feared, refused or asked for.
_UNREAL = word_set(
    "refuse decline reject deny oppose threaten demand urge ask call request require want wish hope expect "
    "fail seek try attempt consider propose suggest recommend invite press pressure push insist warn fear "
    "avoid prevent stop discuss allow appeal encourage "
    "proposal suggestion recommendation idea invitation refusal attempt possibility opportunity desire"
)
_SAID = word_set("say announce declare confirm add state promise pledge reiterate vow agree decide")
_TIMES = word_set("day week weekend month morning afternoon evening night")
# What a verb that is denied takes, and what is joined to that.
_TAKEN = frozenset({"xcomp", "ccomp", "acl", "conj"})
_GOVERNED = frozenset({"xcomp", "ccomp", "pcomp", "advcl", "acl"})


def clause_head(token: Token) -> Token:
    """Return the verb whose clause a token belongs to; the root of the sentence if there is none above it."""
    while not (token.dep_ in _CLAUSAL and token.pos_ in _VERBAL) and token.head.i != token.i:
        token = token.head
    return token


def told_by(noun: Token) -> Token:
    """Return the verb that tells of a noun: that of its clause; held of what is to be held."""
    verb = clause_head(noun)
    planned = (child for child in verb.children if child.dep_ == "xcomp" and child.pos_ in _VERBAL)
    return next(planned, verb) if verb.lemma_ == "be" and noun.head == verb else verb


def phrase_head(token: Token) -> Token:
    """Return the noun that a token's phrase is about: exercise for Zapad in the Zapad exercise."""
    while token.dep_ in _INSIDE_PHRASE and token.head.pos_ in {"NOUN", "PROPN"} and token.head.i != token.i:
        token = token.head
    return token


def subjects(verb: Token) -> list[Token]:
    """Return the subjects of a verb; one after and, or opened by to, borrows those of the verb before it."""
    while True:
        own = [child for child in verb.children if child.dep_ in SUBJECTS]
        if own or verb.dep_ not in {"conj", "xcomp"} or verb.head.pos_ not in _VERBAL:
            return own
        verb = verb.head


def objects(verb: Token) -> list[Token]:
    """Return what a verb acts on: its object, or its subject if it is passive; all of them, them."""
    passive = [child for child in verb.children if child.dep_ == "nsubjpass"]
    found = passive or [child for child in verb.children if child.dep_ in {"dobj", "obj"}]
    counted = [noun for one in found if one.lemma_.lower() in _COUNTS for noun in prepositional(one, "of")]
    return found + counted


def agents(verb: Token) -> list[Token]:
    """Return who acts: the subject, or what by names if the verb is passive."""
    by = [child for child in verb.children if child.dep_ == "agent"]
    if by or any(child.dep_ == "nsubjpass" for child in verb.children):
        return [noun for preposition in by for noun in preposition.children if noun.dep_ == "pobj"]
    return subjects(verb)


def prepositional(head: Token, *prepositions: str) -> list[Token]:
    """Return the nouns that prepositions tie to a word (in Belarus, with Putin)."""
    return [
        noun
        for child in head.children
        if child.dep_ in {"prep", "agent", "dative"} and child.lower_ in prepositions
        for noun in child.children
        if noun.dep_ in {"pobj", "pcomp"}
    ]


def within(head: Token) -> Iterator[Token]:
    """Yield the words of a phrase: modifiers, of and with, joined nouns; no clauses, places or aims."""
    yield head
    for child in head.children:
        if child.dep_ in _NOT_WITHIN or (child.dep_ == "conj" and child.pos_ in _VERBAL):
            continue
        if child.dep_ == "prep" and child.lower_ not in _TYING:
            continue
        yield from within(child)


def tense(verb: Token) -> Literal[-1, 0, 1]:
    """Return 1 if a verb speaks of what is to come (will, to), -1 if of what is past, 0 if that is open."""
    helpers = [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]
    words = {helper.lower_ for helper in helpers}
    if words & {"will", "shall", "'ll", "’ll", "to"} or ("would" in words and _is_reported(verb)):
        return 1
    finite = {helper.tag_ for helper in helpers} | {helper.lower_ for helper in helpers} | {verb.tag_}
    return -1 if finite & {"VBD", "has", "have", "had"} else 0


def joined(head: Token) -> Iterator[Token]:
    """Yield a noun, those joined to it by and, and those set beside it by commas."""
    yield head
    for child in head.children:
        if child.dep_ in {"conj", "appos"} and child.pos_ not in _VERBAL:
            yield from joined(child)


def opening_of_time(verb: Token) -> Token | None:
    """Return the word for a time, or when, that opens a clause telling what was then; None if none does."""
    first = next(iter(verb.subtree))
    if verb.dep_ in {"relcl", "advcl", "ccomp"} and first.lower_ == "when":
        before = first.doc[first.i - 1] if first.i else first
        return before if before.lemma_ in _TIMES else first
    return verb.head if verb.dep_ == "relcl" and verb.head.lemma_ in _TIMES else None


def is_open(verb: Token) -> bool:
    """Return whether a verb is denied or asked, or tells what may be or what somebody wants or refuses."""
    modals = _MODALS - {"would"} if _is_reported(verb) else _MODALS
    return (
        _is_governed_by_wish(verb)
        or _is_denied(verb)
        or is_asked(verb)
        or _is_of_none(verb)
        or any(
            child.dep_ == "neg"
            or child.lower_ == "longer"  # no longer
            or (child.dep_ in {"aux", "auxpass"} and child.lower_ in modals)
            or (child.dep_ == "mark" and child.lower_ in _CONDITIONS)
            for child in verb.children
        )
    )


def _is_of_none(verb: Token) -> bool:
    """Return whether nobody did something, or to nothing: sent no troops."""
    near = (child for child in verb.children if child.dep_ in _NEAR)
    return any(below.lower_ == "no" and below.dep_ == "det" for noun in near for below in noun.children)


def _is_denied(verb: Token) -> bool:
    """Return whether what governs a verb denies it: denied that it happened, or rejected the claim."""
    while verb.dep_ in _TAKEN and verb.head.i != verb.i:
        head = verb.head
        if verb.dep_ != "conj" and denies(head, verb, is_whole=False):
            return True
        if head.pos_ == "NOUN":
            return denies(head.head, head, is_whole=False)
        verb = head
    return False


def _is_reported(verb: Token) -> bool:
    """Return whether a verb is what somebody said: would is then their will."""
    return verb.dep_ == "ccomp" and verb.head.tag_ in {"VBD", "VBN"} and verb.head.lemma_ in _SAID


def _is_governed_by_wish(verb: Token) -> bool:
    """Return whether a verb without a tense of its own, or one that a wish governs, stands under a wish."""
    governor = verb.head
    if verb.dep_ == "conj" and governor.pos_ in _VERBAL and governor.i != verb.i:
        return verb.tag_ == governor.tag_ == "VB" and _is_governed_by_wish(governor)
    if verb.dep_ == "pcomp":
        governor = governor.head
    if verb.dep_ not in _GOVERNED or governor.i == verb.i:
        return False
    is_infinitive = verb.tag_ in {"VB", "VBG"} and not any(
        child.lower_ in {"will", "shall", "did", "does", "do"} for child in verb.children
    )
    return is_infinitive and governor.lemma_.lower() in _UNREAL
