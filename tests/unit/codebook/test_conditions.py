from collections import Counter

import pytest

from analysis.codebook import matching

CASES = [
    ("threat*", {"in_one_clause_with": "@nato"}, "NATO threatens us.", True),
    ("threat*", {"in_one_clause_with": "@nato"}, "NATO said that the storm threatens us.", False),
    ("threat*", {"in_one_sentence_with": "@nato"}, "NATO said that the storm threatens us.", True),
    ("threat*", {"in_one_sentence_with": "@nato"}, "NATO met. The storm threatens us.", False),
    ("threat*", {"near": "@nato"}, "NATO met. The storm threatens us.", True),
    ("threat*", {"near": "@nato"}, "NATO met. It rained. The storm threatens us.", False),
    ("threat*", {"near": "@nato"}, "The storm threatens us. NATO met.", False),
    (
        "threat*",
        {"in_the_lead_with": "@nato"},
        "NATO met. It rained. It rained. The storm threatens us.",
        True,
    ),
    ("threat*", {"in_the_lead_with": "@nato"}, "It rained. It rained. It rained. NATO threatens us.", False),
    ("threat*", {"in_one_text_with": "@nato"}, "It threatens us. It rained. It rained. NATO met.", True),
    ("threat*", {"in_one_text_with": "@nato"}, "It threatens us. It rained.", False),
    ("threat*", {"not_in_one_clause_with": "storm"}, "NATO said that the storm threatens us.", False),
    ("threat*", {"not_in_one_clause_with": "@nato"}, "NATO said that the storm threatens us.", True),
    ("threat*", {"not_in_one_sentence_with": "@nato"}, "NATO said that the storm threatens us.", False),
    ("threat*", {"not_near": "@nato"}, "NATO met. The storm threatens us.", False),
    ("threat*", {"not_in_the_lead_with": "@nato"}, "NATO met. The storm threatens us.", False),
    ("threat*", {"not_in_one_text_with": "@nato"}, "The storm threatens us. It rained. NATO met.", False),
    ("threat*", {"in_one_sentence_with": "@russia & @belarus"}, "Russia and Belarus see a threat.", True),
    ("threat*", {"in_one_sentence_with": "@russia & @belarus"}, "Russia sees a threat.", False),
    ("threat*", {"in_one_sentence_with": "storm\n      flood"}, "The flood is a threat.", True),
    ("exercise", {"in_one_clause_with": "@@states"}, "Poland joined the exercise of Latvia.", True),
    ("exercise", {"in_one_clause_with": "@@states"}, "Poland, said Poland, held an exercise.", False),
    ("exercise", {"in_one_clause_with": "@@states"}, "Latvia said that Poland held an exercise.", False),
    (
        "threat*",
        {"near": "@nato", "not_in_one_sentence_with": "storm"},
        "NATO met. The flood is a threat.",
        True,
    ),
    (
        "threat*",
        {"near": "@nato", "not_in_one_sentence_with": "storm"},
        "NATO met. The storm is a threat.",
        False,
    ),
]


@pytest.mark.parametrize(("find", "conditions", "text", "expected"), CASES)
def test_conditions_look_in_their_scope(found, find, conditions, text, expected):
    assert bool(found(text, find, **conditions)) is expected


def test_evidence_is_the_first_place_that_meets_the_condition(decide):
    text = "The storm is a threat, he said, and NATO is a threat to the region."
    (decision,) = decide(text, "threat", in_one_clause_with="@nato")
    assert text[: decision.hit.start].endswith("NATO is a ")


def test_context_names_what_met_the_conditions(decide, read):
    text = "NATO met. The flood is a threat."
    (decision,) = decide(text, "threat", near="@nato", in_one_sentence_with="flood")
    (firing,) = decision.firings
    assert [read(text)[start:end].text for start, end in firing.context] == ["flood", "NATO"]


@pytest.mark.parametrize("asked", ["in_one_text_with", "not_in_one_text_with"])
def test_what_holds_for_a_whole_text_is_looked_for_once(decide, monkeypatch, asked):
    looked = Counter()
    look = matching.Text.classes_in

    def counting(text, number):
        looked[len(text.sentences)] += 1
        return look(text, number)

    monkeypatch.setattr(matching.Text, "classes_in", counting)
    for size in (20, 60):
        decide("Threats of a storm were heard. " * size, "threat*", **{asked: "flood"})
    assert looked[60] <= 3 * looked[20]
