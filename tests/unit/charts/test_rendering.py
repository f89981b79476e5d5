"""A figure that is drawn once is the same as SVG and as picture, and the same as matplotlib's own."""

from __future__ import annotations

import csv
import re
from xml.etree import ElementTree

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from analysis.charts import lettering, style
from analysis.charts.page import Page, new_page
from analysis.charts.rendering import rendered
from analysis.charts.style import styled
from strokes import strokes_of

SVG = "{http://www.w3.org/2000/svg}"


@styled
def _page() -> Page:
    page = new_page(title="Ruritania, more often", subtitle="Share of documents", footer="n = 7", height=1.2)
    page.rule(0.1)
    page.text(0, 0.3, "A long and long text", color=style.ACCENT_TEXT, url="#evidence?outlet=A", rotation=10)
    return page


@styled
def _chart() -> Page:
    page = _page()
    axes = page.axes(3, 0.2, 3, 0.8)
    axes.plot([-1, 2], [-1, 2], dashes=(3, 2), color=style.ACCENT, marker="o")
    axes.scatter([0.2, 0.4], [0.6, 0.6], s=60, facecolor=style.PAPER, edgecolor=style.INK)
    axes.barh([0.1], [0.8], height=0.2, hatch="////", facecolor=style.PAPER, edgecolor=style.GREY)
    axes.set(xlim=(0, 1), ylim=(0, 1))
    return page


@pytest.mark.parametrize("made", [_page, _chart], ids=["text", "marks cut off at the edge"])
def test_the_picture_is_what_matplotlib_draws(made):
    figure = made().figure
    _, picture = styled(rendered)(figure, title="x")
    found = np.asarray(picture.buffer_rgba()).astype(int)
    figure.set_dpi(style.DPI)
    canvas = FigureCanvasAgg(figure)
    styled(canvas.draw)()
    expected = np.asarray(canvas.buffer_rgba()).astype(int)
    assert found.shape == expected.shape
    apart = np.abs(found - expected)
    inked = (expected < 128).any(axis=2)
    assert inked.sum() > 2000
    assert apart.mean() < 0.1 and apart[inked].mean() < 4, "letters may differ at their soft edges"


def test_texts_that_are_compared_stand_where_they_are_drawn(monkeypatch):
    monkeypatch.setattr(lettering, "EM", 500)  # all words are twice as wide and high, as matplotlib's are not
    figure = _chart().figure
    height = figure.get_size_inches()[1] * 72
    svg, _ = styled(rendered)(figure, title="x")
    drawn = re.findall(r"translate\(([\d.]+) ([\d.]+)\)[^\"]* scale\(", svg)
    rows = csv.DictReader(strokes_of(figure, alt="x").splitlines())
    noted = [row["points"].split(",") for row in rows if row["what"] == "text"]
    assert len(noted) > 8
    for (x, y), (left, top) in zip(noted, drawn, strict=True):
        assert (float(x), float(y)) == pytest.approx((float(left), height - float(top)), abs=0.02)


def test_letters_and_words_stand_in_the_file_once():
    svg, _ = styled(rendered)(_page().figure, title="x")
    root = ElementTree.fromstring(svg)
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    uses = [use.get("{http://www.w3.org/1999/xlink}href") for use in root.iter(f"{SVG}use")]
    assert {use[1:] for use in uses} <= set(ids)
    twice = [use for use in uses if use.startswith("#word-") and uses.count(use) == 2]
    assert len(set(twice)) == 1, "a word that stands twice is defined once"


def test_a_text_leads_where_its_link_does():
    svg, _ = styled(rendered)(_page().figure, title="x")
    (link,) = ElementTree.fromstring(svg).iter(f"{SVG}a")
    assert link.get("{http://www.w3.org/1999/xlink}href") == "#evidence?outlet=A"
    (line,) = link
    assert re.fullmatch(r"translate\([\d. ]+\) rotate\(-10\) scale\(0.009 -0.009\)", line.get("transform"))
    assert line.get("style") == f"fill: {style.ACCENT_TEXT.lower()}"


def test_images_are_refused():
    page = _page()
    page.axes(0, 0, 1, 1).imshow(np.zeros((4, 4)))
    with pytest.raises(NotImplementedError, match="no images"):
        styled(rendered)(page.figure, title="x")
