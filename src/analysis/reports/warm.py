"""Kernels forked from a process that has done their imports: two seconds once, not once a notebook."""

from __future__ import annotations

import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

# Of the kernel and of the process it is forked from: no order and no time zone of the machine.
STEADY = {"PYTHONHASHSEED": "0", "PYTHONUTF8": "1", "PYTHONFAULTHANDLER": "1", "TZ": "UTC"}
MODULE = "analysis.kernel"
# Importing takes two seconds of a processor, of which a busy machine may give little.
_START_SECONDS = 300
# Of a Unix socket's path: 104 bytes on macOS, 108 on Linux; the rest is for the file's own name.
_LONGEST_FOLDER = 80


def short_folder() -> Path:
    """Return a new folder whose path is short enough for sockets in it."""
    short = len(os.fsencode(tempfile.gettempdir())) <= _LONGEST_FOLDER - 20
    return Path(tempfile.mkdtemp(prefix="analysis-", dir=None if short else "/tmp"))


class ForkedKernel:
    """A kernel that is no child of this process, with what jupyter_client wants to know of a child."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int, connection: socket.socket) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._connection = connection
        connection.setblocking(False)

    def poll(self) -> int | None:
        """Return None while it lives: it holds the other end of the connection open."""
        if self.returncode is None:
            try:
                ended = self._connection.recv(1) == b""
            except BlockingIOError:
                ended = False
            except ConnectionResetError:
                ended = True
            if ended:
                self._connection.close()
                self.returncode = 1
        return self.returncode

    def wait(self) -> int:
        """Return when it has ended."""
        while self.poll() is None:
            select.select([self._connection], [], [], 1)
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
    """The process that kernels are forked from; it ends when this process does.

    Attributes:
        address: Where this process and those that work for it ask for kernels.
    """

    def __init__(self) -> None:
        self.address = str(short_folder() / "warm")
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(self.address)
            listener.listen(128)
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", MODULE, "--warm", str(listener.fileno())],
                stdin=subprocess.PIPE,  # closed when this process ends
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=[listener.fileno()],
                env=os.environ | STEADY,
                start_new_session=True,  # Ctrl-C is for this process, which then ends its kernels in order
            )

    @property
    def is_alive(self) -> bool:
        """Whether it can still fork."""
        if self._process.poll() is None:
            return True
        shutil.rmtree(Path(self.address).parent, ignore_errors=True)
        return False


def fork(
    address: str, arguments: Sequence[str], *, env: Mapping[str, str], cwd: str, folder: Path
) -> ForkedKernel:
    """Start a kernel.

    Args:
        address: Of the process to fork it from.
        arguments: For the kernel.
        env: Its environment.
        cwd: Its working directory.
        folder: Of its own, for its log.

    Raises:
        RuntimeError: If it did not start.
    """
    order = {
        "arguments": list(arguments),
        "env": dict(env),
        "cwd": cwd,
        "folder": str(folder),
        "log": str(folder / "kernel.log"),
    }
    connection = socket.socket(socket.AF_UNIX)
    connection.settimeout(_START_SECONDS)
    try:
        connection.connect(address)
        connection.sendall(json.dumps(order).encode() + b"\n")
        pid = int(connection.recv(32))
    except (OSError, ValueError) as error:
        connection.close()
        raise RuntimeError("the kernel, or the process that starts kernels, did not start") from error
    return ForkedKernel(pid, connection)


@cache
def _holder() -> list[WarmProcess]:
    return []


@cache
def _shared() -> list[str]:
    return []


def share(address: str | None) -> None:
    """Let this process ask for kernels where another one does, for as long as they are to be had there."""
    _shared()[:] = [address] if address else []


def warm_address() -> str | None:
    """Return where this process asks for kernels; None where forking isn't safe.

    That is a process of its own, started if need be, unless it was told to share another's.
    """
    if sys.platform != "linux":
        return None  # system libraries of macOS don't survive a fork
    if _shared():
        return _shared()[0]
    held = _holder()
    if not held or not held[0].is_alive:
        held[:] = [WarmProcess()]
    return held[0].address
