"""The plain word list that the codebook is measured against: what any text tool could do without rules."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pandas as pd

from analysis.measures.accuracy import theme_accuracy

# A theme's words as somebody would type them into a search box. Those with a capital are matched as written,
# the rest in any case, each from the beginning of a word: "drill" finds drills.
WORDS: Mapping[str, Sequence[str]] = {
    "joint_exercises": ("exercise", "drill"),
    "union_state_security": ("Union State",),
    "nato_framing": ("NATO", "the West"),
    "nuclear_weapons": ("nuclear", "missile"),
    "air_defence": ("air defence", "air defense"),
    "intelligence_sharing": ("intelligence",),
    "sanctions_pressure": ("sanction",),
    "border_tension": ("border", "migrant"),
    "csto_cis": ("CSTO", "CIS"),
}


def word_list_codes(
    sentences: pd.DataFrame, documents: pd.DataFrame, *, words: Mapping[str, Sequence[str]] = WORDS
) -> pd.DataFrame:
    """Return the sentences that hold a word of a theme, as rows that are scored like codes.

    Args:
        sentences: One row a sentence: doc_id, start, end (characters of the document's text).
        documents: The documents, with doc_id and text.
        words: Of each theme.

    Returns:
        One row a sentence and theme: doc_id, start, end, theme.
    """
    texts = dict(zip(documents["doc_id"], documents["text"], strict=True))
    patterns = {theme: [_pattern(word) for word in given] for theme, given in words.items()}
    rows = [
        (row.doc_id, row.start, row.end, theme)
        for row in sentences.itertuples()
        if row.doc_id in texts
        for theme, any_of in patterns.items()
        if any(pattern.search(texts[row.doc_id], row.start, row.end) for pattern in any_of)
    ]
    return pd.DataFrame(rows, columns=["doc_id", "start", "end", "theme"])


def beside_word_list(codes: pd.DataFrame, gold: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Return the accuracy of the codes and, beside it, that of the plain word list on the same sentences.

    Args:
        codes: The codes table.
        gold: As in theme_accuracy.
        documents: The documents, with doc_id and text.

    Returns:
        As theme_accuracy, for the themes that the gold has, with precision, recall and F1 of the word list in
        columns that end in _word_list.
    """
    words = theme_accuracy(word_list_codes(gold, documents), gold)[["theme", "precision", "recall", "f1"]]
    beside = words.rename(columns=lambda name: name if name == "theme" else f"{name}_word_list")
    ours = theme_accuracy(codes, gold)
    return ours[ours["n_gold"] > 0].merge(beside, on="theme", how="left", validate="one_to_one")


def _pattern(word: str) -> re.Pattern[str]:
    return re.compile(rf"\b{re.escape(word)}", 0 if word != word.lower() else re.IGNORECASE)
