"""Changes data or chart code in one place and asks whether the comparison of figures notices.

    make trial NAME=mutations ARGS="--count 60 --reruns 200"

Each change runs in a process of its own, on the sample corpus, through the very comparison that
tests/notebooks/test_figures.py makes, report after report until one differs. A change after which every SVG,
PNG, table and text still has the same bytes shows nothing: another is drawn in its place. Then reports run
again with nothing changed, each round of all under another hash seed: any difference is a false alarm.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from analysis.paths import CHECKOUT, Project
from trials import changes
from trials.stage import command

PARTS = ("charts", "measures")
# Write the files of a figure once it is drawn: the tests of display and nbval look after them.
LEFT_OUT = ("display.py", "__init__.py")
MOST_DRAWS = 20


def main() -> None:
    """Try so many changes and reruns; print each and counts; exit with 1 on a miss or a false alarm."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=60, help="changes, every third one of data")
    parser.add_argument("--reruns", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(Path(folder), random.Random(options.seed))
        seen = Counter(trial.change(of_data=number % 3 == 2) for number in range(options.count))
        alarms = trial.rerun(options.reruns)
    print(f"{options.count} changes: {dict(sorted(seen.items()))}")
    print(f"{options.reruns} reruns: {alarms} false alarms")
    raise SystemExit(bool(seen["missed"] or alarms))


class Trial:
    """A built sample corpus, a checkout to change, and what all reports show when nothing is changed."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self.chance, self.folder, self.checkout = chance, folder, folder / "checkout"
        (self.checkout / "src").mkdir(parents=True)
        shutil.copytree(CHECKOUT / "src" / "analysis", self.checkout / "src" / "analysis")
        for name in ("notebooks", "data"):
            (self.checkout / name).symlink_to(CHECKOUT / name)
        self.project = Project.at(folder / "project")
        shutil.copytree(CHECKOUT / "data" / "raw" / "sample", self.project.raw / "sample")
        subprocess.run(command(self.project, "build"), capture_output=True, check=False)
        first = list(self._shown(self.project, None, trace=True))
        if first[-1].get("error"):
            raise SystemExit(f"with nothing changed: {first[-1]['error']}")
        self.runs: list[str] = sorted(report["run"] for report in first)
        self.expected = {report["run"]: report["shown"] for report in first}
        self.lines = {report["run"]: report["lines"] for report in first}
        self.bytes: dict[str, Any] = {}
        self.places = [place for part in PARTS for place in self._places_in(part)]

    def change(self, *, of_data: bool) -> str:
        """Make one change that shows; return what became of it: noticed, an error, or missed."""
        for _ in range(MOST_DRAWS):
            said, outcome = self._change_data() if of_data else self._change_code()
            print(f"{outcome}: {said}", flush=True)
            if outcome != "shows nothing":
                return outcome
        return "no change shows anything"

    def rerun(self, count: int) -> int:
        """Run reports again with nothing changed, all under one seed; return how often one differed."""
        size = len(self.runs)
        runs = [self.runs[number % size] for number in range(count)]
        plans = [
            (runs[first : first + size], self.chance.randrange(1, 10_000)) for first in range(0, count, size)
        ]

        def differing(plan: tuple[list[str], int]) -> int:
            chosen, seed = plan
            same = [not self._differs(found) for found in self._shown(self.project, chosen, seed=seed)]
            return len(chosen) - sum(same)

        with ThreadPoolExecutor(os.cpu_count()) as pool:
            return sum(pool.map(differing, plans))

    def _change_code(self) -> tuple[str, str]:
        path, line, place, runs = self.chance.choice(self.places)
        original = path.read_text("utf-8")
        text, said = changes.changed(original, place)
        path.write_text(text, "utf-8")
        try:
            name = path.relative_to(self.checkout / "src" / "analysis")
            return f"{name} line {line}: {said}", self._outcome(self.project, runs)
        finally:
            path.write_text(original, "utf-8")

    def _change_data(self) -> tuple[str, str]:
        from analysis import tables

        name = self.chance.choice(changes.TABLES)
        frame = tables.read(name, project=self.project)
        if frame.empty:
            return f"{name} is empty", "shows nothing"
        frame, said = changes.change_table(name, frame, self.chance)
        other = Project.at(self.folder / "changed")
        shutil.copytree(self.project.processed, other.processed)
        tables.write(frame, name, folder=other.processed)
        try:
            return said, self._outcome(other, self.runs)
        finally:
            shutil.rmtree(other.root)

    def _outcome(self, project: Project, runs: list[str]) -> str:
        for found in self._shown(project, runs):
            if found.get("error"):
                return "an error"
            if self._differs(found):
                return "noticed"
        # Nothing was noticed: was there something to notice?
        if not self.bytes:
            self.bytes = self._bytes(self.project, self.runs)
        expected = {run: self.bytes[run] for run in runs}
        return "shows nothing" if self._bytes(project, runs) == expected else "missed"

    def _bytes(self, project: Project, runs: list[str]) -> dict[str, Any]:
        return {report["run"]: report["shown"] for report in self._shown(project, runs, images=True)}

    def _differs(self, found: dict[str, Any]) -> bool:
        from expected_figures import differences

        return "error" in found or bool(differences(self.expected[found["run"]], found["shown"]))

    def _shown(
        self, project: Project, runs: list[str] | None, *, seed: int = 0, **options: bool
    ) -> Iterator[dict[str, Any]]:
        """Yield what each report shows, run by the code in the checkout that may be changed, or an error."""
        order = {"project": str(project.root), "runs": runs, **options}
        paths = os.pathsep.join([str(self.checkout / "src"), str(Path(__file__).parents[1])])
        around = os.environ | {
            "PYTHONPATH": paths,
            "PYTHONHASHSEED": str(seed),
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        words = [sys.executable, "-m", "trials.shown", json.dumps(order)]
        with (
            tempfile.TemporaryFile("w+") as said,
            subprocess.Popen(words, env=around, stdout=subprocess.PIPE, stderr=said, text=True) as process,
        ):
            try:
                yield from map(json.loads, process.stdout or ())
            except GeneratorExit:  # what came first was enough
                process.kill()
                raise
            if process.wait():
                said.seek(0)
                yield {"run": "", "error": said.read().strip()[-300:] or "ended"}

    def _places_in(self, part: str) -> list[tuple[Path, int, int, list[str]]]:
        """Return what can be changed in code that runs: file, line, number, and the reports that run it."""
        found = []
        for path in sorted((self.checkout / "src" / "analysis" / part).glob("*.py")):
            if path.name in LEFT_OUT:
                continue
            ran = {run: set(self.lines[run].get(f"{part}/{path.name}", ())) for run in self.runs}
            for line, numbers in changes.places(path.read_text("utf-8")).items():
                runs = [run for run in self.runs if line in ran[run]]
                found += [(path, line, number, runs) for number in numbers if runs]
        return found


if __name__ == "__main__":
    main()
