"""Runs notebooks, publishes what they show as pages, figures and tables, and records where it comes from."""

from analysis.reports.notebooks import refresh_notebooks
from analysis.reports.parameters import Parameter, parse_assignments, read_parameters
from analysis.reports.plans import Run, default_set, known_names, plan
from analysis.reports.run import RunResult, run_reports

__all__ = [
    "Parameter",
    "Run",
    "RunResult",
    "default_set",
    "known_names",
    "parse_assignments",
    "plan",
    "read_parameters",
    "refresh_notebooks",
    "run_reports",
]
