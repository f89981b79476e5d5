"""The lexicon of cues: what the words that mark an attribution say of what they attribute."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType

from analysis.errors import Fault, ReferenceDataError, did_you_mean
from analysis.paths import Project
from analysis.vocabulary import STANCES

FILE = "cues.csv"
COLUMNS = ("cue", "kind", "stance")
# say, think: verbs; show: verbs whose subject is a document or a finding; phrase: "according", or words that
# have a stance only together ("call for"); adverb: "reportedly".
KINDS = ("say", "think", "show", "noun", "adjective", "phrase", "adverb")


@dataclass(frozen=True)
class Cue:
    """One entry: a lemma, or words that count together (make clear, call for); its kind and stance."""

    lemma: str
    kind: str
    stance: str = "neutral"


@dataclass(frozen=True)
class Cues:
    """The lexicon, by part of speech and lemma."""

    verbs: Mapping[str, Cue] = field(default_factory=dict)
    nouns: Mapping[str, Cue] = field(default_factory=dict)
    adjectives: Mapping[str, Cue] = field(default_factory=dict)
    phrases: Mapping[str, Cue] = field(default_factory=dict)
    adverbs: Mapping[str, Cue] = field(default_factory=dict)

    @cached_property
    def compounds(self) -> Mapping[str, tuple[tuple[tuple[str, ...], Cue], ...]]:
        """The entries of several words, by their first word: the words that follow, and the entry."""
        found: dict[str, list[tuple[tuple[str, ...], Cue]]] = {}
        for lemma, cue in (*self.phrases.items(), *self.verbs.items()):
            first, *following = lemma.split()
            if following:
                found.setdefault(first, []).append((tuple(following), cue))
        return {first: tuple(entries) for first, entries in found.items()}


def load_cues(folder: Path) -> Cues:
    """Return the lexicon of a folder with reference data; the checkout's where the folder has none.

    Raises:
        ReferenceDataError: With every faulty line at once.
    """
    path = folder / FILE
    if not path.is_file():
        path = Project.at().reference / FILE
    return _read(path)


@lru_cache(maxsize=4)
def _read(path: Path) -> Cues:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError) as error:
        raise ReferenceDataError(
            Fault(path.name, 0, f"can't be read ({error})", "a CSV file in UTF-8")
        ) from error
    faults: list[Fault] = []
    names = ("verbs", "nouns", "adjectives", "phrases", "adverbs")
    tables: dict[str, dict[str, Cue]] = {name: {} for name in names}
    for line, row in enumerate(rows, start=2):
        found = _faults(row, path.name, line)
        if found:
            faults.extend(found)
            continue
        cue = Cue(row["cue"].strip(), row["kind"], row["stance"])
        table = tables[_table_of(cue.kind)]
        if cue.lemma in table:
            faults.append(
                Fault(path.name, line, f"'{cue.lemma}' stands twice", "one row a cue", "Join the two rows.")
            )
        table[cue.lemma] = cue
    if not rows:
        faults.append(Fault(path.name, 1, "no rows", f"a header {', '.join(COLUMNS)} and one row a cue"))
    if faults:
        raise ReferenceDataError(faults)
    return Cues(
        **{name: MappingProxyType(table) for name, table in tables.items()},
    )


def _table_of(kind: str) -> str:
    return f"{kind}s" if kind in ("noun", "adjective", "phrase", "adverb") else "verbs"


def _faults(row: Mapping[str, str | None], name: str, line: int) -> list[Fault]:
    """Return what is wrong with one row."""
    missing = [column for column in COLUMNS if row.get(column) is None]
    if missing:
        return [Fault(name, line, f"no column {', '.join(missing)}", f"columns {', '.join(COLUMNS)}")]
    faults = []
    if not (row["cue"] or "").strip():
        faults.append(Fault(name, line, "an empty cue", "a lemma in lower case"))
    for column, known in (("kind", KINDS), ("stance", STANCES)):
        if row[column] not in known:
            expected = f"one of {', '.join(known)}"
            faults.append(
                Fault(
                    name, line, f"{column} '{row[column]}'", expected, did_you_mean(str(row[column]), known)
                )
            )
    return faults
