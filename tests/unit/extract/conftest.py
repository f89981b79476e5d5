"""What the tests of events share."""

from __future__ import annotations

import datetime as dt

import pytest

from analysis.extract.events import find_events
from analysis.extract.mentions import MentionFinder, annotate
from analysis.paths import CHECKOUT
from analysis.reference import load_actors

MONDAY = dt.date(2021, 9, 13)


@pytest.fixture(scope="session")
def events_of(nlp):
    """Return what finds the events of a text, published on a Monday if not told otherwise."""
    actors = load_actors(CHECKOUT / "data" / "reference")
    finder = MentionFinder(actors, nlp.vocab)

    def find(text: str, published: dt.date | None = MONDAY):
        doc = nlp(text)
        mentions = finder(doc, published)
        return find_events(annotate(doc, mentions), mentions, published=published, actors=actors)

    return find
