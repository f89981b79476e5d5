"""What every table means: one row, its key, each column's type, meaning and blanks.

From these come the checks on writing, the Parquet types and the data dictionary (data/processed/README.md).
"""

from __future__ import annotations

from analysis.columns import DATE, IDS, INTEGER, NUMBER, SPANS, TEXT, TRUTH, Column, Table
from analysis.gold_schemas import GOLD_CODES, GOLD_FAULTS, GOLD_SENTENCES
from analysis.vocabulary import (
    CAMPS,
    ENTITY_KINDS,
    EVENT_KINDS,
    LANGUAGE_BASES,
    MODALITIES,
    PLOVER_KINDS,
    RESOLUTIONS,
    STANCES,
    UNNAMED_KINDS,
    VOICES,
)

_DOC = Column("doc_id", TEXT, "document the row belongs to")
_SENTENCE = Column("sentence_id", TEXT, "sentence the row belongs to")
_START = Column("start", INTEGER, "first character, from 0, in documents.text")
_END = Column("end", INTEGER, "character after the last one")

DOCUMENTS = Table(
    "documents",
    "one article, statement or transcript as it was collected; copies are rows too",
    "doc_id",
    ("doc_id",),
    (
        Column("doc_id", TEXT, "identity; the source's own where it has one"),
        Column("collection", TEXT, "folder of data/raw it came with"),
        Column("path", TEXT, "original file, relative to data/raw"),
        Column(
            "line",
            INTEGER,
            "line of the original, from 1, where one file holds many documents",
            nullable=True,
        ),
        Column("title", TEXT, "headline; empty where the source has none"),
        Column("outlet", TEXT, "who published it, as the source says; empty where unknown"),
        Column("published", DATE, "day of publication as the source writes it", nullable=True),
        Column("url", TEXT, "address of the original; empty where unknown"),
        Column(
            "language",
            TEXT,
            "ISO 639-1: stated by the source, else detected; empty where too short to tell; texts that are "
            "neither en nor empty are not read: nothing of them stands in the tables of what was found",
        ),
        Column(
            "language_basis",
            TEXT,
            "whether the language is the one stated by the source, one detected, or none, too short to tell",
            allowed=LANGUAGE_BASES,
        ),
        Column("licence", TEXT, "terms the source states; empty where unknown"),
        Column("is_synthetic", TRUTH, "written for this project, not press"),
        Column("text", TEXT, "the source's text, unchanged"),
        Column("sha256", TEXT, "SHA-256 of text in UTF-8, hexadecimal"),
        Column("n_words", INTEGER, "words of text, split at white space"),
        Column("duplicate_of", TEXT, "earliest document with the same or containing text", nullable=True),
        Column("duplicate_kind", TEXT, "how it is a copy", nullable=True, allowed=("exact", "near")),
        Column(
            "containment", NUMBER, "share of its word 5-grams found in duplicate_of, 0 to 1", nullable=True
        ),
    ),
)

SENTENCES = Table(
    "sentences",
    "one sentence of one document",
    "sentence_id",
    ("doc_id", "start"),
    (
        Column("sentence_id", TEXT, "document and position: doc_id#s1, #s2, ..."),
        _DOC,
        Column("position", INTEGER, "place in the document, from 1"),
        _START,
        _END,
    ),
)

MENTIONS = Table(
    "mentions",
    "one stretch of text that names someone or something",
    "mention_id",
    ("doc_id", "start"),
    (
        Column("mention_id", TEXT, "document and position: doc_id#m1, ..."),
        _DOC,
        _SENTENCE,
        _START,
        _END,
        Column("label", TEXT, "kind of name, spaCy's labels and EXERCISE, WEAPON"),
        Column("entity_id", TEXT, "actor it stands for; blank where unknown or tied", nullable=True),
        Column("method", TEXT, "how it was found and linked: alias, metonym, short, role, model"),
        Column("candidates", IDS, "actors it could be, where a tie left it unlinked"),
    ),
)

ENTITIES = Table(
    "entities",
    "one actor, place, series or weapon of data/reference/actors",
    "entity_id",
    ("entity_id",),
    (
        Column("entity_id", TEXT, "identity"),
        Column("name", TEXT, "name used in reports"),
        Column("kind", TEXT, "what it is", allowed=ENTITY_KINDS),
        Column("affiliation", TEXT, "entity it belongs to", nullable=True),
        Column("camp", TEXT, "side it is counted with", allowed=CAMPS),
        Column("wikidata", TEXT, "Wikidata id where certain", nullable=True),
    ),
)

ATTRIBUTIONS = Table(
    "attributions",
    "one source saying, thinking or holding one content",
    "attribution_id",
    ("doc_id", "sentence_id", "attribution_id"),
    (
        Column("attribution_id", TEXT, "document and position: doc_id#a1, ..."),
        _DOC,
        Column("sentence_id", TEXT, "sentence in which the content begins"),
        Column("source_start", INTEGER, "first character of the source's words", nullable=True),
        Column("source_end", INTEGER, "character after them", nullable=True),
        Column("cue_start", INTEGER, "first character of the cue (said, according to, ...)", nullable=True),
        Column("cue_end", INTEGER, "character after it", nullable=True),
        Column("content", SPANS, "what is attributed: one or more {start, end}"),
        Column("kind", TEXT, "quoted, reported, or partly quoted", allowed=("direct", "indirect", "mixed")),
        Column("speaker_id", TEXT, "actor who speaks; blank where unknown or tied", nullable=True),
        Column(
            "speaker_name", TEXT, "its name, else the source's words; 'unnamed ...' where it is not named"
        ),
        Column(
            "speaker_kind",
            TEXT,
            "how the text names the source; writer: I think, it seems, is expected to",
            allowed=("named", "role", "unnamed", "writer"),
        ),
        Column("speaker_ids", IDS, "every actor who speaks: speaker_id, or several who speak together"),
        Column(
            "speaker_resolution",
            TEXT,
            "linked: a known actor; joint: several, some known; stranger: named, but no known actor; "
            "ambiguous: a tie; unresolved: a role or pronoun that nobody in the text fits; unnamed; writer",
            allowed=RESOLUTIONS,
        ),
        Column(
            "speaker_candidates",
            IDS,
            "who it could be, by entity or else by name, where a tie left it ambiguous",
        ),
        Column(
            "unnamed_kind",
            TEXT,
            "kind of a source that is not named; untold where the text leaves it out",
            nullable=True,
            allowed=UNNAMED_KINDS,
        ),
        Column("cue_lemma", TEXT, "cue in its base form; empty where there is none"),
        Column(
            "stance",
            TEXT,
            "what the cue says of the content: nothing (said), that it is open (claimed, did not confirm), "
            "that it is so or good (noted, confirmed, praised), that it is not (denied, rejected), that "
            "it is somebody's fault (accused, condemned), that it is wanted (urged) or feared (warned); "
            "neutral where there is no cue",
            allowed=STANCES,
        ),
        Column("rule", TEXT, "what found it: tagger; label or headline; voice of a title; issued statement"),
    ),
)

CODES = Table(
    "codes",
    "one theme found in one sentence",
    "code_id",
    ("doc_id", "start", "theme"),
    (
        Column("code_id", TEXT, "sentence, theme and rule"),
        _DOC,
        _SENTENCE,
        Column("theme", TEXT, "file name of the theme in the codebook"),
        Column("direction", TEXT, "how the theme is framed, where it has directions", nullable=True),
        Column("start", INTEGER, "first character of the evidence, from 0, in documents.text"),
        Column("end", INTEGER, "character after the evidence"),
        Column("voice", TEXT, "whose words the evidence is", allowed=VOICES),
        Column("attribution_id", TEXT, "attribution in whose voice the evidence is", nullable=True),
        Column("speaker_id", TEXT, "actor who is reported to say it", nullable=True),
        Column("speaker_name", TEXT, "its name, or the source's words", nullable=True),
        Column("modality", TEXT, "how surely it is said", allowed=MODALITIES),
        Column("rule", TEXT, "rule of the codebook that fired; theme/trained: no rule, the trained coder"),
        Column("probability", NUMBER, "how likely the trained coder holds it to be", nullable=True),
    ),
)

EVENTS = Table(
    "events",
    "one happening as one sentence tells it",
    "event_id",
    ("doc_id", "start"),
    (
        Column("event_id", TEXT, "document and position: doc_id#e1, ..."),
        _DOC,
        _SENTENCE,
        Column("kind", TEXT, "what kind of happening it is", allowed=EVENT_KINDS),
        Column(
            "plover",
            TEXT,
            "its kind in the PLOVER ontology; what is announced is AGREE if friendly, THREATEN if hostile",
            allowed=PLOVER_KINDS,
        ),
        Column("name", TEXT, "readable name; exercises by series and year"),
        _START,
        _END,
        Column("date_start", DATE, "first day, where the text gives one", nullable=True),
        Column("date_end", DATE, "last day", nullable=True),
        Column("place_id", TEXT, "entity where it happened", nullable=True),
        Column("participants", IDS, "entities that took part, whoever acts and whoever is acted on"),
        Column("source", SPANS, "words that name who acts: none or more {start, end}"),
        Column("target", SPANS, "words that name who is acted on; none where all act alike"),
        Column("source_ids", IDS, "entities among those who act"),
        Column("target_ids", IDS, "entities among those acted on"),
    ),
)

KNOWN_EVENTS = Table(
    "known_events",
    "one event of data/reference/timeline.csv: what is on public record, to set counts against",
    "known_id",
    ("date_start", "kind", "name"),
    (
        Column("known_id", TEXT, "first day, kind and a hash of the name"),
        Column("kind", TEXT, "exercise, meeting, deployment, agreement, sanctions, statement, ..."),
        Column("name", TEXT, "what happened, short; exercises by series and year"),
        Column("date_start", DATE, "first day"),
        Column("date_end", DATE, "last day; blank where there is one day or no known end", nullable=True),
        Column("place", TEXT, "where, as the source says; empty where unknown"),
        Column("participants", IDS, "entities that took part"),
        Column("source_url", TEXT, "a page that tells it"),
        Column("doubt", TEXT, "what about it is not certain; empty where nothing is"),
    ),
)

OUTLETS = Table(
    "outlets",
    "one outlet of data/reference/outlets.csv",
    "outlet",
    ("outlet",),
    (
        Column("outlet", TEXT, "name as in documents.outlet"),
        Column("country", TEXT, "where it is based", nullable=True),
        Column("ownership", TEXT, "who owns it", nullable=True, allowed=("state", "private", "public")),
        Column("kind", TEXT, "ministry, agency, wire, think_tank, ...", nullable=True),
        Column("camp", TEXT, "side it is counted with", allowed=CAMPS),
    ),
)

THEMES = Table(
    "themes",
    "one theme of the codebook",
    "theme",
    ("theme",),
    (
        Column("theme", TEXT, "file name in the codebook"),
        Column("title", TEXT, "title used in reports"),
        Column("definition", TEXT, "what a coded sentence says"),
        Column("directions", IDS, "directions it can take; empty where it has none"),
        Column("n_rules", INTEGER, "number of rules"),
        Column(
            "trained",
            NUMBER,
            "probability from which on the trained coder counts where no rule fires; blank where it does not",
            nullable=True,
        ),
        Column(
            "trained_after",
            NUMBER,
            "the same in a sentence that follows one with the theme",
            nullable=True,
        ),
        Column("fingerprint", TEXT, "hash of all that decides its codes"),
    ),
)

REJECTED = Table(
    "rejected",
    "one thing in data/raw that could not be used as it stands (audit)",
    "reject_id",
    ("path", "line", "reason"),
    (
        Column("reject_id", TEXT, "path, line and a hash of the reason"),
        Column("path", TEXT, "file, relative to data/raw"),
        Column("line", INTEGER, "line in it, from 1; 0 for the whole file"),
        Column(
            "kind",
            TEXT,
            "fault: something was left out or left blank; note: nothing was lost",
            allowed=("fault", "note"),
        ),
        Column("reason", TEXT, "what was found, what was expected, what to do"),
    ),
)

ALL = (
    DOCUMENTS,
    SENTENCES,
    MENTIONS,
    ENTITIES,
    ATTRIBUTIONS,
    CODES,
    EVENTS,
    KNOWN_EVENTS,
    OUTLETS,
    THEMES,
    GOLD_SENTENCES,
    GOLD_CODES,
    GOLD_FAULTS,
    REJECTED,
)
BY_NAME = {table.name: table for table in ALL}
