"""Who is named where in a document: the names that sources lean on."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from analysis.extract import speaker_words as words
from analysis.extract.office_words import Office, names_office
from analysis.extract.subjects import is_in_the_know
from analysis.extract.token_spans import ARTICLES, has_capital_of_sentence, source_span
from analysis.records import Mention
from analysis.reference import Actors, Role

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_WHO = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC"})
# How many sentences back an office or a pair may have been named.
REACH = 12
PRESIDENT = "President"  # the title of the office in the record
LONGEST_NAME = 10  # words of a source that is named by its own words


@dataclass(frozen=True)
class Speaker:
    """Who says something: entity or None, name, kind (named, role, unnamed, writer).

    Attributes:
        members: Actors who speak together, where they are several.
        candidates: Who it could be, by entity or else by name, where a tie left it unresolved.
        unnamed_kind: What kind of source stays without a name, one of speaker_words.UNNAMED_KINDS.
        is_open: Whether it points to somebody whom the text doesn't tell: a role, "he".
        is_body: Whether a role is a body's: "the press service".
    """

    entity_id: str | None
    name: str
    kind: str
    is_person: bool = False
    is_several: bool = False
    members: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    unnamed_kind: str = ""
    is_open: bool = False
    is_body: bool = False

    @property
    def resolution(self) -> str:
        """Tell how far the source was resolved, one of records.RESOLUTIONS."""
        if self.entity_id is not None:
            return "linked"
        if self.candidates:
            return "ambiguous"
        if self.is_open or self.kind == "role":
            return "unresolved"
        if self.kind == "writer":
            return "writer"
        if self.kind == "unnamed":
            return "unnamed"
        return "joint" if self.is_several and self.members else "stranger"

    def columns(self) -> dict[str, Any]:
        """Return the fields of an attribution that say who speaks."""
        return {
            "speaker_id": self.entity_id,
            "speaker_name": self.name,
            "speaker_kind": self.kind,
            "speaker_ids": self.members or ((self.entity_id,) if self.entity_id else ()),
            "speaker_resolution": self.resolution,
            "speaker_candidates": self.candidates,
            "unnamed_kind": self.unnamed_kind or ("untold" if self.kind == "unnamed" else ""),
        }


# "I think", "it seems": what is marked as said or thought, but stands in the writer's own voice.
WRITER = Speaker(None, "the writer", "writer", is_person=True)
UNNAMED = Speaker(None, "unnamed source", "unnamed", unnamed_kind="untold")


class Names:
    """The mentions of a document that can speak, by place."""

    def __init__(
        self,
        doc: Doc,
        mentions: Sequence[Mention],
        actors: Actors | None,
        *,
        published: dt.date | None = None,
        home: str | None = None,
    ) -> None:
        self.doc = doc
        self.actors = actors
        self._published = published
        self._home = home
        # "I" and the like, which the model now and then takes for a name, are nobody's.
        self._mentions = [m for m in mentions if m.label in _WHO and self._letters(doc, m) > 1]
        self._starts = [mention.start for mention in self._mentions]

    @staticmethod
    def _letters(doc: Doc, mention: Mention) -> int:
        span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
        return sum(char.isalpha() for char in span.text) if span is not None else 0

    def at(self, char: int) -> Mention | None:
        """Return the mention that covers a character."""
        index = bisect_right(self._starts, char) - 1
        return self._mentions[index] if index >= 0 and char < self._mentions[index].end else None

    def has(self, entity_id: str, end: int) -> bool:
        """Tell whether the text names an actor before a character."""
        return any(mention.entity_id == entity_id for mention in self.between(0, end))

    def between(self, start: int, end: int) -> list[Mention]:
        """Return the mentions that begin in a stretch."""
        low = bisect_right(self._starts, start - 1)
        return self._mentions[low : bisect_right(self._starts, end - 1)]

    def inside(self, noun: Token) -> list[Mention]:
        """Return the mentions in a noun phrase: "the press service of the Ruritanian ministry"."""
        start, end = source_span(noun)
        return self.between(self.doc[start].idx, self.doc[end - 1].idx + 1)

    def holds(self, person: str, office: Office) -> bool:
        """Tell whether a person is on record with an office, as far as known on that day."""
        if self.actors is None:
            return False
        return any(
            names_office((role.title, *self.actors.phrases.get(role.title, ())), office)
            and (role.start is None or self._published is None or role.held_on(self._published))
            for role in self.actors.roles_of.get(person, ())
        )

    def holder_at_home(self, office: str) -> Speaker | None:
        """Return who held an office that day in the state whose outlet published the text."""
        return self.holder(office, self._home)

    def holder(self, office: str, owner: str | None) -> Speaker | None:
        """Return who held an office of a body or state that day; the office in words of press or record."""
        if self.actors is None or owner is None or self._published is None:
            return None
        phrase = office.casefold().replace("defense", "defence")
        titles = [one for one in self.actors.titles if phrase in (one.phrase.casefold(), one.role.casefold())]
        roles = self.actors.roles_called(titles, owner)
        holders = {role.entity_id for role in roles if role.held_on(self._published)}
        if len(holders) != 1:
            return None
        (one,) = holders
        return Speaker(one, self.actors.entities[one].name, "named", is_person=True)

    def offices(self, person: str | None) -> list[Role]:
        """Return the offices that a person held that day."""
        roles = self.actors.roles_of.get(person or "", ()) if self.actors is not None else ()
        return [role for role in roles if self._published is not None and role.held_on(self._published)]

    def seats(self, *persons: str | None) -> set[str]:
        """Return the states and bodies in which persons held office that day, ever if the day is not known;
        of a president the state alone."""
        found: set[str] = set()
        for person in filter(None, persons):
            roles = self.actors.roles_of.get(person, ()) if self.actors is not None else ()
            held = self.offices(person) if self._published is not None else list(roles)
            presided = {role.body for role in held if role.title == PRESIDENT}
            found |= presided or {role.body for role in held if role.body}
        return found

    def text(self, mention: Mention) -> str:
        """Return the words of a mention."""
        span = self.doc.char_span(mention.start, mention.end, alignment_mode="expand")
        return " ".join(span.text.split()) if span is not None else ""

    def speaker(self, mention: Mention) -> Speaker:
        """Return the actor of a mention; a stranger's surname is completed from where the full name stood."""
        is_person = mention.label == "PERSON"
        text = self.text(mention)
        if mention.entity_id is not None and self.actors is not None:
            actor = self.actors.entities[mention.entity_id]
            state = self.actors.capitals.get(text)
            if state is not None and not is_person:
                # Who speaks is the government; its capital stays to be seen.
                return Speaker(state, f"{self.actors.entities[state].name} ({text})", "named")
            return Speaker(mention.entity_id, actor.name, "named", is_person)
        if len(mention.candidates) > 1:
            return Speaker(None, text, "named", is_person, candidates=mention.candidates)
        if is_person:
            text = self.full_name(text, mention.start)
        return Speaker(None, text, "named", is_person, is_several=mention.label == "NORP")

    def full_name(self, text: str, position: int) -> str:
        """Return a person's name without honorifics, as it was given in full before a position; else, in a
        headline for one, after it."""
        parts = [part for part in text.split() if part.lower() not in words.HONORIFICS] or text.split()
        if len(parts) != 1:
            return " ".join(parts)
        known = self._full_names.get(parts[0], [])
        before = [name for start, name in known if start < position]
        after = {name for start, name in known if start >= position}
        if before:
            return before[0]
        return after.pop() if len(after) == 1 else parts[0]

    @cached_property
    def _full_names(self) -> dict[str, list[tuple[int, str]]]:
        """Surname -> where and how persons of that name are named in full, in the order of the text."""
        found: dict[str, list[tuple[int, str]]] = {}
        for mention in self._mentions:
            longer = self.text(mention).split() if mention.label == "PERSON" else []
            name = " ".join(part for part in longer if part.lower() not in words.HONORIFICS)
            if len(longer) > 1:
                found.setdefault(longer[-1], []).append((mention.start, name))
        return found

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

    def subject_of(self, mention: Mention) -> Token | None:
        """Return the subject of its clause that a mention is, or is joined to; None if it is none."""
        span = self.doc.char_span(mention.start, mention.end, alignment_mode="expand")
        if span is None:
            return None
        root = span.root
        while root.dep_ in ("conj", "appos") and root.head.pos_ in ("PROPN", "NOUN"):
            root = root.head  # of "her colleague Peter Stein" the colleague
        return root if root.dep_ in ("nsubj", "nsubjpass", "ROOT") else None

    def pronoun_of(self, speaker: Speaker) -> str | None:
        """Return whether a person is "he" or "she": on record, or by what stands before the name."""
        if speaker.entity_id is not None and self.actors is not None:
            return self.actors.entities[speaker.entity_id].pronoun
        nouns = speaker.name.split() if speaker.kind != "named" else []
        return self._pronouns.get(speaker.name) or words.pronoun_of(nouns)

    @cached_property
    def _pronouns(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for mention in self._mentions:
            span = self.doc.char_span(mention.start, mention.end, alignment_mode="expand")
            if mention.label != "PERSON" or mention.entity_id is not None or span is None:
                continue
            beside = {token.lower_ for token in self.doc[max(0, span.start - 1) : span.start + 1]}
            pronoun = words.pronoun_of(beside.union(token.text for token in span))
            if pronoun is not None:
                found.setdefault(self.full_name(self.text(mention), mention.start), pronoun)
        return found

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
        while span and (span[0].lower_ in ARTICLES or span[0].is_punct):
            span = span[1:]
        while span and (span[-1].is_punct or span[-1].text in ("'s", "’s")):
            span = span[:-1]
        return "".join(token.text_with_ws for token in span[:LONGEST_NAME]).strip() or noun.text

    def unnamed(self, noun: Token, *, is_several: bool = False) -> Speaker:
        """Return a source without a name by its own words; a capital at the start of a sentence goes."""
        own = self.words(noun)
        if own.split()[0].istitle() and has_capital_of_sentence(noun.left_edge):
            own = own[:1].lower() + own[1:]
        kind = words.kind_of_unnamed(noun.lemma_.lower())
        if kind == "other":
            inside = (grand for child in noun.children if child.lower_ == "of" for grand in child.children)
            kind = next((words.kind_of_unnamed(grand.lemma_.lower()) for grand in inside), kind)
        is_person = not is_several and noun.lemma_.lower() in words.PERSONS
        if noun.lemma_.lower() in words.ANYBODY and is_in_the_know(noun):
            kind = "sources"
        return Speaker(None, f"unnamed {own}", "unnamed", is_person, is_several, unnamed_kind=kind)


def tied(speaker: Speaker, among: Iterable[Speaker]) -> Speaker:
    """Return a speaker who could be any of several, and so is nobody."""
    candidates = tuple(sorted({one.entity_id or one.name for one in among}))
    return replace(speaker, entity_id=None, candidates=candidates)


def together(speakers: Iterable[Speaker]) -> Speaker:
    """Return those who speak together as one speaker: their names as a list, their actors as members.

    Known actors come in the order of their names, a government without its capital: the same ones together
    are one speaker, whoever the text names first.
    """
    each = list({one.entity_id or one.name: one for one in speakers}.values())
    names = [one.name for one in each]
    if all(one.entity_id for one in each):
        each.sort(key=lambda one: one.name)
        names = [one.name if one.is_person else one.name.partition(" (")[0] for one in each]
    members = tuple(one.entity_id for one in each if one.entity_id)
    return Speaker(None, listed(names), "named", is_several=True, members=members)


def listed(names: list[str]) -> str:
    """Return names as a list: A; A and B; A, B and C."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def is_plural(token: Token) -> bool:
    """Tell whether a noun stands for several."""
    return token.tag_ in ("NNS", "NNPS") or token.lower_ in ("people", "media", "police")
