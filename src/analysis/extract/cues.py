"""The lexicon of cues: the words that mark an attribution, what they take and how they stand to it."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from analysis.errors import Fault, ReferenceDataError, did_you_mean
from analysis.paths import Project
from analysis.vocabulary import STANCES

FILE = "cues.csv"
COLUMNS = ("cue", "kind", "frames", "stance")
# say, think: verbs; show: verbs whose subject is a document or a finding; phrase: "according", or words that
# have a stance only together ("call for"); adverb: "reportedly".
KINDS = ("say", "think", "show", "noun", "adjective", "phrase", "adverb")
PREPOSITIONS = (
    *("about", "against", "as", "at", "behind", "by", "for", "from", "in", "into", "of", "on", "over"),
    *("to", "toward", "towards", "upon", "with"),
)
FRAMES = (
    *("clause", "infinitive", "object", "predicate", "passive", "quote", "object+infinitive"),
    *PREPOSITIONS,
    *(f"object+{preposition}" for preposition in PREPOSITIONS),
)


@dataclass(frozen=True)
class Cue:
    """One entry: a lemma (or a verb and a second word: make clear), its kind, the frames it takes its content
    in, and its stance. An entry without frames marks no attribution; it only lends its stance to a cue."""

    lemma: str
    kind: str
    frames: frozenset[str] = frozenset()
    stance: str = "neutral"


@dataclass(frozen=True)
class Cues:
    """The lexicon, by part of speech and lemma."""

    verbs: Mapping[str, Cue] = field(default_factory=dict)
    compounds: Mapping[str, Mapping[str, Cue]] = field(default_factory=dict)  # draw -> attention -> the cue
    nouns: Mapping[str, Cue] = field(default_factory=dict)
    adjectives: Mapping[str, Cue] = field(default_factory=dict)
    phrases: Mapping[str, Cue] = field(default_factory=dict)
    adverbs: Mapping[str, Cue] = field(default_factory=dict)

    def lemmas(self) -> Iterator[str]:
        """Yield every lemma that can be the head of a cue."""
        for table in (self.verbs, self.nouns):
            yield from (lemma for lemma, cue in table.items() if cue.frames)
        for words in (self.compounds, self.phrases, self.adverbs):
            yield from words


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
    compounds: dict[str, dict[str, Cue]] = {}
    for line, row in enumerate(rows, start=2):
        found = _faults(row, path.name, line)
        if found:
            faults.extend(found)
            continue
        cue = Cue(row["cue"].strip(), row["kind"], frozenset(row["frames"].split()), row["stance"])
        table = tables[_table_of(cue.kind)]
        if cue.lemma in table:
            faults.append(
                Fault(path.name, line, f"'{cue.lemma}' stands twice", "one row a cue", "Join the two rows.")
            )
        table[cue.lemma] = cue
        verb, _, second = cue.lemma.partition(" ")
        if second and cue.frames:
            compounds.setdefault(verb, {})[second] = cue
    if not rows:
        faults.append(Fault(path.name, 1, "no rows", f"a header {', '.join(COLUMNS)} and one row a cue"))
    if faults:
        raise ReferenceDataError(faults)
    return Cues(
        compounds=MappingProxyType(compounds),
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
    for frame in (row["frames"] or "").split():
        if frame not in FRAMES:
            faults.append(Fault(name, line, f"frame '{frame}'", "a known frame", did_you_mean(frame, FRAMES)))
    return faults
