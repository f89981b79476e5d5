"""Clean text that stays aligned: one character in, one out, so that offsets hold in the source's text."""

from __future__ import annotations

import unicodedata

# What the parser was not trained on, each replaced by the one character it stands for.
_REPLACED = {
    "\u00ad": " ",  # soft hyphen
    "\u200b": " ",  # zero-width space
    "\u2060": " ",  # word joiner
    "\ufeff": " ",  # byte order mark inside the text
    "\u2028": "\n",
    "\u2029": "\n",
    "\r": "\n",
    "\u2010": "-",
    "\u2011": "-",
}


def normalise(text: str) -> str:
    """Return text of the same length with odd spaces, controls and hyphens made plain; twice is once."""
    return "".join(_plain(char) for char in text)


def _plain(char: str) -> str:
    if " " <= char <= "~" or char == "\n":
        return char
    if char in _REPLACED:
        return _REPLACED[char]
    category = unicodedata.category(char)
    # Zs: no-break, thin and ideographic spaces; Cc: tabs and other controls; Cs: lone surrogates, which can't
    # be encoded.
    return " " if category in {"Zs", "Cc", "Cs"} else char
