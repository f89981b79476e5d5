"""Which office a noun names: "general" in "Secretary General" is none, nor "minister" in "Prime Minister"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.extract.speaker_words import NOT_HOLDER
from analysis.extract.word_sets import word_set

if TYPE_CHECKING:
    from spacy.tokens import Token

# Before "general" each makes one office with it, of which neither word is short.
_GENERAL = word_set("secretary director inspector attorney prosecutor solicitor consul governor")
# What comes behind an office: "minister of defence", "envoy for Ruritania".
_BEHIND = frozenset({"of", "for", "to", "in", "on"})
# "The president of the country" is the president.
_ANY_STATE = frozenset({"country", "nation", "republic", "state"})


@dataclass(frozen=True)
class Office:
    """An office as a text calls it.

    Attributes:
        name: Its noun, or both words of one that has two: "prime minister".
        of_what: What else the text says of which it is: "defence", "council".
        past: Words that say that it is held no more, or not yet, or by a deputy.
    """

    name: str
    of_what: frozenset[str] = frozenset()
    past: frozenset[str] = frozenset()


def called(words: Sequence[str], at: int) -> str:
    """Return the office that one of some words is, both its words if it has two."""
    word = words[at]
    before, after = words[at - 1] if at else "", words[at + 1] if at + 1 < len(words) else ""
    if word == "general" and before in _GENERAL:
        return f"{before} general"
    if word in _GENERAL and after == "general":
        return f"{word} general"
    return "prime minister" if word == "minister" and before == "prime" else word


def called_at(token: Token) -> str:
    """Return the office that a noun is, both its words if it has two."""
    near = token.doc[max(0, token.i - 2) : token.i + 3]
    kept = [other for other in near if other == token or other.text not in "-–"]  # "Secretary-General"
    return called([other.lemma_.lower() for other in kept], kept.index(token))


def called_by(title: str) -> str:
    """Return the office of a title: "minister" of "Minister of Defence"; "" of a deputy's."""
    words = words_of(title)
    end = next((at for at, word in enumerate(words) if word in _BEHIND), len(words))
    if not end or NOT_HOLDER.intersection(words):
        return ""
    return called(words, end - 1)


def names_office(phrases: Iterable[str], office: Office) -> bool:
    """Tell whether a title, the first of the phrases for it, gives an office."""
    title, *others = phrases
    known = {word for phrase in (title, *others) for word in words_of(phrase)}
    return called_by(title) == office.name and office.of_what <= known


def words_of(title: str) -> list[str]:
    """Return the words of a title in lower case and in one spelling."""
    return [_spelt(word) for word in title.lower().replace("-", " ").split()]


def office_of(noun: Token, known: frozenset[str]) -> Office:
    """Return the office that a noun stands for; known are the words that titles consist of."""
    name = called_at(noun)
    parts = [child for child in noun.children if child.dep_ == "compound" or child.lower_ in known]
    for child in noun.children:
        if child.lower_ == "of":
            parts += [part for part in child.subtree if part.pos_ in ("NOUN", "PROPN")]
    of_what = {_spelt(part.lemma_.lower()) for part in parts if part.pos_ in ("NOUN", "PROPN", "ADJ")}
    return Office(name, frozenset(of_what - set(name.split()) - _ANY_STATE), past_of(noun))


def past_of(noun: Token) -> frozenset[str]:
    """Return the words before a noun that keep an office from who is called so: "former", "deputy"."""
    return frozenset(child.lower_ for child in noun.lefts) & NOT_HOLDER


def _spelt(word: str) -> str:
    return "defence" if word == "defense" else word
