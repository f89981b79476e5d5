"""The alias table as matchers: every spelling of the names, bodies and offices of the actors."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.lang.en import English
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from analysis.reference import Actors, Alias, Title

# British spelling in the alias table -> the American one that is matched too.
_AMERICAN = {
    "defence": "defense",
    "organisation": "organization",
    "centre": "center",
    "programme": "program",
    "armoured": "armored",
    "labour": "labor",
}
_SMALL_WORDS = {"of", "the", "and", "for", "in", "on", "within", "a", "to"}
# The edition of an exercise written into its last word: Zapad-2021, Zapad'81.
# A middle initial that the alias table needn't know: Ada J. Brandt.
_INITIAL = re.compile(r"\b([A-Z][\w'’-]+) [A-Z]\.? (?=([A-Z][\w'’-]+))")
_EDITION = re.compile(r"\b(\w+)[-–'’](?:(?:19|20)\d\d|\d\d)\b")


@dataclass(frozen=True)
class Name:
    """A stretch of tokens that may name one of several aliases, or an office by its title."""

    start: int
    end: int
    aliases: tuple[Alias, ...]
    titles: tuple[Title, ...]
    has_year: bool = False
    is_series: bool = False

    @property
    def is_body(self) -> bool:
        """Whether it names a body only together with what the body belongs to (defence ministry)."""
        return bool(self.aliases) and all("owner" in alias.rules for alias in self.aliases)


@dataclass
class _Entry:
    aliases: list[Alias]
    titles: list[Title]
    is_series: bool


class AliasTable:
    """All spellings of all names; calling it finds them, overlapping, without judging them."""

    def __init__(self, actors: Actors, vocab: Vocab) -> None:
        self._entries: dict[int, _Entry] = {}
        self._vocab = vocab
        self._series: dict[str, list[tuple[list[str], Alias]]] = {}
        self._tokenizer = English(vocab=vocab).tokenizer
        self._exact = PhraseMatcher(vocab, attr="ORTH")
        self._lower = PhraseMatcher(vocab, attr="LOWER")
        self._people: dict[tuple[str, str], Alias] = {}
        people = {e.entity_id for e in actors.entities.values() if e.kind == "person"}
        series = {e.entity_id for e in actors.entities.values() if e.kind == "exercise_series"}
        for alias in actors.aliases:
            self._add_alias(alias, is_series=alias.entity_id in series)
            words = alias.text.split()
            if alias.entity_id in people and len(words) == 2 and not alias.rules:
                self._people[words[0], words[1]] = alias
        for title in actors.titles:
            for text in _spellings(title.phrase):
                self._add(self._tokenizer(text), title=title, any_case=title.phrase.islower())

    def __call__(self, doc: Doc) -> list[Name]:
        """Return every spelling found, in order of place, longer ones first where two begin together."""
        found: dict[tuple[int, int], list[int]] = {}
        for key, start, end in itertools.chain(self._exact(doc), self._lower(doc)):
            found.setdefault((start, end), []).append(key)
        names = [self._name(start, end, keys) for (start, end), keys in found.items()]
        text = doc.text  # spaCy builds it anew at every call
        names += self._editions(doc, text) + self._with_initials(doc, text)
        return sorted(names, key=lambda name: (name.start, -name.end))

    def _editions(self, doc: Doc, text: str) -> list[Name]:
        """Return the exercises whose year is part of their last token, as in Union Shield-2023."""
        editions = []
        for match in _EDITION.finditer(text):
            for words, alias in self._series.get(match[1], ()):
                span = doc.char_span(*match.span(), alignment_mode="expand")
                if span is None or len(span) > 1:
                    continue
                start = span.end - len(words)
                if start >= 0 and [token.text for token in doc[start : span.start]] == words[:-1]:
                    editions.append(Name(start, span.end, (alias,), (), has_year=True, is_series=True))
        return editions

    def _with_initials(self, doc: Doc, text: str) -> list[Name]:
        """Return the people named with a middle initial between their two names."""
        found = []
        for match in _INITIAL.finditer(text):
            alias = self._people.get((match[1], match[2]))
            span = doc.char_span(match.start(), match.end(2)) if alias is not None else None
            if alias is not None and span is not None:
                found.append(Name(span.start, span.end, (alias,), ()))
        return found

    def _name(self, start: int, end: int, keys: list[int]) -> Name:
        entries = [self._entries[key] for key in keys]
        aliases = dict.fromkeys(alias for entry in entries for alias in entry.aliases)
        titles = dict.fromkeys(title for entry in entries for title in entry.titles)
        is_series = any(entry.is_series for entry in entries)
        return Name(start, end, tuple(aliases), tuple(titles), is_series=is_series)

    def _add_alias(self, alias: Alias, *, is_series: bool) -> None:
        any_case = alias.text.islower()
        for text in _cases(alias, any_case=any_case):
            tokens = self._tokenizer(text)
            self._add(tokens, alias=alias, any_case=any_case, is_series=is_series)
            if is_series:
                words = [token.text for token in tokens]
                self._series.setdefault(words[-1], []).append((words, alias))

    def _add(
        self,
        pattern: Doc,
        *,
        any_case: bool,
        alias: Alias | None = None,
        title: Title | None = None,
        is_series: bool = False,
    ) -> None:
        # One key for one spelling, so that a spelling shared by many is matched once.
        words = " ".join(token.lower_ if any_case else token.text for token in pattern)
        label = f"{'lower' if any_case else 'exact'} {words}"
        key = self._vocab.strings.add(label)
        entry = self._entries.get(key)
        if entry is None:
            entry = self._entries[key] = _Entry([], [], is_series)
            (self._lower if any_case else self._exact).add(label, [pattern])
        entry.is_series = entry.is_series or is_series
        if alias is not None and alias not in entry.aliases:
            entry.aliases.append(alias)
        if title is not None and title not in entry.titles:
            entry.titles.append(title)


def _cases(alias: Alias, *, any_case: bool) -> Iterator[str]:
    """Yield the spellings of an alias; names also as headings have them (Baltic States, MINSK)."""
    for text in dict.fromkeys(_spellings(alias.text)):
        yield text
        if text.startswith("the "):
            yield f"T{text[1:]}"
        if any_case or alias.kind == "acronym" or alias.rules:
            continue
        yield " ".join(_capital(word) for word in text.split(" "))
        if sum(char.isalpha() for char in text) >= 5:
            yield text.upper()


def _capital(word: str) -> str:
    return word if word in _SMALL_WORDS else word[:1].upper() + word[1:]


def _spellings(text: str) -> Iterable[str]:
    """Return a text with British and American words, straight and curly apostrophes, and other hyphens."""
    texts = [text]
    for british, american in _AMERICAN.items():
        texts += [_replace_word(known, british, american) for known in texts]
    texts += [known.replace("'", "’") for known in texts]
    if re.search(r"\w-\w", text) and not re.search(r"\d", text):
        texts += [known.replace("-", mark) for known in texts for mark in (" ", "–")]
    return dict.fromkeys(texts)


def _replace_word(text: str, old: str, new: str) -> str:
    text = re.sub(rf"\b{old}\b", new, text)
    return re.sub(rf"\b{old.capitalize()}\b", new.capitalize(), text)
