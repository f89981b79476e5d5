"""The codebook: what the themes are, and which sentences show them."""

from __future__ import annotations

from analysis.codebook.check import check_codebook
from analysis.codebook.coder import Coder
from analysis.codebook.explain import Blocked, Explanation, explain, nearly
from analysis.codebook.reading import load_codebook
from analysis.codebook.themes import Codebook, Example, Rule, Theme
from analysis.codebook.usage import idle_and_inseparable

__all__ = [
    "Blocked",
    "Codebook",
    "Coder",
    "Example",
    "Explanation",
    "Rule",
    "Theme",
    "check_codebook",
    "explain",
    "idle_and_inseparable",
    "load_codebook",
    "nearly",
]
