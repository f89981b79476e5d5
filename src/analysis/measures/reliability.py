"""Krippendorff's alpha with its interval, for any nominal coding."""

from __future__ import annotations

import numpy as np

from analysis.measures.correction import Share, seeded
from analysis.measures.intervals import CONFIDENCE

_RESAMPLES = 1000
_TAILS = ((1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2)
_NO_VALUE = (float("nan"),) * 3


def alpha_with_interval(
    counts: np.ndarray, documents: np.ndarray, *, name: str
) -> tuple[float, float, float]:
    """Return alpha and the ends of its 95 % interval; not numbers where alpha has no value.

    Args:
        counts: How many coders gave each value (columns) to each unit (rows), at least two a unit.
        documents: The document of each unit, as a number; units of one document are resampled together.
        name: Of what is coded; chance is the same for the same name.

    Source: Krippendorff (2019), nominal data, as the package krippendorff computes it; interval: bootstrap
    of documents. Where coders never differ, no resample does either; then the lower end is alpha at the upper
    end of the share of units on which they may differ (Jeffreys).
    """
    value = _alpha(counts)
    if np.isnan(value):
        return _NO_VALUE
    # A table of how often each pattern of answers stands in a document makes a resample one product.
    patterns, kind = np.unique(counts, axis=0, return_inverse=True)
    documents = np.unique(documents, return_inverse=True)[1]
    n_documents = int(documents.max()) + 1
    times = np.zeros((n_documents, len(patterns)), dtype="int64")
    np.add.at(times, (documents, kind.reshape(-1)), 1)
    drawn = seeded(name).multinomial(n_documents, np.full(n_documents, 1 / n_documents), size=_RESAMPLES)
    again = [_alpha(np.repeat(patterns, row, axis=0)) for row in drawn @ times]
    low, high = np.nanquantile(again, _TAILS)
    if value == 1:
        by_chance = 1 - float(((counts.sum(axis=0) / counts.sum()) ** 2).sum())
        low = 1 - Share(0.0, len(counts)).interval()[1] / by_chance
    return value, min(float(low), value), max(float(high), value)


def _alpha(counts: np.ndarray) -> float:
    """Return alpha; not a number where there is nothing, or one value only."""
    if (counts.sum(axis=0) > 0).sum() < 2:
        return float("nan")
    from krippendorff import alpha  # only where people have coded

    return float(alpha(value_counts=counts, level_of_measurement="nominal"))
