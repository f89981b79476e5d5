"""Values that only documents give a meaning: names of groups and events, looked up as a notebook does."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from analysis import tables
from analysis.errors import Fault, ParameterError
from analysis.parameters import Parameter
from analysis.paths import Project
from analysis.schemas import BY_NAME

if TYPE_CHECKING:
    import pandas as pd

_GROUPS = {"group", "other"}
_PARTED = {"by", "start", "end"}
_DAY = "parted"
_EVENT = "event"
_SELECTED = ("start", "end", "outlets", "count_copies")
_HAPPENED = ("exercise", "meeting")  # kinds of event that a notebook looks around


class Meanings:
    """Groups and events of a project's documents; tables are read when the first of them is asked for."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._told: dict[tuple[Any, ...], pd.DataFrame] = {}
        self._refused: dict[tuple[Any, ...], list[Fault]] = {}

    def faults(
        self, parameters: Iterable[Parameter], given: Mapping[str, Any], wrong: Collection[str] = ()
    ) -> list[Fault]:
        """Return what is wrong with names of groups and events.

        Args:
            parameters: Of the notebook.
            given: Values by name; what isn't here keeps its default.
            wrong: Parameters whose values can't be: nothing is said of what depends on them.
        """
        own = {each.name: given.get(each.name, each.default) for each in parameters}
        found: list[Fault] = []
        asked: tuple[tuple[set[str], set[str], Callable[[Mapping[str, Any]], object]], ...] = (
            (_GROUPS | {_DAY}, _PARTED, self._pair),
            ({_EVENT}, set(_SELECTED), self._event),
        )
        for named, needed, look in asked:
            has_all = named | needed <= own.keys() and not (named | needed) & set(wrong)
            if has_all and any(own[name] for name in named):
                found += self._looked_up(look, {name: own[name] for name in sorted(named | needed)})
        return found

    def _looked_up(
        self, look: Callable[[Mapping[str, Any]], object], values: Mapping[str, Any]
    ) -> list[Fault]:
        """Return what a look at the documents finds wrong; the runs of a grid share most of their looks."""
        key = tuple(values.items())
        if key not in self._refused:
            try:
                look(values)
                self._refused[key] = []
            except ParameterError as error:
                self._refused[key] = list(error.faults)
        return self._refused[key]

    def spelt(self, parameters: Iterable[Parameter], given: Mapping[str, Any]) -> dict[str, Any]:
        """Return values with the names of groups and events as documents have them, which no fault is in.

        They are taken in any case, but one report is to have one name.
        """
        known = {name: self.names(name) for name in given if given[name] and name in {*_GROUPS, _EVENT}}
        if not known:
            return dict(given)
        from analysis.measures.frames import known_as

        own = {each.name: given.get(each.name, each.default) for each in parameters}
        return dict(given) | {
            name: known_as(given[name], by_what.get(own.get("by", "") if name in _GROUPS else "", ()))
            for name, by_what in known.items()
        }

    def names(self, parameter: str) -> dict[str, list[str]]:
        """Return the names that a parameter may take, under what they depend on; nothing if it is another."""
        from analysis import measures

        if parameter in _GROUPS:
            return measures.groups_known(self._documents, self._read("outlets"))
        if parameter == _EVENT:
            told = self._occurrences(dict.fromkeys(_SELECTED[:-1], "") | {_SELECTED[-1]: False})
            return {"": sorted(set(told.loc[told["date_start"].notna(), "name"]))}
        return {}

    def _pair(self, values: Mapping[str, Any]) -> None:
        from analysis import measures

        asked = {name: values[name] for name in _GROUPS | _PARTED | {_DAY}}
        measures.pair_of(self._documents, self._read("outlets"), **asked)

    def _event(self, values: Mapping[str, Any]) -> None:
        from analysis import measures

        measures.occurrence(self._occurrences(values), values[_EVENT])

    def _occurrences(self, values: Mapping[str, Any]) -> pd.DataFrame:
        from analysis import measures

        key = tuple(values[name] for name in _SELECTED)
        if key not in self._told:
            chosen = measures.select(self._documents, **dict(zip(_SELECTED, key, strict=True))).documents
            tellings = measures.tellings_of(measures.rows_of(self._read("events"), chosen), chosen)
            self._told[key] = measures.occurrences_of(tellings, chosen, kinds=_HAPPENED)
        return self._told[key]

    @cached_property
    def _documents(self) -> pd.DataFrame:
        columns = [column.name for column in BY_NAME["documents"].columns if column.name != "text"]
        return tables.read("documents", project=self._project, columns=columns)

    def _read(self, name: str) -> pd.DataFrame:
        return tables.read(name, project=self._project)
