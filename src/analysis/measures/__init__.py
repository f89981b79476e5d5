"""Measures: tables in, result tables out. Notebooks take them from here."""

from analysis.measures.accusations import (
    accusations_of,
    first_pairs,
    who_accuses_whom,
    with_targets,
)
from analysis.measures.checks import check_corpus, check_theme, check_voices, require
from analysis.measures.corpus import (
    corpus_size,
    documents_by,
    documents_per_period,
    effect_of_copies,
    most_mentioned,
)
from analysis.measures.events import check_events
from analysis.measures.evidence import evidence_of_codes, evidence_of_events, evidence_of_statements
from analysis.measures.frames import first_rows
from analysis.measures.occurrences import (
    known_and_told,
    most_told,
    occurrence,
    occurrences_of,
    tellings_of,
)
from analysis.measures.prevalence import (
    composition,
    composition_over_time,
    count_rules,
    share_of_documents,
    share_over_time,
    share_per_theme,
    with_periods,
)
from analysis.measures.selection import Selection, codes_of, rows_of, select, theme_of
from analysis.measures.voices import (
    AUTHOR,
    SIDES,
    VOICES,
    count_voices,
    first_voices,
    speakers,
    speakers_by_frame,
    statements_of,
    unnamed_kinds,
    voiced_codes,
)
from analysis.measures.windows import WINDOWS, around, directions_of, with_window
from analysis.measures.wordings import count_wordings, first_wordings, wordings
from analysis.vocabulary import MODALITIES

__all__ = [
    "AUTHOR",
    "MODALITIES",
    "SIDES",
    "VOICES",
    "WINDOWS",
    "Selection",
    "accusations_of",
    "around",
    "check_corpus",
    "check_events",
    "check_theme",
    "check_voices",
    "codes_of",
    "composition",
    "composition_over_time",
    "corpus_size",
    "count_rules",
    "count_voices",
    "count_wordings",
    "directions_of",
    "documents_by",
    "documents_per_period",
    "effect_of_copies",
    "evidence_of_codes",
    "evidence_of_events",
    "evidence_of_statements",
    "first_pairs",
    "first_rows",
    "first_voices",
    "first_wordings",
    "known_and_told",
    "most_mentioned",
    "most_told",
    "occurrence",
    "occurrences_of",
    "require",
    "rows_of",
    "select",
    "share_of_documents",
    "share_over_time",
    "share_per_theme",
    "speakers",
    "speakers_by_frame",
    "statements_of",
    "tellings_of",
    "theme_of",
    "unnamed_kinds",
    "voiced_codes",
    "who_accuses_whom",
    "with_periods",
    "with_targets",
    "with_window",
    "wordings",
]
