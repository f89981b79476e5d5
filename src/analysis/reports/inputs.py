"""What a report is made from, as hashes: if none of it changed, the report need not run again."""

from __future__ import annotations

import json
import platform
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode

from analysis import schemas, tables
from analysis.errors import DataError, ParameterError
from analysis.fingerprints import of_code, of_files, of_text
from analysis.parameters import Parameter, read_parameters
from analysis.paths import Project

if TYPE_CHECKING:
    import pyarrow as pa

# The code whose change may change a report.
CODE = (
    *("kernel.py", "tables.py", "schemas.py", "columns.py", "gold_schemas.py", "vocabulary.py"),
    *("parameters", "measures", "charts", "reports"),
)
# The packages whose version may change a report.
PACKAGES = (
    "ipykernel",
    "jinja2",
    "krippendorff",
    "matplotlib",
    "mistune",
    "nbclient",
    "nbconvert",
    "nbformat",
    "numpy",
    "pandas",
    "papermill",
    "pyarrow",
    "pygments",
    "scipy",
)


@dataclass(frozen=True)
class Notebook:
    """A notebook: its hash, and its parameters; None where the parameters cell is at fault."""

    sha256: str
    parameters: tuple[Parameter, ...] | None


@dataclass(frozen=True)
class State:
    """Everything reports are made from, at one moment.

    Attributes:
        project: Whose tables.
        tables: Hash of each table's file.
        model: The language model that the tables come from, as build.json has it.
        code: Hash of the modules and templates that make reports.
        versions: Of Python and the packages.
    """

    project: Project
    tables: Mapping[str, str]
    model: Any
    code: str
    versions: Mapping[str, str]
    _parts: dict[str, str] = field(default_factory=dict, compare=False, repr=False)
    _notebooks: dict[Path, Notebook] = field(default_factory=dict, compare=False, repr=False)

    def of(self, keys: Iterable[str]) -> dict[str, str]:
        """Return the hashes of tables and parts of them that were built; no part beside its whole table."""
        chosen: dict[str, str] = {}
        for name in sorted(set(keys)):
            table = table_of(name)
            if table not in self.tables or (table != name and table in chosen):
                continue
            chosen[name] = self.tables[name] if table == name else self._part(name)
        return chosen

    def notebook(self, path: Path) -> Notebook:
        """Return what a notebook was when it was first asked for: hundreds of runs may be of one."""
        if path not in self._notebooks:
            try:
                parameters = tuple(read_parameters(path))
            except ParameterError:
                parameters = None
            self._notebooks[path] = Notebook(of_files(path), parameters)
        return self._notebooks[path]

    def _part(self, name: str) -> str:
        if name not in self._parts:
            table, asked = table_of(name), name.partition("[")[2].removesuffix("]")
            rows = dict(parse_qsl(asked, keep_blank_values=True))
            try:
                part = tables.read_arrow(table, project=self.project, rows=rows)
            except DataError:  # a column that an older version had
                part = None
            # Of other tables than those this state is of: whatever was made from them must be made again.
            same = of_files(tables.table_path(table, self.project.processed)) == self.tables[table]
            self._parts[name] = _hash_of(part) if same and part is not None else ""
        return self._parts[name]


def state_of(project: Project) -> State:
    """Return the state of a project's tables, of the code and of the environment."""
    paths = {table.name: tables.table_path(table.name, project.processed) for table in schemas.ALL}
    build = project.processed / "build.json"
    versions = {name: metadata.version(name) for name in PACKAGES} | {"python": platform.python_version()}
    return State(
        project,
        {name: of_files(path) for name, path in paths.items() if path.exists()},
        json.loads(build.read_text("utf-8")).get("model") if build.exists() else None,
        of_code(*CODE),
        dict(sorted(versions.items())),
    )


def key(table: str, rows: Mapping[str, str] | None = None) -> str:
    """Return the name of a table, or of some rows of it: "codes[theme=nato_framing]"."""
    return f"{table}[{urlencode(sorted(rows.items()))}]" if rows else table


def table_of(name: str) -> str:
    """Return the table that a key is of: "codes[theme=nato_framing]" is of codes."""
    return name.partition("[")[0]


def fingerprint(
    *, notebook_sha256: str, parameters: Mapping[str, Any], data: Mapping[str, str], state: State
) -> str:
    """Return one hash of all that decides what a report shows."""
    parts = {
        "notebook": notebook_sha256,
        "parameters": dict(parameters),
        "data": dict(data),
        "model": state.model,
        "code": state.code,
        "versions": dict(state.versions),
    }
    return of_text(json.dumps(parts, sort_keys=True, ensure_ascii=False))


def _hash_of(part: pa.Table) -> str:
    return of_text(json.dumps(part.to_pydict(), default=str, ensure_ascii=False))
