"""The stance of a cue, and its kind: what its words say of what they attribute.

The cue may be any stretch of text ("has repeatedly denied", "in a statement condemning", "made no claim").
Its words are looked up in the lexicon; the first that is not neutral decides, verbs, nouns and adjectives
before adverbs. A negation turns it: what is not confirmed or not said is left open, what is not believed is
spoken against, and who does not deny, demand or warn has taken no stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from analysis.extract.cues import Cue, Cues
from analysis.extract.word_sets import word_set

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

NEUTRAL = "neutral"
# A stance that is not here is neutral when negated.
_NEGATED = {"neutral": "doubting", "endorsing": "doubting"}
_NEGATIONS = word_set("not n't n’t never no neither nor without hardly nobody none nothing cannot")
_ONLY = word_set("only just merely simply least")  # "not only said" says
# What these take is not done.
_WITHHOLDING = word_set("refuse decline fail avoid unable unwilling stop neglect")
# What these take is the cue proper: "made no claim", "did not issue a warning".
_LIGHT = word_set("make have give take issue express offer show voice raise do provide")
_TAKEN = frozenset({"dobj", "xcomp", "pcomp", "pobj", "prep", "attr", "ccomp"})
_TABLES = {"VERB": "verbs", "AUX": "verbs", "NOUN": "nouns", "ADJ": "adjectives", "ADV": "adverbs"}
_FREE = ("verbs", "nouns", "adjectives", "adverbs", "phrases")
_MOST_BETWEEN = 2  # words inside a phrase: "call again for"


def stance_of(doc: Doc, cue_start: int, cue_end: int, cues: Cues) -> str:
    """Return the stance of a cue, one of vocabulary.STANCES; neutral where the lexicon knows no word.

    Args:
        doc: The parsed document.
        cue_start: First character of the cue.
        cue_end: Character behind it.
        cues: The lexicon.
    """
    span = _span(doc, cue_start, cue_end)
    found = list(_entries(span, cues)) if span is not None else []
    if span is None or not found:
        return NEUTRAL
    token, entry = next((pair for pair in found if pair[1].stance != NEUTRAL), found[0])
    if _is_turned(token, entry, span):
        return (
            "opposing"
            if entry.kind == "think" and entry.stance == NEUTRAL
            else _NEGATED.get(entry.stance, NEUTRAL)
        )
    return entry.stance


def kind_of(doc: Doc, cue: tuple[int, int] | None, cues: Cues) -> str:
    """Return what kind of word a cue is in the lexicon: say, think, noun, ...; "" if it knows none."""
    span = _span(doc, *cue) if cue is not None else None
    first = next(_entries(span, cues), None) if span is not None else None
    return first[1].kind if first is not None else ""


def _span(doc: Doc, start: int, end: int) -> Span | None:
    return doc.char_span(start, end, alignment_mode="expand") if 0 <= start < end else None


def _entries(span: Span, cues: Cues) -> Iterator[tuple[Token, Cue]]:
    """Yield what the lexicon knows of the words of a cue: phrases first, adverbs last, else as they stand."""
    phrases = list(_phrases(span, cues))
    yield from phrases
    taken = {token.i for token, _ in phrases}
    words = [token for token in span if token.i not in taken and not token.ent_type_]
    known = [
        (token, entry)
        for token in words
        if (entry := _entry(token, cues, _TABLES.get(token.pos_, "phrases")))
    ]
    proper = [pair for pair in known if pair[1].lemma not in _WITHHOLDING]
    known = proper or known  # who refuses to say something says nothing of it
    if not known and not phrases:  # a tagger at a loss, as with headlines
        known = [(token, entry) for token in span for name in _FREE if (entry := _entry(token, cues, name))]
    yield from sorted(known, key=lambda pair: pair[1].kind == "adverb")


def _entry(token: Token, cues: Cues, table: str) -> Cue | None:
    entries: Mapping[str, Cue] = getattr(cues, table)
    return entries.get(token.lemma_.lower()) or entries.get(token.lower_)


def _phrases(span: Span, cues: Cues) -> Iterator[tuple[Token, Cue]]:
    """Yield the entries of several words that stand in a cue in their order, few others between them."""
    lemmas = [{token.lemma_.lower(), token.lower_} for token in span]
    for first, forms in enumerate(lemmas):
        for form in sorted(forms):
            for following, entry in cues.compounds.get(form, ()):
                if _follows(following, lemmas, first + 1):
                    yield span[first], entry


def _follows(words: Sequence[str], lemmas: list[set[str]], start: int) -> bool:
    for word in words:
        at = next(
            (i for i in range(start, min(start + 1 + _MOST_BETWEEN, len(lemmas))) if word in lemmas[i]), None
        )
        if at is None:
            return False
        start = at + 1
    return True


def _is_turned(token: Token, entry: Cue, span: Span) -> bool:
    """Tell whether an odd number of negations bears on a word of a cue."""
    own = set(entry.lemma.split())
    turning = {other.i for other in span if other.i < token.i and _negates(other)}
    for _ in range(4):
        turning |= {child.i for child in token.children if _negates_head(child)}
        head = token.head
        if token.dep_ not in _TAKEN or head == token:
            break
        lemma = head.lemma_.lower()
        is_light = lemma in _LIGHT and token.dep_ == "dobj"
        if lemma in _WITHHOLDING or _negates(head):
            turning.add(head.i)
        elif not is_light and not span.start <= head.i < span.end:
            break
        token = head
    turning = {i for i in turning if span.doc[i].lower_ not in own and span.doc[i].lemma_.lower() not in own}
    return len(turning) % 2 == 1


def _negates_head(child: Token) -> bool:
    """Tell whether what hangs on a word negates it: not, no, "nobody said", "neither side said".

    A negation behind its head belongs to what is said: "is expected not to".
    """
    if child.dep_ in ("nsubj", "nsubjpass"):
        return _negates(child) or any(grand.dep_ == "det" and _negates(grand) for grand in child.children)
    is_before = child.i < child.head.i
    return _negates(child) and (
        child.dep_ == "dobj" or (is_before and child.dep_ in ("neg", "det", "preconj"))
    )


def _negates(token: Token) -> bool:
    if token.lower_ not in _NEGATIONS:
        return False
    return token.i + 1 >= len(token.doc) or token.nbor(1).lower_ not in _ONLY
