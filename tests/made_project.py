"""A made-up project to run notebooks on: invented texts, outlets and speakers in plausible tables."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path
from typing import Any

import pandas as pd

import factories
from analysis import tables
from analysis.paths import Project
from factories import THEMES, Row

# The made-up project: who publishes and speaks, and the sentences they are given.
_OUTLETS = (
    "Sample Wire",
    "Ruritanian Gazette",
    "The Northern Observer for Defence and Security",
    "Harbour Post",
)
_ACTORS = (
    {"entity_id": "ruritania", "name": "Ruritania", "kind": "state", "camp": "nato"},
    {"entity_id": "borduria", "name": "Borduria", "kind": "state", "camp": "russia"},
    {
        "entity_id": "brandt",
        "name": "Ada Brandt",
        "kind": "person",
        "camp": "nato",
        "affiliation": "ruritania",
    },
    {
        "entity_id": "petrel",
        "name": "Ivo Petrel",
        "kind": "person",
        "camp": "belarus",
        "affiliation": "borduria",
    },
    {"entity_id": "pact", "name": "The Lake Pact", "kind": "organisation", "camp": "nato"},
)
_SOURCES = (
    ("brandt", "Ada Brandt", "named"),
    ("petrel", "Ivo Petrel", "named"),
    (None, "the harbour master", "role"),
    (None, "unnamed officials", "unnamed"),
    (None, "unnamed analysts", "unnamed"),
)
_FILLER = (
    "The weather at the lake was mild.",
    "A market was held in the old town.",
    "Trains ran late again.",
)
_CODED = {
    "joint_exercises": "Ruritania and Borduria trained together at the lake.",
    "nato_framing": "The Lake Pact moved closer to the northern border.",
    "union_state_security": "Borduria placed an air defence unit with its neighbour.",
}


def write_project(folder: Path, **options: Any) -> Project:
    """Write all tables of a made-up project (see made_tables) into a folder, and return the project."""
    project = Project.at(folder)
    for name, frame in made_tables(**options).items():
        tables.write(frame, name, folder=project.processed)
    return project


def made_tables(
    *,
    n_documents: int = 60,
    n_outlets: int = 4,
    n_months: int = 14,
    seed: int = 7,
    coded: bool = True,
    outlet_names: tuple[str, ...] = (),
) -> dict[str, pd.DataFrame]:
    """Return all tables of a made-up project, by name.

    Args:
        n_documents: Documents; about one in seven is a copy, one in fifteen undated.
        n_outlets: Outlets they are of.
        n_months: Months they are spread over, from January 2023.
        seed: Of the chance by which they are made.
        coded: Whether any theme is found in them.
        outlet_names: Names of the outlets, in place of those made up here.
    """
    made = _Corpus(random.Random(seed), coded=coded)
    names = outlet_names or tuple(
        _OUTLETS[n] if n < len(_OUTLETS) else f"Outlet number {n + 1}" for n in range(n_outlets)
    )
    for n in range(n_documents):
        made.add_document(n, outlet=names[n % len(names)], month=n * n_months // max(n_documents, 1))
    return {
        "documents": factories.documents(*made.documents),
        "sentences": factories.sentences(*made.sentences),
        "mentions": factories.mentions(*made.mentions),
        "entities": factories.entities(*_ACTORS),
        "attributions": factories.attributions(*made.attributions),
        "codes": factories.codes(*made.codes),
        "events": factories.events(*_events(made.documents)),
        "known_events": factories.known_events(
            {"name": "Lake Shield 2023", "date_start": dt.date(2023, 1, 20)}
        ),
        "outlets": factories.outlets(*({"outlet": name} for name in names)),
        "themes": factories.themes(),
        "gold_sentences": factories.gold_sentences(),
        "gold_codes": factories.gold_codes(),
        "gold_faults": factories.gold_faults(),
        "rejected": factories.rejected({}, {"reason": "'published' is '32 May'. Write YYYY-MM-DD."}),
    }


def _events(documents: list[Row]) -> list[Row]:
    """Return events told of in the first words of every other document: one exercise, and meetings."""
    found = []
    for n, document in enumerate(documents[::2]):
        day = document["published"] if n % 3 else None
        is_meeting = n % 2 == 1
        name = f"Meeting of Borduria and Land {n % 5}" if is_meeting else f"Lake Shield {2023 + n % 2}"
        place = {"doc_id": document["doc_id"], "sentence_id": f"{document['doc_id']}#s1"}
        found.append(
            {
                **place,
                "event_id": f"{document['doc_id']}#e1",
                "kind": "meeting" if is_meeting else "exercise",
                "plover": "CONSULT" if is_meeting else "COOPERATE",
                "name": name,
                "end": 4,
                "date_start": day,
                "date_end": day,
                "participants": ["borduria", f"land_{n % 5}"],
            }
        )
    return found


class _Corpus:
    """Rows of the made-up project, document after document."""

    def __init__(self, chance: random.Random, *, coded: bool) -> None:
        self.chance, self.coded = chance, coded
        self.documents: list[Row] = []
        self.sentences: list[Row] = []
        self.mentions: list[Row] = []
        self.attributions: list[Row] = []
        self.codes: list[Row] = []

    def add_document(self, n: int, *, outlet: str, month: int) -> None:
        doc_id, earlier = f"made-{n:04d}", self.documents[-1] if self.documents else None
        is_copy = earlier is not None and not earlier["duplicate_of"] and self.chance.random() < 0.15
        published = dt.date(2023 + month // 12, month % 12 + 1, 1 + self.chance.randrange(28))
        themes_here = [theme for theme in THEMES if self.coded and self.chance.random() < 0.35]
        plan = [self.chance.choice(_FILLER)]
        plan += [theme for theme in themes_here for _ in range(self.chance.randint(1, 2))]
        plan.append(self.chance.choice(_FILLER))
        text = ""
        for position, item in enumerate(plan, 1):
            text = self._add_sentence(doc_id, position, item, text)
        self.documents.append(
            {
                "doc_id": doc_id,
                "line": n + 1,
                "title": f"Report {n + 1} from the lake",
                "outlet": outlet,
                "published": None if self.chance.random() < 0.07 else published,
                "is_synthetic": True,
                "text": text,
                "duplicate_of": earlier["doc_id"] if is_copy and earlier else None,
                "duplicate_kind": self.chance.choice(["exact", "near"]) if is_copy else None,
            }
        )

    def _add_sentence(self, doc_id: str, position: int, item: str, text: str) -> str:
        start = len(text) + (1 if text else 0)
        content = _CODED.get(item, item)
        source = self.chance.choice(_SOURCES) if item in _CODED and self.chance.random() < 0.6 else None
        said = f"{content[:-1]}, said {source[1]}." if source else content
        place = {"doc_id": doc_id, "sentence_id": f"{doc_id}#s{position}"}
        self.sentences.append({**place, "position": position, "start": start, "end": start + len(said)})
        for actor in _ACTORS:
            at = said.find(actor["name"])
            if at >= 0:
                span = {"start": start + at, "end": start + at + len(actor["name"])}
                mention_id = f"{doc_id}#m{len(self.mentions) + 1}"
                self.mentions.append(
                    {**place, **span, "mention_id": mention_id, "entity_id": actor["entity_id"]}
                )
        attribution_id = self._add_attribution(place, source, start, len(content) - 1) if source else None
        if item in _CODED:
            self._add_code(place, item, start, len(content) - 1, source, attribution_id)
        return f"{text} {said}" if text else said

    def _add_attribution(self, place: Row, source: tuple, start: int, size: int) -> str:
        entity_id, name, kind = source
        attribution_id = f"{place['doc_id']}#a{len(self.attributions) + 1}"
        self.attributions.append(
            {
                **place,
                "attribution_id": attribution_id,
                "content": [{"start": start, "end": start + size}],
                "cue_start": start + size + 2,
                "cue_end": start + size + 6,
                "kind": self.chance.choice(["direct", "indirect", "indirect", "mixed"]),
                "speaker_id": entity_id,
                "speaker_name": name,
                "speaker_kind": kind,
                "speaker_ids": [entity_id] if entity_id else [],
                "speaker_resolution": "linked"
                if entity_id
                else "unnamed"
                if kind == "unnamed"
                else "stranger",
                "speaker_candidates": [],
                "unnamed_kind": name.removeprefix("unnamed ") if kind == "unnamed" else None,
            }
        )
        return attribution_id

    def _add_code(
        self, place: Row, theme: str, start: int, size: int, source: tuple | None, attribution_id: str | None
    ) -> None:
        ways = THEMES[theme][1]
        self.codes.append(
            {
                **place,
                "code_id": f"{place['sentence_id']}:{theme}",
                "theme": theme,
                "direction": self.chance.choices(ways, [5, 3, 1, 1])[0] if ways else None,
                "start": start,
                "end": start + size,
                "voice": "attributed" if source else "author",
                "attribution_id": attribution_id,
                "speaker_id": source[0] if source else None,
                "speaker_name": source[1] if source else None,
                "modality": self.chance.choices(["asserted", "hedged", "denied"], [6, 3, 1])[0],
                "rule": self.chance.choice([f"{theme}_by_name", f"{theme}_by_verb"]),
            }
        )
