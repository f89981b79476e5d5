"""Prints what reports show, a line of JSON each, for trials that run changed code in a process of its own."""

from __future__ import annotations

import hashlib
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from types import FrameType
from typing import Any

import analysis

PACKAGE = Path(analysis.__file__).parent
Lines = dict[str, list[int]]  # by module


def main(order: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield for each report its name, what it shows, and the lines of charts and measures it runs.

    Args:
        order: project, its folder; runs, names of reports or null for all; images, to have hashes of all that
            is shown, pictures too; trace, to have the lines.
    """
    from analysis.paths import Project
    from analysis.reports import default_set
    from executed import run_cells
    from expected_figures import files_of

    images, trace = order.get("images", False), order.get("trace", False)
    by_name = {run.name: run for run in default_set(Project.at(order["project"]))}
    for name in order["runs"] or by_name:
        run, lines = by_name[name], Lines()
        with _traced(lines) if trace else nullcontext():
            values = {**run.parameters, "project": order["project"]}
            found = run_cells(run.notebook.stem, images=images, strokes=not images, **values)
        yield {"run": name, "shown": _hashes(found) if images else files_of(found), "lines": lines}


def _hashes(shown: dict[str, dict[str, str]]) -> dict[str, str]:
    return {
        name: hashlib.sha256(json.dumps(item, sort_keys=True).encode()).hexdigest()
        for name, item in shown.items()
    }


@contextmanager
def _traced(lines: Lines) -> Iterator[None]:
    """Note the lines that run in charts and measures; constants of a module that runs count as run."""
    seen: dict[str, set[int]] = defaultdict(set)

    def note(frame: FrameType, event: str, _: Any) -> Any:
        path = frame.f_code.co_filename
        if not path.startswith((f"{PACKAGE}/charts/", f"{PACKAGE}/measures/")):
            return None
        seen[path].add(frame.f_lineno)
        return note

    sys.settrace(note)
    try:
        yield
    finally:
        sys.settrace(None)
    for path, numbers in seen.items():
        lines[Path(path).relative_to(PACKAGE).as_posix()] = sorted(numbers | _top_level(Path(path)))


def _top_level(path: Path) -> set[int]:
    import ast

    tree = ast.parse(path.read_text("utf-8"))
    plain = [node for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign)]
    return {number for node in plain for number in range(node.lineno, (node.end_lineno or node.lineno) + 1)}


if __name__ == "__main__":
    for report in main(json.loads(sys.argv[1])):
        print(json.dumps(report), flush=True)
