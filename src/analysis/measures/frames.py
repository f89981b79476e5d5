"""Small checks and tools that every measure shares."""

from __future__ import annotations

import pandas as pd

from analysis.errors import DataError, Fault


def require_known(rows: pd.DataFrame, documents: pd.DataFrame, *, name: str) -> None:
    """Raise if rows of a table name a document that documents lacks.

    Raises:
        DataError: With the number of such documents and the first of them.
    """
    unknown = sorted(set(rows["doc_id"]) - set(documents["doc_id"]))
    if unknown:
        found = f"{len(unknown)} of its documents are not among the documents counted, first '{unknown[0]}'"
        raise DataError(Fault(f"table {name}", 0, found, cure="Select its rows with rows_of first."))


def first_rows(table: pd.DataFrame, top: int) -> pd.DataFrame:
    """Return the first rows of a sorted result table; all of them if top is 0."""
    return table.head(top).reset_index(drop=True) if top else table


def n_distinct(rows: pd.DataFrame, *, by: list[str], of: str) -> pd.Series:
    """Return how many distinct values of one column there are per group."""
    return rows.groupby(by, observed=True, sort=True)[of].nunique()
