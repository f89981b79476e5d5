"""Whether people who give a sentence the same theme also agree on its direction, voice and modality."""

from __future__ import annotations

import numpy as np
import pandas as pd

AGREED = "agreed"  # what all agree on or what was decided; nobody's own coding
QUALITIES = ("direction", "voice", "modality")
COLUMNS = ["alpha", "alpha_low", "alpha_high", "n_sentences"]
_RESAMPLES = 1000
_TAILS = (0.025, 0.975)


def agreement_on_qualities(gold_codes: pd.DataFrame) -> pd.DataFrame:
    """Return Krippendorff's alpha of direction, voice and modality, where two or more people gave them.

    Voice and modality count once a sentence, a direction once for each theme that they gave alike.

    Returns:
        One row a quality: quality, alpha, alpha_low, alpha_high, n_sentences, share_alike, as in agreement.

    Source: Krippendorff (2019), nominal data, as the package krippendorff computes it; interval: bootstrap
    of documents, with a fixed seed.
    """
    own = gold_codes[(gold_codes["coder"] != AGREED) & gold_codes["theme"].notna()]
    rows = []
    for quality in QUALITIES:
        said = own[own[quality].notna()]
        unit = ["gold_id", "theme"] if quality == "direction" else ["gold_id"]
        counts = counts_of(
            said[[*unit, "coder", quality]].drop_duplicates().rename(columns={quality: "value"})
        )
        alike = float((counts.max(axis=1) == counts.sum(axis=1)).mean()) if len(counts) else np.nan
        rows.append((quality, *reliability(counts), alike))
    return pd.DataFrame(rows, columns=["quality", *COLUMNS, "share_alike"])


def counts_of(answers: pd.DataFrame) -> pd.DataFrame:
    """Return how many coders gave each value (columns) to each unit that two or more coded (rows)."""
    unit = [name for name in ("gold_id", "theme") if name in answers]
    counts = answers.groupby([*unit, "value"]).size().unstack(fill_value=0)
    return counts[counts.sum(axis=1) >= 2]


def reliability(counts: pd.DataFrame) -> tuple[float, float, float, int]:
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
