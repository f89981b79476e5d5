"""What one document yields: its sentences, mentions, attributions and events, as rows of their tables."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from analysis.extract.attributions import find_attributions
from analysis.extract.cues import Cues
from analysis.extract.events import find_events
from analysis.extract.mentions import MentionFinder, annotate
from analysis.extract.sentences import SentenceLocator, sentence_spans
from analysis.extract.tagger import Found
from analysis.records import Attribution, Event, Mention, Span
from analysis.reference import Actors

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

Rows = dict[str, list[dict[str, Any]]]  # table name -> rows


class Extractor:
    """Turns parses into rows; made once, used for every document."""

    def __init__(
        self, actors: Actors, vocab: Vocab, cues: Cues, *, homes: Mapping[str, str] | None = None
    ) -> None:
        """Take what decides the rows; homes: outlet -> state that it speaks for (see reference.homes)."""
        self._actors = actors
        self._cues = cues
        self._find_mentions = MentionFinder(actors, vocab)
        self._homes = homes or {}

    def __call__(
        self,
        doc: Doc,
        found: Sequence[Found],
        *,
        doc_id: str,
        title: str = "",
        outlet: str = "",
        published: dt.date | None = None,
    ) -> tuple[Doc, Rows]:
        """Return the document with its mentions as entities, and the rows it adds to each table.

        Args:
            doc: The parse, as the language model gives it.
            found: What the tagger found in it.
            doc_id: The document.
            title: Of the document, "" for none.
            outlet: Who published it, "" if unknown.
            published: Day of publication.
        """
        home = self._homes.get(outlet)
        mentions = self._find_mentions(doc, published=published, home=home)
        annotated = annotate(doc, mentions)
        attributions = find_attributions(
            annotated,
            mentions,
            found,
            actors=self._actors,
            published=published,
            home=home,
            title=title,
            cues=self._cues,
        )
        events = find_events(annotated, mentions, published=published, actors=self._actors)
        sentences = sentence_spans(annotated)
        locate = SentenceLocator(doc_id, sentences)
        return annotated, {
            "sentences": [
                {
                    "sentence_id": locate.name(i),
                    "doc_id": doc_id,
                    "position": i + 1,
                    "start": start,
                    "end": end,
                }
                for i, (start, end) in enumerate(sentences)
            ],
            "mentions": [_mention_row(m, doc_id, i, locate) for i, m in enumerate(mentions, 1)],
            "attributions": [_attribution_row(a, doc_id, i, locate) for i, a in enumerate(attributions, 1)],
            "events": [_event_row(e, doc_id, i, locate) for i, e in enumerate(events, 1)],
        }


def merge_rows(parts: Iterable[Rows]) -> Rows:
    """Return the rows of several documents as one."""
    merged: Rows = {"sentences": [], "mentions": [], "attributions": [], "events": []}
    for part in parts:
        for name, rows in part.items():
            merged[name].extend(rows)
    return merged


def _mention_row(mention: Mention, doc_id: str, number: int, locate: SentenceLocator) -> dict[str, Any]:
    row = asdict(mention)
    return row | {
        "mention_id": f"{doc_id}#m{number}",
        "doc_id": doc_id,
        "sentence_id": locate.at(mention.start),
        "candidates": list(mention.candidates),
    }


def _attribution_row(
    attribution: Attribution, doc_id: str, number: int, locate: SentenceLocator
) -> dict[str, Any]:
    source = attribution.source or (None, None)
    cue = attribution.cue or (None, None)
    return {
        "attribution_id": f"{doc_id}#a{number}",
        "doc_id": doc_id,
        "sentence_id": locate.at(attribution.content[0][0]),
        "source_start": source[0],
        "source_end": source[1],
        "cue_start": cue[0],
        "cue_end": cue[1],
        "content": _spans(attribution.content),
        "kind": attribution.kind,
        "speaker_id": attribution.speaker_id,
        "speaker_name": attribution.speaker_name,
        "speaker_kind": attribution.speaker_kind,
        "speaker_ids": list(attribution.speaker_ids),
        "speaker_resolution": attribution.speaker_resolution,
        "speaker_candidates": list(attribution.speaker_candidates),
        "unnamed_kind": attribution.unnamed_kind or None,
        "cue_lemma": attribution.cue_lemma,
        "stance": attribution.stance,
        "rule": attribution.rule,
    }


def _event_row(event: Event, doc_id: str, number: int, locate: SentenceLocator) -> dict[str, Any]:
    row = asdict(event)
    return row | {
        "event_id": f"{doc_id}#e{number}",
        "doc_id": doc_id,
        "sentence_id": locate.at(event.start),
        **{name: list(getattr(event, name)) for name in ("participants", "source_ids", "target_ids")},
        **{name: _spans(getattr(event, name)) for name in ("source", "target")},
    }


def _spans(spans: Iterable[Span]) -> list[dict[str, int]]:
    return [{"start": start, "end": end} for start, end in spans]
