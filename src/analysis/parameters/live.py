"""The check of parameters inside a notebook, however it was opened: by hand, by papermill or by a report."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Any

from analysis.errors import ParameterError
from analysis.parameters.schema import RESERVED, read_source
from analysis.parameters.values import known_names, unfit
from analysis.paths import Project

_WHERE = "this notebook's"


def check(namespace: Mapping[str, Any]) -> None:
    """Stop a notebook whose parameters can't be, with all that is wrong; nothing is returned.

    What is declared is read from the parameters cell as it was last run; outside of a notebook there is none,
    and nothing is checked.

    Args:
        namespace: The notebook's variables: globals().

    Raises:
        ParameterError: With every value of a wrong type, out of range or without meaning.
    """
    source = next((text for text in reversed(namespace.get("In", ())) if _declares(text)), None)
    if source is None:
        return
    parameters = read_source(source, where=_WHERE)
    folder = namespace.get(RESERVED, "")
    values = {each.name: namespace[each.name] for each in parameters if each.name in namespace}
    faults = unfit(parameters, values, known_names(Project.at(str(folder))))
    if faults:
        raise ParameterError(faults)


def _declares(source: str) -> bool:
    """Whether a cell is one of parameters: it begins with `name: type = value`."""
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return False
    return bool(body) and isinstance(body[0], ast.AnnAssign)
