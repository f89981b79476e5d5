"""Scores of attributions and of labelled spans, on texts of our own."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.measures.spans import Marked, attribution_accuracy, labelled_accuracy

TEXT = 'Brandt said that the harbour is open. "We never closed it," Moor replied.'


def at(*words: str) -> tuple[tuple[int, int], ...]:
    return tuple((TEXT.index(word), TEXT.index(word) + len(word)) for word in words)


OPEN = Marked(source=at("Brandt"), cue=at("said"), content=at("that the harbour is open"))
CLOSED = Marked(source=at("Moor"), cue=at("replied"), content=at('"We never closed it,"'))


def scores(gold: list[Marked], found: list[Marked]) -> pd.DataFrame:
    return attribution_accuracy([(TEXT, gold, found)]).set_index("figure")


def test_gold_scores_one_against_itself():
    frame = scores([OPEN, CLOSED], [CLOSED, OPEN])
    assert frame["recall"].tolist() == [1.0] * 7
    assert frame.loc["quoted", ["n_gold", "n_found"]].tolist() == [1, 1]
    assert frame["f1"].drop("quoted").tolist() == [1.0] * 6


@pytest.mark.parametrize(
    ("found", "attribution", "with_source", "exact_content"),
    [
        ([], 0.0, 0.0, 0.0),
        ([Marked(content=OPEN.content)], 1.0, 0.0, 1.0),
        ([Marked(source=at("Moor"), content=OPEN.content)], 1.0, 0.0, 1.0),
        ([Marked(source=OPEN.source, content=at("the harbour is open."))], 1.0, 1.0, 0.0),
        ([Marked(source=OPEN.source, content=at("is open"))], 0.0, 0.0, 0.0),
        ([Marked(source=OPEN.source, content=at("that the harbour is open."))], 1.0, 1.0, 1.0),
        ([OPEN, Marked(source=OPEN.source, content=at("the harbour is open"))], 2 / 3, 2 / 3, 2 / 3),
    ],
    ids=["nothing", "no source", "other source", "most", "less than half", "stop", "found twice"],
)
def test_what_matches(found, attribution, with_source, exact_content):
    frame = scores([OPEN], found)
    expected = [attribution, with_source, exact_content]
    assert frame.loc[["attribution", "with_source", "exact_content"], "f1"].tolist() == pytest.approx(
        expected
    )


def test_no_source_on_both_sides_is_right():
    bare = Marked(cue=OPEN.cue, content=OPEN.content)
    assert scores([bare], [bare]).loc["with_source", "f1"] == 1.0


def test_the_best_match_wins_and_each_is_used_once():
    whole = Marked(content=((0, len(TEXT)),))
    near = Marked(content=((0, len(TEXT) - 4),))
    frame = scores([whole], [Marked(content=((0, len(TEXT) - 20),)), near])
    assert frame.loc["attribution", ["n_found", "precision", "recall"]].tolist() == [2, 0.5, 1.0]


def test_pieces_of_a_content_count_together():
    gold = Marked(content=at("that the harbour", "is open"))
    frame = scores([gold], [Marked(content=at("that the harbour is open"))])
    assert frame.loc[["content_chars", "attribution"], "f1"].tolist() == [1.0, 1.0]
    assert frame.loc["exact_content", "n_gold"] == 2 and frame.loc["exact_content", "f1"] == 0.0


def test_nothing_at_all_scores_nothing():
    frame = attribution_accuracy([])
    assert frame["recall"].tolist() == [0.0] * 7
    assert scores([], [OPEN]).loc["attribution", "precision"] == 0.0


def test_labelled_spans_need_both_ends_and_the_label():
    gold = {(0, 6, "PER"), (10, 14, "LOC")}
    found = {(0, 6, "PER"), (10, 14, "ORG"), (9, 14, "LOC")}
    frame = labelled_accuracy([(gold, found)]).set_index("figure")
    assert frame.index.tolist() == ["LOC", "ORG", "PER", "all"]
    assert frame.loc["PER", "f1"] == 1.0 and frame.loc["LOC", "f1"] == 0.0
    assert frame.loc["all", ["n_gold", "n_found"]].tolist() == [2, 3]
