"""Whom a noun leans on: who was last named with an office, which body with a word, which two together."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from analysis.extract import speaker_words as words
from analysis.extract.naming import Names, Speaker, is_plural, tied, together
from analysis.extract.office_words import Office, called_at, office_of, past_of, words_of
from analysis.records import Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

# How far from a name, in tokens of its sentence, the word for its office may stand.
_BESIDE = 8
# What somebody without a name is in the sentence that brings them in.
_SOMEBODY = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})


class Antecedents:
    """Finds what the definite nouns of one document stand for."""

    def __init__(self, names: Names, resolve: Callable[[Token], Speaker]) -> None:
        """Take the names of a document and what tells who another of its nouns is."""
        self._names = names
        self._resolve = resolve
        titles = names.actors.titles if names.actors is not None else ()
        self._title_words = frozenset(word for title in titles for word in words_of(title.phrase))

    def office(self, token: Token, called: str | None = None) -> Speaker:
        """Return who was last named with an office ("the minister"), or introduced with it without a name;
        but who holds it where the text comes from, if named before; a tie if the nearest sentence names two;
        its own words if nobody fits.

        "The former minister" is only somebody whom the text calls a former minister.

        Args:
            token: The noun of the office, or another noun with it: of "presidential spokesman" the spokesman.
            called: The office, where the noun is not its own.
        """
        words_ = called or self._names.words(token)
        office = Office(called) if called else office_of(token, self._title_words)
        role = Speaker(None, words_, "role", is_person=True)
        found, other = self._holders(token, office)
        own = self._names.holder_at_home(words_) if not office.past else None
        if own is not None and (not (found or other) or self._names.has(own.entity_id or "", token.idx)):
            return own
        if other is not None:
            return role if found else self._resolve(other)
        return _the_one(role, found)

    def _holders(self, token: Token, office: Office) -> tuple[list[Speaker], Token | None]:
        """Return who holds an office in the nearest sentence with somebody who does, and who else is
        introduced with it there: "a minister of Ruritania"."""
        doc = self._names.doc
        for start, end in self._names.stretches_before(token):
            found = self._fitting(start, end, lambda one: self._is_person(one) and self._holds(one, office))
            stretch = doc.char_span(start, end, alignment_mode="expand") if end > start else None
            nouns = (noun for noun in reversed(stretch or ()) if noun.i < token.i)
            other = next((noun for noun in nouns if self._introduces(noun, office)), None)
            if found or other is not None:
                return found, other
        return [], None

    def _introduces(self, noun: Token, office: Office) -> bool:
        """Tell whether a noun brings in somebody without a name who holds an office."""
        is_someone = noun.dep_ in _SOMEBODY and not is_plural(noun) and noun.head.lower_ != "as"
        if not is_someone or called_at(noun) != office.name or past_of(noun) != office.past:
            return False
        beside = [noun, *(child for child in noun.children if child.dep_ in ("appos", "compound"))]
        named = (self._names.at(word.idx) for word in beside)
        if any(one is not None and one.label == "PERSON" for one in named):
            return False
        return any(
            child.lower_ in words.INDEFINITE or child.dep_ == "poss" or child.lower_ in ("of", "for")
            for child in noun.children
        )

    def body(self, token: Token, owner: str | None = None) -> Speaker:
        """Return the body last named with a word: "the ministry", of an owner "the Ruritanian ministry"."""
        lemma = token.lemma_.lower()
        found = self._nearest(
            token,
            lambda mention: (
                mention.label == "ORG" and self._is_called(mention, lemma) and self._belongs(mention, owner)
            ),
        )
        return _the_one(Speaker(None, self._names.words(token), "role", is_body=True), found)

    def pair(self, token: Token) -> Speaker | None:
        """Return the two of "both nations", "the two ministers" or "the presidents": the only two so far that
        hold such an office, else the last two named in one sentence."""
        lemma = token.lemma_.lower()
        beside = {child.lower_ for child in token.children if child.i < token.i}
        people = lemma in words.PAIRED_PEOPLE
        if not is_plural(token) or not beside & {"both", "two", "the"} or self._names.inside(token):
            return None
        twofold = bool(beside & {"both", "two"}) or lemma in ("side", "party")
        holders = self._holders_before(token) if people else []
        if len(holders) == 2:
            return together(holders)
        if not twofold or (not people and lemma not in words.PAIRED_STATES):
            return None
        return self.two(token, people=people)

    def _holders_before(self, token: Token) -> list[Speaker]:
        """Return everybody named so far who is on record with an office of that word."""
        titles = words.LEADERS if token.lemma_.lower() == "leader" else {called_at(token)}
        found = {
            mention.entity_id: self._names.speaker(mention)
            for mention in self._names.between(0, token.idx)
            if mention.entity_id is not None and mention.label == "PERSON"
        }
        return [
            one
            for key, one in found.items()
            if any(self._names.holds(key, Office(title)) for title in titles)
        ]

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
        stretches = self._names.stretches_before(token)
        return next(filter(None, (self._fitting(start, end, fits) for start, end in stretches)), [])

    def _fitting(self, start: int, end: int, fits: Callable[[Mention], bool]) -> list[Speaker]:
        fitting = [mention for mention in self._names.between(start, end) if fits(mention)]
        return list({speaker.name: speaker for speaker in map(self._names.speaker, fitting)}.values())

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

    def _holds(self, mention: Mention, office: Office) -> bool:
        """Tell whether the text beside a person, or else the record, gives them an office."""
        doc = self._names.doc
        span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
        if span is None:
            return False
        near = doc[max(span.sent.start, span.start - _BESIDE) : min(span.sent.end, span.end + _BESIDE)]
        is_owner = span.root.dep_ in ("poss", "compound")  # "Brandt's secretary" is not Brandt
        offices = [
            other
            for other in near
            if (other.head in span or (span.root.head == other and not is_owner))
            and called_at(other) == office.name
        ]
        beside = {child.lower_ for other in offices for child in near if child.i < other.i} & words.NOT_HOLDER
        if offices and beside != office.past:
            return False
        if offices and office.of_what <= {word for other in near for word in words_of(other.text)}:
            return True
        return (
            not office.past and mention.entity_id is not None and self._names.holds(mention.entity_id, office)
        )


def _the_one(role: Speaker, found: list[Speaker]) -> Speaker:
    if len(found) > 1:
        return tied(role, found)
    return found[0] if found else role
