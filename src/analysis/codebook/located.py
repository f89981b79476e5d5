"""YAML whose every value knows its line, so that a fault can say where it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.scalarstring import LiteralScalarString

from analysis.errors import Fault, did_you_mean

_QUOTE_IT = "Begin a pattern on its own line after '|', or put it between single quotes."


@dataclass(frozen=True)
class Line:
    """One line of text and where it stands: line and column in the file, both from 1."""

    text: str
    line: int
    column: int


class LocatedFile:
    """A YAML file and the faults found in it."""

    def __init__(self, path: Path, where: str) -> None:
        self.where = where
        self.faults: list[Fault] = []
        self.source = ""
        self.root = self._load(path)

    def fault(self, line: int, found: str, expected: str = "", cure: str = "") -> None:
        """Note a fault in a line of this file."""
        self.faults.append(Fault(self.where, line, found, expected, cure))

    def check_keys(self, mapping: CommentedMap, known: tuple[str, ...], what: str) -> None:
        """Note every key of a mapping that is not known."""
        for key in mapping:
            if key not in known:
                self.fault(
                    key_line(mapping, key),
                    f"unknown key '{key}' in {what}",
                    cure=did_you_mean(str(key), known),
                )

    def check_present(self, mapping: CommentedMap, needed: tuple[str, ...], what: str) -> None:
        """Note every key that a mapping needs and lacks, or that has no value."""
        for key in needed:
            if key not in mapping:
                self.fault(mapping.lc.line + 1, f"{what} has no {key}", cure=f"Add '{key}:' and say it.")
            elif mapping[key] in (None, "", [], {}):
                self.fault(
                    key_line(mapping, key), f"{key} of {what} is empty", cure="Say it or take the key out."
                )

    def text(self, mapping: CommentedMap, key: str) -> str:
        """Return a value that must be text, "" where there is none."""
        value = mapping.get(key)
        if value is None:
            return ""
        if not isinstance(value, str):
            self.fault(key_line(mapping, key), f"{key} is {_kind(value)}", "text")
            return ""
        return str(value).strip()

    def mapping(self, mapping: CommentedMap, key: str) -> CommentedMap:
        """Return a value that must be a mapping, an empty one where there is none."""
        value = mapping.get(key)
        if isinstance(value, CommentedMap):
            return value
        if value is not None:
            self.fault(key_line(mapping, key), f"{key} is {_kind(value)}", "one 'name: value' a line")
        return CommentedMap()

    def lines(self, mapping: CommentedMap, key: str) -> list[Line]:
        """Return the lines of a text, a block or a list of texts, without comments and blank lines."""
        value = mapping.get(key)
        if isinstance(value, CommentedSeq):
            return list(self._items(value, key))
        if isinstance(value, LiteralScalarString):
            return list(self._block(value, mapping.lc.value(key)[0] + 1))
        if isinstance(value, str):
            line, column = mapping.lc.value(key)
            return [self._scalar(value, line, column)]
        if value is not None:
            self.fault(key_line(mapping, key), f"{key} is {_kind(value)}", "text, lines after '|' or a list")
        return []

    def _items(self, values: CommentedSeq, key: str) -> Iterator[Line]:
        for number, value in enumerate(values):
            line, column = values.lc.item(number)
            if isinstance(value, str):
                yield self._scalar(value, line, column)
            else:
                self.fault(line + 1, f"item {number + 1} of {key} is {_kind(value)}", "text")

    def _scalar(self, value: str, line: int, column: int) -> Line:
        rows = self.source.splitlines()
        quoted = line < len(rows) and rows[line][column : column + 1] in {'"', "'"}
        return Line(str(value), line + 1, column + 1 + quoted)

    def _block(self, value: str, first: int) -> Iterator[Line]:
        rows = self.source.splitlines()
        for number, raw in enumerate(value.splitlines(), start=first):
            text = _without_comment(raw)
            if text.strip():
                indent = rows[number].find(raw) if number < len(rows) else 0
                yield Line(text.rstrip(), number + 1, indent + 1)

    def _load(self, path: Path) -> CommentedMap:
        try:
            self.source = path.read_text(encoding="utf-8")
            root = YAML(typ="rt").load(self.source)
        except DuplicateKeyError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 0
            self.fault(line, str(error.problem).split(" with value")[0], cure="Take one of the two out.")
        except MarkedYAMLError as error:
            mark = error.problem_mark
            place = f" at column {mark.column + 1}" if mark else ""
            self.fault(mark.line + 1 if mark else 0, f"not YAML: {error.problem}{place}", cure=_QUOTE_IT)
        except (YAMLError, UnicodeDecodeError) as error:
            self.fault(0, f"not YAML in UTF-8: {error}", cure="Save the file as UTF-8 text.")
        else:
            if isinstance(root, CommentedMap):
                return root
            self.fault(1, "no 'key: value' lines", cure="See the page on the codebook.")
        return CommentedMap()


def key_line(mapping: CommentedMap, key: Any) -> int:
    """Return the line, from 1, of a key of a mapping."""
    return int(mapping.lc.key(key)[0]) + 1


def _without_comment(line: str) -> str:
    head, sign, _ = line.partition("#")
    return head if sign and (not head or head[-1].isspace()) else line


def _kind(value: object) -> str:
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    return repr(value) if value is not None else "empty"
