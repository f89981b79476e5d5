"""How fast wrong calls of `report` are refused once Python has started: python tests/benchmarks/refusals.py

Prints how many of the calls of tests/bad_calls.py are refused, and the median and the longest time of one,
with the tables of a project of 2,000 documents. The goal is that all are, each in under 0.3 s.
"""

from __future__ import annotations

import contextlib
import io
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import made_project
from analysis.cli import main
from bad_calls import BAD_CALLS


def refusals(folder: Path, *, n_documents: int) -> list[tuple[float, bool, str]]:
    """Return for each call its seconds, whether it was refused with the right words, and the call."""
    made_project.write_project(folder, n_documents=n_documents)
    told = []
    for call, said in ((("--help-notebook", "02-theme"), "theme"), *BAD_CALLS):
        errors = io.StringIO()
        started = time.perf_counter()
        with contextlib.redirect_stderr(errors), contextlib.redirect_stdout(io.StringIO()):
            status = main(["--project", str(folder), "report", *call])
        told.append(
            (time.perf_counter() - started, status == 1 and said in errors.getvalue(), " ".join(call))
        )
    return told[1:]  # the first imports what the others find imported


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        results = refusals(Path(place), n_documents=2000)
    seconds = [each[0] for each in results]
    print(f"{sum(each[1] for each in results)} of {len(results)} refused")
    print(f"median {statistics.median(seconds):.3f} s, longest {max(seconds):.3f} s ({max(results)[2][:60]})")
