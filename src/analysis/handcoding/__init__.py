"""Coding by hand: samples are drawn, coded by several people, compared and decided, and become tables."""

from __future__ import annotations

from analysis.handcoding.adjudication import Verdict, decision_file, verdicts
from analysis.handcoding.cells import Coding, Drawn
from analysis.handcoding.context import contexts_of
from analysis.handcoding.doubt import draw_uncertain
from analysis.handcoding.drawing import Stratum, draw, population_of
from analysis.handcoding.folder import check_names, drawn_text, save_codes, taken_in, write_sample
from analysis.handcoding.formats import exported, imported
from analysis.handcoding.notebook import show_form, what_to_do
from analysis.handcoding.rows import code_rows, sentence_rows
from analysis.handcoding.samples import (
    AGREED,
    AGREED_CODER,
    SAMPLE,
    Sample,
    codings_of,
    load_sample,
    read_samples,
    sample_faults,
    sample_names,
)
from analysis.handcoding.session import Session

__all__ = [
    "AGREED",
    "AGREED_CODER",
    "SAMPLE",
    "Coding",
    "Drawn",
    "Sample",
    "Session",
    "Stratum",
    "Verdict",
    "check_names",
    "code_rows",
    "codings_of",
    "contexts_of",
    "decision_file",
    "draw",
    "draw_uncertain",
    "drawn_text",
    "exported",
    "imported",
    "load_sample",
    "population_of",
    "read_samples",
    "sample_faults",
    "sample_names",
    "save_codes",
    "sentence_rows",
    "show_form",
    "taken_in",
    "verdicts",
    "what_to_do",
    "write_sample",
]
