"""Whom a text cites: who is quoted "as saying" something speaks, and who is only cited is no content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from analysis.extract.cues import Cues
from analysis.extract.speaker_words import BODIES, OFFICES, PEOPLE
from analysis.extract.tagger import Found
from analysis.extract.token_spans import TokenSpan, source_span, trim, words_at
from analysis.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Words

_CITING = frozenset({"cite", "quote", "report"})
_QUOTED = frozenset({"dobj", "nsubjpass"})
_NAMED = frozenset({"PERSON", "ORG"})
_SOURCES = PEOPLE | OFFICES | BODIES | {"statement"}


def cited(doc: Doc, found: Iterable[Found], cues: Cues) -> Iterator[Found]:
    """Yield attributions with who is cited as the source of what follows, and without those that only cite.

    "The Courier quoted Brandt as saying that it was over": Brandt says "that it was over". Of "the Courier
    said that it was over, citing Brandt" there remains what the Courier said.

    Args:
        doc: The parsed document, its mentions written into doc.ents.
        found: What the tagger found in it, mended.
        cues: The lexicon; of its verbs, those of saying follow "as".
    """
    for one in found:
        quoting = _quoting(doc, one, cues)
        if quoting is not None:
            quoted = _with_quoted(doc, one, *quoting)
            if quoted.content:
                yield quoted
        elif not _only_cites(doc, one):
            yield one


def _quoting(doc: Doc, found: Found, cues: Cues) -> tuple[Token, Token] | None:
    """Return who is quoted and the verb behind "as", if the cue is part of "quoted Brandt as saying"."""
    for word in words_at(doc, found.cue) or ():
        verb = word.head.head if word.dep_ == "pcomp" else word
        below = [grand for child in verb.children if child.lower_ == "as" for grand in child.children]
        saying = next((token for token in below if token.dep_ == "pcomp" and _says(token, cues)), None)
        quoted = next((child for child in verb.children if child.dep_ in _QUOTED), None)
        if verb.lemma_.lower() in _CITING and saying is not None and quoted is not None:
            return quoted, saying
    return None


def _says(verb: Token, cues: Cues) -> bool:
    entry = cues.verbs.get(verb.lemma_.lower())
    return entry is not None and entry.kind == "say"


def _with_quoted(doc: Doc, found: Found, quoted: Token, saying: Token) -> Found:
    """Return an attribution whose source is who is quoted; its content is what stands outside the frame that
    runs from there to the verb behind "as" and whom that tells."""
    said = next((child.left_edge.i for child in saying.children if child.dep_ == "ccomp"), 0)
    frame = quoted.left_edge.i, max(saying.i + 1, said)
    pieces = [words for piece in found.content if (words := words_at(doc, piece)) is not None]
    outside = [(words.start, min(words.end, frame[0])) for words in pieces]
    outside += [(max(words.start, frame[1]), words.end) for words in pieces]
    content = [_characters(doc, span) for one in outside if (span := trim(doc, one)) is not None]
    has_saying = found.cue is not None and found.cue[0] <= saying.idx < found.cue[1]
    cue = found.cue if has_saying else (saying.head.idx, saying.idx + len(saying))
    return replace(
        found, source=_characters(doc, source_span(quoted)), cue=cue, content=tuple(sorted(content))
    )


def _only_cites(doc: Doc, found: Found) -> bool:
    """Tell whether all that follows "citing" is who is cited: "two officials", but neither "two officials who
    warn that" nor what is cited "as an example"."""
    cue = words_at(doc, found.cue)
    if cue is None or cue.root.lemma_.lower() not in ("cite", "quote"):
        return False
    has_as = any(child.lower_ == "as" for child in cue.root.children)
    return not has_as and all(_is_cited(words_at(doc, piece), cue.root) for piece in found.content)


def _is_cited(words: Words | None, verb: Token) -> bool:
    if words is None or words.root.head != verb or words.root.dep_ != "dobj":
        return False
    is_source = words.root.ent_type_ in _NAMED or words.root.lemma_.lower() in _SOURCES
    return is_source and all(token.dep_ != "relcl" for token in words)


def _characters(doc: Doc, span: TokenSpan) -> Span:
    last = doc[span[1] - 1]
    return doc[span[0]].idx, last.idx + len(last)
