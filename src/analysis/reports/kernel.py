"""The process that runs a notebook: the usual kernel, which also notes the tables that are read.

`python -m analysis.reports.kernel -f CONNECTION` is one kernel. With --warm instead it imports what notebooks
import, once, and then forks a kernel for each order it reads: each notebook still has a fresh process of its
own, but need not import anything again.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import shutil
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, TextIO

READS_LOG = "ANALYSIS_READS_LOG"
# What the notebooks need, and what that imports only when it is first used.
_IMPORTED = (
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "pyarrow.parquet",
    "scipy.stats",
    "analysis.measures",
    "analysis.charts",
    "analysis.parameters",
)


def main(arguments: list[str]) -> None:
    """Be one kernel, or the process that forks them."""
    if arguments == ["--warm"]:
        # Read when ipykernel is imported: a kernel ends when the process that forked it does.
        os.environ["JPY_PARENT_PID"] = str(os.getpid())
        # As the kernel sets it; matplotlib reads it when it is imported.
        os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
        serve(sys.stdin, sys.stdout)
    else:
        be_kernel(arguments)


def serve(orders: TextIO, replies: TextIO) -> None:
    """Fork a kernel for each order, a line of JSON (see _become_kernel), and reply with its process id."""
    for name in _IMPORTED:
        try:
            importlib.import_module(name)
        except Exception:  # a chart module with an error: the notebook's own import will show it
            continue
    gc.collect()
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    folders, here = set(), os.getpid()
    for line in orders:
        order = json.loads(line)
        folders.add(Path(order["alive"]).parent)
        process = os.fork()
        if process == 0:
            try:
                _become_kernel(order, parent=here)
            except Exception:
                traceback.print_exc()
            finally:  # an interpreter that ends in order may wait for sockets that nobody reads
                sys.stderr.flush()
                os._exit(0)
        print(process, file=replies, flush=True)
    # Whoever gave the orders has ended; if it was killed, it could not clean up.
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


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


def _become_kernel(order: dict[str, Any], *, parent: int) -> None:
    """Leave the ways of the process this one was forked from, and be a kernel."""
    _end_with(parent)
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
    # Held open for as long as this process lives; the byte says that it does.
    # Where nobody reads any more this fails, and the process ends.
    os.write(os.open(order["alive"], os.O_WRONLY | os.O_NONBLOCK), b"+")
    be_kernel(order["arguments"])


def _end_with(parent: int) -> None:
    """Let this process end when its parent does; ipykernel sees to that too, but only once it has begun."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


if __name__ == "__main__":
    main(sys.argv[1:])
