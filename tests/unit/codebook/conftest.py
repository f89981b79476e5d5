"""Helpers of the codebook's tests: themes written to a folder, texts parsed and annotated."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.codebook import Coder, load_codebook
from analysis.codebook.coder import Decision
from analysis.extract.mentions import MentionFinder, annotate
from analysis.paths import CHECKOUT
from analysis.reference import load_actors

REFERENCE = CHECKOUT / "data" / "reference"

THEME = """\
title: Test
definition: A theme for tests.
rules:
  - id: only
    find: |
{find}
{conditions}
yes: [x]
no: [y]
"""


@pytest.fixture(scope="session")
def actors():
    return load_actors(REFERENCE)


@pytest.fixture(scope="session")
def read(nlp, actors) -> Callable:
    """Parse and annotate a text."""
    finder = MentionFinder(actors, nlp.vocab)

    def parse(text: str):
        doc = nlp(text)
        return annotate(doc, finder(doc))

    return parse


@pytest.fixture(scope="session")
def codebook(actors):
    """The codebook that the project ships."""
    return load_codebook(REFERENCE / "codebook", actors)


@pytest.fixture(scope="session")
def coder(codebook, actors):
    return Coder(codebook, actors)


def write_rule(folder: Path, find: str, **conditions: str) -> Path:
    """Write a theme of one rule; conditions by their name, with _ for spaces."""
    lines = [f"    {name.replace('_', ' ')}: |\n      {said}" for name, said in conditions.items()]
    text = THEME.format(find=f"      {find}", conditions="\n".join(lines))
    (folder / "_lists.yml").write_text((REFERENCE / "codebook" / "_lists.yml").read_text(encoding="utf-8"))
    (folder / "test.yml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def decide(tmp_path, actors, read) -> Callable[..., list[Decision]]:
    """Return what one rule makes of a text: decide(text, find, near=...)."""

    def run(text: str, find: str, **conditions: str) -> list[Decision]:
        loaded = load_codebook(write_rule(tmp_path, find, **conditions), actors)
        return Coder(loaded, actors).decisions(read(text))

    return run


@pytest.fixture
def found(decide) -> Callable[..., list[str]]:
    """Return the words that one rule finds in a text."""

    def run(text: str, find: str, **conditions: str) -> list[str]:
        return [text[decision.hit.start : decision.hit.end] for decision in decide(text, find, **conditions)]

    return run
