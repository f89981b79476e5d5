"""The form of a batch file: YAML whose every value knows its line, so that faults can say where they are.

A file is one entry or a list of entries. An entry names parameters with a value or several; it stands for
every combination of them. Values that belong together, such as the two ends of a period, are `name: value`
pairs under a heading of any name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from analysis.errors import Fault
from analysis.yaml_faults import explain_yaml

NOTEBOOK = "notebook"
_NULL = "tag:yaml.org,2002:null"
_FORM = "'parameter: value', 'parameter: [value, value]', or a list of such entries"


@dataclass(frozen=True)
class Text:
    """A value as it is written, and its line in the file."""

    text: str
    line: int


# Parameter -> value: one of the things an axis may be.
Choice = Mapping[str, Text]


@dataclass(frozen=True)
class Entry:
    """One entry: every combination of one choice from each axis, for some notebooks.

    Attributes:
        line: Where it begins.
        notebooks: As named; none means all that have the parameters.
        axes: Heading -> choices, in the order of the file.
    """

    line: int
    notebooks: tuple[Text, ...]
    axes: Mapping[str, tuple[Choice, ...]]


class BatchFile:
    """A batch file that was read: its entries, and what is wrong with its form."""

    def __init__(self, path: Path) -> None:
        self.where = path.as_posix()
        self.faults: list[Fault] = []
        self.entries = tuple(self._entries(self._root(path)))

    def fault(self, line: int, found: str, expected: str = "", cure: str = "") -> None:
        """Note a fault in a line of this file, once."""
        fault = Fault(self.where, line, found, expected, cure)
        if fault not in self.faults:
            self.faults.append(fault)

    def _root(self, path: Path) -> Node | None:
        try:
            source = path.read_text(encoding="utf-8-sig")
            root = YAML(typ="safe", pure=True).compose(source)
        except OSError as error:
            self.fault(0, f"can't be read ({error.strerror})", "a YAML file", "Give the path of one.")
        except MarkedYAMLError as error:
            line, found, cure = explain_yaml(error, source)
            self.fault(line, found, cure=cure)
        except (YAMLError, UnicodeDecodeError) as error:
            self.fault(0, f"not YAML in UTF-8: {error}", cure="Save the file as UTF-8 text.")
        else:
            if root is None:
                self.fault(0, "nothing is in it", _FORM)
            return root
        return None

    def _entries(self, root: Node | None) -> Iterator[Entry]:
        items = root.value if isinstance(root, SequenceNode) else [root] if root is not None else []
        if root is not None and not items:
            self.fault(_line(root), f"{_kind(root)} is found", _FORM)
        for item in items:
            if isinstance(item, MappingNode) and item.value:
                yield self._entry(item)
            else:
                self.fault(_line(item), f"{_kind(item)} is found", _FORM)

    def _entry(self, node: MappingNode) -> Entry:
        axes = {name: tuple(self._choices(name, value)) for name, value in self._pairs(node)}
        chosen = axes.pop(NOTEBOOK, ())
        notebooks = tuple(choice[NOTEBOOK] for choice in chosen if NOTEBOOK in choice)
        if len(notebooks) < len(chosen):
            self.fault(_line(node), "a notebook is given as 'name: value'", "its name")
        return Entry(_line(node), notebooks, axes)

    def _choices(self, name: str, node: Node) -> Iterator[Choice]:
        items = node.value if isinstance(node, SequenceNode) else [node]
        if not items:
            self.fault(_line(node), f"{name} has no value", "one or more")
        for item in items:
            if isinstance(item, ScalarNode):
                yield {name: _text(item)}
            elif isinstance(item, MappingNode) and item.value:
                yield self._together(name, item)
            else:
                self.fault(_line(item), f"{_kind(item)} is found in {name}", "a value, or 'parameter: value'")

    def _together(self, name: str, node: MappingNode) -> Choice:
        found = {}
        for key, value in self._pairs(node):
            if isinstance(value, ScalarNode):
                found[key] = _text(value)
            else:
                self.fault(_line(value), f"{_kind(value)} is found for {key} in {name}", "one value")
        if name != NOTEBOOK and NOTEBOOK in found:
            cure = f"Take '{name}:' out, and begin a list of entries instead."
            self.fault(found.pop(NOTEBOOK).line, f"{NOTEBOOK} is found in {name}", cure=cure)
        return found

    def _pairs(self, node: MappingNode) -> Iterator[tuple[str, Node]]:
        lines: dict[str, int] = {}
        for key, value in node.value:
            if not isinstance(key, ScalarNode):
                self.fault(_line(key), f"{_kind(key)} is found", "the name of a parameter")
            elif key.value in lines:
                cure = "Take one of the two out, or give both values in one list."
                self.fault(_line(key), f"{key.value} is also in line {lines[key.value]}", cure=cure)
            else:
                lines[key.value] = _line(key)
                yield key.value, value


def _line(node: Node) -> int:
    return int(node.start_mark.line) + 1


def _text(node: ScalarNode) -> Text:
    return Text("" if node.tag == _NULL else str(node.value).strip(), _line(node))


def _kind(node: Node) -> str:
    if isinstance(node, ScalarNode):
        return f"'{node.value}'"
    kind = "list" if isinstance(node, SequenceNode) else "mapping"
    return f"a {kind}" if node.value else f"an empty {kind}"
