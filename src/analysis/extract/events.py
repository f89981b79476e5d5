"""Events: exercises, meetings, deployments, agreements, sanctions, statements as one sentence tells them."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from spacy.tokens import Doc

from analysis.extract import acts, exercises, happenings, summits
from analysis.extract.scenes import Scene
from analysis.records import Event, Mention
from analysis.reference import Actors


def find_events(
    doc: Doc, mentions: Sequence[Mention], *, published: dt.date | None, actors: Actors | None = None
) -> list[Event]:
    """Return the events of a text in order of place, each once a sentence.

    Args:
        doc: A parsed text.
        mentions: Its mentions, dates included; who takes part and where is read from the linked ones.
        published: Day of publication, by which dates such as last week are resolved.
        actors: Names of the entities, for the names of the events.

    Returns:
        Events with the characters that tell them: for a named exercise its name, else the verb or noun with
        its actors. What does not stand there is None. A denied or merely possible event is left out.
    """
    scene = Scene(doc, mentions, published, actors)
    told = list(summits.find(scene))
    of_summits = {noun.i for noun, _ in told}
    told += [(trigger, event) for trigger, event in happenings.find(scene) if trigger.i not in of_summits]
    found = [*exercises.named(scene), *exercises.unnamed(scene), *(event for _, event in told)]
    found += acts.find(scene, told={trigger.i for trigger, _ in told})
    return _once_a_sentence(doc, found)


def _once_a_sentence(doc: Doc, events: Iterable[Event]) -> list[Event]:
    """Return the events in order; of those of one kind and name in a sentence, the one that says the most."""
    starts = [sentence.start_char for sentence in doc.sents]
    best: dict[tuple[int, str, str], Event] = {}
    for event in events:
        key = (bisect_right(starts, event.start), event.kind, event.name)
        if key not in best or _says(event) > _says(best[key]):
            best[key] = event
    return sorted(best.values(), key=lambda event: (event.start, event.end, event.kind, event.name))


def _says(event: Event) -> tuple[int, int, int]:
    """Return how much an event says: of equals the one told first is kept."""
    known = (event.date_start is not None) + (event.place_id is not None)
    return known, len(event.participants), -event.start
