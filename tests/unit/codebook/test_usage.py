"""What a corpus shows of a codebook: words that find nothing, rules that always fire together."""

import pytest

from analysis.codebook import Coder, idle_and_inseparable, load_codebook

FISHING = """\
title: Fishing
definition: Who may fish.
rules:
  - id: ban
    find: |
      ban
      forbid
  - {id: close, find: close}
  - {id: allow, find: allow}
yes: [x]
no: [y]
"""
HARBOURS = """\
title: Harbours
definition: What happens in harbours.
rules:
  - {id: shut, find: close}
yes: [x]
no: [y]
"""
TEXTS = ["The state banned it. The bay was closed.", *["The bay was closed."] * 4]


@pytest.fixture
def notes(tmp_path, actors, read):
    def run(*texts):
        (tmp_path / "fishing.yml").write_text(FISHING, encoding="utf-8")
        (tmp_path / "harbours.yml").write_text(HARBOURS, encoding="utf-8")
        codebook = load_codebook(tmp_path, actors)
        docs = [read(text) for text in texts]
        found = idle_and_inseparable(codebook, lambda book: Coder(book, actors), docs)
        return [str(note).replace(f"{tmp_path.name}/", "") for note in found]

    return run


def test_idle_lines_and_rules_and_what_fires_together_are_noted(notes):
    assert notes(*TEXTS) == [
        "fishing.yml line 7: this line of rule 'ban' finds nothing in the built corpus.",
        "fishing.yml line 9: rule 'allow' fires nowhere in the built corpus.",
        "harbours.yml line 4: harbours/shut and fishing/close fire on the same 5 sentences of the built "
        "corpus. If they mean the same, make them one.",
    ]


def test_themes_that_always_fire_together_are_noted(notes):
    same = "harbours.yml: theme harbours and theme fishing fire on the same 5 sentences of the built corpus"
    assert any(note.startswith(same) for note in notes(*["The bay was closed."] * 5))


def test_few_sentences_say_nothing_of_togetherness(notes):
    assert not any("same" in note for note in notes("The bay was closed."))
