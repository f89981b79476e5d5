"""Where the links of a report lead: to sentences in documents, to rows of the evidence, to other reports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode

from analysis.reports import names

DOCUMENTS = "documents"
PAGE = "report.html"


def document_file(doc_id: str) -> str:
    """Return where a document's page lies in a report: readable, and no other document's."""
    return f"{DOCUMENTS}/{names.unique_slug(doc_id)}.html"


def said(query: str) -> str:
    """Return in words what a query like "outlet=A&month=2031-01&month=2031-02" asks for.

    A key given several times asks for any of its values; of many only the first and the last are said.
    """
    asked: dict[str, list[str]] = {}
    for key, value in parse_qsl(query, keep_blank_values=True):
        asked.setdefault(key, []).append(value or "none")
    return ", ".join(
        f"{key} {' or '.join(values)}" if len(values) < 3 else f"{key} {values[0]} to {values[-1]}"
        for key, values in asked.items()
    )


@dataclass(frozen=True)
class Links:
    """The addresses of one report's page.

    Attributes:
        here: Names of the evidence tables on the page.
        theme_runs: The report on each theme, where links lead that the page has no evidence for.
    """

    here: frozenset[str] = frozenset()
    theme_runs: Mapping[str, str] = field(default_factory=dict)

    def to_sentence(self, doc_id: str, position: str) -> str:
        """Return the address of a sentence, or of its document where the position is no number."""
        return document_file(doc_id) + (f"#s{position}" if position.isascii() and position.isdigit() else "")

    def to_report(self, run: str) -> str:
        """Return the address of another report of the set."""
        return f"../{names.file_name(run)}/{PAGE}"

    def to_rows(self, address: str) -> str | None:
        """Return where an address like "#evidence?voice=author" leads from this page; None if nowhere.

        A page without evidence leads to the report on the theme that the address names.
        """
        name, question, query = address.removeprefix("#").partition("?")
        if not question or name in self.here:
            return address
        wanted = parse_qsl(query, keep_blank_values=True)
        themes = [value for key, value in wanted if key == "theme"]
        run = self.theme_runs.get(themes[0]) if len(themes) == 1 else None
        if run is None:
            return None
        wanted = [(key, value) for key, value in wanted if key != "theme"]
        return f"../{run}/{PAGE}#{name}" + (f"?{urlencode(wanted)}" if wanted else "")

    def from_figures(self, address: str) -> str | None:
        """Return the same as seen from a file in the folder of figures."""
        found = self.to_rows(address)
        if found is None:
            return None
        return f"../{PAGE}{found}" if found.startswith("#") else f"../{found}"
