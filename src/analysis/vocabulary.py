"""The values that columns of the tables and options of commands may take, where they are few and fixed."""

from __future__ import annotations

import math

# Languages of documents whose texts are read: "" is a text too short to tell.
LANGUAGES_READ = ("en", "")
# What the language of a document rests on.
LANGUAGE_BASES = ("stated", "detected", "too short")
VOICES = ("author", "attributed")
MODALITIES = ("asserted", "hedged", "denied")
# What a cue says of what it attributes: see the column stance of the attributions table.
STANCES = ("neutral", "doubting", "endorsing", "opposing", "accusing", "demanding", "warning")
RESOLUTIONS = ("linked", "joint", "stranger", "ambiguous", "unresolved", "unnamed", "writer")
UNNAMED_KINDS = (
    "officials",
    "diplomats",
    "military",
    "analysts",
    "journalists",
    "lawmakers",
    "lawyers",
    "activists",
    "residents",
    "sources",
    "participants",
    "other",
    "untold",
)
EVENT_KINDS = (
    *("exercise", "meeting", "call", "deployment", "withdrawal", "agreement"),
    *("cooperation", "aid", "sanctions", "statement"),
)
PLOVER_KINDS = (
    *("AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "RETREAT"),
    *("DEMAND", "DISAPPROVE", "REJECT", "THREATEN", "SANCTION", "MOBILIZE"),
)
ENTITY_KINDS = (
    "person",
    "organisation",
    "state",
    "bloc",
    "place",
    "site",
    "exercise_series",
    "mission",
    "weapon",
    "document",
)
# Themes that the trained coder knows, in the order of its network's outputs, and the directions of one.
TRAINED_THEMES = ("joint_exercises", "union_state_security", "nato_framing")
TRAINED_DIRECTIONS = {"nato_framing": ("threat", "defence", "mixed", "other")}
# Stands in place of a rule's id where the trained coder gave a code.
TRAINED_RULE = "trained"
CAMPS = ("belarus", "russia", "nato", "ukraine", "other")
# What sentences to code by hand can be drawn by, part for part.
STRATA = ("theme", "outlet", "month")
# Tools whose files can be written and read for coding by hand.
FORMATS = ("label-studio", "doccano", "csv")
# Hand-coded sentences below which the interval of a share, though right, spans most of what there is.
TOO_FEW = 5
# Hand-coded sentences that the codebook codes with the theme. With fewer, intervals of the corrected share
# hold the truth in 99 of 100 cases instead of 95 and are wider than what they are about
# (tests/trials/coverage.py). A rule about what people found instead would show corrected shares when chance
# has made them high.
FEWEST_CODED = 10


def coder_named(rule: str, probability: float | None) -> str:
    """Return who gave a code: "rule nato_framing/threat", or "trained coder, 0.87" with how likely it is.

    Args:
        rule: Column of the codes table.
        probability: Column of the codes table; blank (None or NaN) for a rule.
    """
    is_of_rule = probability is None or math.isnan(probability)
    return f"rule {rule}" if is_of_rule else f"trained coder, {probability:.2f}"
