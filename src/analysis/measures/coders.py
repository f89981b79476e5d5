"""Which coder counted: the rules of the codebook, or the trained coder where no rule fires."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from analysis.measures.corrected import Corpus
from analysis.measures.frames import n_distinct
from analysis.measures.judging import HandCoding, coded_in
from analysis.measures.validity import measured_accuracy

RULES, TRAINED = "rules", "trained coder"
CODERS = (RULES, TRAINED)
_COLUMNS = ["title", "coder", "n_hits", "n_right"]
_SHARES = ("precision", "recall")


def is_trained(codes: pd.DataFrame) -> pd.Series:
    """Return whether each code is of the trained coder: its codes have a probability, those of rules none."""
    return codes["probability"].notna()


def count_coders(codes: pd.DataFrame, themes: pd.DataFrame) -> pd.DataFrame:
    """Return how many coded sentences of each theme are of which coder.

    Args:
        codes: codes table, or rows of it.
        themes: themes table, or rows of it.

    Returns:
        One row per theme of themes, in their order: theme, title, trained (probability from which on the
        trained coder counts; blank where the theme does not ask it), trained_after (the same after a sentence
        with the theme), has_directions, n_rules, n_trained (coded sentences).
    """
    rows = themes[["theme", "title", "trained", "trained_after"]].reset_index(drop=True)
    rows["has_directions"] = [len(names) > 0 for names in themes["directions"]]
    by = is_trained(codes)
    for name, own in (("n_rules", codes[~by]), ("n_trained", codes[by])):
        rows[name] = n_distinct("sentence_id", own, by=["theme"], among=rows)
    return rows


def accuracy_of_coders(
    codes: pd.DataFrame,
    sentences: pd.DataFrame,
    documents: pd.DataFrame,
    hand: HandCoding,
    *,
    themes: pd.DataFrame,
) -> pd.DataFrame:
    """Return precision and recall of the rules' codes and of the trained coder's apart.

    The trained coder is asked only where no rule fires, so its recall is what it adds to that of the rules. A
    hand-coded sentence that both code counts for the rules.

    Args:
        codes: codes table.
        sentences: sentences table.
        documents: All documents asked about.
        hand: Result of judging.hand_coding with the same codes.
        themes: themes table; only the themes that ask for the trained coder have rows.

    Returns:
        Two rows per theme, by the rules and by the trained coder: title, coder (one of CODERS), n_hits,
        n_right, precision and recall with the ends of their intervals; see validity.measured_accuracy.
    """
    asked = themes[themes["trained"].notna()]
    by = is_trained(codes)
    by_rules = coded_in(hand.sentences, codes[~by])
    rest = [
        [theme for theme in every if theme not in rules]
        for every, rules in zip(hand.sentences["coded"], by_rules, strict=True)
    ]
    frames = []
    for coder, own, coded in ((RULES, codes[~by], by_rules), (TRAINED, codes[by], rest)):
        judged = replace(hand, sentences=hand.sentences.assign(coded=pd.Series(coded, dtype="object")))
        measured = measured_accuracy(Corpus(own, sentences, documents, judged), judged, asked)
        frames.append(measured.assign(coder=coder, _place=range(len(measured))))
    table = pd.concat(frames, ignore_index=True).sort_values("_place", kind="stable", ignore_index=True)
    # Without a theme that asks, measured_accuracy has no columns.
    return table.reindex(
        columns=[*_COLUMNS, *(f"{name}{end}" for name in _SHARES for end in ("", "_low", "_high"))]
    )
