"""A made-up country for tests: nobody real is made to say anything."""

from __future__ import annotations

from analysis.extract.attributions import find_attributions
from analysis.extract.mentions import annotate
from analysis.extract.tagger import load_tagger
from analysis.records import Attribution, Mention
from analysis.reference import Actor, Actors, Alias, Role

PEOPLE = {
    "brandt": ("Ada Brandt", "Minister of Defence", "mod_ruritania"),
    "moor": ("Jonas Moor", "Minister of Defence", "mod_borduria"),
    "keller": ("Ilse Keller", "President", "ruritania"),
}
STATES = {"ruritania": "Ruritania", "borduria": "Borduria"}
BODIES = {
    "mod_ruritania": ("Ministry of Defence of Ruritania", "ruritania"),
    "mod_borduria": ("Ministry of Defence of Borduria", "borduria"),
    "palace": ("White Palace", "ruritania"),
}
# What the texts call them, longest first.
ALIASES = {
    "Ministry of Defence of Ruritania": ("ORG", "mod_ruritania"),
    "Ruritanian Defence Ministry": ("ORG", "mod_ruritania"),
    "Bordurian Defence Ministry": ("ORG", "mod_borduria"),
    "White Palace": ("ORG", "palace"),
    "Ada Brandt": ("PERSON", "brandt"),
    "ADA BRANDT": ("PERSON", "brandt"),
    "Jonas Moor": ("PERSON", "moor"),
    "Ilse Keller": ("PERSON", "keller"),
    "Institute of Border Studies": ("ORG", None),
    "Peter Stein": ("PERSON", None),
    "Otto Varga": ("PERSON", None),
    "Brandt": ("PERSON", "brandt"),
    "Moor": ("PERSON", "moor"),
    "Keller": ("PERSON", "keller"),
    "Stein": ("PERSON", None),
    "Ruritanian": ("NORP", "ruritania"),
    "Bordurian": ("NORP", "borduria"),
    "Ruritania": ("GPE", "ruritania"),
    "Borduria": ("GPE", "borduria"),
    "Vandalia": ("GPE", None),
    "Strelsau": ("GPE", "strelsau"),
}


def actors() -> Actors:
    """Return the actors of the made-up world."""
    entities = {key: Actor(key, name, "state", None, "other", None) for key, name in STATES.items()}
    entities |= {
        key: Actor(key, name, "organisation", state, "other", None) for key, (name, state) in BODIES.items()
    }
    pronouns = {"brandt": "she", "moor": "he", "keller": "she"}
    entities |= {
        key: Actor(key, name, "person", body, "other", None, pronouns[key])
        for key, (name, _, body) in PEOPLE.items()
    }
    roles = tuple(Role(key, title, body, None, None) for key, (_, title, body) in PEOPLE.items())
    entities["strelsau"] = Actor("strelsau", "Strelsau", "place", "ruritania", "other", None)
    capital = Alias("ruritania", "Strelsau", "metonym", frozenset({"acts"}))
    other_name = Alias("palace", "Palace Council", "name")
    return Actors(entities=entities, aliases=(capital, other_name), roles=roles, titles=(), groups={})


def mentions(text: str) -> list[Mention]:
    """Return where a text names the actors; longer names first, none overlapping."""
    found: list[Mention] = []
    for alias, (label, entity_id) in ALIASES.items():
        start = text.find(alias)
        while start >= 0:
            end = start + len(alias)
            if all(end <= other.start or other.end <= start for other in found):
                found.append(Mention(start=start, end=end, label=label, entity_id=entity_id))
            start = text.find(alias, end)
    return sorted(found, key=lambda mention: mention.start)


def attributions(nlp, text: str, *, title: str = "", **options) -> list[Attribution]:
    """Return the attributions of a text; options go to find_attributions."""
    named, doc = mentions(text), nlp(text)
    found = load_tagger()(doc).found  # as in a build, before mentions are written into the parse
    options = {"actors": actors()} | options
    return find_attributions(annotate(doc, named), named, found, title=title, **options)


def said(text: str, attribution: Attribution) -> str:
    """Return the content of an attribution as text, its pieces joined by a bar."""
    return " | ".join(text[start:end] for start, end in attribution.content)
