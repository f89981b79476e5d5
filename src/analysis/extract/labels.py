"""Who a label or a title names: "SECRETARY BRANDT", "Defence Minister Ada Brandt", "THE PRESIDENT"."""

from __future__ import annotations

import re

from analysis.extract import speaker_words as words
from analysis.extract.line_labels import ROLES
from analysis.extract.naming import Names, Speaker
from analysis.extract.titles import voice_of_title
from analysis.extract.turns import Turn
from analysis.extract.word_sets import word_set

_GENERATION = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
_SMALL = word_set("of the and for on to at in")
_UNNAMED = re.compile(
    r"official|moderator|staff|journalist|correspondent|reporter|interviewer|host|participant|operator",
    re.IGNORECASE,
)


def speaker_of_turn(turn: Turn, names: Names, *, title: str = "") -> Speaker:
    """Return who speaks in a turn: the person without the office, else the label's own words."""
    role = words.LABEL_ROLES.get(turn.name.lower())
    if role is not None:
        return Speaker(None, role, "unnamed", is_person=True, unnamed_kind="participants")
    plain = [word for word in turn.name.split() if word.lower() not in _GENERATION]
    if not plain:
        return Speaker(None, turn.name, "role")
    in_capitals = turn.name.isupper() and len(turn.name) > 3
    name = turn.name.lower() if in_capitals else turn.name
    if turn.label is not None:
        for char in range(turn.label[0], turn.label[1]):
            mention = names.at(char)
            if mention is None or mention.start < turn.label[0]:
                continue
            if mention.label != "PERSON" and turn.rule != "headline":
                continue
            if mention.entity_id is not None or not in_capitals:
                return names.speaker(mention)
    by_surname = _by_surname(plain[-1], plain, names)
    if by_surname is not None:
        return by_surname
    if _UNNAMED.search(turn.name):
        kinds = map(words.kind_of_unnamed, reversed(name.lower().split()))
        kind = next((kind for kind in kinds if kind != "other"), "participants")
        name = f"unnamed {(name.lower() if name.lower() in ROLES else name).removeprefix('the ')}"
        return Speaker(None, name, "unnamed", is_person=True, unnamed_kind=kind)
    if plain[-1].lower() in words.OFFICES:
        office = name.removeprefix("the ").removeprefix("The ")
        return (
            _holder(plain[-1].lower(), title, names)
            or names.holder_at_home(office)
            or Speaker(None, office, "role", True)
        )
    return Speaker(None, _person_part(name, in_capitals=in_capitals), "named", is_person=len(plain) > 1)


def _by_surname(surname: str, label: list[str], names: Names) -> Speaker | None:
    """Return the one actor, or else the one person of the text, with a surname."""
    actors = names.actors
    if actors is not None and surname.lower() not in words.OFFICES:
        known = [
            actor
            for actor in actors.entities.values()
            if actor.kind == "person" and actor.name.split()[-1].casefold() == surname.casefold()
        ]
        given = {word.casefold() for word in label}
        fitting = [actor for actor in known if actor.name.split()[0].casefold() in given] or known
        if len(fitting) == 1:
            return Speaker(fitting[0].entity_id, fitting[0].name, "named", is_person=True)
    mention = names.with_surname(surname)
    return names.speaker(mention) if mention is not None else None


def _holder(office: str, title: str, names: Names) -> Speaker | None:
    """Return the one person with an office whose words the title says the text is: of "Remarks by President
    Brandt" Brandt; of "Statement of the President on the call with President Brandt" nobody."""
    found = {}
    for name in re.findall(rf"(?i:\b{office})\s+((?:[A-Z][\w.'’-]+\s?)+)", voice_of_title(title)):
        parts = name.split()
        for length in (3, 2, 1):
            speaker = _by_surname(parts[:length][-1], parts[:length], names)
            if speaker is not None:
                found[speaker.name] = speaker
                break
    return next(iter(found.values())) if len(found) == 1 else None


def _person_part(name: str, *, in_capitals: bool) -> str:
    """Return the name without honorifics and office, as far as their words are known."""
    parts = name.title().split() if in_capitals else name.split()
    while len(parts) > 1 and (parts[0].lower() in words.HONORIFICS or parts[0].lower() in words.OFFICES):
        parts = parts[1:]
    capital = [part for part in parts if part.lower() not in _SMALL]
    return " ".join(parts) if len(capital) <= 3 else " ".join(capital[-2:])
