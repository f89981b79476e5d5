"""The runs of a batch file: lists and grids of parameters, checked as a whole before anything is run."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from analysis.errors import Fault, ParameterError, did_you_mean
from analysis.parameters import (
    OUTLETS,
    RESERVED,
    Parameter,
    Value,
    names_of,
    period_faults,
    typed,
)
from analysis.paths import Project
from analysis.reports.batch_file import NOTEBOOK, BatchFile, Choice, Entry, Text
from analysis.reports.plans import THEME, Catalogue, Run, run_of

# Written in place of a name: one run for each name there is.
EACH = "each"
# A grid of more is a slip, such as a list of days where a period was meant.
MOST_RUNS = 10_000


def read_batch(
    path: Path, project: Project, *, on_left_out: Callable[[Fault], None] = lambda fault: None
) -> list[Run]:
    """Return the runs that a batch file asks for, in its order, each once.

    Of a grid, combinations of outlets and periods without a document are left out, unless all of them are.

    Args:
        path: YAML, see batch_file. `theme: each` stands for every theme, `outlets: each` for every outlet.
        project: Whose notebooks and tables.
        on_left_out: Called with what is left out, once the rest is found to be sound.

    Raises:
        ParameterError: With everything that is wrong with the file, each with its line.
        DataError: If the tables were not built yet.
    """
    file = BatchFile(path)
    catalogue = Catalogue.of(project)
    readers = [_Reader(file, entry, catalogue) for entry in file.entries]
    if sum(reader.size for reader in readers) > MOST_RUNS:
        cure = "Are there fewer in lists of their own?"
        file.fault(0, f"stands for more than {MOST_RUNS:,} runs", f"at most {MOST_RUNS:,}", cure)
        raise ParameterError(sorted(file.faults))
    runs = {run.name: run for reader in readers for run in reader.runs()}
    if file.faults:
        raise ParameterError(sorted(file.faults))
    for fault in sorted({fault for reader in readers for fault in reader.left_out}):
        on_left_out(fault)
    return list(runs.values())


class _Reader:
    """One entry and the notebooks it is for; what is wrong goes to the file's faults, and reading goes on."""

    def __init__(self, file: BatchFile, entry: Entry, catalogue: Catalogue) -> None:
        self._file, self._entry, self._known = file, entry, catalogue.known
        self._meanings = catalogue.meanings
        self._notebooks = self._chosen(catalogue)
        own = [parameter for each in self._notebooks.values() for parameter in each.values()]
        self._axes = [
            [given for choice in choices for given in self._spelt_out(choice, own)]
            for choices in entry.axes.values()
        ]
        self._wrong: set[tuple[str, Text]] = set()
        self.left_out: set[Fault] = set()
        self._check()

    @property
    def size(self) -> int:
        """Number of combinations, before any is made."""
        return math.prod(len(axis) for axis in self._axes) * max(len(self._notebooks), 1)

    def runs(self) -> Iterator[Run]:
        """Yield the runs of every combination; note periods, groups and events that are none.

        Of what is wrong by itself the combinations are looked at without it: the rest may be wrong, too.
        """
        n_runs = 0
        for run in self._combinations():
            n_runs += 1
            yield run
        if not n_runs:
            self._file.faults += sorted(self.left_out)

    def _combinations(self) -> Iterator[Run]:
        for combination in itertools.product(*self._axes):
            items = [item for choice in combination for item in choice.items()]
            given = {name: text for name, text in items if (name, text) not in self._wrong}
            fitting = [path for path, own in self._notebooks.items() if set(given) <= set(own)]
            if not fitting and self._notebooks:
                self._file.fault(self._entry.line, f"no notebook has all of {', '.join(given)}")
            for name in self._entry.notebooks if fitting else ():
                self._check_named(name, given)
            for path in fitting:
                yield from self._runs(path, given, {name for name, _ in self._wrong & {*items}})

    def _runs(self, path: Path, given: Mapping[str, Text], wrong: set[str]) -> Iterator[Run]:
        own = self._notebooks[path]
        values = {name: _value(own[name], text, self._known) for name, text in given.items()}
        has_period = not any(name in own and own[name].is_date for name in wrong)
        no_period = period_faults(own.values(), values, self._known) if has_period else []
        if no_period:
            of_all = {name: value for name, value in values.items() if name != OUTLETS}
            is_gap = not period_faults(own.values(), of_all, self._known)
            for fault in no_period:
                self._note(self._line_of(fault, given, own), fault, is_gap=is_gap)
            if is_gap:
                return
        for fault in () if no_period else self._meanings.faults(own.values(), values, wrong):
            self._note(self._line_of(fault, given, own), fault)
        values = self._meanings.spelt(own.values(), values)
        is_on_each = THEME in own and own[THEME].default and THEME not in values
        for theme in self._known[THEME] if is_on_each else [None]:
            yield run_of(path, list(own.values()), values | ({} if theme is None else {THEME: theme}))

    def _chosen(self, catalogue: Catalogue) -> dict[Path, dict[str, Parameter]]:
        by_name = {path.stem: path for path in catalogue.parameters}
        names = [Text(text.text.removesuffix(".ipynb"), text.line) for text in self._entry.notebooks]
        for name in names:
            if name.text not in by_name:
                cure = did_you_mean(name.text, by_name)
                self._file.fault(name.line, f"there is no notebook '{name.text}'", cure=cure)
        wanted = {by_name[name.text] for name in names if name.text in by_name}
        return {
            path: {parameter.name: parameter for parameter in parameters}
            for path, parameters in catalogue.parameters.items()
            if path in wanted or not names
        }

    def _spelt_out(self, choice: Choice, own: Sequence[Parameter]) -> list[Choice]:
        """Return a choice with `each` replaced by every name there is."""
        made: list[Choice] = [choice]
        for name, text in choice.items():
            parameter = next((each for each in own if each.name == name), None)
            names = names_of(parameter, self._known) if parameter and text.text == EACH else ()
            if names:
                made = [{**other, name: Text(value, text.line)} for other in made for value in names]
        return made

    def _check(self) -> None:
        """Note every name and value that can't be, each where it stands."""
        axis_of: dict[str, int] = {}
        for number, axis in enumerate(self._axes):
            for name, text in [item for choice in axis for item in choice.items()]:
                if axis_of.setdefault(name, number) != number:
                    self._wrong.add((name, text))
                    self._file.fault(text.line, f"{name} is given twice in this entry", cure="Give it once.")
                self._check_value(name, text)

    def _check_named(self, notebook: Text, given: Mapping[str, Text]) -> None:
        """Note what a notebook that is named lacks: others of the entry have it."""
        stem = notebook.text.removesuffix(".ipynb")
        own = next((own for path, own in self._notebooks.items() if path.stem == stem), given)
        lacks = [name for name in given if name not in own]
        if lacks:
            found = f"{stem} has no parameter {' and no '.join(lacks)}"
            self._file.fault(notebook.line, found, cure="Give it an entry of its own.")

    def _check_value(self, name: str, text: Text) -> None:
        own = {parameter for each in self._notebooks.values() for parameter in each}
        if name == RESERVED:
            cure = "Use 'python -m analysis --project DIR report'."
            self._wrong.add((name, text))
            self._file.fault(text.line, f"{name} is set for all notebooks, not by a batch", cure=cure)
        elif name not in own and self._notebooks:
            notebooks = ", ".join(path.stem for path in self._notebooks)
            cure = did_you_mean(name, own - {RESERVED} | {NOTEBOOK})
            self._wrong.add((name, text))
            self._file.fault(text.line, f"parameter {name}: no notebook has it ({notebooks})", cure=cure)
        for parameters in self._notebooks.values():
            if name in parameters and name != RESERVED:
                value = typed(parameters[name], text.text, self._known)
                if isinstance(value, Fault):
                    self._wrong.add((name, text))
                    self._note(text.line, value)

    def _line_of(self, fault: Fault, given: Mapping[str, Text], own: Mapping[str, Parameter]) -> int:
        """Return the line of the value that a fault is about, or of another day; else that of the entry."""
        dates = [name for name in given if own[name].is_date]
        names = [fault.where.removeprefix("parameter "), *dates]
        return next((given[name].line for name in names if name in given), self._entry.line)

    def _note(self, line: int, fault: Fault, *, is_gap: bool = False) -> None:
        """Note a fault where it stands; a gap in a grid apart, as it is one only if the grid has no more."""
        found = f"{fault.where}: {fault.found}"
        if is_gap:
            self.left_out.add(Fault(self._file.where, line, found, fault.expected, fault.cure))
        else:
            self._file.fault(line, found, fault.expected, fault.cure)


def _value(parameter: Parameter, text: Text, known: Mapping[str, Sequence[str]]) -> Value:
    value = typed(parameter, text.text, known)
    if isinstance(value, Fault):
        raise ParameterError(value)  # told before, with its line
    return value
