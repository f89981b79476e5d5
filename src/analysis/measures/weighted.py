"""How often the coding agrees with sentences of a sample, each counted as often as it stands for others."""

from __future__ import annotations

import numpy as np
import pandas as pd

# Of the normal distribution, for 95 %.
_Z = 1.959964
_ENDS = ("", "_low", "_high")


def weighted_accuracy(codes: pd.DataFrame, gold: pd.DataFrame, *, themes: list[str]) -> pd.DataFrame:
    """Return precision and recall of each theme over the sentences of a sample, with intervals.

    A sentence carries a theme for the coder if a code of that theme overlaps it. Sentences that the human
    coders dispute are left out.

    Args:
        codes: The codes table.
        gold: One row a sentence: doc_id, start, end, themes (list), disputed, weight (blank counts as 1, so
            that what is found holds of such sentences only).
        themes: Those that the coders were asked for.

    Returns:
        One row a theme: theme, n_gold, n_coded, n_both (sentences), then weighted precision and recall, each
        with _low and _high (95 %), and f1 (0 to 1; blank if undefined).
    """
    judged = gold[~gold["disputed"]].reset_index(drop=True)
    weight = judged["weight"].fillna(1.0).to_numpy("float64")
    documents = judged["doc_id"].to_numpy()
    found = _found(codes, judged)
    rows = []
    for theme in sorted(themes):
        is_so = np.array([theme in each for each in judged["themes"]], dtype=bool)
        is_coded = np.array([theme in each for each in found], dtype=bool)
        both = is_so & is_coded
        precision = weighted_share(both[is_coded], weight[is_coded], documents[is_coded])
        recall = weighted_share(both[is_so], weight[is_so], documents[is_so])
        total = precision[0] + recall[0]
        f1 = 2 * precision[0] * recall[0] / total if total else (0.0 if total == 0 else np.nan)
        rows.append((theme, is_so.sum(), is_coded.sum(), both.sum(), *precision, *recall, f1))
    shares = [f"{name}{end}" for name in ("precision", "recall") for end in _ENDS]
    return pd.DataFrame(rows, columns=["theme", "n_gold", "n_coded", "n_both", *shares, "f1"])


def weighted_share(is_so: np.ndarray, weight: np.ndarray, cluster: np.ndarray) -> tuple[float, float, float]:
    """Return the weighted share of what is so, and its ends (95 %); all blank where there is nothing.

    The interval is Wilson's with the number of independent observations that would be as sure: from the
    variance of the ratio with sentences of one document (cluster) taken together, and at most what unequal
    weights leave of the count.

    Source: Korn and Graubard (1998), effective sample size; Wilson (1927).
    """
    if not len(is_so):
        return np.nan, np.nan, np.nan
    total = weight.sum()
    share = float((weight * is_so).sum() / total)
    size = total**2 / (weight**2).sum()
    groups = pd.Series(weight * (is_so - share)).groupby(cluster).sum().to_numpy()
    if len(groups) > 1 and 0 < share < 1:
        variance = len(groups) / (len(groups) - 1) * (groups**2).sum() / total**2
        size = min(size, share * (1 - share) / variance) if variance else size
    middle = (share + _Z**2 / (2 * size)) / (1 + _Z**2 / size)
    half = _Z / (1 + _Z**2 / size) * np.sqrt(share * (1 - share) / size + _Z**2 / (4 * size**2))
    return share, max(float(middle - half), 0.0), min(float(middle + half), 1.0)


def _found(codes: pd.DataFrame, gold: pd.DataFrame) -> list[set[str]]:
    places = gold[["doc_id", "start", "end"]].assign(place=range(len(gold)))
    columns = ["doc_id", "start", "end", "theme"]
    both = places.merge(codes[columns], on="doc_id", suffixes=("", "_code"), validate="many_to_many")
    both = both[(both["start_code"] < both["end"]) & (both["end_code"] > both["start"])]
    found: list[set[str]] = [set() for _ in range(len(gold))]
    for place, theme in zip(both["place"], both["theme"], strict=True):
        found[place].add(theme)
    return found
