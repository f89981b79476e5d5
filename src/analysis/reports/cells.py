"""The cells of an executed notebook as HTML, through nbconvert: outputs in full, code behind a toggle."""

from __future__ import annotations

import html
import itertools
import re
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from markupsafe import Markup
from nbconvert.exporters import HTMLExporter, TemplateExporter
from nbconvert.filters import Highlight2HTML
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbformat import NotebookNode

from analysis.reports import names, svg
from analysis.reports.layout import TEMPLATES, environment
from analysis.reports.links import Links
from analysis.reports.safe_html import HeadingId, rewrite
from analysis.reports.shown import NOTHING, shown

# The first of these that an output has is shown.
_PRIORITY = ["text/html", "text/markdown", "image/svg+xml", "image/png", "text/plain"]
# Characters of what a cell prints that a page shows; a browser opens a page of a few million slowly.
_MOST_PRINTED = 200_000
# Stands where the targets of links into the evidence go; they are known when all cells are written.
_ANCHORS = "<!--anchors of {}-->"
_ANCHORS_PLACE = re.compile(r"<!--anchors of ([^>]*)-->")
_NARROWING_LINK = re.compile(r'href="#([^"?]+)\?([^"]*)"')


@dataclass
class Cells:
    """The cells of one notebook as HTML.

    Attributes:
        html: All cells.
        contents: (id, text) of the headings of the second level.
    """

    html: str = ""
    contents: list[tuple[str, str]] = field(default_factory=list)


def cells_html(notebook: NotebookNode, *, links: Links, banner: str = "") -> Cells:
    """Return the cells as HTML that loads nothing and runs nothing.

    Args:
        notebook: Executed; stderr was taken out before.
        links: Where links of this page lead.
        banner: A note the page shows at its top; where a notebook says the same it isn't said twice.
    """
    writer = _Writer(links, banner)
    for name, function in writer.filters().items():
        _exporter().register_filter(name, function)
    body, _ = _exporter().from_notebook_node(notebook)
    return Cells(_with_anchors(body), writer.contents)


def _with_anchors(body: str) -> str:
    """Return the HTML with a target for every link into a part of the evidence, for when no script runs."""
    targets: dict[str, set[str]] = {}
    for name, query in _NARROWING_LINK.findall(body):
        targets.setdefault(name, set()).add(query)
    return _ANCHORS_PLACE.sub(
        lambda place: "".join(
            f'<span id="{place[1]}?{query}"></span>' for query in sorted(targets.get(place[1], ()))
        ),
        body,
    )


def markdown_html(source: str, *, links: Links | None = None, heading_id: HeadingId | None = None) -> str:
    """Return Markdown as HTML that loads nothing and runs nothing."""
    renderer = IPythonRenderer(escape=False, exclude_anchor_links=True)
    rendered = MarkdownWithMath(renderer=renderer).render(source)
    return rewrite(rendered, links=links, heading_id=heading_id)


def _printed(text: str) -> str:
    """Return what a cell printed, up to the line with which it is too much for a page, and how much more."""
    if len(text) <= _MOST_PRINTED:
        return text
    shown = text[: text.rfind("\n", 0, _MOST_PRINTED) + 1 or _MOST_PRINTED]
    return f"{shown}... and {len(text) - len(shown):,} more characters, in notebook.ipynb"


@lru_cache(maxsize=256)  # reports of one notebook have the same code
def _highlighted(source: str) -> str:
    return Highlight2HTML(pygments_lexer="python")(source)


@cache
def _exporter() -> _Exporter:
    """Return the exporter of this process: its templates are read once, not once a page."""
    return _Exporter(
        template_name="base",
        template_file="cells.html.jinja",
        extra_template_basedirs=[],
        extra_template_paths=[str(TEMPLATES)],
        optimistic_validation=True,  # once, not behind each of a dozen steps
    )


class _Exporter(HTMLExporter):
    """nbconvert's exporter without its last step, which parses the whole page anew and lower-cases SVG."""

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **options: Any
    ) -> tuple[str, dict[str, Any]]:
        return TemplateExporter.from_notebook_node(self, nb, resources, **options)


class _Writer:
    """The filters of one page; they share the ids that are taken."""

    def __init__(self, links: Links, banner: str) -> None:
        self._links = links
        self._banner = f'<p class="note">{html.escape(banner)}</p>' if banner else ""
        self._ids: set[str] = set()
        self._charts = 0
        self.contents: list[tuple[str, str]] = []

    def filters(self) -> dict[str, Any]:
        return {
            "filter_data_type": lambda data: [kind for kind in _PRIORITY if kind in data][:1],
            "report_code": _highlighted,
            "report_markdown": self.markdown,
            "report_html": self.html,
            "report_svg": self.chart,
            "report_base64": lambda text: re.sub(r"[^A-Za-z0-9+/=]", "", text),
            "report_printed": _printed,
            "report_output": self.output,
        }

    def markdown(self, source: str) -> str:
        return markdown_html(source, links=self._links, heading_id=self._heading)

    def html(self, source: str) -> str:
        return rewrite(source, links=self._links, heading_id=self._heading)

    def chart(self, source: str, alt: str = "") -> str:
        self._charts += 1
        return svg.inline(source, prefix=f"c{self._charts}-", alt=alt, lead=self._links.to_rows)

    def output(self, output: NotebookNode) -> str:
        item = shown(output)
        if item.kind == NOTHING:
            return ""
        template = environment().get_template("outputs.html.jinja")
        if item.kind == "figure":
            chart = Markup(self.chart(item.data["image/svg+xml"], item.text))
            return template.render(shown=item, svg=chart, rows=item.rows)
        # The section around it has the id of an evidence table.
        source = self.html(item.data["text/html"]).replace(f' id="{html.escape(item.name)}"', "")
        if item.kind == "note" and self._banner:
            source = source.replace(self._banner, "")
        has_caption = "<caption" in source or "<figcaption" in source
        anchors = Markup(_ANCHORS.format(item.name))
        return template.render(shown=item, html=Markup(source), has_caption=has_caption, anchors=anchors)

    def _heading(self, level: str, text: str) -> str:
        base = f"section-{names.slug(text) or 'untitled'}"
        taken = next(i for i in itertools.count(1) if (base if i == 1 else f"{base}-{i}") not in self._ids)
        name = base if taken == 1 else f"{base}-{taken}"
        self._ids.add(name)
        if level == "h2":
            self.contents.append((name, text))
        return name
