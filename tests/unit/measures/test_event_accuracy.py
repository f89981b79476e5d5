"""The figures of events that reports show are whole, and what pages say of them is what they are."""

from __future__ import annotations

import pytest

from analysis import charts, measures
from analysis.paths import CHECKOUT


@pytest.fixture(scope="module")
def accuracy():
    return measures.accuracy_of_events()


def test_no_more_is_right_than_is_found_or_there(accuracy):
    assert (accuracy["n_right"] <= accuracy[["n_found", "n_there"]].min(axis=1)).all()
    known = accuracy[accuracy["n_found"] > 0]
    assert (known["precision"] == known["n_right"] / known["n_found"]).all()
    assert accuracy["recall"].between(accuracy["recall_low"], accuracy["recall_high"]).all()


def test_any_kind_is_the_sum_of_the_kinds_in_the_same_texts(accuracy):
    counts = accuracy.set_index("figure")[["n_there", "n_found", "n_right"]]
    kinds = counts.loc[:"any kind"].drop(index=["exercise", "any kind"])
    assert (kinds.sum() == counts.loc["any kind"]).all()


def test_pages_say_what_was_measured(accuracy):
    counts = accuracy.set_index("figure")[["n_there", "n_found", "n_right"]]
    told, whole = counts.loc["any kind"], counts.loc["with both"]
    said = (
        f"{told.n_right} of {told.n_there} were found, and of {told.n_found} found {told.n_right} were there"
    )
    assert said in (CHECKOUT / "README.md").read_text("utf-8")
    scores = (CHECKOUT / "tests/scores/README.md").read_text("utf-8")
    assert f"recall {told.n_right / told.n_there:.2f}, precision {told.n_right / told.n_found:.2f}" in scores
    assert f"{whole.n_right / told.n_there:.2f} and {whole.n_right / whole.n_found:.2f}" in scores
    for kind in ("meeting", "sanctions", "exercise"):
        assert f"{counts.loc[kind, 'n_right']} of {counts.loc[kind, 'n_there']}" in scores


def test_a_sentence_says_how_many_are_missed(accuracy):
    counts = accuracy.set_index("figure")
    counts.loc["any kind", ["n_there", "n_found", "n_right"]] = 10, 8, 6
    counts.loc["with both", "n_right"] = 5
    said = charts.events_found(counts.reset_index())
    assert said.startswith(
        "In news coded event by event, 6 of 10 events were found and 40 % missed (of meetings "
    )
    assert said.endswith("; of 8 found, 6 were there, 5 with the right source and target")
