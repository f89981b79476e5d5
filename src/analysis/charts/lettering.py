"""Words as outlines of their letters, laid out once for every size and place they are drawn in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.ft2font import FT2Font, LoadFlags
from matplotlib.path import Path
from matplotlib.textpath import text_to_path

from analysis.charts import style

# Units in the size of a letter: rounded to one, nothing of a title moves by a thirtieth of a pixel.
EM = 1000
_UNIT = EM / text_to_path.FONT_SCALE
# What SVG calls the parts of an outline, and how many points each takes.
_PARTS = {Path.MOVETO: ("m", 1), Path.LINETO: ("l", 1), Path.CURVE3: ("q", 2), Path.CURVE4: ("c", 3)}


@dataclass(frozen=True, eq=False)
class Letter:
    """A letter as the font has it, in units of the font.

    Attributes:
        points: Of its outline.
        codes: What is done at each.
        width: How far it moves what follows.
        above: From the line up to its highest point.
        below: From the line down to its lowest point.
    """

    points: np.ndarray
    codes: np.ndarray
    width: float
    above: float
    below: float


@dataclass(frozen=True)
class Word:
    """A word as it is laid out, in units of 1/EM of the size it is drawn in.

    Attributes:
        width: How far it moves what follows.
        above: From the line up to its highest point.
        below: From the line down to its lowest point.
        letters: Name, x and y of those that leave a mark.
    """

    width: float
    above: float
    below: float
    letters: tuple[tuple[str, int, int], ...]


@lru_cache(maxsize=16_384)
def word(text: str, *, bold: bool) -> Word:
    """Return a word; they come back in line after line, and laying one out takes as long as drawing it."""
    face = get_font(_font_file(bold=bold))
    face.set_size(text_to_path.FONT_SCALE, text_to_path.DPI)
    # matplotlib's own functions lay a word out twice, and look for the font and load each letter every time.
    placed = [
        (item.x, item.y, *_letter(item.ft_object, item.glyph_index))
        for item in face._layout(text, LoadFlags.NO_HINTING)
    ]
    return Word(
        width=next((x + letter.width for x, _, _, letter in reversed(placed)), 0.0) * _UNIT,
        above=max((y + letter.above for _, y, _, letter in placed), default=0.0) * _UNIT,
        below=max((letter.below - y for _, y, _, letter in placed), default=0.0) * _UNIT,
        letters=tuple(
            (name, round(x * _UNIT), round(y * _UNIT)) for x, y, name, letter in placed if len(letter.codes)
        ),
    )


def words(text: str, *, bold: bool) -> Iterator[tuple[float, str, Word]]:
    """Yield the words of a line: how far from its start each stands, as text, and as it is laid out."""
    at = 0.0
    for part in text.split(" "):
        found = word(part, bold=bold)
        yield at, part, found
        at += found.width + word(" ", bold=bold).width


@lru_cache(maxsize=64)
def line(size: float, *, bold: bool) -> tuple[float, float, float]:
    """Return how far a line of a size reaches above and below, and the gap to the next, in points."""
    face = get_font(_font_file(bold=bold))
    scale, table = size / face.get_sfnt_table("head")["unitsPerEm"], face.get_sfnt_table("OS/2")
    return table["sTypoAscender"] * scale, -table["sTypoDescender"] * scale, table["sTypoLineGap"] * scale


def outline(text: str, *, bold: bool) -> Path:
    """Return a line as one path."""
    points, codes = [np.empty((0, 2))], [np.empty(0, Path.code_type)]
    for at, _, found in words(text, bold=bold):
        for name, x, y in found.letters:
            letter = _letters()[name]
            points.append(letter.points * _UNIT + (at + x, y))
            codes.append(letter.codes)
    return Path(np.concatenate(points), np.concatenate(codes))


@lru_cache(maxsize=16_384)
def word_data(text: str, *, bold: bool) -> str:
    """Return a word as SVG: the letters it is made of, by name."""
    return "".join(
        f'<use xlink:href="#{name}" x="{x}"' + (f' y="{y}"/>' if y else "/>")
        for name, x, y in word(text, bold=bold).letters
    )


@cache
def letter_data(name: str) -> str:
    """Return a letter as data of an SVG path: each step told from the last one, which takes few bytes."""
    codes = _letters()[name].codes
    corners = np.round(_letters()[name].points * _UNIT).astype(int).tolist()
    here, begun, data, at = [0, 0], [0, 0], [], 0
    while at < len(codes):
        if codes[at] == Path.CLOSEPOLY:
            here, taken = begun, 1
            data.append("z")
        else:
            part, taken = _PARTS[codes[at]]
            steps = [
                to - start
                for corner in corners[at : at + taken]
                for to, start in zip(corner, here, strict=True)
            ]
            data.append(part + " ".join(map(str, steps)).replace(" -", "-"))
            here = corners[at + taken - 1]
            begun = here if part == "m" else begun
        at += taken
    return "".join(data)


@lru_cache(maxsize=2)
def _font_file(*, bold: bool) -> str:
    return findfont(FontProperties(family=style.FONT, weight="bold" if bold else "normal"))


def _letter(face: FT2Font, number: int) -> tuple[str, Letter]:
    """Return a letter of a font, and what it is called here."""
    name = f"{face.postscript_name}-{number:x}"
    if name not in _letters():
        glyph = face.load_glyph(number, flags=LoadFlags.NO_HINTING)
        _, low, _, high = glyph.bbox
        _letters()[name] = Letter(*face.get_path(), glyph.horiAdvance / 64, high / 64, -low / 64)
    return name, _letters()[name]


@cache
def _letters() -> dict[str, Letter]:
    """Return the letters met so far, by name."""
    return {}
