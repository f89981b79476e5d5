"""Scores of the events found, on sentences hand-coded with the PLOVER ontology.

    PYTHONPATH=tests python -m scores.events FOLDER [--half even|odd|both]

FOLDER holds PLOVER_GSR_CAMEO.txt. A record is one sentence with its one coded event: kind, source, target.
The even half (by place in the file) was read while the rules were written, the odd half was not.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.records import Event, Span

# What the extractor looks for; the other kinds of the ontology lie outside of what the project covers.
COVERED = (
    *("AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "RETREAT"),
    *("DEMAND", "DISAPPROVE", "REJECT", "THREATEN", "SANCTION", "MOBILIZE"),
)
_SYMMETRIC = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE"})


@dataclass(frozen=True)
class Coded:
    """One hand-coded sentence: its text, the kind of its event, and the words that name who acts on whom."""

    text: str
    kind: str
    source: tuple[Span, ...]
    target: tuple[Span, ...]
    date: dt.date | None


@dataclass(frozen=True)
class Score:
    """How many are right of those found, and of those there are."""

    right: int
    found: int
    there: int

    def row(self) -> str:
        """Return precision, recall and F1 as text."""
        precision = self.right / self.found if self.found else 0.0
        recall = self.right / self.there if self.there else 0.0
        f1 = 2 * precision * recall / (precision + recall) if self.right else 0.0
        return f"{precision:9.2f} {recall:7.2f} {f1:5.2f}   {self.right:4d} {self.found:6d} {self.there:6d}"


def read_gold(folder: Path, *, half: str = "both") -> list[Coded]:
    """Return the coded sentences of a folder, or the half of them at even or odd places."""
    records = json.loads((folder / "PLOVER_GSR_CAMEO.txt").read_text("utf-8"), strict=False)
    chosen = [
        record
        for place, record in enumerate(records)
        if record["event"] != "DOCUMENT" and half in ("both", ("even", "odd")[place % 2])
    ]
    return [_coded(record) for record in chosen]


def _coded(record: dict[str, Any]) -> Coded:
    text = record["text"].strip("{} ")
    date = dt.date.fromisoformat(record["date"]) if record.get("date") else None
    spans = [_spans(text, record.get(role)) for role in ("source", "target")]
    return Coded(text, record["event"], spans[0], spans[1], date)


def _spans(text: str, actors: Sequence[dict[str, Any]] | str | None) -> tuple[Span, ...]:
    """Return where the words of the coded actors stand, as far as they stand there literally."""
    found = []
    for actor in actors or ():
        words = str(actor.get("actorText", "")).strip() if isinstance(actor, dict) else ""
        at = text.find(words) if words else -1
        if at >= 0:
            found.append((at, at + len(words)))
    return tuple(found)


def score(
    gold: Sequence[Coded], found: Sequence[Sequence[Event]], *, kinds_there: Collection[str] = ()
) -> dict[str, Score]:
    """Return how well the kinds, and the actors of events whose kind is right, are found.

    Every event found counts, also the second and third of a sentence, of which only one is coded: precision
    is therefore a lower bound.

    Args:
        gold: The coded sentences.
        found: The events found in each.
        kinds_there: Kinds whose events are there to be found; all if there are none. What is found in
            sentences of other kinds is wrong.
    """
    kinds = sources = targets = whole = predicted = n_sources = n_targets = n_there = 0
    for coded, events in zip(gold, found, strict=True):
        predicted += len({event.plover for event in events})
        if kinds_there and coded.kind not in kinds_there:
            continue
        n_there += 1
        n_sources, n_targets = n_sources + bool(coded.source), n_targets + bool(coded.target)
        same = [event for event in events if event.plover == coded.kind]
        if not same:
            continue
        kinds += 1
        marks = max(_actors(coded, event) for event in same)
        sources, targets = sources + marks[0], targets + marks[1]
        whole += marks[0] >= bool(coded.source) and marks[1] >= bool(coded.target)
    return {
        "kind": Score(kinds, predicted, n_there),
        "kind and source": Score(sources, predicted, n_sources),
        "kind and target": Score(targets, predicted, n_targets),
        "kind and both": Score(whole, predicted, n_there),
    }


def _actors(coded: Coded, event: Event) -> tuple[int, int]:
    """Return whether source and target (1 or 0 each) name one that is coded; of mutual acts in any order."""
    source, target = event.source, event.target
    if coded.kind in _SYMMETRIC and not coded.target:
        source = target = (*source, *target)
        return int(all(_touches((one,), source) for one in coded.source) and bool(coded.source)), 0
    return int(_touches(coded.source, source)), int(_touches(coded.target, target))


def _touches(one: Iterable[Span], other: Iterable[Span]) -> bool:
    other = list(other)
    return any(a[0] < b[1] and b[0] < a[1] for a in one for b in other)


def by_kind(gold: Sequence[Coded], found: Sequence[Sequence[Event]]) -> dict[str, Score]:
    """Return how well each kind of the ontology is found, sentence by sentence."""
    pairs = [
        (coded.kind, {event.plover for event in events}) for coded, events in zip(gold, found, strict=True)
    ]
    return {
        kind: Score(
            sum(kind == own and kind in told for own, told in pairs),
            sum(kind in told for _, told in pairs),
            sum(kind == own for own, _ in pairs),
        )
        for kind in sorted({own for own, _ in pairs})
    }


def find_all(gold: Sequence[Coded]) -> list[list[Event]]:
    """Return the events that the extractor finds in each coded sentence, read as published on its date."""
    return find_in([(coded.text, coded.date) for coded in gold])


def find_in(texts: Iterable[tuple[str, dt.date | None]]) -> list[list[Event]]:
    """Return the events that the extractor finds in texts, each with its day of publication."""
    from analysis.extract.events import find_events
    from analysis.extract.mentions import MentionFinder, annotate
    from analysis.extract.model import load_model
    from analysis.paths import CHECKOUT
    from analysis.reference import load_actors

    nlp, actors = load_model(), load_actors(CHECKOUT / "data" / "reference")
    finder = MentionFinder(actors, nlp.vocab)
    found = []
    for text, day in texts:
        doc = nlp(text)
        mentions = finder(doc, day)
        found.append(find_events(annotate(doc, mentions), mentions, published=day, actors=actors))
    return found


def report(gold: Sequence[Coded], found: Sequence[Sequence[Event]]) -> str:
    """Return the scores as a table: over the covered kinds, over all, and kind by kind."""
    lines = [f"{'':28}{'precision':>9} {'recall':>7} {'F1':>5}  {'right':>5} {'found':>6} {'there':>6}"]
    for title, kinds in (("covered kinds", COVERED), ("all kinds", ())):
        n = sum(not kinds or coded.kind in kinds for coded in gold)
        lines += [f"{title}: {n} sentences"]
        lines += [f"  {name:26}{one.row()}" for name, one in score(gold, found, kinds_there=kinds).items()]
    lines += ["kind by kind, over all sentences"]
    lines += [
        f"  {name + ('' if name in COVERED else ' (not covered)'):26}{one.row()}"
        for name, one in by_kind(gold, found).items()
    ]
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the scores of a folder of hand-coded sentences."""
    parser = argparse.ArgumentParser(description="Score the events found on hand-coded sentences.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--half", choices=("even", "odd", "both"), default="both")
    options = parser.parse_args(arguments)
    gold = read_gold(options.folder, half=options.half)
    print(report(gold, find_all(gold)))


if __name__ == "__main__":
    main()
