"""What one coder says of one sentence, and how it stands in the cells of a CSV file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from analysis.errors import did_you_mean

Wrong = tuple[str, str, str]  # found, expected, cure: what a fault says beside its place

NONE = "none"  # in the cell of themes: coded, and no theme found; an empty cell is not coded yet


@dataclass(frozen=True, kw_only=True)
class Coding:
    """What a coder says of a sentence.

    Attributes:
        themes: Theme -> its direction, None where it has none or none was given; empty: no theme; None: not
            coded yet.
        voice: One of vocabulary.VOICES; "" if not coded, like modality and speaker.
        modality: One of vocabulary.MODALITIES.
        speaker: Who is reported to say it, short.
        note: Anything else, for whoever reads the file.
    """

    themes: Mapping[str, str | None] | None = None
    voice: str = ""
    modality: str = ""
    speaker: str = ""
    note: str = ""

    @property
    def is_coded(self) -> bool:
        """Whether the coder has decided on the themes."""
        return self.themes is not None


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """One sentence of a sample: where it stands, and what it stands for.

    Attributes:
        text: The sentence with its white space made single, so that it keeps to one line of a file.
        stratum: Part of the population it was drawn from; "" where the sample is not stratified.
        weight: How many sentences of the population it stands for; None if it was not drawn by chance.
    """

    doc_id: str
    start: int
    end: int
    text: str
    stratum: str = field(default="", compare=False)
    weight: float | None = field(default=None, compare=False)

    @property
    def key(self) -> tuple[str, int, int]:
        """Its document and span: what identifies it in every file of a sample."""
        return self.doc_id, self.start, self.end


def one_line(text: str) -> str:
    """Return a text with its white space made single."""
    return " ".join(text.split())


def themes_cell(themes: Mapping[str, str | None] | None) -> str:
    """Return themes as their cell has them: "nato_framing:threat joint_exercises", "none", or ""."""
    if themes is None:
        return ""
    parts = (f"{theme}:{way}" if way else theme for theme, way in sorted(themes.items()))
    return " ".join(parts) or NONE


def parse_themes(
    cell: str, asked: Mapping[str, Sequence[str]], *, needs_direction: bool = True
) -> tuple[dict[str, str | None] | None, list[Wrong]]:
    """Return what a cell of themes says, and what is wrong with it: found, expected, cure.

    Args:
        cell: As themes_cell writes it; commas and semicolons part themes, too.
        asked: Theme -> its directions, of the sample.
        needs_direction: Whether a theme that has directions must come with one.
    """
    tokens = cell.replace(",", " ").replace(";", " ").split()
    if not tokens:
        return None, []
    if NONE in tokens:
        return {}, (
            [(f"'{cell}' says {NONE} and a theme", "one or the other", "")] if set(tokens) > {NONE} else []
        )
    themes: dict[str, str | None] = {}
    wrong: list[Wrong] = []
    for token in tokens:
        theme, _, way = token.partition(":")
        if theme in themes:
            wrong.append((f"theme '{theme}' stands here twice", "once", ""))
        themes[theme] = way or None
        wrong += _wrong(theme, way, asked, needs_direction)
    return themes, wrong


def _wrong(theme: str, way: str, asked: Mapping[str, Sequence[str]], needs_direction: bool) -> list[Wrong]:
    if theme not in asked:
        cure = did_you_mean(theme, [*asked, NONE])
        return [(f"unknown theme '{theme}'", "themes that drawn.yml asks for, with a blank between", cure)]
    if way and way not in asked[theme]:
        expected = f"one of {', '.join(asked[theme])}" if asked[theme] else "no direction"
        return [(f"'{way}' is no direction of {theme}", expected, did_you_mean(way, asked[theme]))]
    if not way and asked[theme] and needs_direction:
        return [(f"theme '{theme}' has no direction", f"{theme}: and one of {', '.join(asked[theme])}", "")]
    return []


def csv_text(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return rows as CSV in UTF-8 text, one line a row."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()
