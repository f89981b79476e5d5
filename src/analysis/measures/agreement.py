"""Whether people who code the same sentences blind to each other agree."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.measures.correction import Share, seeded
from analysis.measures.intervals import CONFIDENCE
from analysis.measures.judging import AGREED

_RESAMPLES = 1000
_TAILS = ((1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2)
_COLUMNS = ["theme", "alpha", "alpha_low", "alpha_high", "n_sentences", "n_both", "n_either", "share_alike"]


def agreement(
    gold_codes: pd.DataFrame,
    *,
    gold_sentences: pd.DataFrame | None = None,
    themes: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return Krippendorff's alpha of each theme, over the sentences that two or more people coded.

    Args:
        gold_codes: gold_codes table; rows of the coder "agreed" are no coding of its own and are left out.
        gold_sentences: gold_sentences table; sentences whose coders were not asked for a theme are no
            agreement on it. Without it, all were asked for all.
        themes: themes table, to give a row to each; without it, the themes that somebody coded.

    Returns:
        One row per theme: theme, title (if themes are given), alpha (1: all alike; 0: as by chance),
        alpha_low, alpha_high (95 %), n_sentences (coded by two or more), n_both (that two or more gave the
        theme), n_either (that one or more did), share_alike (of sentences on which all who coded them
        agree). Where nobody gave the theme, or everybody to all sentences, alpha has no value and is blank.

    Source: Krippendorff (2019), nominal data, as the package krippendorff computes it; interval: bootstrap
    of documents, with a fixed seed. Where coders never differ, no resample does either; then the lower end is
    alpha at the upper end of the share of sentences on which they may differ (Jeffreys).
    """
    rows = gold_codes[gold_codes["coder"] != AGREED]
    names = sorted(set(rows["theme"].dropna())) if themes is None else list(themes["theme"])
    ids, coders = (sorted(set(rows[name])) for name in ("gold_id", "coder"))
    seen = _answers(rows, ids, coders)
    asked = {}
    if gold_sentences is not None:
        asked = dict(zip(gold_sentences["gold_id"], map(set, gold_sentences["themes"]), strict=True))
    twice = (~np.isnan(seen)).sum(axis=0) >= 2
    documents = pd.factorize(pd.Series([_document(one) for one in ids], dtype="str")[twice])[0]
    made = []
    for theme in names:
        given = _answers(rows[rows["theme"] == theme], ids, coders)
        answers = np.where(np.isnan(seen), np.nan, np.where(np.isnan(given), 0.0, 1.0))[:, twice]
        about = np.array([not asked or theme in asked[one] for one in ids], dtype="bool")[twice]
        answers = answers[:, about]
        made.append((theme, *_alpha_with_ends(answers, documents[about], theme), *_counts(answers)))
    table = pd.DataFrame(made, columns=_COLUMNS).astype({"theme": "str"})
    if themes is not None:
        table.insert(1, "title", list(themes["title"]))
    return table


def _document(gold_id: str) -> str:
    """Return the sample and document of an identity sample/doc_id/start-end."""
    return gold_id.rpartition("/")[0].partition("/")[2]


def _answers(rows: pd.DataFrame, ids: list[str], coders: list[str]) -> np.ndarray:
    """Return a row per coder and a column per sentence: 1 where there is a row, else not a number."""
    found = np.full((len(coders), len(ids)), np.nan)
    places = {
        name: {value: at for at, value in enumerate(values)}
        for name, values in (("coder", coders), ("gold_id", ids))
    }
    who, what = (rows[name].map(places[name]).to_numpy("int64") for name in ("coder", "gold_id"))
    found[who, what] = 1.0
    return found


def _counts(answers: np.ndarray) -> tuple[int, int, int, float]:
    yes, asked = np.nansum(answers, axis=0), (~np.isnan(answers)).sum(axis=0)
    n = answers.shape[1]
    alike = float(((yes == 0) | (yes == asked)).mean()) if n else float("nan")
    return n, int((yes >= 2).sum()), int((yes >= 1).sum()), alike


def _alpha_with_ends(answers: np.ndarray, documents: np.ndarray, theme: str) -> tuple[float, float, float]:
    value = _alpha(answers)
    if np.isnan(value):
        return (float("nan"),) * 3
    chance = seeded(theme)
    # A table of how often each pattern of answers stands in a document makes a resample one product.
    patterns, kind = np.unique(np.nan_to_num(answers, nan=-1.0), axis=1, return_inverse=True)
    documents = np.unique(documents, return_inverse=True)[1]
    n_documents = int(documents.max()) + 1
    counts = np.zeros((n_documents, patterns.shape[1]))
    np.add.at(counts, (documents, kind.reshape(-1)), 1)
    times = chance.multinomial(n_documents, np.full(n_documents, 1 / n_documents), size=_RESAMPLES) @ counts
    again = [_alpha_of_counts(patterns, row) for row in times]
    known = [one for one in again if not np.isnan(one)]
    low, high = np.quantile(known, _TAILS)
    if value == 1:
        share = float(np.nanmean(answers))
        low = 1 - Share(0.0, answers.shape[1]).interval()[1] / (2 * share * (1 - share))
    return value, min(float(low), value), max(float(high), value)


def _alpha(answers: np.ndarray) -> float:
    """Return alpha of answers (coders by sentences); not a number where it has no value."""
    if not answers.size or len(np.unique(answers[~np.isnan(answers)])) < 2:
        return float("nan")
    from krippendorff import alpha  # only where people have coded

    return float(alpha(reliability_data=answers, level_of_measurement="nominal"))


def _alpha_of_counts(patterns: np.ndarray, times: np.ndarray) -> float:
    """Return alpha of sentences given as patterns of answers and how often each stands."""
    yes = (patterns == 1).sum(axis=0) * times
    asked = (patterns >= 0).sum(axis=0) * times
    if not yes.sum() or yes.sum() == asked.sum():
        return float("nan")
    counts = np.stack([(patterns == 0).sum(axis=0), (patterns == 1).sum(axis=0)], axis=1)
    kept = times > 0
    from krippendorff import alpha

    values = np.repeat(counts[kept], times[kept].astype("int64"), axis=0)
    return float(alpha(value_counts=values, level_of_measurement="nominal"))
