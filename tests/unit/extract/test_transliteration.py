"""Made-up people, as the press of several countries would spell them."""

from __future__ import annotations

import pytest

from analysis.extract.mentions import MentionFinder
from analysis.reference import Actor, Actors, Alias

_PEOPLE = {"varkhov": "Sergei Varkhov", "zubrenko": "Alexander Zubrenko", "molchich": "Natalia Molchich"}
SPELT = [
    ("Siarhei Varhou", "varkhov"),
    ("Siergiej Warchow", "varkhov"),
    ("Sergej Warchow", "varkhov"),
    ("Aliaksandr Zubrenka", "zubrenko"),
    ("Oleksandr Zubrenko", "zubrenko"),
    ("Nataliya Molczycz", "molchich"),
    ("Natallia Molchych", "molchich"),
    ("Oleg Varkhov", None),
    ("Sergei Zubrenko", None),
    ("Sergei Barkhov", None),
    ("Sergei Virkhov", None),
]


@pytest.fixture(scope="module")
def finder(nlp):
    entities = {key: Actor(key, name, "person", None, "other", None) for key, name in _PEOPLE.items()}
    aliases = [Alias(key, name, "name") for key, name in _PEOPLE.items()]
    aliases += [Alias(key, name.split()[1], "short") for key, name in _PEOPLE.items()]
    return MentionFinder(Actors(entities, tuple(aliases), (), (), {}), nlp.vocab)


@pytest.mark.parametrize(("name", "person"), SPELT, ids=[name for name, _ in SPELT])
def test_a_full_name_links_in_any_spelling(nlp, finder, name: str, person: str | None) -> None:
    text = f"The talks were opened by {name} on Monday. Then {name.split()[1]} left."
    linked = [text[m.start : m.end] for m in finder(nlp(text)) if m.entity_id]
    assert linked == ([name, name.split()[1]] if person else [])
