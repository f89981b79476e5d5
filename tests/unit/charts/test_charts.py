"""Every chart, on corpora of very different sizes: nothing overlaps, nothing changes from run to run."""

from __future__ import annotations

import re
import subprocess
import sys
from xml.etree import ElementTree

import matplotlib as mpl
import pytest

from analysis import charts
from analysis.charts import style
from analysis.charts.display import images_of
from drawn import CHARTS, SIZES, Corpus, drawn, faults_of_layout, texts_of

SVG = "{http://www.w3.org/2000/svg}"
# Drawn as dots, their units other than documents.
DOTS = (
    *("agreement", "accuracy", "corrected_shares", "corrected_by_group"),
    *("theme_differences", "corrected_differences", "typical_words"),
)
# One of each way of drawing.
KINDS = (
    *("documents_per_period", "theme_by_outlet", "directions_by_outlet", "directions_over_time"),
    *("corrected_shares", "typical_words"),
)


def test_every_chart_is_tested():
    shown = {name for name in charts.__all__ if not name.startswith("show_")}
    assert shown - {"NO_SOURCE", "events_found", "theme_caption"} == set(CHARTS)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", CHARTS)
def test_texts_neither_overlap_nor_leave_the_figure(name, size):
    figure = drawn(name, size)
    assert faults_of_layout(figure) == []
    assert figure.get_size_inches()[0] == style.WIDTH


@pytest.mark.parametrize("name", CHARTS)
def test_nothing_to_count_is_said_in_words(name):
    figure = drawn(name, "no documents")
    title = texts_of(figure)[0]
    assert re.search(r"\b[Nn]o(thing)?\b", title), title
    assert not figure.axes


@pytest.mark.parametrize("name", KINDS)
def test_same_table_same_bytes_whatever_the_settings(name):
    one = drawn(name, "a small corpus")
    expected = images_of(one, alt="x")
    with mpl.rc_context({"font.size": 30, "svg.fonttype": "none", "axes.grid": True}):
        other = CHARTS[name](Corpus.of("a small corpus"))
        assert images_of(other, alt="x") == expected


@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_describes_itself(name):
    figure = drawn(name, "five years" if name == "who_accuses_whom" else "a small corpus")  # has pairs
    alt = figure.get_label()
    title = texts_of(figure)[0].replace("\u00a0", " ")
    assert title in alt
    assert re.search(r"\d", alt) and alt.endswith(".") and ".." not in alt


@pytest.mark.parametrize(
    "name",
    sorted(
        set(CHARTS)
        - {
            *("documents_by_outlet", "documents_per_period", "speakers_by_frame", "events_over_time"),
            "who_accuses_whom",
            *DOTS,
        }
    ),
)
def test_shares_name_their_unit_interval_and_source(name):
    text = " ".join(texts_of(drawn(name, "a small corpus"))).replace("\u00a0", " ")
    assert "95 % Wilson intervals" in text
    windows = r"\d+ documents? of \d outlets?, \w+ (to \w+ )?2023"
    whole = r"\d+ documents of 4 outlets, January 2023 to"
    assert re.search(windows if name.endswith("_around") else whole, text)
    assert "Source: collection sample, made from documents written for this project, not press. n = " in text


@pytest.mark.parametrize("name", DOTS)
def test_dots_name_their_interval_and_source(name):
    text = " ".join(texts_of(drawn(name, "a small corpus"))).replace("\u00a0", " ")
    assert "95 % intervals" in text
    assert "Source: collection sample, made from documents written for this project, not press. n = " in text


@pytest.mark.parametrize(
    ("name", "link"),
    [
        ("accuracy", "#confusions?theme=nato_framing&amp;outcome="),
        ("corrected_shares", "#evidence?theme=nato_framing"),
        ("theme_differences", "#evidence?theme=nato_framing"),
        ("typical_words", "#word-sentences?word="),
    ],
)
def test_dots_lead_to_their_sentences(name, link):
    assert f'href="{link}' in images_of(drawn(name, "a small corpus"), alt="x")[0]


@pytest.mark.parametrize("name", ["theme_by_outlet", "modality_by_outlet", "theme_over_time"])
def test_few_documents_are_hollow_and_said(name):
    assert "Hollow" in " ".join(texts_of(drawn(name, "thin")))


def test_marks_lead_to_the_evidence():
    svg = images_of(drawn("directions_by_outlet", "a small corpus"), alt="x")[0]
    links = {
        link.get("{http://www.w3.org/1999/xlink}href") for link in ElementTree.fromstring(svg).iter(f"{SVG}a")
    }
    assert "#evidence?outlet=Sample%20Wire&direction=threat" in links
    assert all(re.fullmatch(r"#evidence\?outlet=[\w%]+&direction=\w+", link) for link in links)


def test_points_in_time_lead_to_all_months_of_their_period():
    svg = images_of(drawn("theme_over_time", "five years"), alt="x")[0]
    assert "#evidence?theme=nato_framing&amp;month=2023-01&amp;month=2023-02&amp;month=2023-03" in svg


def test_kinds_of_unnamed_source_lead_to_their_statements():
    svg = images_of(drawn("unnamed_kinds", "a small corpus"), alt="x")[0]
    links = set(re.findall(r'href="(#evidence[^"]*)"', svg))
    assert links == {f"#evidence?source={kind}&amp;side=unnamed" for kind in ("officials", "analysts")}


def test_links_of_coded_sentences_lead_to_their_own_table():
    svg = images_of(drawn("speakers_by_frame", "a small corpus"), alt="x")[0]
    assert 'href="#coded?theme=joint_exercises&amp;speaker=author&amp;side=author"' in svg


def test_names_with_odd_characters_are_shown_as_they_are():
    texts = texts_of(drawn("theme_by_outlet", "odd names"))
    assert {"$x_1$ & <b>", "Лесная газета", "outlet not stated", "nato"} <= set(texts)


def test_svg_loads_nothing_and_has_no_date():
    svg = images_of(drawn("theme_by_outlet", "a small corpus"), alt="What & it shows")[0]
    assert "<dc:date>" not in svg and "What &amp; it shows" in svg
    hrefs = re.findall(r'href="([^"]*)"', svg)
    assert hrefs and all(href.startswith("#") for href in hrefs)


def test_letters_are_placed_in_few_bytes():
    svg = images_of(drawn("theme_by_outlet", "a small corpus"), alt="x")[0]
    assert re.search(r'<use xlink:href="#DejaVuSans-\w+" x="\d+(\.\d)?"/>', svg)
    assert not re.search(r"<use [^>]*transform=", svg)


def _contrast(one: str, other: str) -> float:
    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    ("front", "back", "least"),
    [
        *((colour, style.PAPER, 4.5) for colour in (style.INK, style.QUIET, style.ACCENT_TEXT)),
        *((colour, style.PAPER, 3.0) for colour in (style.ACCENT, style.GREY)),
        (style.INK, style.ACCENT, 3.0),
    ],
)
def test_contrast(front, back, least):
    assert _contrast(front, back) >= least


def test_charts_leave_pyplot_and_the_settings_alone():
    script = (
        "import matplotlib, sys\n"
        "settings = lambda: {k: matplotlib.rcParams[k] for k in matplotlib.rcParams if k != 'backend'}\n"
        "before = settings()\n"
        "import analysis.charts, analysis.measures\n"
        "from analysis.charts.display import images_of\n"
        "from analysis.charts.page import new_page\n"
        "images_of(new_page(title='a', subtitle='b', footer='c', height=1).figure, alt='d')\n"
        "assert 'matplotlib.pyplot' not in sys.modules, 'pyplot'\n"
        "assert 'scipy.stats' not in sys.modules, 'scipy.stats is slow to import'\n"
        "assert 'spacy' not in sys.modules, 'spaCy'\n"
        "assert settings() == before, 'settings'\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_frames_that_no_voice_carries_have_no_column():
    texts = " ".join(texts_of(drawn("speakers_by_frame", "a small corpus"))).replace("\u00a0", " ")
    assert "NATO framing:" in texts and "–" not in texts and "mixed" not in texts
    assert "Bars: sources only" in texts


def test_directions_around_an_event_name_their_theme_and_those_found_only():
    texts = texts_of(drawn("directions_around", "a small corpus"))
    assert [text for text in texts if text.startswith("NATO framing: ")] == ["NATO framing: other"]


def test_what_is_drawn_around_an_event_counts_the_documents_of_the_windows_only():
    said = " ".join(texts_of(drawn("themes_around", "a small corpus"))).replace("\u00a0", " ")
    whole = " ".join(texts_of(drawn("theme_shares", "a small corpus"))).replace("\u00a0", " ")
    n, of = (int(re.search(r"n = (\d+) document", text)[1]) for text in (said, whole))
    assert 0 < n < of, (n, of)
