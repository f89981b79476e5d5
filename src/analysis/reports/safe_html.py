"""HTML of a notebook's outputs, rewritten from a list of what is allowed: nothing runs or loads."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape, unescape
from html.parser import HTMLParser

from analysis.reports.links import Links

HeadingId = Callable[[str, str], str]  # (h1 to h6, text) -> id

# ruff: noqa: SIM905 - lists of words are easier to read and to change than lists of strings
_TAGS = frozenset(
    "a abbr b bdi blockquote br caption cite code col colgroup dd details dfn div dl dt em figcaption figure "
    "h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp section small span strong sub summary sup "
    "table tbody td tfoot th thead time tr u ul var wbr".split()
)
_VOID = frozenset({"br", "col", "hr", "img", "wbr"})
# Of these not even the content is text to be read.
_DROPPED = frozenset({"script", "style"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_ATTRIBUTES = frozenset(
    "abbr alt class colspan datetime dir headers height id lang open role rowspan scope span start style "
    "tabindex title width".split()
)
_STYLE_LOADS = re.compile(r"url\s*\(|@import|expression|position\s*:|\\", re.IGNORECASE)
_HREF = re.compile(r"(?:https?://|mailto:|#)[^\x00-\x20]*", re.IGNORECASE)
_DATA_IMAGE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*")


def rewrite(html: str, *, links: Links | None = None, heading_id: HeadingId | None = None) -> str:
    """Return the same HTML made only of allowed elements and attributes, every element closed.

    Args:
        html: A fragment; text in it is escaped already.
        links: Where cited sentences and parts of the evidence are; without them, cites stay plain text.
        heading_id: Gives a heading its id from its text; ids are dropped from headings without it.
    """
    writer = _Writer(links, heading_id)
    writer.feed(html)
    return writer.finish()


class _Writer(HTMLParser):
    """Writes each element anew; what stands open at the end is closed, what was never open isn't."""

    def __init__(self, links: Links | None, heading_id: HeadingId | None) -> None:
        super().__init__(convert_charrefs=True)
        self._out: list[str] = []
        self._open: list[tuple[str, str]] = []  # (tag as read, tag as written)
        self._links = links
        self._heading_id = heading_id
        self._heading_at: int | None = None
        self._dropped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _DROPPED:
            self._dropped += 1
        if self._dropped or tag not in _TAGS:
            return
        values = {name: value or "" for name, value in attrs}
        written, kept = tag, _kept(tag, values)
        if address := _to_another_page(tag, values, self._links):
            written, kept["href"] = "a", address
        if self._links and kept.get("href", "").startswith("#"):
            address = self._links.to_rows(kept.pop("href"))
            kept |= {"href": address} if address else {}
        if tag == "img" and "src" not in kept:
            return
        if tag in _HEADINGS:
            kept.pop("id", None)
            self._heading_at = len(self._out)
        self._out.append(_start(written, kept))
        if tag not in _VOID:
            self._open.append((tag, written))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _DROPPED:
            self._dropped = max(0, self._dropped - 1)
            return
        if self._dropped or not any(tag == opened for opened, _ in self._open):
            return
        while True:
            opened, written = self._open.pop()
            self._close(opened, written)
            if opened == tag:
                return

    def handle_data(self, data: str) -> None:
        if not self._dropped:
            self._out.append(escape(data, quote=False))

    def finish(self) -> str:
        self.close()
        while self._open:
            self._close(*self._open.pop())
        return "".join(self._out)

    def _close(self, tag: str, written: str) -> None:
        if tag in _HEADINGS and self._heading_at is not None:
            if self._heading_id:
                text = unescape(re.sub(r"<[^>]*>", "", "".join(self._out[self._heading_at + 1 :])))
                start = self._out[self._heading_at]
                self._out[self._heading_at] = f'{start[:-1]} id="{escape(self._heading_id(tag, text))}">'
            self._heading_at = None
        self._out.append(f"</{written}>")


def _to_another_page(tag: str, values: Mapping[str, str], links: Links | None) -> str | None:
    """Return where a citation or the name of another report leads; None for all else."""
    named = values.get("class", "").split() if tag == "span" else []
    if links and "cite" in named and "data-doc" in values:
        return links.to_sentence(values["data-doc"], values.get("data-position", ""))
    if links and "report" in named and "data-report" in values:
        return links.to_report(values["data-report"])
    return None


def _kept(tag: str, values: Mapping[str, str]) -> dict[str, str]:
    """Return the attributes that may stay."""
    kept = {
        name: value
        for name, value in values.items()
        if name in _ATTRIBUTES or re.fullmatch(r"(data|aria)-[a-z0-9-]+", name)
    }
    if _STYLE_LOADS.search(kept.get("style", "")):
        del kept["style"]
    href = values.get("href", "").strip()
    if tag == "a" and _HREF.fullmatch(href):
        kept["href"] = href
    if tag == "img" and _DATA_IMAGE.fullmatch(values.get("src", "").strip()):
        kept["src"] = values["src"].strip()
        kept.setdefault("alt", "")
    return kept


def _start(tag: str, attributes: Mapping[str, str]) -> str:
    written = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    return f"<{tag}{written}>"
