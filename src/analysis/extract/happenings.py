"""Meetings, deployments, agreements and sanctions: each by its verbs and by who and what stands with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from spacy.tokens import Token

from analysis.extract import clauses
from analysis.extract.scenes import ACTING, STATES, Scene
from analysis.records import Event

_PEOPLE = frozenset({"PERSON"})
_TALKS = frozenset({"talk", "meeting", "negotiation", "consultation", "summit", "session"})
_BY_TELEPHONE = frozenset({"phone", "telephone", "video"})
_FORCES = frozenset(
    {
        *("troop", "force", "soldier", "serviceman", "personnel", "paratrooper", "contingent", "mercenary"),
        *("battalion", "brigade", "battlegroup", "division", "regiment", "squadron", "unit", "tank"),
        *(
            "missile",
            "weapon",
            "warhead",
            "system",
            "launcher",
            "aircraft",
            "jet",
            "fighter",
            "bomber",
            "drone",
        ),
    }
)
_DEPLOY = frozenset(
    {"deploy", "redeploy", "station", "relocate", "transfer", "move", "send", "place", "arrive"}
)
_TEXTS = frozenset(
    {
        *(
            "treaty",
            "agreement",
            "protocol",
            "pact",
            "memorandum",
            "doctrine",
            "declaration",
            "accord",
            "charter",
        ),
        *("convention", "concept", "programme", "program", "communique", "communiqué"),
    }
)
_SIGN = frozenset({"sign", "ratify", "conclude", "initial"})
_ADOPT = frozenset({"adopt", "approve", "endorse"})
_IMPOSE = frozenset(
    {"impose", "introduce", "adopt", "approve", "lift", "ease", "extend", "expand", "tighten"}
)


def find(scene: Scene) -> Iterator[Event]:
    """Yield the events that verbs and nouns of these kinds tell."""
    for token in scene.doc:
        if token.pos_ == "VERB" and not clauses.is_open(token):
            for rule in _VERB_RULES.get(token.lemma_, ()):
                yield from rule(scene, token)
        elif token.pos_ == "NOUN" and token.lemma_ in _TALKS:
            yield from _talks_between(scene, token)


def _meet(scene: Scene, verb: Token) -> Iterator[Event]:
    """X meets Y, X and Y met, X met with Y."""
    met = clauses.objects(verb)
    if met and not scene.parties(met):
        return  # obligations, demands
    others = [*met, *clauses.prepositional(verb, "with")]
    yield from _meeting(scene, verb, [*clauses.subjects(verb), *others])


def _hold_talks(scene: Scene, verb: Token) -> Iterator[Event]:
    """X held talks with Y, X and Y convened for a meeting."""
    talks = [noun for noun in clauses.objects(verb) if noun.lemma_ in _TALKS]
    talks += [noun for noun in clauses.prepositional(verb, "for") if noun.lemma_ in _TALKS]
    if talks and not _is_remote(talks[0]):
        with_whom = clauses.prepositional(verb, "with", "between")
        with_whom += clauses.prepositional(talks[0], "with", "between", "of")
        yield from _meeting(scene, verb, [*clauses.agents(verb), *with_whom], talks[0])


def _receive(scene: Scene, verb: Token) -> Iterator[Event]:
    """X received Y: people only, for much else is received."""
    host, guest = clauses.agents(verb), clauses.objects(verb)
    if scene.parties(host, _PEOPLE) and scene.parties(guest, _PEOPLE):
        yield from _meeting(scene, verb, [*host, *guest], labels=_PEOPLE)


def _talks_between(scene: Scene, noun: Token) -> Iterator[Event]:
    """The meeting of X and Y, talks between X and Y, X's meeting with Y."""
    if _is_remote(noun) or clauses.is_open(clauses.clause_head(noun)):
        return
    shared = [*clauses.prepositional(noun, "between", "with", "of")]
    owners = [child for child in noun.children if child.dep_ == "poss"]
    if len({mention.entity_id for mention in scene.parties([*owners, *shared])}) > 1:
        yield from _meeting(scene, noun, [*owners, *shared], clauses.clause_head(noun))


def _meeting(
    scene: Scene,
    trigger: Token,
    nouns: Iterable[Token],
    anchor: Token | None = None,
    *,
    labels: frozenset[str] = ACTING,
) -> Iterator[Event]:
    present = scene.parties(nouns, labels)
    ids = list(dict.fromkeys(mention.entity_id or "" for mention in present))
    people = [one for one in ids if any(m.entity_id == one and m.label == "PERSON" for m in present)]
    if len(ids) < 2:
        return
    named = people if len(people) > 1 else ids
    place = scene.place(trigger, *([anchor] if anchor is not None else []))
    yield scene.event("meeting", f"Meeting of {scene.list_of(named)}", trigger, present, ids, place)


def _visit(scene: Scene, verb: Token) -> Iterator[Event]:
    """X visits a place."""
    visitors = scene.parties(clauses.agents(verb), _PEOPLE)
    places = [scene.mention_at(noun) for noun in clauses.objects(verb)]
    place = next((one for one in places if one and one.entity_id and one.label in {"GPE", "LOC"}), None)
    if visitors and place and place.entity_id:
        ids = list(dict.fromkeys(mention.entity_id or "" for mention in visitors))
        name = f"Visit of {scene.list_of(ids)} to {scene.name_of(place.entity_id)}"
        yield scene.event("meeting", name, verb, [*visitors, place], ids, place)


def _deploy(scene: Scene, verb: Token) -> Iterator[Event]:
    """X deploys forces or weapons to a place; forces arrive there."""
    moved = clauses.objects(verb) or (clauses.subjects(verb) if verb.lemma_ == "arrive" else [])
    military = [noun for noun in moved if _is_military(scene, noun)]
    place = scene.place(verb, *military, to=True)
    if not military or place is None or place.entity_id is None:
        return
    actors = scene.mentions_in([*clauses.agents(verb), *military], ACTING | {"WEAPON"})
    ids = [one for one in dict.fromkeys(m.entity_id or "" for m in actors) if one != place.entity_id]
    if not ids:
        return
    weapons = [m.entity_id for m in actors if m.label == "WEAPON" and m.entity_id]
    where = scene.name_of(place.entity_id)
    name = f"Deployment of {scene.name_of(weapons[0])} to {where}" if weapons else ""
    name = name or f"Deployment to {where} by {scene.list_of(ids)}"
    yield scene.event("deployment", name, verb, [*actors, place], ids, place)


def _is_military(scene: Scene, noun: Token) -> bool:
    mention = scene.mention_at(noun)
    return noun.lemma_.lower() in _FORCES or (mention is not None and mention.label == "WEAPON")


def _agree(scene: Scene, verb: Token) -> Iterator[Event]:
    """X and Y sign a treaty; a body adopts a doctrine."""
    texts = [noun for noun in clauses.objects(verb) if _is_text(scene, noun)]
    parties = scene.parties([*clauses.agents(verb), *clauses.prepositional(verb, "with")])
    parties += [one for one in scene.mentions_in(texts, STATES) if one not in parties]
    documents = scene.mentions_in(texts, frozenset({"LAW"}))
    ids = list(dict.fromkeys(mention.entity_id or "" for mention in parties))
    if not texts or not ids or (verb.lemma_ in _SIGN and len(ids) < 2 and not documents):
        return  # a contract with nobody named
    if documents:
        name = scene.name_of(documents[0].entity_id or "")
    else:
        name = f"{texts[0].lemma_.capitalize()} of {scene.list_of(ids)}"
    yield scene.event("agreement", name, verb, [*parties, *documents], ids, scene.place(verb), texts)


def _is_text(scene: Scene, noun: Token) -> bool:
    mention = scene.mention_at(noun)
    return noun.lemma_.lower() in _TEXTS or (mention is not None and mention.label == "LAW")


def _sanction(scene: Scene, verb: Token) -> Iterator[Event]:
    """X imposes or lifts sanctions on Y; X sanctions Y."""
    if verb.lemma_ == "sanction":
        targets = scene.mentions_in(clauses.objects(verb))
        measures: list[Token] = []
    else:
        measures = [noun for noun in clauses.objects(verb) if noun.lemma_ == "sanction"]
        nouns = [
            one for head in (*measures, verb) for one in clauses.prepositional(head, "on", "against", "from")
        ]
        targets = scene.mentions_in(nouns) if measures else []
    senders = scene.mentions_in(clauses.agents(verb))
    ids = list(dict.fromkeys(mention.entity_id or "" for mention in [*senders, *targets]))
    if not senders or not targets or len(ids) < 2:
        return
    who, whom = senders[0].entity_id or "", targets[0].entity_id or ""
    name = f"Sanctions of {scene.name_of(who)} on {scene.name_of(whom)}"
    yield scene.event("sanctions", name, verb, [*senders, *targets], ids, None, measures)


def _is_remote(noun: Token) -> bool:
    return any(child.lower_ in _BY_TELEPHONE for child in noun.children)


_Rule = Callable[[Scene, Token], Iterator[Event]]
_VERB_RULES: dict[str, tuple[_Rule, ...]] = {
    "meet": (_meet,),
    **dict.fromkeys(("hold", "have", "convene", "gather", "start", "begin", "open"), (_hold_talks,)),
    **dict.fromkeys(("receive", "host", "welcome"), (_receive,)),
    "visit": (_visit,),
    **dict.fromkeys(_DEPLOY, (_deploy,)),
    **dict.fromkeys(_SIGN | _ADOPT, (_agree,)),
    **dict.fromkeys(_IMPOSE - _ADOPT, (_sanction,)),
    **dict.fromkeys(_ADOPT, (_agree, _sanction)),
    "sanction": (_sanction,),
}
