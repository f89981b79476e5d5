"""What is wrong with a file that is no YAML, and how to mend it."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

_BEGINS = re.compile(r"^\s*(?:- +)*(?:[^\s'\"\[{#][^:]*: +)?(?P<value>\S.*)$")
_TWO_COLONS = re.compile(r"^\s*(?:- +)*[^:'\"]+:\s.*:(?:\s|$)")
_NO_SPACE = re.compile(r"^\s*(?:- +)*\w[\w ]*:[^\s/]")
_SIGNS = "%@`*&!|>,?"
_QUOTE = "Put the text between single quotes, or on a line of its own after '|'."
_CLOSES = {"[": "]", "{": "}", '"': '"', "'": "'"}


class YamlFault(NamedTuple):
    """One fault.

    Attributes:
        line: Of the file, from 1.
        found: What is wrong there, with its column from 1.
        cure: How to mend it.
    """

    line: int
    found: str
    cure: str


def explain_yaml(error: Any, source: str) -> YamlFault:
    """Return what is wrong with a text that a YAML parser refused.

    Args:
        error: MarkedYAMLError of PyYAML or ruamel.yaml.
        source: The text.
    """
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return YamlFault(1, f"not YAML: {error.problem}", _QUOTE)
    rows = [*source.splitlines(), ""]
    line = min(mark.line, len(rows) - 1)
    found = _opened(error, rows) or _of_line(rows[line], line, mark.column)
    if found is None and line and _NO_SPACE.match(rows[line - 1]):
        found = _of_line(rows[line - 1], line - 1, 0)
    return found or _misplaced(error.problem, line, mark.column)


def _opened(error: Any, rows: list[str]) -> YamlFault | None:
    """Return a quotation mark or bracket that is opened and not closed, at the line that opens it."""
    mark = error.context_mark
    if mark is None or mark.line >= len(rows):
        return None
    sign = rows[mark.line][mark.column : mark.column + 1]
    if sign not in _CLOSES or not re.search("quoted|flow", error.context or ""):
        return None
    place = f"column {mark.column + 1}"
    if "escape" in error.problem:
        found = f"not YAML: in the text between double quotes at {place} a \\ stands for something else"
        return YamlFault(mark.line + 1, found, "Put the text between single quotes.")
    cure = f"Close it with {_CLOSES[sign]}, or put the whole text between single quotes."
    if sign == "'":
        cure = "Close it with '; a ' within the text is written twice: ''."
    return YamlFault(mark.line + 1, f"not YAML: the {sign} at {place} is not closed", cure)


def _of_line(row: str, line: int, column: int) -> YamlFault | None:
    """Return what can be seen of a fault in the line itself."""
    indent = row[: len(row) - len(row.lstrip())]
    if "\t" in indent:
        found = f"not YAML: a tab stands before the text at column {indent.index(chr(9)) + 1}"
        return YamlFault(line + 1, found, "Indent with spaces, as the lines around it.")
    if row.startswith(("---", "...")):
        return YamlFault(line + 1, "not YAML: a second document begins", f"Take the {row[:3]} out.")
    begins = _BEGINS.match(row)
    value, start = (begins["value"], begins.start("value")) if begins else ("", 0)
    place = f"at column {start + 1}"
    if value[:1] in _SIGNS and value:
        return YamlFault(line + 1, f"not YAML: the text {place} begins with {value[0]}", _QUOTE)
    if value[:1] in _CLOSES and _CLOSES[value[0]] in value[1 : max(1, column - start)]:
        sign, cure = value[0], _QUOTE
        if sign == "'":
            cure = "A ' within the text is written twice: ''."
        found = f"not YAML: the text {place} goes on where the {sign} it begins with is closed"
        return YamlFault(line + 1, found, cure)
    if _TWO_COLONS.match(row):
        return YamlFault(line + 1, f"not YAML: the text {place} has a colon in it", _QUOTE)
    if _NO_SPACE.match(row):
        found = f"not YAML: no space behind the colon at column {row.index(':') + 1}"
        return YamlFault(line + 1, found, "Write 'name: value'.")
    return None


def _misplaced(problem: str, line: int, column: int) -> YamlFault:
    cure = (
        "Begin the line below the first letter of the lines it belongs with, and end names with a colon; put "
        "a text with signs such as : [ { ' \" % @ in it between single quotes, or on its own line after '|'."
    )
    found = f"not YAML: what stands at column {column + 1} does not fit what is above it ({problem})"
    return YamlFault(line + 1, found, cure)
