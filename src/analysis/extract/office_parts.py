"""Whom a part of an office speaks for: "the president's press service", "the presidential spokeswoman"."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from analysis.extract import speaker_words as words
from analysis.extract.antecedents import Antecedents
from analysis.extract.naming import PRESIDENT, Names, Speaker, is_plural, tied
from analysis.extract.office_words import past_of

if TYPE_CHECKING:
    from spacy.tokens import Token

# "Presidential" says of what it stands with whose it is: "the presidential press service".
_PRESIDENTIAL = frozenset({"presidential"})


class OfficeParts:
    """Finds the state or body for which the services and spokespeople of its office-holders speak."""

    def __init__(self, names: Names, antecedents: Antecedents, resolve: Callable[[Token], Speaker]) -> None:
        """Take the names of a document, its offices, and what tells who another of its nouns is."""
        self._names = names
        self._antecedents = antecedents
        self._resolve = resolve

    def __call__(self, token: Token) -> Speaker | None:
        """Return whose part a noun is, with its own words behind the name; a tie if it could be of two
        states; None if it is no part of an office, or nobody's known."""
        lemma = token.lemma_.lower()
        if lemma not in words.OFFICE_PARTS | words.MINISTRIES or is_plural(token) or self._is_another(token):
            return None
        if lemma == "secretary" and not any(child.lower_ == "press" for child in token.children):
            return None
        bodies = self._bodies(token)
        known = self._names.actors
        if known is None or not bodies:
            return None
        if lemma in words.MINISTRIES:
            bodies = {body for body in bodies if lemma in known.name_words[body]}
        own = self._names.words(token)
        # What spoke for the state stays to be seen.
        told = "" if lemma in words.MINISTRIES else f" ({own})"
        each = [Speaker(body, f"{known.entities[body].name}{told}", "named") for body in sorted(bodies)]
        if len(each) > 1:
            return tied(Speaker(None, own, "role", is_body=True), each)
        return each[0] if each else None

    @staticmethod
    def _is_another(token: Token) -> bool:
        """Tell whether it is one of several, or one that was: "a spokesman", "the former spokesman"."""
        indefinite = any(child.lower_ in words.INDEFINITE for child in token.children)
        return indefinite or bool(past_of(token) - {"deputy", "acting", "vice"})

    def _bodies(self, token: Token) -> set[str]:
        """Return the state or body of the office that a noun is a part of."""
        own = {child.lower_ for child in token.children} | {token.lemma_.lower()}
        if own & _PRESIDENTIAL or token.lemma_.lower() == "presidency":
            return self._of_president(token)
        after = (grand for child in token.children if child.lower_ == "of" for grand in child.children)
        owner = next((child for child in token.children if child.dep_ == "poss"), None) or next(after, None)
        if owner is None or owner.head == owner:
            return set()
        mention = self._names.at(owner.idx)
        if mention is not None and mention.label == "PERSON":
            return self._names.seats(mention.entity_id, *mention.candidates)
        if mention is not None:
            return set()
        return self._names.seats(self._resolve(owner).entity_id)

    def _of_president(self, token: Token) -> set[str]:
        """Return the state of the president of whom something is: that named with it, else that of the
        president last named, or of the one of the state that the text comes from."""
        states = {one.entity_id for one in self._names.inside(token) if one.entity_id}
        if states:
            return {state for state in states if self._has_president(state)}
        president = self._antecedents.office(token, "president")
        return self._names.seats(president.entity_id, *president.candidates)

    def _has_president(self, state: str) -> bool:
        roles = self._names.actors.roles if self._names.actors is not None else ()
        return any(role.title == PRESIDENT and role.body == state for role in roles)
