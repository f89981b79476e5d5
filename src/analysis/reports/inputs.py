"""What a report is made from, as hashes: if none of it changed, the report need not run again."""

from __future__ import annotations

import json
import platform
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import metadata
from typing import Any

from analysis import schemas, tables
from analysis.fingerprints import of_code, of_files, of_text
from analysis.paths import Project

# The code whose change may change a report.
CODE = ("tables.py", "schemas.py", "measures", "charts", "reports")
# The packages whose version may change a report.
PACKAGES = (
    "ipykernel",
    "jinja2",
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
# Tables whose rows are of one theme each: a report on one theme depends on its rows alone.
_BY_THEME = ("codes", "themes")


@dataclass(frozen=True)
class State:
    """Hashes of everything reports are made from, taken at one moment.

    Attributes:
        data: By table; of codes and themes also by theme, as "codes[nato_framing]".
        code: Of the modules and templates that make reports.
        versions: Of Python and the packages.
    """

    data: Mapping[str, str]
    code: str
    versions: Mapping[str, str]

    def of(self, names: Iterable[str], *, theme: str | None = None) -> dict[str, str]:
        """Return the hashes of some tables; of the theme's rows alone where a table has rows of themes."""
        chosen = {}
        for name in sorted(set(names)):
            key = f"{name}[{theme}]" if theme is not None and name in _BY_THEME else name
            if name in self.data:
                # A theme without any code has no rows and no hash.
                chosen[key] = self.data.get(key, "")
        return chosen


def state_of(project: Project) -> State:
    """Return the state of a project's tables, of the code and of the environment."""
    data = {}
    for table in schemas.ALL:
        path = tables.table_path(table.name, project.processed)
        if path.exists():
            data[table.name] = of_files(path)
    for name in _BY_THEME:
        if name in data:
            data |= _by_theme(name, project)
    versions = {name: metadata.version(name) for name in PACKAGES} | {"python": platform.python_version()}
    return State(data, of_code(*CODE), dict(sorted(versions.items())))


def names_in(data: Mapping[str, str]) -> list[str]:
    """Return the tables that hashes are of: "codes[nato_framing]" is of codes."""
    return [key.partition("[")[0] for key in data]


def fingerprint(
    *, notebook_sha256: str, parameters: Mapping[str, Any], data: Mapping[str, str], state: State
) -> str:
    """Return one hash of all that decides what a report shows."""
    parts = {
        "notebook": notebook_sha256,
        "parameters": dict(parameters),
        "data": dict(data),
        "code": state.code,
        "versions": dict(state.versions),
    }
    return of_text(json.dumps(parts, sort_keys=True, ensure_ascii=False))


def _by_theme(name: str, project: Project) -> dict[str, str]:
    frame = tables.read(name, project=project)
    return {
        f"{name}[{theme}]": of_text(rows.to_json(orient="split", index=False, date_format="iso"))
        for theme, rows in frame.groupby("theme", sort=True)
    }
