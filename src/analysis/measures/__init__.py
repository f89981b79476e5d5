"""Measures: tables in, result tables out. Notebooks take them from here."""

from analysis.measures.accusations import (
    accusations_of,
    first_pairs,
    who_accuses_whom,
    with_targets,
)
from analysis.measures.agreement import agreement
from analysis.measures.checks import check_corpus, check_theme, check_voices, require
from analysis.measures.coders import accuracy_of_coders, count_coders
from analysis.measures.comparing import (
    Pair,
    corrected_differences,
    differences,
    groups_known,
    groups_of,
    n_corrected,
    pair_of,
    with_group,
)
from analysis.measures.corpus import (
    corpus_size,
    documents_by,
    documents_not_read,
    documents_per_period,
    effect_of_copies,
    most_mentioned,
)
from analysis.measures.corrected import Corpus, corrected_by_group, corrected_per_theme, corrected_prevalence
from analysis.measures.event_accuracy import accuracy_of_events
from analysis.measures.events import check_events
from analysis.measures.evidence import (
    evidence_of_codes,
    evidence_of_confusions,
    evidence_of_events,
    evidence_of_statements,
)
from analysis.measures.frames import first_rows
from analysis.measures.judging import HandCoding, hand_coding, overlapping
from analysis.measures.occurrences import (
    most_told,
    occurrence,
    occurrences_of,
    tellings_of,
)
from analysis.measures.on_record import known_and_told, with_days_on_record
from analysis.measures.prevalence import (
    composition,
    composition_over_time,
    count_rules,
    share_of_documents,
    share_over_time,
    share_per_theme,
    with_periods,
)
from analysis.measures.recounts import check_comparison, check_validity
from analysis.measures.selection import Selection, population_among, rows_of, select, theme_of
from analysis.measures.typical import evidence_of_words, first_words, typical_words
from analysis.measures.validity import OUTCOMES, confusions, measured_accuracy, to_code_next
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
    "OUTCOMES",
    "SIDES",
    "VOICES",
    "WINDOWS",
    "Corpus",
    "HandCoding",
    "Pair",
    "Selection",
    "accuracy_of_coders",
    "accuracy_of_events",
    "accusations_of",
    "agreement",
    "around",
    "check_comparison",
    "check_corpus",
    "check_events",
    "check_theme",
    "check_validity",
    "check_voices",
    "composition",
    "composition_over_time",
    "confusions",
    "corpus_size",
    "corrected_by_group",
    "corrected_differences",
    "corrected_per_theme",
    "corrected_prevalence",
    "count_coders",
    "count_rules",
    "count_voices",
    "count_wordings",
    "differences",
    "directions_of",
    "documents_by",
    "documents_not_read",
    "documents_per_period",
    "effect_of_copies",
    "evidence_of_codes",
    "evidence_of_confusions",
    "evidence_of_events",
    "evidence_of_statements",
    "evidence_of_words",
    "first_pairs",
    "first_rows",
    "first_voices",
    "first_wordings",
    "first_words",
    "groups_known",
    "groups_of",
    "hand_coding",
    "known_and_told",
    "measured_accuracy",
    "most_mentioned",
    "most_told",
    "n_corrected",
    "occurrence",
    "occurrences_of",
    "overlapping",
    "pair_of",
    "population_among",
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
    "to_code_next",
    "typical_words",
    "unnamed_kinds",
    "voiced_codes",
    "who_accuses_whom",
    "with_days_on_record",
    "with_group",
    "with_periods",
    "with_targets",
    "with_window",
    "wordings",
]
