"""What is in the corpus: sizes, groups, copies, and who is mentioned."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.measures.frames import require_known
from analysis.measures.intervals import with_shares
from analysis.measures.prevalence import with_periods
from analysis.measures.selection import is_read

# Kinds of entities that act; places, exercise series and weapons are mentioned but don't.
ACTOR_KINDS = ("person", "organisation", "state", "bloc")


def corpus_size(documents: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Return how large the corpus is, with and without copies.

    Args:
        documents: documents table.
        sentences: sentences table.

    Returns:
        Four rows (part: all documents, exact copies, near copies, without copies): n_documents, n_words,
        n_sentences, n_outlets, n_undated, n_synthetic, published_first, published_last (blank where nothing
        is dated).
    """
    sizes = sentences.groupby("doc_id").size().rename("n_sentences").reset_index()
    rows = documents.merge(sizes, on="doc_id", how="left", validate="one_to_one").fillna({"n_sentences": 0})
    parts = {
        "all documents": rows,
        "exact copies": rows[rows["duplicate_kind"] == "exact"],
        "near copies": rows[rows["duplicate_kind"] == "near"],
        "without copies": rows[rows["duplicate_of"].isna()],
    }
    return pd.DataFrame(
        [
            {
                "part": name,
                "n_documents": len(part),
                "n_words": int(part["n_words"].sum()),
                "n_sentences": int(part["n_sentences"].sum()),
                "n_outlets": part["outlet"].nunique(),
                "n_undated": int(part["published"].isna().sum()),
                "n_synthetic": int(part["is_synthetic"].sum()),
                "published_first": part["published"].min(),
                "published_last": part["published"].max(),
            }
            for name, part in parts.items()
        ]
    )


def documents_by(documents: pd.DataFrame, *, by: Sequence[str]) -> pd.DataFrame:
    """Return how many documents there are per group, and how many of them are copies.

    Args:
        documents: documents table.
        by: Columns of it: outlet, collection, language ...

    Returns:
        One row per group, sorted: n_documents, n_exact and n_near (copies among them), n_copies (both),
        n_words, n_undated.
    """
    rows = documents.assign(
        exact=documents["duplicate_kind"] == "exact",
        near=documents["duplicate_kind"] == "near",
        undated=documents["published"].isna(),
    )
    table = rows.groupby(list(by), sort=True, observed=False).agg(
        n_documents=("doc_id", "size"),
        n_exact=("exact", "sum"),
        n_near=("near", "sum"),
        n_words=("n_words", "sum"),
        n_undated=("undated", "sum"),
    )
    table.insert(3, "n_copies", table["n_exact"] + table["n_near"])
    return table.reset_index()


def documents_not_read(documents: pd.DataFrame) -> pd.DataFrame:
    """Return the documents in languages that are not read, by language and day.

    Returns:
        One row per document: title (its identity where it has none), outlet, published, language,
        language_basis.
    """
    rows = documents[~is_read(documents)].sort_values(["language", "published", "doc_id"], ignore_index=True)
    titles = rows["title"].where(rows["title"].fillna("") != "", rows["doc_id"])
    return rows.assign(title=titles)[["title", "outlet", "published", "language", "language_basis"]]


def documents_per_period(documents: pd.DataFrame) -> pd.DataFrame:
    """Return how many dated documents there are per month, quarter or year, in order of time.

    Returns:
        One row per period, empty ones too: period, n_documents, n_copies (among them).
    """
    table = documents_by(with_periods(documents), by=["period"])
    return table.assign(period=table["period"].astype("str"))[["period", "n_documents", "n_copies"]]


def effect_of_copies(
    codes: pd.DataFrame, documents: pd.DataFrame, counted: pd.DataFrame, themes: pd.DataFrame
) -> pd.DataFrame:
    """Return how the share of each theme changes when copies are left out.

    Args:
        codes: codes table, all of it.
        documents: documents table, all of it; those in languages that are not read don't count.
        counted: The documents without copies (see selection.select).
        themes: themes table.

    Returns:
        Two rows per theme, themes in their order: theme, title, copies (counted, left out), n_documents,
        n_coded, share, share_low, share_high.

    Raises:
        DataError: If codes name a document that documents lacks.
    """
    require_known(codes, documents, name="codes")
    parts = []
    for place, (copies, chosen) in enumerate(
        (("counted", documents[is_read(documents)]), ("left out", counted))
    ):
        rows = codes[codes["doc_id"].isin(chosen["doc_id"])]
        coded = rows.groupby("theme")["doc_id"].nunique()
        part = themes[["theme", "title"]].assign(copies=copies, n_documents=len(chosen), place=place)
        parts.append(part.assign(n_coded=[int(coded.get(theme, 0)) for theme in part["theme"]]))
    table = pd.concat(parts, ignore_index=True).sort_values(["theme", "place"], ignore_index=True)
    return with_shares(table.drop(columns="place"))


def most_mentioned(
    mentions: pd.DataFrame,
    entities: pd.DataFrame,
    documents: pd.DataFrame,
    *,
    kinds: Sequence[str] = ACTOR_KINDS,
) -> pd.DataFrame:
    """Return in how many documents each actor is mentioned, the most mentioned first.

    Args:
        mentions: mentions table; mentions that are linked to no entity are not counted.
        entities: entities table.
        documents: documents table; its rows are the denominator.
        kinds: Kinds of entities to count.

    Returns:
        One row per entity mentioned: entity_id, name, kind, camp, n_documents, n_coded (documents that
        mention it), n_mentions, share, share_low, share_high.

    Raises:
        DataError: If mentions name a document that documents lacks.
    """
    require_known(mentions, documents, name="mentions")
    columns = ["entity_id", "name", "kind", "camp"]
    rows = mentions.merge(entities[columns], on="entity_id", how="inner", validate="many_to_one")
    groups = rows[rows["kind"].isin(kinds)].groupby(columns, sort=True)
    table = groups.agg(n_coded=("doc_id", "nunique"), n_mentions=("mention_id", "size")).reset_index()
    table.insert(4, "n_documents", len(documents))
    table = table.sort_values(
        ["n_coded", "n_mentions", "name"], ascending=[False, False, True], ignore_index=True
    )
    return with_shares(table)
