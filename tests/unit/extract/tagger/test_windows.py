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
