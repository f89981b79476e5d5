"""What the words beside a name must say before the name counts: the rules of the alias table."""

from __future__ import annotations

import re
from dataclasses import replace

from spacy.tokens import Doc

from analysis.extract.metonyms import acts
from analysis.extract.names import Name
from analysis.reference import Alias

EXERCISE_WORDS = frozenset(
    {
        *("exercise", "exercises", "drill", "drills", "wargame", "wargames"),
        *("manoeuvre", "manoeuvres", "maneuver", "maneuvers"),
    }
)
# A unit or craft named like an exercise: the Zapad group of forces, battlegroup Zapad, the Vostok station.
_UNIT_WORDS = frozenset(
    {
        *("group", "groups", "grouping", "battlegroup", "battlegroups", "unit", "units"),
        *("spacecraft", "rocket", "station", "airline", "port"),
    }
)
_YEAR = re.compile(r"(?:19[7-9]|20[0-4])\d|['’]?\d\d")
_QUOTES = frozenset("\"'“”‘’«»„`")
_LINKS = frozenset({",", "and", "/", "&", "-", "–", '"', "“", "”"})
# How far, in tokens of the same sentence, a word for an exercise may stand from a series.
_SERIES_REACH = 6


def accepted(doc: Doc, names: list[Name]) -> list[Name]:
    """Return the names whose rules hold, an exercise with its year; aliases that fail are left out."""
    names = [_with_year(doc, name) for name in names]
    first_named = _first_named(names)
    series = {
        alias.entity_id
        for name in names
        if name.is_series and _shows_exercise(doc, name)
        for alias in name.aliases
        if "series" in alias.rules
    }
    evident = _evident_exercises(doc, names)
    kept = []
    for name in names:
        aliases = tuple(
            alias
            for alias in name.aliases
            if not alias.rules or _holds(doc, name, alias, first_named, series, evident)
        )
        # A name that stands for somebody else here is not also its own: Minsk that speaks is no town.
        standing_for = tuple(alias for alias in aliases if "acts" in alias.rules)
        if aliases or name.titles:
            kept.append(replace(name, aliases=standing_for or aliases))
    return kept


def _holds(
    doc: Doc, name: Name, alias: Alias, first_named: dict[str, int], series: set[str], evident: set[int]
) -> bool:
    """Return whether every rule of an alias holds; owner and ambiguous are left to linking."""
    for rule in alias.rules:
        if rule == "after_name" and first_named.get(alias.entity_id, len(doc)) >= name.start:
            return False
        if rule == "acts" and not acts(doc, name.start, name.end):
            return False
        if rule == "alone" and not _stands_alone(doc, name):
            return False
        if rule == "exercise" and name.start not in evident:
            return False
        if rule == "series" and (alias.entity_id not in series or _names_unit(doc, name)):
            return False
    return True


def _first_named(names: list[Name]) -> dict[str, int]:
    """Return where each entity is first named by an alias without rules that is nobody else's."""
    first: dict[str, int] = {}
    for name in names:
        if len(name.aliases) == 1 and not name.aliases[0].rules:
            first.setdefault(name.aliases[0].entity_id, name.start)
    return first


def _evident_exercises(doc: Doc, names: list[Name]) -> set[int]:
    """Return where exercises named by ordinary words surely stand, lists of them included."""
    candidates = [name for name in names if name.is_series and not _names_unit(doc, name)]
    evident = {name.start for name in candidates if _is_marked(doc, name)}
    for ordered, forward in ((candidates[::-1], False), (candidates, True)):
        for name in ordered:
            neighbour = _neighbour(doc, name, candidates, forward=forward)
            if neighbour in evident:
                evident.add(name.start)
    return evident


def _is_marked(doc: Doc, name: Name) -> bool:
    """Return whether a year is attached, or a word for an exercise stands beside (near, if quoted)."""
    if name.has_year:
        return True
    reach = 4 if _is_quoted(doc, name) else 1
    return _exercise_near(doc, name, reach)


def _neighbour(doc: Doc, name: Name, names: list[Name], *, forward: bool) -> int | None:
    """Return the start of the exercise that a comma or and joins to this one."""
    for other in names:
        first, second = (other, name) if forward else (name, other)
        gap = range(first.end, second.start)
        if first.end < second.start <= first.end + 3 and all(doc[i].lower_ in _LINKS for i in gap):
            return other.start
    return None


def _shows_exercise(doc: Doc, name: Name) -> bool:
    if name.has_year:
        return True
    is_told = _exercise_near(doc, name, _SERIES_REACH) or _is_held(doc, name)
    return is_told and not _names_unit(doc, name)


def _is_held(doc: Doc, name: Name) -> bool:
    """Return whether somebody conducts what is named, or is to hold it; who held it may have held a town."""
    noun = doc[name.start : name.end].root
    verb = noun.head
    if noun.dep_ not in {"dobj", "nsubjpass"} or verb.lemma_ not in {"hold", "conduct", "stage"}:
        return False
    return verb.lemma_ != "hold" or noun.dep_ == "nsubjpass" or verb.tag_ in {"VB", "VBG"}


def _exercise_near(doc: Doc, name: Name, reach: int) -> bool:
    for i in range(name.start - 1, max(-1, name.start - 1 - reach), -1):
        if doc[i + 1].is_sent_start:
            break
        if doc[i].lower_ in EXERCISE_WORDS:
            return True
    for i in range(name.end, min(len(doc), name.end + reach)):
        if doc[i].is_sent_start:
            break
        if doc[i].lower_ in EXERCISE_WORDS:
            return True
    return False


def _with_year(doc: Doc, name: Name) -> Name:
    """Return an exercise with the year that follows its name (Union Shield 2023); other names as they are."""
    if not name.is_series or name.has_year or name.end >= len(doc):
        return name
    at = name.end
    if doc[at].text in {"'", "’"} and at + 1 < len(doc) and not doc[at].whitespace_:
        at += 1  # Steadfast Defender '24
    year = doc[at]
    if not _YEAR.fullmatch(year.text) or year.is_sent_start:
        return name
    if len(year.text) < 4 and at + 1 < len(doc) and _is_counted(doc, at + 1):
        return name
    return replace(name, end=at + 1, has_year=True)


def _is_counted(doc: Doc, i: int) -> bool:
    """Return whether a number before i counts a noun (Dragon 24 tanks) and is no year."""
    return doc[i].tag_ == "NNS" and doc[i].lower_ not in EXERCISE_WORDS


def _stands_alone(doc: Doc, name: Name) -> bool:
    """Return whether no capitalised word stands beside that would make the name part of a longer one."""
    before = doc[name.start - 1] if name.start else None
    if before is not None and before.is_title and before.dep_ == "compound" and not before.is_sent_start:
        return False
    if name.end >= len(doc):
        return True
    after = doc[name.end]
    is_acronym = after.is_upper and len(after) > 1  # Western NATO members, but not Sputnik V
    return after.is_sent_start is True or not after.text[:1].isupper() or is_acronym


def _is_quoted(doc: Doc, name: Name) -> bool:
    before, after = name.start - 1, name.end
    return before >= 0 and after < len(doc) and {doc[before].text, doc[after].text} <= _QUOTES


def _names_unit(doc: Doc, name: Name) -> bool:
    """Return whether a word beside the name makes it a unit or a craft, not an exercise."""
    beside = [*range(max(0, name.start - 2), name.start), *range(name.end, min(len(doc), name.end + 3))]
    return not name.has_year and any(doc[i].lower_ in _UNIT_WORDS for i in beside)
