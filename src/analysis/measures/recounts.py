"""Checks of comparisons and of validity: the numbers shown, counted again in another way."""

from __future__ import annotations

import re

import pandas as pd

from analysis.measures.checks import checked, copies_counted, differing
from analysis.measures.comparing import Pair
from analysis.measures.judging import HandCoding


def check_comparison(
    evidence: pd.DataFrame,
    words: pd.DataFrame,
    pair: Pair,
    *,
    by_theme: pd.DataFrame,
    corrected: pd.DataFrame,
    coded: pd.DataFrame,
    has_copies: bool = False,
) -> pd.DataFrame:
    """Return whether the numbers of a comparison are those of its sentences.

    Args:
        evidence: Result of typical.evidence_of_words.
        words: The words it is of.
        pair: Result of comparing.pair_of.
        by_theme: Result of comparing.differences.
        corrected: Result of comparing.corrected_differences.
        coded: Result of evidence.evidence_of_codes of both groups, with a column group.
        has_copies: Whether copies were counted on purpose.

    Returns:
        One row per check: check (what is compared), expected, found, holds.
    """
    sizes = pair.documents.groupby("group")["doc_id"].nunique()
    rows = [("documents of both groups, and documents counted", len(pair.documents), int(sizes.sum()))]
    for place, name in enumerate(pair.names, 1):
        own = coded[coded["group"] == name]
        shown = by_theme.set_index("theme")[f"n_coded_{place}"]
        recounted = own.groupby("theme")["doc_id"].nunique()
        what = f"themes whose documents in group {place} are not those of the evidence"
        rows.append((what, 0, differing(shown, recounted)))
        shown = corrected.set_index("theme")[f"n_sentences_{place}"]
        recounted = own.groupby("theme")["sentence_id"].nunique()
        rows.append((what.replace("documents", "sentences"), 0, differing(shown, recounted)))
        rows.append(
            (
                f"uses of words in group {place} that a search finds otherwise",
                0,
                _otherwise(words, pair, place),
            )
        )
        rows += copies_counted(coded[coded["group"] == name], pair.group(place - 1), has_copies)
    rows.append(("sentences of words whose marks are no word of theirs", 0, _unmarked(evidence)))
    return checked(rows)


def check_validity(
    accuracy: pd.DataFrame,
    confusions: pd.DataFrame,
    corrected: pd.DataFrame,
    hand: HandCoding,
    *,
    coded: pd.DataFrame,
    by_coder: pd.DataFrame,
) -> pd.DataFrame:
    """Return whether the numbers of the validity are those of the hand-coded sentences.

    Args:
        accuracy: Result of validity.measured_accuracy.
        confusions: Result of evidence.evidence_of_confusions.
        corrected: Result of corrected.corrected_prevalence, of all documents.
        hand: Result of judging.hand_coding.
        coded: Result of evidence.evidence_of_codes, all rows.
        by_coder: Result of coders.accuracy_of_coders.

    Returns:
        One row per check: check (what is compared), expected, found, holds.
    """
    parted = accuracy[accuracy["title"].isin(by_coder["title"])].set_index("title")
    added = by_coder.groupby("title")[["n_hits", "n_right"]].sum()
    by_theme = accuracy.set_index("theme")
    # Precision and recall may count fewer sentences than are listed: only those drawn by chance.
    by_chance = set(hand.by_chance["gold_id"])
    only = confusions["theme"].map(by_theme["is_by_chance"]).astype("bool")
    told = confusions[confusions["gold_id"].isin(by_chance) | ~only]
    counts = told.groupby(["theme", "outcome"])["gold_id"].nunique().unstack(fill_value=0)
    counts = counts.reindex(index=by_theme.index, columns=["missed", "wrongly coded"], fill_value=0)
    inside = corrected.dropna(subset="corrected")
    rows = [
        (
            "themes whose coded sentences are not those of the evidence",
            0,
            differing(
                corrected.set_index("theme")["n_sentences"],
                coded.groupby("theme")["sentence_id"].nunique(),
            ),
        ),
        (
            "themes whose missed sentences are not those listed",
            0,
            differing(by_theme["n_gold"] - by_theme["n_right"], counts["missed"]),
        ),
        (
            "themes whose wrongly coded sentences are not those listed",
            0,
            differing(by_theme["n_hits"] - by_theme["n_right"], counts["wrongly coded"]),
        ),
        *(
            (f"themes whose {what} of both coders do not add up", 0, differing(parted[name], added[name]))
            for name, what in (("n_hits", "coded sentences"), ("n_right", "rightly coded sentences"))
        ),
        (
            "independently coded sentences that stand twice",
            0,
            int(hand.sentences["gold_id"].duplicated().sum()),
        ),
        (
            "corrected shares outside their interval",
            0,
            int(
                (
                    (inside["corrected"] < inside["corrected_low"])
                    | (inside["corrected"] > inside["corrected_high"])
                ).sum()
            ),
        ),
        (
            "independently coded sentences used, and those settled and not missing",
            len(hand.sentences),
            int(hand.notes["n_settled"].iloc[0] - hand.notes["n_missing"].iloc[0]),
        ),
    ]
    return checked(rows)


def _otherwise(words: pd.DataFrame, pair: Pair, place: int) -> int:
    """Return how many words stand in more or fewer documents of a group than their row says."""
    texts = [text.casefold().replace("’", "'") for text in pair.group(place - 1)["text"]]
    wrong = 0
    for row in words.itertuples():
        whole = re.compile(rf"(?<![^\W\d_])(?<!['-]){re.escape(row.word)}(?![^\W\d_])")
        found = sum(whole.search(text) is not None for text in texts)
        wrong += found < getattr(row, f"n_documents_{place}")
    return wrong


def _unmarked(evidence: pd.DataFrame) -> int:
    return sum(
        row.sentence[start:end].casefold().replace("’", "'") not in row.word
        for row in evidence.itertuples()
        for start, end in row.spans
    )
