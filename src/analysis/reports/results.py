"""What came of a run, in a line of progress, in the summary, and in the note beside a failed notebook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from analysis.errors import Fault, ReportError

Status = Literal["published", "skipped", "failed"]
STATUSES: tuple[Status, ...] = ("published", "skipped", "failed")


@dataclass(frozen=True)
class Failure:
    """Where and why a notebook stopped.

    Attributes:
        cell: Run count of the cell as the failed notebook shows it; 0 where no cell ran.
        line: First line of its source.
        reason: Last line of the exception.
    """

    cell: int
    line: str
    reason: str


@dataclass(frozen=True)
class RunResult:
    """What came of one run.

    Attributes:
        name: Of the run and of its folder.
        status: published, skipped (nothing it depends on has changed) or failed.
        folder: Where the report lies; after a failure the one from before, if there was one.
        seconds: From start to end.
        faults: Why it failed.
        n_warnings: Times its cells warned; run.log.json has the words.
        failure: The cell that stopped it, where it was a cell.
    """

    name: str
    status: Status
    folder: Path
    seconds: float = 0.0
    faults: tuple[Fault, ...] = ()
    n_warnings: int = 0
    failure: Failure | None = None

    @property
    def failed(self) -> bool:
        """Whether there is no new report although one was due."""
        return self.status == "failed"

    @property
    def error(self) -> ReportError | None:
        """The failure as an exception."""
        return ReportError(self.faults) if self.failed else None

    @property
    def reason(self) -> str:
        """Why it failed, in one clause; empty if it didn't."""
        if self.failure is not None:
            return self.failure.reason
        return self.faults[0].found if self.faults else ""

    def __str__(self) -> str:
        if self.failed:
            return f"{self.name}: failed\n" + "\n".join(f"  {fault}" for fault in self.faults)
        if self.status == "skipped":
            return f"{self.name}: skipped, nothing it is made from has changed"
        warnings = f"{self.n_warnings} warning{'' if self.n_warnings == 1 else 's'}"
        warned = f", {warnings} in run.log.json" if self.n_warnings else ""
        return f"{self.name}: published in {self.seconds:.1f} s{warned}"


def reason_text(result: RunResult, notebook: str, parameters: Mapping[str, Any]) -> str:
    """Return the note that is kept beside a failed notebook: why, in which cell, with which parameters."""
    lines = [str(fault) for fault in result.faults]
    lines.append(f"notebook: {notebook}")
    if result.failure is not None and result.failure.cell:
        lines.append(f"cell: [{result.failure.cell}] {result.failure.line}")
    lines += [f"parameter {name}: {value!r}" for name, value in parameters.items()]
    return "".join(f"{line}\n" for line in lines)


def summary(results: Sequence[RunResult], *, seconds: float) -> list[str]:
    """Return a table in lines: how many runs were published, skipped and failed; then each that failed."""
    counts = Counter(result.status for result in results)
    rows = [("runs", "status", "seconds")]
    for status in STATUSES:
        spent = sum(result.seconds for result in results if result.status == status)
        rows.append((str(counts[status]), status, f"{spent:.1f}"))
    rows.append((str(len(results)), "in all", f"{seconds:.1f} by the clock"))
    failed = [("failed run", "cell", "reason")]
    failed += [(result.name, _cell(result), result.reason) for result in results if result.failed]
    return _table(rows) + (["", *_table(failed)] if counts["failed"] else [])


def _cell(result: RunResult) -> str:
    return f"[{result.failure.cell}]" if result.failure is not None and result.failure.cell else "-"


def _table(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]
