"""Errors that say what was found and where, what was expected, and what to do next."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Fault:
    """One thing that is wrong in one place.

    Attributes:
        where: File (relative to the project where it can be) or other place.
        line: Line in that file, counted from 1; 0 where a line makes no sense.
        found: What stands there, as a clause.
        expected: What should stand there; may be empty.
        cure: What to do next, as a sentence; may be empty.
    """

    where: str
    line: int
    found: str
    expected: str = ""
    cure: str = ""

    def __str__(self) -> str:
        place = f"{self.where} line {self.line}" if self.line else self.where
        said = f"{place}: {self.found}"
        if self.expected:
            said += f", expected {self.expected}"
        return f"{said}. {self.cure}".rstrip() if self.cure else f"{said}."


class AnalysisError(Exception):
    """Base of every error of the project; carries all the faults found, not only the first."""

    def __init__(self, faults: Fault | Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = (faults,) if isinstance(faults, Fault) else tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))

    def __reduce__(self) -> tuple[type[AnalysisError], tuple[tuple[Fault, ...]]]:
        """Travel between processes with the faults, which the message alone would lose."""
        return type(self), (self.faults,)


class DataError(AnalysisError):
    """A table or a record does not keep its schema."""


class SourceError(AnalysisError):
    """An input file can't be read."""


class ReferenceDataError(AnalysisError):
    """Actors, outlets or timeline are at fault."""


class CodebookError(AnalysisError):
    """A theme of the codebook is at fault."""


class ModelError(AnalysisError):
    """The language model is missing or another one than expected."""


class ParameterError(AnalysisError):
    """A parameter of a report or a command is unknown, ill-typed or out of range."""


class ReportError(AnalysisError):
    """A notebook failed or a report could not be published."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return "Did you mean 'x'?" for the nearest known word, else the known words if they are few."""
    known = sorted(known)
    by_low = {name.casefold(): name for name in reversed(known)}
    low = word.casefold()
    near = difflib.get_close_matches(low, by_low, n=1, cutoff=0.6)
    parts = [name for name in by_low if len(low) > 2 and low in name]  # a letter is in any
    if near or len(parts) == 1:
        return f"Did you mean '{by_low[(near or parts)[0]]}'?"
    # Hundreds of names help nobody, and bury the faults around them.
    return f"Known: {', '.join(known)}." if 0 < len(known) <= 40 else ""
