"""Imports the notebook libraries without the two seconds that one of their helpers takes."""

from __future__ import annotations

import sys

# Builds a grammar of international addresses when it is imported; jsonschema imports it if it is there, and
# nbformat imports jsonschema. No notebook holds such an address.
_SLOW = "rfc3987_syntax"


def import_nbformat() -> None:
    """Import nbformat; does nothing more if it is imported already."""
    if "jsonschema" in sys.modules or _SLOW in sys.modules:
        return
    sys.modules[_SLOW] = None  # type: ignore[assignment]  # importing it then fails, which jsonschema allows for
    try:
        import nbformat  # noqa: F401
    finally:
        del sys.modules[_SLOW]
