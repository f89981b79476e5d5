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

    def to_rows(self, address: str) -> str | None:
        """Return where an address like "#evidence?voice=author" leads from this page; None if nowhere.

        A page without evidence leads to the report on the theme that the address names.
        """
        name, question, query = address.removeprefix("#").partition("?")
        if not question or name in self.here:
            return address
        wanted = dict(parse_qsl(query, keep_blank_values=True))
        run = self.theme_runs.get(wanted.pop("theme", ""))
        if run is None:
            return None
        return f"../{run}/{PAGE}#{name}" + (f"?{urlencode(wanted)}" if wanted else "")

    def from_figures(self, address: str) -> str | None:
        """Return the same as seen from a file in the folder of figures."""
        found = self.to_rows(address)
        if found is None:
            return None
        return f"../{PAGE}{found}" if found.startswith("#") else f"../{found}"
