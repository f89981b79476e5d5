"""Commands in processes forked from one that has built and reported before: hundreds of them are run quickly.

What a command does is the same; only what it would import and load was imported and loaded before, also for
the kernels it starts. `python -m trials.warmed PROJECT` is the process that forks, PROJECT a small one.
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import subprocess
import sys
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import psutil

from analysis.paths import Project


@dataclass(frozen=True)
class Command:
    """A command that was started, and the file with what it says."""

    process: psutil.Process
    log: Path

    def wait(self, seconds: float | None = None) -> bool:
        """Return whether it ended within so many seconds; without them, when it has."""
        try:
            self.process.wait(seconds)
        except psutil.TimeoutExpired:
            return False
        return True

    def result(self) -> tuple[int | None, str]:
        """Return its exit status, None if it was killed, and what it said."""
        status = self.log.with_suffix(".status")
        return (int(status.read_text()) if status.exists() else None), self.log.read_text("utf-8")


class Warmed:
    """The process that commands are forked from."""

    def __init__(self, folder: Path, project: Project) -> None:
        self._folder, self._count = folder, 0
        words = [sys.executable, "-m", "trials.warmed", str(project.root)]
        pipe, quiet = subprocess.PIPE, subprocess.DEVNULL
        self._process = subprocess.Popen(words, stdin=pipe, stdout=pipe, stderr=quiet, text=True)

    def start(self, *arguments: str) -> Command:
        """Start a command of the project's command line."""
        self._count += 1
        log = self._folder / f"{self._count}.log"
        assert self._process.stdin and self._process.stdout
        print(json.dumps([str(log), arguments]), file=self._process.stdin, flush=True)
        return Command(psutil.Process(int(self._process.stdout.readline())), log)

    def run(self, *arguments: str) -> tuple[int | None, str]:
        """Run a command to its end; return its exit status and what it said."""
        started = self.start(*arguments)
        started.wait()
        return started.result()


def serve(project: Path) -> None:
    """Fork a command for each line of JSON, [file for what it says, arguments]; print its process id."""
    from analysis.cli import main
    from analysis.reports.quick import import_nbformat
    from analysis.reports.warm import warm_address

    kernels = warm_address()
    import_nbformat()
    importlib.import_module("analysis.reports.make")
    with redirect_stdout(sys.stderr):
        main(["--project", str(project), "build", "--jobs", "1"])
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        log, arguments = json.loads(line)
        process = os.fork()
        if process == 0:
            _become(Path(log), arguments, kernels)
        print(process, flush=True)


def _become(log: Path, arguments: list[str], kernels: str | None) -> None:
    from analysis.cli import main
    from analysis.reports.warm import share

    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    share(kernels)
    nothing, said = os.open(os.devnull, os.O_RDONLY), os.open(log, os.O_WRONLY | os.O_CREAT)
    for source, place in ((nothing, 0), (said, 1), (said, 2)):
        os.dup2(source, place)
    status = 1
    try:
        status = main(arguments)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        log.with_suffix(".status").write_text(str(status))
        os._exit(status)


if __name__ == "__main__":
    serve(Path(sys.argv[1]))
