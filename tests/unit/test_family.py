"""Looking for processes survives that one ends meanwhile."""

from __future__ import annotations

import os

import psutil

from family import started_with


class _Ended:
    def cmdline(self) -> list[str]:
        raise psutil.NoSuchProcess(1)


class _Zombie:
    def cmdline(self) -> list[str]:
        raise psutil.ZombieProcess(1)


def test_a_process_that_has_ended_is_passed_over():
    here = psutil.Process(os.getpid())
    assert started_with(here.cmdline()[0], [_Ended(), here, _Zombie()]) == [here]
    assert started_with("no such words in it", [here]) == []
