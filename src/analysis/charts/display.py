"""Puts figures, tables, evidence and notes into a notebook's outputs, each with all a report needs of it."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Mapping
from html import escape

import numpy as np
import pandas as pd
from IPython.display import publish_display_data
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.figure import Figure
from PIL import Image, ImageColor

from analysis.charts import coders, page, style, words
from analysis.charts.evidence import evidence_html
from analysis.charts.markup import Wording, table_html, table_text
from analysis.charts.rendering import rendered
from analysis.charts.style import styled

# Of a PNG: enough that the soft edges of letters stay soft, at a third of the bytes of full colour. By an
# octree none strays by more than 14 steps of 256; by maximum coverage it is 8, in four times the time.
_COLOURS = 64
# How hard it is packed, of 9: zlib's own 6 saves a twentieth of the bytes and takes half as long again.
_PACKED = 4


def show_figure(figure: Figure | None, table: pd.DataFrame, *, name: str, alt: str = "") -> None:
    """Display a figure as one output: SVG, PNG, the table it was drawn from as CSV, and its alternative text.

    Args:
        figure: The chart; pyplot never hears of it, so there is nothing to close. Without one,
            a report leaves the section out, and its name makes no files.
        table: What it was drawn from.
        name: Of the files a report makes of it, for example "share-by-outlet".
        alt: What it shows, in words; where it is empty, the chart's own description.
    """
    if figure is None:
        publish({"text/plain": "Nothing to show."}, kind="nothing", name=name)
        return
    alt = alt or str(figure.get_label())
    svg, png = images_of(figure, alt=alt)
    data = {
        "image/svg+xml": svg,
        "image/png": base64.b64encode(png).decode("ascii"),
        "text/csv": csv_of(table),
        "text/plain": alt,
    }
    publish(data, kind="figure", name=name, alt=alt)


def show_table(
    frame: pd.DataFrame,
    *,
    name: str,
    caption: str,
    links: Mapping[str, str] | None = None,
    empty: str = "No rows.",
    blank: str = "",
) -> None:
    """Display a result table as one output: HTML, CSV and plain text.

    Args:
        frame: The table.
        name: Of the files a report makes of it.
        caption: What a row is, and of what.
        links: Names of the evidence's data and the columns they come from; counts then lead to the evidence.
        empty: What stands in place of rows if there are none.
        blank: What stands for a blank in the first column.
    """
    wording = Wording(caption, empty, blank, links or {})
    data = {
        "text/html": table_html(frame, wording),
        "text/csv": csv_of(frame),
        "text/plain": table_text(frame, wording),
    }
    publish(data, kind="table", name=name, caption=caption)


def show_evidence(
    frame: pd.DataFrame, *, name: str = page.EVIDENCE, rows: int = 0, noun: str = "coded sentence"
) -> None:
    """Display the sentences that were counted, each with its source and date.

    Args:
        frame: Result of measures.evidence_of_codes or measures.evidence_of_statements.
        name: Id of the table, and of the files a report makes of it.
        rows: Show only the first so many, and say so; 0 for all.
        noun: What a row is: a code, a statement.
    """
    shown = frame.head(rows) if rows else frame
    whole = words.count(len(frame), noun)
    first = f"first {words.number(len(shown))} of the " if len(shown) < len(frame) else ""
    caption = f"The {first}{whole} counted, in order of date{coders.among(shown)}"
    data = {
        "text/html": evidence_html(shown, name=name, caption=caption),
        "text/csv": csv_of(shown),
        "text/plain": caption,
    }
    publish(data, kind="evidence", name=name, caption=caption)


def show_notes(
    population: pd.DataFrame, *, by_coder: pd.DataFrame | None = None, name: str = "selection"
) -> None:
    """Display which documents are counted, which are left out and why, if any are not press, and who coded.

    Args:
        population: Selection.population.
        by_coder: Result of measures.count_coders; without it, nothing is said of who coded.
        name: Of the output.
    """
    told = [] if by_coder is None else coders.coders_in_words(by_coder)
    publish_notes([*notes_of(population), *told], name=name)


def publish_notes(notes: list[str], *, name: str) -> None:
    """Display sentences a reader must know, one paragraph each; a report makes a report's name a link."""
    link = f'<span class="report" data-report="{coders.VALIDITY}">{coders.VALIDITY}</span>'
    paragraphs = [f'<p class="note">{escape(note)}</p>' for note in notes]
    data = {
        "text/html": "\n".join(paragraphs).replace(coders.VALIDITY, link),
        "text/plain": "\n".join(notes),
    }
    publish(data, kind="note", name=name)


def notes_of(population: pd.DataFrame) -> list[str]:
    """Return what a reader must know of the selection, as sentences."""
    row = population.iloc[0]
    notes = [f"Counted: {page.about(population)}; {page.copies(population)}."]
    others = {
        "n_left_out_not_read": "in a language that is not read",
        "n_left_out_other_outlet": "of other outlets",
        "n_left_out_outside_the_period": "outside the period",
        "n_left_out_undated": "undated, as a period is asked for",
    }
    left = [f"{words.number(row[name])} {why}" for name, why in others.items() if row[name]]
    if left:
        notes.append(f"Also left out: {words.listed(left)}.")
    if row.get("unplaced_by"):
        notes.append(words.unplaced(row))
    if row.get("n_aside"):
        notes.append(words.aside(row))
    if row["n_synthetic"]:
        whole = row["n_synthetic"] == row["n_documents"]
        part = f"{words.number(row['n_synthetic'])} of {words.count(row['n_documents'], 'document')}: "
        notes.append(f"{words.capital(words.SYNTHETIC) if whole else part + words.SYNTHETIC}.")
    return notes


@styled
def rehearse() -> None:
    """Draw a page for nobody, so that fonts, styles and the writers of files are loaded and used once."""
    made = page.new_page(title="0123456789 %", subtitle="a to z", footer="n = 1", height=1.0)
    axes = made.axes(0, 0, made.width, 1.0)
    axes.scatter([0, 1], [0, 1])
    axes.vlines([0, 1], 0, 1)
    images_of(made.figure, alt="-")
    csv_of(pd.DataFrame({"n": [1]}))


@styled
def images_of(figure: Figure, *, alt: str) -> tuple[str, bytes]:
    """Return the figure as SVG and as PNG, the same bytes for the same figure.

    A line of the SVG is a group, an outline or a line of text: whoever compares two needs no finer ones, and
    each line of a notebook costs time.
    """
    svg, picture = rendered(figure, title=alt)
    return re.sub(r"> <(?!use|/)", ">\n<", re.sub(r"\s+", " ", svg)), _png(picture)


def _png(picture: RendererAgg) -> bytes:
    """Return the picture as PNG in few colours, for it has few.

    They are chosen from what is drawn and as much paper again: most of a picture is bare paper, and to look
    at all of it takes three times as long, for the same bytes.
    """
    shades = np.asarray(picture.buffer_rgba()).view(np.uint32).ravel()
    marks = np.flatnonzero(shades != shades[0])
    chosen = np.append(shades[marks], np.repeat(shades[0], len(marks) + 1)).view(np.uint8)
    image = Image.fromarray(chosen.reshape(1, -1, 4)).convert("RGB")
    image = image.quantize(_COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    numbers = np.asarray(image)[0]
    # The faintest shades have become one with the paper, and made it one step of 256 darker.
    palette, first = image.getpalette(), 3 * int(numbers[-1])
    palette[first : first + 3] = ImageColor.getrgb(style.PAPER)
    points = np.full(len(shades), numbers[-1])
    points[marks] = numbers[: len(marks)]
    image = Image.fromarray(points.reshape(int(picture.height), -1))
    image.putpalette(palette)
    stream = io.BytesIO()
    image.save(stream, "PNG", dpi=(style.DPI, style.DPI), compress_level=_PACKED)
    return stream.getvalue()


def csv_of(frame: pd.DataFrame) -> str:
    """Return the table as CSV: comma, UTF-8, dates as YYYY-MM-DD."""
    return frame.to_csv(index=False, lineterminator="\n", date_format="%Y-%m-%d")


def publish(data: dict[str, str], **about: str) -> None:
    """Display an output, with what a report must know of it (kind, name, caption or alt)."""
    publish_display_data(data, metadata={"analysis": about})
