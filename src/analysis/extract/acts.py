"""Acts between actors: who agrees with, helps, demands of, refuses, threatens or punishes whom."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from itertools import chain

from spacy.tokens import Token

from analysis.extract import clauses, event_words
from analysis.extract.event_words import Act
from analysis.extract.parties import Party
from analysis.extract.scenes import Scene
from analysis.extract.subjects import holder_of
from analysis.extract.word_sets import word_set
from analysis.records import Event

_NAMES = {
    "AGREE": "Agreement",
    "CONSULT": "Meeting",
    "SUPPORT": "Support",
    "COOPERATE": "Cooperation",
    "AID": "Aid",
    "RETREAT": "Withdrawal",
    "DEMAND": "Demand",
    "DISAPPROVE": "Criticism",
    "REJECT": "Refusal",
    "THREATEN": "Threat",
    "SANCTION": "Sanctions",
    "MOBILIZE": "Mobilisation",
}
# These are told of one alone; the others are something only between two.
_ALONE = frozenset({"DEMAND", "REJECT", "THREATEN", "RETREAT", "MOBILIZE", "AGREE"})
# Prepositions that lead to whom an act concerns, the likeliest first; what is refused, others asked for.
_WHOM = (
    "against",
    "over",
    "about",
    "to",
    "on",
    "upon",
    "with",
    "between",
    "toward",
    "towards",
    "at",
    "from",
    "for",
)
_WHOM_REFUSED = ("by", "from", *_WHOM)
# After these an infinitive tells what is done.
_GOING_ON = frozenset({"continue", "begin", "start", "proceed", "go", "help"})
# Participles that say how the subject stands: is opposed to.
_STANDING = frozenset({"oppose", "prepare", "commit"})
# Forces that are moved are those who act, whoever moves them.
_OF_FORCES = frozenset({"MOBILIZE", "RETREAT"})
# What these concern stands with the verb itself.
_DIRECT = frozenset({"DISAPPROVE", "SUPPORT", "AID"})
# What these tell of is nobody's that they concern: who rejects a report refuses whoever made it, if anybody.
_REPORTS = word_set(
    "report claim allegation accusation rumour rumor speculation suggestion assertion charge idea notion "
    "statement suspicion fear concern"
)
_OBLIGE = frozenset({"must", "should", "need"})


def find(scene: Scene, told: Container[int]) -> Iterator[Event]:
    """Yield the acts that verbs tell, of which at least one party is known.

    Args:
        scene: The text.
        told: Places of verbs whose event is told already.
    """
    for verb in scene.doc:
        if verb.i in told or verb.pos_ not in {"VERB", "AUX", "ADJ"}:
            continue
        act = act_of(verb)
        if act is None:
            continue
        source = acting(scene, verb, act)
        target = _acted_on(scene, verb, act, source)
        parties = [*source, *target]
        if not any(party.label for party in source) or not any(party.is_known for party in parties):
            continue
        if len(parties) > 1 or (act.plover in _ALONE and source[0].entity_id):
            yield _event(scene, act, verb, source, target)


def act_of(verb: Token) -> Act | None:
    """Return what kind of act a verb tells by itself and by what stands with it; None if it tells none."""
    if clauses.is_open(verb) or _is_aim(verb):
        return None
    lemma = verb.lemma_.lower()
    act = _demanded(verb, lemma) or _by_object(verb, lemma) or _by_preposition(verb, lemma)
    if act is None and lemma in event_words.INFINITIVES and _tells_act(_infinitive(verb)):
        act = event_words.INFINITIVES[lemma]
    if act is None and verb.pos_ == "VERB" and _governs(verb):
        act = event_words.VERBS.get(lemma) if lemma != "warn" or _is_threat(verb) else None
    if act is None and lemma == "be":
        words = [child.lower_ for child in verb.children if child.dep_ in {"acomp", "attr"}]
        act = next((event_words.ADJECTIVES[one] for one in words if one in event_words.ADJECTIVES), None)
    if act is None and clauses.tense(verb) > 0 and lemma in event_words.WILL_HELP | event_words.WILL_HARM:
        return event_words.AGREE if lemma in event_words.WILL_HELP else event_words.THREATEN
    return _announced(act, verb) if act is not None else None


def _is_threat(verb: Token) -> bool:
    """Return whether to warn is to threaten: to warn a state or a person, or that something will be done."""
    named = {"PERSON", "ORG", "GPE", "NORP"}
    whom = {noun.ent_type_ for noun in clauses.objects(verb)}
    said = [child for child in verb.children if child.dep_ == "ccomp"]
    return bool(whom & named) or any(
        child.lower_ in {"will", "would"} for one in said for child in one.children
    )


def _tells_act(verb: Token | None) -> bool:
    """Return whether an infinitive names an act between actors."""
    if verb is None:
        return False
    lemma = verb.lemma_.lower()
    words = event_words.WILL_HELP | event_words.WILL_HARM | event_words.VERBS.keys()
    return lemma in words or _by_object(verb, lemma) is not None


def _is_aim(verb: Token) -> bool:
    """Return whether a verb is an infinitive that tells an aim or a plan, not what is done."""
    is_infinitive = any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children)
    return is_infinitive and verb.head.lemma_ not in _GOING_ON


def _by_object(verb: Token, lemma: str) -> Act | None:
    """Return the act that a verb and the noun it acts on tell together: impose sanctions, undertake talks."""
    objects = [noun for head in clauses.objects(verb) for noun in clauses.joined(head)]
    objects += [child for noun in objects for child in noun.children if child.dep_ == "compound"]
    nouns = {noun.lemma_.lower() for noun in objects}
    return next((act for verbs, those, act in event_words.OBJECTS if lemma in verbs and nouns & those), None)


def _by_preposition(verb: Token, lemma: str) -> Act | None:
    if any(noun.lemma_ == "alert" for noun in clauses.prepositional(verb, "on")):
        return event_words.MOBILIZE
    prepositions, act = event_words.PHRASES.get(lemma, (frozenset(), None))
    return act if any(child.lower_ in prepositions for child in verb.children) else None


def _announced(act: Act, verb: Token) -> Act:
    """Return the act as the ontology counts what is not done yet: agreed if friendly, else threatened."""
    if act.plover == "AGREE" and (inner := _infinitive(verb)) is not None:
        lemma = inner.lemma_.lower()
        inside = _by_object(inner, lemma) or event_words.VERBS.get(lemma)
        is_hostile = lemma in event_words.WILL_HARM or (inside and inside.plover in event_words.HOSTILE)
        return event_words.THREATEN if is_hostile else act
    if clauses.tense(verb) > 0 and not _is_going_on(verb):
        if act.plover in event_words.FRIENDLY:
            return replace(act, plover="AGREE")
        if act.plover in event_words.HOSTILE:
            return replace(act, plover="THREATEN")
    return act


def _is_going_on(verb: Token) -> bool:
    return verb.dep_ == "xcomp" and verb.head.lemma_ in _GOING_ON


def _demanded(verb: Token, lemma: str) -> Act | None:
    """Return what somebody who speaks of others' duties does: X said that Y must; X said it would not."""
    if lemma not in event_words.SPEECH:
        return None
    for clause in [child for head in (verb, *clauses.objects(verb)) for child in head.children]:
        if clause.dep_ not in {"ccomp", "acl"}:
            continue
        helpers = {child.lower_ for child in clause.children if child.dep_ in {"aux", "auxpass"}}
        subject = next((child for child in clause.children if child.dep_ in clauses.SUBJECTS), None)
        if subject is None:
            continue
        if helpers & _OBLIGE and subject.pos_ != "PRON":
            return event_words.DEMAND
        is_denied = any(child.dep_ == "neg" for child in clause.children)
        if is_denied and helpers & {"would", "will"} and subject.pos_ == "PRON":
            return event_words.REJECT
    return None


def _infinitive(verb: Token) -> Token | None:
    return next((child for child in verb.children if child.dep_ == "xcomp" and child.tag_ == "VB"), None)


def _governs(verb: Token) -> bool:
    """Return whether a verb governs anything: an object, a clause or a preposition."""
    governed = {"dobj", "nsubjpass", "xcomp", "ccomp", "prep", "dative", "agent", "prt"}
    return any(child.dep_ in governed for child in verb.children)


def acting(scene: Scene, verb: Token, act: Act) -> list[Party]:
    """Return who acts; for a pronoun in what somebody says, the one who says it."""
    nouns = clauses.agents(verb)
    if not nouns and (verb.lemma_ in _STANDING or act.plover in _OF_FORCES):
        nouns = clauses.subjects(verb)
    found = scene.parties(nouns, loose=True)
    if found or not nouns or not all(noun.pos_ == "PRON" for noun in nouns):
        return found
    speech = clauses.clause_head(verb.head) if verb.dep_ in {"ccomp", "advcl", "conj"} else verb
    if speech.i == verb.i:
        return []
    return scene.parties(clauses.agents(speech), loose=True)


def _acted_on(scene: Scene, verb: Token, act: Act, source: Iterable[Party]) -> list[Party]:
    """Return whom the act concerns: the first place of the clause, in order of likelihood, that names one."""
    own = {party.start for party in source} | {party.entity_id for party in source if party.entity_id}
    # "Rejected as false claims that": the parse takes the claims for what stands behind "as".
    rejected = [*clauses.objects(verb), *clauses.prepositional(verb, "as")]
    reports = [noun for noun in rejected if noun.lemma_.lower() in _REPORTS]
    if act.plover == "REJECT" and reports:
        places: Iterable[list[Token]] = (
            [holder] for one in reports if (holder := holder_of(one)) is not None
        )
    else:
        places = _places(verb, _WHOM_REFUSED if act.plover == "REJECT" else _WHOM)
        places = chain(places, () if act.plover in _DIRECT else _below(verb))
    for nouns in places:
        found = [
            party
            for party in scene.parties(nouns, loose=True)
            if party.start not in own and party.entity_id not in own
        ]
        if any(party.label for party in found):
            return [party for party in found if party.label]
    return []


def _places(verb: Token, prepositions: Iterable[str]) -> Iterator[list[Token]]:
    objects = clauses.objects(verb)
    yield objects
    yield [child for child in verb.children if child.dep_ == "dative" and child.pos_ != "ADP"]
    for preposition in prepositions:
        for head in (verb, *objects):
            yield clauses.prepositional(head, preposition)


def _below(verb: Token) -> Iterator[list[Token]]:
    """Yield what stands under a verb after it: subjects of its clauses, then any noun."""
    below = [child for child in verb.subtree if child.i > verb.i]
    yield [child for child in below if child.dep_ in clauses.SUBJECTS][:1]
    for noun in below:
        if noun.pos_ in {"NOUN", "PROPN", "ADJ"}:
            yield [noun]


def _event(scene: Scene, act: Act, verb: Token, source: list[Party], target: list[Party]) -> Event:
    name = f"{_NAMES[act.plover]} by {scene.named(source)}"
    if target:
        name += f" towards {scene.named(target)}"
    return scene.event(act.kind, act.plover, name, verb, source, target, scene.place(verb))
