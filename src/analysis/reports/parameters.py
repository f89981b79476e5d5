"""Parameters of a notebook: read from its tagged cell, and checked before any kernel starts."""

from __future__ import annotations

import ast
import datetime as dt
import io
import json
import re
import tokenize
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.errors import Fault, ParameterError, did_you_mean

Value = str | int | float | bool
TYPES: dict[str, type] = {"str": str, "int": int, "float": float, "bool": bool}
TAG = "parameters"
# Set by the runner, so that tables and reports can't come from different folders.
RESERVED = "project"

_EXPECTED = {
    "int": "a whole number such as 5",
    "float": "a number such as 0.5",
    "bool": "true or false",
    "date": "a date such as 2024-03-01",
}
_ONE_OF = re.compile(r"\bone of:? ([\w-]+(?:, [\w-]+)*(?:,? or [\w-]+)?)")
_AT_LEAST = re.compile(r"\bat least (-?\d+(?:\.\d+)?)")
_RANGE = re.compile(r"(?<![\d-])(-?\d+(?:\.\d+)?) to (-?\d+(?:\.\d+)?)(?![\d-])")
_DATE = re.compile(r"\bYYYY-MM-DD\b|\bISO\b", re.IGNORECASE)
_PERIODS = (("start", "end"), ("since", "until"), ("first", "last"), ("after", "before"))


@dataclass(frozen=True)
class Parameter:
    """One parameter of a notebook.

    Attributes:
        name: Name of the variable.
        type: str, int, float or bool, as annotated.
        default: Value it has when nothing is given.
        meaning: The comment behind it.
        allowed: The only values it may take ("one of a, b" in the comment); any if empty.
        least: Smallest number ("at least 2" or "0 to 1" in the comment).
        most: Largest number ("0 to 1" in the comment).
        line: Line within the cell, from 1.
    """

    name: str
    type: str
    default: Value
    meaning: str = ""
    allowed: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None
    line: int = 0

    @property
    def is_date(self) -> bool:
        """Whether its text is a day: its comment says YYYY-MM-DD or ISO, or its default is one."""
        if self.type != "str":
            return False
        return bool(_DATE.search(self.meaning)) or _as_date(str(self.default)) is not None


def read_parameters(notebook: Path) -> list[Parameter]:
    """Return the parameters of a notebook, in order; none if no cell is tagged `parameters`.

    Raises:
        ParameterError: With every line of the cell that isn't `name: type = literal  # meaning`.
    """
    source = _tagged_source(notebook)
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        found = f"the parameters cell is not Python ({error.msg})"
        raise ParameterError(Fault(notebook.name, error.lineno or 0, found)) from error
    comments = _comments(source)
    parameters: list[Parameter] = []
    faults: list[Fault] = []
    for node in tree.body:
        if _is_docstring(node):
            continue
        read = _read_line(node, comments.get(node.end_lineno or node.lineno, ""), notebook.name)
        (parameters if isinstance(read, Parameter) else faults).append(read)  # type: ignore[arg-type]
    if faults:
        raise ParameterError(faults)
    return parameters


def parse_assignments(
    assignments: Sequence[str], notebook: Path, *, known: Mapping[str, Sequence[str]] | None = None
) -> dict[str, Value]:
    """Return the values given as NAME=VALUE, typed as the notebook's parameters are.

    Args:
        assignments: For example ["theme=nato_framing", "min_documents=5"].
        notebook: The notebook they are for.
        known: Names that exist, by parameter: {"theme": [...], "outlets": [...]}. A parameter in the plural
            is a comma-separated list of them.

    Raises:
        ParameterError: With everything wrong at once: unknown names, wrong types, values that don't exist or
            aren't allowed, dates that aren't ISO, a first day after the last.
    """
    parameters = {parameter.name: parameter for parameter in read_parameters(notebook)}
    texts, faults = split_assignments(assignments)
    values: dict[str, Value] = {}
    for name, text in texts.items():
        if name not in parameters:
            cure = did_you_mean(name, set(parameters) - {RESERVED})
            faults.append(Fault(f"parameter {name}", 0, f"{notebook.name} has no such parameter", cure=cure))
            continue
        value = _typed(parameters[name], text, known or {})
        if isinstance(value, Fault):
            faults.append(value)
        else:
            values[name] = value
    effective = {name: parameter.default for name, parameter in parameters.items()} | values
    faults += _period_faults(parameters, effective)
    if faults:
        raise ParameterError(faults)
    return values


def split_assignments(assignments: Sequence[str]) -> tuple[dict[str, str], list[Fault]]:
    """Return texts by name, and what isn't NAME=VALUE, is given twice, or isn't the user's to set."""
    texts: dict[str, str] = {}
    faults = []
    for assignment in assignments:
        name, equals, text = (part.strip() for part in assignment.partition("="))
        if not equals or not name:
            faults.append(Fault(f"-p {assignment}", 0, "is not an assignment", "NAME=VALUE"))
        elif name == RESERVED:
            cure = "Use 'python -m analysis --project DIR report'."
            faults.append(Fault(f"parameter {name}", 0, "is set for all notebooks, not by -p", cure=cure))
        elif texts.setdefault(name, text) != text:
            found = f"is given twice: '{texts[name]}' and '{text}'"
            faults.append(Fault(f"parameter {name}", 0, found, cure="Give it once."))
    return texts, faults


def changed_parameters(parameters: Sequence[Parameter], values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values that differ from the defaults, in the notebook's order, without the project folder."""
    return {
        parameter.name: values[parameter.name]
        for parameter in parameters
        if parameter.name != RESERVED
        and parameter.name in values
        and values[parameter.name] != parameter.default
    }


def _tagged_source(notebook: Path) -> str:
    try:
        cells = json.loads(notebook.read_bytes())["cells"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        found = f"can't be read as a notebook ({type(error).__name__})"
        raise ParameterError(Fault(notebook.name, 0, found, cure="Open it in JupyterLab.")) from error
    for cell in cells:
        if cell["cell_type"] == "code" and TAG in cell.get("metadata", {}).get("tags", []):
            return "".join(cell["source"])
    return ""


def _comments(source: str) -> dict[int, str]:
    """Return the comment of each line that has one."""
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return {
        token.start[0]: token.string.lstrip("# ").strip()
        for token in tokens
        if token.type == tokenize.COMMENT
    }


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _read_line(node: ast.stmt, comment: str, where: str) -> Parameter | Fault:
    expected = "one `name: type = literal  # meaning` a line, type one of str, int, float, bool"
    if not (isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None):
        return Fault(f"{where} parameters cell", node.lineno, f"`{ast.unparse(node)}` is found", expected)
    name, type_name = node.target.id, ast.unparse(node.annotation)
    try:
        default = ast.literal_eval(node.value)
    except ValueError:
        default = None
    if type_name == "float" and type(default) is int:
        default = float(default)
    if type_name not in TYPES or type(default) is not TYPES[type_name]:
        return Fault(f"{where} parameters cell", node.lineno, f"`{ast.unparse(node)}` is found", expected)
    least, most = _bounds(comment) if type_name in ("int", "float") else (None, None)
    allowed = _allowed(comment) if type_name == "str" else ()
    return Parameter(name, type_name, default, comment, allowed, least, most, node.lineno)


def _allowed(comment: str) -> tuple[str, ...]:
    found = _ONE_OF.search(comment)
    return tuple(re.split(r", or | or |, ", found[1])) if found else ()


def _bounds(comment: str) -> tuple[float | None, float | None]:
    if between := _RANGE.search(comment):
        return float(between[1]), float(between[2])
    least = _AT_LEAST.search(comment)
    return (float(least[1]) if least else None), None


def _typed(parameter: Parameter, text: str, known: Mapping[str, Sequence[str]]) -> Value | Fault:
    """Return the value a text stands for, or what is wrong with it."""
    where = f"parameter {parameter.name}"
    if parameter.type == "str":
        return _text(parameter, text, known, where)
    value = _literal(parameter.type, text)
    if value is None:
        return Fault(where, 0, f"'{text}' is found", _EXPECTED[parameter.type])
    if parameter.least is not None and value < parameter.least:
        return Fault(where, 0, f"{text} is found", f"at least {parameter.least:g}")
    if parameter.most is not None and value > parameter.most:
        return Fault(where, 0, f"{text} is found", f"at most {parameter.most:g}")
    return value


def _literal(type_name: str, text: str) -> Value | None:
    if type_name == "bool":
        return {"true": True, "false": False}.get(text.lower())
    if type_name == "int":
        return int(text) if re.fullmatch(r"[+-]?\d+", text, re.ASCII) else None
    return float(text) if re.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?", text, re.ASCII) else None


def _text(parameter: Parameter, text: str, known: Mapping[str, Sequence[str]], where: str) -> Value | Fault:
    if text == parameter.default:
        return text
    if parameter.is_date:
        return text if _as_date(text) else Fault(where, 0, f"'{text}' is found", _EXPECTED["date"])
    names = next((known[key] for key in _spellings(parameter.name) if key in known), parameter.allowed)
    if not names:
        return text
    if parameter.name.endswith("s"):
        return _list_of(text, names, where)
    return text if text in names else Fault(where, 0, f"there is no '{text}'", cure=did_you_mean(text, names))


def _spellings(name: str) -> tuple[str, ...]:
    """Return the name as it is, then in the other number: outlet, outlets."""
    return (name, name[:-1] if name.endswith("s") else f"{name}s")


def _list_of(text: str, names: Sequence[str], where: str) -> str | Fault:
    """Return a comma-separated list of names that exist; names may hold commas, so the longest wins."""
    parts = [part.strip() for part in text.split(",")]
    found: list[str] = []
    while parts:
        for size in range(len(parts), 0, -1):
            name = ", ".join(parts[:size])
            if name in names:
                found.append(name)
                parts = parts[size:]
                break
        else:
            return Fault(where, 0, f"there is no '{parts[0]}'", cure=did_you_mean(parts[0], names))
    return ", ".join(found)


def _period_faults(parameters: Mapping[str, Parameter], values: Mapping[str, Value]) -> list[Fault]:
    faults = []
    for name, parameter in parameters.items():
        for first, last in _PERIODS:
            other = "_".join(last if word == first else word for word in name.split("_"))
            if other == name or other not in parameters or not parameter.is_date:
                continue
            start, end = _as_date(str(values[name])), _as_date(str(values[other]))
            if start and end and start > end:
                cure = "Swap them, or leave one out."
                faults.append(
                    Fault(f"parameter {name}", 0, f"{start} is after {other} {end}", "a period", cure)
                )
    return faults


def _as_date(text: str) -> dt.date | None:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
