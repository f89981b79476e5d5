"""Whether an exercise is held: what the verb of its clause says of it, and whether it was called off."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from analysis.extract import clauses
from analysis.extract.word_sets import word_set

# Whoever does this with an exercise takes part in it.
_HOLD = word_set(
    "hold conduct launch begin start stage host open finish complete end participate join practise practice "
    "run carry kick take wrap announce plan commence resume continue conclude undertake organise organize "
    "lead perform schedule"
)
_DIRECT = frozenset({"dobj", "nsubj", "nsubjpass"})
_CALL_OFF = word_set("cancel postpone scrap suspend call")  # call only with off
_CALLING_OFF = word_set("cancellation postponement suspension")
# What was not held, or will not take place, is none.
_TAKE_PLACE = word_set("hold conduct stage take happen")
_PRONOUNS = frozenset({"it", "they", "them", "which"})
# What an exercise does itself.
_HAPPEN = word_set("take involve include last feature start begin end continue occur proceed follow")


@dataclass(frozen=True)
class Exercise:
    """The noun of an exercise, the verb of its clause, and how the verb speaks of it."""

    noun: Token
    verb: Token
    is_told: bool  # the verb tells that it is held, begins or ends
    is_setting: bool  # something happens during it


def placed(noun: Token) -> Exercise:
    """Return an exercise by its noun, as its clause speaks of it."""
    verb = clauses.told_by(noun)
    is_setting = noun.dep_ == "pobj" and noun.head.lower_ in {"during", "amid"}
    return Exercise(noun, verb, _is_about(verb, noun), is_setting)


def _is_about(verb: Token, noun: Token) -> bool:
    """Return whether a verb tells that the exercise is held, begins or ends, or that someone joins it."""
    is_direct = noun.head in {verb, verb.head if verb.dep_ == "xcomp" else verb}
    if is_direct and noun.dep_ in {"nsubj", "nsubjpass"} and verb.lemma_ in _HAPPEN:
        return True
    if verb.lemma_ not in _HOLD:
        return False
    if is_direct:
        return noun.dep_ in _DIRECT
    return (
        noun.dep_ == "pobj"
        and noun.head.lower_ in {"in", "off", "out", "with"}
        and noun.head.head in {verb, *verb.children}
    )


def is_called_off(exercise: Exercise) -> bool:
    """Return whether a sentence says that an exercise is not held, of it or of a pronoun after it."""
    noun, verb = exercise.noun, exercise.verb
    plan = verb.head if verb.dep_ == "acl" else noun  # plans to hold it were suspended
    if any(child.lower_ == "no" or (child.dep_ == "acl" and _calls_off(child)) for child in noun.children):
        return True
    if noun.dep_ == "pobj" and noun.head.head.lemma_ in _CALLING_OFF:
        return True
    is_held = exercise.is_told and clauses.tense(verb) < 1  # resumes those that had been suspended
    after = [token for token in noun.sent if token.i > noun.i and token.lower_ in _PRONOUNS]
    return any(_is_off(one) for one in (noun, plan, *([] if is_held else after)))


def _is_off(noun: Token) -> bool:
    verb = noun.head
    if noun.dep_ not in _DIRECT:
        return False
    is_denied = verb.lemma_ in _TAKE_PLACE and any(child.dep_ == "neg" for child in verb.children)
    return is_denied or (_calls_off(verb) and not clauses.is_open(verb))


def is_any(exercise: Exercise) -> bool:
    """Return whether exercises in general are meant, not some that are held: a list of naval exercises."""
    noun = exercise.noun
    is_single = noun.tag_ != "NNS" or any(
        child.dep_ in {"det", "poss", "nummod", "relcl", "acl"}
        or (child.dep_ == "prep" and child.lower_ != "of")
        for child in noun.children
    )
    return not (is_single or exercise.is_told or exercise.is_setting)


def _calls_off(verb: Token) -> bool:
    return verb.lemma_ in _CALL_OFF and (
        verb.lemma_ != "call" or any(child.lower_ == "off" for child in verb.children)
    )


def may_be_held(exercise: Exercise) -> bool:
    """Return whether the verb that tells of an exercise leaves open whether it is held."""
    noun, verb = exercise.noun, exercise.verb
    return noun.head == verb and noun.dep_ in _DIRECT and verb.lemma_ in _HOLD and clauses.is_open(verb)
