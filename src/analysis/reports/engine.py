"""A papermill engine that runs a notebook as a report does."""

from __future__ import annotations

import os
from typing import Any

from click import ClickException
from nbformat import NotebookNode
from papermill.engines import NBClientEngine
from papermill.log import logger

from analysis.errors import DataError, ParameterError


class Refused(ParameterError, ClickException):
    """Parameters that can't be: papermill's own command says so in a line each, without a traceback."""


class ReportEngine(NBClientEngine):
    """Runs a notebook as a report does: checked parameters, a forked kernel, and the same bytes every time.

    The executed notebook is the one that a report of the same values holds. What cells write to stderr is
    logged, not kept. Nothing is written before the notebook has ended.
    """

    @classmethod
    def execute_notebook(
        cls, nb: NotebookNode, kernel_name: str, output_path: str | None = None, **options: Any
    ) -> NotebookNode:
        """Return the executed notebook in canonical form.

        Raises:
            ParameterError: Before anything is run, with every parameter that is unknown or can't be.
        """
        from analysis.reports.canonical import canonical

        given = dict(nb.metadata.get("papermill", {}).get("parameters", {}))
        _check(nb, given)
        executed = super().execute_notebook(nb, kernel_name, output_path=None, **options)
        clean, warnings = canonical(executed, folder=str(given.get("project", "")))
        for text in warnings:
            logger.warning(text.rstrip())
        return clean

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **options: Any) -> None:
        """Run the cells in a kernel of this Python, forked where that is safe, in the working folder."""
        from analysis.reports import kernels

        with kernels.kernel_folder() as folder:
            own = kernels.client_options(folder) | {"resources": {"metadata": {"path": os.getcwd()}}}
            super().execute_managed_notebook(nb_man, kernel_name, **options | own)


def _check(nb: NotebookNode, given: dict[str, Any]) -> None:
    """Refuse parameters that the notebook doesn't declare, or that can't be."""
    from analysis.parameters import RESERVED, TAG, known_names, read_source, unfit
    from analysis.paths import Project
    from analysis.reports.meanings import Meanings

    cell = next((cell for cell in nb.cells if TAG in cell.metadata.get("tags", [])), None)
    parameters = read_source(cell.source, where="the notebook's") if cell is not None else []
    has_tables = any(parameter.name == RESERVED for parameter in parameters)
    try:
        known = known_names(Project.at(given.get(RESERVED))) if has_tables else {}
    except DataError as error:  # the project that is given has no tables
        raise Refused(error.faults) from error
    faults = unfit(parameters, given, known)
    if has_tables and not faults:
        faults = Meanings(Project.at(given.get(RESERVED))).faults(parameters, given)
    if faults:
        raise Refused(faults)
