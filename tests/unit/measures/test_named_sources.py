"""A speaker is the source that a person wrote down if it is the same actor, however both are called."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.measures.accuracy import quality_accuracy
from analysis.measures.named_sources import is_same, with_actors
from factories import attributions, codes, documents, mentions

TEXT = "The Bordurian minister Moor, Ruritania's defence ministry and Strelsau were there."
NAMES = {
    "Bordurian": ("borduria", "NORP"),
    "Moor": ("moor", "PERSON"),
    "Ruritania's defence ministry": ("mod", "ORG"),
    "Strelsau": ("ruritania", "GPE"),
}
DOCUMENTS = documents({"doc_id": "d1", "text": TEXT})
MENTIONS = mentions(
    *(
        {"start": TEXT.index(name), "end": TEXT.index(name) + len(name), "entity_id": entity, "label": label}
        for name, (entity, label) in NAMES.items()
    )
)
SOURCES = {
    "Jonas Moor": [{"moor"}],
    "the Bordurian minister Moor": [{"moor"}],
    "the Bordurian side": [{"borduria"}],
    "Ruritania’s Defence Ministry": [{"mod"}],
    "Strelsau and Moor": [{"ruritania"}, {"moor"}],
    "some experts": [],
    None: [],
}


def _gold(source, doc_id="d1"):
    row = {"doc_id": doc_id, "start": 0, "end": 20, "themes": ["drills"], "source": source}
    return pd.DataFrame([row | {"direction": None, "voice": "attributed", "modality": None}])


@pytest.mark.parametrize("doc_id", ["d1", "another"])
@pytest.mark.parametrize(("source", "expected"), SOURCES.items())
def test_a_source_names_the_actors_that_its_words_are_linked_to(source, expected, doc_id):
    assert with_actors(_gold(source, doc_id), MENTIONS, DOCUMENTS)["source_ids"].iloc[0] == expected


PAIRS = {
    "the same": ([{"moor"}], ["moor"], True),
    "one of two that a name may mean": ([{"strelsau", "ruritania"}], ["ruritania"], True),
    "both of two": ([{"moor"}, {"ruritania"}], ["ruritania", "moor"], True),
    "one of two": ([{"moor"}, {"ruritania"}], ["moor"], False),
    "another besides": ([{"moor"}], ["moor", "ruritania"], False),
    "another": ([{"moor"}], ["ruritania"], False),
}


@pytest.mark.parametrize(("named", "spoken", "expected"), PAIRS.values(), ids=PAIRS)
def test_speakers_are_the_source_if_they_are_the_same_actors(named, spoken, expected):
    assert is_same(named, spoken) is expected


SPEAKERS = {
    "the same actor by another name": ("Strelsau", "Ruritania", ["ruritania"], 1.0),
    "another of the same name": ("Moor", "Ministry of Colonel Moor", ["borduria"], 0.0),
    "no actor, the same word": ("some experts", "Bordurian experts", [], 1.0),
    "no actor, another word": ("Moor", "the experts", [], 0.0),
}


@pytest.mark.parametrize(("source", "name", "ids", "share"), SPEAKERS.values(), ids=SPEAKERS)
def test_words_are_compared_where_one_of_both_is_no_known_actor(source, name, ids, share):
    said = attributions({"speaker_name": name, "speaker_ids": ids})
    coded = codes({"theme": "drills", "voice": "attributed", "speaker_name": name, "attribution_id": "d1#a1"})
    gold = with_actors(_gold(source), MENTIONS, DOCUMENTS)
    scored = quality_accuracy(coded, gold, said).set_index("quality")["share_right"]
    assert scored["speaker"] == share
