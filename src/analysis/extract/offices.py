"""Bodies and offices named by what they belong to: Belarus's defence ministry, the NATO Secretary General."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from spacy.tokens import Doc

from analysis.extract.links import Link, link_to
from analysis.extract.names import Name
from analysis.extract.speaker_words import NOT_HOLDER
from analysis.reference import Actors, Title

_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
_OWNERS = frozenset({"state", "organisation", "bloc"})
# Of a body: its own words may stand alone once its owner was named with it (the Defence Ministry).
# A body named this many tokens before is the one meant, about two sentences.
_NEAR = 60
_STANDS_ALONE = ("ministry", "mod", "mfa", "general staff", "security council")


class Offices:
    """Links bodies by their owner and offices by their holder on a day."""

    def __init__(self, actors: Actors) -> None:
        self._actors = actors

    def __call__(
        self,
        doc: Doc,
        names: list[Name],
        links: list[Link],
        *,
        published: dt.date | None = None,
        home: str | None = None,
    ) -> list[Link]:
        """Return the links and those of bodies and offices; an owner beside one becomes part of it.

        Args:
            doc: The parsed text.
            names: What may name bodies and offices.
            links: What names of their own have linked to.
            published: Day of publication; it decides who holds an office.
            home: The state that the text comes from, whose bodies it names without their owner.
        """
        named = frozenset(link.entity_id for link in links if link.entity_id and link.method != "short")
        links = self._bodies(doc, [name for name in names if name.is_body], links, home)
        titles = [name for name in names if name.titles and not name.aliases]
        return self._titles(doc, titles, links, published, named)

    def _bodies(self, doc: Doc, names: list[Name], links: list[Link], home: str | None) -> list[Link]:
        by_start = {link.start: link for link in links}
        by_end = {link.end: link for link in links}
        places: dict[str, list[int]] = {}
        for link in links:
            places.setdefault(link.entity_id or "", []).append(link.start)
        for name in names:
            candidates = sorted({alias.entity_id for alias in name.aliases})
            for owner in self._owners(doc, name, by_start, by_end):
                owned = [one for one in candidates if owner.entity_id in list(self._actors.chain(one))[1:]]
                if len(owned) == 1:
                    start, end = min(name.start, owner.start), max(name.end, owner.end)
                    _replace(
                        by_start, by_end, owner, link_to(self._actors, owned, start, end, method="alias")
                    )
                    places.setdefault(owned[0], []).append(start)
                    break
            else:
                if not _may_stand_alone(doc, name):
                    continue
                known = self._known(name, candidates, places, home)
                if known:
                    link = link_to(self._actors, known, name.start, name.end, method="short")
                    _replace(by_start, by_end, None, link)
        return [by_start[start] for start in sorted(by_start)]

    def _known(
        self, name: Name, candidates: list[str], places: dict[str, list[int]], home: str | None
    ) -> list[str]:
        """Return whose body a name without owner is: one named just before, home's, or one named so far."""
        before = {
            one: max((at for at in places.get(one, ()) if at < name.start), default=-1) for one in candidates
        }
        near = [one for one, at in before.items() if at >= 0 and name.start - at <= _NEAR]
        own = [one for one in candidates if home in list(self._actors.chain(one))[1:]]
        return near or own or [one for one, at in before.items() if at >= 0]

    def _titles(
        self,
        doc: Doc,
        names: list[Name],
        links: list[Link],
        published: dt.date | None,
        named: frozenset[str],
    ) -> list[Link]:
        by_start = {link.start: link for link in links}
        by_end = {link.end: link for link in links}
        people = _people_at(doc, links)
        for name in names:
            if _names_holder(doc, name, people):
                continue
            for owner in self._owners(doc, name, by_start, by_end):
                start, end = min(name.start, owner.start), max(name.end, owner.end)
                if not _is_holder(doc, start, end) or _beside_person(doc, start, end, people):
                    continue
                link = self._holder(name.titles, owner, (start, end), published, named)
                if link is not None:
                    _replace(by_start, by_end, owner, link)
                    break
        return [by_start[start] for start in sorted(by_start)]

    def _owners(
        self, doc: Doc, name: Name, by_start: dict[int, Link], by_end: dict[int, Link]
    ) -> Iterator[Link]:
        """Yield what may own the name: linked right before it (Russian, Russia's) or right after its of."""
        before = name.start
        if before and doc[before - 1].text in _POSSESSIVES:
            before -= 1
        if before in by_end and self._can_own(by_end[before]):
            yield by_end[before]
        after = name.end
        if after < len(doc) and doc[after].lower_ == "of":
            after += 1
            if after < len(doc) and doc[after].lower_ == "the":
                after += 1
            owner = by_start.get(after)
            # A demonym there belongs to the noun after it: the president of the Russian Academy of Sciences.
            is_owner = owner is not None and owner.label != "NORP" and self._can_own(owner)
            if owner and is_owner and not self._is_one_of_two(doc, owner, by_start):
                yield owner

    def _can_own(self, link: Link) -> bool:
        return link.entity_id is not None and self._actors.entities[link.entity_id].kind in _OWNERS

    def _is_one_of_two(self, doc: Doc, owner: Link, by_start: dict[int, Link]) -> bool:
        """Return whether a second owner follows: the ministers of Russia and Belarus are two."""
        if owner.end + 1 >= len(doc) or doc[owner.end].lower_ not in {"and", ","}:
            return False
        second = by_start.get(owner.end + 1)
        return doc[owner.end].lower_ == "and" and second is not None and self._can_own(second)

    def _holder(
        self,
        titles: tuple[Title, ...],
        owner: Link,
        span: tuple[int, int],
        published: dt.date | None,
        named: frozenset[str],
    ) -> Link | None:
        roles = self._actors.roles_called(titles, owner.entity_id)
        if published is None:
            holders = {role.entity_id for role in roles}
            sure = holders & named
            if len(sure) != 1:
                return Link(*span, "PERSON", None, "role", tuple(sorted(holders))) if holders else None
        else:
            sure = {role.entity_id for role in roles if role.held_on(published)}
            # An office whose beginning is not on record: its holder if the text names them.
            sure = sure or {role.entity_id for role in roles if role.start is None} & named
        return link_to(self._actors, sure, *span, method="role") if sure else None


def _replace(by_start: dict[int, Link], by_end: dict[int, Link], old: Link | None, new: Link) -> None:
    if old is not None:
        del by_start[old.start], by_end[old.end]
    by_start[new.start] = by_end[new.end] = new


def _may_stand_alone(doc: Doc, name: Name) -> bool:
    text = doc[name.start : name.end]
    return text.text[:1].isupper() and any(word in text.text.lower() for word in _STANDS_ALONE)


def _people_at(doc: Doc, links: list[Link]) -> tuple[frozenset[int], frozenset[int]]:
    """Return where people's names begin and where they end, those of the model included."""
    spans = [(link.start, link.end) for link in links if link.label == "PERSON"]
    spans += [(ent.start, ent.end) for ent in doc.ents if ent.label_ == "PERSON"]
    return frozenset(start for start, _ in spans), frozenset(end for _, end in spans)


def _names_holder(doc: Doc, name: Name, people: tuple[frozenset[int], frozenset[int]]) -> bool:
    """Return whether a person's name follows the title: then the name says who it is."""
    return name.end in people[0]


def _beside_person(doc: Doc, start: int, end: int, people: tuple[frozenset[int], frozenset[int]]) -> bool:
    """Return whether a name stands beside the office, or only a comma between: the name says who it is."""
    starts, ends = people
    if end in starts:
        return True
    if (
        end < len(doc)
        and doc[end].text == ","
        and end + 1 in starts
        and not _begins_clause(doc, end + 1, ends)
    ):
        return True
    before = start - 1
    if before >= 0 and doc[before].lower_ in {"the", "a"}:
        before -= 1
    return before >= 1 and doc[before].text in {",", "(", "-", "–"} and before in ends


def _begins_clause(doc: Doc, start: int, ends: frozenset[int]) -> bool:
    """Return whether a name is the subject of a verb: "With the president, Brandt left"."""
    end = min((end for end in ends if end > start), default=start + 1)
    root = doc[start:end].root
    return root.dep_ in ("nsubj", "nsubjpass") and root.head.i >= end


def _is_holder(doc: Doc, start: int, end: int) -> bool:
    """Return whether the words around leave the office to its holder: no former, no "at the time"."""
    if start and doc[start - 1].lower_ in NOT_HOLDER:
        return False
    if [token.lower_ for token in doc[end : end + 3]] == ["at", "the", "time"]:
        return False
    if start > 1 and doc[start - 1].text == "-" and doc[start - 2].lower_ in NOT_HOLDER:
        return False
    return not (end + 1 < len(doc) and doc[end].text == "-" and doc[end + 1].lower_ in {"elect", "designate"})
