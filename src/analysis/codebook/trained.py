"""Reads what a theme says of the trained coder: from which probability on it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.codebook.located import key_line, kind_of
from analysis.codebook.themes import Trained
from analysis.vocabulary import TRAINED_DIRECTIONS, TRAINED_THEMES

if TYPE_CHECKING:
    from collections.abc import Collection

    from analysis.codebook.located import LocatedFile
    from analysis.codebook.themes import Rule

TRAINED, AFTER, UNLESS = "trained", "trained after", "trained not in one sentence with"


def read_trained(
    file: LocatedFile, theme: str, directions: Collection[str], unless: Rule | None
) -> Trained | None:
    """Return what a theme says under `trained:` and its like, None without; note what is wrong.

    Args:
        file: The file of a theme.
        theme: Its name.
        directions: That it names.
        unless: What must not stand in the sentence.
    """
    if TRAINED not in file.root:
        for key in (AFTER, UNLESS):
            if key in file.root:
                found = f"{key} without {TRAINED}"
                file.fault(key_line(file.root, key), found, f"both, or {TRAINED} alone")
        return None
    line = key_line(file.root, TRAINED)
    least = _probability(file, TRAINED, "such as 0.6", "Without the line only rules code.")
    after = least
    if AFTER in file.root:
        cure = f"Without the line {TRAINED} holds everywhere."
        after = _probability(file, AFTER, "such as 0.3", cure)
        if after > least:
            found = f"{AFTER} is {after:g}, {TRAINED} {least:g}"
            file.fault(key_line(file.root, AFTER), found, f"at most what {TRAINED} is", cure)
    if theme not in TRAINED_THEMES:
        known = f"one of {', '.join(TRAINED_THEMES)}"
        file.fault(line, f"the trained coder knows no theme '{theme}'", known, "Take the line out.")
    elif set(directions) != set(TRAINED_DIRECTIONS.get(theme, ())):
        known = ", ".join(TRAINED_DIRECTIONS.get(theme, ())) or "no directions"
        file.fault(line, "the trained coder gives other directions than the theme has", known)
    return Trained(least, after, unless)


def _probability(file: LocatedFile, key: str, example: str, cure: str) -> float:
    """Return the number under a key; note it where it is none between 0 and 1."""
    number = _number(file.root[key])
    if not 0 < number < 1:
        found = f"{key} is {kind_of(file.root[key])}"
        file.fault(key_line(file.root, key), found, f"a number between 0 and 1, {example}", cure)
    return number


def _number(value: object) -> float:
    """Return the number that a text or number says, 0 where it says none."""
    try:
        return float(value) if isinstance(value, str | int) else 0.0
    except ValueError:
        return 0.0
