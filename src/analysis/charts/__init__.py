"""Charts and tables for notebooks: one result table in, one figure or one table on the page out."""

from analysis.charts.accusations import who_accuses_whom
from analysis.charts.comparing import corrected_differences, theme_differences, typical_words
from analysis.charts.corpus import (
    actor_shares,
    documents_by_outlet,
    documents_per_period,
    effect_of_copies,
    theme_shares,
)
from analysis.charts.display import show_evidence, show_figure, show_notes, show_table
from analysis.charts.events import directions_around, events_over_time, themes_around, voices_around
from analysis.charts.findings import events_found
from analysis.charts.theme import (
    NO_SOURCE,
    directions_by_outlet,
    directions_over_time,
    modality_by_outlet,
    theme_by_outlet,
    theme_caption,
    theme_over_time,
    voices_of_theme,
)
from analysis.charts.validity import (
    accuracy,
    agreement,
    corrected_by_group,
    corrected_shares,
    show_hand_coding,
)
from analysis.charts.voices import (
    sides_by_outlet,
    speaker_shares,
    speakers_by_frame,
    unnamed_kinds,
    voices_by_theme,
)
from analysis.charts.wordings import show_wordings

__all__ = [
    "NO_SOURCE",
    "accuracy",
    "actor_shares",
    "agreement",
    "corrected_by_group",
    "corrected_differences",
    "corrected_shares",
    "directions_around",
    "directions_by_outlet",
    "directions_over_time",
    "documents_by_outlet",
    "documents_per_period",
    "effect_of_copies",
    "events_found",
    "events_over_time",
    "modality_by_outlet",
    "show_evidence",
    "show_figure",
    "show_hand_coding",
    "show_notes",
    "show_table",
    "show_wordings",
    "sides_by_outlet",
    "speaker_shares",
    "speakers_by_frame",
    "theme_by_outlet",
    "theme_caption",
    "theme_differences",
    "theme_over_time",
    "theme_shares",
    "themes_around",
    "typical_words",
    "unnamed_kinds",
    "voices_around",
    "voices_by_theme",
    "voices_of_theme",
    "who_accuses_whom",
]
