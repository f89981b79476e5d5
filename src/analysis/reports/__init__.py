"""Runs notebooks, publishes what they show as pages, figures and tables, and records where it comes from."""

from analysis.reports.batch import read_batch
from analysis.reports.changes import explain
from analysis.reports.notebooks import refresh_notebooks
from analysis.reports.plans import Run, default_set, plan
from analysis.reports.results import RunResult, summary
from analysis.reports.run import Progress, run_reports

__all__ = [
    "Progress",
    "Run",
    "RunResult",
    "default_set",
    "explain",
    "plan",
    "read_batch",
    "refresh_notebooks",
    "run_reports",
    "summary",
]
