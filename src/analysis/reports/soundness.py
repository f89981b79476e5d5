"""Checks a written report as a reader's browser would meet it: whole, linked, and loading nothing."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from analysis.errors import Fault

# Attributes by which an element loads something as soon as the page is opened.
_LOADING = ("src", "srcset", "data", "poster", "background", "codebase", "manifest")
# Written after the check, and outside the report.
_WRITTEN_LATER = ("run.json", "../index.html")
# Another report: made and published on its own.
_SIBLING = re.compile(r"\.\./[a-z0-9][^/]*/report\.html")
# Start tags with attributes. html.parser reads a page of documents no better and ten times slower. What is
# matched once is never tried in another way (a + behind the quantifier): a page is half a megabyte.
_TAG = re.compile(r"""<([a-zA-Z][^\s/>]*+)(?=[\s/])((?:[^"'>]*+(?:"[^"]*+"|'[^']*+'))*+[^"'>]*+)>""")
# Any attribute; the name only of those that matter, which few do.
_NAME = r"""[^\s"'=/>]"""
_ATTRIBUTE = re.compile(
    rf"""(?:(id|style|on{_NAME}*+|{_NAME}*?href|{"|".join(_LOADING)})(?!{_NAME})|{_NAME}++)"""
    r"""(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++)))?+""",
    re.IGNORECASE,
)


@dataclass
class _Page:
    """What matters of one page: ids, links, and what it would load or run."""

    ids: Counter[str] = field(default_factory=Counter)
    links: set[str] = field(default_factory=set)
    loads: list[str] = field(default_factory=list)
    handlers: list[str] = field(default_factory=list)


def page_faults(folder: Path) -> list[Fault]:
    """Return what is wrong with a report's pages: links to nowhere, ids used twice, loads, handlers."""
    folder = folder.resolve()
    files = {path for path in folder.rglob("*") if path.is_file()}
    pages = {path: _read(path) for path in sorted(files) if path.suffix == ".html"}
    targets = {path: pages[path].ids if path in pages else Counter() for path in files}
    targets |= dict.fromkeys((_joined(folder, name) for name in _WRITTEN_LATER), None)
    faults = []
    for path, page in pages.items():
        where = path.relative_to(folder).as_posix()
        twice = sorted(name for name, times in page.ids.items() if times > 1)
        faults += [Fault(where, 0, f"the id '{name}' is used twice") for name in twice]
        faults += [Fault(where, 0, f"{found} would load something") for found in page.loads]
        faults += [Fault(where, 0, f"{found} would run something") for found in page.handlers]
        lost = sorted(link for link in page.links if not _leads_somewhere(link, path, targets))
        faults += [Fault(where, 0, f"the link '{link}' leads nowhere") for link in lost]
    return faults


def _read(path: Path) -> _Page:
    page = _Page()
    # Half of all tags are there more than once, letters of charts above all.
    for (tag, attributes), times in Counter(_TAG.findall(path.read_text(encoding="utf-8"))).items():
        for name, *quoted in _ATTRIBUTE.findall(attributes):
            if name:
                _note(page, tag.lower(), name.lower(), unescape("".join(quoted)), times)
    return page


def _note(page: _Page, tag: str, name: str, value: str, times: int) -> None:
    """Note an attribute of a tag that the page has so many times."""
    if name == "id":
        page.ids[value] += times
    elif name.startswith("on"):
        page.handlers.append(f"<{tag} {name}>")
    elif name == "href" and tag == "a":
        page.links.add(value)
    elif (name in _LOADING or name.endswith("href")) and not value.startswith(("data:", "#")):
        page.loads.append(f"<{tag} {name}={value[:60]}>")
    elif name == "style" and "url(" in value.replace("url(#", ""):
        page.loads.append(f"<{tag} style={value[:60]}>")


def _leads_somewhere(link: str, page: Path, targets: Mapping[Path, Counter[str] | None]) -> bool:
    """Whether a link leads to a file, and there to an id; None where the ids of a file aren't known."""
    if link.startswith(("http://", "https://", "mailto:")):
        return True
    path, _, fragment = link.partition("#")
    if _SIBLING.match(path):
        return True
    target = _joined(page.parent, unquote(path)) if path else page
    if target not in targets:
        return False
    ids = targets[target]
    return ids is None or not fragment or fragment in ids or unquote(fragment) in ids


def _joined(folder: Path, path: str) -> Path:
    """Return where a path leads from a folder; reports hold no links of the file system to be followed."""
    return Path(os.path.normpath(folder / path))
