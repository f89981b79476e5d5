"""The process that runs a notebook: the usual kernel, which also notes the tables that are read.

`python -m analysis.kernel -f CONNECTION` is one kernel. With --warm instead it imports what notebooks
import, once, and then forks a kernel for whoever connects and sends an order: each notebook still has a fresh
process of its own, but need not import anything again.
"""

from __future__ import annotations

import faulthandler
import gc
import importlib
import json
import os
import select
import shutil
import signal
import socket
import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from pathlib import Path
from typing import Any

READS_LOG = "ANALYSIS_READS_LOG"
# What the notebooks need, and what that imports only when it is first used.
_IMPORTED = (
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "ipykernel.debugger",
    "tornado.platform.asyncio",
    "psutil",
    "sqlite3",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.logger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "pyarrow.parquet",
    "pandas.core.methods.to_dict",
    "pandas.io.formats.csvs",
    "scipy.stats",
    "analysis.measures",
    "analysis.charts",
    "analysis.parameters",
)
# Of a kernel: objects made before unused rings are looked for, and rounds before older ones are looked at.
# A chart is thousands of objects that live as long as its cell; at Python's own 700 the search took a tenth.
_GARBAGE = (50_000, 20, 20)
# Bytes of an order that are read at once; most are shorter.
_CHUNK = 65_536


def main(arguments: list[str]) -> None:
    """Be one kernel, or the process that forks them: --warm and the number of the socket it is asked on."""
    if arguments[:1] == ["--warm"]:
        # Read when ipykernel is imported: a kernel ends when the process that forked it does.
        os.environ["JPY_PARENT_PID"] = str(os.getpid())
        # As the kernel sets it; matplotlib reads it when it is imported.
        os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
        serve(socket.socket(fileno=int(arguments[1])), owner=sys.stdin.fileno())
    else:
        be_kernel(arguments)


def serve(listener: socket.socket, *, owner: int) -> None:
    """Fork a kernel for each order, a line of JSON (see _become_kernel).

    Args:
        listener: Whoever connects sends an order; the connection is then the kernel's.
        owner: Read end of a pipe; when it is closed, the process that all this is done for has ended.
    """
    _warm_up()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    folders, here = {Path(listener.getsockname()).parent}, os.getpid()
    # Once the owner has ended, what was still asked for is only cleaned up after.
    while listener in (ready := select.select([listener, owner], [], [])[0]):
        connection, _ = listener.accept()
        with connection:
            order = _order(connection)
            if order is None:
                continue
            folders.add(Path(order["folder"]))
            if owner not in ready and os.fork() == 0:
                try:
                    listener.close()
                    _become_kernel(order, connection, parent=here)
                except Exception:
                    traceback.print_exc()
                finally:  # an interpreter that ends in order may wait for sockets that nobody reads
                    sys.stderr.flush()
                    os._exit(0)
    # If the owner was killed, it could not clean up.
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


def _warm_up() -> None:
    """Import, and do for the first time, what every notebook would."""
    gc.disable()  # what is imported stays: a search for unused objects among it finds next to none
    for name in _IMPORTED:
        with suppress(Exception):  # a chart module with an error: the notebook's own import will show it
            importlib.import_module(name)
    with suppress(Exception):
        importlib.import_module("analysis.charts.display").rehearse()
    gc.freeze()
    gc.set_threshold(*_GARBAGE)
    gc.enable()


def _order(connection: socket.socket) -> dict[str, Any] | None:
    """Return an order; None where whoever connected has ended before it was said."""
    line = b""
    while not line.endswith(b"\n"):
        said = connection.recv(_CHUNK)
        if not said:
            return None
        line += said
    return json.loads(line)


def be_kernel(arguments: list[str]) -> None:
    """Run a kernel until it is told to stop."""
    from ipykernel.kernelapp import IPKernelApp

    if READS_LOG in os.environ:
        note_reads(Path(os.environ[READS_LOG]))
    IPKernelApp.launch_instance(argv=arguments)


def note_reads(log: Path) -> None:
    """Make analysis.tables.read append what it reads to a file: a line of JSON, [table, {column: value}]."""
    from analysis import tables

    tables.read = _noting(tables.read, log)  # type: ignore[assignment]


def _noting(read: Callable[..., Any], log: Path) -> Callable[..., Any]:
    @wraps(read)
    def read_and_note(name: str, *args: Any, **options: Any) -> Any:
        frame = read(name, *args, **options)
        with log.open("a", encoding="utf-8") as lines:
            lines.write(json.dumps([name, options.get("rows") or {}]) + "\n")
        return frame

    return read_and_note


def _become_kernel(order: dict[str, Any], connection: socket.socket, *, parent: int) -> None:
    """Leave the ways of the process this one was forked from, and be a kernel."""
    _end_with(parent, connection)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.setsid()
    os.chdir(order["cwd"])
    os.environ.clear()
    os.environ.update(order["env"])
    nothing, log = (
        os.open(os.devnull, os.O_RDONLY),
        os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND),
    )
    for source, place in ((nothing, 0), (log, 1), (log, 2)):
        os.dup2(source, place)
    faulthandler.enable(log)  # 1 and 2 will be ipykernel's, which can't pass on what ends it
    # The connection stays open for as long as this process lives.
    connection.sendall(b"%d\n" % os.getpid())
    be_kernel(order["arguments"])


def _end_with(parent: int, connection: socket.socket) -> None:
    """Let this process end when its parent does or whoever asked for it, also before ipykernel has begun."""

    def watch() -> None:
        while os.getppid() == parent and not select.select([connection], [], [], 1)[0]:
            pass
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


if __name__ == "__main__":
    main(sys.argv[1:])
