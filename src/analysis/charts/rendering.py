"""Draws a figure once, as SVG and as a picture: to draw it twice takes as long as all else a report does."""

from __future__ import annotations

import io
from typing import Any

from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, Transform, TransformedBbox

from analysis.charts import lettering, style

_POINTS = 72  # an inch


def rendered(figure: Figure, *, title: str) -> tuple[str, RendererAgg]:
    """Return the figure as SVG, and as a picture of style.DPI."""
    figure.set_dpi(_POINTS)
    width, height = figure.get_size_inches()
    stream = io.StringIO()
    metadata = {"Date": None, "Creator": None, "Title": title}
    svg = RendererSVG(width * _POINTS, height * _POINTS, stream, metadata=metadata)
    picture = RendererAgg(width * style.DPI, height * style.DPI, style.DPI)
    both = _Both(svg, picture)
    figure.draw(both)
    svg.finalize()
    marks, end, _ = stream.getvalue().rpartition("</svg>")
    return f"{marks}{both.definitions()}{end}\n", picture


class Measured(RendererBase):
    """Says how wide and high text is, by its words as they are laid out here; what is drawn, others say."""

    def get_text_width_height_descent(
        self, s: str, prop: FontProperties, ismath: Any
    ) -> tuple[float, float, float]:
        """Return width, height and how far it reaches below the line, in points."""
        scale = prop.get_size_in_points() / lettering.EM
        places, _, words = zip(*lettering.words(s, bold=_is_bold(prop)), strict=True)
        above, below = max(word.above for word in words), max(word.below for word in words)
        return (places[-1] + words[-1].width) * scale, (above + below) * scale, below * scale

    def _get_font_height_metrics(self, prop: FontProperties) -> tuple[float, float, float]:
        """Return ascent, descent and gap of a line: matplotlib looks for the font at every text."""
        return lettering.line(prop.get_size_in_points(), bold=_is_bold(prop))


class _Both(Measured):
    """Hands what is drawn to both; letters are drawn as outlines, each word once a file."""

    def __init__(self, svg: RendererSVG, picture: RendererAgg) -> None:
        super().__init__()
        self._svg, self._picture = svg, picture
        self._enlarge = Affine2D().scale(picture.dpi / _POINTS)
        self._names: dict[tuple[str, bool], str] = {}  # of words, by text and weight
        self._letters: dict[str, str] = {}  # their definitions, by name
        self.open_group, self.close_group = svg.open_group, svg.close_group
        self.get_canvas_width_height = svg.get_canvas_width_height

    def flipy(self) -> bool:
        return True

    def draw_path(
        self, gc: GraphicsContextBase, path: Path, transform: Transform, rgbFace: Any = None
    ) -> None:
        self._svg.draw_path(gc, path, transform, rgbFace)
        self._picture.draw_path(self._enlarged(gc), path, transform + self._enlarge, rgbFace)

    def draw_markers(
        self,
        gc: GraphicsContextBase,
        marker_path: Path,
        marker_trans: Transform,
        path: Path,
        trans: Transform,
        rgbFace: Any = None,
    ) -> None:
        self._svg.draw_markers(gc, marker_path, marker_trans, path, trans, rgbFace)
        large = marker_trans + self._enlarge, path, trans + self._enlarge
        self._picture.draw_markers(self._enlarged(gc), marker_path, *large, rgbFace)

    def draw_image(self, *_: Any, **__: Any) -> None:
        raise NotImplementedError("charts here draw no images")

    def draw_text(
        self,
        gc: GraphicsContextBase,
        x: float,
        y: float,
        s: str,
        prop: FontProperties,
        angle: float,
        ismath: Any = False,
        mtext: Any = None,
    ) -> None:
        bold, scale = _is_bold(prop), prop.get_size_in_points() / lettering.EM
        turned = f" rotate({-angle:g})" if angle else ""
        place = f"translate({x:.2f} {y:.2f}){turned} scale({scale:.6g} {-scale:.6g})"
        writer, link = self._svg.writer, gc.get_url()
        if link is not None:
            writer.start("a", {"xlink:href": link})
        writer.start("g", {"style": f"fill: {to_hex(gc.get_rgb())}", "transform": place})
        for at, text, word in lettering.words(s, bold=bold):
            if word.letters:
                name = self._define(text, word, bold=bold)
                writer.element("use", attrib={"xlink:href": f"#{name}", "x": f"{at:.0f}"})
        writer.end("g")
        if link is not None:
            writer.end("a")
        pen = self._enlarged(gc)
        pen.set_linewidth(0)
        pen.set_snap(False)
        line = Affine2D().scale(scale).rotate_deg(angle).translate(x, self._svg.height - y) + self._enlarge
        self._picture.draw_path(pen, lettering.outline(s, bold=bold), line, gc.get_rgb())

    def _define(self, text: str, word: lettering.Word, *, bold: bool) -> str:
        """Return the name of a word in the file, which will hold its definition and that of its letters."""
        if (text, bold) not in self._names:
            self._names[text, bold] = f"word-{len(self._names) + 1}"
            for letter, _, _ in word.letters:
                self._letters.setdefault(letter, f'<path id="{letter}" d="{lettering.letter_data(letter)}"/>')
        return self._names[text, bold]

    def definitions(self) -> str:
        """Return what the file must hold so that its words are drawn, as SVG."""
        words = [
            f'<g id="{name}">{lettering.word_data(text, bold=bold)}</g>'
            for (text, bold), name in self._names.items()
        ]
        return "\n".join(["<defs>", *self._letters.values(), *words, "</defs>\n"])

    def _enlarged(self, gc: GraphicsContextBase) -> GraphicsContextBase:
        """Return how to draw, cut off where it is in the picture."""
        pen = self._picture.new_gc()
        pen.copy_properties(gc)
        edges = gc.get_clip_rectangle()
        if edges is not None:
            pen.set_clip_rectangle(TransformedBbox(edges, self._enlarge))
        return pen


def _is_bold(font: FontProperties) -> bool:
    return font.get_weight() in ("bold", 700)
