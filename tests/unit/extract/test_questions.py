"""What is asked; and how far a question reaches."""

from __future__ import annotations

import pytest

from analysis.extract.questions import is_asked


@pytest.mark.parametrize(("between", "expected"), [(0, True), (50, True), (5000, False)])
def test_the_end_of_a_question_is_near(nlp, between: int, expected: bool) -> None:
    """Else a text without stops would be read to its end for every verb."""
    from spacy.tokens import Doc

    words = ["Will", "they", "meet", *["again"] * between, "?"]
    roles = ["aux", "nsubj", "ROOT", *["advmod"] * between, "punct"]
    doc = Doc(nlp.vocab, words=words, heads=[2] * len(words), deps=roles)
    assert is_asked(doc[2]) is expected
