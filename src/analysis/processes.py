"""Processes that work for this one, and end with it."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait


def worker_pool(size: int, *, prepare: Callable[[], None] | None = None) -> ProcessPoolExecutor:
    """Return a pool of fresh processes that share nothing with this one and end when it does.

    Args:
        size: Number of processes.
        prepare: Called once in each before its first task.
    """
    return ProcessPoolExecutor(size, mp_context=get_context("spawn"), initializer=_begin, initargs=(prepare,))


def _begin(prepare: Callable[[], None] | None) -> None:
    _end_with_parent()
    if prepare is not None:
        prepare()


def _end_with_parent() -> None:
    """Let this process end when the one that started it does, also if that is killed: pools don't."""
    parent = parent_process()
    if parent is None:
        return

    def watch() -> None:
        wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
