"""Notebooks that are nothing but a parameters cell."""

from __future__ import annotations

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

PARAMETERS = """project: str = ""  # project folder; empty: this checkout
theme: str = "river_drills"  # theme, a code of the codebook
start: str = ""  # first day of publication, YYYY-MM-DD; empty: no limit
end: str = ""  # last day of publication, YYYY-MM-DD; empty: no limit
outlets: str = ""  # outlets, names separated by commas; empty: all
top: int = 5  # rows shown, number; at least 0
share: float = 0.5  # least share, 0 to 1
has_copies: bool = False  # whether copies count, true or false
order: str = "time"  # order of rows, one of time, outlet"""


@pytest.fixture
def source() -> str:
    """The source of the parameters cell."""
    return PARAMETERS


@pytest.fixture
def write(tmp_path):
    """Write a notebook with a parameters cell; return its path."""

    def made(parameters: str = PARAMETERS, *, tags: tuple[str, ...] = ("parameters",)):
        path = tmp_path / "02-theme.ipynb"
        cell = new_code_cell(parameters, metadata={"tags": list(tags)}, id="parameters")
        nbformat.write(new_notebook(cells=[cell]), path)
        return path

    return made
