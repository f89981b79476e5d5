"""A text seen as clauses with the mentions in them: what the rules for events look at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from spacy.tokens import Doc, Token

from analysis.extract import clauses
from analysis.extract.dates import Days, Tense, resolve
from analysis.records import Event, Mention
from analysis.reference import Actors

ACTING = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC"})
STATES = frozenset({"ORG", "GPE", "NORP"})
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_PLACE_PREPOSITIONS = frozenset({"in", "at", "near", "on", "outside", "inside", "across"})
# Those who act for the state or body that stands with them.
_DELEGATES = frozenset(
    {
        *("delegation", "negotiator", "official", "representative", "diplomat", "envoy", "team", "side"),
        *("minister", "president", "leader", "government", "ministry", "chief", "head", "counterpart"),
    }
)
# A date after these bounds the event, it is not its date.
_BOUNDS = frozenset({"since", "until", "till", "after", "before", "by"})


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

    def mentions_in(self, nouns: Iterable[Token], labels: frozenset[str] = ACTING) -> list[Mention]:
        """Return the linked mentions of some labels in the phrases of nouns, in order of place."""
        found = {
            mention.start: mention
            for noun in nouns
            for token in clauses.within(noun)
            if (mention := self._at.get(token.i)) and mention.entity_id and mention.label in labels
        }
        return [found[start] for start in sorted(found)]

    def parties(self, nouns: Iterable[Token], labels: frozenset[str] = ACTING) -> list[Mention]:
        """Return the linked mentions that nouns are, or that send them: Putin, the Russian delegation."""
        found: dict[int, Mention] = {}
        for noun in (one for head in nouns for one in clauses.joined(head)):
            mention = self._at.get(noun.i)
            is_stranger = mention is not None and mention.label == "PERSON" and mention.entity_id is None
            is_delegate = is_stranger or noun.lemma_.lower().removesuffix("s") in _DELEGATES
            sent = self.mentions_in([noun], labels) if is_delegate else []
            for one in [mention, *sent] if mention else sent:
                if one.entity_id and one.label in labels:
                    found.setdefault(one.start, one)
        return [found[start] for start in sorted(found)]

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
        found = set()
        for head, mention in self.heads:
            if mention.label != "DATE" or clauses.clause_head(head) != verb or _is_bound(head):
                continue
            text = self.doc.text[mention.start : mention.end]
            days = resolve(text, None) or self._relative(text, year, clauses.tense(verb))
            if days and (year is None or days[0].year == year):
                found.add(days)
        return found.pop() if len(found) == 1 else None

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

    def list_of(self, ids: Iterable[str]) -> str:
        """Return names in alphabetical order, so that who is named first does not matter."""
        names = sorted(self.name_of(one) for one in ids)
        return " and ".join(names) if len(names) < 3 else f"{', '.join(names[:-1])} and {names[-1]}"

    def event(
        self,
        kind: str,
        name: str,
        trigger: Token,
        told_by: Iterable[Mention],
        participants: Iterable[str],
        place: Mention | None,
        more: Iterable[Token] = (),
    ) -> Event:
        """Return an event that spans its trigger, the mentions and the words that tell it in the sentence."""
        sentence = trigger.sent
        spans = [(token.idx, token.idx + len(token)) for token in (trigger, *more)]
        spans += [(mention.start, mention.end) for mention in told_by]
        inside = [one for one in spans if sentence.start_char <= one[0] < sentence.end_char]
        days = self.days(clauses.clause_head(trigger))
        return Event(
            kind=kind,
            name=name,
            start=min(start for start, _ in inside),
            end=max(end for _, end in inside),
            date_start=days[0] if days else None,
            date_end=days[1] if days else None,
            place_id=place.entity_id if place else None,
            participants=tuple(participants),
        )


def _is_bound(head: Token) -> bool:
    return head.head.lower_ in _BOUNDS
