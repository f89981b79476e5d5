"""Whether people who code the same sentences blind to each other agree."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

AGREED = "agreed"  # what all agree on or what was decided; nobody's own coding
QUALITIES = ("direction", "voice", "modality")
_COLUMNS = ["alpha", "alpha_low", "alpha_high", "n_sentences"]
_RESAMPLES = 1000
_TAILS = (0.025, 0.975)


def agreement(gold_codes: pd.DataFrame, *, themes: Sequence[str] = ()) -> pd.DataFrame:
    """Return Krippendorff's alpha of each theme, over the sentences that two or more people coded.

    Args:
        gold_codes: The gold_codes table; rows of "agreed" are left out.
        themes: Themes to give rows to, found or not; those that somebody coded if none are given.

    Returns:
        One row a theme: theme, alpha (1: all alike; 0: as by chance), alpha_low, alpha_high (95 %),
        n_sentences (coded by two or more), n_both (that two or more gave the theme), n_either (that one or
        more did), share_alike (of sentences on which all who coded them agree). Where nobody gave the theme,
        or everybody gave it to all sentences, alpha has no value and is blank.

    Source: Krippendorff (2019), nominal data, as the package krippendorff computes it; interval: bootstrap
    of documents, with a fixed seed.
    """
    own = gold_codes[gold_codes["coder"] != AGREED]
    seen = own[["gold_id", "coder"]].drop_duplicates()
    rows = []
    for theme in themes or sorted(set(own["theme"].dropna())):
        given = own.loc[own["theme"] == theme, ["gold_id", "coder"]].assign(value="yes")
        answers = seen.merge(given, on=["gold_id", "coder"], how="left", validate="one_to_one")
        counts = _counts(answers.fillna({"value": "no"}))
        yes = counts["yes"] if "yes" in counts else pd.Series(0, index=counts.index)
        n_both, n_either = int((yes >= 2).sum()), int((yes >= 1).sum())
        alike = float(((yes == 0) | (yes == counts.sum(axis=1))).mean()) if len(counts) else np.nan
        rows.append((theme, *_reliability(counts), n_both, n_either, alike))
    return pd.DataFrame(rows, columns=["theme", *_COLUMNS, "n_both", "n_either", "share_alike"])


def agreement_on_qualities(gold_codes: pd.DataFrame) -> pd.DataFrame:
    """Return Krippendorff's alpha of direction, voice and modality, where two or more people gave them.

    Voice and modality count once a sentence, a direction once for each theme that they gave alike.

    Returns:
        One row a quality: quality, alpha, alpha_low, alpha_high, n_sentences, share_alike, as in agreement.
    """
    own = gold_codes[(gold_codes["coder"] != AGREED) & gold_codes["theme"].notna()]
    rows = []
    for quality in QUALITIES:
        said = own[own[quality].notna()]
        unit = ["gold_id", "theme"] if quality == "direction" else ["gold_id"]
        counts = _counts(said[[*unit, "coder", quality]].drop_duplicates().rename(columns={quality: "value"}))
        alike = float((counts.max(axis=1) == counts.sum(axis=1)).mean()) if len(counts) else np.nan
        rows.append((quality, *_reliability(counts), alike))
    return pd.DataFrame(rows, columns=["quality", *_COLUMNS, "share_alike"])


def _counts(answers: pd.DataFrame) -> pd.DataFrame:
    """Return how many coders gave each value (columns) to each unit that two or more coded (rows)."""
    unit = [name for name in ("gold_id", "theme") if name in answers]
    counts = answers.groupby([*unit, "value"]).size().unstack(fill_value=0)
    return counts[counts.sum(axis=1) >= 2]


def _reliability(counts: pd.DataFrame) -> tuple[float, float, float, int]:
    """Return alpha, its ends and the number of units."""
    value = _alpha(counts.to_numpy())
    if np.isnan(value):
        return value, np.nan, np.nan, len(counts)
    ids = pd.Series(counts.index.get_level_values("gold_id"), dtype="str")
    documents = pd.factorize(ids.str.rpartition("/")[0])[0]
    of = [np.flatnonzero(documents == document) for document in range(documents.max() + 1)]
    chance, table = np.random.default_rng(1), counts.to_numpy()
    again = [
        _alpha(table[np.concatenate([of[place] for place in chance.integers(len(of), size=len(of))])])
        for _ in range(_RESAMPLES)
    ]
    low, high = np.nanquantile(again, _TAILS)
    return value, min(float(low), value), max(float(high), value), len(counts)


def _alpha(counts: np.ndarray) -> float:
    """Return alpha of units by values; not a number where it has no value."""
    if counts.shape[0] == 0 or (counts.sum(axis=0) > 0).sum() < 2:
        return np.nan
    from krippendorff import alpha  # only where people have coded

    return float(alpha(value_counts=counts, level_of_measurement="nominal"))
