"""An executed notebook without what differs from run to run: the same outputs give the same bytes."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from typing import Any

import nbformat
from nbformat import NotebookNode

from analysis.parameters import RESERVED

INJECTED = "injected-parameters"
_ERROR_MARKER = "papermill-error-cell-tag"
# Of the cell's metadata only what an author sets is kept; times and states are not.
_KEPT_METADATA = ("tags", "jupyter", "collapsed", "editable", "deletable", "slideshow", "name")
_KERNELSPEC = {"display_name": "Python 3", "language": "python", "name": "python3"}
_VARYING = (
    (re.compile(r"/[^\s:'\"]*ipykernel_\d+/\d+\.py"), "<cell>"),
    (re.compile(r"\bat 0x[0-9a-fA-F]{6,}"), "at 0x..."),
)
PROJECT_PLACE = "[project]"


def canonical(
    notebook: NotebookNode, *, source: NotebookNode | None = None, folder: str = "", stopped: bool = False
) -> tuple[NotebookNode, list[str]]:
    """Return a copy in canonical form, and what its cells wrote to stderr.

    Run counts are 1..n; ids of cells are those of the source; times, durations, paths of papermill, addresses
    of objects, the Python patch version and stderr are gone; neighbouring pieces of stdout are one.

    Args:
        notebook: The executed notebook.
        source: The notebook it was made from, for the ids.
        folder: A path that is replaced in sources and outputs, and not injected, for a project that lies
            elsewhere: its notebook is that of a checkout with the same tables.
        stopped: Whether a cell failed; then no cell is left out, as what failed is told by its number.
    """
    result = nbformat.v4.upgrade(copy.deepcopy(notebook))
    cells = [cell for cell in result.cells if _ERROR_MARKER not in cell.metadata.get("tags", [])]
    if folder and not stopped:
        cells = [cell for cell in cells if not _says_where_only(cell)]
    ids = iter([cell.get("id", f"cell-{n}") for n, cell in enumerate(source.cells)] if source else [])
    warnings: list[str] = []
    count = 0
    for number, cell in enumerate(cells):
        injected = INJECTED in cell.metadata.get("tags", [])
        cell["id"] = INJECTED if injected else next(ids, cell.get("id", f"cell-{number}"))
        # papermill gives every cell a list of tags, even an empty one.
        cell["metadata"] = NotebookNode({k: cell.metadata[k] for k in _KEPT_METADATA if cell.metadata.get(k)})
        if cell.cell_type != "code":
            continue
        cell["source"] = _without(cell.source, folder).rstrip("\n") if injected else cell.source
        ran = cell.execution_count is not None
        count += ran
        cell["execution_count"] = count if ran else None
        cell["outputs"], said = _outputs(cell.outputs, cell.execution_count, folder)
        warnings += said
    result["cells"] = cells
    result["metadata"] = NotebookNode(kernelspec=_KERNELSPEC, language_info={"name": "python"})
    result["nbformat"], result["nbformat_minor"] = 4, 5
    return result, warnings


def without_injected(notebook: NotebookNode) -> NotebookNode:
    """Return a canonical notebook without the cell papermill put in, its run counts again 1..n."""
    bare = copy.deepcopy(notebook)
    bare["cells"] = [cell for cell in bare.cells if INJECTED not in cell.metadata.get("tags", [])]
    return canonical(bare)[0]


def _says_where_only(cell: NotebookNode) -> bool:
    """Take the project's folder out of an injected cell; return whether that leaves nothing but a comment."""
    if INJECTED not in cell.metadata.get("tags", []):
        return False
    lines = [line for line in cell.source.splitlines() if not line.startswith(f"{RESERVED} = ")]
    cell["source"] = "\n".join(lines)
    return all(not line.strip() or line.startswith("#") for line in lines)


def to_bytes(notebook: NotebookNode) -> bytes:
    """Return the file of a notebook: sorted keys, indented by one, a newline at the end."""
    return (nbformat.v4.writes(notebook).rstrip("\n") + "\n").encode()


def _outputs(
    outputs: list[NotebookNode], count: int | None, folder: str
) -> tuple[list[NotebookNode], list[str]]:
    kept: list[NotebookNode] = []
    warnings = []
    for output in outputs:
        output = _steady_output(output, folder)
        output.pop("transient", None)
        if output.output_type == "stream" and output.name == "stderr":
            warnings.append(output.text)
            continue
        if output.output_type == "execute_result":
            output["execution_count"] = count
        if _continues(kept, output):
            kept[-1]["text"] += output.text
        else:
            kept.append(output)
    return kept, warnings


def _continues(kept: list[NotebookNode], output: NotebookNode) -> bool:
    """Whether an output goes on with the last one: how the kernel cuts a stream depends on time."""
    return (
        bool(kept) and output.output_type == "stream" == kept[-1].output_type and output.name == kept[-1].name
    )


def _steady_output(output: NotebookNode, folder: str) -> NotebookNode:
    """Return an output without addresses, temporary files and the project's folder.

    Only what Python itself prints is searched for addresses: tables and quotations are never touched by that.
    """
    output = _without(output, folder)
    if output.output_type in ("stream", "error"):
        return _searched(output)
    if "text/plain" in output.get("data", {}) and "analysis" not in output.get("metadata", {}):
        output["data"]["text/plain"] = _searched(output["data"]["text/plain"])
    return output


def _searched(value: Any) -> Any:
    if isinstance(value, str):
        for pattern, replacement in _VARYING:
            value = pattern.sub(replacement, value)
    return _mapped(value, _searched)


def _without(value: Any, folder: str) -> Any:
    if isinstance(value, str):
        return value.replace(folder, PROJECT_PLACE) if folder else value
    return _mapped(value, lambda item: _without(item, folder))


def _mapped(value: Any, change: Callable[[Any], Any]) -> Any:
    if isinstance(value, dict):
        return NotebookNode({key: change(item) for key, item in value.items()})
    return [change(item) for item in value] if isinstance(value, list) else value
