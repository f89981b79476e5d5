"""Builds and reports in random surroundings: every file but the log of times must have the same bytes.

    make trial NAME=identity ARGS="--count 8"

Each time in another folder, under another time zone, locale and hash seed, with 1 to 4 processes (for the
parse too, however small the corpus), with the input files named in another order, and with folders that list
their files in another order.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from analysis.paths import CHECKOUT
from analysis.reports.export import LOG

ZONES = ("UTC", "Asia/Vladivostok", "America/St_Johns", "Pacific/Chatham")
LOCALES = ("C", "C.UTF-8", "de_DE.UTF-8", "tr_TR.UTF-8")
# Folders list their files in another order.
SHUFFLED = """
import os, random
chance, scandir, listdir = random.Random(int(os.environ["TRIAL_SEED"])), os.scandir, os.listdir

class Entries:
    def __init__(self, *folder):
        with scandir(*folder) as found:
            self.left = iter(shuffled(found))
    def __iter__(self): return self
    def __next__(self): return next(self.left)
    def __enter__(self): return self
    def __exit__(self, *error): pass
    def close(self): pass

def shuffled(entries):
    entries = list(entries)
    chance.shuffle(entries)
    return entries

os.scandir = Entries
os.listdir = lambda *folder: shuffled(listdir(*folder))
"""
# A small corpus too is shared out among processes.
START = """
import sys
from analysis import steps
from analysis.cli import main
from analysis.extract import parses
steps.WORDS_WORTH_A_PROCESS = steps.NEW_WORDS_WORTH_A_PROCESS = 1
parses.BATCH = 8
if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
"""


def main() -> None:
    """Compare so many surroundings with the first; print what differs; exit with 1 if anything does."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=8, help="surroundings")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--files", type=int, default=0, help="only so many files of the sample corpus")
    options = parser.parse_args()
    chance = random.Random(options.seed)
    raw = sorted((CHECKOUT / "data" / "raw" / "sample").iterdir())
    raw = [path for path in raw if path.name != "origin.csv"][: options.files or None]
    first, faults = None, 0
    for number in range(options.count):
        with tempfile.TemporaryDirectory(prefix="x" * chance.randrange(1, 40)) as folder:
            said, found = _made(Path(folder), raw, chance, number)
        first = found if first is None else first
        names = sorted(name for name in first.keys() | found.keys() if first.get(name) != found.get(name))
        faults += len(names)
        print(f"{number}: {said}: {len(found)} files, {len(names)} differ {names[:5] or ''}", flush=True)
    print(f"{faults} faults")
    raise SystemExit(bool(faults))


def _made(folder: Path, raw: list[Path], chance: random.Random, number: int) -> tuple[str, dict[str, bytes]]:
    """Ingest, build and report in surroundings of their own; return them in words, and every file made."""
    jobs = 1 if number == 0 else chance.randint(1, 4)
    zone, locale = chance.choice(ZONES), chance.choice(LOCALES)
    seed = str(chance.randrange(1_000))
    (folder / "start.py").write_text(START, "utf-8")
    (folder / "sitecustomize.py").write_text(SHUFFLED if number else "", "utf-8")
    paths = os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", "")])
    around = {"TZ": zone, "LC_ALL": locale, "PYTHONHASHSEED": seed, "TRIAL_SEED": seed, "PYTHONPATH": paths}
    files = [str(path) for path in chance.sample(raw, len(raw))]
    for words in (
        ["ingest", *files, "--collection", "sample", "--synthetic"],
        ["build", "--jobs", str(jobs)],
        ["report", "--jobs", str(jobs)],
    ):
        start = [sys.executable, str(folder / "start.py"), "--project", str(folder / "project"), *words]
        done = subprocess.run(start, env=os.environ | around, capture_output=True, text=True, check=False)
        if "Traceback" in done.stderr or (words[0] == "report" and done.returncode):
            raise SystemExit(f"{words[0]} failed:\n{done.stdout[-500:]}{done.stderr[-2000:]}")
    said = f"jobs {jobs}, {zone}, {locale}, hash seed {seed}"
    return said, _files(folder / "project")


def _files(root: Path) -> dict[str, bytes]:
    """Return every file of a project but the parse store and the log of times, by its path."""
    shutil.rmtree(root / "data" / "processed" / "parses", ignore_errors=True)
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.name not in (LOG, ".lock")
    }


if __name__ == "__main__":
    main()
