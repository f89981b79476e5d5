"""SVG charts made fit to stand in a page: no script, no load, ids that can't clash, links that work."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from functools import lru_cache

from lxml import etree

from analysis.reports.links import said

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
_HREF = f"{{{XLINK}}}href"
_DROPPED = {
    f"{{{SVG}}}{name}" for name in ("script", "foreignObject", "metadata", "iframe", "animate", "set")
}
_URL_ID = re.compile(r"url\(\s*['\"]?#([^'\")]+)['\"]?\s*\)")
_ANY_URL = re.compile(r"url\s*\(|@import", re.IGNORECASE)
_EVERYTHING = re.compile(r"\s*\*\s*\{([^{}]*)\}\s*")


Lead = Callable[[str], str | None]  # an address within the page to where it leads; None if nowhere


def inline(svg: str, *, prefix: str, alt: str, lead: Lead) -> str:
    """Return an SVG file as an element of a page.

    Args:
        svg: The file; a document type and XML declaration may lead it.
        prefix: Put before every id, so that several charts of one page don't share ids.
        alt: What the chart shows, in words.
        lead: Where its links lead.

    Raises:
        lxml.etree.XMLSyntaxError: If it isn't well-formed.
    """
    root = deepcopy(_cleaned(svg))
    for title in root.findall(f"{{{SVG}}}title"):
        root.remove(title)  # would cover the chart as a tooltip; the label says the same
    ids = set(root.xpath("//@id"))
    for element in root.iter():
        _prefix_ids(element, prefix, ids)
    _move_styles(root)
    _lead_links(root, lead)
    # A chart with links is a group: within role "img" assistive technology would pass over the links.
    has_links = root.find(f".//{{{SVG}}}a[@href]") is not None
    root.set("role", "group" if has_links else "img")
    root.set("aria-label", alt)
    root.set("class", "chart")
    return _written(root)


def for_file(svg: str, *, lead: Lead) -> str:
    """Return the SVG as a file of its own, its links leading where `lead` says."""
    root = deepcopy(_cleaned(svg))
    _lead_links(root, lead)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + _written(root) + "\n"


def parsed(svg: str) -> etree._Element:
    """Return the root element of an SVG file, comments left out.

    Raises:
        lxml.etree.XMLSyntaxError: If it isn't well-formed.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    return etree.fromstring(svg.encode(), parser)


@lru_cache(maxsize=32)  # each is written twice: into the page and as a file
def _cleaned(svg: str) -> etree._Element:
    """Return the root element without scripts, handlers and loads; links keep only harmless addresses."""
    root = parsed(svg)
    for dropped in list(root.iter(*_DROPPED)):
        if dropped is not root:
            dropped.getparent().remove(dropped)
    for element in root.iter():
        href = element.attrib.pop(_HREF, None) or element.attrib.pop("href", None)
        for name in [name for name, value in element.items() if _is_harmful(name, value)]:
            del element.attrib[name]
        if href is not None and _may_lead(element.tag, href):
            element.set("href", href)
        if element.tag == f"{{{SVG}}}a" and element.get("href", "#").startswith("#"):
            element.attrib.pop("target", None)  # matplotlib opens every link in a new window
    return root


def _lead_links(root: etree._Element, lead: Lead) -> None:
    for link in root.iter(f"{{{SVG}}}a"):
        href = link.attrib.pop("href", "")
        address = lead(href) if href.startswith("#") else href
        if address:
            link.set("href", address)
            _name_link(link)


def _name_link(link: etree._Element) -> None:
    """Say in words where a mark leads, as its tooltip and for those who can't see it."""
    address, question, query = link.get("href", "").partition("?")
    if question and "#" in address and link.find(f"{{{SVG}}}title") is None:
        title = etree.Element(f"{{{SVG}}}title")
        title.text = f"Show the sentences: {said(query)}"
        link.insert(0, title)
        link.set("aria-label", title.text)


def _is_harmful(name: str, value: str) -> bool:
    if name.lower().startswith("on"):
        return True
    if "(" not in value and "@" not in value:  # nearly no value has an address, and outlines are long
        return False
    return _ANY_URL.search(_URL_ID.sub("", value)) is not None


def _may_lead(tag: str, href: str) -> bool:
    if tag == f"{{{SVG}}}a":
        return href.startswith(("#", "https://", "http://"))
    if tag == f"{{{SVG}}}image":
        return href.startswith("data:image/png;base64,")
    return href.startswith("#")


def _prefix_ids(element: etree._Element, prefix: str, ids: set[str | None]) -> None:
    for name, value in element.attrib.items():
        if name == "id":
            element.set(name, prefix + value)
        elif name == "href" and value[:1] == "#" and value[1:] in ids:
            element.set(name, f"#{prefix}{value[1:]}")
        elif name in ("aria-labelledby", "aria-describedby"):
            element.set(name, " ".join(prefix + part for part in value.split()))
        elif "url(" in value:
            element.set(name, _URL_ID.sub(lambda found: f"url(#{prefix}{found[1]})", value))


def _move_styles(root: etree._Element) -> None:
    """Turn the file's style sheet into properties of its root: within a page it would style all charts."""
    for sheet in list(root.iter(f"{{{SVG}}}style")):
        sheet.getparent().remove(sheet)
        rule = _EVERYTHING.fullmatch(sheet.text or "")
        if rule and not _ANY_URL.search(rule[1]):
            root.set("style", f"{rule[1].strip().rstrip(';')};{root.get('style', '')}".rstrip(";"))


def _written(root: etree._Element) -> str:
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="unicode").strip()
