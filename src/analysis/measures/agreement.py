"""Whether people who code the same sentences blind to each other agree."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.measures.judging import AGREED
from analysis.measures.reliability import alpha_with_interval

_QUALITIES = ("direction", "voice", "modality")
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
        gold_sentences: gold_sentences table, or the rows of it that are to be counted; sentences whose coders
            were not asked for a theme are no agreement on it. Without it, all were asked for all.
        themes: themes table, to give a row to each; without it, the themes that somebody coded.

    Returns:
        One row per theme: theme, title (if themes are given), alpha (1: all alike; 0: as by chance),
        alpha_low, alpha_high (95 %), n_sentences (coded by two or more), n_both (that two or more gave the
        theme), n_either (that one or more did), share_alike (of sentences on which all who coded them
        agree). Where nobody gave the theme, or everybody to all sentences, alpha has no value and is blank.

    Source: see reliability.alpha_with_interval.
    """
    rows = gold_codes[gold_codes["coder"] != AGREED]
    if gold_sentences is not None:
        rows = rows[rows["gold_id"].isin(gold_sentences["gold_id"])]
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
        yes, said = np.nansum(answers, axis=0), (~np.isnan(answers)).sum(axis=0)
        counts = np.stack([said - yes, yes], axis=1).astype("int64")
        made.append((theme, *alpha_with_interval(counts, documents[about], name=theme), *_counts(counts)))
    table = pd.DataFrame(made, columns=_COLUMNS).astype({"theme": "str"})
    if themes is not None:
        table.insert(1, "title", list(themes["title"]))
    return table


def agreement_on_qualities(gold_codes: pd.DataFrame) -> pd.DataFrame:
    """Return Krippendorff's alpha of direction, voice and modality, where two or more people gave them.

    Voice and modality count once a sentence, a direction once for each theme that they gave alike.

    Args:
        gold_codes: gold_codes table.

    Returns:
        One row per quality: quality, alpha, alpha_low, alpha_high, n_sentences, share_alike, as in agreement.

    Source: see reliability.alpha_with_interval.
    """
    own = gold_codes[(gold_codes["coder"] != AGREED) & gold_codes["theme"].notna()]
    made = []
    for quality in _QUALITIES:
        unit = ["gold_id", "theme"] if quality == "direction" else ["gold_id"]
        said = own.loc[own[quality].notna(), [*unit, "coder", quality]].drop_duplicates()
        counts = said.groupby([*unit, quality]).size().unstack(fill_value=0)
        counts = counts[counts.sum(axis=1) >= 2]
        ids = counts.index.get_level_values("gold_id")
        documents = pd.factorize(pd.Series([_document(one) for one in ids], dtype="str"))[0]
        alike = float((counts.max(axis=1) == counts.sum(axis=1)).mean()) if len(counts) else float("nan")
        ends = alpha_with_interval(counts.to_numpy(), documents, name=quality)
        made.append((quality, *ends, len(counts), alike))
    columns = ["quality", "alpha", "alpha_low", "alpha_high", "n_sentences", "share_alike"]
    return pd.DataFrame(made, columns=columns)


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


def _counts(counts: np.ndarray) -> tuple[int, int, int, float]:
    """Return n_sentences, n_both, n_either and share_alike of how many said no and yes."""
    n, yes = len(counts), counts[:, 1]
    alike = float((counts.min(axis=1) == 0).mean()) if n else float("nan")
    return n, int((yes >= 2).sum()), int((yes >= 1).sum()), alike
