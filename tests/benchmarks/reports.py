"""How fast reports are made beside papermill alone, in one run: `make bench-reports`.

The same reports of the project's own theme notebook, to html, three ways, one after the other:

(a) a loop of `papermill` and `jupyter nbconvert` commands, as a Makefile would;
(b) papermill's and nbconvert's libraries with ordinary kernels, so many notebooks at a time;
(c) `report`, so many notebooks at a time.

Then (c) again with nothing changed, and one report from a process that has its imports done. Ratios are what
to look at; times depend on the machine.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from analysis.paths import CHECKOUT, Project

NOTEBOOK = CHECKOUT / "notebooks" / "02-theme.ipynb"
Values = dict[str, Any]
RUN = """
import json, sys
from pathlib import Path
from analysis.paths import Project
from analysis.reports import Run, run_reports

if __name__ == "__main__":
    notebook, order = Path(sys.argv[1]), json.loads(sys.argv[2])
    runs = [Run(f"bench-{n}", notebook, values) for n, values in enumerate(order["values"])]
    project = Project.at(order["project"])
    results = run_reports(project, runs, jobs=order["jobs"], force=order["force"])
    sys.exit(any(result.failed for result in results))
"""


def main() -> None:
    """Make so many reports each way and print seconds and ratios."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=24, help="theme reports")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="at a time, for (b) and (c)")
    parser.add_argument("--ways", default="abc", help="only these, for example bc")
    options = parser.parse_args()
    ways: dict[str, tuple[str, Callable[..., None]]] = {
        "a": ("papermill and nbconvert commands, in a loop", commands_in_a_loop),
        "b": ("papermill's library, ordinary kernels", ordinary_kernels),
        "c": ("report --force", reports),
    }
    with tempfile.TemporaryDirectory() as folder:
        project = sample_project(Path(folder) / "project")
        values = variants(project, options.count)
        seconds = {}
        for way in options.ways:
            out = Path(folder) / way
            out.mkdir()
            seconds[way] = timed(ways[way][1], project, values, out, options.jobs)
            print(
                f"({way}) {ways[way][0]:45}{seconds[way]:8.1f} s{seconds[way] / len(values):7.2f} s each",
                flush=True,
            )
        if "c" in options.ways:
            again = timed(reports, project, values, Path(folder) / "c", options.jobs, force=False)
            print(f"    {'report, nothing changed':45}{again:8.1f} s")
            print(f"    {'one report to html, imports done':45}{one_from_warm(project, values[0]):8.1f} s")
    for way in set(seconds) & {"a", "b"}:
        if "c" in seconds:
            print(f"(c) is {seconds[way] / seconds['c']:.1f} times as fast as ({way})")
    load = os.getloadavg()[0]
    print(f"{options.count} reports, {options.jobs} at a time, {os.cpu_count()} cores, load {load:.1f}")


def sample_project(folder: Path) -> Project:
    """Return a project with the sample corpus, built."""
    project = Project.at(folder)
    shutil.copytree(CHECKOUT / "data" / "raw" / "sample", project.raw / "sample")
    words = [sys.executable, "-m", "analysis", "--project", str(folder), "build"]
    subprocess.run(words, capture_output=True, check=False)
    return project


def variants(project: Project, count: int) -> list[Values]:
    """Return parameters of so many reports: every theme, with another threshold each time round."""
    from analysis.parameters import known_names

    themes = known_names(project)["theme"]
    return [{"theme": themes[n % len(themes)], "min_documents": 2 + n // len(themes)} for n in range(count)]


def timed(make: Callable[..., None], *arguments: Any, **options: Any) -> float:
    """Return how many seconds it takes."""
    started = time.perf_counter()
    make(*arguments, **options)
    return time.perf_counter() - started


def commands_in_a_loop(project: Project, values: list[Values], out: Path, jobs: int) -> None:
    """(a): two commands a report."""
    folder = Path(sys.executable).parent
    for number, each in enumerate(values):
        path = out / f"{number}.ipynb"
        given = [word for name, value in each.items() for word in ("-p", name, str(value))]
        given += ["-p", "project", str(project.root)]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "check": True}
        words = [str(folder / "papermill"), str(NOTEBOOK), str(path), "--no-progress-bar", *given]
        subprocess.run([*words, "-k", "python3"], **quiet)
        subprocess.run([str(folder / "jupyter"), "nbconvert", "--to", "html", str(path)], **quiet)
    require(out, len(values))


def ordinary_kernels(project: Project, values: list[Values], out: Path, jobs: int) -> None:
    """(b): the libraries, in so many processes that are started once."""
    tasks = [
        (each | {"project": str(project.root)}, out / f"{number}.ipynb") for number, each in enumerate(values)
    ]
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        list(pool.map(_ordinary, tasks))
    require(out, len(values))


def _ordinary(task: tuple[Values, Path]) -> None:
    import papermill
    from nbconvert import HTMLExporter

    values, path = task
    papermill.execute_notebook(str(NOTEBOOK), str(path), values, kernel_name="python3", progress_bar=False)
    path.with_suffix(".html").write_text(HTMLExporter().from_filename(str(path))[0], "utf-8")


def reports(project: Project, values: list[Values], out: Path, jobs: int, *, force: bool = True) -> None:
    """(c): ours, in a process of its own, from its start."""
    script = out / "run.py"
    script.write_text(RUN, "utf-8")
    order = {"project": str(project.root), "values": values, "jobs": jobs, "force": force}
    subprocess.run([sys.executable, str(script), str(NOTEBOOK), json.dumps(order)], check=True)
    if len(list(project.reports.glob("bench-*/report.html"))) != len(values):
        raise SystemExit("not all reports were made")


def one_from_warm(project: Project, values: Values) -> float:
    """Return the seconds of one report in this process, which has made one before."""
    from analysis.reports import Run, run_reports

    run = Run("bench-warm", NOTEBOOK, values)
    run_reports(project, [run], force=True)
    return timed(run_reports, project, [run], force=True)


def require(out: Path, count: int) -> None:
    """Stop if not every page was made."""
    if len(list(out.glob("*.html"))) != count:
        raise SystemExit(f"{out.name}: not all pages were made")


if __name__ == "__main__":
    main()
