"""Starts kernels of this interpreter, over sockets in the file system: kernels over TCP race for ports."""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty
from typing import Any

import zmq.asyncio
from jupyter_client.asynchronous import AsyncKernelClient
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from traitlets import Unicode
from traitlets.config import Config

from analysis.kernel import READS_LOG
from analysis.reports.inputs import key
from analysis.reports.warm import MODULE, STEADY, fork, share, short_folder, warm_address

# After so long it is looked whether a kernel that was told to end has ended.
_ENDING_SECONDS = 0.01
# After so long a socket that the kernel has not opened yet is tried again; of itself zmq waits for 100.
_RETRY_MILLISECONDS = 5
# What was run is in the notebook; a data base of it, written after every cell, would end with the kernel.
_NO_HISTORY = "--HistoryManager.enabled=False"


class PromptClient(AsyncKernelClient):
    """A client that knows when a kernel is ready; others wait for a fifth of a second of silence."""

    def _context_default(self) -> zmq.asyncio.Context:
        context = super()._context_default()
        context.setsockopt(zmq.RECONNECT_IVL, _RETRY_MILLISECONDS)
        return context

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait until the kernel has answered, and was heard to have done so.

        Raises:
            RuntimeError: If it did not in time, or has died.
        """
        ends = time.monotonic() + (timeout or float("inf"))
        while time.monotonic() < ends:
            asked = self.kernel_info()
            with suppress(Empty):
                while (await self.get_shell_msg(timeout=1))["parent_header"].get("msg_id") != asked:
                    pass
                while not _has_answered(await self.get_iopub_msg(timeout=0.05), asked):
                    pass
                return
            if not await self.is_alive():
                raise RuntimeError("Kernel died before replying to kernel_info")
        raise RuntimeError(f"Kernel didn't respond in {timeout:g} seconds")


def _has_answered(message: dict[str, Any], asked: str) -> bool:
    is_idle = message["content"].get("execution_state") == "idle"
    return is_idle and message["parent_header"].get("msg_id") == asked


class ThisInterpreter(AsyncKernelManager):
    """Kernels of this very Python, whatever kernels the user has installed, without the user's settings."""

    client_factory = PromptClient
    folder = Unicode(help="folder of this kernel alone").tag(config=True)

    @property
    def kernel_spec(self) -> KernelSpec:
        """How the kernel is started: no start-up files, no order or time zone of its own."""
        folder = Path(self.folder)
        return KernelSpec(
            argv=[sys.executable, "-P", "-m", MODULE, "-f", "{connection_file}", _NO_HISTORY],
            display_name="Python 3",
            language="python",
            env={
                "IPYTHONDIR": str(folder / "ipython"),
                **STEADY,
                "PYDEVD_DISABLE_FILE_VALIDATION": "1",
                READS_LOG: str(folder / "reads.log"),
            },
        )

    async def start_kernel(self, **options: Any) -> None:
        """Start the kernel; what it prints outside of cells goes to a file, not to the user's terminal."""
        with (Path(self.folder) / "kernel.log").open("ab") as log:
            await super().start_kernel(stdout=log, stderr=log, **options)

    async def _async_wait(self, pollinterval: float = 0.1) -> None:
        """Wait until the kernel has ended; most take a hundredth of a second."""
        await super()._async_wait(pollinterval=_ENDING_SECONDS)

    async def _async_launch_kernel(self, kernel_cmd: list[str], **options: Any) -> None:
        """Fork the kernel where that is safe; else start it anew."""
        warm = warm_address()
        if warm is None or self.provisioner is None:
            await super()._async_launch_kernel(kernel_cmd, **options)
            return
        arguments = kernel_cmd[kernel_cmd.index(MODULE) + 1 :]
        cwd = options.get("cwd") or self.folder
        try:
            process = fork(warm, arguments, env=options["env"], cwd=cwd, folder=Path(self.folder))
        except RuntimeError:  # the process it would be forked from has ended, or no memory was left
            share(None)
            await super()._async_launch_kernel(kernel_cmd, **options)
            return
        self.provisioner.process = process
        self.provisioner.pid = self.provisioner.pgid = process.pid
        self._reconcile_connection_info(self.provisioner.connection_info)


@contextmanager
def kernel_folder() -> Iterator[Path]:
    """Give a folder for one kernel, short enough to hold its sockets, and remove it afterwards."""
    folder = short_folder()
    try:
        (folder / "cwd").mkdir()
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def client_options(folder: Path) -> dict[str, Any]:
    """Return what the notebook client needs to know to use such a kernel, in an empty working directory."""
    options = {
        "transport": "ipc",
        "connection_file": str(folder / "kernel.json"),
        "folder": str(folder),
    }
    return {
        "kernel_manager_class": ThisInterpreter,
        "shutdown_kernel": "immediate",  # nothing of it is wanted after its last cell
        "config": Config({"ThisInterpreter": options}),
        "resources": {"metadata": {"path": str(folder / "cwd")}},
    }


def tables_read(folder: Path) -> list[str]:
    """Return what the kernel read, as inputs.key names it, sorted."""
    log = folder / "reads.log"
    lines = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
    return sorted({key(name, rows) for name, rows in map(json.loads, lines)})


def last_words(folder: Path) -> str:
    """Return what a kernel that died said of it outside of cells: what ended it, else its last lines."""
    log = folder / "kernel.log"
    said = log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""
    fatal = [line for line in said.splitlines() if line.startswith("Fatal Python error")]
    return fatal[-1] if fatal else said[-2000:]
