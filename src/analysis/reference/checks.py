"""What can be wrong with the actors, each fault with its line and cure; all are found in one pass."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path

from analysis.errors import Fault, did_you_mean
from analysis.reference.rows import Row, choice_fault, date_fault, days_of, near_or
from analysis.vocabulary import CAMPS, ENTITY_KINDS

ALIAS_KINDS = ("name", "short", "acronym", "demonym", "transliteration", "metonym")
# Rule -> what must be true of the text around for the alias to count.
RULES = {
    "after_name": "the entity was named earlier in the document by a name that needs no rule",
    "alone": "not followed by a further capitalised word (the West, but not the West Bank)",
    "exercise": "a year or a word for an exercise stands beside it, each time",
    "series": "a year or a word for an exercise stands beside it, once in the document; never a unit",
    "owner": "what the entity belongs to stands beside it (Russian, of Belarus), or it was named so earlier",
    "acts": "it does or gets what only someone who acts does: a capital for its government",
    "ambiguous": "other entities share it: links to the one named earlier, or whose body is named",
}
PRONOUNS = ("he", "she")
TITLE_OWNERS = ("body", "state")
_SHARED = {"owner", "ambiguous"}
_ID = re.compile(r"[a-z0-9]+(?:_[a-z0-9]+)*")
_WIKIDATA = re.compile(r"Q[1-9]\d*")
_NAMELESS = {"", "-", "?", "n/a", "none"}

Rows = Mapping[str, list[Row]]


def known_entities(rows: Rows, unread: Sequence[Fault]) -> set[str] | None:
    """Return the ids of the actors; None where not all could be read, so that nobody is unknown for sure.

    Args:
        rows: Of the actors' files, by file.
        unread: Faults for which rows of these files are missing.
    """
    is_whole = "entities" not in _incomplete(unread)
    return {row["entity_id"] for row in rows["entities"]} if is_whole else None


def _incomplete(unread: Sequence[Fault]) -> set[str]:
    return {Path(fault.where).stem for fault in unread}


def actor_faults(rows: Rows, unread: Sequence[Fault] = ()) -> list[Fault]:
    """Return every fault of the actors' files, but none that follows only from rows that are missing.

    Args:
        rows: Of the actors' files, by file.
        unread: Faults for which rows of these files are missing.
    """
    known, incomplete = known_entities(rows, unread), _incomplete(unread)
    faults: list[Fault] = []
    for row in rows["entities"]:
        faults += _entity_faults(row, known)
    faults += _repeated(rows["entities"], ("entity_id",), "entity")
    faults += _repeated([row for row in rows["entities"] if row["name"]], ("name",), "name")
    faults += _repeated([row for row in rows["entities"] if row["wikidata"]], ("wikidata",), "Wikidata id")
    faults += _affiliation_circles(rows["entities"])
    for row in rows["aliases"]:
        faults += _alias_faults(row, known)
    faults += _repeated(rows["aliases"], ("entity_id", "alias"), "alias")
    faults += [] if "aliases" in incomplete else _nameless(rows)
    faults += _clashes(rows["aliases"])
    for row in rows["roles"]:
        faults += _role_faults(row, known)
    faults += _overlaps(rows) + _held_twice(rows["roles"])
    faults += _title_faults(rows, knows_roles="roles" not in incomplete)
    faults += _group_faults(rows["groups"], known)
    return faults


def _entity_faults(row: Row, known: set[str] | None) -> list[Fault]:
    faults = choice_fault(row, "kind", ENTITY_KINDS) + choice_fault(row, "camp", CAMPS)
    if not _ID.fullmatch(row["entity_id"]):
        faults.append(row.fault(f"entity_id '{row['entity_id']}'", "lower-case letters, digits and _"))
    if row["name"].lower() in _NAMELESS:
        faults.append(row.fault(f"{row['entity_id']} has no name", "the name that reports show"))
    if row["affiliation"]:
        faults += _unknown(row, "affiliation", known)
    if row.cells.get("pronoun"):
        faults += choice_fault(row, "pronoun", PRONOUNS)
    if row["wikidata"] and not _WIKIDATA.fullmatch(row["wikidata"]):
        faults.append(row.fault(f"wikidata '{row['wikidata']}'", "Q and a number, such as Q184, or blank"))
    return faults


def _alias_faults(row: Row, known: set[str] | None) -> list[Fault]:
    faults = _unknown(row, "entity_id", known) + choice_fault(row, "kind", ALIAS_KINDS)
    if not re.search(r"\w", row["alias"]):
        faults.append(row.fault(f"alias '{row['alias']}' has no letter", "a name as texts write it"))
    for rule in row["rule"].split():
        if rule not in RULES:
            faults.append(
                row.fault(f"unknown rule '{rule}'", f"any of {', '.join(RULES)}", did_you_mean(rule, RULES))
            )
    return faults


def _nameless(rows: Rows) -> list[Fault]:
    """Return a fault for every entity that no text can name."""
    named = {row["entity_id"] for row in rows["aliases"]}
    cure = "Add its names to actors/aliases.csv."
    return [
        row.fault(f"{row['entity_id']} has no alias", "at least one", cure)
        for row in rows["entities"]
        if row["entity_id"] not in named
    ]


def _clashes(rows: list[Row]) -> list[Fault]:
    """Return a fault for every alias that two entities claim without both rows saying that it is shared."""
    faults = []
    first: dict[str, Row] = {}
    for row in rows:
        # Small letters match in any case, so that they clash with capitals.
        other = first.get(row["alias"]) or first.setdefault(row["alias"].lower(), row)
        first.setdefault(row["alias"], row)
        if row["alias"] != other["alias"] and not (row["alias"].islower() or other["alias"].islower()):
            continue
        if other["entity_id"] == row["entity_id"]:
            continue
        rules = set(row["rule"].split()), set(other["rule"].split())
        if (_SHARED & rules[0] and _SHARED & rules[1]) or ("acts" in rules[0]) != ("acts" in rules[1]):
            continue
        also = f"{other['entity_id']} (line {other.line})"
        found = f"alias '{row['alias']}' of {row['entity_id']} is also one of {also}"
        cure = "Remove one, or write ambiguous into the rule of both."
        faults.append(row.fault(found, "one entity for an alias", cure))
    return faults


def _role_faults(row: Row, known: set[str] | None) -> list[Fault]:
    faults = _unknown(row, "entity_id", known)
    if row["body"]:
        faults += _unknown(row, "body", known)
    dates = date_fault(row, "from") + date_fault(row, "to")
    start, end = days_of(row["from"]), days_of(row["to"])
    if start and end and end[1] < start[0]:
        dates.append(row.fault(f"to {row['to']} comes before from {row['from']}"))
    if not row["role"]:
        faults.append(row.fault("the role is blank", "an office, such as Minister of Defence"))
    return faults + dates


def _overlaps(rows: Rows) -> list[Fault]:
    """Return a fault for two people at once in an office of one holder: those that titles.csv lists."""
    titles = {row["role"] for row in rows["titles"]}
    offices: dict[tuple[str, str], list[Row]] = {}
    for row in rows["roles"]:
        if row["role"] in titles and days_of(row["from"]):
            offices.setdefault((row["role"], row["body"]), []).append(row)
    faults = []
    for (role, body), holders in offices.items():
        for one, two in combinations(holders, 2):
            if one["entity_id"] != two["entity_id"] and _overlap(one, two):
                both = f"{two['entity_id']} and {one['entity_id']} (line {one.line})"
                found = f"{both} are both {role} of {body} at once"
                faults.append(two.fault(found, "one holder at a time", "Correct the dates of one of them."))
    return faults


def _held_twice(rows: list[Row]) -> list[Fault]:
    """Return a fault for two terms of one person in one office that overlap: one of them is a copy."""
    faults = []
    terms: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        terms.setdefault((row["entity_id"], row["role"], row["body"]), []).append(row)
    for (person, role, body), held in terms.items():
        for one, two in combinations(held, 2):
            if not days_of(one["from"]) or not days_of(two["from"]) or _overlap(one, two):
                found = f"{person} is {role} of {body or 'no body'} here and in line {one.line} at once"
                faults.append(
                    two.fault(found, "one row a term", "Remove one of the two, or correct the dates.")
                )
    return faults


def _overlap(one: Row, two: Row) -> bool:
    """Return whether two terms overlap whatever days their dates mean; a day of handover is none."""
    first, second = sorted((one, two), key=lambda row: days_of(row["from"]) or ())
    begins, ends = days_of(second["from"]), days_of(first["to"])
    return begins is not None and (ends is None or begins[1] < ends[0])


def _title_faults(rows: Rows, *, knows_roles: bool) -> list[Fault]:
    held = {row["role"] for row in rows["roles"]}
    faults = _repeated(rows["titles"], ("role", "phrase"), "phrase")
    for row in rows["titles"]:
        if knows_roles and row["role"] not in held:
            cure = near_or(row["role"], held, "Add it to actors/roles.csv.")
            faults.append(row.fault(f"nobody holds the role '{row['role']}'", "a role of roles.csv", cure))
        faults += choice_fault(row, "owner", TITLE_OWNERS)
        if not row["phrase"]:
            faults.append(row.fault("the phrase is blank", "how the press writes the office"))
    return faults


def _group_faults(rows: list[Row], known: set[str] | None) -> list[Fault]:
    groups = {row["group"] for row in rows}
    faults = _repeated(rows, ("group", "member"), "member")
    for row in rows:
        if known and row["group"] in known:
            faults.append(row.fault(f"group '{row['group']}' has the id of an entity", "a name of its own"))
        if known is not None and row["member"] not in known | groups:
            cure = near_or(row["member"], known | groups, "Add it to actors/entities.csv.")
            faults.append(row.fault(f"unknown member '{row['member']}'", "an entity or a group", cure))
    links = {group: [row["member"] for row in rows if row["group"] == group] for group in groups}
    first = {row["group"]: row for row in reversed(rows)}
    for group in sorted(_in_circles(links)):
        faults.append(first[group].fault(f"group '{group}' contains itself", "groups without a circle"))
    return faults


def _affiliation_circles(rows: list[Row]) -> list[Fault]:
    links = {row["entity_id"]: [row["affiliation"]] for row in rows if row["affiliation"]}
    circles = _in_circles(links)
    return [
        row.fault(f"{row['entity_id']} belongs, in the end, to itself", "affiliations without a circle")
        for row in rows
        if row["entity_id"] in circles
    ]


def _in_circles(links: Mapping[str, list[str]]) -> set[str]:
    """Return the nodes from which a way leads back to themselves."""
    circles = set()
    for start in links:
        seen, todo = set(), list(links[start])
        while todo:
            node = todo.pop()
            if node not in seen:
                seen.add(node)
                todo += links.get(node, [])
        if start in seen:
            circles.add(start)
    return circles


def _unknown(row: Row, column: str, known: set[str] | None) -> list[Fault]:
    if known is None or row[column] in known:
        return []
    cure = near_or(row[column], known, "Add it to actors/entities.csv.")
    return [row.fault(f"unknown {column} '{row[column]}'", "an entity of actors/entities.csv", cure)]


def _repeated(rows: list[Row], columns: tuple[str, ...], what: str) -> list[Fault]:
    first: dict[tuple[str, ...], Row] = {}
    faults = []
    for row in rows:
        key = tuple(row[column] for column in columns)
        if first.setdefault(key, row) is not row:
            found = f"{what} '{' '.join(key)}' stands here again (first in line {first[key].line})"
            faults.append(row.fault(found, "once", "Remove one of the two."))
    return faults
