"""Work is shared out among processes, its results come in order, and its progress is counted."""

from __future__ import annotations

import signal
import time

import pytest

from analysis.processes import advance, spread, uninterrupted


def double(number: int) -> int:
    """Return twice the number, the first later than the rest; count it."""
    time.sleep(0.7 if number == 0 else 0)
    advance(2)
    return 2 * number


def fail(number: int) -> int:
    raise ValueError(number)


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_order_and_all_progress_is_counted(jobs):
    said = []
    assert list(spread(double, range(4), jobs=jobs, on_progress=said.append)) == [0, 2, 4, 6]
    assert said == sorted(said)
    assert said[-1] == 8


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_failure_is_raised(jobs):
    with pytest.raises(ValueError, match="7"):
        list(spread(fail, [7], jobs=jobs, on_progress=lambda done: None))


def test_progress_is_said_while_a_task_is_at_work():
    said = []
    next(iter(spread(double, range(4), jobs=2, on_progress=said.append)))
    assert said, "the first task takes longer than a look at the progress"


def test_advance_alone_does_nothing():
    advance()


def test_ctrl_c_is_heard_after_what_is_not_to_be_interrupted():
    done = []
    with pytest.raises(KeyboardInterrupt), uninterrupted():
        signal.raise_signal(signal.SIGINT)
        done.append(1)
    assert done
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)
