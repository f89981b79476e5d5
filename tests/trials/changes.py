"""Seeded small changes: one place in the code of charts or measures, or one value in a table."""

from __future__ import annotations

import ast
import random
import re
from collections.abc import Callable, Iterator

import pandas as pd

_SWAPPED: dict[type, type] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult,
    ast.And: ast.Or, ast.Or: ast.And,
}  # fmt: skip
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


def places(source: str) -> dict[int, list[int]]:
    """Return the places in a module that can be changed: for each line, their numbers among all of them."""
    found: dict[int, list[int]] = {}
    for number, (node, _) in enumerate(_changes(ast.parse(source))):
        found.setdefault(node.lineno, []).append(number)
    return found


def changed(source: str, place: int) -> tuple[str, str]:
    """Return the module with one place changed, and the line as it was and as it is."""
    tree = ast.parse(source)
    node, change = list(_changes(tree))[place]
    before = source.splitlines()[node.lineno - 1].strip()
    if isinstance(node, ast.Constant):
        before = f"{node.value!r} of {before}"
    change()
    return ast.unparse(tree), f"`{before}` has now `{ast.unparse(node)[:80]}`"


def _changes(tree: ast.AST) -> Iterator[tuple[ast.expr, Callable[[], None]]]:
    """Yield each place that can be changed, with what changes it."""
    typed = {id(part) for hint in _hints(tree) for part in ast.walk(hint)}
    for node in ast.walk(tree):
        if id(node) in typed:
            continue
        if isinstance(node, ast.Compare) and type(node.ops[0]) in _SWAPPED:
            yield node, lambda node=node: _swap(node.ops, 0)
        elif isinstance(node, ast.BinOp | ast.BoolOp) and type(node.op) in _SWAPPED:
            yield node, lambda node=node: setattr(node, "op", _SWAPPED[type(node.op)]())
        elif isinstance(node, ast.Constant) and (value := _other(node.value)) is not None:
            yield node, lambda node=node, value=value: setattr(node, "value", value)


def _hints(tree: ast.AST) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        for name in ("annotation", "returns"):
            if isinstance(hint := getattr(node, name, None), ast.expr):
                yield hint


def _swap(operators: list[ast.cmpop], place: int) -> None:
    operators[place] = _SWAPPED[type(operators[place])]()


def _other(value: object) -> object | None:
    """Return another value of the kind; None for what is left alone, such as names of columns."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, float):
        return value * 1.25 + 0.05
    if isinstance(value, str) and _COLOUR.fullmatch(value):
        return f"#{(int(value[1:], 16) + 0x101010) % 0x1000000:06X}"
    return None


def change_table(name: str, frame: pd.DataFrame, chance: random.Random) -> tuple[pd.DataFrame, str]:
    """Return a table with one value changed or one row gone, and what was done to it."""
    frame = frame.copy()
    row = chance.randrange(len(frame))
    column = chance.choice(_COLUMNS[name])
    where = f"{name} row {row}"
    if not column:
        return frame.drop(index=row).reset_index(drop=True), f"{where} is gone"
    old = frame.loc[row, column]
    if column == "published":
        new = pd.Timestamp("2022-06-15") if pd.isna(old) else old + pd.DateOffset(months=7)
    else:
        others = sorted({value for value in frame[column].dropna() if value != old})
        new = chance.choice(others) if others else f"{old} too"
    frame[column] = [new if n == row else value for n, value in enumerate(frame[column])]
    return frame, f"{where} {column}: {old!r} is now {new!r}"


# Columns of which one value is changed; "" takes a row away.
_COLUMNS = {
    "codes": ("", "direction", "voice", "modality", "rule"),
    "documents": ("outlet", "published", "duplicate_of"),
    "attributions": ("kind", "speaker_name", "speaker_kind", "speaker_id", "unnamed_kind"),
    "mentions": ("", "entity_id"),
    "themes": ("title",),
}
TABLES = ("codes", *_COLUMNS)  # codes twice: most numbers rest on them
