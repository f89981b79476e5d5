"""Kills `report` and `build` at random moments and looks at what lies there.

    make trial NAME=kill ARGS="--count 500"

Before each kill the data changes, so that old and new results differ. After it: every result under a final
name must be whole, and be exactly the old or the new one; none may be missing; tables must all be of one
build. Then the same command runs undisturbed: it must succeed, give the new results and leave nothing else.

Every tenth command is started anew and shares its work out among processes, of which it alone or all are
killed. The others are forked from a process that has built before (see trials.warmed), and are alone: most of
their time they write, not import. Half of all kills wait until results are put in their places.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psutil

from analysis.paths import Project
from trials import stage
from trials.warmed import Command, Warmed

EACH_ANEW, EACH_SAID = 10, 25
LONGER, SHORTER = 1.05, 0.8
LAST = 0.03  # seconds in which results are put in their places, about


@dataclass(frozen=True)
class Target:
    """A command to kill: its project, its name, how to change its input, how to look at its results.

    Attributes:
        at_last: What lies in the project while results are put in their places.
    """

    name: str
    at_last: str
    make_project: Callable[[Path], Project]
    set_state: Callable[[Project, int], None]
    look: Callable[[Project], stage.Digests]
    results: Callable[[Project], Path]


REPORT = Target(
    "report",
    "reports/.work/*/*/run.log.json",
    stage.theme_reports_project,
    stage.set_tables,
    stage.report_digests,
    lambda project: project.reports,
)
BUILD = Target(
    "build",
    "data/processed/.ready",
    stage.build_project,
    stage.set_texts,
    stage.table_digests,
    lambda project: project.processed,
)


def main() -> None:
    """Kill each command so many times; print counts; exit with 1 if anything was wrong."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=500, help="kills in all, half of each command")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        first = stage.build_project(Path(folder) / "first")
        stage.set_texts(first, 0)
        warmed = Warmed(Path(folder), first)
        trials = [
            Trial(target, Path(folder) / target.name, warmed, random.Random(f"{options.seed} {target.name}"))
            for target in (REPORT, BUILD)
        ]
        for number in range(1, options.count + 1):
            trials[number % len(trials)].kill()
            if number % EACH_SAID == 0 or number == options.count:
                print(*trials, sep="\n", flush=True)
    faults = [fault for trial in trials for fault in trial.faults]
    print(*faults, f"{len(faults)} faults", sep="\n")
    raise SystemExit(bool(faults))


class Trial:
    """A command on a project of its own, with what it gives undisturbed in both states of its input."""

    def __init__(self, target: Target, folder: Path, warmed: Warmed, chance: random.Random) -> None:
        self.target, self.warmed, self.chance = target, warmed, chance
        self.project = target.make_project(folder)
        self.number, self.seen, self.faults = 0, Counter(), list[str]()
        self.state = 0  # of the input that results are of when nothing was killed yet
        self.words = {
            anew: ("--project", str(folder), target.name, "--jobs", jobs)
            for anew, jobs in ((True, "2"), (False, "1"))
        }
        self.by_state: dict[int, stage.Digests] = {}
        self.longest: dict[bool, float] = {}
        for anew in (True, False):
            by_state = {state: self._undisturbed(state, anew=anew) for state in (1, self.state)}
            self.by_state = self.by_state or by_state
            if by_state != self.by_state or by_state[0] == by_state[1]:
                raise SystemExit(f"undisturbed, {target.name} does not give one result for each state")

    def __str__(self) -> str:
        counts = f"{self.number} times, {dict(sorted(self.seen.items()))}"
        return f"{self.target.name}: {counts}, {len(self.faults)} faults"

    def kill(self) -> None:
        """Kill the command once, if need be in several attempts, and note what was wrong."""
        self.number += 1
        while not self._attempt(anew=self.number % EACH_ANEW == 0):
            pass

    def _attempt(self, *, anew: bool) -> bool:
        """Start the command and look at what is left of it; return whether it was killed before its end."""
        how = "all its processes" if anew and self.chance.random() < 0.5 else "the command alone"
        at_last = self.chance.random() < 0.5
        moment = self.chance.uniform(0, LAST if at_last else self.longest[anew])
        self.state = 1 - self.state
        old, new = self.by_state[1 - self.state], self.by_state[self.state]
        self.target.set_state(self.project, self.state)
        command = self._start(anew=anew)
        if at_last:
            while not any(self.project.root.glob(self.target.at_last)) and not command.wait(0.001):
                pass
        killed = _kill(command, moment, how)
        if not at_last:  # how long it takes depends on what else runs here: about a sixth is to end first
            self.longest[anew] *= LONGER if killed else SHORTER
        found = self.target.look(self.project)
        self.seen[_kind(found, old, new) if killed else "ended before"] += 1
        into = "its end" if at_last else "it"
        at = f"{self.target.name} {self.number}, {how} killed {moment:.3f} s into {into}"
        faults = [f"{at}: {fault}" for fault in _wrong(found, old, new) + self._again(new)]
        print(*faults, sep="\n", end="\n" if faults else "", flush=True)
        self.faults += faults
        return killed

    def _start(self, *, anew: bool) -> Command | _Anew:
        words = self.words[anew]
        return _Anew(self.project.root.with_suffix(".log"), *words) if anew else self.warmed.start(*words)

    def _undisturbed(self, state: int, *, anew: bool) -> stage.Digests:
        self.target.set_state(self.project, state)
        started = time.monotonic()
        command = self._start(anew=anew)
        command.wait()
        self.longest[anew] = time.monotonic() - started
        status, said = command.result()
        if status != 0:
            raise SystemExit(f"undisturbed, {self.target.name} failed:\n{said}")
        return self.target.look(self.project)

    def _again(self, new: stage.Digests) -> list[str]:
        """Run the command to its end; return what was wrong."""
        status, said = self.warmed.run(*self.words[False])
        wrong = [] if status == 0 else [f"the next run failed: {said.strip()[-300:]}"]
        if not wrong and self.target.look(self.project) != new:
            wrong.append("the next run gave something else")
        return wrong + [f"left behind: {name}" for name in stage.strays(self.target.results(self.project))]


class _Anew:
    """A command in a new Python, as Command is one in a forked process."""

    def __init__(self, log: Path, *arguments: str) -> None:
        self.log, words = log, [sys.executable, "-m", "analysis", *arguments]
        with log.open("wb") as said:
            self._popen = subprocess.Popen(words, stdout=said, stderr=said, start_new_session=True)
        self.process = psutil.Process(self._popen.pid)

    def wait(self, seconds: float | None = None) -> bool:
        try:
            self._popen.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def result(self) -> tuple[int | None, str]:
        return self._popen.returncode, self.log.read_text("utf-8")


def _kill(command: Command | _Anew, moment: float, how: str) -> bool:
    """Kill the command at that moment; return False if it had ended before."""
    if command.wait(moment):
        return False
    try:
        below = command.process.children(recursive=True)
    except psutil.NoSuchProcess:
        return False
    for victim in [command.process, *below] if how == "all its processes" else [command.process]:
        try:
            os.kill(victim.pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    command.wait()
    if how == "all its processes":
        psutil.wait_procs(below, timeout=30)
    return True


def _kind(found: stage.Digests, old: stage.Digests, new: stage.Digests) -> str:
    if found == old:
        return "all old"
    return "all new" if found == new else "some new"


def _wrong(found: stage.Digests, old: stage.Digests, new: stage.Digests) -> list[str]:
    wrong = [f"{name} is lost" for name in old if name not in found]
    wrong += [f"{name} is {digest}" for name, digest in found.items() if digest == "broken"]
    wrong += [
        f"{name} is neither old nor new"
        for name, digest in found.items()
        if digest not in ("broken", old.get(name), new.get(name))
    ]
    if "documents" in found and found not in (old, new):
        wrong.append("the tables are of two builds")
    return wrong


if __name__ == "__main__":
    main()
