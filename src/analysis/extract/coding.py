"""Codes: what the codebook found, with whose voice it is and how surely it is said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from analysis.extract.answers import answer_to
from analysis.extract.modality import REPORTING, modality_of
from analysis.extract.sentences import SentenceLocator, sentence_spans
from analysis.extract.voices import attribution_of
from analysis.extract.word_sets import word_set
from analysis.parsed import Parse, Word
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


_SAYING = REPORTING | {"comment", "answer", "reply"}
_WITHHOLDING = word_set("decline refuse")


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
        said = _voice_of(hit, doc, [attribution for _, attribution in attributions])
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
                "modality": modality_of(doc, hit.start, hit.end, is_whole=hit.probability is not None),
                "rule": hit.rule,
                "probability": hit.probability,
            }
        )
    return rows


def _voice_of(hit: Hit, doc: Doc | Parse, attributions: Sequence[Attribution]) -> Attribution | None:
    """Return the attribution that a hit is in; None: the writer speaks.

    Where no content has half of the evidence, it may lie in the words that say who speaks. Of the trained
    coder's evidence, which is a whole sentence, the main verb decides then. A cue that is an act (signed,
    met) leaves what is done to the writer. What somebody was asked and answers with yes or no is theirs.
    """
    said = attribution_of((hit.start, hit.end), attributions)
    span = doc.char_span(hit.start, hit.end, alignment_mode="expand")
    if span is None or not len(span):
        return said
    main = span.root
    answer = answer_to(main)
    if answer is not None:
        return _cued_by(answer.verb, attributions) or said
    if said is not None:
        return said
    is_trained = hit.probability is not None
    main = _that_says_something(main)
    evidence = (main.idx, main.idx + len(main.text)) if is_trained else (hit.start, hit.end)
    within = next((one for one in sentence_spans(doc) if one[0] <= hit.start < one[1]), None)
    reported = [one for one in attributions if _reports(doc, one)]
    return attribution_of(evidence, attributions) or attribution_of(evidence, reported, within=within)


def _that_says_something(main: Word) -> Word:
    """Return a main verb; of "he did not say, but she said that" the second, as the first takes nothing."""
    joined = (child for child in main.children if child.dep_ == "conj" and child.pos_ == "VERB")
    return next(joined, main) if _takes_nothing(main) else main


def _takes_nothing(verb: Word) -> bool:
    """Tell whether a verb leaves out what is said: "did not say", "said nothing", "declined to comment"."""
    taken = [child for child in verb.children if child.dep_ in ("ccomp", "xcomp", "dobj", "prep")]
    if verb.lemma_.lower() in _WITHHOLDING:
        return bool(taken) and all(_takes_nothing(child) for child in taken)
    return verb.lemma_.lower() in _SAYING and all(child.lower_ == "nothing" for child in taken)


def _cued_by(verb: Word, attributions: Sequence[Attribution]) -> Attribution | None:
    """Return the attribution that has a verb as its cue, if there is one."""
    cued = (one for one in attributions if one.cue is not None and one.cue[0] <= verb.idx < one.cue[1])
    return next(cued, None)


def _reports(doc: Doc | Parse, attribution: Attribution) -> bool:
    """Tell whether a cue reports what its own subject says, or is "according to"."""
    if attribution.cue is None or attribution.source is None:
        return False
    span = doc.char_span(*attribution.cue, alignment_mode="expand")
    if span is None or not len(span):
        return False
    start, end = attribution.source
    lemma = span.root.lemma_.lower()
    subjects = [child for child in span.root.children if child.dep_ in ("nsubj", "nsubjpass")]
    is_own = any(start <= subject.idx < end for subject in subjects)
    return lemma == "accord" or (lemma in REPORTING and lemma != "agree" and is_own)


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
