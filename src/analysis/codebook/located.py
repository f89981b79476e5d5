"""YAML whose every value knows its line, so that a fault can say where it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

import yaml

from analysis.errors import Fault, did_you_mean
from analysis.yaml_faults import explain_yaml

Place = tuple[int, int]  # line and column, both from 0
_HAS_COLON = "If it is a text with a colon in it, put it between single quotes."


@dataclass(frozen=True)
class Line:
    """One line of text and where it stands: line and column in the file, both from 1."""

    text: str
    line: int
    column: int


@dataclass(eq=False)
class LocatedMap(dict[Any, Any]):
    """A mapping that knows where it, its keys and its values stand."""

    line: int = 0  # from 1
    keys_at: dict[Any, Place] = field(default_factory=dict)
    values_at: dict[Any, Place] = field(default_factory=dict)


class LocatedList(list[Any]):
    """A list that knows where its items stand."""

    def __init__(self) -> None:
        super().__init__()
        self.items_at: list[Place] = []


class Block(str):
    """A text written in lines of its own, after '|'."""


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

    def check_keys(self, mapping: LocatedMap, known: tuple[str, ...], what: str) -> None:
        """Note every key of a mapping that is not known."""
        for key in mapping:
            if key not in known:
                self.fault(
                    key_line(mapping, key),
                    f"unknown key '{key}' in {what}",
                    cure=did_you_mean(str(key), known),
                )

    def check_present(self, mapping: LocatedMap, needed: tuple[str, ...], what: str) -> None:
        """Note every key that a mapping needs and lacks, or that has no value."""
        for key in needed:
            if key not in mapping:
                self.fault(mapping.line, f"{what} has no {key}", cure=f"Add '{key}:' and say it.")
            elif mapping[key] in (None, "", [], {}):
                self.fault(
                    key_line(mapping, key), f"{key} of {what} is empty", cure="Say it or take the key out."
                )

    def text(self, mapping: LocatedMap, key: str) -> str:
        """Return a value that must be text, "" where there is none."""
        value = mapping.get(key)
        if value is None:
            return ""
        if not isinstance(value, str):
            self.fault(key_line(mapping, key), f"{key} is {kind_of(value)}", "text", _cure(value))
            return ""
        return str(value).strip()

    def mapping(self, mapping: LocatedMap, key: str) -> LocatedMap:
        """Return a value that must be a mapping, an empty one where there is none."""
        value = mapping.get(key)
        if isinstance(value, LocatedMap):
            return value
        if value is not None:
            self.fault(key_line(mapping, key), f"{key} is {kind_of(value)}", "one 'name: value' a line")
        return LocatedMap()

    def lines(self, mapping: LocatedMap, key: str) -> list[Line]:
        """Return the lines of a text, a block or a list of texts, without comments and blank lines."""
        value = mapping.get(key)
        if isinstance(value, LocatedList):
            return list(self._items(value, key))
        if isinstance(value, Block):
            return list(self._block(value, mapping.values_at[key][0] + 1))
        if isinstance(value, str):
            line, column = mapping.values_at[key]
            return [self._scalar(value, line, column)]
        if value is not None:
            self.fault(
                key_line(mapping, key), f"{key} is {kind_of(value)}", "text, lines after '|' or a list"
            )
        return []

    def _items(self, values: LocatedList, key: str) -> Iterator[Line]:
        for number, value in enumerate(values):
            line, column = values.items_at[number]
            if isinstance(value, str):
                yield self._scalar(value, line, column)
            else:
                self.fault(line + 1, f"item {number + 1} of {key} is {kind_of(value)}", "text", _cure(value))

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

    def _load(self, path: Path) -> LocatedMap:
        try:
            self.source = path.read_text(encoding="utf-8")
            root = self._value(yaml.compose(self.source, Loader=_Loader))
        except yaml.MarkedYAMLError as error:
            line, found, cure = explain_yaml(error, self.source)
            self.fault(line, found, cure=cure)
        except yaml.reader.ReaderError as error:
            line = self.source.count("\n", 0, error.position) + 1
            self.fault(line, f"a character that no text has (U+{error.character:04X})", cure="Take it out.")
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            self.fault(0, f"not YAML in UTF-8: {error}", cure="Save the file as UTF-8 text.")
        else:
            if isinstance(root, LocatedMap):
                return root
            self.fault(1, "no 'key: value' lines", cure="See the page on the codebook.")
        return LocatedMap()

    def _value(self, node: yaml.Node | None) -> Any:
        """Return what a part of the file holds; a key that stands there twice is a fault."""
        if isinstance(node, yaml.SequenceNode):
            values = LocatedList()
            for item in node.value:
                values.append(self._value(item))
                values.items_at.append(_place(item))
            return values
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node)
        if node is None or node.tag == _NULL:
            return None
        return Block(node.value) if node.style == "|" else _NUMBERS.get(node.tag, str)(node.value)

    def _mapping(self, node: yaml.MappingNode) -> LocatedMap:
        mapping = LocatedMap(line=node.start_mark.line + 1)
        for key_node, value_node in node.value:
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else repr(key_node)
            if key in mapping:
                cure = "Take one of the two out."
                self.fault(key_node.start_mark.line + 1, f'found duplicate key "{key}"', cure=cure)
                continue
            mapping[key] = self._value(value_node)
            mapping.keys_at[key] = _place(key_node)
            mapping.values_at[key] = _place(value_node)
        return mapping


def key_line(mapping: LocatedMap, key: Any) -> int:
    """Return the line, from 1, of a key of a mapping."""
    return mapping.keys_at[key][0] + 1


class _Loader(yaml.CSafeLoader):
    """Reads words as words: YAML 1.1 would take yes, no, on and off for truth values, 1:30 for a number."""

    yaml_implicit_resolvers: ClassVar[dict[str, list[tuple[str, re.Pattern[str]]]]] = {}


_NULL = "tag:yaml.org,2002:null"
_NUMBERS = {"tag:yaml.org,2002:int": int}
_Loader.add_implicit_resolver(_NULL, re.compile(r"^(?:~|null|)$"), ["~", "n", ""])
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^[-+]?[0-9]+$"), list("-+0123456789"))


def _place(node: yaml.Node) -> Place:
    return node.start_mark.line, node.start_mark.column


def _without_comment(line: str) -> str:
    head, sign, _ = line.partition("#")
    return head if sign and (not head or head[-1].isspace()) else line


def _cure(value: object) -> str:
    return _HAS_COLON if isinstance(value, dict) else ""


def kind_of(value: object) -> str:
    """Return what a value of the file is, in words: "a list", "empty", 0.6."""
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    return repr(value) if value is not None else "empty"
