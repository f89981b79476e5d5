"""The stance of a cue, from its words alone and from what negates them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.extract.cues import load_cues
from analysis.extract.stance import stance_of
from analysis.paths import Project
from analysis.vocabulary import STANCES
from ruritania import attributions

CUES = load_cues(Project.at().reference)

# The cue stands between bars.
CASES = [
    ("The minister |said| that the drills had begun.", "neutral"),
    ("|According to| the ministry, the drills had begun.", "neutral"),
    ("The minister |claimed| that the drills had begun.", "doubting"),
    ("The drills |allegedly| began in May.", "doubting"),
    ("The minister |noted| that the drills had begun.", "endorsing"),
    ("The ministry |has since confirmed| that the drills had begun.", "endorsing"),
    ("The minister |pointed out| that the drills had begun.", "endorsing"),
    ("The minister |denied| that the drills had begun.", "opposing"),
    ("The minister |repeatedly rejected| the report.", "opposing"),
    ("The minister |ruled out| further drills.", "opposing"),
    ("The ministry |accused| Borduria of staging the drills.", "accusing"),
    ("The ministry |released a statement condemning| the drills.", "accusing"),
    ("The ministry's |criticism of| the drills was short.", "accusing"),
    ("The minister |urged| Borduria to end the drills.", "demanding"),
    ("The minister |called once again for| an end of the drills.", "demanding"),
    ("The minister |called| the drills a success.", "neutral"),
    ("The minister |warned| that the drills would spread.", "warning"),
    ("The ministry |expressed concern about| the drills.", "warning"),
    ("The minister |was sceptical about| the drills.", "doubting"),
    ("The lake |sang of| the drills.", "neutral"),
    # Negated.
    ("The ministry |did not confirm| that the drills had begun.", "doubting"),
    ("The ministry did not |confirm| that the drills had begun.", "doubting"),
    ("The ministry |has never confirmed| the report.", "doubting"),
    ("The ministry |refused to say| where the drills were held.", "doubting"),
    ("The ministry refused to |say| where the drills were held.", "doubting"),
    ("The ministry |declined to comment on| the drills.", "doubting"),
    ("The ministry |neither confirmed| nor denied the report.", "doubting"),
    ("Neither side |confirmed| the report.", "doubting"),
    ("The minister spoke |without confirming| the report.", "doubting"),
    ("The ministry |made no mention of| the drills.", "doubting"),
    ("The minister |does not believe| that the drills have begun.", "opposing"),
    ("The minister |did not deny| that the drills had begun.", "neutral"),
    ("The minister |did not express concern about| the drills.", "neutral"),
    ("The minister |left no doubt| that the drills had begun.", "endorsing"),
    ("The ministry |did not refuse to confirm| the report.", "endorsing"),
    # Near misses: the negation is not the cue's.
    ("The minister |not only confirmed| the report but praised it.", "endorsing"),
    ("The minister |confirmed| that the drills had not begun.", "endorsing"),
    ("The minister, who was not at the lake, |confirmed| the report.", "endorsing"),
    ("|According to| the ministry, the army did not take part.", "neutral"),
]


def _stance(nlp, marked: str) -> str:
    before, cue, after = marked.split("|")
    doc = nlp(before + cue + after)
    return stance_of(doc, len(before), len(before) + len(cue), CUES)


@pytest.mark.parametrize(("marked", "expected"), CASES, ids=[text for text, _ in CASES])
def test_stance_of_a_cue(nlp, marked, expected):
    assert _stance(nlp, marked) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada Brandt denied that Ruritania would host the drills.", "opposing"),
        ("Ada Brandt did not say that Ruritania would host the drills.", "doubting"),
        ("ADA BRANDT: Ruritania will host the drills.\n\nJONAS MOOR: We deny that.", "neutral"),
    ],
    ids=["a cue", "a negated cue", "no cue"],
)
def test_attributions_carry_the_stance_of_their_cue(nlp, text, expected):
    assert attributions(nlp, text)[0].stance == expected


@given(st.text(alphabet="no't said.| \n", max_size=40), st.integers(-5, 50), st.integers(-5, 50))
def test_any_span_of_any_text_has_a_stance(nlp, text, start, end):
    assert stance_of(nlp(text), start, end, CUES) in STANCES
