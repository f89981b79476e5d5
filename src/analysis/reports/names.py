"""File names made from ids that may hold anything."""

from __future__ import annotations

import hashlib
import re
import unicodedata

_HASH_LENGTH = 10
_SAFE = re.compile(r"[a-z0-9_][a-z0-9._-]*")


def is_safe(name: str) -> bool:
    """Return whether a name can be a file name everywhere: lower case, no separator, no leading dot."""
    return bool(_SAFE.fullmatch(name)) and len(name) <= 150 and not name.endswith(".")


def short_hash(text: str) -> str:
    """Return ten hexadecimal digits that stand for a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_HASH_LENGTH]


def slug(text: str, *, limit: int = 60) -> str:
    """Return the letters and digits of a text in lower-case ASCII, the rest as hyphens; may be empty.

    What is too long is cut between two words.
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9_]+", "-", plain).strip("-")
    if len(words) <= limit:
        return words
    whole, _, _ = words[: limit + 1].rpartition("-")
    return whole or words[:limit]


def unique_slug(text: str, *, limit: int = 60) -> str:
    """Return a readable file name that no other text gets, on file systems that ignore case too."""
    return "-".join(part for part in (slug(text, limit=limit), short_hash(text)) if part)


def file_name(text: str) -> str:
    """Return the text itself where it can be a file name, else a unique slug of it."""
    return text if is_safe(text) else unique_slug(text)
