"""How often events are found and missed, as measured where every event of a text was coded."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from analysis.measures.intervals import with_shares

# Written by tests/scores, which has the coded texts; it says so where what it measures is another.
FIGURES = Path(__file__).with_name("event_accuracy.csv")
# Of any kind: found at all, and found with those who took part.
ANY, WHOLE = "any kind", "with both"


def accuracy_of_events() -> pd.DataFrame:
    """Return how often the extraction finds an event that a text tells, and how often what it finds is there.

    These are no figures of the corpus at hand. They were measured on short news of the world that no rule
    was written on, those of exercises excepted; one coder, a language model that did not see what is found.

    Returns:
        One row per kind of event, then any kind, and those of any kind with the right source, target, or
        both: figure, n_there (events coded; of the last three, those that name one), n_found,
        n_right, precision and recall (0 to 1, with _low and _high; blank where there is nothing).
    """
    table = pd.read_csv(FIGURES)
    for name, total in (("precision", "n_found"), ("recall", "n_there")):
        shares = with_shares(table, count="n_right", total=total)
        table = table.assign(**{f"{name}{end}": shares[f"share{end}"] for end in ("", "_low", "_high")})
    return table
