"""Whether people who code the same sentences blind to each other agree."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.measures.qualities import AGREED, COLUMNS, counts_of, reliability


def agreement(gold_codes: pd.DataFrame) -> pd.DataFrame:
    """Return Krippendorff's alpha of each theme, over the sentences that two or more people coded.

    Args:
        gold_codes: The gold_codes table; rows of "agreed" are left out.

    Returns:
        One row a theme that somebody gave: theme, alpha (1: all alike; 0: as by chance), alpha_low,
        alpha_high (95 %), n_sentences (coded by two or more), n_both (that two or more gave the theme), n_either (that one or
        more did), share_alike (of sentences on which all who coded them agree). Where nobody gave the theme,
        or everybody gave it to all sentences, alpha has no value and is blank.

    Source: Krippendorff (2019), nominal data, as the package krippendorff computes it; interval: bootstrap
    of documents, with a fixed seed.
    """
    own = gold_codes[gold_codes["coder"] != AGREED]
    seen = own[["gold_id", "coder"]].drop_duplicates()
    rows = []
    for theme in sorted(set(own["theme"].dropna())):
        given = own.loc[own["theme"] == theme, ["gold_id", "coder"]].assign(value="yes")
        answers = seen.merge(given, on=["gold_id", "coder"], how="left", validate="one_to_one")
        counts = counts_of(answers.fillna({"value": "no"}))
        yes = counts["yes"] if "yes" in counts else pd.Series(0, index=counts.index)
        n_both, n_either = int((yes >= 2).sum()), int((yes >= 1).sum())
        alike = float(((yes == 0) | (yes == counts.sum(axis=1))).mean()) if len(counts) else np.nan
        rows.append((theme, *reliability(counts), n_both, n_either, alike))
    return pd.DataFrame(rows, columns=["theme", *COLUMNS, "n_both", "n_either", "share_alike"])
