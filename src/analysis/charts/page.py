"""The page a chart is drawn on; its texts are measured and wrapped, so that nothing overlaps."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.lines import Line2D

from analysis.charts import lettering, style, words

EVIDENCE = "evidence"  # name of the table of evidence that links lead to
_LEADING = 1.35  # of a line, in its size
_MOST_DESCRIBED = 12
# A number stays with what it counts, and a year with its month, on one line.
_TOGETHER = re.compile(r"(?<=\d) (?=%|[a-z])|(?<=\d of) (?=\d)|(?<=[a-z]) (?=\d{4}\b)")


@dataclass(frozen=True)
class Page:
    """A figure with its texts set; left, bottom, width and height of what is free, in inches."""

    figure: Figure
    left: float
    bottom: float
    width: float
    height: float

    def axes(self, left: float, top: float, width: float, height: float) -> Axes:
        """Return axes with the given offset from the free part's upper left corner, in inches."""
        across, up = self.figure.get_size_inches()
        below = self.bottom + self.height - top - height
        return self.figure.add_axes(((self.left + left) / across, below / up, width / across, height / up))

    def inches(self) -> Axes:
        """Return bare axes over the whole free part, their units inches from its upper left corner."""
        axes = self.axes(0, 0, self.width, self.height)
        axes.set(xlim=(0, self.width), ylim=(self.height, 0))
        axes.axis("off")
        return axes

    def text(self, left: float, top: float, text: str, **options: object) -> None:
        """Write text at an offset from the free part's upper left corner, in inches."""
        across, up = self.figure.get_size_inches()
        at = (self.left + left) / across, (self.bottom + self.height - top) / up
        self.figure.text(*at, drawable(text), **{"va": "top", "ha": "left", "size": style.TEXT, **options})

    def rule(self, top: float) -> None:
        """Draw a thin line across at an offset from the free part's upper edge, in inches."""
        across, up = self.figure.get_size_inches()
        at = (self.bottom + self.height - top) / up
        ends = self.left / across, (self.left + self.width) / across
        self.figure.add_artist(Line2D(ends, (at, at), color=style.RULE, linewidth=0.6))


def new_page(*, title: str, subtitle: str, footer: str, height: float) -> Page:
    """Return a page with its texts and a free part of the given height (inches).

    Args:
        title: The finding; a sentence.
        subtitle: Measure, unit, population, period.
        footer: Source and n.
        height: Of the part to draw on; 0 for a page that only states something.
    """
    width = style.WIDTH - 2 * style.MARGIN
    heads = balanced(title, width, style.TITLE)
    subs = wrap(subtitle, width, style.TEXT) if subtitle else []
    foots = wrap(footer, width, style.SMALL) if footer else []
    above = style.MARGIN + line_height(style.TITLE) * len(heads) + line_height(style.TEXT) * len(subs) + 0.16
    below = style.MARGIN * 0.7 + line_height(style.SMALL) * len(foots) + 0.1
    total = above + height + below
    figure = Figure(figsize=(style.WIDTH, total), dpi=style.DPI)
    page = Page(figure, style.MARGIN, 0, width, total)
    top = style.MARGIN
    for lines, options in (
        (heads, {"size": style.TITLE, "weight": "bold"}),
        (subs, {"size": style.TEXT, "color": style.QUIET}),
    ):
        for line in lines:
            page.text(0, top, line, **options)
            top += line_height(options["size"])
        top += 0.04
    for place, line in enumerate(reversed(foots)):
        up = style.MARGIN * 0.7 + place * line_height(style.SMALL)
        page.text(0, total - up, line, size=style.SMALL, color=style.QUIET, va="baseline")
    figure.set_label(title)
    return Page(figure, style.MARGIN, below, width, height)


def statement(text: str, population: pd.DataFrame) -> Figure:
    """Return a figure that only says something, for when there is nothing to draw."""
    return new_page(title=text, subtitle=about(population), footer=source(population), height=0).figure


def describe(figure: Figure, kind: str, items: list[str]) -> Figure:
    """Return the figure with its description: kind, finding, and what its marks say (the first twelve)."""
    more = len(items) - _MOST_DESCRIBED
    said = items[:_MOST_DESCRIBED] + ([f"{words.number(more)} more in the table"] if more > 0 else [])
    figure.set_label(". ".join(filter(None, [kind, str(figure.get_label()), "; ".join(said)])) + ".")
    return figure


def about(population: pd.DataFrame) -> str:
    """Return population and period in words: "40 documents of 5 outlets, January 2024 to March 2026"."""
    row = population.iloc[0]
    text = words.count(row["n_documents"], "document")
    if not row["n_documents"]:
        return text
    text += f" of {words.count(row['n_outlets'], 'outlet')}"
    if pd.notna(row["published_first"]):
        text += f", {words.time_span(row['published_first'], row['published_last'])}"
    return f"{text}, {words.number(row['n_undated'])} undated" if row["n_undated"] else text


def source(population: pd.DataFrame) -> str:
    """Return where the numbers come from, and how many documents they count."""
    row = population.iloc[0]
    text = f"Source: collection {row['collections']}" if row["collections"] else "Source: no document"
    if row["n_synthetic"]:
        whole = row["n_synthetic"] == row["n_documents"]
        share = "" if whole else f"{words.number(row['n_synthetic'])} of {words.number(row['n_documents'])} "
        text += f", {share}{words.SYNTHETIC}"
    return f"{text}. n = {words.count(row['n_documents'], 'document')}; {copies(population)}."


def copies(population: pd.DataFrame) -> str:
    """Return how copies were dealt with: "2 exact copies and 1 near copy left out"."""
    row = population.iloc[0]
    if row["has_copies"]:
        return f"copies counted as documents ({words.number(row['n_copies'])} among them)"
    found = [(int(row[f"n_left_out_{kind}_copy"]), kind) for kind in ("exact", "near")]
    said = [words.count(n, f"{kind} copy", f"{kind} copies") for n, kind in found if n]
    return f"{words.listed(said)} left out" if said else "no copies among them"


def link_to(table: str = EVIDENCE, /, **values: str | list[str]) -> str:
    """Return the address of the rows of an evidence table with the given data: "#evidence?voice=author".

    A key given several times means any of its values.
    """
    pairs = [
        (key, value)
        for key, given in values.items()
        for value in ([given] if isinstance(given, str) else given)
    ]
    query = "&".join(f"{key}={quote(value, safe='')}" for key, value in pairs)
    return f"#{table}?{query}" if query else f"#{table}"


def line_height(size: float) -> float:
    """Return the height of a line of text of a size in points, in inches."""
    return size * _LEADING / 72


@lru_cache(maxsize=16_384)
def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a text is drawn, in inches, the sides of its first and last letter included."""
    *_, (at, _, last) = lettering.words(text, bold=bold)
    return (at + last.width) * size / lettering.EM / 72


def balanced(text: str, width: float, size: float) -> list[str]:
    """Return bold text in as few lines as fit, but about equally long ones, so that no word is left alone."""
    lines = wrap(text, width, size, bold=True)
    for share in range(95, 50, -5):
        narrower = wrap(text, width * share / 100, size, bold=True)
        if len(narrower) > len(lines):
            break
        lines = narrower
    return lines


def drawable(text: str) -> str:
    """Return the text with a square for every character the font can't draw; tables keep it as it is."""
    known = _characters()
    return "".join(char if ord(char) in known or char == "\n" else "□" for char in text)


@lru_cache(maxsize=1)
def _characters() -> frozenset[int]:
    return frozenset(get_font(findfont(FontProperties(family=style.FONT))).get_charmap())


def wrap(text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    """Return the text in lines no wider than width (inches); a word that is too wide is cut."""
    blank = text_width(" ", size, bold=bold)
    lines: list[str] = []
    filled = 0.0  # of the last one
    for word in _TOGETHER.sub("\u00a0", " ".join(drawable(text).split())).split(" "):
        wide = text_width(word, size, bold=bold)
        if lines and filled + blank + wide <= width:
            lines[-1] += f" {word}"
            filled += blank + wide
            continue
        while wide > width and len(word) > 1:
            fits = max(
                n for n in range(1, len(word)) if n == 1 or text_width(word[:n], size, bold=bold) <= width
            )
            lines.append(word[:fits])
            word = word[fits:]
            wide = text_width(word, size, bold=bold)
        lines.append(word)
        filled = wide
    return lines
