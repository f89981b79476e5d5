"""How fast wrong calls of `report` are refused once Python has started: python tests/benchmarks/refusals.py

Prints how many of the calls of tests/bad_calls.py are refused, and the median and the longest time of one,
by the clock and of the processor, with the tables of a project of 2,000 documents. The goal is that all are,
each in under 0.3 s of a processor that has nothing else to do.
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


def refusals(folder: Path, *, n_documents: int) -> list[tuple[bool, float, float]]:
    """Return for each call whether it was refused in the right words, its seconds by clock and processor."""
    made_project.write_project(folder, n_documents=n_documents)
    told = []
    for call, said in ((("--help-notebook", "02-theme"), "theme"), *BAD_CALLS):
        errors = io.StringIO()
        clock, processor = time.perf_counter(), time.process_time()
        with contextlib.redirect_stderr(errors), contextlib.redirect_stdout(io.StringIO()):
            status = main(["--project", str(folder), "report", *call])
        seconds = time.perf_counter() - clock, time.process_time() - processor
        told.append((status == 1 and said in errors.getvalue(), *seconds))
    return told[1:]  # the first imports what the others find imported


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        refused, *times = zip(*refusals(Path(place), n_documents=2000), strict=True)
    print(f"{sum(refused)} of {len(refused)} refused")
    for name, seconds in zip(("clock", "processor"), times, strict=True):
        print(f"{name:9}: median {statistics.median(seconds):.3f} s, longest {max(seconds):.3f} s")
