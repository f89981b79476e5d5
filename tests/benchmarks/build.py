"""How fast the build is beside the bare language model, in one run: `make bench [CORPUS=file.jsonl ...]`.

Prints, for one corpus: seconds, words a second and peak memory of bare `nlp.pipe`, of ingest, of a build
from scratch, of a build with nothing changed, of a check of the codebook, of coding again after a change of
it, and of the reports. Each line is a process of its own, so that peak memory is that line's. Ratios are
what to look at; times depend on the machine.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from analysis.paths import CHECKOUT, Project

BARE = """
import sys
from pathlib import Path
from analysis import sources
from analysis.extract.model import load_model
from analysis.clean.text import normalise
texts = [normalise(document.text) for document in sources.read_raw(Path(sys.argv[1])).documents]
for doc in load_model().pipe(texts):
    pass
"""
WORDS = """
import sys
from analysis import tables
print(int(tables.read("documents", project=sys.argv[1])["n_words"].sum()))
"""


def main() -> None:
    """Run every line of the benchmark on one corpus."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", nargs="*", default=[str(CHECKOUT / "data" / "raw" / "sample")])
    parser.add_argument("--no-reports", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree(CHECKOUT / "data" / "reference", root / "data" / "reference")
        analysis = ["-m", "analysis", "--project", folder]
        lines = {"ingest": measure([*analysis, "ingest", *options.corpus, "--collection", "bench"])}
        lines["bare nlp.pipe, one process"] = measure(["-c", BARE, str(Project.at(root).raw)])
        lines["build, one process"] = measure([*analysis, "build", "--jobs", "1"])
        lines["build, nothing changed"] = measure([*analysis, "build"])
        lines["codebook check"] = measure([*analysis, "codebook", "check"])
        theme = sorted(Project.at(root).codebook.glob("[!_]*.yml"))[0]
        lines["build, one theme changed"] = coded_again(theme, [*analysis, "build", "--jobs", "1"])
        shutil.rmtree(Project.at(root).processed)
        lines["build, all cores"] = measure([*analysis, "build"])
        lines["the same, theme changed"] = coded_again(theme, [*analysis, "build"])
        if not options.no_reports:
            lines["report, all"] = measure([*analysis, "report"])
        words = int(
            subprocess.run([sys.executable, "-c", WORDS, folder], capture_output=True, check=True).stdout
        )
    bare = lines["bare nlp.pipe, one process"][0]
    print(f"{words:,} words, {os.cpu_count()} cores")
    print(f"{'':28}{'seconds':>9}{'words/s':>10}{'of bare':>9}{'peak MB':>9}")
    for name, (seconds, peak) in lines.items():
        print(f"{name:28}{seconds:9.1f}{words / seconds:10,.0f}{bare / seconds:9.2f}{peak:9.0f}")


def coded_again(theme: Path, build: list[str]) -> tuple[float, float]:
    """Return what the build takes after a theme's file was changed: the middle one of three times."""
    measured = []
    for _ in range(3):
        theme.write_text(theme.read_text("utf-8") + "\n# changed\n", "utf-8")
        measured.append(measure(build))
    return sorted(measured)[1]


def measure(arguments: list[str]) -> tuple[float, float]:
    """Return the seconds and the peak memory (MB, of the largest process) of one Python command."""
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, _, usage = os.wait4(process.pid, 0)
    return time.perf_counter() - started, usage.ru_maxrss / 1024


if __name__ == "__main__":
    main()
