"""The engine under papermill's own entry point: `papermill --engine analysis IN.ipynb OUT.ipynb -p NAME X`.

papermill imports this module while it is imported itself, so this one can't import papermill, and everything
else waits until it is used.
"""

from __future__ import annotations

from typing import Any


class _Waiting(type):
    """A class that is reports.engine.ReportEngine as soon as something is asked of it."""

    def __getattr__(cls, name: str) -> Any:
        from analysis.reports.engine import ReportEngine

        return getattr(ReportEngine, name)


class AnalysisEngine(metaclass=_Waiting):
    """Runs a notebook as a report does."""
