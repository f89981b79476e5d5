"""Runs many notebooks at once, as a report does, and counts the kernels that did not start.

make trial NAME=starts ARGS="--count 1000 --workers 16"
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import Counter
from functools import partial
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

from analysis.processes import worker_pool
from analysis.reports.execute import execute
from analysis.reports.warm import share, warm_address


def main() -> None:
    """Run so many notebooks; print counts and reasons; exit with 1 if one did not run."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=1000, help="notebooks")
    parser.add_argument("--workers", type=int, default=16, help="notebooks at a time")
    options = parser.parse_args()
    cells = [new_code_cell("x = 1", metadata={"tags": ["parameters"]}), new_code_cell("print(x + 1)")]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "small.ipynb"
        nbformat.write(new_notebook(cells=cells), path)
        started = time.monotonic()
        with worker_pool(options.workers, prepare=partial(share, warm_address())) as pool:
            said = Counter(pool.map(_run, [path] * options.count, range(options.count)))
        seconds = time.monotonic() - started
    ran = said.pop("ran", 0)
    print(f"{ran} of {options.count} ran, {options.workers} at a time, {seconds / options.count:.2f} s each")
    for reason, times in said.most_common():
        print(f"{times} times: {reason}")
    raise SystemExit(ran != options.count)


def _run(path: Path, number: int) -> str:
    """Run the notebook; return "ran", or why not."""
    executed = execute(path, {"x": number})
    if executed.failure is not None:
        return f"{executed.failure.line or 'no cell ran'}: {executed.failure.reason}"
    printed = executed.notebook.cells[-1].outputs[0].text
    return "ran" if printed == f"{number + 1}\n" else f"printed {printed!r} instead of {number + 1}"


if __name__ == "__main__":
    main()
