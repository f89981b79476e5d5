"""Exercises: named by their series and year, or by who holds them together."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Token

from analysis.extract import clauses
from analysis.extract.rules import EXERCISE_WORDS
from analysis.extract.scenes import STATES, Scene
from analysis.records import Event, Mention

# Whoever does this with an exercise takes part in it.
_HOLD = frozenset(
    {
        *(
            "hold",
            "conduct",
            "launch",
            "begin",
            "start",
            "stage",
            "host",
            "open",
            "finish",
            "complete",
            "end",
        ),
        *("participate", "join", "practise", "practice", "run", "carry", "kick", "take", "wrap"),
    }
)
_CALLED_OFF = frozenset({"cancel", "postpone", "scrap", "suspend", "call"})
_ALLIANCES = frozenset({"nato", "csto"})
_YEAR = re.compile(r"(?:(?P<long>(?:19|20)\d\d)|(?P<short>\d\d))\W*$")


def named(scene: Scene) -> Iterator[Event]:
    """Yield an event for every named exercise: Zapad-2021, Union Shield 2023."""
    for head, mention in scene.heads:
        if mention.label != "EXERCISE" or mention.entity_id is None:
            continue
        noun = clauses.phrase_head(head)
        verb = clauses.clause_head(noun)
        if _is_called_off(verb, noun):
            continue
        year = _year(scene, mention)
        days = scene.days(verb, year=year) if _is_about(verb, noun) else None
        year = year or (days[0].year if days else None)
        place = scene.place(noun, *([verb] if _is_about(verb, noun) else []))
        yield Event(
            kind="exercise",
            name=_name(scene.name_of(mention.entity_id), year),
            start=mention.start,
            end=mention.end,
            date_start=days[0] if days else None,
            date_end=days[1] if days else None,
            place_id=place.entity_id if place else None,
            participants=_participants(scene, noun, verb, place),
        )


def unnamed(scene: Scene) -> Iterator[Event]:
    """Yield an event for every exercise that two or more states, or an alliance, hold, begin or end."""
    for noun in scene.doc:
        if noun.lower_ not in EXERCISE_WORDS or noun.pos_ != "NOUN" or _has_name(scene, noun):
            continue
        noun = clauses.phrase_head(noun)
        verb = clauses.clause_head(noun)
        if not _is_about(verb, noun) or _is_called_off(verb, noun) or clauses.is_open(verb):
            continue
        place = scene.place(noun, verb)
        participants = _participants(scene, noun, verb, place)
        if len(participants) < 2 and not _ALLIANCES & set(participants):
            continue
        days = scene.days(verb)
        yield Event(
            kind="exercise",
            name="Exercise of " + ", ".join(sorted(map(scene.name_of, participants))),
            start=min(noun.idx, verb.idx),
            end=max(noun.idx + len(noun), verb.idx + len(verb)),
            date_start=days[0] if days else None,
            date_end=days[1] if days else None,
            place_id=place.entity_id if place else None,
            participants=participants,
        )


def _participants(scene: Scene, noun: Token, verb: Token, place: Mention | None) -> tuple[str, ...]:
    """Return the states and bodies in the phrase of an exercise and those who hold it, the place left out."""
    nouns = [noun]
    if _is_about(verb, noun):
        nouns += [one for one in clauses.agents(verb) if one != noun]
        nouns += clauses.prepositional(verb, "with", "between", "by")
    ids = dict.fromkeys(mention.entity_id for mention in scene.mentions_in(nouns, STATES))
    own = {place.entity_id} if place else set()
    return tuple(one for one in ids if one and one not in own)


def _is_about(verb: Token, noun: Token) -> bool:
    """Return whether a verb tells that the exercise is held, begins or ends, or that someone joins it."""
    if verb.lemma_ not in _HOLD:
        return False
    if noun.head == verb:
        return noun.dep_ in {"dobj", "nsubj", "nsubjpass"}
    return (
        noun.dep_ == "pobj"
        and noun.head.lower_ in {"in", "off", "out"}
        and noun.head.head in {verb, *verb.children}
    )


def _is_called_off(verb: Token, noun: Token) -> bool:
    direct = noun.head == verb and noun.dep_ in {"dobj", "nsubj", "nsubjpass"}
    return direct and (verb.lemma_ in _CALLED_OFF or (verb.lemma_ in _HOLD and clauses.is_open(verb)))


def _has_name(scene: Scene, noun: Token) -> bool:
    """Return whether the sentence names an exercise: then the name tells the event."""
    labels = {mention.label for token in noun.sent if (mention := scene.mention_at(token))}
    return "EXERCISE" in labels


def _year(scene: Scene, mention: Mention) -> int | None:
    """Return the year in the name of an exercise; 21 is 2021, 81 is 1981."""
    match = _YEAR.search(scene.doc.text[mention.start : mention.end])
    if match is None:
        return None
    if match["long"]:
        return int(match["long"])
    short = int(match["short"])
    return 2000 + short if short < 70 else 1900 + short


def _name(name: str, year: int | None) -> str:
    if year is None:
        return name
    return f"{name}-{year}" if name.isalpha() else f"{name} {year}"
