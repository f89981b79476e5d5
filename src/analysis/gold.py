"""Hand-coded data: read, and every fault of the file said at once."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.errors import DataError, Fault
from analysis.handcoding import SAMPLE, Coding, Sample, load_sample, sample_names, verdicts
from analysis.measures.spans import ROLES, Marked
from analysis.paths import Project
from analysis.vocabulary import MODALITIES, VOICES

REQUIRED = {"doc_id": str, "start": int, "end": int, "themes": list}
OPTIONAL = ("direction", "voice", "modality", "source", "disputed")
LINE = "line"
SENTENCE = (
    "an object with doc_id (text), start and end (whole numbers), themes (a list); the rest text or null"
)
ARTICLE = (
    "an object with doc_id, text, and attributions, a list of objects with source, cue and content, "
    "each a list of [start, end] in the text"
)


@dataclass(frozen=True, kw_only=True)
class GoldArticle:
    """One text in which every attribution was marked by hand."""

    doc_id: str
    text: str
    title: str = ""
    published: dt.date | None = None
    attributions: tuple[Marked, ...]


def marks_attributions(path: Path) -> bool:
    """Return whether a file holds whole texts with their attributions, not coded sentences.

    Raises:
        DataError: If the file can't be read.
    """
    first = next((line for line in _lines(path) if line.strip()), "")
    return _parsed(first).keys() >= {"text", "attributions"}


def read_gold(path: Path) -> pd.DataFrame:
    """Return hand-coded sentences, one a row, with the line of the file that each stands in.

    Args:
        path: JSON lines, one sentence a line: doc_id, start, end (characters of documents.text), themes (a
            list), and where coded direction, voice, modality, source (text) and disputed (true: not scored).

    Raises:
        DataError: With every faulty line, or if the file can't be read.
    """
    seen: set[tuple[str, int, int]] = set()

    def sentence(row: dict[str, Any]) -> dict[str, Any]:
        read = _sentence(row)
        key = (read["doc_id"], read["start"], read["end"])
        if key in seen:
            raise ValueError(f"characters {key[1]} to {key[2]} of {key[0]} are coded in an earlier line, too")
        seen.add(key)
        return read

    rows = _read(path, sentence, what="sentence", expected=SENTENCE)
    frame = pd.DataFrame(rows, columns=[*REQUIRED, *OPTIONAL, LINE])
    return frame.astype(dict.fromkeys(OPTIONAL[:-1], "str"))


def sample_of(project: Project, gold: str) -> Sample | None:
    """Return the sample that a name or a folder stands for; None if it is neither.

    Raises:
        ReferenceDataError: With every fault of its files.
    """
    folder = Path(gold)
    if (folder / SAMPLE).is_file():
        return load_sample(folder.resolve().parent, folder.resolve().name)
    return load_sample(project.gold, gold) if gold in sample_names(project.gold) else None


def settled_rows(sample: Sample) -> pd.DataFrame:
    """Return the coded sentences of a sample, as read_gold does, with weight and directions, by theme.

    Sentences on whose themes the coders differ, nothing being decided, are disputed.
    """
    by_key = {one.key: one for one in sample.drawn}
    rows = []
    for key, verdict in verdicts(sample).items():
        coding = verdict.coding or Coding(themes={})
        themes = dict(coding.themes or {})
        row = dict(zip(("doc_id", "start", "end"), key, strict=True))
        row |= {"themes": sorted(themes), "directions": themes, "direction": None}
        row |= {"voice": coding.voice or None, "modality": coding.modality or None}
        row |= {"source": coding.speaker or None, "weight": by_key[key].weight}
        rows.append(row | {"disputed": verdict.coding is None})
    frame = pd.DataFrame(rows, columns=[*REQUIRED, *OPTIONAL, "directions", "weight"])
    return frame.astype(dict.fromkeys(OPTIONAL[:-1], "str") | {"disputed": "bool", "weight": "float64"})


def read_articles(path: Path) -> list[GoldArticle]:
    """Return texts with their hand-marked attributions, in the order of the file.

    Args:
        path: JSON lines, one text a line: doc_id, text, attributions (a list of objects with source, cue and
            content, each a list of [start, end]: characters of the text), and maybe title and date.

    Raises:
        DataError: With every faulty line, or if the file can't be read.
    """
    return _read(path, _article, what="text", expected=ARTICLE)


def marked_rows(rows: Iterable[Mapping[str, Any]]) -> list[Marked]:
    """Return rows of the attributions table as they would be marked in the text."""

    def span(row: Mapping[str, Any], role: str) -> tuple[tuple[int, int], ...]:
        start, end = row[f"{role}_start"], row[f"{role}_end"]
        return () if pd.isna(start) else ((int(start), int(end)),)

    return [
        Marked(
            source=span(row, "source"),
            cue=span(row, "cue"),
            content=tuple((int(piece["start"]), int(piece["end"])) for piece in row["content"]),
        )
        for row in rows
    ]


def _read(path: Path, parse: Callable[[dict[str, Any]], Any], *, what: str, expected: str) -> list[Any]:
    """Return what each line holds; parse gets its number, too, and raises a ValueError if it is at fault."""
    found, faults = [], []
    for number, line in enumerate(_lines(path), 1):
        if line.strip():
            try:
                found.append(parse(_object(line) | {LINE: number}))
            except ValueError as error:
                faults.append(Fault(str(path), number, str(error), expected))
    if not found and not faults:
        faults = [Fault(str(path), 0, f"holds no {what}", expected)]
    if faults:
        raise DataError(faults)
    return found


def _lines(path: Path) -> list[str]:
    if path.suffix.lower() == ".csv":
        cure = "Take in what a coder coded with 'sample import NAME --coder CODER FILE', then evaluate NAME."
        raise DataError(Fault(str(path), 0, "is a CSV", "a sample, or a file of JSON lines", cure))
    # Not splitlines: a text may hold line separators that end no line of JSON.
    try:
        return path.read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise DataError(
            Fault(str(path), 0, f"can't be read: {reason}", "a sample, or a file of JSON lines")
        ) from error


def _object(line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise ValueError("is not JSON") from error
    if not isinstance(row, dict):
        raise ValueError("is not a JSON object")
    return row


def _parsed(line: str) -> dict[str, Any]:
    try:
        return _object(line)
    except ValueError:
        return {}


def _sentence(row: dict[str, Any]) -> dict[str, Any]:
    for name, kind in REQUIRED.items():
        if not isinstance(row.get(name), kind) or isinstance(row.get(name), bool):
            raise ValueError(f"{name} is {row.get(name)!r}")
    if not all(isinstance(theme, str) for theme in row["themes"]):
        raise ValueError(f"themes is {_short(row['themes'])}")
    for name in OPTIONAL[:-1]:
        if not isinstance(row.get(name), str | None):
            raise ValueError(f"{name} is {row[name]!r}")
    for name, values in {"voice": VOICES, "modality": MODALITIES}.items():
        if row.get(name) and row[name] not in values:
            raise ValueError(f"{name} is {row[name]!r}, which is none of {', '.join(values)}")
    if not 0 <= row["start"] < row["end"]:
        raise ValueError(f"the sentence reaches from character {row['start']} to {row['end']}")
    return row | {"disputed": bool(row.get("disputed"))}


def _article(row: dict[str, Any]) -> GoldArticle:
    for name, kind in {"doc_id": str, "text": str, "attributions": list}.items():
        if not isinstance(row.get(name), kind):
            raise ValueError(f"{name} is {_short(row.get(name))}")
    text = row["text"]
    marked = tuple(_marked(one, len(text), i) for i, one in enumerate(row["attributions"], 1))
    published = None
    if row.get("date"):
        try:
            published = dt.date.fromisoformat(str(row["date"])[:10])
        except ValueError as error:
            raise ValueError(f"date is {_short(row['date'])}") from error
    title = str(row.get("title") or "")
    return GoldArticle(doc_id=row["doc_id"], text=text, title=title, published=published, attributions=marked)


def _marked(one: Any, length: int, number: int) -> Marked:
    """Return one attribution; number, from 1, is named where it is at fault."""
    if not isinstance(one, dict):
        raise ValueError(f"attribution {number} is {_short(one)}")
    roles = {}
    for role in ROLES:
        spans = one.get(role)
        if not isinstance(spans, list) or not all(_is_span(span, length) for span in spans):
            raise ValueError(f"{role} of attribution {number} is {_short(spans)}")
        roles[role] = tuple((span[0], span[1]) for span in spans)
    return Marked(**roles)


def _is_span(span: Any, length: int) -> bool:
    return (
        isinstance(span, list)
        and len(span) == 2
        and all(isinstance(end, int) for end in span)
        and 0 <= span[0] <= span[1] <= length
    )


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
