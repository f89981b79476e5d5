"""Web pages: body and metadata by trafilatura; menus, captions and comments are left behind."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from analysis.errors import Fault
from analysis.sources.content import Content, Reading
from analysis.sources.dates import FIRST_YEAR, LAST_YEAR
from analysis.sources.decoding import decode
from analysis.sources.fields import make_document

if TYPE_CHECKING:
    from trafilatura.settings import Document as Page

_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)", re.IGNORECASE)
# Browsers read these names as the wider Windows encoding, and so do pages that use them (WHATWG Encoding
# Standard).
_WIDER = {"iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "iso-8859-9": "cp1254"}
# Dates the page states; the extensive search guesses, and trafilatura's own bounds move with the day it runs
# on.
_DATES: dict[str, Any] = {
    "original_date": True,
    "extensive_search": False,
    "min_date": f"{FIRST_YEAR}-01-01",
    "max_date": f"{LAST_YEAR}-12-31",
}
# With less than a sentence what was found is a button or a line of a menu; with hardly more it may be a
# notice, and a note says so.
_FEWEST_WORDS = 4
_FEW_WORDS = 10
_CURE = "Save the article's text as .txt or .md and ingest that."


def read(content: Content) -> Reading:
    """Return the one document of a web page: its article, with title, site, date and address."""
    match = _DECLARED.search(content.data[:4096])
    declared = match[1].decode("ascii").casefold() if match else ""
    text = decode(content, declared=_WIDER.get(declared, declared))
    if isinstance(text, Fault):
        return Reading.failed(text)
    page = _extract(text)
    if isinstance(page, str):
        return Reading.failed(content.fault(0, f"is a web page that can't be read ({page})", "HTML", _CURE))
    words = (page.text or "").split() if page is not None else []
    if page is None or not (len(words) >= _FEW_WORDS or _is_sentence(words)):
        return Reading.failed(
            content.fault(0, "no article was found in the page", "a sentence of text", _CURE)
        )
    values = {
        "text": page.text,
        "title": page.title,
        "outlet": page.sitename,
        "published": page.date,
        "url": page.url,
        "synthetic": _stated(text, "synthetic"),
        "licence": _stated(text, "licence") or _stated(text, "license"),
    }
    reading = make_document(content, values)
    if len(words) >= _FEW_WORDS:
        return reading
    note = content.fault(0, f"has a text of {len(words)} words", cure="See that it is an article, no notice.")
    return Reading(reading.documents, reading.faults, (*reading.notes, note))


def _is_sentence(words: Sequence[str]) -> bool:
    """Tell whether a few words end a sentence."""
    ends = (word.rstrip("\"'”’»)") for word in words[_FEWEST_WORDS - 1 :])
    return any(word.endswith((".", "!", "?", "…")) for word in ends)


def _extract(text: str) -> Page | str | None:
    """Return the article and its metadata, None if there is none, or what the parser stumbled over."""
    from lxml.etree import LxmlError
    from trafilatura import bare_extraction

    # It logs what the fault says anyway, and what is normal for a page without an article.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        # Precision over recall: what is no article must not be counted as one's evidence.
        return bare_extraction(
            text,
            with_metadata=True,
            include_comments=False,
            favor_precision=True,
            date_extraction_params=_DATES,
        )
    except (LxmlError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        return f"{type(error).__name__}: {error}"


def _stated(text: str, name: str) -> str:
    """Return what a meta element of this name says, "" if there is none."""
    if name not in text:
        return ""
    from lxml import html
    from lxml.etree import LxmlError

    try:
        found = html.fromstring(
            text.encode("utf-8", "surrogatepass"), parser=html.HTMLParser(encoding="utf-8")
        )
    except (LxmlError, ValueError):
        return ""
    return next(iter(found.xpath("//meta[@name=$name]/@content", name=name)), "")
