"""How often mentions link to the right actor, against hand-coded mentions."""

from __future__ import annotations

import pandas as pd


def linking_accuracy(mentions: pd.DataFrame, gold: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Return precision, recall and F1 of the links inside hand-coded sentences.

    A link is right if it overlaps a gold mention of the same actor; each gold mention counts once. Every
    other link that begins in a sentence is wrong: to another actor, or where gold has none.

    Args:
        mentions: The mentions table, or rows of it.
        gold: One row a mention: doc_id, start, end, entity_id (blank where it must not link).
        sentences: The sentences that gold codes in full: doc_id, start, end.

    Returns:
        One row: n_gold (mentions of an actor), n_linked (links in the sentences), n_right, precision, recall,
        f1 (0 to 1; 0 if undefined), n_not_linked (gold mentions that must not link and did not), n_none (all
        that must not link).
    """
    links = _in_sentences(mentions[mentions["entity_id"].notna()], sentences)
    coded = gold.reset_index(drop=True).rename_axis("gold").reset_index()
    coded["entity_id"] = coded["entity_id"].replace("", None)
    pairs = links.merge(coded, on="doc_id", how="inner", suffixes=("", "_gold"), validate="many_to_many")
    pairs = pairs[(pairs["start"] < pairs["end_gold"]) & (pairs["end"] > pairs["start_gold"])]
    same = pairs[pairs["entity_id"] == pairs["entity_id_gold"]]
    n_right = min(same["gold"].nunique(), same["mention_id"].nunique())
    must_not = coded[coded["entity_id"].isna()]
    n_gold, n_linked = int(coded["entity_id"].notna().sum()), len(links)
    precision = n_right / n_linked if n_linked else 0.0
    recall = n_right / n_gold if n_gold else 0.0
    row = {
        "n_gold": n_gold,
        "n_linked": n_linked,
        "n_right": n_right,
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / (precision + recall) if n_right else 0.0,
        "n_not_linked": int((~must_not["gold"].isin(pairs["gold"])).sum()),
        "n_none": len(must_not),
    }
    return pd.DataFrame([row])


def linking_errors(mentions: pd.DataFrame, gold: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Return what linking_accuracy counts as wrong or missing, in order of place.

    Returns:
        One row an error: doc_id, start, end, entity_id (linked; None if missed), entity_id_gold (None if
        there is no such actor there).
    """
    links = _in_sentences(mentions[mentions["entity_id"].notna()], sentences)
    coded = gold.assign(entity_id=gold["entity_id"].replace("", None))
    coded = coded[coded["entity_id"].notna()].reset_index(drop=True)
    wrong = _without_partner(links, coded).assign(entity_id_gold=None)
    missed = _without_partner(coded, links).rename(columns={"entity_id": "entity_id_gold"})
    columns = ["doc_id", "start", "end", "entity_id", "entity_id_gold"]
    both = pd.concat([wrong, missed.assign(entity_id=None)], ignore_index=True)[columns]
    return both.sort_values(["doc_id", "start", "end"], ignore_index=True)


def _in_sentences(mentions: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    pairs = mentions.merge(
        sentences, on="doc_id", how="inner", suffixes=("", "_sentence"), validate="many_to_many"
    )
    inside = (pairs["start"] >= pairs["start_sentence"]) & (pairs["start"] < pairs["end_sentence"])
    return pairs.loc[inside, list(mentions.columns)].drop_duplicates("mention_id")


def _without_partner(rows: pd.DataFrame, others: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that no other row of the same actor overlaps."""
    rows = rows.reset_index(drop=True).rename_axis("row").reset_index()
    pairs = rows.merge(
        others[["doc_id", "start", "end", "entity_id"]],
        on=["doc_id", "entity_id"],
        how="inner",
        suffixes=("", "_other"),
        validate="many_to_many",
    )
    met = pairs[(pairs["start"] < pairs["end_other"]) & (pairs["end"] > pairs["start_other"])]
    return rows[~rows["row"].isin(met["row"])].drop(columns="row")
