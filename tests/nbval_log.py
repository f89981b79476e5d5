"""Makes nbval say what differs in a few lines: table rows before pictures, the place before the whole."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

from nbformat import NotebookNode
from nbval.plugin import IPyNbCell

# What says most stands first: nbval stops at the first difference.
ORDER = ("text/plain", "text/csv", "text", "text/html", "image/svg+xml")
MOST_LINES, WIDTH = 6, 160


def install() -> None:
    """Change nbval's comparison of outputs for this process: what it compares first, and what it says."""
    compare = IPyNbCell.compare_outputs

    def sorted_first(
        self: IPyNbCell, test: Sequence[Any], ref: Sequence[Any], skip_compare: Any = None
    ) -> bool:
        return compare(self, test, [in_order(output) for output in ref], skip_compare)

    def say(self: IPyNbCell, key: str, left: Any, right: Any) -> None:
        self.comparison_traceback += explain(key, left, right)

    IPyNbCell.compare_outputs, IPyNbCell.format_output_compare = sorted_first, say


def explain(key: str, committed: Any, found: Any) -> list[str]:
    """Return where two outputs of one kind differ: line by line, as the notebook has it and as it is now."""
    one, other = str(committed).splitlines(), str(found).splitlines()
    different = [n for n, (a, b) in enumerate(zip_longest(one, other)) if a != b]
    said = [f"{key} differs in {len(different)} of {max(len(one), len(other))} lines:"]
    if key == "text/csv" and one and different[:1] != [0]:
        said.append(f"  columns    {one[0]}"[:WIDTH])
    for n in different[:MOST_LINES]:
        a, b = (lines[n] if n < len(lines) else "(nothing)" for lines in (one, other))
        said += [f"  line {n + 1}:", f"    committed {_around(a, b)}", f"    found     {_around(b, a)}"]
    if len(different) > MOST_LINES:
        said.append(f"  and {len(different) - MOST_LINES} more lines")
    return [*said, "If that is right: make notebooks, and look at the difference before you commit it."]


def _around(line: str, other: str) -> str:
    """Return the part of a long line about the first place where it differs from another."""
    if len(line) <= WIDTH:
        return line
    first = next((n for n, (a, b) in enumerate(zip_longest(line, other)) if a != b), 0)
    start = max(0, first - WIDTH // 2)
    return (
        f"{'...' if start else ''}{line[start : start + WIDTH]}{'...' if start + WIDTH < len(line) else ''}"
    )


def in_order(output: NotebookNode) -> NotebookNode:
    """Return an output with its contents in the order in which they are to be compared."""
    if "data" not in output:
        return output
    keys = sorted(output["data"], key=lambda key: (ORDER.index(key) if key in ORDER else len(ORDER), key))
    return NotebookNode({**output, "data": NotebookNode({key: output["data"][key] for key in keys})})
