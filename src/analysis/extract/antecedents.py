"""Whom a noun leans on: who was last named with an office, which body with a word, which two together."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from analysis.extract import speaker_words as words
from analysis.extract.naming import Names, Speaker, is_plural, tied, together
from analysis.records import Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

# How far from a name, in tokens of its sentence, the word for its office may stand.
_BESIDE = 8


class Antecedents:
    """Finds what the definite nouns of one document stand for."""

    def __init__(self, names: Names) -> None:
        self._names = names

    def office(self, token: Token) -> Speaker:
        """Return who was last named with an office ("the minister"), but who holds it where the text comes
        from, if named before; a tie if the nearest sentence names two; its own words if nobody fits.

        "The former minister" is only somebody whom the text calls a former minister.
        """
        lemma, words_ = token.lemma_.lower(), self._names.words(token)
        role = Speaker(None, words_, "role", is_person=True)
        past = {child.lower_ for child in token.lefts} & words.NOT_HOLDER
        found = self._nearest(
            token, lambda mention: mention.label == "PERSON" and self._holds(mention, lemma, past)
        )
        own = self._names.holder_at_home(words_) if not past else None
        if own is not None and (not found or self._names.has(own.entity_id or "", token.idx)):
            return own
        return _the_one(role, found)

    def body(self, token: Token, owner: str | None = None) -> Speaker:
        """Return the body last named with a word: "the ministry", of an owner "the Ruritanian ministry"."""
        lemma = token.lemma_.lower()
        found = self._nearest(
            token,
            lambda mention: (
                mention.label == "ORG" and self._is_called(mention, lemma) and self._belongs(mention, owner)
            ),
        )
        return _the_one(Speaker(None, self._names.words(token), "role"), found)

    def pair(self, token: Token) -> Speaker | None:
        """Return the two of "both nations", "the two ministers" or "the presidents": the only two so far that
        hold such an office, else the last two named in one sentence."""
        lemma = token.lemma_.lower()
        beside = {child.lower_ for child in token.children if child.i < token.i}
        people = lemma in words.PAIRED_PEOPLE
        if not is_plural(token) or not beside & {"both", "two", "the"} or self._names.inside(token):
            return None
        twofold = bool(beside & {"both", "two"}) or lemma in ("side", "party")
        holders = self._holders_before(token, lemma) if people else []
        if len(holders) == 2:
            return together(holders)
        if not twofold or (not people and lemma not in words.PAIRED_STATES):
            return None
        return self.two(token, people=people)

    def _holders_before(self, token: Token, lemma: str) -> list[Speaker]:
        """Return everybody named so far who is on record with an office of that word."""
        titles = words.LEADERS if lemma == "leader" else {lemma}
        found = {
            mention.entity_id: self._names.speaker(mention)
            for mention in self._names.between(0, token.idx)
            if mention.entity_id is not None and mention.label == "PERSON"
        }
        return [one for key, one in found.items() if any(self._names.holds(key, title) for title in titles)]

    def two(self, token: Token, *, people: bool) -> Speaker | None:
        """Return the last two that are named in one sentence; None if it names three."""
        fits = self._is_person if people else self._is_state
        for start, end in self._names.stretches_before(token):
            named = [
                self._names.speaker(mention) for mention in self._names.between(start, end) if fits(mention)
            ]
            found = {speaker.entity_id or speaker.name: speaker for speaker in named}
            if len(found) > 1:
                return together(found.values()) if len(found) == 2 else None
        return None

    def _nearest(self, token: Token, fits: Callable[[Mention], bool]) -> list[Speaker]:
        """Return who fits in the nearest sentence in which somebody does."""
        for start, end in self._names.stretches_before(token):
            fitting = [mention for mention in self._names.between(start, end) if fits(mention)]
            if fitting:
                return list({speaker.name: speaker for speaker in map(self._names.speaker, fitting)}.values())
        return []

    @staticmethod
    def _is_person(mention: Mention) -> bool:
        return mention.label == "PERSON"

    def _is_state(self, mention: Mention) -> bool:
        actors = self._names.actors
        if actors is None:
            return mention.label == "GPE"
        if mention.entity_id is None or mention.label == "NORP":
            return False
        return actors.entities[mention.entity_id].kind == "state"

    def _is_called(self, mention: Mention, lemma: str) -> bool:
        actors = self._names.actors
        if actors is not None and mention.entity_id is not None:
            return lemma in actors.name_words[mention.entity_id]
        return lemma in self._names.text(mention).lower().split()

    def _belongs(self, mention: Mention, owner: str | None) -> bool:
        actors = self._names.actors
        known = actors is not None and mention.entity_id is not None
        return owner is None or (known and owner in actors.chain(mention.entity_id))

    def _holds(self, mention: Mention, lemma: str, past: set[str]) -> bool:
        """Tell whether the text beside a person, or else the record, gives them an office; past: formerly."""
        doc = self._names.doc
        span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
        if span is None:
            return False
        near = doc[max(span.sent.start, span.start - _BESIDE) : min(span.sent.end, span.end + _BESIDE)]
        offices = [
            other
            for other in near
            if other.lemma_.lower() == lemma and (other.head in span or span.root.head == other)
        ]
        called = {child.lower_ for other in offices for child in near if child.i < other.i} & words.NOT_HOLDER
        if offices:
            return called == past
        return not past and mention.entity_id is not None and self._names.holds(mention.entity_id, lemma)


def _the_one(role: Speaker, found: list[Speaker]) -> Speaker:
    if len(found) > 1:
        return tied(role, found)
    return found[0] if found else role
