"""The numbers that reports lead with, as one table, so that two builds can be compared number by number."""

from __future__ import annotations

import pandas as pd

from analysis.measures.prevalence import composition, share_of_documents
from analysis.measures.selection import rows_of, select
from analysis.vocabulary import MODALITIES

KEY = ["theme", "figure", "group"]
VOICES = ("author", "attributed")


def headline_numbers(documents: pd.DataFrame, codes: pd.DataFrame, themes: pd.DataFrame) -> pd.DataFrame:
    """Return what a report on each theme says first, copies left out as there.

    Args:
        documents: documents table.
        codes: codes table.
        themes: themes table.

    Returns:
        One row a number: theme, figure (documents: of all, the share that carries the theme; outlet: the same
        of one outlet's; direction, voice, modality: of the documents that carry the theme, the share with the
        value), group (outlet or value, "" for documents), n, n_of (documents), n_sentences, share (0 to 1).
    """
    counted = select(documents).documents
    codes = rows_of(codes, counted)
    names = list(themes["theme"])
    whole = share_of_documents(codes, counted.assign(all=""), themes=names, by="all")
    outlets = share_of_documents(codes, counted, themes=names, by="outlet")
    frames = [_rows(whole, "documents", "all"), _rows(outlets, "outlet", "outlet")]
    directions = sorted({name for listed in themes["directions"] for name in listed})
    values = {"direction": directions, "voice": VOICES, "modality": MODALITIES}
    for of, listed in values.items():
        found = composition(codes, counted, of=of, values=listed, by="theme")
        frames.append(_rows(found, of, of))
    return pd.concat(frames, ignore_index=True)


def changed_numbers(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """Return the headline numbers that differ between two builds.

    Args:
        before: As headline_numbers returns them, of the first build.
        after: The same of the second.

    Returns:
        One row a number, by theme, in the order of the figures: theme, figure, group; n, n_of, n_sentences
        and share, each with _before and _after, 0 (share: blank) where a build lacks the number; change, of
        the share in percentage points.
    """
    columns = ["n", "n_of", "n_sentences", "share"]
    both = before.merge(after, on=KEY, how="outer", suffixes=("_before", "_after"), validate="one_to_one")
    counts = [f"{name}_{build}" for name in columns[:3] for build in ("before", "after")]
    both[counts] = both[counts].fillna(0).astype("int64")
    differs = pd.Series(False, index=both.index)
    for name in columns[:3]:
        differs |= both[f"{name}_before"] != both[f"{name}_after"]
    both["change"] = 100 * (both["share_after"].fillna(0) - both["share_before"].fillna(0))
    order = {name: number for number, name in enumerate(dict.fromkeys([*before["figure"], *after["figure"]]))}
    both = both[differs].assign(_order=lambda rows: rows["figure"].map(order))
    return both.sort_values(["theme", "_order", "group"], ignore_index=True).drop(columns="_order")


def _rows(table: pd.DataFrame, figure: str, group: str) -> pd.DataFrame:
    columns = {"n_coded": "n", "n_documents": "n_of"}
    rows = table.assign(figure=figure, group=table[group].astype("str")).rename(columns=columns)
    # A theme without directions has none to lead with, and a value that is not found leads nowhere.
    rows = rows[(rows["group"] != "none") & ((rows["n"] > 0) | (rows["figure"] == "documents"))]
    return rows[[*KEY, "n", "n_of", "n_sentences", "share"]]
