from __future__ import annotations

import pytest

from analysis.extract.office_words import Office, called, called_by, names_office


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        pytest.param("the minister", 1, "minister", id="one word"),
        pytest.param("prime minister", 1, "prime minister", id="prime minister"),
        pytest.param("secretary general", 0, "secretary general", id="its first word"),
        pytest.param("secretary general", 1, "secretary general", id="its last word"),
        pytest.param("colonel general", 1, "general", id="a rank"),
        pytest.param("general", 0, "general", id="alone"),
    ],
)
def test_an_office_of_two_words_has_no_short_form(text, at, expected):
    assert called(text.split(), at) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Minister of Defence", "minister"),
        ("Commander-in-Chief", "commander"),
        ("Chief of the General Staff", "chief"),
        ("Special Envoy for Ruritania", "envoy"),
        ("Secretary General", "secretary general"),
        ("Deputy Minister of Defence", ""),
        ("", ""),
    ],
)
def test_the_office_of_a_title(title, expected):
    assert called_by(title) == expected


def test_a_title_gives_an_office_if_it_says_of_what():
    phrases = ["Minister of Defence", "defense minister"]
    assert names_office(phrases, Office("minister"))
    assert names_office(phrases, Office("minister", frozenset({"defence"})))
    assert not names_office(phrases, Office("minister", frozenset({"culture"})))
