"""Who is named where in a document: the names that sources lean on."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.extract import speaker_words as words
from analysis.extract.token_spans import source_span
from analysis.records import Mention
from analysis.reference import Actors

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_WHO = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC"})
# How many sentences back an office or a pair may have been named.
REACH = 12
LONGEST_NAME = 10  # words of a source that is named by its own words
_ARTICLES = frozenset({"the", "a", "an", "some", "this", "these", "those"})


@dataclass(frozen=True)
class Speaker:
    """Who says something: entity or None, name, kind (named, role, unnamed, writer)."""

    entity_id: str | None
    name: str
    kind: str
    is_person: bool = False
    is_several: bool = False


# "I think", "it seems": what is marked as said or thought, but stands in the writer's own voice.
WRITER = Speaker(None, "the writer", "writer", is_person=True)
UNNAMED = Speaker(None, "unnamed source", "unnamed")


class Names:
    """The mentions of a document that can speak, by place."""

    def __init__(self, doc: Doc, mentions: Sequence[Mention], actors: Actors | None) -> None:
        self.doc = doc
        self.actors = actors
        self._mentions = [mention for mention in mentions if mention.label in _WHO]
        self._starts = [mention.start for mention in self._mentions]

    def at(self, char: int) -> Mention | None:
        """Return the mention that covers a character."""
        index = bisect_right(self._starts, char) - 1
        return self._mentions[index] if index >= 0 and char < self._mentions[index].end else None

    def between(self, start: int, end: int) -> list[Mention]:
        """Return the mentions that begin in a stretch."""
        low = bisect_right(self._starts, start - 1)
        return self._mentions[low : bisect_right(self._starts, end - 1)]

    def inside(self, noun: Token) -> list[Mention]:
        """Return the mentions in a noun phrase: "the press service of the Ruritanian ministry"."""
        start, end = source_span(noun)
        return self.between(self.doc[start].idx, self.doc[end - 1].idx + 1)

    def text(self, mention: Mention) -> str:
        """Return the words of a mention."""
        span = self.doc.char_span(mention.start, mention.end, alignment_mode="expand")
        return " ".join(span.text.split()) if span is not None else ""

    def speaker(self, mention: Mention) -> Speaker:
        """Return the actor of a mention; a stranger's surname is completed from where the full name stood."""
        is_person = mention.label == "PERSON"
        if mention.entity_id is not None and self.actors is not None:
            return Speaker(
                mention.entity_id, self.actors.entities[mention.entity_id].name, "named", is_person
            )
        text = self.text(mention)
        if is_person:
            text = self.full_name(text, mention.start)
        return Speaker(None, text, "named", is_person, is_several=mention.label == "NORP")

    def full_name(self, text: str, position: int) -> str:
        """Return a person's name without honorifics, as it was given in full before a position."""
        parts = [part for part in text.split() if part.lower() not in words.HONORIFICS] or text.split()
        if len(parts) != 1:
            return " ".join(parts)
        for mention in self._mentions:
            if mention.start >= position:
                break
            longer = self.text(mention).split() if mention.label == "PERSON" else []
            if len(longer) > 1 and longer[-1] == parts[0]:
                return " ".join(part for part in longer if part.lower() not in words.HONORIFICS)
        return parts[0]

    def with_surname(self, surname: str) -> Mention | None:
        """Return the one person with a surname, whatever its case; None where two share it."""
        found: dict[str, Mention] = {}
        for mention in self._mentions:
            if mention.label != "PERSON":
                continue
            parts = self.text(mention).split()
            if parts and parts[-1].casefold() == surname.casefold():
                found.setdefault(mention.entity_id or self.full_name(" ".join(parts), mention.end), mention)
        return next(iter(found.values())) if len(found) == 1 else None

    def is_subject(self, mention: Mention) -> bool:
        """Tell whether a mention is the subject of its clause."""
        span = self.doc.char_span(mention.start, mention.end, alignment_mode="expand")
        return span is not None and span.root.dep_ in ("nsubj", "nsubjpass", "ROOT")

    def stretches_before(self, token: Token) -> Iterator[tuple[int, int]]:
        """Yield the part of the sentence before a token, then the sentences before it, nearest first."""
        sentence = token.sent
        end = token.idx
        for _ in range(REACH):
            yield sentence.start_char, end
            if sentence.start == 0:
                return
            sentence = self.doc[sentence.start - 1].sent
            end = sentence.end_char

    def words(self, noun: Token) -> str:
        """Return a source's own words, without article and without what hangs on it behind a comma."""
        start, end = source_span(noun)
        for child in noun.children:
            if child.dep_ == "appos" and child.i > noun.i:
                end = min(end, child.left_edge.i)
        span = [token for token in self.doc[start:end] if not token.is_space]
        while span and (span[0].lower_ in _ARTICLES or span[0].is_punct):
            span = span[1:]
        while span and (span[-1].is_punct or span[-1].text in ("'s", "’s")):
            span = span[:-1]
        return "".join(token.text_with_ws for token in span[:LONGEST_NAME]).strip() or noun.text

    def unnamed(self, noun: Token) -> str:
        """Return "unnamed" and a source's own words; a capital at the start of a sentence goes."""
        own = self.words(noun)
        first = own.split()[0]
        if (
            first.istitle()
            and self.doc[noun.left_edge.i].is_sent_start
            and noun.doc[noun.left_edge.i].ent_type_ == ""
        ):
            own = own[:1].lower() + own[1:]
        return f"unnamed {own}"


def listed(names: list[str]) -> str:
    """Return names as a list: A; A and B; A, B and C."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def is_plural(token: Token) -> bool:
    """Tell whether a noun stands for several."""
    return token.tag_ in ("NNS", "NNPS") or token.lower_ in ("people", "media", "police")
