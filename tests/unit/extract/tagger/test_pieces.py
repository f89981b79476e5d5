from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.clean.text import normalise
from analysis.extract.tagger.network import VOCABULARY, WEIGHTS
from analysis.extract.tagger.pieces import DEP, ENTITY, FEATURES, POS, SIZES, load_tokenizer, split


@pytest.fixture(scope="module")
def tokenizer():
    return load_tokenizer(WEIGHTS / VOCABULARY)


def column(pieces, name: str) -> list[int]:
    return pieces.features[pieces.first, FEATURES.index(name)].tolist()


def test_units_are_words_and_marks_with_their_place_in_the_text(nlp, tokenizer):
    text = "Ruritania's drills (“Blue Shield”) began."
    pieces = split(nlp(text), tokenizer)
    spans = zip(pieces.starts.tolist(), pieces.ends.tolist(), strict=True)
    units = [text[start:end] for start, end in spans]
    assert units == ["Ruritania", "'", "s", "drills", "(", "“", "Blue", "Shield", "”", ")", "began", "."]
    assert len(pieces) > len(units), "the made-up name is no word of the vocabulary"
    assert pieces.unit[pieces.first].tolist() == list(range(len(units)))


def test_features_tell_case_breaks_quotes_and_parse(nlp, tokenizer):
    text = "He said “no”.\nNATO agreed.\n\nAll left."
    pieces = split(nlp(text), tokenizer)
    assert column(pieces, "case") == [2, 1, 0, 1, 0, 0, 3, 1, 0, 2, 1, 0]
    assert column(pieces, "line_break") == [3, 0, 0, 0, 0, 0, 1, 0, 0, 2, 0, 0]
    assert column(pieces, "quoted") == [0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0]
    assert column(pieces, "sentence_start") == [1, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0]
    assert column(pieces, "pos")[1] == POS.index("VERB") + 1
    assert column(pieces, "dep")[0] == DEP.index("nsubj") + 1
    assert column(pieces, "entity")[6] == ENTITY.index("ORG") + 1


def test_every_feature_has_room_in_the_network(nlp, tokenizer):
    assert len(SIZES) == len(FEATURES)
    labels = (POS, DEP, ENTITY)
    assert all(len(known) < size for known, size in zip(labels, SIZES[3:6], strict=True))
    parser, entities = nlp.get_pipe("parser").labels, nlp.get_pipe("ner").labels
    assert set(parser) <= set(DEP) and set(entities) <= set(ENTITY)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=80))
def test_spans_lie_in_the_text_whatever_it_is(nlp, tokenizer, text):
    text = normalise(text)
    pieces = split(nlp.make_doc(text), tokenizer)
    assert (pieces.starts < pieces.ends).all() and (pieces.ends <= len(text)).all()
    assert (pieces.starts[1:] >= pieces.ends[:-1]).all()
    assert (pieces.features >= 0).all() and (pieces.features < SIZES).all()
