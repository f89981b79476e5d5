"""One table for all scores: a figure of ours, and the same figure of something else beside it."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

ACCURACY = ["precision", "recall", "score"]
COLUMNS = ["part", "figure", "n", *ACCURACY, "beside", *(f"{name}_beside" for name in ACCURACY)]


class Missing(Exception):
    """What a part needs and is not there, as a clause."""


@dataclass(frozen=True)
class Part:
    """The figures of one part, and what to know to read them."""

    rows: pd.DataFrame  # COLUMNS
    notes: tuple[str, ...] = field(default=())


def accuracy_rows(
    ours: pd.DataFrame, *, part: str, beside: str = "", other: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return rows of the table from figures with n_gold, precision, recall and f1; other's at their side."""
    rows = _scored(ours).assign(part=part)
    if other is None:
        return rows.reindex(columns=COLUMNS)
    columns = {name: f"{name}_beside" for name in ACCURACY}
    others = _scored(other)[["figure", *ACCURACY]].rename(columns=columns).assign(beside=beside)
    return rows.merge(others, on="figure", how="left", validate="one_to_one").reindex(columns=COLUMNS)


def share_row(part: str, figure: str, *, n: int, share: float | None) -> dict[str, object]:
    """Return one row of the table for a share, which has no precision and recall."""
    return dict.fromkeys(COLUMNS) | {"part": part, "figure": figure, "n": n, "score": share}


def share_rows(rows: list[dict[str, object]]) -> pd.DataFrame:
    """Return rows of the table from what share_row gave."""
    return pd.DataFrame(rows, columns=COLUMNS)


def printed(parts: list[pd.DataFrame]) -> str:
    """Return the whole table as text; n is how many gold items there are, score F1 or a share."""
    frame = pd.concat([rows.astype(object) for rows in parts], ignore_index=True)
    numbers = [name for name in COLUMNS if name.removesuffix("_beside") in ACCURACY]
    for name in numbers:
        frame[name] = ["-" if pd.isna(value) else f"{value:.3f}" for value in frame[name]]
    frame["beside"] = frame["beside"].fillna("")
    frame["n"] = [f"{int(n):,}" for n in frame["n"]]
    frame = frame.rename(columns=lambda name: name.removesuffix("_beside") if name in numbers else name)
    return frame.to_string(index=False)


def _scored(frame: pd.DataFrame) -> pd.DataFrame:
    """Return figures with one score each: F1, or the recall where there is no precision."""
    return frame.rename(columns={"n_gold": "n"}).assign(score=frame["f1"].fillna(frame["recall"]))
