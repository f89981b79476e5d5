"""Who said what: every attribution of a document, from what the tagger found, quotation marks and labels."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from analysis.extract.citations import cited
from analysis.extract.completion import Draft, complete
from analysis.extract.cues import Cues, load_cues
from analysis.extract.labels import speaker_of_turn
from analysis.extract.line_labels import Named
from analysis.extract.mending import mend
from analysis.extract.naming import WRITER, Names, Speaker
from analysis.extract.quotes import Quote, find_quotes
from analysis.extract.speaker_words import HAPPENINGS
from analysis.extract.speakers import SpeakerResolver
from analysis.extract.stance import kind_of, stance_of
from analysis.extract.subjects import FIRST_AND_SECOND, named_by, person_at_end, sharing_content
from analysis.extract.tagger import Found
from analysis.extract.titles import headline
from analysis.extract.transcripts import find_turns, lists_entries
from analysis.extract.turns import Turn
from analysis.extract.voices import length_of
from analysis.paths import Project
from analysis.records import Attribution, Mention, Span
from analysis.reference import Actors

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# What a quoted speaker or one of a transcript reports in turn is an attribution of its own if it is somebody
# named, or "he" or "she", who says a whole clause.
_NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_HE_OR_SHE = frozenset({"he", "she"})
SHORTEST_NESTED = 4  # words
# A content is direct speech if quotation marks hold this share of it.
DIRECT = 0.8


def find_attributions(
    doc: Doc,
    mentions: Sequence[Mention],
    found: Sequence[Found],
    *,
    actors: Actors | None = None,
    published: dt.date | None = None,
    home: str | None = None,
    title: str = "",
    cues: Cues | None = None,
) -> list[Attribution]:
    """Return every attribution of a document in the order of the text; never raises, whatever the text.

    Args:
        doc: The parsed document, its mentions written into doc.ents.
        mentions: Whom and what it names, sorted.
        found: What the tagger found in it.
        actors: Whose names and offices resolve sources; None leaves sources with their own words.
        published: Day of publication; it decides who holds an office.
        home: The state whose outlet published it: "the President" that signs is that state's.
        title: Of the document: "Statement by the minister of Ruritania" makes the whole text the minister's.
        cues: The lexicon; the checkout's if None.

    Returns:
        Attributions with source, cue and content as characters of the text. Attributions inside what another
        speaker says are listed beside it; voices.attribution_of picks the innermost.
    """
    if not len(doc):
        return []
    text = doc.text  # spaCy builds it anew at every call
    cues = cues if cues is not None else load_cues(Project.at().reference)
    quotes = find_quotes(text)
    turns, is_list = _turns(text, title, mentions)
    spoken = [(turn.start, turn.end) for turn in turns]
    flat, nested = [], []
    for one in cited(doc, mend(doc, found, quotes, cues), cues):
        if is_list and one.cue is not None and text[slice(*one.cue)] == ":":
            continue  # the entry of a list, not what is said
        if not (one.is_nested or _within(one.content[0][0], spoken)):
            flat.append(one)
        elif _reports(doc, text, one, cues):
            nested.append(Draft(one.source, one.cue, one.content))
    own = [quote for quote in quotes if not _within(quote.start, spoken)]
    drafts = [*complete(flat, own, text), *nested]
    names = Names(doc, mentions, actors, published=published, home=home)
    records = [
        _turn_record(item, speaker) if isinstance(item, Turn) else _record(doc, item, speaker, quotes, cues)
        for item, speaker in _speakers(names, title, [*turns, *drafts], cues)
    ]
    return sorted(records, key=lambda record: (record.content[0][0], -length_of(record)))


def _within(position: int, stretches: Sequence[Span]) -> bool:
    """Tell whether a character lies in one of some stretches, which are in order and don't overlap."""
    at = bisect_right(stretches, position, key=lambda stretch: stretch[0]) - 1
    return at >= 0 and position < stretches[at][1]


def _turns(text: str, title: str, mentions: Sequence[Mention]) -> tuple[list[Turn], bool]:
    """Return the turns of a transcript, of another text what its headline ascribes; and whether what looks
    like labels are entries of a list: then there are none."""
    people = [mention for mention in mentions if mention.label == "PERSON"]
    known = [mention for mention in mentions if mention.entity_id]
    names = [frozenset(text[one.start : one.end] for one in some) for some in (people, known)]
    named = Named(names[0], names[0] & names[1], names[1] - names[0])
    turns = find_turns(text, title=title, named=named)
    if turns:
        return turns, False
    if lists_entries(text, named=named):
        return [], True
    first = headline(text, [(m.start, m.end) for m in mentions if m.label in ("PERSON", "ORG", "GPE")])
    return [first] if first is not None else [], False


def _reports(doc: Doc, text: str, found: Found, cues: Cues) -> bool:
    """Tell whether somebody named is said to say a whole clause."""
    head = _head(doc, found.source)
    if head is None or not (head.ent_type_ in _NAMED or head.lower_ in _HE_OR_SHE):
        return False
    words = sum(len(text[start:end].split()) for start, end in found.content)
    return words >= SHORTEST_NESTED and kind_of(doc, found.cue, cues) in ("say", "phrase")


def _head(doc: Doc, source: Span | None) -> Token | None:
    """Return the word of a source that carries its name or noun."""
    span = doc.char_span(*source, alignment_mode="expand") if source is not None else None
    if span is None or not len(span):
        return None
    person = person_at_end(span)
    if person is not None:
        return person
    root = span.root
    # The tagger may take in the first word of a phrase only: "The" of "The move".
    is_cut = root.dep_ in ("det", "amod", "compound") and root.head.i >= span.end
    return named_by(root.head if is_cut else root)


def _speakers(
    names: Names, title: str, items: Sequence[Draft | Turn], cues: Cues
) -> list[tuple[Draft | Turn, Speaker]]:
    """Return drafts and turns with who speaks, in the order of the text: later ones lean on earlier ones."""
    resolver = SpeakerResolver(names)
    resolved: list[tuple[Draft | Turn, Speaker]] = []
    for item in sorted(items, key=_place):
        if isinstance(item, Turn):
            speaker = speaker_of_turn(item, names, title=title)
            resolver.remember(item, speaker)
        else:
            head = _head(names.doc, item.source)
            if _is_writers(names.doc, item, head, cues):
                speaker = WRITER
            else:
                other = _who_says_so_too(head, cues)
                speaker = resolver.resolve(head, item.content, beside=other)
        resolved.append((item, speaker))
    return resolved


def _place(item: Draft | Turn) -> tuple[int, bool]:
    if isinstance(item, Turn):
        return item.start, False
    return (item.cue[0] if item.cue else item.content[0][0]), True


def _is_writers(doc: Doc, draft: Draft, head: Token | None, cues: Cues) -> bool:
    """Tell whether a cue leaves what it marks in the writer's own voice.

    "I think", "it seems", "is expected to", "plans to": of nobody but the writer, or of nobody at all. What
    is said, if only "reportedly", is somebody's though the text names nobody. What a meeting "underscored" is
    the writer's reading of it.
    """
    if head is not None:
        happens = head.pos_ == "NOUN" and head.lemma_.lower() in HAPPENINGS
        return happens or head.lower_ in FIRST_AND_SECOND or _is_nobody(head) or _is_supposed(doc, draft.cue)
    if _is_anybodys(doc, draft.cue or draft.content[0]):
        return True
    if draft.cue is None:
        return False
    kind = kind_of(doc, draft.cue, cues)
    if kind == "noun":  # claims and warnings are somebody's; plans and hopes may be nobody's
        return stance_of(doc, *draft.cue, cues) == "neutral"
    return kind not in ("say", "phrase", "adverb")


def _who_says_so_too(head: Token | None, cues: Cues) -> Token | None:
    """Return the other source of a content that two share: "Brandt said, and Moor agreed, that"."""
    other = sharing_content(head) if head is not None else None
    cue = cues.verbs.get(other.head.lemma_.lower()) if other is not None else None
    return other if cue is not None and cue.kind == "say" else None


def _is_nobody(head: Token) -> bool:
    """Tell whether a source is "nobody", "no group": then nothing was said."""
    return head.lower_ in ("nobody", "none") or any(
        child.lower_ in ("no", "neither") for child in head.children
    )


def _is_anybodys(doc: Doc, cue: Span) -> bool:
    """Tell whether it is said what anybody might say: "it is wrong to say", "it would be fair to call".

    Args:
        doc: The parsed document.
        cue: The cue; the content where there is none.
    """
    span = doc.char_span(*cue, alignment_mode="expand")
    near = doc[max(0, span.start - 1) : span.end] if span is not None else ()
    verb = next((token for token in near if token.tag_ == "VB" and token.dep_ in ("xcomp", "ccomp")), None)
    if verb is None or all(child.lower_ != "to" for child in verb.children):
        return False
    over = verb.head.head if verb.head.pos_ in ("ADJ", "NOUN") else verb.head
    subjects = [child.lower_ for child in over.children if child.dep_ in ("nsubj", "expl")]
    return over.lemma_ == "be" and subjects == ["it"]


def _is_supposed(doc: Doc, cue: Span | None) -> bool:
    """Tell whether it is only supposed that something is said: "if the minister says"."""
    span = doc.char_span(*cue, alignment_mode="expand") if cue is not None else None
    return span is not None and any(
        child.dep_ == "mark" and child.lower_ in ("if", "unless", "whether") for child in span.root.children
    )


def _turn_record(turn: Turn, speaker: Speaker) -> Attribution:
    return Attribution(
        source=turn.label,
        cue=None,
        content=((turn.start, turn.end),),
        kind="direct",
        **speaker.columns(),
        rule=turn.rule,
    )


def _record(doc: Doc, draft: Draft, speaker: Speaker, quotes: Sequence[Quote], cues: Cues) -> Attribution:
    return Attribution(
        source=draft.source,
        cue=draft.cue,
        content=draft.content,
        kind=_kind(draft.content, quotes),
        **speaker.columns(),
        cue_lemma=_lemma(doc, draft.cue),
        stance=stance_of(doc, *draft.cue, cues) if draft.cue else "neutral",
        rule="tagger",
    )


def _lemma(doc: Doc, cue: Span | None) -> str:
    span = doc.char_span(*cue, alignment_mode="expand") if cue is not None else None
    return span.root.lemma_.lower() if span is not None and len(span) else ""


def _kind(content: Sequence[Span], quotes: Sequence[Quote]) -> Literal["direct", "indirect", "mixed"]:
    """Return direct for quoted content, indirect without a quotation, mixed for a part in quotation marks."""
    total = sum(end - start for start, end in content)
    quoted = 0
    for start, end in content:
        first = max(0, bisect_right(quotes, start, key=lambda quote: quote.start) - 1)
        last = bisect_left(quotes, end, key=lambda quote: quote.start)
        near = quotes[first:last]
        quoted += sum(max(0, min(end, quote.end) - max(start, quote.start)) for quote in near)
    if not quoted:
        return "indirect"
    return "direct" if quoted >= DIRECT * total else "mixed"
