"""What charts are tested with: all of them, on corpora of very different sizes, and a look for overlaps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

import numpy as np
import pandas as pd
from matplotlib.backend_bases import RendererBase
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from analysis import charts, measures
from analysis.charts import style
from hand_coded import coded_by_two
from made_project import made_tables

READABLE = {style.INK, style.QUIET, style.ACCENT_TEXT}
LONG = tuple(
    f"The {kind} of the {place} for Defence, Security and International Affairs"
    for kind in ("Observer", "Gazette", "Bulletin", "Courier")
    for place in ("Northern Lakes", "Ruritanian Federation", "Harbour-and-Hinterland-Press-Cooperative")
)
SIZES = {
    "one outlet, one month": {"n_documents": 12, "n_outlets": 1, "n_months": 1},
    "a small corpus": {"n_documents": 40},
    "twelve long names, two years": {"n_documents": 240, "outlet_names": LONG, "n_months": 24},
    "five years": {"n_documents": 400, "n_outlets": 3, "n_months": 60},
    "thin": {"n_documents": 36, "n_outlets": 12},
    "odd names": {"n_documents": 30, "outlet_names": ("", "$x_1$ & <b>", "Лесная газета", "nato")},
    "no codes": {"n_documents": 20, "coded": False},
    "no documents": {"n_documents": 0},
}


@dataclass(frozen=True)
class Corpus:
    """Tables of a made-up corpus and what all charts are told."""

    tables: dict[str, pd.DataFrame]
    chosen: measures.Selection

    @classmethod
    def of(cls, size: str) -> Corpus:
        """Return the corpus of a size of SIZES."""
        made = made_tables(**SIZES[size])
        return cls(made, measures.select(made["documents"]))

    @property
    def codes(self) -> pd.DataFrame:
        """The codes of the theme that has directions."""
        codes = self.tables["codes"]
        return measures.rows_of(codes[codes["theme"] == "nato_framing"], self.chosen.documents)

    @property
    def statements(self) -> pd.DataFrame:
        """The statements counted."""
        rows = measures.rows_of(self.tables["attributions"], self.chosen.documents)
        return measures.statements_of(rows, self.tables["entities"])

    @property
    def voiced(self) -> pd.DataFrame:
        """All codes counted, with their speakers."""
        rows = measures.rows_of(self.tables["codes"], self.chosen.documents)
        return measures.voiced_codes(rows, self.tables["attributions"], self.tables["entities"])


def _corpus_chart(name: str) -> Callable[[Corpus], Figure]:
    def draw(corpus: Corpus) -> Figure:
        made, chosen = corpus.tables, corpus.chosen
        everything = {"population": measures.select(made["documents"], count_copies=True).population}
        counted = {"population": chosen.population}
        if name == "documents_by_outlet":
            return charts.documents_by_outlet(
                measures.documents_by(made["documents"], by=["outlet"]), **everything
            )
        if name == "documents_per_period":
            return charts.documents_per_period(measures.documents_per_period(made["documents"]), **everything)
        if name == "effect_of_copies":
            table = measures.effect_of_copies(
                made["codes"], made["documents"], chosen.documents, made["themes"]
            )
            return charts.effect_of_copies(table, **everything)
        if name == "theme_shares":
            codes = measures.rows_of(made["codes"], chosen.documents)
            table = measures.share_per_theme(codes, chosen.documents, made["themes"])
            return charts.theme_shares(table, min_documents=5, **counted)
        mentions = measures.rows_of(made["mentions"], chosen.documents)
        table = measures.most_mentioned(mentions, made["entities"], chosen.documents)
        return charts.actor_shares(table, n_hidden=3, **counted)

    return draw


def _event_chart(name: str) -> Callable[[Corpus], Figure]:
    def draw(corpus: Corpus) -> Figure:
        made, documents, population = corpus.tables, corpus.chosen.documents, corpus.chosen.population
        tellings = measures.tellings_of(measures.rows_of(made["events"], documents), documents)
        told = measures.occurrences_of(tellings, documents)
        if name == "events_over_time":
            known = measures.known_and_told(
                made["known_events"],
                told,
                kinds=["exercise"],
                documents=documents,
                entities=made["entities"],
            )
            return charts.events_over_time(told, known, noun="event", population=population, n_hidden=2)
        focus = measures.occurrence(told)
        near = measures.around(documents, focus, days=60)
        voiced = measures.rows_of(corpus.voiced, near)
        population = measures.population_among(near, corpus.chosen)
        told_of = {"event": focus, "days": 60, "population": population, "min_documents": 5}
        if name == "themes_around":
            themes = list(made["themes"]["theme"])
            table = measures.share_of_documents(voiced, near, themes=themes, by="window")
            return charts.themes_around(table, titles=made["themes"], **told_of)
        ways = measures.directions_of(made["themes"])
        of, values = ("direction", ways) if name == "directions_around" else ("side", measures.VOICES)
        rows = voiced[voiced["direction"].isin(ways)] if of == "direction" else voiced
        table = measures.composition(rows, near, of=of, values=values, by="window")
        told_of |= {"titles": made["themes"]} if of == "direction" else {}
        return getattr(charts, name)(table, **told_of)

    return draw


def _theme_chart(name: str) -> Callable[[Corpus], Figure]:
    def draw(corpus: Corpus) -> Figure:
        codes, documents = corpus.codes, corpus.chosen.documents
        told = {"subject": "NATO framing", "population": corpus.chosen.population, "min_documents": 5}
        ways = ["threat", "defence", "mixed", "other"]
        if name == "theme_over_time":
            table = measures.share_over_time(codes, documents, themes=["nato_framing"])
        elif name == "theme_by_outlet":
            table = measures.share_of_documents(codes, documents, themes=["nato_framing"])
        elif name == "directions_by_outlet":
            table = measures.composition(codes, documents, of="direction", values=ways, by="outlet")
        elif name == "directions_over_time":
            table = measures.composition_over_time(codes, documents, of="direction", values=ways)
        elif name == "voices_of_theme":
            voiced = corpus.voiced[corpus.voiced["theme"] == "nato_framing"]
            table = measures.composition(voiced, documents, of="side", values=measures.VOICES, by="theme")
        else:
            table = measures.composition(
                codes, documents, of="modality", values=measures.MODALITIES, by="outlet"
            )
        more = {"directions": ways} if name.startswith("directions") else {}
        return getattr(charts, name)(table, **more, **told)

    return draw


def _voice_chart(name: str) -> Callable[[Corpus], Figure]:
    def draw(corpus: Corpus) -> Figure:
        statements, documents = corpus.statements, corpus.chosen.documents
        counted = {"population": corpus.chosen.population}
        if name == "speaker_shares":
            return charts.speaker_shares(measures.speakers(statements, documents), n_hidden=1, **counted)
        if name == "unnamed_kinds":
            return charts.unnamed_kinds(measures.unnamed_kinds(statements, documents), **counted)
        if name == "speakers_by_frame":
            table = measures.speakers_by_frame(corpus.voiced, corpus.tables["themes"])
            return charts.speakers_by_frame(table, n_hidden=2, evidence="coded", **counted)
        if name == "voices_by_theme":
            values = ["author", "attributed"]
            table = measures.composition(corpus.voiced, documents, of="voice", values=values, by="theme")
            return charts.voices_by_theme(table, titles=corpus.tables["themes"], min_documents=5, **counted)
        if name == "sides_by_outlet":
            table = measures.composition(statements, documents, of="side", values=measures.SIDES, by="outlet")
            return charts.sides_by_outlet(table, min_documents=5, **counted)
        made = corpus.tables
        tables = [measures.rows_of(made[name], documents) for name in ("codes", "mentions")]
        accusations = measures.accusations_of(
            statements, *tables, made["entities"], sentences=made["sentences"], documents=documents
        )
        pairs = measures.who_accuses_whom(accusations, documents)
        return charts.who_accuses_whom(measures.first_pairs(pairs, 10), n_hidden=2, **counted)

    return draw


def _truth_chart(name: str) -> Callable[[Corpus], Figure]:
    def draw(corpus: Corpus) -> Figure:
        made, documents = corpus.tables, corpus.chosen.documents
        codes, sentences, themes = made["codes"], made["sentences"], made["themes"]
        gold, said = coded_by_two(made)
        hand = measures.hand_coding(gold, said, codes, made["documents"])
        counted = {"population": corpus.chosen.population}
        if name == "agreement":
            table = measures.agreement(said, gold_sentences=gold, themes=themes)
            return charts.agreement(table, **counted)
        if name == "accuracy":
            about = measures.Corpus(codes, sentences, documents, hand)
            return charts.accuracy(measures.measured_accuracy(about, hand, themes), **counted)
        if name == "corrected_shares":
            table = measures.corrected_per_theme(codes, sentences, documents, hand, themes=themes)
            return charts.corrected_shares(table, name="title", link="theme", coders=hand.coders, **counted)
        options = {"theme": "nato_framing", "min_documents": 5}
        table = measures.corrected_by_group(codes, sentences, documents, hand, **options)
        return charts.corrected_by_group(
            table, subject="NATO framing", coders=hand.coders, min_documents=5, **counted
        )

    return draw


def _pair_chart(name: str) -> Callable[[Corpus], Figure]:
    def draw(corpus: Corpus) -> Figure:
        made = corpus.tables
        pair = measures.pair_of(made["documents"], made["outlets"], by="outlet")
        told = {"names": pair.names, "population": pair.population}
        if name == "theme_differences":
            table = measures.differences(made["codes"], pair, made["themes"])
            return charts.theme_differences(table, min_documents=5, **told)
        if name == "typical_words":
            table = measures.typical_words(pair, made["sentences"])
            return charts.typical_words(measures.first_words(table, 10), n_tested=len(table), **told)
        hand = measures.hand_coding(*coded_by_two(made), made["codes"], made["documents"])
        table = measures.corrected_differences(
            made["codes"], made["sentences"], pair, hand, themes=made["themes"]
        )
        return charts.corrected_differences(table, coders=hand.coders, **told)

    return draw


_CORPUS = ("documents_by_outlet", "documents_per_period", "effect_of_copies", "theme_shares", "actor_shares")
_THEME = (
    *("theme_over_time", "theme_by_outlet", "directions_by_outlet", "directions_over_time"),
    *("voices_of_theme", "modality_by_outlet"),
)
_VOICES = (
    *("speaker_shares", "unnamed_kinds", "speakers_by_frame", "voices_by_theme"),
    *("sides_by_outlet", "who_accuses_whom"),
)
_EVENTS = ("events_over_time", "themes_around", "directions_around", "voices_around")
_TRUTH = ("agreement", "accuracy", "corrected_shares", "corrected_by_group")
_PAIR = ("theme_differences", "corrected_differences", "typical_words")
CHARTS: dict[str, Callable[[Corpus], Figure]] = {
    **{name: _corpus_chart(name) for name in _CORPUS},
    **{name: _theme_chart(name) for name in _THEME},
    **{name: _voice_chart(name) for name in _VOICES},
    **{name: _event_chart(name) for name in _EVENTS},
    **{name: _truth_chart(name) for name in _TRUTH},
    **{name: _pair_chart(name) for name in _PAIR},
}


@lru_cache
def corpus_of(size: str) -> Corpus:
    """Return the corpus of a size, made once."""
    return Corpus.of(size)


@lru_cache
def drawn(name: str, size: str) -> Figure:
    """Return a chart of a corpus, drawn once."""
    return CHARTS[name](corpus_of(size))


def faults_of_layout(figure: Figure) -> list[str]:
    """Return which texts of a figure overlap, leave the figure, or have a colour that is hard to read."""
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    renderer = canvas.get_renderer()
    texts = [t for t in figure.findobj(Text) if t.get_visible() and t.get_text().strip()]
    boxes = [(text.get_text(), text.get_window_extent(renderer), _corners(text, renderer)) for text in texts]
    width, height = figure.bbox.width, figure.bbox.height
    outside = [
        f"'{text}' leaves the figure"
        for text, box, _ in boxes
        if box.x0 < -1 or box.y0 < -1 or box.x1 > width + 1 or box.y1 > height + 1
    ]
    overlapping = [
        f"'{one}' overlaps '{other}'"
        for (one, a, corners), (other, b, others) in combinations(boxes, 2)
        if min(a.x1, b.x1) - max(a.x0, b.x0) > 1
        and min(a.y1, b.y1) - max(a.y0, b.y0) > 1
        and _overlap(corners, others)
    ]
    colours = {str(text.get_color()).upper() for text in texts}
    faint = [f"text in {colour}" for colour in sorted(colours - {c.upper() for c in READABLE})]
    return outside + overlapping + faint


def _corners(text: Text, renderer: RendererBase) -> np.ndarray:
    """Return the corners of a text's box, turned as the text is."""
    angle, place = text.get_rotation(), text.get_transform().transform(text.get_position())
    text.set_rotation(0)
    box = text.get_window_extent(renderer).corners()[[0, 1, 3, 2]]
    text.set_rotation(angle)
    return Affine2D().rotate_deg_around(*place, angle).transform(box)


def _overlap(one: np.ndarray, other: np.ndarray) -> bool:
    """Return whether two boxes share more than a pixel, whichever of their sides one looks along."""
    for side in (one[1] - one[0], one[2] - one[1], other[1] - other[0], other[2] - other[1]):
        along = side / np.hypot(*side)
        a, b = one @ along, other @ along
        if min(a.max(), b.max()) - max(a.min(), b.min()) <= 1:
            return False
    return True


def texts_of(figure: Figure) -> list[str]:
    """Return the texts written on a page, the title first."""
    return [text.get_text() for text in figure.texts]
