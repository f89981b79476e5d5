"""What a notebook asks and which parameters it takes, for the command line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import nbformat

from analysis.errors import DataError
from analysis.parameters import RESERVED, Known, Parameter, known_names, names_of, read_parameters
from analysis.paths import Project
from analysis.reports.meanings import Meanings
from analysis.reports.page import heading_of, plain
from analysis.reports.plans import notebook_of

# More names than these are counted, not listed.
_MOST_NAMES = 40


def notebook_help(project: Project, name: str) -> Iterator[str]:
    """Yield lines on a notebook: its question, then each parameter with default, meaning, unit and limits.

    Raises:
        ReportError: If there is no such notebook.
        ParameterError: If its parameters cell is at fault.
    """
    path = notebook_of(project, name)
    parameters = [each for each in read_parameters(path) if each.name != RESERVED]
    heading = heading_of(nbformat.read(path, as_version=4))
    yield f"{path.stem}: {heading.title}" if heading.title else path.stem
    if heading.lead:
        yield plain(heading.lead.partition("\n\n")[0])
    known, meanings = _known(project), Meanings(project)
    for parameter in parameters:
        yield ""
        yield from _lines(parameter, known)
        yield from _meant(parameter, meanings if known else None)
    if not parameters:
        yield "It takes no parameters."


def _known(project: Project) -> Known:
    try:
        return known_names(project)
    except DataError:  # not built yet: the names are not known
        return {}


def _lines(parameter: Parameter, known: Known) -> Iterator[str]:
    default = {True: "true", False: "false"}.get(parameter.default) if parameter.type == "bool" else None
    yield f"{parameter.name} ({parameter.type}, default {default or repr(parameter.default)})"
    meaning, *remarks = (part.strip() for part in parameter.meaning.split(";"))
    yield f"    {meaning.partition(',')[0] or 'no meaning is given'}"
    if parameter.unit:
        yield f"    unit: {parameter.unit}"
    allowed = [_allowed(parameter, known), *(remark for remark in remarks if not remark.startswith("at "))]
    if any(allowed):
        yield f"    allowed: {'; '.join(text for text in allowed if text)}"


def _meant(parameter: Parameter, meanings: Meanings | None) -> Iterator[str]:
    """Yield a line for each set of names that depends on the documents, or on another parameter, too."""
    for heading, names in meanings.names(parameter.name).items() if meanings else ():
        yield f"    {'by ' + heading if heading else 'known'}: {_listed(names)}"


def _allowed(parameter: Parameter, known: Known) -> str:
    if parameter.type == "bool":
        return "true or false"
    if parameter.is_date:
        return ""
    if parameter.least is not None and parameter.most is not None:
        return f"{parameter.least:g} to {parameter.most:g}"
    if parameter.least is not None:
        return f"at least {parameter.least:g}"
    names = names_of(parameter, known) if parameter.type == "str" else ()
    return _listed(names)


def _listed(names: Sequence[str]) -> str:
    if len(names) > _MOST_NAMES:
        return f"{len(names):,} names, such as {_listed(names[:3])}"
    return ("; " if any("," in name for name in names) else ", ").join(names)
