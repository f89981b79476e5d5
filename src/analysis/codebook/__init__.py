"""The codebook: what the themes are, and which sentences show them."""

from __future__ import annotations

from analysis.codebook.check import check_codebook
from analysis.codebook.coder import Coder
from analysis.codebook.explain import Explanation, explain
from analysis.codebook.reading import load_codebook
from analysis.codebook.themes import Codebook, Example, Rule, Theme

__all__ = [
    "Codebook",
    "Coder",
    "Example",
    "Explanation",
    "Rule",
    "Theme",
    "check_codebook",
    "explain",
    "load_codebook",
]
