"""The actors: who and what the texts name, under which names, in which office and when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from analysis.errors import Fault, ReferenceDataError
from analysis.reference.checks import actor_faults
from analysis.reference.rows import Row, first_day, last_day, near_or, read_rows

FILES: Mapping[str, tuple[str, ...]] = {
    "entities": ("entity_id", "name", "kind", "affiliation", "camp", "wikidata", "note"),
    "aliases": ("entity_id", "alias", "kind", "rule"),
    "roles": ("entity_id", "role", "body", "from", "to"),
    "titles": ("role", "phrase", "owner"),
    "groups": ("group", "member"),
}


@dataclass(frozen=True)
class Actor:
    """Someone or something that texts name; blank fields are None."""

    entity_id: str
    name: str
    kind: str  # one of vocabulary.ENTITY_KINDS
    affiliation: str | None
    camp: str
    wikidata: str | None
    pronoun: str | None = None  # he or she: what texts call a person by


@dataclass(frozen=True)
class Alias:
    """One way to name an entity, and where that name may be trusted.

    Attributes:
        kind: name, short, acronym, demonym, transliteration or metonym.
        rules: Conditions of the match, see checks.RULES; none means that it holds anywhere.
    """

    entity_id: str
    text: str
    kind: str
    rules: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Role:
    """An office held by a person: in which body, from which day to which, both included.

    start is None where the beginning is unknown, end where the office is still held or the end unknown.
    """

    entity_id: str
    title: str
    body: str
    start: dt.date | None
    end: dt.date | None

    def held_on(self, day: dt.date) -> bool:
        """Return whether the office was held on a day for sure; an unknown beginning is not sure."""
        return self.start is not None and self.start <= day and (self.end is None or day <= self.end)


@dataclass(frozen=True)
class Title:
    """A phrase that the press uses for an office.

    Attributes:
        owner: What may stand beside the phrase: body (Kremlin spokesman: only the body of the office), or
            state (Russian defence minister: also what the body belongs to).
    """

    role: str
    phrase: str
    owner: str


@dataclass(frozen=True)
class Actors:
    """All the actors.

    Attributes:
        entities: entity_id -> actor, in the order of the file.
        aliases: Every name of every entity.
        roles: Every office on record.
        titles: The phrases that the press uses for offices.
        groups: Group -> ids of its entities, groups within groups resolved.
    """

    entities: dict[str, Actor]
    aliases: tuple[Alias, ...]
    roles: tuple[Role, ...]
    titles: tuple[Title, ...]
    groups: dict[str, frozenset[str]]

    def expand(self, name: str) -> frozenset[str]:
        """Return the ids of a group's entities, or the one id of an entity.

        Raises:
            ReferenceDataError: If there is neither a group nor an entity of that name.
        """
        if name in self.groups:
            return self.groups[name]
        if name in self.entities:
            return frozenset({name})
        known = [*self.groups, *self.entities]
        cure = near_or(name, known, "Entities and groups are in data/reference/actors.")
        raise ReferenceDataError(Fault("actors", 0, f"there is no group or entity '{name}'", cure=cure))

    def chain(self, entity_id: str) -> Iterator[str]:
        """Yield an entity, what it belongs to, what that belongs to, and so on."""
        step: str | None = entity_id
        while step is not None:
            yield step
            step = self.entities[step].affiliation

    def roles_called(self, titles: Iterable[Title], owner: str | None) -> list[Role]:
        """Return the offices that a phrase beside their body, or what it belongs to, may mean."""
        return [
            role
            for role in self.roles
            if role.body
            and any(
                owner == role.body or (title.owner == "state" and owner in self.chain(role.body))
                for title in titles
                if title.role == role.title
            )
        ]

    @cached_property
    def capitals(self) -> dict[str, str]:
        """Name of a capital -> the state whose government it may stand for."""
        return {alias.text: alias.entity_id for alias in self.aliases if "acts" in alias.rules}

    @cached_property
    def phrases(self) -> dict[str, tuple[str, ...]]:
        """Title of an office -> the phrases that the press uses for it."""
        found: dict[str, list[str]] = {}
        for title in self.titles:
            found.setdefault(title.role, []).append(title.phrase)
        return {role: tuple(phrases) for role, phrases in found.items()}

    @cached_property
    def name_words(self) -> dict[str, frozenset[str]]:
        """Entity -> the words of all its names, in lower case."""
        found = {one.entity_id: set(one.name.lower().split()) for one in self.entities.values()}
        for alias in self.aliases:
            found[alias.entity_id].update(alias.text.lower().split())
        return {entity_id: frozenset(words) for entity_id, words in found.items()}

    @cached_property
    def roles_of(self) -> dict[str, tuple[Role, ...]]:
        """Person -> offices."""
        offices: dict[str, list[Role]] = {}
        for role in self.roles:
            offices.setdefault(role.entity_id, []).append(role)
        return {person: tuple(roles) for person, roles in offices.items()}


def load_actors(folder: Path) -> Actors:
    """Return the actors of a folder of reference data (the files in its folder actors/).

    Raises:
        ReferenceDataError: With every fault of the files.
    """
    rows, faults = read_actor_rows(folder)
    faults += actor_faults(rows, faults)
    if faults:
        raise ReferenceDataError(sorted(faults))
    return _actors(rows)


def read_actor_rows(folder: Path) -> tuple[dict[str, list[Row]], list[Fault]]:
    """Return the rows of the actors' files, by file, and what is wrong with their form."""
    rows: dict[str, list[Row]] = {}
    faults: list[Fault] = []
    for name, columns in FILES.items():
        rows[name], found = read_rows(folder, f"actors/{name}.csv", columns)
        faults += found
    return rows, faults


def _actors(rows: Mapping[str, list[Row]]) -> Actors:
    entities = {
        row["entity_id"]: Actor(
            row["entity_id"],
            row["name"],
            row["kind"],
            row["affiliation"] or None,
            row["camp"],
            row["wikidata"] or None,
            row.cells.get("pronoun") or None,
        )
        for row in rows["entities"]
    }
    return Actors(
        entities=entities,
        aliases=tuple(
            Alias(row["entity_id"], row["alias"], row["kind"], frozenset(row["rule"].split()))
            for row in rows["aliases"]
        ),
        roles=tuple(
            Role(row["entity_id"], row["role"], row["body"], first_day(row["from"]), last_day(row["to"]))
            for row in rows["roles"]
        ),
        titles=tuple(Title(row["role"], row["phrase"], row["owner"]) for row in rows["titles"]),
        groups=_groups(rows["groups"]),
    )


def _groups(rows: list[Row]) -> dict[str, frozenset[str]]:
    members: dict[str, list[str]] = {}
    for row in rows:
        members.setdefault(row["group"], []).append(row["member"])

    def entities_of(name: str) -> set[str]:
        if name not in members:
            return {name}
        return {entity for member in members[name] for entity in entities_of(member)}

    return {group: frozenset(entities_of(group)) for group in members}
