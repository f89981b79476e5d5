"""Which reports to make: every notebook once, the theme notebook once for each theme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from analysis import tables
from analysis.errors import Fault, ParameterError, ReportError, did_you_mean
from analysis.parameters import (
    RESERVED,
    Known,
    Parameter,
    Value,
    changed_parameters,
    known_names,
    parse_assignments,
    read_parameters,
    split_assignments,
)
from analysis.paths import Project
from analysis.reports import names
from analysis.reports.meanings import Meanings

THEME = "theme"


@dataclass(frozen=True)
class Run:
    """One report to make.

    Attributes:
        name: Folder of the report; the same notebook and values always give the same.
        notebook: The notebook to run.
        parameters: Values to set; what isn't here keeps its default.
    """

    name: str
    notebook: Path
    parameters: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class Catalogue:
    """What can be run: notebooks with their parameters, and what parameters may name.

    Attributes:
        parameters: Of each notebook, by its path, in order.
        known: Names that exist, by parameter (see parameters.known_names).
        meanings: What names of groups and events are looked up in.
    """

    parameters: Mapping[Path, Sequence[Parameter]]
    known: Known
    meanings: Meanings

    @classmethod
    def of(cls, project: Project, notebook: str | None = None) -> Catalogue:
        """Return the notebooks of a project, or only the one of a name, with or without its suffix.

        Raises:
            ParameterError: With everything wrong in their parameters cells.
            DataError: If the tables were not built yet.
            ReportError: If there is no such notebook.
        """
        parameters: dict[Path, Sequence[Parameter]] = {}
        faults: list[Fault] = []
        for path in _notebooks(project, notebook):
            try:
                parameters[path] = read_parameters(path)
            except ParameterError as error:
                faults += error.faults
        if faults:
            raise ParameterError(faults)
        return cls(parameters, known_names(project), Meanings(project))


def default_set(project: Project) -> list[Run]:
    """Return the whole set: each notebook once, those with a theme once for each theme of the codebook.

    Raises:
        DataError: If the tables were not built yet.
        ReportError: If there is no notebook.
    """
    return plan(project)


def plan(
    project: Project,
    *,
    themes: Sequence[str] = (),
    notebook: str | None = None,
    assignments: Sequence[str] = (),
) -> list[Run]:
    """Return the runs that were asked for; the whole set if nothing was.

    Args:
        project: Whose notebooks and tables.
        themes: Only the theme reports on these.
        notebook: Only this one, with or without its suffix.
        assignments: NAME=VALUE for the notebooks that have such parameters; those that lack one of them are
            left out.

    Raises:
        ParameterError: With everything wrong in themes and assignments.
        DataError: If the tables were not built yet.
        ReportError: If there is no such notebook.
    """
    catalogue = Catalogue.of(project, notebook)
    parameters, known = catalogue.parameters, catalogue.known
    texts, faults = split_assignments(assignments)
    values, wrong = _values(texts, catalogue)
    faults += wrong
    faults += _unknown_themes(themes, known[THEME])
    faults += _unknown_parameters(texts, parameters)
    if themes and THEME in texts:
        faults.append(Fault("parameter theme", 0, "is given by --theme and by -p", cure="Give it once."))
    if faults:
        raise ParameterError(faults)
    wanted = list(dict.fromkeys(themes))
    runs = []
    for path in parameters:
        own = {parameter.name for parameter in parameters[path]}
        if not set(texts) <= own or (wanted and THEME not in own):
            continue
        for theme in _themes_of(parameters[path], wanted, values[path], known[THEME]):
            chosen_theme = {} if theme is None else {THEME: theme}
            runs.append(run_of(path, parameters[path], values[path] | chosen_theme))
    if not runs:
        raise ParameterError(_nothing_fits(themes, texts))
    return runs


def notebook_of(project: Project, name: str) -> Path:
    """Return the notebook of a name, with or without its suffix.

    Raises:
        ReportError: If there is no such notebook.
    """
    return _notebooks(project, name)[0]


def theme_runs(project: Project) -> dict[str, str]:
    """Return the name of the default report on each theme; empty if no notebook runs for each theme."""
    themes = tables.distinct("themes", "theme", project=project)
    for path in _notebooks(project, None):
        parameters = read_parameters(path)
        if any(parameter.name == THEME and parameter.default for parameter in parameters):
            return {theme: run_name(path, parameters, {THEME: theme}) for theme in themes}
    return {}


def run_name(notebook: Path, parameters: Sequence[Parameter], values: Mapping[str, Value]) -> str:
    """Return the name of a report: notebook, theme, then what else was changed, readable and with a hash."""
    changed = changed_parameters(parameters, values)
    theme = values.get(THEME) if any(p.name == THEME for p in parameters) else None
    changed.pop(THEME, None)
    parts = [names.file_name(notebook.stem)]
    if theme:
        parts.append(names.file_name(str(theme)))
    if changed:
        said = "-".join(f"{name}-{value}" for name, value in changed.items())
        parts += [names.slug(said, limit=40), names.short_hash(repr(sorted(changed.items())))]
    return "-".join(part for part in parts if part)


def effective(parameters: Sequence[Parameter], run: Run) -> dict[str, Any]:
    """Return the value of every parameter in a run, without the project folder."""
    return {
        parameter.name: run.parameters.get(parameter.name, parameter.default)
        for parameter in parameters
        if parameter.name != RESERVED
    }


def theme_of(parameters: Sequence[Parameter], run: Run) -> str | None:
    """Return the one theme a run is about; None if it is about all or none."""
    return str(effective(parameters, run).get(THEME, "")) or None


def run_of(notebook: Path, parameters: Sequence[Parameter], values: Mapping[str, Value]) -> Run:
    """Return the run of a notebook with some values: those that are its defaults make no difference to it."""
    given = {THEME: values[THEME]} if values.get(THEME) else {}
    given |= changed_parameters(parameters, values)
    return Run(run_name(notebook, parameters, values), notebook, given)


def _notebooks(project: Project, name: str | None) -> list[Path]:
    found = sorted(path for path in project.notebooks.glob("*.ipynb") if not path.name.startswith("."))
    if not found:
        where = project.relative(project.notebooks)
        raise ReportError(Fault(where, 0, "no notebook is found", "01-corpus.ipynb and others"))
    if name is None:
        return found
    where, given = f"notebook '{name}'", Path(name).expanduser()
    folders = {(base / given).resolve().parent for base in (Path.cwd(), project.root)}
    if given.parent != Path() and project.notebooks.resolve() not in folders:
        lies = project.relative(project.notebooks)
        raise ReportError(
            Fault(where, 0, f"is not one of {lies}", cure="Copy it there, or name one that is.")
        )
    stem = given.name.removesuffix(".ipynb")
    chosen = [path for path in found if path.stem == stem]
    if not chosen:
        cure = did_you_mean(stem, [path.stem for path in found])
        raise ReportError(Fault(where, 0, "there is no such notebook", cure=cure))
    return chosen


def _values(
    texts: Mapping[str, str], catalogue: Catalogue
) -> tuple[dict[Path, dict[str, Value]], list[Fault]]:
    """Return each notebook's values of what it has, and what is wrong with any of them, each fault once."""
    values: dict[Path, dict[str, Value]] = {}
    faults: dict[Fault, None] = {}
    for path, each in catalogue.parameters.items():
        own = [f"{name}={text}" for name, text in texts.items() if name in {p.name for p in each}]
        try:
            values[path] = catalogue.meanings.spelt(
                each,
                parse_assignments(own, path, known=catalogue.known, meant=catalogue.meanings.faults),
            )
        except ParameterError as error:
            faults |= dict.fromkeys(error.faults)
    return values, list(faults)


def _themes_of(
    parameters: Sequence[Parameter], wanted: list[str], values: Mapping[str, Value], known: list[str]
) -> list[str | None]:
    """Return the themes a notebook runs for: one None if it isn't about one theme at a time."""
    theme = next((parameter for parameter in parameters if parameter.name == THEME), None)
    if theme is None or THEME in values:
        return [None]
    if wanted:
        return list(wanted)
    return list(known) if theme.default else [None]


def _unknown_themes(themes: Sequence[str], known: list[str]) -> list[Fault]:
    return [
        Fault(f"--theme {theme}", 0, "the codebook has no such theme", cure=did_you_mean(theme, known))
        for theme in dict.fromkeys(themes)
        if theme not in known
    ]


def _unknown_parameters(
    texts: Mapping[str, str], parameters: Mapping[Path, Sequence[Parameter]]
) -> list[Fault]:
    own = {parameter.name for each in parameters.values() for parameter in each} - {RESERVED}
    notebooks = ", ".join(path.stem for path in parameters)
    return [
        Fault(f"parameter {name}", 0, f"no notebook has it ({notebooks})", cure=did_you_mean(name, own))
        for name in texts
        if name not in own
    ]


def _nothing_fits(themes: Sequence[str], texts: Mapping[str, str]) -> Fault:
    asked = [f"--theme {theme}" for theme in themes] + [f"-p {name}" for name in texts]
    cure = "Ask for fewer at once, or choose the notebook with --notebook."
    return Fault(" ".join(asked) or "report", 0, "no notebook has all of these", cure=cure)
