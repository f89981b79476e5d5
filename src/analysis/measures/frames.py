"""Small checks and tools that every measure shares."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import numpy as np
import pandas as pd

from analysis.errors import DataError, Fault


def require_known(rows: pd.DataFrame, documents: pd.DataFrame, *, name: str) -> None:
    """Raise if rows of a table name a document that documents lacks.

    Raises:
        DataError: With the number of such documents and the first of them.
    """
    unknown = sorted(set(rows["doc_id"].to_numpy()) - set(documents["doc_id"].to_numpy()))
    if unknown:
        found = f"{len(unknown)} of its documents are not among the documents counted, first '{unknown[0]}'"
        raise DataError(Fault(f"table {name}", 0, found, cure="Select its rows with rows_of first."))


def known_as(word: str, known: Iterable[str]) -> str:
    """Return the one of the names that a word stands for, in any case; else the word itself."""
    names = set(known)
    alike = [name for name in names if name.casefold() == word.casefold()]
    return alike[0] if word not in names and len(alike) == 1 else word


def first_rows(table: pd.DataFrame, top: int) -> pd.DataFrame:
    """Return the first rows of a sorted result table; all of them if top is 0."""
    return table.head(top).reset_index(drop=True) if top else table


def with_document(rows: pd.DataFrame, documents: pd.DataFrame, column: str) -> pd.DataFrame:
    """Return rows of known documents (see require_known) with a column of these."""
    places = pd.Index(documents["doc_id"]).get_indexer(rows["doc_id"])
    return rows.assign(**{column: documents[column].array.take(places)})


def with_counts(table: pd.DataFrame, rows: pd.DataFrame, *, by: list[str]) -> pd.DataFrame:
    """Return the table with n_coded documents and n_sentences of the rows that have its values of `by`."""
    return table.assign(
        n_coded=n_distinct("doc_id", rows, by=by, among=table),
        n_sentences=n_distinct("sentence_id", rows, by=by, among=table),
    )


def n_distinct(of: str, rows: pd.DataFrame, *, by: list[str], among: pd.DataFrame) -> np.ndarray:
    """Return how many distinct values of a column the rows have, for each row of a table that groups them.

    Plain sets do it: up to tens of thousands of rows, to set pandas to work takes longer than the work.
    """
    found = set(zip(*(rows[name].to_numpy() for name in [*by, of]), strict=True))
    counts = Counter(values[:-1] for values in found)
    groups = zip(*(among[name].to_numpy() for name in by), strict=True)
    return np.array([counts[group] for group in groups], dtype="int64")
