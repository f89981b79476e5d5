"""Values of parameters, checked against what a notebook declares and the tables hold; all faults at once."""

from __future__ import annotations

import bisect
import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from analysis import tables
from analysis.errors import Fault, ParameterError, did_you_mean
from analysis.parameters.schema import RESERVED, TYPES, Parameter, Value, as_date, read_parameters
from analysis.paths import Project
from analysis.vocabulary import LANGUAGES_READ

Known = Mapping[str, Sequence[str]]
Meant = Callable[[Iterable[Parameter], Mapping[str, Value], set[str]], list[Fault]]
# Key of the days on which documents that are read were published, and with an outlet those of its own ("" for
# undated ones); no parameter can have such a name.
DAYS = "days of publication"

OUTLETS = "outlets"  # parameter that chooses documents, as a period does

_EXPECTED = {
    "int": "a whole number such as 5",
    "float": "a number such as 0.5",
    "bool": "true or false",
    "date": "a date such as 2024-03-01",
    "str": "a text",
}
_MOST_DIGITS = 18  # more don't fit the integers of a table
_PERIODS = (("start", "end"), ("since", "until"), ("first", "last"), ("after", "before"))


def known_names(project: Project) -> dict[str, list[str]]:
    """Return what parameters may name: themes of the codebook, outlets and days of the documents, sorted.

    Raises:
        DataError: If the tables were not built yet.
    """
    columns = ["outlet", "published", "language"]
    rows = tables.read_arrow("documents", project=project, columns=columns)
    days: dict[str, set[str]] = {}
    for outlet, moment, language in set(zip(*(rows[name].to_pylist() for name in columns), strict=True)):
        own = days.setdefault(outlet, set())
        if language in LANGUAGES_READ:
            own.add(moment.date().isoformat() if moment else "")
    return {
        "theme": tables.distinct("themes", "theme", project=project),
        "outlets": sorted(name for name in days if name),
        DAYS: sorted({day for own in days.values() for day in own if day}),
        **{_days_of(outlet): sorted(own) for outlet, own in days.items()},
    }


def _days_of(outlet: str) -> str:
    return f"{DAYS} of {outlet}"


def parse_assignments(
    assignments: Sequence[str], notebook: Path, *, known: Known | None = None, meant: Meant | None = None
) -> dict[str, Value]:
    """Return the values given as NAME=VALUE, typed as the notebook's parameters are.

    Args:
        assignments: For example ["theme=nato_framing", "min_documents=5"].
        notebook: The notebook they are for.
        known: Names that exist, by parameter: {"theme": [...], "outlets": [...]}. A parameter in the plural
            is a comma-separated list of them. Under DAYS, the days on which documents were published.
        meant: Returns what else is wrong, given the notebook's parameters, the values that can be, and the
            names of those that can't.

    Raises:
        ParameterError: With everything wrong at once: unknown names, wrong types, values that don't exist or
            aren't allowed, dates that aren't ISO, a period that is none or that no document is dated in.
    """
    parameters = {parameter.name: parameter for parameter in read_parameters(notebook)}
    texts, faults = split_assignments(assignments)
    values: dict[str, Value] = {}
    for name, text in texts.items():
        if name not in parameters:
            cure = did_you_mean(name, set(parameters) - {RESERVED})
            faults.append(Fault(f"parameter {name}", 0, f"{notebook.name} has no such parameter", cure=cure))
            continue
        value = typed(parameters[name], text, known or {})
        if isinstance(value, Fault):
            faults.append(value)
        else:
            values[name] = value
    no_period = period_faults(parameters.values(), values, known or {})
    faults += no_period
    if meant and not no_period:
        faults += meant(parameters.values(), values, set(texts) - set(values))
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


def typed(parameter: Parameter, text: str, known: Known) -> Value | Fault:
    """Return the value that a text stands for, or what is wrong with it."""
    if parameter.type == "str":
        return _text(parameter, text, known)
    where, value = f"parameter {parameter.name}", _literal(parameter.type, text)
    if value is None:
        return Fault(where, 0, f"'{_short(text)}' is found", _EXPECTED[parameter.type])
    return _within(parameter, value)


def checked(parameter: Parameter, value: Any, known: Known) -> Value | Fault:
    """Return a value of Python as it is, or what is wrong with it: type, range, or a name that is none."""
    if parameter.type == "float" and type(value) is int:
        value = float(value)
    if type(value) is not TYPES[parameter.type] or (isinstance(value, float) and not math.isfinite(value)):
        expected = _EXPECTED["date" if parameter.is_date else parameter.type]
        return Fault(f"parameter {parameter.name}", 0, f"{_short(repr(value))} is found", expected)
    return _text(parameter, value, known) if isinstance(value, str) else _within(parameter, value)


def unfit(parameters: Sequence[Parameter], values: Mapping[str, Any], known: Known) -> list[Fault]:
    """Return what is wrong with values of Python for parameters; the project's folder isn't looked at.

    Args:
        parameters: Of the notebook.
        values: By name; what isn't here keeps its default.
        known: Names that exist (see known_names).
    """
    by_name = {parameter.name: parameter for parameter in parameters}
    faults = [
        Fault(f"parameter {name}", 0, "the notebook has no such parameter", cure=did_you_mean(name, by_name))
        for name in values
        if name not in by_name
    ]
    own = {name: value for name, value in values.items() if name in by_name and name != RESERVED}
    found = {name: checked(by_name[name], value, known) for name, value in own.items()}
    sound = {name: value for name, value in found.items() if not isinstance(value, Fault)}
    faults += [value for value in found.values() if isinstance(value, Fault)]
    return faults + period_faults(parameters, sound, known)


def period_faults(parameters: Iterable[Parameter], given: Mapping[str, Value], known: Known) -> list[Fault]:
    """Return what is wrong with periods: an end before its start, or no document of the outlets within."""
    by_name = {parameter.name: parameter for parameter in parameters}
    asked = given.get(OUTLETS, by_name[OUTLETS].default) if OUTLETS in by_name else ""
    outlets = _names_in(str(asked), known.get(OUTLETS, ()))[0]
    faults = []
    for name, parameter in by_name.items():
        for first, last in _PERIODS:
            other = "_".join(last if word == first else word for word in name.split("_"))
            if other == name or other not in by_name or not parameter.is_date:
                continue
            ends = [as_date(str(given.get(key, by_name[key].default))) for key in (name, other)]
            faults += _period_fault(
                name, other, [end.isoformat() if end else "" for end in ends], outlets, known
            )
    return faults


def changed_parameters(parameters: Sequence[Parameter], values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values that differ from the defaults, in the notebook's order, without the project folder."""
    return {
        parameter.name: values[parameter.name]
        for parameter in parameters
        if parameter.name != RESERVED
        and parameter.name in values
        and values[parameter.name] != parameter.default
    }


def names_of(parameter: Parameter, known: Known) -> Sequence[str]:
    """Return the names a parameter may take, by its own name in either number; none if it is free."""
    singular = parameter.name.removesuffix("s")
    spellings = (parameter.name, f"{singular}s", singular)
    return next((known[name] for name in spellings if name in known), parameter.allowed)


def _literal(type_name: str, text: str) -> Value | None:
    if type_name == "bool":
        return {"true": True, "false": False}.get(text.lower())
    if type_name == "int":
        return int(text) if re.fullmatch(rf"[+-]?\d{{1,{_MOST_DIGITS}}}", text, re.ASCII) else None
    is_number = re.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?", text, re.ASCII)
    return float(text) if is_number and math.isfinite(float(text)) else None


def _within(parameter: Parameter, value: Value) -> Value | Fault:
    where = f"parameter {parameter.name}"
    if parameter.least is not None and value < parameter.least:
        return Fault(where, 0, f"{value} is found", f"at least {parameter.least:g}")
    if parameter.most is not None and value > parameter.most:
        return Fault(where, 0, f"{value} is found", f"at most {parameter.most:g}")
    return value


def _text(parameter: Parameter, text: str, known: Known) -> Value | Fault:
    where = f"parameter {parameter.name}"
    if not text and not parameter.default:
        return text
    if not text.isprintable():
        return Fault(where, 0, f"{_short(ascii(text))} is found", "text without control characters")
    if parameter.is_date:
        found = f"'{_short(text)}' is found"
        return text if as_date(text) else Fault(where, 0, found, _EXPECTED["date"])
    names = names_of(parameter, known)
    if not names:
        return text
    if parameter.name.endswith("s"):
        return _list_of(text, names, where)
    return text if text in names else _no_such(text, names, where)


def _list_of(text: str, names: Sequence[str], where: str) -> str | Fault:
    """Return a comma-separated list of names that exist, each once, in their own order."""
    found, left = _names_in(text, names)
    return _no_such(left[0], names, where) if left else ", ".join(sorted(set(found), key=names.index))


def _names_in(text: str, names: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the names that a list holds, and its parts from the first that is none on.

    Names may hold commas, so the longest wins.
    """
    parts = [part.strip() for part in text.split(",")] if text else []
    found: list[str] = []
    while parts:
        sizes = range(len(parts), 0, -1)
        size = next((size for size in sizes if ", ".join(parts[:size]) in names), None)
        if size is None:
            break
        found.append(", ".join(parts[:size]))
        parts = parts[size:]
    return found, parts


def _no_such(text: str, names: Sequence[str], where: str) -> Fault:
    return Fault(where, 0, f"there is no '{_short(text)}'", cure=did_you_mean(text[:200], names))


def _period_fault(
    name: str, other: str, ends: Sequence[str], outlets: Sequence[str], known: Known
) -> list[Fault]:
    start, end = ends
    if start and end and start > end:
        cure = "Swap them, or leave one out."
        return [Fault(f"parameter {name}", 0, f"{start} is after {other} {end}", "a period", cure)]
    if DAYS not in known:
        return []
    own = [known[_days_of(outlet)] for outlet in outlets if _days_of(outlet) in known]
    whose = f" of {', '.join(outlets)}" if own else ""
    if own and not any(own):
        return [Fault(f"parameter {OUTLETS}", 0, f"no document{whose} is in a language that is read")]
    days = sorted({day for each in own for day in each if day}) if own else known[DAYS]
    at = bisect.bisect_left(days, start)
    if not (start or end) or (at < len(days) and (not end or days[at] <= end)):
        return []
    which = "Its documents" if len(own) == 1 else "Their documents" if own else "The documents"
    cure = f"{which} are dated {days[0]} to {days[-1]}." if days else "No document is dated at all."
    period = f"{start or 'the beginning'} to {end or 'the end'}"
    return [Fault(f"parameter {name}", 0, f"no document{whose} is dated in the period {period}", cure=cure)]


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."
