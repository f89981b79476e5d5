"""The sentences before and after a drawn one: shown to coders, kept in no file of the sample."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from analysis.handcoding.cells import Drawn, one_line
from analysis.handcoding.samples import Key

Context = tuple[str, str]  # what stands before, and what stands after


def contexts_of(
    drawn: Iterable[Drawn], sentences: pd.DataFrame, documents: pd.DataFrame, *, around: int = 1
) -> dict[Key, Context]:
    """Return the context of each drawn sentence, on one line each; blank where the tables lack its document.

    Args:
        drawn: Sentences of a sample.
        sentences: The sentences table.
        documents: The documents table.
        around: Sentences on each side.
    """
    wanted = {one.doc_id for one in drawn}
    rows = sentences[sentences["doc_id"].isin(wanted)]
    spans: Mapping[str, list[tuple[int, int]]] = {
        doc_id: sorted(zip(own["start"], own["end"], strict=True)) for doc_id, own in rows.groupby("doc_id")
    }
    known = documents[documents["doc_id"].isin(wanted)]
    texts = dict(zip(known["doc_id"], known["text"], strict=True))
    return {
        one.key: _around(texts.get(one.doc_id, ""), one, spans.get(one.doc_id, []), around) for one in drawn
    }


def _around(text: str, one: Drawn, spans: list[tuple[int, int]], around: int) -> Context:
    before = [span for span in spans if span[1] <= one.start][-around:] if around else []
    after = [span for span in spans if span[0] >= one.end][:around]
    sides = (text[side[0][0] : side[-1][1]] if side else "" for side in (before, after))
    first, last = (one_line(side) for side in sides)
    return first, last
