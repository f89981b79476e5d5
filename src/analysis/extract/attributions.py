"""Who said what: every attribution of a document, from its parse, its quotation marks and its labels."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from analysis.extract.choice import choose
from analysis.extract.cues import Cues, load_cues
from analysis.extract.frames import find_candidates
from analysis.extract.labels import speaker_of_turn
from analysis.extract.naming import UNNAMED, Names, Speaker
from analysis.extract.quoted import SHORTEST, Draft, join_quotes
from analysis.extract.quotes import Quote, find_quotes
from analysis.extract.speakers import SpeakerResolver
from analysis.extract.stance import stance_of
from analysis.extract.titles import headline
from analysis.extract.transcripts import find_turns
from analysis.extract.turns import Turn
from analysis.paths import Project
from analysis.records import Attribution, Mention, Span
from analysis.reference import Actors

if TYPE_CHECKING:
    from spacy.tokens import Doc

# A content is direct speech if quotation marks hold this share of it.
DIRECT = 0.8


def find_attributions(
    doc: Doc,
    mentions: Sequence[Mention],
    *,
    actors: Actors | None = None,
    published: dt.date | None = None,
    title: str = "",
    cues: Cues | None = None,
) -> list[Attribution]:
    """Return every attribution of a document in the order of the text; never raises, whatever the text.

    Args:
        doc: The parsed document, its mentions written into doc.ents.
        mentions: Whom and what it names, sorted.
        actors: Whose names and offices resolve sources; None leaves sources with their own words.
        published: Day of publication; mentions have used it already.
        title: Of the document: "Statement by the minister of Ruritania" makes the whole text the minister's.
        cues: The lexicon; the checkout's if None.

    Returns:
        Attributions with source, cue and content as characters of the text. Attributions inside what another
        speaker says are listed beside it; attribution_of picks the innermost.
    """
    if not len(doc):
        return []
    text = doc.text  # spaCy builds it anew at every call
    cues = cues if cues is not None else load_cues(Project.at().reference)
    quotes = find_quotes(text)
    people = tuple(sorted({text[m.start : m.end] for m in mentions if m.label == "PERSON"}))
    turns = find_turns(text, title=title, people=people)
    if not turns:
        first = headline(text, [(m.start, m.end) for m in mentions if m.label in ("PERSON", "ORG", "GPE")])
        turns = [first] if first is not None else []
    spoken = [(turn.start, turn.end) for turn in turns]
    own = [quote for quote in quotes if not _within(quote, spoken)]
    quoted = [(q.start, q.end) for q in own if len(text[q.start : q.end].split()) >= SHORTEST]
    chosen = choose(doc, find_candidates(doc, cues), quoted, spoken)
    drafts = [draft for draft in join_quotes(doc, text, chosen, own, cues) if draft.content]
    records = _resolved(Names(doc, mentions, actors), title, drafts, turns, quotes)
    return [
        replace(record, stance=stance_of(doc, *record.cue, cues)) if record.cue else record
        for record in records
    ]


def attribution_of(span: Span, attributions: Iterable[Attribution]) -> Attribution | None:
    """Return the innermost attribution whose content covers half of a stretch; None: the writer speaks."""
    start, end = span
    best: Attribution | None = None
    for attribution in attributions:
        covered = _shared(span, attribution.content)
        # A whole sentence as evidence holds source and cue, too: they don't count against the content.
        frame = _shared(span, [part for part in (attribution.source, attribution.cue) if part is not None])
        if not covered or 2 * covered < end - start - frame:
            continue
        if best is None or _rank(attribution) < _rank(best):
            best = attribution
    return best


def _shared(span: Span, pieces: Iterable[Span]) -> int:
    return sum(max(0, min(end, span[1]) - max(start, span[0])) for start, end in pieces)


def _rank(attribution: Attribution) -> tuple[bool, int]:
    """Return what puts the innermost first, behind it those of which the text leaves out who speaks."""
    return attribution.speaker_name == UNNAMED.name, _length(attribution)


def _length(attribution: Attribution) -> int:
    return sum(end - start for start, end in attribution.content)


def _within(quote: Quote, stretches: Iterable[Span]) -> bool:
    return any(start <= quote.start < end for start, end in stretches)


def _resolved(
    names: Names, title: str, drafts: list[Draft], turns: list[Turn], quotes: list[Quote]
) -> list[Attribution]:
    """Return drafts and turns as records, their speakers resolved in the order of the text."""
    resolver = SpeakerResolver(names)
    ordered: list[tuple[int, int, Draft | Turn]] = [(turn.start, -1, turn) for turn in turns]
    ordered += [
        (draft.cue[0] if draft.cue else draft.content[0][0], i, draft) for i, draft in enumerate(drafts)
    ]
    records = []
    for _, _, item in sorted(ordered, key=lambda entry: entry[:2]):
        if isinstance(item, Turn):
            speaker = speaker_of_turn(item, names, title=title)
            resolver.remember(item.start, speaker)
            records.append(_turn_record(item, speaker))
        else:
            speaker = resolver.resolve(item.candidate.source_head)
            records.append(_record(item, speaker, quotes))
    return sorted(records, key=lambda record: (record.content[0][0], -_length(record)))


def _turn_record(turn: Turn, speaker: Speaker) -> Attribution:
    return Attribution(
        source=turn.label,
        cue=None,
        content=((turn.start, turn.end),),
        kind="direct",
        speaker_id=speaker.entity_id,
        speaker_name=speaker.name,
        speaker_kind=speaker.kind,
        rule=turn.rule,
    )


def _record(draft: Draft, speaker: Speaker, quotes: list[Quote]) -> Attribution:
    return Attribution(
        source=draft.source,
        cue=draft.cue,
        content=draft.content,
        kind=_kind(draft.content, quotes),
        speaker_id=speaker.entity_id,
        speaker_name=speaker.name,
        speaker_kind=speaker.kind,
        cue_lemma=draft.candidate.entry.lemma,
        rule=draft.rule,
    )


def _kind(content: Sequence[Span], quotes: list[Quote]) -> Literal["direct", "indirect", "mixed"]:
    """Return direct for quoted content, indirect without a quotation, mixed for a part in quotation marks."""
    total = sum(end - start for start, end in content)
    quoted = sum(
        max(0, min(end, quote.end) - max(start, quote.start))
        for start, end in content
        for quote in quotes
        if quote.start < end and start < quote.end
    )
    if not quoted:
        return "indirect"
    return "direct" if quoted >= DIRECT * total else "mixed"
