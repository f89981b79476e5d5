"""The trained coder: how likely each sentence carries a theme, from what the network says of its pieces.

Of each piece the network says, for each theme, how much it speaks for it and how much it counts; and, for
each direction, how much it speaks for that. A sentence's score is the mean over its pieces, weighted by how
much each counts. Where a piece counts is learnt: "drills" does, "the" does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from analysis.parsed import Likely
from analysis.vocabulary import TRAINED_DIRECTIONS, TRAINED_THEMES

if TYPE_CHECKING:
    from numpy.typing import NDArray

(DIRECTED,) = TRAINED_DIRECTIONS  # the theme that has directions, which share its weights
DIRECTIONS = TRAINED_DIRECTIONS[DIRECTED]
COUNT = len(TRAINED_THEMES)
NUMBERS = 2 * COUNT + len(DIRECTIONS)  # of a piece: what it says of each theme, what it counts; of directions
# Less is not kept: nine in ten sentences of most corpora are about something else.
LEAST = 0.02


def likely_themes(
    said: NDArray[np.float32], places: NDArray[np.int64], starts: Sequence[int]
) -> list[Likely]:
    """Return what is said of the sentences of a text, those that may carry a theme, in order.

    Args:
        said: What the network says of each piece, shape (pieces, NUMBERS).
        places: Where each piece's word begins, in characters.
        starts: Where each sentence begins, in characters.
    """
    if not len(said) or not len(starts):
        return []
    sentence = np.maximum(np.searchsorted(np.asarray(starts), places, side="right") - 1, 0)
    first = np.flatnonzero(np.diff(sentence, prepend=-1))
    lengths = np.diff(first, append=len(said))
    weights = said[:, COUNT : 2 * COUNT]
    weights = np.exp(weights - np.maximum.reduceat(weights, first).repeat(lengths, axis=0))
    weights /= np.add.reduceat(weights, first).repeat(lengths, axis=0)
    shared = weights[:, [TRAINED_THEMES.index(DIRECTED)]]
    themes = 1 / (1 + np.exp(-np.add.reduceat(weights * said[:, :COUNT], first)))
    directions = np.exp(np.add.reduceat(shared * said[:, 2 * COUNT :], first))
    directions /= directions.sum(axis=1, keepdims=True)
    return [
        Likely(int(starts[number]), _named(TRAINED_THEMES, of_themes), _named(DIRECTIONS, of_directions))
        for number, of_themes, of_directions in zip(sentence[first], themes, directions, strict=True)
        if of_themes.max() >= LEAST
    ]


def _named(names: Sequence[str], numbers: NDArray[np.float32]) -> dict[str, float]:
    """Return numbers by name, in thousandths: their last digits differ between processors."""
    return {name: round(float(number), 3) for name, number in zip(names, numbers, strict=True)}
