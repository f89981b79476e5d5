"""Whom hand-coded sources name: the actors that the build links their words to."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

import pandas as pd

_MARKS = ".,;:'’‘\"“”()"
_OWNER = re.compile(r"['’]s$")
_Names = Mapping[str, set[str]]


def with_actors(gold: pd.DataFrame, mentions: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Return hand-coded sentences with the actors that their sources name.

    A name is whom it is linked to in the same document, else in any other; of "the Bordurian minister Moor"
    the minister counts, not whose he is.

    Args:
        gold: One row a hand-coded sentence: doc_id and source (who says it, as the coder wrote it).
        mentions: mentions table.
        documents: documents table, with the texts.

    Returns:
        The rows with source_ids: for each name in the source the entity ids it may mean; empty if none is
        linked.
    """
    linked = mentions[mentions["entity_id"].notna()]
    texts = dict(zip(documents["doc_id"], documents["text"], strict=True))
    names: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    adjectives: set[str] = set()
    for row in linked[linked["doc_id"].isin(texts)].itertuples():
        name = " ".join(_words(texts[row.doc_id][row.start : row.end]))
        names[row.doc_id][name].add(row.entity_id)
        names[""][name].add(row.entity_id)
        if row.label == "NORP":
            adjectives.add(name)
    rows = zip(gold["doc_id"], gold["source"], strict=True)
    found = [
        _named(source, names[doc_id], names[""], adjectives) if isinstance(source, str) else []
        for doc_id, source in rows
    ]
    return gold.assign(source_ids=pd.Series(found, index=gold.index, dtype="object"))


def is_same(source_ids: list[set[str]], speaker_ids: list[str]) -> bool:
    """Return whether speakers are those that a source names: each name one of them, and nobody else."""
    speakers = set(speaker_ids)
    return all(ids & speakers for ids in source_ids) and speakers <= set().union(*source_ids)


def _named(source: str, here: _Names, anywhere: _Names, adjectives: set[str]) -> list[set[str]]:
    """Return whom each name of a source may mean, longer names first."""
    words, at = _words(source), 0
    found: list[tuple[str, set[str]]] = []
    while at < len(words):
        ends = (end for end in range(len(words), at, -1) if " ".join(words[at:end]) in anywhere)
        end = next(ends, None)
        if end is not None:
            name = " ".join(words[at:end])
            found.append((name, set(here.get(name) or anywhere[name])))
        at = end or at + 1
    nouns = [ids for name, ids in found if name not in adjectives]
    return nouns or [ids for _, ids in found]


def _words(text: str) -> list[str]:
    parts = (_OWNER.sub("", part.strip(_MARKS)) for part in text.casefold().split())
    return [part for part in parts if part]
