"""Clean text stays aligned with the source's."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.clean.text import normalise

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=200)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ruritania\u00a0and Borduria", "Ruritania and Borduria"),
        ("10\u202f000 men", "10 000 men"),
        ("co\u2011operation", "co-operation"),
        ("one\r\ntwo\rthree", "one\n\ntwo\nthree"),
        ("one\u2028two\u2029three", "one\ntwo\nthree"),
        ("a\tb\x00c", "a b c"),
        ("\ufeffThe union\u00ad state", " The union  state"),
        ("half \ud83d pair", "half   pair"),
        ("“Unchanged” – ‘quotes’, dashes—and… Zażółć, Лукашенко", None),
        ("plain\ntext", None),
        ("", None),
    ],
)
def test_what_the_parser_does_not_know_is_made_plain(text, expected):
    assert normalise(text) == (text if expected is None else expected)


@given(ANY_TEXT)
def test_length_stays_and_twice_is_once(text):
    once = normalise(text)
    assert len(once) == len(text)
    assert normalise(once) == once


@given(ANY_TEXT)
def test_the_result_can_be_encoded_and_holds_no_controls(text):
    clean = normalise(text)
    clean.encode("utf-8")
    assert {char for char in clean if unicodedata.category(char) == "Cc"} <= {"\n"}


@given(ANY_TEXT, ANY_TEXT)
def test_each_character_is_replaced_by_itself_alone(one, two):
    assert normalise(one + two) == normalise(one) + normalise(two)
