"""People under other spellings of their names: "Andrej Belousow" is Andrei Belousov.

Names in Cyrillic reach the press through Russian, Belarusian, Ukrainian, Polish and German. Given name and
surname together are compared by a key on which the spellings agree; a surname alone never is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from analysis.extract.names import Name
from analysis.reference import Actors, Alias

if TYPE_CHECKING:
    from spacy.tokens import Doc

# What is written for one sound -> a letter for it, in this order; of letters with marks the marks are gone.
_SOUNDS = tuple(
    (re.compile(pattern), letter)
    for pattern, letter in (
        (r"tsch|tch|cz|kh|ch|g", "h"),
        (r"sch|sz", "sh"),
        (r"x", "ks"),
        (r"ts", "c"),
        (r"w", "v"),
        (r"[yj]", "i"),
        (r"ska(?:i?a)$", "ska"),
        (r"(?:ou|au|aw|off)(?=[^aeiou]|$)", "av"),
        (r"o", "a"),
        (r"(.)\1+", r"\1"),
        (r"i(?=[aeu])|(?<=[aeu])i", ""),
    )
)
_PLAIN = str.maketrans({"ł": "l", "š": "sh", "č": "ch", "ž": "zh", "ŭ": "w", "ś": "s", "ć": "c", "ń": "n"})
# Given names that the languages spell by more than their letters.
_GIVEN = (
    "alexander aleksandr alexandr aliaksandr alyaksandr alaksandr oleksandr aleksander",
    "sergei serguei sergiy serhiy siarhei syarhey siarhiej siergiej",
    "andrei andriy andrii andrzej",
    "dmitry dmytro dzmitry dimitri dzmitryi",
    "vladimir volodymyr uladzimir",
    "vladislav vladyslav uladzislau wladyslaw",
    "nikolai mykola mikalai mikola",
    "mikhail mykhailo mikhas michal",
    "alexei aleksey oleksiy oleksii aliaksei alyaksey",
    "pavel pavlo pawel paval",
    "valery valerii valer",
    "yevgeny evgeny yevhen yauhen eugene",
    "yuri iurii juri",
    "anatoly anatolii anatol",
    "oleg aleh oleh",
    "igor ihar ihor",
    "vasily vasyl vasil",
    "gennady hennadiy henadz",
    "grigory hryhoriy ryhor",
    "konstantin kostiantyn kanstantsin",
    "vadim vadym vadzim",
    "svetlana svitlana sviatlana swiatlana",
    "natalia natallia",
    "yekaterina kateryna katsiaryna",
    "yelena olena alena elena",
    "radoslaw radek",
    "rustem rustam",
    "yunus-bek yunusbek junus-bek",
)
# Two words with capitals, either of which may have a hyphen; every pair, overlapping ones too.
_WORD = r"[^\W\d_a-z][^\W\d_]+(?:-[^\W\d_]+)?"
_FULL_NAME = re.compile(rf"\b(?=({_WORD}) ({_WORD})\b)")


@lru_cache(maxsize=20_000)
def key_of(word: str) -> str:
    """Return what the spellings of a name have in common."""
    plain = unicodedata.normalize("NFD", word.lower().translate(_PLAIN))
    key = "".join(char for char in plain if not unicodedata.combining(char))
    for sound, letter in _SOUNDS:
        key = sound.sub(letter, key)
    return key


_GIVEN_KEYS = {key_of(name): group.split()[0] for group in _GIVEN for name in group.split()}


def given_key_of(word: str) -> str:
    """Return what the spellings of a given name have in common, those of other languages too."""
    key = key_of(word)
    return _GIVEN_KEYS.get(key, key)


class Spellings:
    """Finds people whose names are spelt otherwise than the aliases say."""

    def __init__(self, actors: Actors) -> None:
        """Take the actors whose given names and surnames are known."""
        known: dict[str, tuple[set[str], set[str]]] = {}
        for alias in actors.aliases:
            if actors.entities[alias.entity_id].kind == "person" and not alias.rules:
                given, surnames = known.setdefault(alias.entity_id, (set(), set()))
                words = alias.text.split()
                surnames.add(key_of(words[-1]))
                given.update(map(given_key_of, words[:1] if len(words) > 1 else ()))
        self._persons: dict[tuple[str, str], set[str]] = {}
        for person, (given, surnames) in known.items():
            for pair in ((one, other) for one in given for other in surnames):
                self._persons.setdefault(pair, set()).add(person)

    def __call__(self, doc: Doc, names: Iterable[Name]) -> list[Name]:
        """Return the names of people that no alias spells, and their surnames alone behind them."""
        taken = {(name.start, name.end) for name in names}
        surnames: dict[str, str] = {}
        found = []
        text = doc.text  # spaCy builds it anew at every call
        for match in _FULL_NAME.finditer(text):
            given, surname = match.groups()
            persons = self._persons.get((given_key_of(given), key_of(surname)), ())
            span = doc.char_span(match.start(1), match.end(2)) if len(persons) == 1 else None
            if span is not None and (span.start, span.end) not in taken:
                (person,) = persons
                alias = Alias(person, span.text, "transliteration")
                found.append(Name(span.start, span.end, (alias,), ()))
                surnames.setdefault(surname, person)
        for surname, person in surnames.items():
            for match in re.finditer(rf"\b{re.escape(surname)}\b", text):
                span = doc.char_span(*match.span())
                if span is not None and (span.start, span.end) not in taken:
                    found.append(Name(span.start, span.end, (Alias(person, surname, "short"),), ()))
        return found
