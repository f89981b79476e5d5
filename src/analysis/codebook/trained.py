"""What a theme says of the trained coder: from which probability on it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.codebook.located import key_line, kind_of
from analysis.vocabulary import TRAINED_DIRECTIONS, TRAINED_THEMES

if TYPE_CHECKING:
    from collections.abc import Collection

    from analysis.codebook.located import LocatedFile


def least_trained(file: LocatedFile, theme: str, directions: Collection[str]) -> float | None:
    """Return the probability under `trained:`, None where the file has no such line; note what is wrong.

    Args:
        file: The file of a theme.
        theme: Its name.
        directions: That it names.
    """
    if "trained" not in file.root:
        return None
    line = key_line(file.root, "trained")
    least = _number(file.root["trained"])
    if not 0 < least < 1:
        found = f"trained is {kind_of(file.root['trained'])}"
        cure = "Without the line only rules code."
        file.fault(line, found, "a number between 0 and 1, such as 0.6", cure)
    if theme not in TRAINED_THEMES:
        known = f"one of {', '.join(TRAINED_THEMES)}"
        file.fault(line, f"the trained coder knows no theme '{theme}'", known, "Take the line out.")
    elif set(directions) != set(TRAINED_DIRECTIONS.get(theme, ())):
        known = ", ".join(TRAINED_DIRECTIONS.get(theme, ())) or "no directions"
        file.fault(line, "the trained coder gives other directions than the theme has", known)
    return least


def _number(value: object) -> float:
    """Return the number that a text or number says, 0 where it says none."""
    try:
        return float(value) if isinstance(value, str | int) else 0.0
    except ValueError:
        return 0.0
