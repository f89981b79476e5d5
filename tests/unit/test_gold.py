"""Hand-coded data: what is wrong about a file is said with its line, all at once."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from analysis import tables
from analysis.errors import DataError
from analysis.gold import marked_rows, marks_attributions, read_articles, read_gold
from analysis.measures.accuracy import coded_by, quality_accuracy, theme_accuracy
from analysis.measures.spans import Marked


def sentence(**changes) -> str:
    return json.dumps({"doc_id": "a", "start": 0, "end": 9, "themes": ["drills"]} | changes)


def written(tmp_path, *lines: str):
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(lines), "utf-8")
    return path


def test_every_faulty_line_is_named(tmp_path):
    bad = ["{", "[1]", sentence(start="x"), sentence(end=None), sentence(themes="drills"), sentence(voice=7)]
    bad.append(sentence(themes=[1]))
    with pytest.raises(DataError) as caught:
        read_gold(written(tmp_path, sentence(), *bad))
    assert [(fault.line, fault.found) for fault in caught.value.faults] == [
        (2, "is not JSON"),
        (3, "is not a JSON object"),
        (4, "start is 'x'"),
        (5, "end is None"),
        (6, "themes is 'drills'"),
        (7, "voice is 7"),
        (8, "themes is [1]"),
    ]


def test_values_that_no_code_has_and_sentences_coded_twice_are_named(tmp_path):
    bad = [
        sentence(voice="both"),
        sentence(modality="maybe"),
        sentence(start=9),
        sentence(start=-1),
        sentence(),
    ]
    with pytest.raises(DataError) as caught:
        read_gold(written(tmp_path, sentence(), *bad))
    assert [(fault.line, fault.found) for fault in caught.value.faults] == [
        (2, "voice is 'both', which is none of author, attributed"),
        (3, "modality is 'maybe', which is none of asserted, hedged, denied"),
        (4, "the sentence reaches from character 9 to 9"),
        (5, "the sentence reaches from character -1 to 9"),
        (6, "characters 0 to 9 of a are coded in an earlier line, too"),
    ]


def test_a_file_that_is_not_there_or_empty_is_said(tmp_path):
    with pytest.raises(DataError, match="can't be read: No such file"):
        read_gold(tmp_path / "none.jsonl")
    with pytest.raises(
        DataError, match=r"ann.csv: is a CSV, .* Take in what a coder coded with 'sample import"
    ):
        read_gold(tmp_path / "ann.csv")
    with pytest.raises(DataError, match="holds no sentence"):
        read_gold(written(tmp_path, "", " "))


def codes(**changes):
    row = {
        "code_id": "c", "doc_id": "a", "sentence_id": "a#s1", "theme": "drills", "direction": None,
        "start": 2, "end": 5, "voice": "attributed", "attribution_id": None, "speaker_id": None,
        "speaker_name": "Ada Brandt", "modality": "asserted", "rule": "drills/r",
    }  # fmt: skip
    return tables.from_records([row | changes], "codes")


def test_scores_of_sentences_with_and_without_qualities(tmp_path):
    bare = read_gold(written(tmp_path, sentence(), sentence(start=20, end=30)))
    assert theme_accuracy(codes(), bare)[["n_gold", "n_coded", "n_both"]].values.tolist() == [[2, 1, 1]]
    assert quality_accuracy(codes(), bare)["n"].tolist() == [0, 0, 0, 0]
    full = read_gold(
        written(tmp_path, sentence(voice="attributed", modality="hedged", source="Colonel Brandt"))
    )
    scored = quality_accuracy(codes(), full).set_index("quality")["share_right"]
    assert (scored["voice"], scored["modality"], scored["speaker"]) == (1.0, 0.0, 1.0)


def test_codes_of_hand_coded_sentences_are_counted_by_coder(tmp_path):
    gold = read_gold(written(tmp_path, sentence(), sentence(start=20, end=30), sentence(start=40, end=50)))
    trained = {"probability": 0.8, "rule": "drills/trained"}
    made = [
        codes(),
        codes(code_id="both", start=6, end=9, **trained),
        codes(code_id="alone", start=22, end=25, **trained),
        codes(code_id="elsewhere", start=60, end=65, **trained),
    ]
    assert coded_by(pd.concat(made, ignore_index=True), gold) == (1, 1)


def test_a_disputed_sentence_is_not_scored(tmp_path):
    gold = read_gold(written(tmp_path, sentence(disputed=True), sentence(start=20, end=30, themes=[])))
    assert theme_accuracy(codes(), gold).empty


ARTICLE = {"doc_id": "a", "text": "Brandt said it rained.", "attributions": []}


def article(**changes) -> str:
    return json.dumps(ARTICLE | changes)


def test_every_faulty_text_is_named(tmp_path):
    spans = {"source": [[0, 6]], "cue": [], "content": [[12, 99]]}
    bad = [
        article(text=3),
        article(attributions=None),
        article(attributions=[spans]),
        article(attributions=[{"source": []}]),
        article(date="May"),
    ]
    with pytest.raises(DataError) as caught:
        read_articles(written(tmp_path, article(), *bad))
    assert [(fault.line, fault.found) for fault in caught.value.faults] == [
        (2, "text is 3"),
        (3, "attributions is None"),
        (4, "content of attribution 1 is [[12, 99]]"),
        (5, "cue of attribution 1 is None"),
        (6, "date is 'May'"),
    ]


def test_the_kind_of_gold_is_known_by_its_first_line(tmp_path):
    assert marks_attributions(written(tmp_path, "", article()))
    assert not marks_attributions(written(tmp_path, sentence()))
    assert not marks_attributions(written(tmp_path, "{"))


def test_rows_of_the_table_are_marked_in_the_text():
    row = {"source_start": None, "source_end": None, "cue_start": 7, "cue_end": 11}
    row["content"] = [{"start": 12, "end": 21}]
    assert marked_rows([row]) == [Marked(source=(), cue=((7, 11),), content=((12, 21),))]
