"""What a figure draws, as a table: one row a stroke, fill or text, in the order in which they are drawn."""

from __future__ import annotations

import csv
import io
from typing import Any

from matplotlib.backend_bases import GraphicsContextBase
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.transforms import Transform

from analysis.charts.rendering import Measured
from analysis.charts.style import styled

COLUMNS = (
    "what", "points", "text", "face", "edge", "width", "dashes", "hatch", "size", "weight", "angle", "link",
)  # fmt: skip


@styled
def strokes_of(figure: Figure, *, alt: str) -> str:
    """Return what a figure draws, as CSV; places and sizes are in points, from the lower left corner.

    Args:
        figure: The chart.
        alt: Its text for those who can't see it, which becomes the first row.
    """
    figure.set_dpi(72)
    pen = _Pen(figure)
    figure.draw(pen)
    width, height = figure.get_size_inches() * 72
    rows = [{"what": "figure", "points": _points([(width, height)]), "text": alt}, *pen.rows]
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


class _Pen(Measured):
    """Writes down what it is asked to draw, and puts text where the charts' own renderer does."""

    def __init__(self, figure: Figure) -> None:
        super().__init__()
        self.rows: list[dict[str, str]] = []
        self._size = tuple(figure.get_size_inches() * 72)

    def get_canvas_width_height(self) -> tuple[float, float]:
        return self._size

    def points_to_pixels(self, points: float) -> float:
        return points

    def draw_path(
        self, gc: GraphicsContextBase, path: Path, transform: Transform, rgbFace: Any = None
    ) -> None:
        alpha = gc.get_alpha() if gc.get_forced_alpha() else 1.0
        width = gc.get_linewidth()
        self.rows.append(
            {
                "what": "path",
                "points": _path_points(path.transformed(transform)),
                "face": "" if rgbFace is None else _colour(rgbFace, alpha),
                "edge": _colour(gc.get_rgb(), alpha) if width else "",
                "width": _number(width),
                "dashes": " ".join(_number(part) for part in gc.get_dashes()[1] or ()),
                "hatch": gc.get_hatch() or "",
                "link": gc.get_url() or "",
            }
        )

    def draw_text(
        self,
        gc: GraphicsContextBase,
        x: float,
        y: float,
        s: str,
        prop: FontProperties,
        angle: float,
        **_: Any,
    ) -> None:
        self.rows.append(
            {
                "what": "text",
                "points": _points([(x, self._size[1] - y if self.flipy() else y)]),
                "text": s,
                "face": _colour(gc.get_rgb(), gc.get_alpha() if gc.get_forced_alpha() else 1.0),
                "size": _number(prop.get_size_in_points()),
                "weight": str(prop.get_weight()),
                "angle": _number(angle),
                "link": gc.get_url() or "",
            }
        )

    def draw_image(self, *_: Any, **__: Any) -> None:
        raise NotImplementedError("charts here draw no images")


def _path_points(path: Path) -> str:
    """Return the corners of a path; of one with curves, the box around it."""
    if path.codes is not None and not set(path.codes) <= {Path.MOVETO, Path.LINETO, Path.CLOSEPOLY}:
        (x0, y0), (x1, y1) = path.get_extents().get_points()
        return f"round {_points([(x0, y0), (x1, y1)])}"
    return _points(path.cleaned(remove_nans=True, simplify=False).vertices[:-1])


def _points(points: Any) -> str:
    return " ".join(f"{_number(x)},{_number(y)}" for x, y in points)


def _number(value: float) -> str:
    return f"{round(float(value), 2) + 0.0:g}"


def _colour(colour: Any, alpha: float) -> str:
    return to_hex((*colour[:3], alpha if len(colour) < 4 else colour[3]), keep_alpha=True)
