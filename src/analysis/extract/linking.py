"""Whose name it is: links found names to entities; where two could bear a name, to neither."""

from __future__ import annotations

import datetime as dt

from spacy.tokens import Doc

from analysis.extract.links import Link, link_to
from analysis.extract.names import Name
from analysis.extract.offices import Offices
from analysis.extract.people import People
from analysis.reference import Actors


class Linker:
    """Links first names of their own, then bodies by what they belong to, then offices by their holder."""

    def __init__(self, actors: Actors) -> None:
        self._actors = actors
        self._people = People(actors)
        self._offices = Offices(actors)

    def __call__(
        self, doc: Doc, names: list[Name], *, published: dt.date | None = None, home: str | None = None
    ) -> list[Link]:
        """Return the links of a text in order, none overlapping; what turns out to be no name is left out."""
        links = self._people(doc, names)
        taken = {i for link in links for i in range(link.start, link.end)}
        own = [name for name in names if name.aliases and not name.is_body and name.start not in taken]
        links += self._own_names(own)
        links.sort(key=lambda link: link.start)
        return self._offices(doc, names, links, published=published, home=home)

    def _own_names(self, names: list[Name]) -> list[Link]:
        """Return the links of names that need no owner; a shared name links to the one the text tells."""
        named: set[str] = set()
        everywhere = {alias.entity_id for name in names for alias in name.aliases if not alias.rules}
        links = []
        for name in names:
            aliases = [alias for alias in name.aliases if "owner" not in alias.rules]
            candidates = {alias.entity_id for alias in aliases}
            if len(candidates) > 1 or any("ambiguous" in alias.rules for alias in aliases):
                candidates = candidates & named or self._told(candidates, everywhere)
                link = link_to(self._actors, candidates, name.start, name.end, method="alias")
            else:
                method = "metonym" if any("acts" in alias.rules for alias in aliases) else "alias"
                link = link_to(self._actors, candidates, name.start, name.end, method=method)
                named |= candidates
            if all(alias.kind == "demonym" for alias in aliases):
                link = Link(link.start, link.end, "NORP", link.entity_id, link.method, link.candidates)
            links.append(link)
        return links

    def _told(self, candidates: set[str], everywhere: set[str]) -> set[str]:
        """Return the candidates whose own body is named in the text (the CIS, for its council); else all."""
        told = {one for one in candidates if self._actors.entities[one].affiliation in everywhere}
        return told or candidates
