"""What two builds have and have not in common, down to the rows."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

# What makes two rows the same row in two builds: where it stands and what it says, not its number.
IDENTITY = {
    "documents": ["doc_id", "sha256"],
    "mentions": ["doc_id", "start", "end", "label"],
    "attributions": ["doc_id", "sentence_id", "speaker_name", "cue_lemma", "kind"],
    "codes": ["doc_id", "sentence_id", "theme", "direction", "voice", "modality"],
    "events": ["doc_id", "start", "end", "kind", "name"],
}
# What else is told of a row that only one build has.
_DETAILS = {"codes": ["rule", "probability"]}


@dataclass(frozen=True)
class Change:
    """Rows of one table that only one of two builds has."""

    table: str
    before: int
    after: int
    lost: pd.DataFrame
    gained: pd.DataFrame


def compare_table(before: pd.DataFrame, after: pd.DataFrame, table: str) -> Change:
    """Return the rows of a table that were lost and gained between two builds.

    Args:
        before: The table in the first build.
        after: The same table in the second.
        table: Its name, one of IDENTITY; two rows are the same if those columns agree.

    Returns:
        Both counts, and the rows only one build has, in the columns of IDENTITY, sorted by them; of codes
        also who coded (rule, probability).
    """
    identity, details = IDENTITY[table], _DETAILS.get(table, [])
    old, new = _counted(before, identity, details), _counted(after, identity, details)
    keys = [*identity, "_nth"]
    return Change(table, len(before), len(after), _only_in(old, new, keys), _only_in(new, old, keys))


def with_sentences(codes: pd.DataFrame, sentences: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Return codes with the text of their sentence in a column sentence, on one line; blank if it is gone.

    Args:
        codes: Rows with doc_id and sentence_id.
        sentences: sentences table of the build that has the codes.
        documents: documents table of that build.
    """
    placed = sentences[sentences["sentence_id"].isin(codes["sentence_id"])]
    placed = placed.merge(documents[["doc_id", "text"]], on="doc_id", how="inner", validate="many_to_one")
    spans = zip(placed["text"], placed["start"], placed["end"], strict=True)
    texts = pd.Series([" ".join(text[start:end].split()) for text, start, end in spans], dtype="str")
    by_id = dict(zip(placed["sentence_id"], texts, strict=True))
    return codes.assign(sentence=codes["sentence_id"].map(by_id).astype("str").fillna(""))


def _only_in(rows: pd.DataFrame, others: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    both = rows.merge(others[keys], on=keys, how="left", indicator=True, validate="one_to_one")
    only = both[both["_merge"] == "left_only"].sort_values(keys, ignore_index=True, na_position="first")
    return only.drop(columns=["_nth", "_merge"])


def _counted(rows: pd.DataFrame, identity: list[str], details: list[str]) -> pd.DataFrame:
    """Number rows that agree in all identity columns, so that two of them are two."""
    kept = rows[identity].join(rows.reindex(columns=details))  # builds of older code may lack a detail
    for column in kept[identity].select_dtypes(include=["str", "object"]).columns:
        kept[column] = kept[column].fillna("")
    return kept.assign(_nth=kept.groupby(identity, dropna=False).cumcount())
