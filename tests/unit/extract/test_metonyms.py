from __future__ import annotations

import pytest

from analysis.extract.metonyms import acts

# The capital is Strelsau.
CASES = [
    pytest.param("Strelsau said that the drills were over.", True, id="says"),
    pytest.param("Strelsau must abandon all attempts.", True, id="must"),
    pytest.param("Strelsau is ready for talks.", True, id="is ready"),
    pytest.param("Strelsau and Hentzau signed the treaty.", True, id="joined to one that acts"),
    pytest.param("The two sides spoke of Strelsau's position on the border.", True, id="a position"),
    pytest.param("Talks between Strelsau and Hentzau failed.", True, id="talks between"),
    pytest.param("They want better relations with Strelsau.", True, id="relations with"),
    pytest.param("Borduria accused Strelsau of an attack.", True, id="accused"),
    pytest.param("Borduria imposed sanctions on Strelsau.", True, id="sanctions on"),
    pytest.param("The plan was rejected by Strelsau.", True, id="rejected by"),
    pytest.param("The Strelsau authorities closed the border.", True, id="authorities"),
    pytest.param("The ministers met in Strelsau.", False, id="in"),
    pytest.param("They travelled from Strelsau to Hentzau.", False, id="from and to"),
    pytest.param("Strelsau is the largest city of Ruritania.", False, id="is a city"),
    pytest.param("Strelsau was shelled at night.", False, id="was shelled"),
    pytest.param("Strelsau saw the heaviest rain of the year.", False, id="saw rain"),
    pytest.param("They walked through Strelsau's streets.", False, id="streets"),
    pytest.param("The meeting of the leaders with a crowd in Strelsau was short.", False, id="a crowd in"),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_a_capital_acts_or_is_a_place(nlp, text: str, expected: bool) -> None:
    doc = nlp(text)
    (name,) = [token.i for token in doc if token.text == "Strelsau"]
    assert acts(doc, name, name + 1) is expected
