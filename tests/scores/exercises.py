"""Scores of the military exercises found in one-sentence news.

    PYTHONPATH=tests python -m scores.exercises FILE.csv [LABELS.csv]

FILE has doc_id, date and text. LABELS (exercises.csv beside this file) has doc_id and is_exercise: whether
the text tells of a military exercise that was, is or will be held, judged by hand for every text of the file
with exercise, drill, manoeuvre, war game or the name of a known series in it. With --all, texts without such
a word are read too.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from scores.events import Score, find_in

LABELS = Path(__file__).with_name("exercises.csv")


def read_labels(path: Path) -> dict[str, bool]:
    """Return, by doc_id, whether a text was judged to tell of a military exercise."""
    with path.open(encoding="utf-8") as file:
        return {row["doc_id"]: row["is_exercise"] == "1" for row in csv.DictReader(file)}


def score(labels: Mapping[str, bool], found: Iterable[str]) -> Score:
    """Return how well the texts that tell of an exercise are found."""
    told, found = {key for key, is_told in labels.items() if is_told}, set(found)
    return Score(len(told & found), len(found), len(told))


def find_exercises(path: Path, *, only: Mapping[str, bool] | None = None) -> list[str]:
    """Return the ids of the texts in which the extractor finds an exercise.

    Args:
        path: CSV file with doc_id, date and text.
        only: Read these texts only; all if None.
    """
    with path.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if only is None or row["doc_id"] in only]
    texts = [(row["text"], dt.date.fromisoformat(row["date"])) for row in rows]
    pairs = zip(rows, find_in(texts), strict=True)
    return [row["doc_id"] for row, events in pairs if any(event.kind == "exercise" for event in events)]


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the score of the labelled texts, or of all with --all."""
    parser = argparse.ArgumentParser(description="Score the military exercises found in one-sentence news.")
    parser.add_argument("file", type=Path)
    parser.add_argument("labels", type=Path, nargs="?", default=LABELS)
    parser.add_argument("--all", action="store_true", help="read the texts without labels too")
    options = parser.parse_args(arguments)
    labels = read_labels(options.labels)
    found = find_exercises(options.file, only=None if options.all else labels)
    print("precision  recall    F1  right  found  there")
    print(score(labels, found).row())
    print("wrong:", ", ".join(key for key in found if not labels.get(key)) or "none")
    print("missed:", ", ".join(key for key, told in labels.items() if told and key not in found) or "none")


if __name__ == "__main__":
    main()
