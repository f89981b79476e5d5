"""What an executed notebook shows: its figures, tables and evidence, as the display functions mark them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml.etree import XMLSyntaxError
from nbformat import NotebookNode

from analysis.errors import Fault, ReportError
from analysis.reports import names, svg

KINDS = {
    "figure": ("image/svg+xml", "image/png", "text/csv"),
    "table": ("text/html", "text/csv"),
    "evidence": ("text/html", "text/csv"),
    "note": ("text/html",),
}
# What a display says that has nothing to show, so that a page can leave its section out.
NOTHING = "nothing"
_NEEDS = {"figure": "alt text", "table": "a caption", "evidence": "a caption"}


@dataclass(frozen=True)
class Shown:
    """One figure, table, evidence table or note among a notebook's outputs.

    Attributes:
        kind: figure, table, evidence or note.
        name: Name of its files.
        text: Alt text of a figure, caption of a table.
        data: Contents by MIME type; images in base64.
        title: What a figure shows, as a sentence; empty where the display doesn't say.
    """

    kind: str
    name: str
    text: str
    data: dict[str, str] = field(repr=False)
    title: str = ""

    @property
    def rows(self) -> list[list[str]]:
        """The rows of its CSV, the header first."""
        return list(csv.reader(io.StringIO(self.data.get("text/csv", ""))))

    def doc_ids(self) -> list[str]:
        """Return the documents it cites, sorted; none if it has no column doc_id."""
        rows = self.rows
        if not rows or "doc_id" not in rows[0]:
            return []
        column = rows[0].index("doc_id")
        return sorted({row[column] for row in rows[1:] if row[column]})

    def files(self) -> dict[str, str]:
        """Return where its files lie in the report, by what they are called on the page."""
        files = {"CSV": f"tables/{self.name}.csv"} if "text/csv" in self.data else {}
        if self.kind == "figure":
            files |= {"SVG": f"figures/{self.name}.svg", "PNG": f"figures/{self.name}.png"}
        return files


def what_is_shown(notebook: NotebookNode, *, where: str) -> list[Shown]:
    """Return all figures and tables of an executed notebook, in order.

    Raises:
        ReportError: With every output that isn't as the display functions make them: unknown kind, a name
            that can't be a file's or is used twice, contents that are missing, a figure without alt text.
    """
    found: list[Shown] = []
    faults: list[Fault] = []
    taken: set[str] = set()
    for cell, output in _marked(notebook):
        item = shown(output)
        if item.kind == NOTHING:
            continue
        place = f"{where} cell [{cell}]"
        faults += _faults(item, place)
        if item.name in taken:
            faults.append(
                Fault(place, 0, f"the name '{item.name}' is used twice", cure="Choose another name.")
            )
        taken.add(item.name)
        found.append(item)
    if faults:
        raise ReportError(faults)
    return found


def shown(output: NotebookNode) -> Shown:
    """Return one marked output."""
    mark: dict[str, Any] = output.metadata["analysis"]
    text = mark.get("alt") or mark.get("caption") or ""
    data = {mime: _joined(value) for mime, value in output.get("data", {}).items()}
    title = str(mark.get("title") or "")
    return Shown(str(mark.get("kind", "")), str(mark.get("name", "")), str(text), data, title)


def _marked(notebook: NotebookNode) -> Iterator[tuple[int, NotebookNode]]:
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if isinstance(output.get("metadata", {}).get("analysis"), dict):
                yield cell.execution_count or 0, output


def _joined(value: Any) -> str:
    return "".join(value) if isinstance(value, list) else str(value)


def _faults(item: Shown, place: str) -> list[Fault]:
    if item.kind not in KINDS:
        return [Fault(place, 0, f"an output of kind '{item.kind}' is found", f"one of {', '.join(KINDS)}")]
    if not names.is_safe(item.name):
        return [Fault(place, 0, f"the name '{item.name}' is found", "lower-case letters, digits and _ - .")]
    faults = [
        Fault(place, 0, f"{item.kind} '{item.name}' has no {mime}")
        for mime in KINDS[item.kind]
        if not item.data.get(mime)
    ]
    if item.kind in _NEEDS and not item.text:
        faults.append(Fault(place, 0, f"{item.kind} '{item.name}' says nothing of itself", _NEEDS[item.kind]))
    if item.kind == "figure" and not faults:
        try:
            svg.parsed(item.data["image/svg+xml"])
        except XMLSyntaxError as error:
            faults.append(Fault(place, 0, f"the SVG of figure '{item.name}' is broken ({error})"))
    return faults
