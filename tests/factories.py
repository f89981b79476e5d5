"""Small tables with sane defaults.

A factory takes what matters to a test and fills in the rest, as in documents({"outlet": "Wire"}, {}).
All texts, outlets and speakers are made up.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from typing import Any

import pandas as pd

from analysis import tables

Row = dict[str, Any]
THEMES = {
    "joint_exercises": ("Joint exercises", []),
    "nato_framing": ("NATO framing", ["threat", "defence", "mixed", "other"]),
    "union_state_security": ("Union State security", []),
}


def _made(name: str, rows: tuple[Row, ...], defaults: Callable[[int, Row], Row]) -> pd.DataFrame:
    return tables.from_records([defaults(n, row) | row for n, row in enumerate(rows, 1)], name)


def documents(*rows: Row) -> pd.DataFrame:
    """Return a documents table, one row a dict; doc_id is d1, d2 ... where it isn't given."""

    def defaults(n: int, row: Row) -> Row:
        text = row.get("text", "One sentence stands here.")
        kind = "exact" if row.get("duplicate_of") else None
        return {
            "doc_id": f"d{n}",
            "collection": "sample",
            "path": "sample/articles.jsonl",
            "line": n,
            "title": f"Title {n}",
            "outlet": "Sample Wire",
            "published": dt.date(2024, 3, 5),
            "url": "",
            "language": "en",
            "language_basis": "stated",
            "licence": "",
            "is_synthetic": False,
            "text": text,
            "sha256": hashlib.sha256(text.encode()).hexdigest(),
            "n_words": len(text.split()),
            "duplicate_of": None,
            "duplicate_kind": kind,
            "containment": 1.0 if kind else None,
        }

    return _made("documents", rows, defaults)


def sentences(*rows: Row) -> pd.DataFrame:
    """Return a sentences table; sentence_id follows from doc_id and position."""

    def defaults(n: int, row: Row) -> Row:
        doc_id, position = row.get("doc_id", "d1"), row.get("position", n)
        return {
            "sentence_id": f"{doc_id}#s{position}",
            "doc_id": doc_id,
            "position": position,
            "start": 0,
            "end": 25,
        }

    return _made("sentences", rows, defaults)


def mentions(*rows: Row) -> pd.DataFrame:
    """Return a mentions table."""

    def defaults(n: int, row: Row) -> Row:
        doc_id = row.get("doc_id", "d1")
        return {
            "mention_id": f"{doc_id}#m{n}",
            "doc_id": doc_id,
            "sentence_id": f"{doc_id}#s1",
            "start": 0,
            "end": 3,
            "label": "ORG",
            "entity_id": None,
            "method": "alias",
            "candidates": [],
        }

    return _made("mentions", rows, defaults)


def entities(*rows: Row) -> pd.DataFrame:
    """Return an entities table; entity_id follows from the name."""

    def defaults(n: int, row: Row) -> Row:
        return {
            "entity_id": row.get("name", f"actor {n}").lower().replace(" ", "_"),
            "name": f"Actor {n}",
            "kind": "organisation",
            "affiliation": None,
            "camp": "other",
            "wikidata": None,
        }

    return _made("entities", rows, defaults)


def attributions(*rows: Row) -> pd.DataFrame:
    """Return an attributions table."""

    def defaults(n: int, row: Row) -> Row:
        doc_id = row.get("doc_id", "d1")
        return {
            "attribution_id": f"{doc_id}#a{n}",
            "doc_id": doc_id,
            "sentence_id": f"{doc_id}#s1",
            "source_start": None,
            "source_end": None,
            "cue_start": None,
            "cue_end": None,
            "content": [{"start": 0, "end": 12}],
            "kind": "indirect",
            "speaker_id": None,
            "speaker_name": "Colonel Ada Brandt",
            "speaker_kind": "named",
            "speaker_ids": [],
            "speaker_resolution": "stranger",
            "speaker_candidates": [],
            "unnamed_kind": "untold" if row.get("speaker_kind") == "unnamed" else None,
            "cue_lemma": "say",
            "stance": "neutral",
            "rule": "test",
        }

    return _made("attributions", rows, defaults)


def codes(*rows: Row) -> pd.DataFrame:
    """Return a codes table; code_id is c1, c2 ..."""

    def defaults(n: int, row: Row) -> Row:
        doc_id = row.get("doc_id", "d1")
        return {
            "code_id": f"c{n}",
            "doc_id": doc_id,
            "sentence_id": f"{doc_id}#s1",
            "theme": "joint_exercises",
            "direction": None,
            "start": 0,
            "end": 12,
            "voice": "author",
            "attribution_id": None,
            "speaker_id": None,
            "speaker_name": None,
            "modality": "asserted",
            "rule": "rule_1",
            "probability": None,
        }

    return _made("codes", rows, defaults)


def events(*rows: Row) -> pd.DataFrame:
    """Return an events table."""

    def defaults(n: int, row: Row) -> Row:
        doc_id = row.get("doc_id", "d1")
        return {
            "event_id": f"{doc_id}#e{n}",
            "doc_id": doc_id,
            "sentence_id": f"{doc_id}#s1",
            "kind": "exercise",
            "plover": "COOPERATE",
            "name": f"Exercise {n}",
            "start": 0,
            "end": 12,
            "date_start": None,
            "date_end": None,
            "place_id": None,
            "participants": [],
            "source": [],
            "target": [],
            "source_ids": [],
            "target_ids": [],
        }

    return _made("events", rows, defaults)


def known_events(*rows: Row) -> pd.DataFrame:
    """Return a table of known events."""

    def defaults(n: int, row: Row) -> Row:
        return {
            "known_id": f"k{n}",
            "kind": "exercise",
            "name": f"Exercise {n}",
            "date_start": dt.date(2024, 3, 4),
            "date_end": None,
            "place": "",
            "participants": [],
            "source_url": "https://example.org",
            "doubt": "",
        }

    return _made("known_events", rows, defaults)


def outlets(*rows: Row) -> pd.DataFrame:
    """Return an outlets table."""

    def defaults(n: int, row: Row) -> Row:
        return {
            "outlet": f"Outlet {n}",
            "country": "Ruritania",
            "ownership": "private",
            "kind": "wire",
            "camp": "other",
        }

    return _made("outlets", rows, defaults)


def themes(*rows: Row) -> pd.DataFrame:
    """Return a themes table; without rows the three of THEMES."""
    if not rows:
        rows = tuple({"theme": name, "title": t, "directions": ways} for name, (t, ways) in THEMES.items())

    def defaults(n: int, row: Row) -> Row:
        return {
            "theme": f"theme_{n}",
            "title": f"Theme {n}",
            "definition": "What a sentence says.",
            "directions": [],
            "n_rules": 2,
            "trained": None,
            "trained_after": None,
            "fingerprint": "0",
        }

    return _made("themes", rows, defaults)


def gold_sentences(*rows: Row) -> pd.DataFrame:
    """Return a table of sentences drawn for coding by hand; gold_id follows from the place."""

    def defaults(n: int, row: Row) -> Row:
        place = {"sample": "first", "doc_id": "d1", "start": 0, "end": 12} | row
        return {
            **place,
            "gold_id": f"{place['sample']}/{place['doc_id']}/{place['start']}-{place['end']}",
            "stratum": "",
            "weight": 1.0,
            "themes": sorted(THEMES),
        }

    return _made("gold_sentences", rows, defaults)


def gold_faults(*rows: Row) -> pd.DataFrame:
    """Return a table of what is wrong with samples that were left out."""

    def defaults(n: int, row: Row) -> Row:
        return {
            "fault_id": f"f{n}",
            "sample": "second",
            "path": "gold/second/codes-ann.csv",
            "line": n,
            "reason": "unknown theme 'drils'.",
        }

    return _made("gold_faults", rows, defaults)


def gold_codes(*rows: Row) -> pd.DataFrame:
    """Return a table of what coders found; gold_code_id follows from sentence, coder and theme."""

    def defaults(n: int, row: Row) -> Row:
        said = {"gold_id": "first/d1/0-12", "coder": "agreed", "theme": "joint_exercises"} | row
        return {
            **said,
            "gold_code_id": f"{said['gold_id']}/{said['coder']}/{said['theme'] or ''}",
            "direction": None,
            "voice": "author" if said["theme"] else None,
            "modality": "asserted" if said["theme"] else None,
            "speaker_name": None,
        }

    return _made("gold_codes", rows, defaults)


def rejected(*rows: Row) -> pd.DataFrame:
    """Return a rejected table."""

    def defaults(n: int, row: Row) -> Row:
        return {
            "reject_id": f"r{n}",
            "path": "sample/broken.jsonl",
            "line": n,
            "kind": "fault",
            "reason": "no text. Add one.",
        }

    return _made("rejected", rows, defaults)
