"""Text files: the whole file is one document."""

from __future__ import annotations

from analysis.errors import Fault
from analysis.sources.content import Content, Reading
from analysis.sources.decoding import decode
from analysis.sources.fields import make_document


def read(content: Content) -> Reading:
    """Return the one document of a .txt file; its text is the file, decoded."""
    text = decode(content)
    if isinstance(text, Fault):
        return Reading.failed(text)
    return make_document(content, {"text": text})
