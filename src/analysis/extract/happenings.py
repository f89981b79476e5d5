"""Meetings, deployments, agreements and sanctions: each by its verbs and by who and what stands with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from analysis.extract import clauses
from analysis.extract.event_words import FORCES, TALKS, TROOPS
from analysis.extract.parties import ACTING, Party, is_delegate
from analysis.extract.scenes import STATES, Scene, party_of
from analysis.extract.word_sets import word_set
from analysis.records import Event, Mention

_BY_TELEPHONE = word_set("phone telephone video call")
_DEPLOY = word_set("deploy redeploy station relocate transfer move send place arrive")
_HAND_OVER = word_set("send transfer")  # weapons that are sent to others are given to them
_TEXTS = word_set(
    "treaty agreement protocol pact memorandum doctrine declaration accord charter convention concept "
    "programme program communique communiqué deal"
)
_SIGN = word_set("sign ratify conclude initial")
_ADOPT = word_set("adopt approve endorse")
_MEASURES = word_set("sanction embargo restriction countermeasure")
_IMPOSE = word_set("impose introduce place adopt approve lift ease extend expand tighten")
_EASE = frozenset({"lift", "ease"})
_WHILE_THERE = frozenset({"after", "following", "during", "at", "in"})
_PAY = frozenset({"pay", "make", "conduct"})
_TRAVEL = word_set("arrive travel fly come")


def find(scene: Scene) -> Iterator[tuple[Token, Event]]:
    """Yield the verbs and nouns that tell an event of these kinds, each with the event."""
    for token in scene.doc:
        if token.pos_ == "VERB" and not clauses.is_open(token):
            for rule in _VERB_RULES.get(token.lemma_, ()):
                yield from ((token, event) for event in rule(scene, token))
        elif token.pos_ == "NOUN" and token.lemma_ in TALKS:
            yield from ((token, event) for event in _talks_between(scene, token))


def _meet(scene: Scene, verb: Token) -> Iterator[Event]:
    """X meets Y, X and Y met, X met with Y."""
    met = clauses.objects(verb)
    if (met and not scene.parties(met)) or _is_where(verb):
        return  # obligations, demands; the line along which two states meet
    guests = [*met, *clauses.prepositional(verb, "with")]
    yield from _meeting(scene, verb, clauses.subjects(verb), guests)


def _hold_talks(scene: Scene, verb: Token) -> Iterator[Event]:
    """X held talks with Y, X and Y convened for a meeting."""
    talks = [noun for noun in clauses.objects(verb) if noun.lemma_ in TALKS or noun.lemma_ == "call"]
    talks += [noun for noun in clauses.prepositional(verb, "for") if noun.lemma_ in TALKS]
    if talks:
        with_whom = clauses.prepositional(verb, "with", "between")
        with_whom += clauses.prepositional(talks[0], "with", "between", "of")
        yield from _meeting(scene, verb, clauses.agents(verb), with_whom, talks[0])


def _discuss(scene: Scene, verb: Token) -> Iterator[Event]:
    """X and Y discussed something, X discussed it with Y: known ones, for much is discussed with anybody."""
    heads = (verb, *clauses.objects(verb))
    who = clauses.agents(verb)
    with_whom = [one for head in heads for one in clauses.prepositional(head, "with")]
    if len({party.entity_id for party in scene.parties([*who, *with_whom]) if party.entity_id}) > 1:
        is_remote = any(token.lower_ in _BY_TELEPHONE for token in verb.subtree)
        yield from _meeting(scene, verb, who, with_whom, kind="call" if is_remote else "meeting")


def _telephone(scene: Scene, verb: Token) -> Iterator[Event]:
    """X telephones Y."""
    yield from _meeting(scene, verb, clauses.agents(verb), clauses.objects(verb), kind="call")


def _receive(scene: Scene, verb: Token) -> Iterator[Event]:
    """X received Y: people only, for much else is received."""
    sides = clauses.agents(verb), clauses.objects(verb)
    if all(any(party.label == "PERSON" for party in scene.parties(side)) for side in sides):
        yield from _meeting(scene, verb, *sides)


def _talks_between(scene: Scene, noun: Token) -> Iterator[Event]:
    """The meeting of X and Y, talks between X and Y, X's meeting with Y."""
    verb = clauses.clause_head(noun)
    if clauses.is_open(verb):
        return
    shared = clauses.prepositional(noun, "between", "with", "of")
    owners = [child for child in noun.children if child.dep_ == "poss"]
    if not owners and noun.dep_ == "pobj" and noun.head.lower_ in _WHILE_THERE:
        owners = _who_was_there(scene, verb)
    if len({party.entity_id for party in scene.parties([*owners, *shared]) if party.entity_id}) > 1:
        yield from _meeting(scene, noun, [*owners, *shared], [], verb)


def _who_was_there(scene: Scene, verb: Token) -> list[Token]:
    """Return who did or said something at or after talks: the subject of the clause, or of the one above."""
    own = clauses.agents(verb)
    if scene.parties(own) or verb.dep_ not in {"ccomp", "advcl"}:
        return own
    return clauses.agents(clauses.clause_head(verb.head))


def _meeting(
    scene: Scene,
    trigger: Token,
    hosts: Sequence[Token],
    guests: Sequence[Token],
    talks: Token | None = None,
    *,
    kind: str = "meeting",
) -> Iterator[Event]:
    """Yield the meeting of those there, if there are two, one of them known."""
    source, target = scene.holders(scene.parties(hosts)), scene.holders(scene.parties(guests))
    own = scene.bodies_of([*source, *target])  # the president of Vandalia and Vandalia are not two
    source = [party for party in source if party.entity_id not in own]
    own |= {party.entity_id for party in source if party.entity_id}
    target = [party for party in target if party.entity_id not in own]
    present = [*source, *target]
    if len({party.entity_id or party.name for party in present}) < 2 and not _is_of_one_body(
        scene, trigger, [*hosts, *guests], present
    ):
        return
    if not any(party.is_known for party in present):
        return
    people = [party for party in present if party.label == "PERSON"]
    named = people if len({party.entity_id for party in people}) > 1 else present
    if any(noun is not None and _is_remote(noun) for noun in (talks, trigger)):
        kind = "call"
    place = scene.place(trigger, *([talks] if talks is not None else [])) if kind == "meeting" else None
    name = f"{kind.capitalize()} of {scene.named(named)}"
    plover = "AGREE" if clauses.tense(clauses.clause_head(trigger)) > 0 else "CONSULT"
    yield scene.event(kind, plover, name, trigger, source, target, place)


def _is_of_one_body(scene: Scene, trigger: Token, nouns: Sequence[Token], present: Sequence[Party]) -> bool:
    """Return whether several meet who act for one body of several states, other than at its summit."""
    if any(
        noun.lower_ in {"summit", "session"} for noun in clauses.prepositional(trigger, "for", "at", "in")
    ):
        return False
    bodies = {party.entity_id for party in present}
    are_several = any(is_delegate(noun) and noun.tag_ in {"NNS", "NNPS"} for noun in nouns)
    return are_several and len(bodies) == 1 and scene.is_of_several_states(bodies.pop())


def _visit(scene: Scene, verb: Token) -> Iterator[Event]:
    """X visits a place; X arrives in a place."""
    visitors = scene.parties(
        [noun for noun in clauses.agents(verb) if scene.is_person(noun) and not _is_military(scene, noun)]
    )
    to = clauses.prepositional(verb, "in", "to") if verb.lemma_ in _TRAVEL else clauses.objects(verb)
    visits = [noun for noun in to if noun.lemma_ in {"visit", "trip", "tour"}]
    if verb.lemma_ in _PAY:
        to = visits and [one for noun in (*visits, verb) for one in clauses.prepositional(noun, "to", "of")]
    else:
        to = [*to, *(one for noun in (*to, verb) for one in clauses.prepositional(noun, "in"))]
    place = next(
        (one for noun in to if (one := scene.mention_at(noun)) and one.label in {"GPE", "LOC"}), None
    )
    if place is None or not any(party.is_known for party in visitors):
        return
    host = party_of(place, scene.doc)
    name = f"Visit of {scene.named(visitors)} to {scene.named([host])}"
    plover = "AGREE" if clauses.tense(verb) > 0 else "CONSULT"
    event = scene.event("meeting", plover, name, verb, visitors, [host], place)
    yield replace(event, participants=event.source_ids)


def _deploy(scene: Scene, verb: Token) -> Iterator[Event]:
    """X deploys forces or weapons to a place; forces arrive there."""
    moved = clauses.objects(verb) or (clauses.subjects(verb) if verb.lemma_ == "arrive" else [])
    military = [noun for noun in moved if _is_military(scene, noun)]
    if verb.lemma_ in _HAND_OVER:
        military = [noun for noun in military if noun.lemma_ in TROOPS]
    place = scene.place(verb, *military, to=True)
    if not military or place is None or place.entity_id is None:
        return
    actors = scene.mentions_in([*clauses.agents(verb), *military], ACTING | {"WEAPON"})
    actors = [mention for mention in actors if mention.entity_id != place.entity_id]
    if not actors:
        return
    weapons = [mention for mention in actors if mention.label == "WEAPON"]
    source = [party_of(mention, scene.doc) for mention in actors if mention.label != "WEAPON"]
    where = scene.name_of(place.entity_id)
    moved_by = f"Deployment to {where} by {scene.named(source)}"
    weapon = scene.name_of(weapons[0].entity_id) if weapons and weapons[0].entity_id else ""
    yield scene.event(
        "deployment",
        "AGREE" if clauses.tense(verb) > 0 else "MOBILIZE",
        f"Deployment of {weapon} to {where}" if weapon else moved_by,
        verb,
        source,
        [],
        place,
        told_by=_spans([*weapons, place]),
        among=[mention.entity_id for mention in weapons if mention.entity_id],
    )


def _is_military(scene: Scene, noun: Token) -> bool:
    mention = scene.mention_at(noun)
    return noun.lemma_.lower() in FORCES or (mention is not None and mention.label == "WEAPON")


def _agree(scene: Scene, verb: Token) -> Iterator[Event]:
    """X and Y sign a treaty; a body adopts a doctrine."""
    texts = [noun for noun in clauses.objects(verb) if _is_text(scene, noun)]
    source = scene.parties(clauses.agents(verb))
    with_whom = scene.parties(clauses.prepositional(verb, "with"))
    states = [party_of(one, scene.doc) for one in scene.mentions_in(texts, STATES)]
    starts = {party.start for party in (*source, *with_whom)}
    target = [*with_whom, *(party for party in states if party.start not in starts)]
    parties = [*source, *target]
    documents = scene.mentions_in(texts, frozenset({"LAW"}))
    if not texts or not any(party.is_known for party in parties):
        return
    if verb.lemma_ in _SIGN and len(parties) < 2 and not documents:
        return  # a contract with nobody named
    if documents and documents[0].entity_id:
        name = scene.name_of(documents[0].entity_id)
    else:
        name = f"{texts[0].lemma_.capitalize()} of {scene.named(parties)}"
    plover = "AGREE" if clauses.tense(verb) > 0 else "SUPPORT"
    told_by = [*_spans(documents), *((noun.idx, noun.idx + len(noun)) for noun in texts)]
    yield scene.event("agreement", plover, name, verb, source, target, scene.place(verb), told_by=told_by)


def _is_text(scene: Scene, noun: Token) -> bool:
    mention = scene.mention_at(noun)
    return noun.lemma_.lower() in _TEXTS or (mention is not None and mention.label == "LAW")


def _sanction(scene: Scene, verb: Token) -> Iterator[Event]:
    """X imposes or lifts sanctions on Y; X sanctions Y."""
    measures: list[Token] = []
    on_whom = clauses.objects(verb)
    if verb.lemma_ != "sanction":
        measures = [noun for noun in on_whom if noun.lemma_ in _MEASURES]
        heads = (*measures, verb) if measures else ()
        on_whom = [one for head in heads for one in clauses.prepositional(head, "on", "against", "from")]
    source = scene.parties(clauses.agents(verb))
    target = scene.parties(on_whom, loose=True)
    if not source or not target or not any(party.entity_id for party in (*source, *target)):
        return
    plover = "SUPPORT" if verb.lemma_ in _EASE else "THREATEN" if clauses.tense(verb) > 0 else "SANCTION"
    name = f"Sanctions of {scene.named(source[:1])} on {scene.named(target[:1])}"
    told_by = [(noun.idx, noun.idx + len(noun)) for noun in measures]
    yield scene.event("sanctions", plover, name, verb, source, target, None, told_by=told_by)


def _is_where(verb: Token) -> bool:
    """Return whether a verb in the present tells where something is: the line along which."""
    opening = next((token for token in verb.subtree if token.tag_ in {"WDT", "WRB"}), None)
    is_oblique = opening is not None and (opening.lower_ == "where" or opening.dep_ == "pobj")
    return verb.dep_ == "relcl" and is_oblique and verb.tag_ in {"VBZ", "VBP"}


def _spans(mentions: Sequence[Mention]) -> list[tuple[int, int]]:
    return [(mention.start, mention.end) for mention in mentions]


def _is_remote(noun: Token) -> bool:
    return noun.lemma_ == "call" or any(child.lower_ in _BY_TELEPHONE for child in noun.children)


_Rule = Callable[[Scene, Token], Iterator[Event]]
_VERB_RULES: dict[str, tuple[_Rule, ...]] = {
    "meet": (_meet,),
    **dict.fromkeys(("hold", "have", "convene", "gather", "start", "begin", "open"), (_hold_talks,)),
    **dict.fromkeys(("receive", "host", "welcome", "greet"), (_receive,)),
    "discuss": (_discuss,),
    **dict.fromkeys(("telephone", "phone"), (_telephone,)),
    **dict.fromkeys(("visit", "tour", *_PAY), (_visit,)),
    **dict.fromkeys(_TRAVEL | _DEPLOY, (_deploy,)),
    **dict.fromkeys(_TRAVEL, (_visit, _deploy)),
    **dict.fromkeys(_SIGN | _ADOPT, (_agree,)),
    **dict.fromkeys(_IMPOSE - _ADOPT, (_sanction,)),
    **dict.fromkeys(_ADOPT, (_agree, _sanction)),
    "sanction": (_sanction,),
}
