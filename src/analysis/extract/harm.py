"""Verbs that tell a harm: who "does not threaten anyone" or "seeks no war" is said to do none."""

from __future__ import annotations

from analysis.extract.word_sets import word_set
from analysis.parsed import Word

_HARMING = word_set(
    "threaten endanger menace attack invade provoke plot encircle intimidate jeopardise jeopardize"
)
_POSING = word_set(
    "pose present represent constitute carry seek want wish plan prepare intend start wage pursue provoke"
)
_HARM = word_set("threat danger risk war confrontation conflict attack aggression escalation invasion")
_AIMING = word_set("aim direct target")


def harms_posed(verb: Word) -> list[Word]:
    """Return the harms that a verb poses or seeks: a threat, a war."""
    if verb.lemma_.lower() not in _POSING:
        return []
    objects = (other for other in verb.children if other.dep_ in ("dobj", "attr"))
    return [other for other in objects if other.lemma_.lower() in _HARM]


def tells_harm(verb: Word) -> bool:
    """Tell whether a verb says that harm is done, sought or aimed at somebody."""
    lemma = verb.lemma_.lower()
    below = [other for other in verb.children if other.dep_ in ("prep", "xcomp")]
    if lemma in _AIMING:
        return any(word.lower_ in ("at", "against") for word in below)
    if lemma in _HARMING:
        return all(other.dep_ != "auxpass" for other in verb.children)
    inside = (word for other in below for word in (other, *other.children))
    is_sought = lemma in _POSING and any(word.lemma_.lower() in _HARM | _HARMING for word in inside)
    return is_sought or bool(harms_posed(verb))
