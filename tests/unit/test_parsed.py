"""A parse as columns says what spaCy says of the same parse."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from analysis.parsed import Parse

TEXT = (
    "  “We’ll hold the joint drills,” said Ada Brandt,\n\nwho isn't a minister of Ruritania.  "
    "If Borduria attacks, they may (perhaps) end early… Nobody knows; none of us cares!"
)
WORDS = ("i", "idx", "text", "lower_", "lemma_", "pos_", "tag_", "dep_")
STRETCH = ("start", "end", "start_char", "end_char", "text")


@pytest.fixture(scope="module")
def doc(nlp) -> Doc:
    return nlp(TEXT)


def seen(words) -> list[tuple]:
    """Everything about each word, other words by their numbers."""
    return [
        (
            *(getattr(word, name) for name in WORDS),
            *(getattr(word, name).i for name in ("head", "left_edge", "right_edge")),
            [child.i for child in word.children],
            len(word),
        )
        for word in words
    ]


def stretches(sents) -> list[tuple]:
    return [tuple(getattr(sent, name) for name in STRETCH) for sent in sents]


def test_words_and_sentences_are_those_of_the_parse(doc):
    parse = Parse.of(doc)
    assert seen(parse) == seen(doc)
    assert stretches(parse.sents) == stretches(doc.sents)
    assert parse.text == doc.text.rstrip() + " " * (len(parse.text) - len(doc.text.rstrip()))
    assert (parse[3], parse[-1].i, parse[2].nbor(-1)) == (parse[3], len(doc) - 1, parse[1])
    assert Parse.of(parse) is parse


def test_characters_belong_to_the_words_that_spacy_says(doc):
    parse = Parse.of(doc)
    for start in range(len(TEXT)):
        for end in range(start + 1, min(start + 12, len(TEXT))):
            span = doc.char_span(start, end, alignment_mode="expand")
            found = parse.char_span(start, end)
            assert stretches([found] if found else []) == stretches([span] if len(span) else []), (start, end)
    assert parse.char_span(5, 5) is None


def test_the_actor_of_a_mention_is_part_of_what_kind_of_word_it_is(nlp):
    doc = nlp("Ruritania met Borduria.")
    doc.set_ents([doc.char_span(0, 9, label="GPE", kb_id="ruritania")])
    parse = Parse.of(doc)
    assert [parse.kinds[number][3] for number in parse.kind] == ["ruritania", "", "", ""]


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_trees_of_any_shape_are_read_as_spacy_reads_them(nlp, data):
    size = data.draw(st.integers(1, 9))
    heads = [data.draw(st.integers(0, index)) for index in range(size)]
    texts = data.draw(st.lists(st.sampled_from(["drill", ",", "Sea", "n't"]), min_size=size, max_size=size))
    doc = Doc(nlp.vocab, words=texts, heads=heads, deps=["dep"] * size)
    parse = Parse.of(doc)
    assert seen(parse) == seen(doc)
    for start in range(size):
        for end in range(start + 1, size + 1):
            assert parse[start:end].root.i == doc[start:end].root.i


def test_a_text_without_words_is_a_parse_without_words(nlp):
    parse = Parse.of(nlp(""))
    assert (len(parse), list(parse.sents), parse.text, parse.char_span(0, 1)) == (0, [], "", None)
