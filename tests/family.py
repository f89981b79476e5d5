"""Processes that a test looks for: any may end between being listed and being asked."""

from __future__ import annotations

from collections.abc import Iterable

import psutil


def started_with(words: str, processes: Iterable[psutil.Process]) -> list[psutil.Process]:
    """Return those of some processes that still run and have these words in their command line."""
    found = []
    for process in processes:
        try:
            if words in " ".join(process.cmdline()):
                found.append(process)
        except psutil.NoSuchProcess:  # it has ended
            continue
    return found
