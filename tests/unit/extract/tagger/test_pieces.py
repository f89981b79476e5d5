from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.clean.text import normalise
from analysis.extract.tagger.network import VOCABULARY, WEIGHTS
from analysis.extract.tagger.pieces import (
    DEP,
    ENTITY,
    FEATURES,
    LINE_BREAK,
    POS,
    SIZES,
    TEXT_BEGINS,
    load_tokenizer,
    split,
)


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


PART = "Brandt left.\nRuritania’s Moor said “no”. Keller agreed."


@pytest.fixture
def whole(nlp, tokenizer):
    return split(nlp(PART), tokenizer)


def units(pieces) -> list[str]:
    spans = zip(pieces.starts.tolist(), pieces.ends.tolist(), strict=True)
    return [PART[start:end] for start, end in spans]


def test_a_part_has_its_units_with_their_place_in_the_whole_text(whole):
    part = whole.part(3, 6)
    assert units(part) == ["Ruritania", "’", "s", "Moor"]
    assert len(part) == whole.first[7] - whole.first[3] > 4, "the made-up name has several pieces"
    assert (part.ids == whole.ids[whole.first[3] : whole.first[7]]).all()


def test_a_part_counts_units_and_pieces_from_its_own_start(whole):
    part = whole.part(3, 6)
    assert part.first[0] == 0 and part.unit[part.first].tolist() == [0, 1, 2, 3]


def test_a_part_may_end_with_the_text(whole):
    last = len(whole.first) - 1
    part = whole.part(last - 2, last)
    assert units(part) == ["Keller", "agreed", "."]
    assert part.ids[-1] == whole.ids[-1]


def test_a_part_begins_as_a_text_does_and_keeps_all_other_features(whole):
    start, end = whole.first[3], whole.first[7]
    expected = whole.features[start:end].copy()
    assert expected[0, LINE_BREAK] == 1
    expected[0, LINE_BREAK] = TEXT_BEGINS
    assert (whole.part(3, 6).features == expected).all()
    assert whole.features[start, LINE_BREAK] == 1, "the whole stays what it was"


def test_the_part_of_all_units_is_the_whole(whole):
    part = whole.part(0, len(whole.first) - 1)
    kept = [name for name in vars(whole) if name != "features"]  # by itself it stands in no quotation
    assert all(np.array_equal(getattr(part, name), getattr(whole, name)) for name in kept)
    assert not part.features[:, FEATURES.index("quoted")].any()


# Arbitrary characters are hardly parsed; words in any order have every kind of label.
WORDS = st.sampled_from(
    ["Brandt", "told", "Ruritania’s", "in May", "two", "“no”", ".", "\n\n", "x" * 120, "—"]
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=15).map(" ".join)))
def test_spans_lie_in_the_text_whatever_it_is(nlp, tokenizer, text):
    text = normalise(text)
    pieces = split(nlp(text), tokenizer)
    assert (pieces.starts < pieces.ends).all() and (pieces.ends <= len(text)).all()
    assert (pieces.starts[1:] >= pieces.ends[:-1]).all()
    assert (pieces.features >= 0).all() and (pieces.features < SIZES).all()
