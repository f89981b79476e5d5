"""Coded sentences are laid on those of the parse."""

from __future__ import annotations

import json

import numpy as np
import pytest

from analysis.errors import DataError
from analysis.extract.tagger.network import VOCABULARY, WEIGHTS
from analysis.extract.tagger.pieces import load_tokenizer
from analysis.extract.tagger.themes import COUNT, DIRECTIONS
from analysis.training.articles import read_texts
from analysis.training.coded import with_codes

TEXT = "The bloc threatens Ruritania. The drills with Borduria are over. It rained."
DRILLS = (30, 63)


@pytest.fixture
def code(tmp_path):
    """Lay coded sentences, given as (document, start, end, themes, more), on two texts of three sentences."""

    def lines(name: str, rows: list[dict]):
        path = tmp_path / name
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        return path

    def code(*sentences):
        texts = lines("texts.jsonl", [{"doc_id": doc_id, "text": TEXT} for doc_id in ("a", "b")])
        fields = ("doc_id", "start", "end", "themes")
        rows = [dict(zip(fields, one[:4], strict=True)) | (one[4] if one[4:] else {}) for one in sentences]
        articles = list(read_texts(texts, load_tokenizer(WEIGHTS / VOCABULARY)))
        return with_codes(articles, [lines("coded.jsonl", rows)] if rows else [])

    return code


def test_what_nobody_coded_is_not_known(code):
    coded, other = code(("a", *DRILLS, ["joint_exercises"]))
    assert other.coded is None
    assert np.isnan(coded.coded[[0, 2]]).all()
    assert coded.coded[1].tolist() == [1] + [0] * (COUNT - 1 + len(DIRECTIONS))


def test_a_sentence_without_theme_is_known_to_have_none(code):
    coded, _ = code(("a", *DRILLS, []), ("a", 64, 75, ["some_other_theme"]))
    assert not coded.coded[1:].any()


def test_the_direction_is_that_of_the_theme_that_has_some(code):
    coded, other = code(
        ("a", 0, 29, ["nato_framing"], {"direction": "mixed"}),
        ("b", 0, 29, ["joint_exercises"], {"direction": "mixed"}),
        ("b", 64, 75, ["nato_framing"], {"direction": None}),
    )
    assert coded.coded[0].tolist() == [0, 0, 1] + [float(name == "mixed") for name in DIRECTIONS]
    assert not other.coded[[0, 2], COUNT:].any()


@pytest.mark.parametrize("span", [(25, 62), (33, 40), (30, 70)], ids=["begins before", "part", "ends behind"])
def test_a_sentence_cut_elsewhere_belongs_where_most_of_it_lies(code, span):
    coded, _ = code(("a", *span, ["joint_exercises"]))
    assert np.isnan(coded.coded[:, 0]).tolist() == [True, False, True]


def test_two_that_lie_in_one_sentence_are_one(code):
    coded, _ = code(("a", 30, 40, ["joint_exercises"]), ("a", 41, 63, ["union_state_security"]))
    assert coded.coded[1, :COUNT].tolist() == [1, 1, 0]


def test_disputed_ones_are_left_out(code):
    assert all(one.coded is None for one in code(("a", *DRILLS, [], {"disputed": True})))


def test_all_that_is_not_there_is_said_at_once(code):
    with pytest.raises(DataError) as error:
        code(
            ("c", 0, 5, []),
            ("b", 400, 410, []),
            ("a", 0, 29, ["nato_framing"], {"direction": "treat"}),
        )
    said = [str(fault) for fault in error.value.faults]
    assert "c 0 to 5: the document is not among the articles and texts" in said[0]
    assert "b 400 to 410: the document has no sentence there" in said[1]
    assert "a 0 to 29: direction is 'treat', which is none of threat, defence, mixed, other" in said[2]
