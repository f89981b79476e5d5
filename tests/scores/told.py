"""Scores of the events found in one-sentence news in which every event was coded.

By one coder, a language model that did not see what the extraction finds.

    PYTHONPATH=tests python -m scores.told FILE.csv [--write]

FILE has doc_id, date and text. With --write, the figures are kept where reports find them.

told.csv, beside this file, has one row an event: doc_id, half, kind, and where in the text source and target
stand (first-last, blanks between); a text that tells none has one row without a kind. Its texts were drawn by
chance from the news on international relations and armed conflicts, and coded by one person who saw nothing
of what is found in them. The half "read" may be looked at to mend rules, "unread" may not. Statements and
cooperation are not coded there: the gold of the ontology has these.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.measures.event_accuracy import FIGURES
from analysis.records import Event, Span
from scores import exercises
from scores.events import Score, find_in

LABELS = Path(__file__).with_name("told.csv")
# Met, or spoken by telephone: where the one ends is not what is asked.
KINDS = {
    "exercise": "exercise",
    "meeting": "meeting",
    "call": "meeting",
    "deployment": "deployment",
    "withdrawal": "withdrawal",
    "agreement": "agreement",
    "sanctions": "sanctions",
    "aid": "aid",
}
# Who is named first says nothing of who acts.
_MUTUAL = frozenset({"meeting", "agreement", "exercise"})


@dataclass(frozen=True)
class Told:
    """One event that a text tells: its kind, and the words that name who acts on whom."""

    kind: str
    source: tuple[Span, ...]
    target: tuple[Span, ...]


def read_labels(path: Path = LABELS, *, half: str = "both") -> dict[str, list[Told]]:
    """Return, by doc_id, the events that texts tell; none for those that tell none."""
    found: dict[str, list[Told]] = {}
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if half in ("both", row["half"]):
                told = found.setdefault(row["doc_id"], [])
                if row["kind"]:
                    told.append(Told(KINDS[row["kind"]], _spans(row["source"]), _spans(row["target"])))
    return found


def find_told(path: Path, doc_ids: Sequence[str]) -> dict[str, list[Event]]:
    """Return, by doc_id, the events that the extractor finds in texts of a CSV file."""
    with path.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["doc_id"] in set(doc_ids)]
    texts = [(row["text"], dt.date.fromisoformat(row["date"])) for row in rows]
    return {row["doc_id"]: events for row, events in zip(rows, find_in(texts), strict=True)}


def score(gold: Mapping[str, Sequence[Told]], found: Mapping[str, Sequence[Event]]) -> dict[str, Score]:
    """Return how well events are found, kind by kind and over all, and with whom they are found.

    An event of a kind counts once a text, found or there. Its source, or target, is right if it shares a
    character with a coded one; of mutual acts either may stand for the other.
    """
    counts = {kind: [0, 0, 0] for kind in dict.fromkeys(KINDS.values())}
    of_source, of_target, of_both = [0, 0, 0], [0, 0, 0], [0, 0, 0]
    for doc_id, events in found.items():
        told = gold[doc_id]
        for kind, count in counts.items():
            mine = [one for one in events if KINDS.get(one.kind) == kind]
            there = [one for one in told if one.kind == kind]
            marks = [_marks(one, event) for one in there for event in mine]
            asked = any(one.source for one in there), any(one.target for one in there)
            _add(count, right=bool(marks), found=bool(mine), there=bool(there))
            has = [any(mark[side] for mark in marks) for side in (0, 1)]
            whole = any(all(mark[side] or not asked[side] for side in (0, 1)) for mark in marks)
            _add(of_source, right=has[0], found=bool(mine), there=asked[0])
            _add(of_target, right=has[1], found=bool(mine) and asked[1], there=asked[1])
            _add(of_both, right=whole, found=bool(mine), there=bool(there))
    totals = [sum(column) for column in zip(*counts.values(), strict=True)]
    named = {"any kind": totals, "with source": of_source, "with target": of_target, "with both": of_both}
    return {name: Score(*count) for name, count in (counts | named).items()}


def _add(count: list[int], *, right: bool, found: bool, there: bool) -> None:
    count[0] += right
    count[1] += found
    count[2] += there


def _marks(told: Told, event: Event) -> tuple[bool, bool]:
    source, target = event.source, event.target
    if told.kind in _MUTUAL:
        source = target = (*source, *target)
    return _touches(told.source, source), _touches(told.target, target)


def _touches(one: Sequence[Span], other: Sequence[Span]) -> bool:
    return any(a[0] < b[1] and b[0] < a[1] for a in one for b in other)


def _spans(text: str) -> tuple[Span, ...]:
    pairs = (part.split("-") for part in text.split())
    return tuple((int(start), int(end)) for start, end in pairs)


def figures(path: Path) -> pd.DataFrame:
    """Return how often events of texts are found that no rule was written on, as reports tell it.

    Exercises are too rare among these; of them the texts count in which exercises.csv looked for one.
    """
    gold, labels = read_labels(half="unread"), exercises.read_labels(exercises.LABELS)
    found = find_told(path, list(gold))
    scores = {"exercise": exercises.score(labels, exercises.find_exercises(path, only=labels))}
    scores |= {name: one for name, one in score(gold, found).items() if name != "exercise"}
    rows = [(name, one.there, one.found, one.right) for name, one in scores.items()]
    return pd.DataFrame(rows, columns=["figure", "n_there", "n_found", "n_right"])


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures, and keep them with --write."""
    parser = argparse.ArgumentParser(description="Score the events found in one-sentence news.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--write", action="store_true", help="keep the figures for reports")
    options = parser.parse_args(arguments)
    found = figures(options.file)
    print(found.to_string(index=False))
    if options.write:
        found.to_csv(FIGURES, index=False, lineterminator="\n")


if __name__ == "__main__":
    main()
