"""What was said around a day: documents before, during and after an event."""

from __future__ import annotations

import pandas as pd

BEFORE, DURING, AFTER = "before", "during", "after"
WINDOWS = (BEFORE, DURING, AFTER)


def around(documents: pd.DataFrame, event: pd.Series, *, days: int) -> pd.DataFrame:
    """Return the documents published around an event, with the window of each.

    Args:
        documents: documents table; undated ones are left out.
        event: A row of occurrences_of: date_start, date_end.
        days: How many days before its first and after its last day belong to it.

    Returns:
        The documents of the days before, during and after it, with window: an ordered category of WINDOWS.
        None if the event has no day.
    """
    first, last = event["date_start"], event["date_end"]
    window = pd.Series(pd.NA, index=documents.index, dtype="str")
    if pd.notna(first):
        published, reach = documents["published"], pd.Timedelta(days=days)
        window = window.mask(published.between(first - reach, first, inclusive="left"), BEFORE)
        window = window.mask(published.between(first, last), DURING)
        window = window.mask(published.between(last, last + reach, inclusive="right"), AFTER)
    rows = documents[window.notna()]
    ordered = pd.Categorical(window[window.notna()], categories=list(WINDOWS), ordered=True)
    return rows.assign(window=ordered).reset_index(drop=True)


def directions_of(themes: pd.DataFrame) -> list[str]:
    """Return the directions that the themes of the codebook have, each once, in their order."""
    return list(dict.fromkeys(way for ways in themes["directions"] for way in ways))


def with_window(rows: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of some documents (result of around) with the window of each."""
    kept = rows[rows["doc_id"].isin(documents["doc_id"])]
    windows = documents[["doc_id", "window"]].astype({"window": "str"})
    return kept.merge(windows, on="doc_id", how="left", validate="many_to_one")
