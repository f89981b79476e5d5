"""Reads one line of the pattern language, or says at which column it goes wrong."""

from __future__ import annotations

import re
from dataclasses import dataclass

from analysis.codebook.language import (
    PARTS_OF_SPEECH,
    Actor,
    Actors,
    Alternatives,
    Gap,
    Group,
    Item,
    ListName,
    Sequence,
    Word,
)

DEFAULT_GAP = 5  # words that "..." may skip; a longer gap is written out, e.g. "...9"
MOST_GAP = 20

_TOKEN = re.compile(
    r"""(?P<space>\s+)
    | (?P<sign>[|&()\[\]])
    | (?P<gap>\.\.\.(?P<most>\d*))
    | (?P<list>%(?P<list_name>\w*))
    | (?P<actors>@@(?P<actors_name>\w*))
    | (?P<actor>@(?P<actor_name>\w*))
    | (?P<quoted>"(?P<exact>[^"]*)")
    | (?P<mark>[-–—,;:])
    | (?P<word>['’]s\b|[^\W_][\w*'’.-]*|\*[\w*'’.-]*)(?:/(?P<pos>\w*))?
    """,
    re.VERBOSE,
)
# Where the tokeniser cuts a word: a hyphen between letters, a possessive.
_SEAM = re.compile(r"((?<=[^\W\d_*])-(?=[^\W\d_*])|['’]s$)")


class PatternError(ValueError):
    """A pattern that can't be read: what is wrong, at which column (from 1), and the cure."""

    def __init__(self, column: int, found: str, cure: str = "") -> None:
        super().__init__(f"{found} at column {column}")
        self.column = column
        self.found = found
        self.cure = cure


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str
    column: int
    pos: str = ""


def parse_line(line: str) -> tuple[Alternatives, ...]:
    """Return the parts of one line that are joined by "&", each a tuple of alternatives.

    Raises:
        PatternError: At the first thing in the line that can't be read.
    """
    reader = _Reader(_tokenise(line), len(line) + 1)
    parts = [reader.alternatives()]
    while reader.take("&"):
        parts.append(reader.alternatives())
    reader.expect_end()
    return tuple(parts)


def _tokenise(line: str) -> list[_Token]:
    tokens, at = [], 0
    while at < len(line):
        match = _TOKEN.match(line, at)
        if match is None:
            raise _unreadable(line, at)
        kind, column = str(match.lastgroup), at + 1
        for name in ("sign", "gap", "list", "actors", "actor", "quoted", "mark", "word"):
            if match.group(name) is not None:
                kind = name
        if kind != "space":
            tokens.append(_token(kind, match, column))
        at = match.end()
    return tokens


def _unreadable(line: str, at: int) -> PatternError:
    if line[at] == '"':
        return PatternError(at + 1, "a quotation mark that is not closed", "Close it with another one.")
    cure = 'Letters, digits, - , ; : * and the signs | & ( ) [ ] ... % @ " are known.'
    if line[at] in "“”„":
        cure = 'Write straight quotation marks: ".'
    return PatternError(at + 1, f"'{line[at]}', which means nothing here", cure)


def _token(kind: str, match: re.Match[str], column: int) -> _Token:
    if kind == "gap":
        most = int(match["most"] or DEFAULT_GAP)
        if not 0 < most <= MOST_GAP:
            raise PatternError(column, f"a gap of {most} words", f"A gap is 1 to {MOST_GAP} words.")
        return _Token(kind, str(most), column)
    if kind in {"list", "actors", "actor"}:
        name = match[f"{kind}_name"]
        if not name:
            raise PatternError(column, f"'{match[0]}' without a name", f"Write {match[0]}name.")
        return _Token(kind, name, column)
    if kind == "quoted":
        if not match["exact"].strip():
            raise PatternError(column, "nothing between quotation marks", "Write a word there.")
        return _Token(kind, match["exact"].strip(), column)
    if kind == "word":
        return _word_token(match, column)
    return _Token(kind, match[0], column)


def _word_token(match: re.Match[str], column: int) -> _Token:
    word, pos = match["word"], match["pos"]
    if not word.strip("*"):
        raise PatternError(column, f"'{word}', which would match every word", "For a gap write ... instead.")
    if pos is not None and pos not in PARTS_OF_SPEECH:
        known = ", ".join(PARTS_OF_SPEECH)
        raise PatternError(column + len(word), f"part of speech '{pos}'", f"Known: {known}.")
    return _Token("word", word, column, pos or "")


class _Reader:
    """Reads tokens by recursive descent: alternatives, sequences, items."""

    def __init__(self, tokens: list[_Token], end: int) -> None:
        self._tokens = tokens
        self._at = 0
        self._end = end

    def take(self, sign: str) -> bool:
        token = self._peek()
        if token is None or token.kind != "sign" or token.text != sign:
            return False
        self._at += 1
        return True

    def expect_end(self) -> None:
        token = self._peek()
        if token is None:
            return
        if token.text == "&":
            raise PatternError(token.column, "'&' inside brackets", "Join whole conditions with &.")
        raise PatternError(token.column, f"'{token.text}' that nothing opens", "Take it out.")

    def alternatives(self) -> Alternatives:
        found = [self._sequence()]
        while self.take("|"):
            found.append(self._sequence())
        return tuple(found)

    def _sequence(self) -> Sequence:
        start = self._column()
        items: list[Item] = []
        while (token := self._peek()) is not None and token.text not in _CLOSERS.get(token.kind, ()):
            self._at += 1
            items += self._items(token)
        self._check(items, start)
        return tuple(items)

    def _check(self, items: list[Item], start: int) -> None:
        if not items:
            raise PatternError(start, "an empty alternative", "Write a word there or take the sign out.")
        if isinstance(items[0], Gap) or isinstance(items[-1], Gap):
            raise PatternError(start, "a gap with no word on one side", "Write a word before and after ...")
        if all(isinstance(item, Group) and item.is_optional for item in items):
            raise PatternError(start, "nothing but optional words", "Write one word outside [ ].")
        if len(items) > 1 and any(isinstance(item, Actors) for item in items):
            raise PatternError(start, "@@ among other words", "Let @@group stand alone in a condition.")

    def _items(self, token: _Token) -> list[Item]:
        if token.kind == "sign":
            return [self._group(token)]
        if token.kind == "gap":
            return [Gap(int(token.text))]
        if token.kind == "list":
            return [ListName(token.text)]
        if token.kind == "actor":
            return [Actor(token.text)]
        if token.kind == "actors":
            return [Actors(token.text)]
        if token.kind == "mark":
            return [Word("exact", token.text)]
        if token.kind == "quoted":
            return [Word("exact", text) for part in token.text.split() for text in _seams(part)]
        return _words(token)

    def _group(self, token: _Token) -> Group:
        closer = {"(": ")", "[": "]"}.get(token.text)
        if closer is None:
            raise PatternError(token.column, f"'{token.text}' that nothing opens", "Take it out.")
        inside = self.alternatives()
        if not self.take(closer):
            raise PatternError(token.column, f"'{token.text}' that is not closed", f"Close it with {closer}.")
        return Group(inside, is_optional=token.text == "[")

    def _peek(self) -> _Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _column(self) -> int:
        token = self._peek()
        return token.column if token else self._end


_CLOSERS = {"sign": ("|", "&", ")", "]")}


def _seams(text: str) -> list[str]:
    """Return a word as the tokeniser cuts it."""
    return [part for part in _SEAM.split(text) if part]


def _words(token: _Token) -> list[Item]:
    """Return the words of one token; a hyphen between them may also be a space."""
    parts = _seams(token.text)
    words: list[Item] = []
    for number, part in enumerate(parts, start=1):
        pos = token.pos if number == len(parts) else ""
        if part == "-":
            words.append(Group(((Word("exact", "-"),),), is_optional=True))
        elif part[0] in "'’":
            words.append(Group(tuple((Word("exact", apostrophe + "s"),) for apostrophe in "'’")))
        elif "*" not in part:
            words.append(Word("lemma", part, pos))
        else:
            words.append(Word("wildcard", part.lower(), pos))
    return words
