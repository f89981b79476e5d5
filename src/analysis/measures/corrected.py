"""Raw and corrected prevalence of themes, by group: what is shown beside every share of documents.

The sentence is the unit here, as it is what people code. How many documents carry a theme can't be corrected
by it honestly: it would take knowing how errors fall together within one document.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.measures.correction import (
    Calibration,
    Estimate,
    Judged,
    Population,
    calibrated,
    carried_over,
    coded_share,
    fits,
)
from analysis.measures.judging import HandCoding
from analysis.measures.prevalence import with_periods

# How a corrected share was found, or why there is none.
OWN, CARRIED = "own sentences", "rates of the whole"
NO_GOLD, FEW, UNLIKE = "no chance sample", "too few sentences", "rates do not fit"
METHODS = (OWN, CARRIED, NO_GOLD, FEW, UNLIKE)


@dataclass(frozen=True, eq=False)
class Measured:
    """A corrected share, if there is one, and how it was found or why it is not."""

    estimate: Estimate | None
    method: str


class Corpus:
    """Sentences, their texts and codes as arrays, for measuring many themes and groups of one corpus.

    Args:
        codes: codes table, of every theme asked for.
        sentences: sentences table.
        documents: All documents asked about.
        hand: Result of judging.hand_coding.
    """

    def __init__(
        self, codes: pd.DataFrame, sentences: pd.DataFrame, documents: pd.DataFrame, hand: HandCoding
    ) -> None:
        documents = pd.concat([documents, hand.drawn_from]).drop_duplicates("doc_id")
        self._places = pd.Index(documents["doc_id"])
        # Copies of one text are one cluster.
        self._texts = pd.factorize(documents["duplicate_of"].fillna(documents["doc_id"]))[0]
        at = self._places.get_indexer(sentences["doc_id"])
        self._sentences = pd.Index(sentences["sentence_id"][at >= 0])
        self._at, self._codes, self._hand = at[at >= 0], codes, hand
        self._coded: dict[str, np.ndarray] = {}
        self._by_hand: dict[str, tuple[np.ndarray, np.ndarray, Judged]] = {}

    def population(self, theme: str, documents: pd.DataFrame) -> Population:
        """Return the sentences of some documents, as a theme is coded in them."""
        rows = self._members(documents)[self._at]
        return Population(self._coding(theme)[rows], self._texts[self._at[rows]])

    def judged(self, theme: str, documents: pd.DataFrame) -> Judged:
        """Return the hand-coded sentences of some documents that were drawn by chance."""
        at, samples, drawn = self._drawn(theme)
        kept = self._members(documents)[at]
        # Samples used together are weighed by their size: each alone stands for all sentences.
        sizes = np.bincount(samples[kept])[samples[kept]]
        weight = drawn.weight[kept] * sizes / max(len(sizes), 1)
        return Judged(drawn.is_true[kept], drawn.is_coded[kept], weight, drawn.cluster[kept])

    def _members(self, documents: pd.DataFrame) -> np.ndarray:
        """Return whether each document of the corpus is one of some."""
        chosen = np.zeros(len(self._places), dtype="bool")
        chosen[self._places.get_indexer(documents["doc_id"])] = True
        return chosen

    def _coding(self, theme: str) -> np.ndarray:
        """Return whether each sentence is coded with a theme."""
        if theme not in self._coded:
            ids = self._codes.loc[self._codes["theme"] == theme, "sentence_id"].unique()
            places = self._sentences.get_indexer(pd.Index(ids))
            self._coded[theme] = np.zeros(len(self._sentences), dtype="bool")
            self._coded[theme][places[places >= 0]] = True
        return self._coded[theme]

    def _drawn(self, theme: str) -> tuple[np.ndarray, np.ndarray, Judged]:
        """Return documents, samples and codes of the sentences drawn by chance and coded for a theme."""
        if theme not in self._by_hand:
            rows = self._hand.about(theme).by_chance
            at = self._places.get_indexer(rows["doc_id"])
            told = (
                np.array([theme in themes for themes in rows[column]], dtype="bool")
                for column in ("themes", "coded")
            )
            drawn = Judged(*told, rows["weight"].to_numpy("float64"), self._texts[at])
            self._by_hand[theme] = at, pd.factorize(rows["sample"])[0], drawn
        return self._by_hand[theme]

    def calibrated(self, theme: str, documents: pd.DataFrame) -> Calibration:
        """Return what the hand-coded sentences of documents tell of a theme in them."""
        judged = self.judged(theme, documents)
        return calibrated(self.population(theme, documents), judged, seed=theme)


def corrected_prevalence(
    codes: pd.DataFrame,
    sentences: pd.DataFrame,
    documents: pd.DataFrame,
    hand: HandCoding,
    *,
    themes: Sequence[str],
    by: str = "",
) -> pd.DataFrame:
    """Return what share of sentences carries a theme, as coded and corrected for the coding's errors.

    Args:
        codes: codes table, of every document.
        sentences: sentences table.
        documents: The documents counted (see selection.select).
        hand: Result of judging.hand_coding.
        themes: Themes to give rows to, found or not.
        by: A column of documents, such as outlet, or period (see with_periods); "" for no groups.

    Returns:
        Themes in the order given, groups sorted within each: theme, the group, n_population (sentences of
        the group), n_sentences (coded ones), n_judged (coded by hand, drawn by chance), n_positive (of
        these, those that carry the theme), raw, raw_low, raw_high, corrected, corrected_low, corrected_high
        (shares of sentences, 0 to 1, 95 %; corrected is blank where too little is coded by hand, or where
        what is contradicts the rates of the whole), method (one of METHODS: how it was corrected, or why it
        is not).
    """
    return _corrected(Corpus(codes, sentences, documents, hand), documents, hand, themes=themes, by=by)


def corrected_per_theme(
    codes: pd.DataFrame,
    sentences: pd.DataFrame,
    documents: pd.DataFrame,
    hand: HandCoding,
    *,
    themes: pd.DataFrame,
) -> pd.DataFrame:
    """Return corrected_prevalence of every theme of a themes table, with its title, frequent ones first."""
    options = {"themes": list(themes["theme"])}
    table = corrected_prevalence(codes, sentences, documents, hand, **options)
    table.insert(1, "title", list(themes["title"]))
    return table.sort_values(["n_sentences", "theme"], ascending=[False, True], ignore_index=True)


def corrected_by_group(
    codes: pd.DataFrame,
    sentences: pd.DataFrame,
    documents: pd.DataFrame,
    hand: HandCoding,
    *,
    theme: str,
    min_documents: int = 0,
) -> pd.DataFrame:
    """Return the raw and corrected share of one theme in all documents, by outlet and over time.

    Args:
        codes: As in corrected_prevalence.
        sentences: As there.
        documents: As there.
        hand: As there.
        theme: Which theme.
        min_documents: Outlets and periods with fewer documents are left out; periods as in with_periods.

    Returns:
        Columns of corrected_prevalence behind part (all, outlet, period) and group (its name; "" for all).
    """
    dated = with_periods(documents, min_documents=min_documents)
    dated = dated.assign(period=dated["period"].astype("str"))
    corpus = Corpus(codes, sentences, documents, hand)
    found = []
    for part, by, rows in (
        ("all", "", documents),
        ("outlet", "outlet", documents),
        ("period", "period", dated),
    ):
        sizes = rows[by].value_counts() if by else {}
        kept = rows[rows[by].isin(sizes[sizes >= min_documents].index)] if by else rows
        if by and kept.empty:
            continue
        table = _corrected(corpus, kept, hand, themes=[theme], by=by)
        table = table.rename(columns={by: "group"}) if by else table.assign(group="")
        found.append(table.assign(part=part))
    whole = pd.concat(found, ignore_index=True)
    return whole[["part", "group", *(name for name in whole if name not in ("part", "group"))]]


def _corrected(
    corpus: Corpus, documents: pd.DataFrame, hand: HandCoding, *, themes: Sequence[str], by: str
) -> pd.DataFrame:
    """Return corrected_prevalence of a corpus that was made before."""
    groups = list(documents.groupby(by, observed=False, sort=True)) if by else [("", documents)]
    rows = []
    for theme in themes:
        whole = corpus.calibrated(theme, hand.drawn_from)
        for name, members in groups:
            population, judged = corpus.population(theme, members), corpus.judged(theme, members)
            found = measured(population, judged, whole, seed=f"{theme} {name}")
            rows.append({"theme": theme, by: name, **_row(population, judged, found)})
    table = pd.DataFrame(rows)
    return table if by else table.drop(columns="")


def measured(population: Population, judged: Judged, whole: Calibration, *, seed: str) -> Measured:
    """Return the corrected share of some documents: by their own hand-coded sentences, else by all.

    By all only if the group's own sentences, too few to measure it, agree (see correction.fits).

    Args:
        population: Their sentences.
        judged: Those of them that were coded by hand.
        whole: What is known of the theme in all documents that sentences were drawn from.
        seed: Theme and name of the group; the same gives the same draws.
    """
    if not whole.n_judged:
        return Measured(None, NO_GOLD)
    if not len(population.is_coded):
        return Measured(None, FEW)
    own = calibrated(population, judged, seed=seed)
    if own.is_enough():
        return Measured(own.prevalence, OWN)
    if own.n_judged == whole.n_judged or not whole.is_enough():  # the group is the whole: none to carry over
        return Measured(None, FEW)
    carried = carried_over(population, whole, seed=seed)
    return Measured(carried, CARRIED) if fits(carried, own) else Measured(None, UNLIKE)


def _row(population: Population, judged: Judged, found: Measured) -> dict[str, object]:
    raw = coded_share(population)
    none = (float("nan"),) * 3
    shares = {
        "raw": (raw.value, *raw.interval()) if len(population.is_coded) else none,
        "corrected": (found.estimate.value, *found.estimate.interval()) if found.estimate else none,
    }
    ends = ("", "_low", "_high")
    return {
        "n_population": len(population.is_coded),
        "n_sentences": int(population.is_coded.sum()),
        "n_judged": len(judged.is_true),
        "n_positive": int(judged.is_true.sum()),
        **{
            f"{name}{end}": value
            for name, three in shares.items()
            for end, value in zip(ends, three, strict=True)
        },
        "method": found.method,
    }
