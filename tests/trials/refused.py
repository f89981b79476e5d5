"""Two commands at once, a full disk, a read-only folder: what was there must stay, and the reason be said.

    make trial NAME=refused ARGS="--count 20"

The disk is a small one in memory, mounted where no other process sees it, which needs `unshare` (Linux).
Without it only two commands at once are tried.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from analysis.paths import Project
from trials import stage

BUSY = ("are being made here", "is running here", "are being made from these tables")
INSIDE = "--inside"


def main() -> None:
    """Try each so many times; print counts; exit with 1 if anything was wrong."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=20, help="times of each")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(INSIDE, action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if not options.inside:
        _go_inside()
    faults: list[str] = []
    trials = [_together, _full, _read_only] if options.inside else [_together]
    for trial in trials:
        with tempfile.TemporaryDirectory() as folder:
            chance = random.Random(f"{options.seed} {trial.__name__}")
            faults += list(trial(Path(folder), options.count, chance))
    print(*faults, f"{len(faults)} faults", sep="\n")
    raise SystemExit(bool(faults))


def _go_inside() -> None:
    """Become the same command where disks can be mounted, if that is to be had."""
    unshare = shutil.which("unshare")
    alone = [unshare or "", "--mount", *(["--user", "--map-root-user"] if os.geteuid() else [])]
    if unshare and subprocess.run([*alone, "true"], capture_output=True, check=False).returncode == 0:
        os.execv(unshare, [*alone, sys.executable, "-m", "trials.refused", *sys.argv[1:], INSIDE])
    print("no disk can be mounted here: only two commands at once are tried", file=sys.stderr)


def _together(folder: Path, count: int, chance: random.Random) -> Iterator[str]:
    """Start two commands at once: each does its work or says that the other is at work."""
    project, seen = _small_project(folder), Counter()
    words = ("build", "report --force")
    for number in range(1, count + 1):
        stage.set_texts(project, number % 2)
        pair = [chance.choice(words), chance.choice(words)]
        done = [_start(project, each) for each in pair]
        said = [process.communicate()[0] for process in done]
        seen[" + ".join(each.split()[0] for each in sorted(pair))] += 1
        for process, text in zip(done, said, strict=True):
            refused = any(busy in text for busy in BUSY)
            seen["refused" if refused else "done"] += 1
            if process.returncode and not refused:
                yield f"together {number} {pair}: {text.strip()[-300:]}"
        yield from (f"together {number}: {fault}" for fault in _unsound(project))
    print(f"two at once: {count} times, {dict(sorted(seen.items()))}", flush=True)


def _full(folder: Path, count: int, chance: random.Random) -> Iterator[str]:
    """Leave a random little room for tables or reports, so that writing stops anywhere."""
    project, seen = _small_project(folder), Counter()
    for number in range(1, count + 1):
        where, words = chance.choice([("reports", ("report", "--force")), ("data/processed", ("build",))])
        target = project.root / where
        before = _results(project)
        # Results are replaced one by one: a tenth of what is there is room for about half of the runs.
        with _disk(target, room=chance.randrange(4_096, 4_096 + _size(target) // 10)):
            if where == "data/processed":
                stage.set_texts(project, number % 2)
            done = stage.run(project, *words, "--jobs", "1")
            said = done.stdout + done.stderr
            seen["enough room" if done.returncode == 0 else "full"] += 1
            if done.returncode and "Free some space there" not in said:
                yield f"full disk {number} {words}: {said.strip()[-300:]}"
            changed = _results(project) != before
            if done.returncode and where == "data/processed" and changed:
                yield f"full disk {number}: the tables changed"
            yield from (f"full disk {number}: {fault}" for fault in _unsound(project))
        again = stage.run(project, *words, "--jobs", "1")
        if again.returncode:
            yield f"with room again {number} {words}: {(again.stdout + again.stderr).strip()[-300:]}"
    print(f"full disk: {count} times, {dict(sorted(seen.items()))}", flush=True)


def _read_only(folder: Path, count: int, chance: random.Random) -> Iterator[str]:
    """Close a folder to writing: each command says so and changes nothing; reports need to read alone."""
    project = _small_project(folder)
    stage.set_texts(project, 1)
    for where, words in (("reports", ("report", "--force")), ("data/processed", ("build",))):
        target, before = project.root / where, _results(project)
        with _disk(target, room=1 << 20):
            _mount("-o", "remount,ro", str(target))
            done = stage.run(project, *words)
            said = done.stdout + done.stderr
            if not done.returncode or "read-only file system. Make it writable" not in said:
                yield f"read-only {where}: {said.strip()[-300:]}"
            if _results(project) != before:
                yield f"read-only {where}: results changed"
            if where == "data/processed":
                done = stage.run(project, "report", "--force")
                if done.returncode:
                    yield f"reports from read-only tables: {(done.stdout + done.stderr).strip()[-300:]}"
    print("read-only: data/processed and reports", flush=True)


def _small_project(folder: Path) -> Project:
    """Return a project whose tables are built and whose one small notebook is published."""
    project = stage.build_project(folder / "project")
    shutil.copytree(stage.reports_project(folder / "other").notebooks, project.root / "notebooks")
    (project.root / "notebooks" / "02-theme.ipynb").unlink()
    stage.set_texts(project, 0)
    for words in ("build", "report"):
        stage.run(project, words)
    return project


def _results(project: Project) -> stage.Digests:
    return stage.table_digests(project) | stage.report_digests(project)


def _unsound(project: Project) -> list[str]:
    found = stage.report_digests(project)
    wrong = [f"{name} is broken" for name, digest in found.items() if digest == "broken"]
    stage.table_digests(project)  # raises if a table can't be read
    return wrong if found else [*wrong, "no report is left"]


def _start(project: Project, words: str) -> subprocess.Popen[str]:
    pipe = subprocess.PIPE
    return subprocess.Popen(
        stage.command(project, *words.split()), stdout=pipe, stderr=subprocess.STDOUT, text=True
    )


class _disk:
    """A small disk in place of a folder, with what lay there and so much room; then the folder again."""

    def __init__(self, target: Path, *, room: int) -> None:
        self.target, self.kept = target, target.with_name(f"{target.name}.kept")
        self.size = room + _size(target)

    def __enter__(self) -> None:
        self.target.rename(self.kept)
        self.target.mkdir()
        _mount("-t", "tmpfs", "-o", f"size={self.size}", "none", str(self.target))
        shutil.copytree(self.kept, self.target, dirs_exist_ok=True)

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self.kept)
        shutil.copytree(self.target, self.kept)
        subprocess.run(["umount", str(self.target)], check=True)
        self.target.rmdir()
        self.kept.rename(self.target)


def _size(folder: Path) -> int:
    """Return the bytes that a folder's files take, in whole pages."""
    return sum(4_096 * (1 + path.stat().st_size // 4_096) for path in folder.rglob("*"))


def _mount(*arguments: str) -> None:
    subprocess.run(["mount", *arguments], check=True)


if __name__ == "__main__":
    main()
