"""A text seen as clauses with the mentions in them: what the rules for events look at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from analysis.extract import clauses
from analysis.extract.dates import Days, Tense, resolve
from analysis.extract.parties import ACTING, Party, is_delegate, parties_of
from analysis.extract.token_spans import words_between
from analysis.records import Event, Mention
from analysis.reference import Actors

STATES = frozenset({"ORG", "GPE", "NORP"})
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_PLACE_PREPOSITIONS = frozenset({"in", "at", "near", "on", "outside", "inside", "across"})
# A date after these bounds the event, it is not its date.
_BOUNDS = frozenset({"since", "until", "till", "after", "before", "by"})

# What may stand between a date and a clause that tells what was then: Thursday, which was the day when.
_JOINTS = frozenset({",", "–", "—", "-", "(", "was", "is", "the", "very", "same", "that", "which"})


class Scene:
    """A parsed text, its mentions, and its day of publication."""

    def __init__(
        self, doc: Doc, mentions: Sequence[Mention], published: dt.date | None, actors: Actors | None
    ) -> None:
        self.doc = doc
        self.published = published
        self._actors = actors
        self._at: dict[int, Mention] = {}
        self.heads: list[tuple[Token, Mention]] = []
        for mention in mentions:
            span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
            if span is not None and len(span):
                self.heads.append((span.root, mention))
                self._at |= dict.fromkeys(range(span.start, span.end), mention)

    def mention_at(self, token: Token) -> Mention | None:
        """Return the mention that a token is part of."""
        return self._at.get(token.i)

    def is_person(self, noun: Token) -> bool:
        """Return whether a noun names a person, or somebody who acts for others."""
        mention = self._at.get(noun.i)
        return mention.label == "PERSON" if mention else is_delegate(noun)

    def mentions_in(
        self, nouns: Iterable[Token], labels: frozenset[str] = ACTING, *, linked: bool = True
    ) -> list[Mention]:
        """Return the mentions of some labels in the phrases of nouns, in order of place; linked ones only,
        if not told otherwise."""
        found = {
            mention.start: mention
            for noun in nouns
            for token in clauses.within(noun)
            if (mention := self._at.get(token.i))
            and mention.label in labels
            and (mention.entity_id or not linked)
        }
        return [found[start] for start in sorted(found)]

    def parties(self, nouns: Iterable[Token], *, loose: bool = False) -> list[Party]:
        """Return who nouns are or act for: Putin, the Russian delegation (see parties.parties_of)."""
        return parties_of(nouns, self._at, loose=loose)

    def place(self, *anchors: Token, to: bool = False) -> Mention | None:
        """Return the one place that in, at or near (or to) ties to the anchors; None if there are two."""
        prepositions = _PLACE_PREPOSITIONS | ({"to", "into"} if to else frozenset())
        found: dict[str, Mention] = {}
        for anchor in anchors:
            for noun in clauses.prepositional(anchor, *prepositions):
                mention = self._at.get(noun.i)
                if mention and mention.entity_id and mention.label in _PLACES:
                    found.setdefault(mention.entity_id, mention)
        return next(iter(found.values())) if len(found) == 1 else None

    def days(self, verb: Token, *, year: int | None = None) -> Days | None:
        """Return the days that the one date in a verb's clause means; None if none or several are there.

        Args:
            verb: Head of the clause.
            year: Year of the event where its name has it; a date of another year is not the event's.
        """
        dates = [(head, one) for head, one in self.heads if one.label == "DATE" and not _is_bound(head)]
        own = [one for head, one in dates if clauses.clause_head(head) == verb]
        return self._one_day(own, verb, year) or self._one_day(
            [one for _, one in dates if self._is_when(one, verb)], verb, year
        )

    def _one_day(self, dates: Iterable[Mention], verb: Token, year: int | None) -> Days | None:
        found = set()
        for one in dates:
            text = words_between(self.doc, one.start, one.end)
            days = resolve(text, None) or self._relative(text, year, clauses.tense(verb))
            if days and (year is None or days[0].year == year):
                found.add(days)
        return found.pop() if len(found) == 1 else None

    def _is_when(self, date: Mention, verb: Token) -> bool:
        """Return whether a date is when a clause after it was: on Thursday, the day on which; when."""
        opening = clauses.opening_of_time(verb)
        if opening is None:
            return False
        before = opening.i - 1
        while before >= 0 and self.doc[before].lower_ in _JOINTS:
            before -= 1
        return before >= 0 and self._at.get(before) == date

    def _relative(self, text: str, year: int | None, tense: Tense) -> Days | None:
        days = resolve(text, self.published, tense=tense)
        if year is None or (days and days[0].year == year):
            return days
        by_name = resolve(text, dt.date(year, 7, 1))  # 10-16 September, of Zapad-2021
        return by_name if any(char.isdigit() for char in text) else None

    def name_of(self, entity_id: str) -> str:
        """Return the name of an entity; without the actors, its id made readable."""
        if self._actors is not None:
            return self._actors.entities[entity_id].name
        return entity_id.replace("_", " ").title()

    def bodies_of(self, parties: Iterable[Party]) -> set[str]:
        """Return the bodies and states that persons belong to: of the Russian president Russia."""
        found: set[str] = set()
        for party in parties:
            above = party.entity_id if party.label == "PERSON" else None
            while above and self._actors is not None and above in self._actors.entities:
                above = self._actors.entities[above].affiliation
                if above is None or above in found:
                    break
                found.add(above)
        return found

    def home_of(self, entity_id: str) -> str:
        """Return the state, or whatever else belongs to nobody, that an entity is of."""
        seen = {entity_id}
        while self._actors is not None and entity_id in self._actors.entities:
            above = self._actors.entities[entity_id].affiliation
            if above is None or above in seen:
                break
            seen.add(entity_id := above)
        return entity_id

    def is_state(self, entity_id: str | None) -> bool:
        """Return whether an entity is a state."""
        actor = self._actors.entities.get(entity_id) if self._actors is not None and entity_id else None
        return actor is not None and actor.kind == "state"

    def is_of_several_states(self, entity_id: str | None) -> bool:
        """Return whether an entity is a body that belongs to no state: NATO, a council of the CSTO."""
        home = self.home_of(entity_id) if entity_id else None
        if self._actors is None or home not in self._actors.entities:
            return False
        kinds = {self._actors.entities[one].kind for one in (entity_id, home)}
        return kinds <= {"organisation", "bloc"}

    def holders(self, parties: Sequence[Party]) -> list[Party]:
        """Return parties with those who hold the office that they share; as they are if one is not known."""
        found = [self._holder(party) if party.office else party for party in parties]
        return [one for one in found if one] if all(found) else list(parties)

    def _holder(self, party: Party) -> Party | None:
        if self._actors is None or self.published is None:
            return None
        titles = [title for title in self._actors.titles if title.phrase.casefold() == party.office]
        roles = self._actors.roles_called(titles, party.entity_id)
        who = {role.entity_id for role in roles if role.held_on(self.published)}
        return replace(party, entity_id=who.pop(), label="PERSON") if len(who) == 1 else None

    def named(self, parties: Iterable[Party]) -> str:
        """Return names in alphabetical order, so that who is named first does not matter."""
        names = sorted({self.name_of(one.entity_id) if one.entity_id else one.name for one in parties})
        return " and ".join(names) if len(names) < 3 else f"{', '.join(names[:-1])} and {names[-1]}"

    def event(
        self,
        kind: str,
        plover: str,
        name: str,
        trigger: Token,
        source: Sequence[Party],
        target: Sequence[Party],
        place: Mention | None,
        *,
        told_by: Iterable[tuple[int, int]] = (),
        among: Iterable[str] = (),
        days_of: Token | None = None,
    ) -> Event:
        """Return an event that spans its trigger, its parties and the words that tell it in the sentence.

        Args:
            kind: Readable kind.
            plover: Kind in the ontology.
            name: Readable name.
            trigger: Verb or noun that tells it.
            source: Who acts.
            target: Who is acted on.
            place: Where it was, if that is known.
            told_by: More words that tell it.
            among: Entities that take part without being a party: the weapons that are moved.
            days_of: The verb whose date is the event's; if None, that of the trigger's clause.
        """
        spans = [(trigger.idx, trigger.idx + len(trigger)), *told_by]
        spans += [(party.start, party.end) for party in (*source, *target)]
        first, last = trigger.sent.start_char, trigger.sent.end_char
        inside = [one for one in spans if first <= one[0] < last]
        days = self.days(days_of or clauses.clause_head(trigger))
        ids = [_ids(parties) for parties in (source, target)]
        return Event(
            kind=kind,
            plover=plover,
            name=name,
            start=min(start for start, _ in inside),
            end=max(end for _, end in inside),
            date_start=days[0] if days else None,
            date_end=days[1] if days else None,
            place_id=place.entity_id if place else None,
            participants=tuple(dict.fromkeys([*ids[0], *ids[1], *among])),
            source=tuple((party.start, party.end) for party in source),
            target=tuple((party.start, party.end) for party in target),
            source_ids=ids[0],
            target_ids=ids[1],
        )


def party_of(mention: Mention, doc: Doc) -> Party:
    """Return a mention as a party."""
    words = words_between(doc, mention.start, mention.end)
    return Party(mention.start, mention.end, words, mention.entity_id, mention.label)


def _ids(parties: Iterable[Party]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(party.entity_id for party in parties if party.entity_id))


def _is_bound(head: Token) -> bool:
    return head.head.lower_ in _BOUNDS
