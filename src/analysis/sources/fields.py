"""From the fields of a file or row to a Document: which names are understood, what stays blank and why."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from analysis.errors import Fault, did_you_mean
from analysis.records import Document
from analysis.sources.content import Content, Reading, excerpt
from analysis.sources.dates import read_date

# What a field may be called, the first that is filled being taken. Case, spaces and hyphens don't matter.
NAMES: dict[str, tuple[str, ...]] = {
    "doc_id": ("doc_id",),
    "text": ("text", "body", "content", "article", "article_text", "article_body", "full_text", "maintext"),
    "title": ("title", "headline", "title_name", "heading"),
    "published": (
        *("published", "date", "published_at", "title_date", "date_published", "publication_date"),
        *("publish_date", "published_time", "pub_date", "pubdate"),
    ),
    "outlet": ("outlet", "source", "site", "outlets", "publisher", "publication", "site_name", "sitename"),
    "url": ("url", "link", "title_url", "source_url", "source_urls", "permalink", "href"),
    "language": ("language", "lang"),
    "licence": ("licence", "license"),
    "synthetic": ("synthetic", "is_synthetic"),
}
_STATED = tuple(field for field in NAMES if field != "text")
_MEANT = {name: field for field, names in NAMES.items() for name in names}
_TRUTH = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_HALF_PAIR = re.compile("[\ud800-\udfff]")
_LANGUAGE = re.compile(r"^([a-z]{2})(?:[-_].*)?$")
_LONGEST_ID = 200


@lru_cache(maxsize=4096)
def plain_name(name: str) -> str:
    """Return a column name as names are compared: no case, spaces and hyphens as underscores."""
    return re.sub(r"[\s-]+", "_", name.strip().lstrip("\ufeff").casefold())


def meaning(name: str) -> str:
    """Return the field that a column name stands for, or "" if it stands for none."""
    return _MEANT.get(plain_name(name), "")


def make_document(content: Content, values: Mapping[str, Any], *, line: int | None = None) -> Reading:
    """Return one document from its fields, or none, with what is wrong about them.

    Args:
        content: The file that it stands in.
        values: Fields under any of NAMES; others are left alone. Values are text, as in CSV, or any of JSON.
        line: First line of the row, from 1; nothing where the whole file is one document.
    """
    named = _named(values)
    text = _filled(named, "text")
    fields, faults = _texts(content, named, line or 0)
    if fault := _unusable(content, text, values, line or 0):
        return Reading.failed(fault)
    if fault := _bad_id(content, fields["doc_id"], line or 0):
        return Reading.failed(fault)
    day = read_date(fields["published"] or content.origin.published)
    if day.problem:
        cure = "The document goes in without a date; write the date in full if you know it."
        faults.append(content.fault(line or 0, day.problem, day.expected, cure))
    synthetic = _TRUTH.get(fields["synthetic"].casefold())
    if synthetic is None and fields["synthetic"]:
        faults.append(
            content.fault(line or 0, f"synthetic is {excerpt(fields['synthetic'])}", "true or false")
        )
    document = Document(
        doc_id=fields["doc_id"] or (file_id(content) if line is None else _row_id(content, text, fields)),
        collection=content.collection,
        path=content.path,
        line=line,
        title=fields["title"] or content.origin.title,
        outlet=fields["outlet"] or content.origin.outlet,
        published=day.day,
        url=fields["url"] or content.origin.url,
        language=_language(fields["language"]),
        licence=fields["licence"] or content.origin.licence,
        is_synthetic=content.origin.synthetic if synthetic is None else synthetic,
        text=text,
    )
    return Reading((document,), tuple(faults))


def _named(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values that are filled, under their names as they are compared."""
    filled = ((plain_name(name), value) for name, value in values.items() if value is not None)
    return {name: value for name, value in filled if not isinstance(value, str) or value.strip()}


def _filled(named: Mapping[str, Any], field: str) -> Any:
    """Return the first filled value of a field's names, in the order of NAMES; "" if none is."""
    return next((named[name] for name in NAMES[field] if name in named), "")


def _texts(content: Content, named: Mapping[str, Any], line: int) -> tuple[dict[str, str], list[Fault]]:
    """Return every field but the text as a string without space around it; a fault where it can't be one."""
    fields: dict[str, str] = {}
    faults: list[Fault] = []
    for field in _STATED:
        value = _filled(named, field)
        if isinstance(value, bool):
            value = str(value)
        fields[field] = str(value).strip() if isinstance(value, str | int | float) else ""
        if not isinstance(value, str | int | float) or _has_half_pair(fields[field]):
            found = f"{field} is {excerpt(str(value))}, which is not text"
            faults.append(content.fault(line, found, "a text", "The document goes in without it."))
            fields[field] = ""
    return fields, faults


def _unusable(content: Content, text: Any, values: Mapping[str, Any], line: int) -> Fault | None:
    if not isinstance(text, str):
        return content.fault(
            line, f"the text is {excerpt(str(text))}", "a string", "Put it in quotation marks."
        )
    if not text.strip():
        named = [name for name in values if isinstance(name, str) and name.strip()]
        if any(meaning(name) == "text" for name in named):
            return content.fault(
                line, "has no text", "a text that is not blank", "Fill it in or take the row out."
            )
        near = " ".join(did_you_mean(name, NAMES["text"]) for name in named if plain_name(name) not in _MEANT)
        cure = next((part for part in re.findall(r"Did you mean '[^']*'\?", near)), "Name the field 'text'.")
        found = f"has no text; its fields are {', '.join(named[:12]) or 'none'}"
        return content.fault(line, found, f"one of {', '.join(NAMES['text'])}", cure)
    if "\0" in text:
        line = line or text.count("\n", 0, text.index("\0")) + 1
        cure = "Take the character out; the rest of the text may be damaged too."
        return content.fault(
            line, f"the text holds a NUL character after {text.index(chr(0))} others", "a text", cure
        )
    if _has_half_pair(text):
        cure = "Repair it where the text was made; it is most often a picture character cut in two."
        return content.fault(
            line, "the text holds half a character (a lone surrogate)", "whole characters", cure
        )
    return None


def _bad_id(content: Content, doc_id: str, line: int) -> Fault | None:
    if _CONTROL.search(doc_id) or len(doc_id) > _LONGEST_ID:
        expected = f"one line of at most {_LONGEST_ID} characters"
        return content.fault(line, f"doc_id is {excerpt(doc_id)}", expected, "Give it a shorter, plain id.")
    return None


def file_id(content: Content) -> str:
    """Return the id of a file that is one document and states none: its name and its bytes decide."""
    return _readable_id(content, content.stem, content.data)


def _row_id(content: Content, text: str, fields: Mapping[str, str]) -> str:
    """Return the id of a row that states none: what it says decides, not its place or its origin."""
    own = (text, fields["title"], fields["published"], fields["url"], fields["outlet"])
    return _readable_id(content, fields["title"] or text[:80], "\0".join(own).encode("utf-8"))


def _readable_id(content: Content, words: str, seed: bytes) -> str:
    return f"{content.collection}:{slug(words)}-{hashlib.sha256(seed).hexdigest()[:8]}"


def slug(text: str, longest: int = 48) -> str:
    """Return letters and digits of a text joined by hyphens, in lower case, cut at a word if long."""
    words = re.sub(r"[\W_]+", "-", text.casefold()).strip("-")
    if len(words) > longest:
        words = words[: longest + 1].rpartition("-")[0] or words[:longest]
    return words or "untitled"


def _language(stated: str) -> str:
    match = _LANGUAGE.match(stated.casefold())
    return match[1] if match else ""


def _has_half_pair(text: str) -> bool:
    return bool(_HALF_PAIR.search(text))
