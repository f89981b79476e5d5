"""Exercises: named by their series and year, or by who holds them together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from analysis.extract import clauses
from analysis.extract.dates import Days
from analysis.extract.holding import Exercise, is_any, is_called_off, may_be_held, placed
from analysis.extract.rules import EXERCISE_WORDS
from analysis.extract.scenes import STATES, Scene, party_of
from analysis.extract.token_spans import words_between
from analysis.extract.word_sets import word_set
from analysis.records import Event, Mention, Span

# Where these are followed by an exercise and a place, nobody says which of the two was there.
_TALK_OVER = word_set(
    "discuss review consider debate assess analyse analyze examine coordinate approve outline summarise "
    "summarize sum present brief report consult talk speak"
)
# Forces train all the time: what they hold, begin or end together is an exercise.
_TRAINING = frozenset({"training"})
_NAMING = word_set("codename name call dub title know")
_MILITARY = word_set(
    "military naval navy army air live live-fire fire missile artillery nuclear amphibious anti-submarine "
    "combat war wargame wargames troop force warship ship aircraft fighter tank manoeuvre manoeuvres "
    "maneuver maneuvers mobilisation mobilization defence defense strategic tactical paratrooper airborne "
    "soldier joint training"
)
_ALLIANCES = frozenset({"nato", "csto"})
_YEAR = re.compile(r"(?:(?P<long>(?:19|20)\d\d)|(?P<short>\d\d))\W*$")


def named(scene: Scene) -> Iterator[Event]:
    """Yield an event for every named exercise: Zapad-2021, Union Shield 2023.

    One that the text calls off is none wherever the text names it.
    """
    told: list[tuple[Exercise, Event]] = []
    for head, mention in scene.heads:
        if mention.label != "EXERCISE" or mention.entity_id is None:
            continue
        exercise = placed(_codenamed(clauses.phrase_head(head)))
        year = _year(scene, mention)
        days = scene.days(exercise.verb, year=year) if exercise.is_told else None
        name = _name(scene.name_of(mention.entity_id), year or (days[0].year if days else None))
        told.append((exercise, _event(scene, exercise, name, days, span=(mention.start, mention.end))))
    called_off = {event.name for exercise, event in told if is_called_off(exercise)}
    for exercise, event in told:
        if event.name not in called_off and not may_be_held(exercise):
            yield event


def unnamed(scene: Scene) -> Iterator[Event]:
    """Yield an event for every exercise without a name whose holders the text names.

    What one state holds alone counts if the words say that it is military; what two hold together, if they
    stand with the noun or with a verb that tells that it is held.
    """
    for noun in scene.doc:
        if noun.lower_ not in EXERCISE_WORDS | _TRAINING or not _is_noun(noun) or _has_name(scene, noun):
            continue
        exercise = placed(clauses.phrase_head(noun))
        if is_called_off(exercise) or clauses.is_open(exercise.verb) or is_any(exercise):
            continue
        participants = _participants(scene, exercise)
        ids = {_who(scene, mention) for mention in participants}
        if not ids or not _is_exercise(exercise, participants, is_training=noun.lower_ in _TRAINING):
            continue
        noun, verb = exercise.noun, exercise.verb
        told_by = [noun, verb] if exercise.is_told else [noun]
        span = min(one.idx for one in told_by), max(one.idx + len(one) for one in told_by)
        name = "Exercise of " + ", ".join(sorted(ids))
        yield _event(scene, exercise, name, scene.days(verb), span=span)


def _is_exercise(exercise: Exercise, participants: Sequence[Mention], *, is_training: bool) -> bool:
    """Return whether the words and those who hold it make an exercise of forces."""
    noun = exercise.noun
    is_together = len(participants) > 1 or _is_shared(exercise, participants)
    if is_training:
        is_together = is_together or _is_joint(noun)
        return noun.lower_ in _TRAINING and exercise.is_told and is_together and _is_military(noun)
    return is_together or _is_military(noun) or _is_allied(participants)


def _codenamed(noun: Token) -> Token:
    """Return the drills of drills codenamed so; the noun itself where no such word stands above it."""
    clause = noun.head
    is_name = noun.dep_ in {"oprd", "attr", "dobj", "dep"} and clause.lemma_.lower() in _NAMING
    return clauses.phrase_head(clause.head) if is_name and clause.dep_ == "acl" else noun


def _event(scene: Scene, exercise: Exercise, name: str, days: Days | None, *, span: Span) -> Event:
    participants = _participants(scene, exercise)
    place = _place(scene, exercise)
    is_planned = exercise.is_told and clauses.tense(exercise.verb) > 0
    ids = tuple(mention.entity_id for mention in participants if mention.entity_id)
    return Event(
        kind="exercise",
        plover="AGREE" if is_planned else _plover(exercise, participants),
        name=name,
        start=span[0],
        end=span[1],
        date_start=days[0] if days else None,
        date_end=days[1] if days else None,
        place_id=place.entity_id if place else None,
        participants=ids,
        source=tuple((mention.start, mention.end) for mention in participants),
        source_ids=ids,
    )


def _place(scene: Scene, exercise: Exercise) -> Mention | None:
    """Return where an exercise is held; None where the place may be that of the talks about it."""
    noun, verb = exercise.noun, exercise.verb
    if verb.lemma_ in _TALK_OVER and verb.i < noun.i:
        return None
    return scene.place(exercise.noun, *([exercise.verb] if exercise.is_told else []))


def _participants(scene: Scene, exercise: Exercise) -> list[Mention]:
    """Return the states and bodies in the phrase of an exercise and those who hold it, the place left out."""
    noun, verb = exercise.noun, exercise.verb
    nouns = [noun]
    if exercise.is_told or exercise.is_setting:
        nouns += [one for one in clauses.agents(verb) if one != noun]
    if exercise.is_told:
        nouns += clauses.prepositional(verb, "with", "between", "by", "alongside")
        nouns += _speakers(verb, noun)
    for clause in noun.children:  # exercises held by, exercises involving
        if clause.dep_ == "acl":
            nouns += [*clauses.agents(clause), *clauses.objects(clause)]
    place = _place(scene, exercise)
    found: dict[str, Mention] = {}
    for mention in scene.mentions_in(nouns, STATES, linked=False):
        is_place = place is not None and mention.entity_id == place.entity_id
        if not is_place and not _is_description(scene, mention):
            found.setdefault(_who(scene, mention), mention)
    return list((found or _sent_by_states(scene, nouns)).values())


def _sent_by_states(scene: Scene, nouns: Sequence[Token]) -> dict[str, Mention]:
    """Return the states whose ministers or presidents hold an exercise together; none if they are of one."""
    people = scene.mentions_in(nouns, frozenset({"PERSON"}))
    homes = [scene.home_of(one.entity_id) for one in people if one.entity_id]
    states = {
        home: replace(one, entity_id=home)
        for one, home in zip(people, homes, strict=True)
        if home != one.entity_id
    }
    return states if len(states) > 1 else {}


def _is_description(scene: Scene, mention: Mention) -> bool:
    """Return whether a mention only tells what another one is: NATO in "Poland, a NATO member"."""
    span = scene.doc.char_span(mention.start, mention.end, alignment_mode="expand")
    for token in (span.root, *span.root.ancestors):
        if token.dep_ == "appos" and scene.mention_at(token) is None:
            above = scene.mention_at(token.head)
            return above is not None and above.label in STATES
    return False


def _speakers(verb: Token, noun: Token) -> list[Token]:
    """Return who says that they will hold it: where the subject of a verb is they, that of the verb above."""
    own = [one for one in clauses.agents(verb) if one != noun]
    if verb.dep_ != "ccomp" or not own or any(one.lower_ not in {"it", "they", "he", "she"} for one in own):
        return []
    return clauses.agents(verb.head)


def _who(scene: Scene, mention: Mention) -> str:
    return scene.named([party_of(mention, scene.doc)])


def _plover(exercise: Exercise, participants: Sequence[Mention]) -> str:
    """Return the kind in the ontology: together it is cooperation, alone a show of force."""
    is_joint = _is_joint(exercise.noun) or _is_shared(exercise, participants)
    is_alone = len(participants) == 1 and not _is_allied(participants)
    return "MOBILIZE" if is_alone and not is_joint else "COOPERATE"


def _is_joint(noun: Token) -> bool:
    return any(token.lower_ == "joint" for token in clauses.within(noun))


def _is_shared(exercise: Exercise, participants: Sequence[Mention]) -> bool:
    """Return whether an exercise is held with somebody: then another holds it too, whoever that is."""
    verbs = [exercise.verb] if exercise.is_told else []
    partners = {
        token.idx
        for head in (exercise.noun, *verbs)
        for noun in clauses.prepositional(head, "with")
        for token in clauses.within(noun)
    }
    return any(mention.start in partners for mention in participants)


def _is_allied(participants: Sequence[Mention]) -> bool:
    return any(mention.entity_id in _ALLIANCES for mention in participants)


def _is_noun(word: Token) -> bool:
    """Return whether a word is a noun; exercise without an article is often a mistaken verb."""
    modifiers = {"det", "amod", "poss", "nummod", "predet"}
    bare = word.lower_ == "exercise" and not modifiers & {child.dep_ for child in word.children}
    return word.pos_ in {"NOUN", "PROPN"} and not bare


def _is_military(noun: Token) -> bool:
    """Return whether the words of an exercise say that forces train: naval drills, manoeuvres."""
    phrase = [token for token in clauses.within(noun) if token.lower_ not in _TRAINING or token != noun]
    words = {token.lower_ for token in phrase} | {token.lemma_.lower() for token in phrase}
    return bool(words & _MILITARY)


def _has_name(scene: Scene, noun: Token) -> bool:
    """Return whether the sentence names an exercise: then the name tells the event."""
    labels = {mention.label for token in noun.sent if (mention := scene.mention_at(token))}
    return "EXERCISE" in labels


def _year(scene: Scene, mention: Mention) -> int | None:
    """Return the year in the name of an exercise; 21 is 2021, 81 is 1981."""
    match = _YEAR.search(words_between(scene.doc, mention.start, mention.end))
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
