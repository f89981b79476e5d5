"""Processes that work for this one, and end with it."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures import wait as wait_for
from contextlib import contextmanager
from functools import partial
from multiprocessing import active_children, get_context, parent_process
from multiprocessing.connection import wait
from typing import Any, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")

SPAWN = get_context("spawn")
# How often progress is looked at while a process is at work on a long task.
PAUSE = 0.5  # seconds

_advance: Callable[[int], None] | None = None


def spread(
    work: Callable[[Task], Result], tasks: Sequence[Task], *, jobs: int, on_progress: Callable[[int], None]
) -> Iterator[Result]:
    """Yield the result of each task, in order, by as many processes as asked for; by this one for one.

    Args:
        work: A function of a module; it calls advance() as it goes.
        tasks: What it is called with, one after the other.
        jobs: Number of processes.
        on_progress: Called now and then with how far work has advanced in all.
    """
    if jobs > 1:
        yield from _spread_over_pool(work, tasks, jobs, on_progress)
        return
    done = 0

    def count(steps: int) -> None:
        nonlocal done
        done += steps
        on_progress(done)

    for task in tasks:
        # Set for each: between two results another may be at work in this process.
        _count_by(count)
        yield work(task)


def advance(steps: int = 1) -> None:
    """Say that so much more of what spread was asked for is done."""
    if _advance is not None:
        _advance(steps)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Do what is within as a whole: Ctrl-C is heard after it, and never by processes that begin in it."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread hears it
        return
    heard: list[int] = []
    hear = signal.signal(signal.SIGINT, lambda number, _: heard.append(number))
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # which new processes take over
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        signal.signal(signal.SIGINT, hear)
        if heard and callable(hear):
            hear(signal.SIGINT, None)


@contextmanager
def worker_pool(size: int, *, prepare: Callable[[], None] | None = None) -> Iterator[ProcessPoolExecutor]:
    """Give a pool of fresh processes that share nothing with this one and end when it does.

    Ctrl-C is left to this process: it, like any error, ends the others at once.

    Args:
        size: Number of processes.
        prepare: Called once in each before its first task.
    """
    with uninterrupted():
        pool = _Pool(size, mp_context=SPAWN, initializer=_begin, initargs=(prepare,))
    try:
        yield pool
    except BaseException:  # the pool would first do all that is left
        with uninterrupted():
            pool.shutdown(wait=False, cancel_futures=True)
            for process in active_children():
                process.terminate()
        raise
    pool.shutdown()


class _Pool(ProcessPoolExecutor):
    def submit(self, *args: Any, **options: Any) -> Future[Any]:  # begins a process, if need be
        with uninterrupted():
            return super().submit(*args, **options)


def _spread_over_pool(
    work: Callable[[Any], Any], tasks: Sequence[Any], jobs: int, on_progress: Callable[[int], None]
) -> Iterator[Any]:
    total = SPAWN.Value("q", 0)
    with worker_pool(jobs, prepare=partial(_count_in, total)) as pool:
        for future in [pool.submit(work, task) for task in tasks]:
            _report_until_done(future, lambda: on_progress(total.value))
            yield future.result()
        on_progress(total.value)


def _report_until_done(future: Future[Any], report: Callable[[], None]) -> None:
    while not wait_for([future], timeout=PAUSE).done:
        report()


def _count_in(total: Any) -> None:
    def add(steps: int) -> None:
        with total.get_lock():
            total.value += steps

    _count_by(add)


def _count_by(advance: Callable[[int], None]) -> None:
    global _advance
    _advance = advance


def _begin(prepare: Callable[[], None] | None) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
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
