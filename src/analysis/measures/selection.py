"""Which documents are counted, and why the others are not."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.errors import Fault, ParameterError, did_you_mean
from analysis.vocabulary import LANGUAGES_READ

# Every reason a document may be left out, in the order in which they are tried: each document has one.
REASONS = ("not read", "other outlet", "undated", "outside the period", "exact copy", "near copy")


@dataclass(frozen=True, eq=False)
class Selection:
    """The documents counted, those left out, and one row that describes them.

    Attributes:
        documents: Rows of the documents table that are counted.
        left_out: One row per document that is not: doc_id, reason (one of REASONS).
        population: One row: n_documents, n_outlets, collections, published_first, published_last, n_undated,
            n_synthetic, n_copies (all of documents counted); n_left_out, and n_left_out_<reason> for each
            reason (spaces as underscores); has_copies (copies were asked for).
    """

    documents: pd.DataFrame
    left_out: pd.DataFrame
    population: pd.DataFrame


def is_read(documents: pd.DataFrame) -> pd.Series:
    """Return, for each document, whether it is in a language that is read: of others nothing is found."""
    return documents["language"].isin(LANGUAGES_READ)


def select(
    documents: pd.DataFrame,
    *,
    start: str = "",
    end: str = "",
    outlets: str = "",
    count_copies: bool = False,
    count_unread: bool = False,
) -> Selection:
    """Return the documents to count, with the reason for each one left out.

    A copy is left out only if the document it copies, or an earlier copy of that, is counted: of one text
    that three outlets carry, one document remains whichever outlets are asked for. Undated documents are
    counted unless a period is asked for.

    Args:
        documents: The documents table.
        start: First day, YYYY-MM-DD; "" for no limit.
        end: Last day, YYYY-MM-DD; "" for no limit.
        outlets: Names as in documents.outlet, separated by commas; "" for all.
        count_copies: Whether copies count as documents of their own.
        count_unread: Whether documents in languages that are not read count: where what was collected is
            counted, not what was found in it.

    Raises:
        ParameterError: If a day is none, the period ends before it starts, or an outlet is unknown.
    """
    first, last, names = _checked(documents, start, end, outlets)
    reason = np.full(len(documents), "", dtype="object")
    if not count_unread:
        reason = _give(reason, ~is_read(documents), "not read")
    if names:
        reason = _give(reason, ~documents["outlet"].isin(names), "other outlet")
    if first is not None or last is not None:
        reason = _give(reason, documents["published"].isna(), "undated")
        if first is not None:
            reason = _give(reason, documents["published"] < first, "outside the period")
        if last is not None:
            reason = _give(reason, documents["published"] > last, "outside the period")
    if not count_copies:
        copies = _copies(documents[reason == ""])
        for kind in ("exact", "near"):
            rows = documents.index.isin(copies.index[copies == kind])
            reason = _give(reason, rows, f"{kind} copy")
    is_left_out = reason != ""
    counted = documents[~is_left_out].reset_index(drop=True)
    left_out = documents.loc[is_left_out, ["doc_id"]].assign(
        reason=pd.array(reason[is_left_out], dtype="str")
    )
    left_out = left_out.sort_values("doc_id", ignore_index=True)
    return Selection(counted, left_out, population_of(counted, left_out, count_copies))


def population_among(documents: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    """Return the row that describes some of the documents a selection counts, as Selection.population does.

    What the selection left out is not part of it: nobody asked whether it would be among these.
    """
    has_copies = bool(selection.population["has_copies"].iloc[0])
    return population_of(documents, selection.left_out.head(0), has_copies)


def rows_of(table: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of a table that belong to some documents."""
    return table[table["doc_id"].isin(documents["doc_id"])].reset_index(drop=True)


def theme_of(themes: pd.DataFrame, theme: str) -> pd.Series:
    """Return the row of one theme of the codebook: theme, title, definition, directions, n_rules.

    Raises:
        ParameterError: If the codebook has no such theme.
    """
    row = themes[themes["theme"] == theme]
    if row.empty:
        cure = did_you_mean(theme, themes["theme"])
        raise ParameterError(Fault("parameter theme", 0, f"there is no theme '{theme}'", cure=cure))
    return row.iloc[0]


def _give(reason: np.ndarray, rows: pd.Series | np.ndarray, value: str) -> np.ndarray:
    """Return the reasons with one more given, where none was given before."""
    return np.where(np.asarray(rows) & (reason == ""), value, reason)


def _copies(documents: pd.DataFrame) -> pd.Series:
    """Return, for each document to leave out as a copy, its kind (exact or near)."""
    family = documents["duplicate_of"].fillna(documents["doc_id"])
    ordered = documents.assign(family=family, copy=documents["duplicate_of"].notna())
    ordered = ordered.sort_values(["copy", "published", "doc_id"], na_position="last")
    extra = ordered[ordered.duplicated("family", keep="first")]
    return extra["duplicate_kind"].fillna("near")


def _checked(
    documents: pd.DataFrame, start: str, end: str, outlets: str
) -> tuple[pd.Timestamp | None, pd.Timestamp | None, list[str]]:
    """Return the parameters in the types they mean, or raise with every fault among them."""
    faults: list[Fault] = []
    days = [_day(name, text, faults) for name, text in (("start", start), ("end", end))]
    names = _names(outlets, sorted(set(documents["outlet"]) - {""}), faults)
    if days[0] is not None and days[1] is not None and days[0] > days[1]:
        faults.append(
            Fault("parameter end", 0, f"'{end}' lies before start '{start}'", cure="Swap the two days.")
        )
    if faults:
        raise ParameterError(faults)
    return days[0], days[1], names


def _day(name: str, text: str, faults: list[Fault]) -> pd.Timestamp | None:
    if not text.strip():
        return None
    try:
        return pd.Timestamp(dt.date.fromisoformat(text.strip()))
    except ValueError:
        faults.append(Fault(f"parameter {name}", 0, f"'{text}' is no day", "YYYY-MM-DD, or nothing"))
        return None


def _names(text: str, known: list[str], faults: list[Fault]) -> list[str]:
    """Return the outlets a text lists; as a name may itself hold commas, the longest known one is taken."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    names: list[str] = []
    while parts:
        sizes = (size for size in range(len(parts), 0, -1) if ", ".join(parts[:size]) in known)
        size = next(sizes, 0)
        names.append(", ".join(parts[: size or 1]))
        if not size:
            found = f"no document is of outlet '{parts[0]}'"
            faults.append(Fault("parameter outlets", 0, found, cure=did_you_mean(parts[0], known)))
        parts = parts[size or 1 :]
    return names


def population_of(counted: pd.DataFrame, left_out: pd.DataFrame, count_copies: bool) -> pd.DataFrame:
    """Return one row that describes documents counted and left out (Selection.population)."""
    row = {
        "n_documents": len(counted),
        "n_outlets": counted["outlet"].nunique(),
        "collections": ", ".join(sorted(set(counted["collection"]))),
        "published_first": counted["published"].min(),
        "published_last": counted["published"].max(),
        "n_undated": int(counted["published"].isna().sum()),
        "n_synthetic": int(counted["is_synthetic"].sum()),
        "n_copies": int(counted["duplicate_of"].notna().sum()),
        "n_left_out": len(left_out),
    }
    by_reason = left_out["reason"].value_counts()
    row |= {f"n_left_out_{reason.replace(' ', '_')}": int(by_reason.get(reason, 0)) for reason in REASONS}
    row["has_copies"] = count_copies
    return pd.DataFrame([row])
