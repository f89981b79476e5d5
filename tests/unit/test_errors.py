"""An error says what was found and where, what was expected, and what to do next."""

from __future__ import annotations

import pickle

import pytest

from analysis.errors import AnalysisError, CodebookError, Fault, did_you_mean


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (Fault("a.yml", 14, "direction 'treat'", "threat or defence", "Did you mean 'threat'?"),
         "a.yml line 14: direction 'treat', expected threat or defence. Did you mean 'threat'?"),
        (Fault("a.csv", 0, "is empty"), "a.csv: is empty."),
        (Fault("a.csv", 0, "is empty", cure="Delete it."), "a.csv: is empty. Delete it."),
    ],
    ids=["whole", "bare", "cure"],
)  # fmt: skip
def test_a_fault_reads_as_a_sentence(fault, said):
    assert str(fault) == said


def test_an_error_keeps_its_faults_between_processes():
    error = pickle.loads(pickle.dumps(CodebookError([Fault("a", 1, "x"), Fault("b", 2, "y")])))
    assert type(error) is CodebookError and [fault.line for fault in error.faults] == [1, 2]


def test_an_error_carries_every_fault():
    error = AnalysisError([Fault("a", 1, "x"), Fault("b", 2, "y")])
    assert str(error) == "a line 1: x.\nb line 2: y."


def test_hundreds_of_known_words_are_not_listed():
    assert did_you_mean("zzz", [f"word{i}" for i in range(500)]) == ""


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("treat", "Did you mean 'threat'?"),
        ("zzz", "Known: defence, threat."),
        ("", "Known: defence, threat."),
        ("DEFENSE", "Did you mean 'defence'?"),
        ("def", "Did you mean 'defence'?"),
        ("e", "Known: defence, threat."),
    ],
)
def test_did_you_mean(word, said):
    assert did_you_mean(word, {"threat", "defence"}) == said
