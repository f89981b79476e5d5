"""Who speaks in a turn of a transcript: what the label says, against the speaker of the attribution there.

The label stands in the text that the extractor reads, so the first figure, with the labels as they are, only
says that turns are found and names are linked. For the second the names are taken out of the labels
("Minister of Defence Ada Brandt:" and every later "Ada Brandt:" become "Minister of Defence:"): there the
speaker has to be known by the office and the day.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from analysis.explain import Reader
from analysis.paths import Project
from analysis.reference import Actors, load_actors
from scores.corpora import fixed_sample

SAMPLE_WORDS = 60_000
FIGURES = ("turns, labels as they are", "turns, names taken out of the labels")
# Offices as labels write them; words of a heading that lost its line break may stand before.
_OFFICE = re.compile(
    r"(?:(?:First|Deputy|Acting|Federal|Foreign|Defen[cs]e|Prime|Vice|Presidential|State Duma) )*"
    r"(?:President|Minister|Chancellor|Secretary|Chairman|Chairwoman|Speaker|Director|Chief|Aide)\b.*"
)
_WORDS = r"(?:[A-Z][\w'’-]* (?:(?:[A-Z][\w'’-]*|of|the|and|for|on|to) )*)?"
# The site's index card of the person, which some copies have between the name and the colon.
_CARD = r"(?: [A-Z][^.!?:;*\n]{0,80}?)?(?: ?\(retranslated\))? ?"

Turns = list[tuple[int, str]]  # where the speech begins, entity_id of who speaks


@dataclass(frozen=True)
class Transcript:
    """One text with the turns of known actors."""

    text: str
    turns: Turns
    title: str = ""
    published: dt.date | None = None


def label_pattern(actors: Actors) -> tuple[re.Pattern[str], Mapping[str, str]]:
    """Return a pattern for labels with the full name of a known person, and whose name each one is."""
    people = {actor.name: key for key, actor in actors.entities.items() if actor.kind == "person"}
    for alias in actors.aliases:
        if " " in alias.text and actors.entities[alias.entity_id].kind == "person":
            people.setdefault(alias.text, alias.entity_id)
    names = "|".join(map(re.escape, sorted(people, key=lambda name: (-len(name), name))))
    return re.compile(rf"(?P<office>{_WORDS})(?P<name>{names}){_CARD}:(?=[ \n])"), people


def as_labelled(row: Mapping[str, Any], pattern: re.Pattern[str], people: Mapping[str, str]) -> Transcript:
    """Return a document as it is, with the turns of known actors."""
    turns = [(match.end() + 1, people[match["name"]]) for match in pattern.finditer(row["text"])]
    return _transcript(row, row["text"], turns)


def without_names(row: Mapping[str, Any], pattern: re.Pattern[str], people: Mapping[str, str]) -> Transcript:
    """Return a document with offices for names in its labels, where it says the office at least once."""
    offices: dict[str, str] = {}
    for match in pattern.finditer(row["text"]):
        office = _OFFICE.search(match["office"])
        if office:
            offices.setdefault(people[match["name"]], office.group().strip())
    pieces, turns, length, last = [], [], 0, 0
    for match in pattern.finditer(row["text"]):
        entity_id = people[match["name"]]
        if entity_id in offices:
            office = _OFFICE.search(match["office"])
            begin = match.start("office") + office.start() if office else match.start()
            piece = f"{row['text'][last:begin]}{offices[entity_id]}:"
            pieces.append(piece)
            length, last = length + len(piece), match.end()
            turns.append((length + 1, entity_id))
    return _transcript(row, "".join(pieces) + row["text"][last:], turns)


def count_right(reader: Reader, transcripts: Iterable[Transcript]) -> tuple[int, int]:
    """Return how many turns there are, and at how many a statement of whom the label names begins."""
    n_turns = n_right = 0
    for one in transcripts:
        _, rows = reader.extract(one.text, title=one.title, published=one.published)
        for start, entity_id in one.turns:
            n_turns += 1
            n_right += any(
                row["speaker_id"] == entity_id
                and any(piece["start"] <= start < piece["end"] for piece in row["content"])
                for row in rows["attributions"]
            )
    return n_turns, n_right


def figures(rows: list[dict[str, Any]]) -> dict[str, tuple[int, int]]:
    """Return turns and turns with the right speaker, of documents in which two known actors speak."""
    reference = Project.at().reference
    actors = load_actors(reference)
    reader = Reader(actors, reference)
    pattern, people = label_pattern(actors)
    rows = [row for row in rows if len({who for _, who in as_labelled(row, pattern, people).turns}) > 1]
    rows = fixed_sample(rows, words=SAMPLE_WORDS)
    ways = dict(zip(FIGURES, (as_labelled, without_names), strict=True))
    return {
        figure: count_right(reader, (way(row, pattern, people) for row in rows))
        for figure, way in ways.items()
    }


def _transcript(row: Mapping[str, Any], text: str, turns: Turns) -> Transcript:
    published = dt.date.fromisoformat(row["published"][:10]) if row.get("published") else None
    return Transcript(text, turns, row.get("title") or "", published)
