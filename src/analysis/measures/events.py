"""Checks of the numbers of events: counted again from the sentences that tell them."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.measures.checks import checked, copies_counted, differing, misplaced


def check_events(
    evidence: pd.DataFrame,
    coded: pd.DataFrame,
    documents: pd.DataFrame,
    *,
    occurrences: pd.DataFrame,
    known: pd.DataFrame,
    around: Sequence[pd.DataFrame] = (),
    has_copies: bool,
) -> pd.DataFrame:
    """Return whether the numbers of events are those of their sentences.

    Args:
        evidence: Result of evidence.evidence_of_events, all rows.
        coded: Result of evidence.evidence_of_codes on the documents around an event, all rows.
        documents: Documents counted.
        occurrences: Result of occurrences.occurrences_of, all rows.
        known: Result of occurrences.known_and_told.
        around: Tables that count the coded sentences by window and by theme, direction or side.
        has_copies: Whether copies were counted on purpose.

    Returns:
        One row per check: check, expected, found, holds.
    """
    told = evidence.groupby("occurrence_id")["doc_id"].nunique()
    shown = occurrences.set_index("occurrence_id")["n_coded"]
    matched = known[known["n_coded"] > 0].set_index("occurrence_id")["n_coded"]
    matched = matched[~matched.index.duplicated()]
    rows = [
        ("events of the evidence, and events counted", len(told), len(shown)),
        ("events whose documents are not those of the evidence", 0, differing(shown, told)),
        (
            "known events whose documents are not those of the evidence",
            0,
            differing(matched, told.reindex(matched.index)),
        ),
        ("tellings that stand twice", 0, evidence["event_id"].duplicated().sum()),
        ("tellings whose words are not in their document", 0, misplaced(evidence, documents)),
        ("coded sentences whose words are not in their document", 0, misplaced(coded, documents)),
    ]
    for table in around:
        value = next(name for name in ("side", "direction", "theme") if name in table)
        recounted = coded[coded[value].isin(table[value])].groupby(["window", value])
        counted = (
            table[table["n_coded"] > 0].astype({"window": "str"}).set_index(["window", value])["n_coded"]
        )
        name = f"documents by window and {value} that are not those of the evidence"
        rows.append((name, 0, differing(counted, recounted["doc_id"].nunique())))
    return checked([*rows, *copies_counted(evidence, documents, has_copies)])
