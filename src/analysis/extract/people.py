"""People: a full name links; a surname links to who was named in full before, else to its short alias."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Doc, Span

from analysis.extract.links import Link, link_to
from analysis.extract.names import Name
from analysis.reference import Actors, Alias

# Words that stand before a name without being part of it.
_TITLES = frozenset(
    """president minister secretary chancellor premier general colonel admiral marshal commander ambassador
    senator congressman spokesman spokeswoman spokesperson mister mr mr. mrs mrs. ms ms. dr dr. sir lord king
    prince gen. lt. col. sen. rep. comrade dictator leader the dear prime foreign defence defense""".split()  # noqa: SIM905
)
_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "'s", "’s", "'", "’", ","})
_NOT_GIVEN = frozenset({"DATE", "GPE", "ORG", "NORP", "LOC", "EVENT", "TIME"})


@dataclass(frozen=True)
class _NamedInFull:
    start: int
    surnames: frozenset[str]
    entity_id: str | None  # None: someone who is not among the actors


class People:
    """Links the names of people in a text."""

    def __init__(self, actors: Actors) -> None:
        self._actors = actors
        self._surnames: dict[str, set[str]] = {}
        self._given: dict[str, set[str]] = {}
        for alias in actors.aliases:
            if actors.entities[alias.entity_id].kind != "person":
                continue
            if alias.kind == "short":
                self._surnames.setdefault(alias.entity_id, set()).add(alias.text)
            else:
                self._given.setdefault(alias.entity_id, set()).add(alias.text.split()[0].lower())

    def __call__(self, doc: Doc, names: list[Name]) -> list[Link]:
        """Return the links of people's names; a surname that is a stranger's stays without an entity."""
        people = [name for name in names if self._is_person(name)]
        full = [name for name in people if not self._is_surname(name)]
        before = [self._named(name) for name in full if len(_ids(name.aliases)) == 1]
        before += _strangers(doc, people)
        entity_at = {token.i: ent for ent in doc.ents if ent.label_ == "PERSON" for token in ent}
        taken = {i for name in names for i in range(name.start, name.end)}
        titles = {name.end: name for name in names if name.titles}
        links = [
            link_to(self._actors, _ids(name.aliases), name.start, name.end, method="alias") for name in full
        ]
        for name in people:
            if not self._is_surname(name):
                continue
            given = _given_names(doc, name, entity_at.get(name.start), taken)
            if given:
                links.append(self._link_full(doc, name, given))
                surnames = self._surnames.get(links[-1].entity_id or "", {doc[name.start : name.end].text})
                before.append(_NamedInFull(name.start, frozenset(surnames), links[-1].entity_id))
            else:
                links.append(self._link_surname(doc, name, before, titles.get(name.start)))
        return links

    def _is_person(self, name: Name) -> bool:
        return bool(name.aliases) and all(
            self._actors.entities[alias.entity_id].kind == "person" for alias in name.aliases
        )

    @staticmethod
    def _is_surname(name: Name) -> bool:
        return all(alias.kind == "short" for alias in name.aliases)

    def _named(self, name: Name) -> _NamedInFull:
        entity_id = name.aliases[0].entity_id
        return _NamedInFull(name.start, frozenset(self._surnames.get(entity_id, ())), entity_id)

    def _ever_held(self, person: str, titles: set[str]) -> bool:
        return any(role.title in titles for role in self._actors.roles_of.get(person, ()))

    def _link_full(self, doc: Doc, name: Name, given: list[int]) -> Link:
        """Return the link of a surname after given names that no alias has (V. Putin, Oleg Putin)."""
        first = doc[given[0]].lower_
        candidates = [one for one in _ids(name.aliases) if _fits(first, self._given.get(one, set()))]
        if not candidates:
            return Link(given[0], name.end, "PERSON", None, "model")
        return link_to(self._actors, candidates, given[0], name.end, method="alias")

    def _link_surname(self, doc: Doc, name: Name, before: list[_NamedInFull], title: Name | None) -> Link:
        """Return the link of a lone surname; title is the phrase for an office right before it."""
        surname = doc[name.start : name.end].text
        earlier = {one.entity_id for one in before if one.start < name.start and surname in one.surnames}
        if earlier and title is not None:
            held = {role.role for role in title.titles}
            earlier = {one for one in earlier if one and self._ever_held(one, held)} or earlier
        known = [one for one in earlier if one is not None]
        if not earlier:
            return link_to(self._actors, _ids(name.aliases), name.start, name.end, method="short")
        if len(earlier) == 1 and known:
            return link_to(self._actors, known, name.start, name.end, method="short")
        tied = tuple(sorted(known)) if len(earlier) > 1 else ()
        return Link(name.start, name.end, "PERSON", None, "short" if tied else "model", tied)


def _strangers(doc: Doc, people: list[Name]) -> list[_NamedInFull]:
    """Return who else the model finds named in full."""
    taken = {i for name in people for i in range(name.start, name.end)}
    strangers = []
    for ent in doc.ents:
        if ent.label_ != "PERSON" or any(i in taken for i in range(ent.start, ent.end)):
            continue
        words = [token for token in ent if token.lower_ not in _TITLES and token.lower_ not in _SUFFIXES]
        if len(words) > 1 and words[-1].is_title:
            strangers.append(_NamedInFull(ent.start, frozenset({words[-1].text}), None))
    return strangers


def _given_names(doc: Doc, name: Name, ent: Span | None, taken: set[int]) -> list[int]:
    """Return the tokens right before a surname that are given names, by the model or by their form."""
    given: list[int] = []
    i = name.start - 1
    while i >= 0 and i not in taken:
        token = doc[i]
        if not token.text[:1].isupper() or token.lower_ in _TITLES or (token.is_upper and len(token) > 2):
            break
        inside = ent is not None and ent.start <= i
        # In a heading every word is capitalised; the parser then takes verbs for given names.
        in_heading = i > 0 and doc[i - 1].is_title and not token.is_sent_start
        compound = token.pos_ == "PROPN" and token.dep_ == "compound" and not in_heading
        compound = compound and token.ent_type_ not in _NOT_GIVEN
        if not inside and not (compound and token.head.i == name.end - 1):
            break
        given.insert(0, i)
        i -= 1
    return given


def _fits(given: str, known: set[str]) -> bool:
    """Return whether a given name, or its initial, is one of the known ones."""
    if len(given.rstrip(".")) == 1:
        return any(one[0] == given[0] for one in known)
    return given in known


def _ids(aliases: Iterable[Alias]) -> list[str]:
    return list(dict.fromkeys(alias.entity_id for alias in aliases))
