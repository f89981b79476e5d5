from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.extract.tagger.pieces import FEATURES, LINE_BREAK, SENTENCE_START, Pieces
from analysis.extract.tagger.windows import cut


def pieces(n: int, *, breaks: dict[int, int] | None = None, sentences: tuple[int, ...] = ()) -> Pieces:
    """A text of n units of one piece each."""
    count = np.arange(n)
    features = np.zeros((n, len(FEATURES)), dtype=np.int64)
    for at, kind in (breaks or {}).items():
        features[at, LINE_BREAK] = kind
    features[list(sentences), SENTENCE_START] = 1
    return Pieces(count, count, count, count * 2, count * 2 + 1, features)


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        pytest.param(pieces(10), [10], id="fits"),
        pytest.param(pieces(30), [20, 30], id="nowhere to cut"),
        pytest.param(pieces(30, sentences=(13, 17)), [17, 30], id="last sentence"),
        pytest.param(pieces(30, breaks={14: 1}, sentences=(17,)), [14, 30], id="line before sentence"),
        pytest.param(pieces(30, breaks={12: 2, 14: 1}), [12, 30], id="paragraph before line"),
        pytest.param(pieces(30, breaks={5: 2}), [20, 30], id="too early a paragraph"),
    ],
)
def test_ends_where_a_text_is_broken(text, ends):
    assert [window.end for window in cut(text, size=20, context=0)] == ends


def test_context_begins_with_a_sentence():
    text = pieces(40, breaks={20: 2}, sentences=(13, 16, 20))
    first, second, *_ = cut(text, size=20, context=6)
    assert (first.start, first.core, first.end) == (0, 0, 20)
    assert (second.start, second.core) == (16, 20)


def units_of(lengths: list[int], *, sentences: tuple[int, ...] = ()) -> Pieces:
    """A text of units of so many pieces each; sentences are units that begin one."""
    unit = np.repeat(np.arange(len(lengths)), lengths)
    first = np.cumsum([0, *lengths])[:-1].astype(np.int64)
    features = np.zeros((len(unit), len(FEATURES)), dtype=np.int64)
    features[first[list(sentences)], SENTENCE_START] = 1
    return Pieces(np.arange(len(unit)), unit, first, first * 2, first * 2 + 1, features)


@pytest.mark.parametrize(
    ("lengths", "ends"),
    [
        pytest.param([3] * 6, [9, 18], id="in a unit"),
        pytest.param([5] * 4, [10, 20], id="between units"),
        pytest.param([7, 4, 2], [7, 13], id="long units"),
        pytest.param([1, 9, 3], [10, 13], id="a unit as long as most of a window"),
    ],
)
def test_ends_before_a_unit_that_does_not_fit(lengths, ends):
    assert [window.end for window in cut(units_of(lengths), size=10, context=0)] == ends


@given(
    lengths=st.lists(st.integers(1, 5), min_size=1, max_size=60),
    sentences=st.sets(st.integers(0, 59), max_size=8),
    size=st.integers(12, 30),
    context=st.integers(0, 6),
)
def test_no_unit_is_split(lengths, sentences, size, context):
    text = units_of(lengths, sentences=tuple(at for at in sorted(sentences) if at < len(lengths)))
    windows = cut(text, size=size, context=context)
    begins = {*text.first.tolist(), len(text)}
    assert all({window.start, window.core, window.end} <= begins for window in windows)
    covered = [at for window in windows for at in range(window.core, window.end)]
    assert covered == list(range(len(text)))


@given(
    n=st.integers(0, 200),
    sentences=st.lists(st.integers(0, 199), max_size=20),
    size=st.integers(8, 40),
    context=st.integers(0, 6),
)
def test_cores_cover_all_pieces_once(n, sentences, size, context):
    text = pieces(n, sentences=tuple(at for at in sentences if at < n))
    windows = cut(text, size=size, context=context)
    covered = [at for window in windows for at in range(window.core, window.end)]
    assert covered == list(range(n))
    assert all(window.start <= window.core < window.end <= window.start + size for window in windows)
