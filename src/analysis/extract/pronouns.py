"""Who "he", "she", "it" and "they" are: persons and bodies that the text named or that spoke before.

What could be two is nobody: it gets no entity, and both as candidates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from analysis.extract.naming import UNNAMED, Names, Speaker, tied
from analysis.extract.subjects import is_of_main_clause
from analysis.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token

# How far back, in characters, a pronoun may reach: "he" some ten sentences, "it" some three.
REACH = 1500
BODY_REACH = 500
# Of those who spoke before, "they" looks back at this many.
_SPOKEN = 6
_PERSONS = frozenset({"PERSON"})
_BODIES = frozenset({"ORG", "GPE"})
_BODY_KINDS = frozenset({"state", "organisation"})

UNTOLD = replace(UNNAMED, is_open=True)


@dataclass(frozen=True)
class _Spoke:
    """Who spoke: where the source stands and what it said; in a turn of its own the speaker is "I"."""

    start: int
    content: tuple[Span, ...]
    speaker: Speaker
    is_turn: bool

    @property
    def end(self) -> int:
        return max(self.start, self.content[-1][1])

    def holds(self, position: int) -> bool:
        return any(start <= position < end for start, end in self.content)


@dataclass(frozen=True)
class _Kind:
    """What a pronoun may stand for: labels of mentions, which speakers, how far back."""

    labels: frozenset[str]
    fits: Callable[[Speaker], bool]
    reach: int


class Pronouns:
    """Resolves the pronouns of one document, in the order of the text."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._past: list[_Spoke] = []
        self._called: dict[str, str] = {}  # name -> pronoun that it went by

    def remember(
        self, start: int, content: tuple[Span, ...], speaker: Speaker, *, is_turn: bool = False
    ) -> None:
        """Take note of who spoke, where and what, for what follows.

        Within a turn of its own its speaker is "I", never "he".
        """
        self._past.append(_Spoke(start, content, speaker, is_turn))

    def last(self, fits: Callable[[Speaker], bool]) -> Speaker | None:
        """Return who of those that fit spoke last."""
        return next((one.speaker for one in reversed(self._past[-_SPOKEN:]) if fits(one.speaker)), None)

    def person(self, token: Token, content: tuple[Span, ...], *, women: bool) -> Speaker:
        """Return the person behind "he" or "she"; a tie, or nobody, if the text doesn't tell.

        Args:
            token: The pronoun.
            content: What the pronoun says; who is named there is somebody else.
            women: Whether it is "she".
        """
        word = "she" if women else "he"
        myself = {one.speaker.name for one in self._past if one.is_turn and one.holds(token.idx)}
        found = self._first(
            self._persons(token, content), lambda one: one.name not in myself and self._may_be(one, word)
        )
        if found.is_person:
            self._called.setdefault(found.name, word)
        return found

    def body(self, token: Token, content: tuple[Span, ...]) -> Speaker:
        """Return the body or state behind "it"; nobody if the text doesn't tell."""
        likely = self._likely(token, content, _Kind(_BODIES, self._is_body, BODY_REACH))
        return self._first((some for some in likely if len(some) == 1), lambda _: True)

    def several(self) -> Speaker | None:
        """Return who spoke together last."""
        return self.last(lambda speaker: speaker.is_several)

    def _may_be(self, speaker: Speaker, word: str) -> bool:
        known = self._names.pronoun_of(speaker) or self._called.get(speaker.name)
        return known in (None, word)

    def _is_body(self, speaker: Speaker) -> bool:
        actors = self._names.actors
        known = actors.entities[speaker.entity_id] if actors is not None and speaker.entity_id else None
        is_one = speaker.is_body or (
            speaker.kind == "named" and not (speaker.is_person or speaker.is_several)
        )
        return is_one and (known is None or known.kind in _BODY_KINDS)

    @staticmethod
    def _first(groups: Iterable[list[Speaker]], fits: Callable[[Speaker], bool]) -> Speaker:
        """Return the one who fits of the first of some groups that has any; a tie if it has several."""
        for group in groups:
            fitting = {one.name: one for one in group if fits(one)}
            if fitting:
                return next(iter(fitting.values())) if len(fitting) == 1 else tied(UNTOLD, fitting.values())
        return UNTOLD

    def _likely(self, token: Token, content: tuple[Span, ...], kind: _Kind) -> Iterator[list[Speaker]]:
        """Yield speakers from the likeliest on, those equally likely together: a subject in the sentence, the
        subject of the last main clause that is nobody's speech, who spoke last."""
        sentence = token.sent
        before = token.doc[sentence.start - 1].sent if sentence.start else sentence
        own = _Spoke(token.idx, content, UNTOLD, is_turn=False)
        is_main = is_of_main_clause(token)
        yield from self._subjects(sentence.start_char, token.idx, kind, outside=[own], main_first=is_main)
        spoken = [
            one
            for one in self._past
            if one.start < token.idx < one.end + kind.reach
            and kind.fits(one.speaker)
            and not (one.is_turn and one.holds(token.idx))
        ]
        # What somebody reports within what another says ends no later than that.
        last = max(spoken, key=lambda one: (min(one.end, token.idx), -one.start), default=None)
        since = before if last is None else self._sentence_at(last.start) or before
        others = [one for one in spoken if not one.holds(token.idx)]
        main = self._subjects(since.start_char, sentence.start_char, kind, outside=others, main_only=True)
        yield from main[:1]
        if last is not None:
            yield [last.speaker]

    def _sentence_at(self, char: int) -> Words | None:
        span = self._names.doc.char_span(char, char + 1, alignment_mode="expand")
        return span.sent if span is not None else None

    def _subjects(
        self,
        start: int,
        end: int,
        kind: _Kind,
        *,
        outside: Sequence[_Spoke] = (),
        main_first: bool = True,
        main_only: bool = False,
    ) -> list[list[Speaker]]:
        """Return the subjects in a stretch, those joined together, the last sentence first.

        Args:
            start: Of the stretch.
            end: Of the stretch.
            kind: What they must be.
            outside: Those whose words they must not be in.
            main_first: Whether those of a sentence's main clause come before others.
            main_only: Whether only those count.
        """
        groups: dict[tuple[int, bool, int], list[Speaker]] = {}
        for mention in self._names.between(start, end):
            subject = self._names.subject_of(mention) if mention.label in kind.labels else None
            if subject is None or any(one.holds(mention.start) for one in outside):
                continue
            speaker, is_main = self._names.speaker(mention), is_of_main_clause(subject)
            if kind.fits(speaker) and (is_main or not main_only):
                place = (subject.sent.start, is_main and main_first, subject.i)
                groups.setdefault(place, []).append(speaker)
        return [groups[place] for place in sorted(groups, reverse=True)]

    def _persons(self, token: Token, content: tuple[Span, ...]) -> Iterator[list[Speaker]]:
        """Yield persons from the likeliest on; behind the likely ones the nearest subjects, then names."""
        # Somebody without a name is "he" only just after having spoken; who asks in a transcript never is.
        told = (one for one in reversed(self._past) if one.speaker.unnamed_kind != "untold")
        last = next(told, None)
        latest = last.speaker if last is not None and not last.is_turn else None
        kind = _Kind(_PERSONS, lambda one: one.is_person and (one.kind != "unnamed" or one is latest), REACH)
        own = _Spoke(token.idx, (*content, *_asked(token)), UNTOLD, is_turn=False)
        yield from self._likely(token, own.content, kind)
        yield from self._subjects(max(0, token.idx - REACH), token.idx, kind, outside=[own])
        for start, end in self._names.stretches_before(token):
            if end > token.idx - REACH:
                named = [m for m in self._names.between(start, end) if m.label in _PERSONS]
                yield [self._names.speaker(m) for m in named if not own.holds(m.start)]


def _asked(token: Token) -> list[Span]:
    """Return what whoever a pronoun stands for was asked: "Asked whether Brandt would come, he"."""
    asked = (
        child
        for child in token.head.children
        if child.dep_ == "advcl" and child.lower_ in ("asked", "pressed")
    )
    return [(verb.idx, token.doc[verb.right_edge.i].idx + 1) for verb in asked if verb.i < token.i]
