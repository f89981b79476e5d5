"""Runs the cells of a notebook in this process and gives what they display."""

from __future__ import annotations

from typing import Any
from unittest import mock

import nbformat
from matplotlib.figure import Figure

from analysis.charts import display
from analysis.paths import CHECKOUT
from strokes import strokes_of

FOLDER = CHECKOUT / "notebooks"


def run_cells(
    name: str, *, images: bool = False, strokes: bool = False, checked: bool = False, **parameters: Any
) -> dict[str, Any]:
    """Return what a notebook displays, by name: contents by MIME type, kind, caption or alternative text.

    Args:
        name: Of the notebook, without its suffix.
        images: Make figures as SVG and PNG, which takes most of the time.
        strokes: Put what each figure draws, as CSV, in place of the SVG.
        checked: Let the notebook check its parameters, as in a kernel.
        parameters: Set behind its parameters cell.
    """
    shown: dict[str, dict] = {}
    cells: list[str] = []
    variables: dict[str, Any] = (
        {"In": cells} if checked else {}
    )  # where parameters.check finds what is declared

    def keep(data: dict, metadata: dict) -> None:
        shown[metadata["analysis"]["name"]] = {**data, **metadata["analysis"]}

    def drawn(figure: Figure, *, alt: str) -> tuple[str, bytes]:
        return strokes_of(figure, alt=alt) if strokes else "", b""

    instead = {"publish_display_data": keep}
    if not images:
        instead |= {"images_of": drawn}
    with mock.patch.multiple(display, **instead):
        for cell in nbformat.read(FOLDER / f"{name}.ipynb", as_version=4).cells:
            if cell.cell_type == "code":
                cells.append(cell.source)
                exec(compile(cell.source, cell.id, "exec"), variables)
            if cell.id == "parameters":
                if unknown := set(parameters) - set(variables):
                    raise TypeError(f"{name} has no parameter {', '.join(sorted(unknown))}")
                variables |= parameters
    return shown
