"""Summits and sessions: the meetings of a body of several states, told by the body's name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from analysis.extract import clauses
from analysis.extract.scenes import STATES, Scene, party_of
from analysis.extract.word_sets import word_set
from analysis.records import Event, Mention

_WORDS = frozenset({"summit", "session"})
# What a body's meeting does, or is done with it.
_HAPPEN = word_set("take hold open begin start end close conclude finish convene host kick")
# Who does this with it is there.
_ATTEND = word_set("attend join address host chair hold convene open close")
_GATHER = word_set("gather meet convene assemble arrive come travel fly")
_CALL_OFF = word_set("cancel postpone scrap suspend skip boycott miss")
_THERE = frozenset({"at", "during", "after", "following", "since"})
_BODIES = frozenset({"ORG"})
_PEOPLE = frozenset({"PERSON"})


def find(scene: Scene) -> Iterator[tuple[Token, Event]]:
    """Yield the nouns that tell of a summit or session of one body of several states, each with the event.

    It is told of by a verb that says that it is held or that somebody is there, by what happens at or after
    it, or as a subject; what is said ahead of one is not told of it.
    """
    for token in scene.doc:
        if token.lower_ not in _WORDS or token.pos_ not in {"NOUN", "PROPN"}:
            continue
        noun = clauses.phrase_head(token)
        verb = clauses.told_by(noun)
        is_held, guests = _is_held(noun, verb), _guests(noun, verb)
        told = is_held or bool(guests) or _is_setting(noun) or noun.dep_ in clauses.SUBJECTS
        if not told or clauses.is_open(verb) or _is_called_off(noun, verb):
            continue
        body = _body(scene, [noun]) or _body(scene, guests)
        if body is not None:
            yield noun, _event(scene, noun, verb, body, guests)


def _event(scene: Scene, noun: Token, verb: Token, body: Mention, guests: Sequence[Token]) -> Event:
    states = [one for one in scene.mentions_in([noun], STATES) if scene.is_state(one.entity_id)]
    people = [party_of(one, scene.doc) for one in scene.mentions_in(guests, _PEOPLE)]
    hosts = [party_of(one, scene.doc) for one in (body, *states)]
    name = f"{noun.lemma_.capitalize()} of {scene.named(hosts)}"
    is_there = bool(guests) or _is_held(noun, verb)
    plover = "AGREE" if is_there and clauses.tense(verb) > 0 else "CONSULT"
    place = scene.place(noun, *([verb] if is_there else []))
    return scene.event("meeting", plover, name, noun, [*hosts, *people], [], place, days_of=verb)


def _body(scene: Scene, nouns: Sequence[Token]) -> Mention | None:
    """Return the one body of several states in the phrases of nouns; None if there is none, or another."""
    found = {one.entity_id: one for one in scene.mentions_in(nouns, _BODIES)}
    bodies = [one for one in found.values() if scene.is_of_several_states(one.entity_id or "")]
    return bodies[0] if len(bodies) == len(found) == 1 else None


def _is_held(noun: Token, verb: Token) -> bool:
    is_direct = noun.dep_ in {"dobj", "nsubj", "nsubjpass"} and noun.head in {verb, verb.head}
    return is_direct and verb.lemma_ in _HAPPEN


def _guests(noun: Token, verb: Token) -> list[Token]:
    """Return who is said to be at it: they attended it, gathered for it, arrived at it."""
    if noun.head == verb and noun.dep_ == "dobj" and verb.lemma_ in _ATTEND:
        return clauses.agents(verb)
    if noun.dep_ != "pobj" or noun.head.lower_ not in {"for", "at", "in", "to"}:
        return []
    if noun.head.head not in {verb, *verb.children}:  # take part in
        return []
    is_there = verb.lemma_ in _GATHER or (verb.lemma_ in {"take", "participate"} and noun.head.lower_ == "in")
    return clauses.agents(verb) if is_there else []


def _is_setting(noun: Token) -> bool:
    return noun.dep_ in {"pobj", "pcomp"} and noun.head.lower_ in _THERE


def _is_called_off(noun: Token, verb: Token) -> bool:
    return verb.lemma_ in _CALL_OFF or any(child.lower_ == "no" for child in noun.children)
