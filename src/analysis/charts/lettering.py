"""Words as outlines of their letters, laid out once for every size and place they are drawn in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.path import Path
from matplotlib.textpath import text_to_path

from analysis.charts import style

# Units in the size of a letter: rounded to one, nothing of a title moves by a thirtieth of a pixel.
EM = 1000
_UNIT = EM / text_to_path.FONT_SCALE
# What SVG calls the parts of an outline, and how many points each takes.
_PARTS = {Path.MOVETO: ("m", 1), Path.LINETO: ("l", 1), Path.CURVE3: ("q", 2), Path.CURVE4: ("c", 3)}

Outline = tuple[np.ndarray, np.ndarray]  # points and codes of one letter, as the font has them


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
    font = _font(bold=bold)
    width, height, below = text_to_path.get_text_width_height_descent(text, font, False)
    face = get_font(findfont(font))
    face.set_size(text_to_path.FONT_SCALE, text_to_path.DPI)
    placed, new, _ = text_to_path.get_glyphs_with_font(
        face, text, glyph_map=_outlines(), return_new_glyphs_only=True
    )
    _outlines().update(new)
    letters = [(name, round(x * _UNIT), round(y * _UNIT)) for name, x, y, _ in placed]
    marks = tuple(letter for letter in letters if len(_outlines()[letter[0]][1]))
    return Word(width * _UNIT, (height - below) * _UNIT, below * _UNIT, marks)


def words(text: str, *, bold: bool) -> Iterator[tuple[float, str, Word]]:
    """Yield the words of a line: how far from its start each stands, as text, and as it is laid out."""
    at = 0.0
    for part in text.split(" "):
        found = word(part, bold=bold)
        yield at, part, found
        at += found.width + word(" ", bold=bold).width


def outline(text: str, *, bold: bool) -> Path:
    """Return a line as one path."""
    points, codes = [np.empty((0, 2))], [np.empty(0, Path.code_type)]
    for at, _, found in words(text, bold=bold):
        for name, x, y in found.letters:
            corners, parts = _outlines()[name]
            points.append(corners * _UNIT + (at + x, y))
            codes.append(parts)
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
    points, codes = _outlines()[name]
    corners = np.round(points * _UNIT).astype(int).tolist()
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
def _font(*, bold: bool) -> FontProperties:
    size = text_to_path.FONT_SCALE
    return FontProperties(family=style.FONT, size=size, weight="bold" if bold else "normal")


@cache
def _outlines() -> dict[str, Outline]:
    """Return the letters met so far, by the names the font has for them."""
    return {}
