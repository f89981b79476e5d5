"""Who takes part: the named actors that a noun is, that it belongs to, or that send it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from spacy.tokens import Token

from analysis.extract import clauses
from analysis.extract.token_spans import words_between
from analysis.extract.word_sets import word_set
from analysis.records import Mention

ACTING = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC"})
# Those who act for the state or body that stands with them.
DELEGATES = word_set(
    "delegation negotiator official representative diplomat envoy ambassador spokesman spokeswoman "
    "spokesperson leadership "
    "minister president premier chancellor leader governor king head chief secretary commander general "
    "government administration cabinet parliament ministry authority army military navy troop force side "
    "counterpart rebel guerrilla opposition party group union council court police lawmaker senator doctor"
)


@dataclass(frozen=True)
class Party:
    """One who acts or is acted on: the characters that name it, and the actor they are known to mean."""

    start: int
    end: int
    name: str  # as the text has it
    entity_id: str | None
    label: str  # of the mention; "" for a noun that names nobody
    office: str = ""  # of who acts for it, one of several: defence minister for the defence ministers of

    @property
    def is_known(self) -> bool:
        """Whether it is an actor, or at least a state or body; a person nobody knows is not."""
        return self.entity_id is not None or self.label in {"GPE", "NORP", "ORG"}


def parties_of(
    nouns: Iterable[Token], mentions: Mapping[int, Mention], *, loose: bool = False
) -> list[Party]:
    """Return the parties that nouns, and those joined to them, are or act for; in order, none twice.

    Args:
        nouns: Heads of noun phrases.
        mentions: The mention at each token that is part of one.
        loose: Whether any noun stands for the actor in its phrase (of Vandalia's plans Vandalia), not only
            those who act for one (of the Vandalian delegation Vandalia).
    """
    found: dict[int, Party] = {}
    for head in nouns:
        for noun in clauses.joined(head):
            for party in _parties_at(noun, mentions, loose=loose):
                found.setdefault(party.start, party)
    return [found[start] for start in sorted(found)]


def is_delegate(noun: Token) -> bool:
    """Return whether a noun is a word for those who act for others: ministers, a delegation."""
    return noun.lemma_.lower().removesuffix("s") in DELEGATES


def _parties_at(noun: Token, mentions: Mapping[int, Mention], *, loose: bool) -> Iterator[Party]:
    own = mentions.get(noun.i)
    if own is not None and own.label in ACTING and (own.entity_id or own.label != "PERSON"):
        yield _party(noun, own)
        return
    inside = _inside(noun, mentions) if own is None or own.label == "PERSON" else []
    if own is not None and not any(mention.entity_id for mention in inside):
        inside = []  # nobody known sends that person
    if inside and (own is not None or is_delegate(noun)):
        office = "" if own is not None or len(inside) < 2 else _office(noun)
        yield from (replace(_party(noun, mention), office=office) for mention in inside)
    elif own is not None and own.label in ACTING:
        yield _party(noun, own)
    elif inside and loose:
        yield _party(noun, inside[0])
    elif is_delegate(noun) and noun.pos_ in {"NOUN", "PROPN"}:
        start = min(token.idx for token in clauses.within(noun))
        yield Party(
            start, noun.idx + len(noun), words_between(noun.doc, start, noun.idx + len(noun)), None, ""
        )


def _office(noun: Token) -> str:
    """Return the office that a plural noun names, as one of them holds it: minister of defence."""
    start = noun.i
    while start > noun.sent.start and noun.doc[start - 1].pos_ in {"NOUN", "ADJ"}:
        start -= 1
    before = [token.lower_ for token in noun.doc[start : noun.i] if token.text.islower()]
    after = [f"of {word.lower_}" for word in clauses.prepositional(noun, "of") if word.text.islower()]
    return " ".join([*before, noun.lemma_.lower().removesuffix("s"), *after[:1]])


def _inside(noun: Token, mentions: Mapping[int, Mention]) -> list[Mention]:
    """Return the acting mentions in the phrase of a noun, its own left out; known ones if there are some."""
    own = mentions.get(noun.i)
    sent = clauses.prepositional(noun, "from") if is_delegate(noun) else []
    found = {
        mention.start: mention
        for one in (noun, *sent)
        for token in clauses.within(one)
        if (mention := mentions.get(token.i)) and mention is not own and mention.label in ACTING
    }
    inside = [found[start] for start in sorted(found)]
    return [one for one in inside if one.entity_id] or inside


def _party(noun: Token, mention: Mention) -> Party:
    text = words_between(noun.doc, mention.start, mention.end)
    return Party(mention.start, mention.end, text, mention.entity_id, mention.label)
