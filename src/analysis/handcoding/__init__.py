"""Coding by hand: samples are drawn, coded by several people, compared and decided, and become tables."""

from __future__ import annotations

from analysis.handcoding.adjudication import Verdict, decision_file, verdicts
from analysis.handcoding.cells import Coding, Drawn
from analysis.handcoding.doubt import draw_uncertain
from analysis.handcoding.drawing import Stratum, draw, population_of
from analysis.handcoding.folder import drawn_text, write_sample
from analysis.handcoding.rows import code_rows, sentence_rows
from analysis.handcoding.samples import Sample, load_sample, load_samples, sample_faults, sample_names

__all__ = [
    "Coding",
    "Drawn",
    "Sample",
    "Stratum",
    "Verdict",
    "code_rows",
    "decision_file",
    "draw",
    "draw_uncertain",
    "drawn_text",
    "load_sample",
    "load_samples",
    "population_of",
    "sample_faults",
    "sample_names",
    "sentence_rows",
    "verdicts",
    "write_sample",
]
