"""Kernels forked from a process that has done their imports: two seconds once, not once a notebook."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

# Of the kernel and of the process it is forked from: no order and no time zone of the machine.
STEADY = {"PYTHONHASHSEED": "0", "PYTHONUTF8": "1", "PYTHONFAULTHANDLER": "1", "TZ": "UTC"}
MODULE = "analysis.reports.kernel"
# Importing takes two seconds of a processor, of which a busy machine may give little.
_START_SECONDS = 300


class ForkedKernel:
    """A kernel that is no child of this process, with what jupyter_client wants to know of a child."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int, alive: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._alive: int = alive

    def poll(self) -> int | None:
        """Return None while it lives: it holds the other end of a pipe open."""
        if self.returncode is None:
            try:
                ended = os.read(self._alive, 1) == b""
            except BlockingIOError:
                ended = False
            if ended:
                os.close(self._alive)
                self.returncode = 1
        return self.returncode

    def wait(self) -> int:
        """Return when it has ended."""
        while self.poll() is None:
            select.select([self._alive], [], [], 1)
        return self.returncode or 0

    def send_signal(self, number: int) -> None:
        """Send it a signal, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)


class WarmProcess:
    """The process that kernels are forked from; it ends when this process does."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", MODULE, "--warm"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | STEADY,
            text=True,
            start_new_session=True,  # Ctrl-C is for this process, which then ends its kernels in order
        )

    @property
    def is_alive(self) -> bool:
        """Whether it can still fork."""
        return self._process.poll() is None

    def fork(
        self, arguments: Sequence[str], *, env: Mapping[str, str], cwd: str, folder: Path
    ) -> ForkedKernel:
        """Start a kernel.

        Args:
            arguments: For the kernel.
            env: Its environment.
            cwd: Its working directory.
            folder: Of its own, for its log and the pipe that shows that it lives.

        Raises:
            RuntimeError: If it did not start.
        """
        pipe = folder / "alive"
        os.mkfifo(pipe)
        alive = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
        order = {
            "arguments": list(arguments),
            "env": dict(env),
            "cwd": cwd,
            "log": str(folder / "kernel.log"),
            "alive": str(pipe),
        }
        try:
            self._process.stdin.write(json.dumps(order) + "\n")  # type: ignore[union-attr]
            self._process.stdin.flush()  # type: ignore[union-attr]
            pid = int(self._process.stdout.readline())  # type: ignore[union-attr]
        except (OSError, ValueError) as error:
            os.close(alive)
            raise RuntimeError("the process that starts kernels ended") from error
        if not select.select([alive], [], [], _START_SECONDS)[0] or os.read(alive, 1) != b"+":
            os.close(alive)
            raise RuntimeError("the kernel did not start")
        return ForkedKernel(pid, alive)


@cache
def _holder() -> list[WarmProcess]:
    return []


def warm_process() -> WarmProcess | None:
    """Return this process's own warm process, started if need be; None where forking isn't safe."""
    if sys.platform != "linux":
        return None  # system libraries of macOS don't survive a fork
    held = _holder()
    if not held or not held[0].is_alive:
        held[:] = [WarmProcess()]
    return held[0]
