"""Who "he", "she", "it" and "they" are: persons and bodies that the text named or that spoke before.

What could be two is nobody: it gets no entity, and both as candidates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from analysis.extract.naming import UNNAMED, Names, Speaker, tied

if TYPE_CHECKING:
    from spacy.tokens import Token

# How far back, in characters, "he" may reach: some ten sentences.
HE_REACH = 1500
# Of those who spoke before, "it" and "they" look back at this many.
_SPOKEN = 6

UNTOLD = replace(UNNAMED, is_open=True)


class Pronouns:
    """Resolves the pronouns of one document, in the order of the text."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._past: list[tuple[int, Speaker]] = []
        self._turns: list[tuple[int, int, str]] = []
        self._called: dict[str, str] = {}  # name -> pronoun that it went by

    def remember(self, position: int, speaker: Speaker, *, until: int | None = None) -> None:
        """Take note of who spoke, for what follows; until: where the speech ends, if it is a turn of its own.

        Within a turn its speaker is "I", never "he".
        """
        self._past.append((position, speaker))
        if until is not None:
            self._turns.append((position, until, speaker.name))

    def last(self, fits: Callable[[Speaker], bool]) -> Speaker | None:
        """Return who of those that fit spoke last."""
        return next((speaker for _, speaker in reversed(self._past[-_SPOKEN:]) if fits(speaker)), None)

    def person(self, token: Token, *, women: bool) -> Speaker:
        """Return the person behind "he" or "she"; a tie, or nobody, if the text doesn't tell."""
        word = "she" if women else "he"
        myself = {name for start, end, name in self._turns if start <= token.idx < end}
        for likely in self._persons_before(token):
            fitting = {one.name: one for one in likely if one.name not in myself and self._may_be(one, word)}
            if len(fitting) > 1:
                return tied(UNTOLD, fitting.values())
            for name, speaker in fitting.items():
                self._called.setdefault(name, word)
                return speaker
        return UNTOLD

    def body(self) -> Speaker:
        """Return the body or state behind "it": which spoke last."""
        return self.last(lambda s: not s.is_person and not s.is_several and s.kind == "named") or UNTOLD

    def several(self) -> Speaker | None:
        """Return who spoke together last."""
        return self.last(lambda speaker: speaker.is_several)

    def _may_be(self, speaker: Speaker, word: str) -> bool:
        known = self._names.pronoun_of(speaker) or self._called.get(speaker.name)
        return known in (None, word)

    def _persons_before(self, token: Token) -> Iterator[list[Speaker]]:
        """Yield people from the likeliest on, those equally likely together: a subject in the sentence or
        since the last speech, who spoke last, the nearest subjects, the nearest names."""
        sentence = token.sent.start_char
        reach = max(0, token.idx - HE_REACH)
        yield from self._subjects(sentence, token.idx)
        spoken = [entry for entry in self._past if entry[1].is_person and entry[0] < token.idx]
        if spoken and spoken[-1][0] > reach:
            yield from self._subjects(spoken[-1][0] + 1, sentence)[:1]
            yield [spoken[-1][1]]
        yield from self._subjects(reach, token.idx)
        for start, end in self._names.stretches_before(token):
            if end > reach:
                yield [self._names.speaker(m) for m in self._names.between(start, end) if m.label == "PERSON"]

    def _subjects(self, start: int, end: int) -> list[list[Speaker]]:
        """Return the subjects in a stretch that are people, the last first; those joined are together."""
        groups: dict[int, list[Speaker]] = {}
        for mention in reversed(self._names.between(start, end)):
            subject = self._names.subject_of(mention) if mention.label == "PERSON" else None
            if subject is not None:
                groups.setdefault(subject.i, []).append(self._names.speaker(mention))
        return list(groups.values())
