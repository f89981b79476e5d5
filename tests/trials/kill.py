"""Kills `report` and `build` at random moments and looks at what lies there.

    make trial NAME=kill ARGS="--count 500"

Before each kill the data changes, so that old and new results differ. After it: every result under a final
name must be whole, and be exactly the old or the new one; none may be missing; tables must all be of one
build. Then the same command runs undisturbed: it must succeed, give the new results and leave nothing else.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psutil

from analysis.paths import Project
from trials import stage


@dataclass(frozen=True)
class Target:
    """A command to kill: its project, its words, how to change its input, how to look at its results."""

    name: str
    make_project: Callable[[Path], Project]
    words: tuple[str, ...]
    set_state: Callable[[Project, int], None]
    look: Callable[[Project], stage.Digests]
    results: Callable[[Project], Path]


REPORT = Target(
    "report", stage.reports_project, ("report", "--jobs", "2"), stage.set_tables, stage.report_digests,
    lambda project: project.reports,
)  # fmt: skip
BUILD = Target(
    "build", stage.build_project, ("build", "--jobs", "2"), stage.set_texts, stage.table_digests,
    lambda project: project.processed,
)  # fmt: skip


def main() -> None:
    """Kill each command so many times; print counts; exit with 1 if anything was wrong."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=500, help="kills in all, half of each command")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    faults: list[str] = []
    for target, count in ((REPORT, (options.count + 1) // 2), (BUILD, options.count // 2)):
        with tempfile.TemporaryDirectory() as folder:
            project = target.make_project(Path(folder) / "project")
            faults += _try(target, project, count, random.Random(f"{options.seed} {target.name}"))
    print(*faults, f"{len(faults)} faults", sep="\n")
    raise SystemExit(bool(faults))


def _try(target: Target, project: Project, count: int, chance: random.Random) -> list[str]:
    by_state = stage.states(project, target.set_state, target.words, target.look)
    started = time.monotonic()
    target.set_state(project, 0)
    stage.run(project, *target.words)
    longest = (time.monotonic() - started) * 1.1
    faults, seen = [], Counter()
    for number in range(1, count + 1):
        old, new = by_state[(number + 1) % 2], by_state[number % 2]
        target.set_state(project, number % 2)
        how = chance.choice(["the command alone", "all its processes"])
        moment = chance.uniform(0, longest)
        seen["killed" if _kill(target, project, moment, how) else "ended before"] += 1
        found = target.look(project)
        seen[_kind(found, old, new)] += 1
        wrong = _wrong(found, old, new)
        done = stage.run(project, *target.words)
        if done.returncode:
            wrong.append(f"the next run failed: {(done.stdout + done.stderr).strip()[-300:]}")
        elif target.look(project) != new:
            wrong.append("the next run gave something else")
        wrong += [f"left behind: {name}" for name in stage.strays(target.results(project))]
        faults += [f"{target.name} {number}, {how} killed after {moment:.2f} s: {fault}" for fault in wrong]
    print(f"{target.name}: {count} times, {dict(sorted(seen.items()))}, {len(faults)} faults", flush=True)
    return faults


def _kill(target: Target, project: Project, moment: float, how: str) -> bool:
    """Start the command and kill it at that moment; return False if it had ended before."""
    quiet = subprocess.DEVNULL
    words = stage.command(project, *target.words)
    process = subprocess.Popen(words, stdout=quiet, stderr=quiet, start_new_session=True)
    try:
        process.wait(moment)
        return False
    except subprocess.TimeoutExpired:
        below = psutil.Process(process.pid).children(recursive=True)
    for victim in [process, *below] if how == "all its processes" else [process]:
        try:
            os.kill(victim.pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    process.wait()
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
