"""Shares with their intervals: the one place that says how sure a share of documents is."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

# The level every chart and table of the project states; 95 % is what readers of surveys expect.
CONFIDENCE = 0.95


def with_shares(table: pd.DataFrame, *, count: str = "n_coded", total: str = "n_documents") -> pd.DataFrame:
    """Return the table with share, share_low and share_high (0 to 1, 95 %) of one count in another.

    Args:
        table: One row per group; its documents are the units, so counts must be counts of documents.
        count: Column with the number of documents that have the property.
        total: Column with the number of documents; where it is 0, the share is blank.

    Source: Wilson (1927), score interval, as scipy computes it.
    """
    pairs = list(zip(table[count], table[total], strict=True))
    low, high = zip(*(_wilson(int(k), int(n)) for k, n in pairs), strict=True) if pairs else ((), ())
    share = [k / n if n else float("nan") for k, n in pairs]
    columns = {"share": share, "share_low": low, "share_high": high}
    return table.assign(**{name: pd.array(values, dtype="float64") for name, values in columns.items()})


@lru_cache(maxsize=16_384)  # tables share many counts, and scipy tests a hypothesis, too, before it says
def _wilson(count: int, total: int) -> tuple[float, float]:
    from scipy.stats import binomtest  # a second to import, so only when a share is computed

    if not total:
        return float("nan"), float("nan")
    interval = binomtest(count, total).proportion_ci(CONFIDENCE, method="wilson")
    return float(interval.low), float(interval.high)
