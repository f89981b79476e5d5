"""What the steps hand to each other: one record is one row of a table in data/processed.

Offsets are characters, half-open, in the text of the document.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Span = tuple[int, int]
Direction = str | None
Resolution = Literal["linked", "joint", "stranger", "ambiguous", "unresolved", "unnamed", "writer"]
Modality = Literal["asserted", "hedged", "denied"]


@dataclass(frozen=True, kw_only=True)
class Document:
    """One article, statement or transcript, its text as the source has it."""

    doc_id: str
    collection: str
    path: str  # of the original, relative to data/raw
    line: int | None = None  # in the original, from 1, where it holds several documents
    title: str = ""
    outlet: str = ""
    published: dt.date | None = None
    url: str = ""
    language: str = ""  # as the source states it, ISO 639-1; "" where it states none
    licence: str = ""
    is_synthetic: bool = False
    text: str


@dataclass(frozen=True, kw_only=True)
class Mention:
    """A stretch of text that names an actor, place, series, weapon or date."""

    start: int
    end: int
    label: str  # PERSON, ORG, GPE, LOC, NORP, EXERCISE, WEAPON, ... (spaCy's names where they exist)
    entity_id: str | None = None
    method: str = "alias"  # alias, model, role, short, pronoun
    candidates: tuple[str, ...] = ()  # more than one: a tie, and entity_id is None


@dataclass(frozen=True, kw_only=True)
class Attribution:
    """One source saying, thinking or holding one content."""

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    kind: Literal["direct", "indirect", "mixed"]
    speaker_id: str | None = None
    speaker_name: str = (
        ""  # canonical name, else the source's words; "unnamed analysts" where it is not named
    )
    speaker_kind: Literal["named", "role", "unnamed", "writer"] = "named"
    speaker_ids: tuple[str, ...] = ()  # every actor who speaks: one, or several together
    speaker_resolution: Resolution = "stranger"
    speaker_candidates: tuple[str, ...] = ()  # who it could be, where a tie left it unresolved
    unnamed_kind: str = ""  # officials, analysts, ... where it is not named
    cue_lemma: str = ""
    stance: str = "neutral"  # of the cue; one of vocabulary.STANCES
    rule: str = ""


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A theme found in a sentence: what the codebook says before voice and modality are known."""

    theme: str
    direction: Direction
    start: int
    end: int
    rule: str
    probability: float | None = None  # where the trained coder says it; None for a rule


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened or is planned, as one sentence tells it."""

    kind: str  # exercise, meeting, call, deployment, withdrawal, agreement, cooperation, aid, ...
    plover: str = ""  # kind in the PLOVER ontology
    name: str
    start: int
    end: int
    date_start: dt.date | None = None
    date_end: dt.date | None = None
    place_id: str | None = None
    participants: tuple[str, ...] = ()  # entities, whoever acts and whoever is acted on
    source: tuple[Span, ...] = ()  # words that name who acts
    target: tuple[Span, ...] = ()  # words that name who is acted on; empty where all act alike
    source_ids: tuple[str, ...] = ()
    target_ids: tuple[str, ...] = ()
