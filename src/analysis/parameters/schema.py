"""The parameters of a notebook, as its tagged cell declares them: `name: type = literal  # meaning, unit`."""

from __future__ import annotations

import ast
import datetime as dt
import io
import json
import re
import tokenize
from dataclasses import dataclass
from pathlib import Path

from analysis.errors import Fault, ParameterError

Value = str | int | float | bool
TYPES: dict[str, type] = {"str": str, "int": int, "float": float, "bool": bool}
TAG = "parameters"
# Set by the runner, so that tables and reports can't come from different folders.
RESERVED = "project"

_ONE_OF = re.compile(r"\bone of:? ([\w-]+(?:, [\w-]+)*(?:,? or [\w-]+)?)")
_AT_LEAST = re.compile(r"\bat least (-?\d+(?:\.\d+)?)")
_RANGE = re.compile(r"(?<![\d-])(-?\d+(?:\.\d+)?) to (-?\d+(?:\.\d+)?)(?![\d-])")
_DATE = re.compile(r"\bYYYY-MM-DD\b|\bISO\b", re.IGNORECASE)


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
        return bool(_DATE.search(self.meaning)) or as_date(str(self.default)) is not None

    @property
    def unit(self) -> str:
        """What it is counted or written in: what follows the first comma of its comment; may be empty."""
        unit = self.meaning.partition(";")[0].partition(",")[2].strip()
        is_limit = any(pattern.match(unit) for pattern in (_ONE_OF, _AT_LEAST, _RANGE))
        return "" if is_limit else unit


def read_parameters(notebook: Path) -> list[Parameter]:
    """Return the parameters of a notebook, in order; none if no cell is tagged `parameters`.

    Raises:
        ParameterError: With every line of the cell that isn't `name: type = literal  # meaning`.
    """
    try:
        cells = json.loads(notebook.read_bytes())["cells"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        found = f"can't be read as a notebook ({type(error).__name__})"
        raise ParameterError(Fault(notebook.name, 0, found, cure="Open it in JupyterLab.")) from error
    for cell in cells:
        if cell["cell_type"] == "code" and TAG in cell.get("metadata", {}).get("tags", []):
            return read_source("".join(cell["source"]), where=notebook.name)
    return []


def read_source(source: str, *, where: str) -> list[Parameter]:
    """Return the parameters that the source of a parameters cell declares, in order.

    Raises:
        ParameterError: With every line that isn't `name: type = literal  # meaning`.
    """
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        found = f"the parameters cell is not Python ({error.msg})"
        raise ParameterError(Fault(where, error.lineno or 0, found)) from error
    comments = _comments(source)
    parameters: list[Parameter] = []
    faults: list[Fault] = []
    for node in tree.body:
        if _is_docstring(node):
            continue
        read = _read_line(node, comments.get(node.end_lineno or node.lineno, ""), where)
        (parameters if isinstance(read, Parameter) else faults).append(read)  # type: ignore[arg-type]
    if faults:
        raise ParameterError(faults)
    return parameters


def as_date(text: str) -> dt.date | None:
    """Return the day that a text YYYY-MM-DD means; None if it means none."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


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
