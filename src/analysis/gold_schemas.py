"""What the tables of hand-coded samples mean."""

from __future__ import annotations

from analysis.columns import IDS, INTEGER, NUMBER, TEXT, Column, Table
from analysis.vocabulary import MODALITIES, VOICES

GOLD_SENTENCES = Table(
    "gold_sentences",
    "one sentence drawn for coding by hand, of data/reference/gold",
    "gold_id",
    ("sample", "doc_id", "start"),
    (
        Column("gold_id", TEXT, "sample/doc_id/start-end"),
        Column("sample", TEXT, "name of the sample: its folder"),
        Column("doc_id", TEXT, "document the sentence is of; it may be one that this build lacks"),
        Column("start", INTEGER, "first character, from 0, in documents.text"),
        Column("end", INTEGER, "character after the last one"),
        Column("stratum", TEXT, "part of the population it was drawn from; empty where not stratified"),
        Column(
            "weight",
            NUMBER,
            "how many sentences of the population it stands for (1 / chance of being drawn), at least 1; "
            "blank where it was not drawn by chance",
            nullable=True,
        ),
        Column("themes", IDS, "themes that coders were asked for; of others the sample says nothing"),
    ),
)

GOLD_FAULTS = Table(
    "gold_faults",
    "one fault of a sample's files; the sample is left out of gold_sentences and gold_codes (audit)",
    "fault_id",
    ("sample", "path", "line", "reason"),
    (
        Column("fault_id", TEXT, "hash of sample, path, line and reason"),
        Column("sample", TEXT, "name of the sample: its folder"),
        Column("path", TEXT, "file, relative to data/reference"),
        Column("line", INTEGER, "line in it, from 1; 0 for the whole file"),
        Column("reason", TEXT, "what was found, what was expected, what to do"),
    ),
)

GOLD_CODES = Table(
    "gold_codes",
    "one theme that one coder found in one drawn sentence; one who found none has one row without theme",
    "gold_code_id",
    ("gold_id", "coder", "theme"),
    (
        Column("gold_code_id", TEXT, "gold_id/coder/theme"),
        Column("gold_id", TEXT, "row of gold_sentences"),
        Column(
            "coder",
            TEXT,
            "who coded it; agreed: what all who coded it agree on, or what was decided where they differ",
        ),
        Column("theme", TEXT, "theme found; blank where none was", nullable=True),
        Column("direction", TEXT, "how it is framed, where the theme has directions", nullable=True),
        Column("voice", TEXT, "whose words it is in", nullable=True, allowed=VOICES),
        Column("modality", TEXT, "how surely it is said", nullable=True, allowed=MODALITIES),
        Column("speaker_name", TEXT, "who is reported to say it, as the coder wrote it", nullable=True),
    ),
)
