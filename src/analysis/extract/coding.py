"""Codes: what the codebook found, with whose voice it is and how surely it is said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from analysis.extract.modality import modality_of
from analysis.extract.sentences import SentenceLocator, sentence_spans
from analysis.extract.voices import attribution_of
from analysis.parsed import Parse
from analysis.records import Attribution, Hit, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

# Columns of the attributions table that decide voice and speaker of a code.
ATTRIBUTION_COLUMNS = (
    "doc_id",
    "attribution_id",
    "content",
    *("source_start", "source_end", "cue_start", "cue_end"),
    *("kind", "speaker_id", "speaker_name", "speaker_kind"),
)


def code_rows(
    doc: Doc | Parse, hits: Sequence[Hit], attributions: Sequence[tuple[str, Attribution]], *, doc_id: str
) -> list[dict[str, Any]]:
    """Return the rows that one document adds to the codes table.

    Args:
        doc: The parse, with mentions as entities.
        hits: What the codebook found in it.
        attributions: The document's attributions with their ids.
        doc_id: The document.
    """
    if not hits:
        return []
    locate = SentenceLocator(doc_id, sentence_spans(doc))
    ids = {id(attribution): name for name, attribution in attributions}
    rows = []
    for hit in hits:
        said = attribution_of((hit.start, hit.end), [attribution for _, attribution in attributions])
        sentence_id = locate.at(hit.start)
        rows.append(
            {
                "code_id": f"{sentence_id}/{hit.rule}",
                "doc_id": doc_id,
                "sentence_id": sentence_id,
                "theme": hit.theme,
                "direction": hit.direction,
                "start": hit.start,
                "end": hit.end,
                "voice": "attributed" if said else "author",
                "attribution_id": ids[id(said)] if said else None,
                "speaker_id": said.speaker_id if said else None,
                "speaker_name": said.speaker_name if said else None,
                "modality": modality_of(doc, hit.start, hit.end),
                "rule": hit.rule,
                "probability": hit.probability,
            }
        )
    return rows


def attributions_from_rows(rows: Iterable[dict[str, Any]]) -> list[tuple[str, Attribution]]:
    """Return one document's rows of the attributions table as records with ids, in order of the text."""
    found = [
        (
            row["attribution_id"],
            Attribution(
                source=_span(row, "source"),
                cue=_span(row, "cue"),
                content=tuple((span["start"], span["end"]) for span in row["content"]),
                kind=row["kind"],
                speaker_id=row["speaker_id"],
                speaker_name=row["speaker_name"],
                speaker_kind=row["speaker_kind"],
            ),
        )
        for row in rows
    ]
    return sorted(found, key=lambda pair: (pair[1].content, pair[0]))


def _span(row: dict[str, Any], name: str) -> Span | None:
    start, end = row[f"{name}_start"], row[f"{name}_end"]
    return None if start is None else (start, end)
