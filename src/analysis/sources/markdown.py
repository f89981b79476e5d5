"""Markdown with YAML front matter: what follows the front matter is the text, as it stands."""

from __future__ import annotations

import re
from typing import Any

from analysis.errors import Fault
from analysis.sources.content import Content, Reading
from analysis.sources.decoding import decode
from analysis.sources.fields import make_document, meaning

_FENCE = re.compile(r"^---[ \t]*\r?\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.MULTILINE)
_CURE = "Write 'name: value' lines between two lines of ---; put values with a colon or # in quotation marks."


def read(content: Content) -> Reading:
    """Return the one document of a .md file; the front matter's names are those of columns (fields.NAMES)."""
    text = decode(content)
    if isinstance(text, Fault):
        return Reading.failed(text)
    opening = _FENCE.match(text)
    if not opening:
        return make_document(content, {"text": text})
    closing = _CLOSING.search(text, opening.end())
    if not closing:
        return Reading.failed(content.fault(1, "the front matter is never closed", "a line of ---", _CURE))
    values = _front_matter(content, text[opening.end() : closing.start()])
    if isinstance(values, Fault):
        return Reading.failed(values)
    body = {"text": text[closing.end() :]}
    return make_document(content, {**values, **body})


def _front_matter(content: Content, block: str) -> dict[str, Any] | Fault:
    """Return the front matter, every value as it is written: YAML would turn dates with a zone into UTC."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        values = YAML(typ="base", pure=True).load(block)
    except MarkedYAMLError as error:
        # The front matter begins on line 2 of the file; marks count from 0.
        mark = error.problem_mark or error.context_mark
        line = mark.line + 2 if mark else 1
        return content.fault(line, f"the front matter is not YAML ({error.problem})", "", _CURE)
    except (YAMLError, ValueError, RecursionError) as error:
        return content.fault(1, f"the front matter is not YAML ({str(error).splitlines()[0]})", "", _CURE)
    if values is None:
        return {}
    if not isinstance(values, dict):
        return content.fault(2, f"the front matter is a {type(values).__name__}", "names with values", _CURE)
    return {str(name): value for name, value in values.items() if meaning(str(name)) != "text"}
