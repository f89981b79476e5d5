"""The page of one report."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup
from nbformat import NotebookNode

from analysis.parameters import RESERVED, TAG, Parameter
from analysis.reports.canonical import INJECTED
from analysis.reports.cells import cells_html, markdown_html
from analysis.reports.facts import corpus_facts, evidence_facts, model_text, synthetic_note, value_text
from analysis.reports.layout import render
from analysis.reports.links import Links
from analysis.reports.shown import NOTHING

_TITLE = re.compile(r"#\s+(.+?)\s*#*\s*$")


@dataclass(frozen=True)
class Heading:
    """What a notebook is about: its first cell.

    Attributes:
        title: Its `# title`.
        lead: The rest, Markdown: the question in one sentence.
    """

    title: str
    lead: str


def heading_of(notebook: NotebookNode) -> Heading:
    """Return title and question of a notebook; empty where its first cell isn't `# title` and text."""
    cell = next(iter(notebook.cells), None)
    if cell is None or cell.cell_type != "markdown":
        return Heading("", "")
    first, _, rest = cell.source.strip().partition("\n")
    title = _TITLE.match(first)
    return Heading(title[1], rest.strip()) if title else Heading("", cell.source.strip())


def report_page(
    notebook: NotebookNode,
    record: Mapping[str, Any],
    parameters: Sequence[Parameter],
    *,
    links: Links,
) -> str:
    """Return the page of a report as HTML that needs nothing outside itself.

    Args:
        notebook: Executed, in canonical form.
        record: What run.json will hold (see provenance.record_of).
        parameters: The notebook's parameters with their defaults.
        links: Where links of the page lead.
    """
    heading = heading_of(notebook)
    body = NotebookNode(notebook)
    body["cells"] = _without_empty_sections(
        [cell for n, cell in enumerate(notebook.cells) if not _is_shown_elsewhere(n, cell, heading)]
    )
    banner = synthetic_note(record)
    cells = cells_html(body, links=links, banner=banner)
    page = {
        "run": record["run"],
        "title": record["title"],
        "subject": record["subject"],
        "lead": Markup(markdown_html(heading.lead)),
        "facts": evidence_facts(record) + corpus_facts(record),
        "synthetic": banner,
        "parameters": _parameter_rows(parameters, record["parameters"]),
        "contents": cells.contents,
        "cells": Markup(cells.html),
        "notebook": record["notebook"]["name"],
        "data": record["data_version"],
        "model": model_text(record["model"]),
    }
    return render("report.html.jinja", styles=("evidence.css",), script="filter.js", page=page)


def _without_empty_sections(cells: Sequence[NotebookNode]) -> list[NotebookNode]:
    """Return the cells without the sections (from one `## heading` to the next) that have nothing to show."""
    sections: list[list[NotebookNode]] = [[]]
    for cell in cells:
        if cell.cell_type == "markdown" and cell.source.startswith("## "):
            sections.append([])
        sections[-1].append(cell)
    return [cell for section in sections if not _is_empty(section) for cell in section]


def _is_empty(section: Sequence[NotebookNode]) -> bool:
    """Whether a section says by all of its outputs that there is nothing to show."""
    marks = [
        output.get("metadata", {}).get("analysis", {})
        for cell in section
        for output in cell.get("outputs", [])
    ]
    return bool(marks) and all(mark.get("kind") == NOTHING for mark in marks)


def plain(markdown: str) -> str:
    """Return Markdown as plain text of one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", markdown_html(markdown))).split())


def _is_shown_elsewhere(number: int, cell: NotebookNode, heading: Heading) -> bool:
    """Whether a cell is the title or holds parameters, which the page shows in their own places."""
    tags = cell.metadata.get("tags", [])
    return (number == 0 and bool(heading.title or heading.lead)) or TAG in tags or INJECTED in tags


def _parameter_rows(parameters: Sequence[Parameter], values: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "name": parameter.name,
            "value": value_text(values[parameter.name]),
            "default": value_text(parameter.default),
            "is_changed": values[parameter.name] != parameter.default and parameter.name != "theme",
            "meaning": parameter.meaning,
        }
        for parameter in parameters
        if parameter.name != RESERVED
    ]
