"""Which coder counted, in words: the rules of the codebook, or the trained coder where none of them fires."""

from __future__ import annotations

import pandas as pd

from analysis.charts import words

# The report that says how often the coding errs.
VALIDITY = "06-validity"
CARD = "src/analysis/training/MODEL_CARD.md"


def coders_in_words(table: pd.DataFrame, *, where: str = f"in {VALIDITY}") -> list[str]:
    """Return who coded: rules alone, or how many sentences each coder coded and what the trained coder is.

    Args:
        table: Result of measures.count_coders.
        where: In which place a reader finds how often the trained coder errs.
    """
    asking = table[table["trained"].notna()]
    if asking.empty:
        return ["Coded by the rules of the codebook alone."]
    counted = [
        f"{row.title}: {words.count(row.n_rules, 'sentence')} coded by rules and "
        f"{words.number(row.n_trained)} by the trained coder, which counts from a probability of "
        f"{row.trained:g} on{_lower(row.trained, row.trained_after)}."
        for row in asking.itertuples()
    ]
    if len(asking) < len(table):
        counted.append("All other themes: coded by the rules of the codebook alone.")
    ask = "This theme asks" if len(asking) == 1 else "These themes ask"
    gives = asking["has_directions"].any()
    errs = "Of the directions it gives, up to one in three is wrong. " if gives else ""
    folder, _, card = CARD.rpartition("/")
    told = (
        f"{ask} the trained coder where no rule of the codebook fires: a network that learnt from sentences "
        f"coded by people and by language models. {errs}How it was trained and tested is in its model card: "
        f"the file {card} in the folder {folder} of the "
        f"project that this report was made with. How often it errs in this corpus is said {where}, if "
        "enough sentences of the corpus are coded by hand."
    )
    return [*counted, told]


def _lower(least: float, after: float) -> str:
    return f", {after:g} after a sentence with the theme" if after < least else ""


def among(evidence: pd.DataFrame) -> str:
    """Return how many sentences of the evidence the trained coder coded, as the end of a caption."""
    n = int(evidence["probability"].notna().sum()) if "probability" in evidence else 0
    of = "all" if n == len(evidence) else f"{words.number(n)} of them"
    return f"; {of} by the trained coder (a network, asked where no rule fires)" if n else ""
