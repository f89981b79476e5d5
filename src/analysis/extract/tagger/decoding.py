"""From what the network says of each unit to sources, cues and contents, and which belongs to which."""

from __future__ import annotations

import math
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Outside; then beginning and inside of a source, a cue, a content.
LABELS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
SOURCE, CUE, CONTENT = 1, 3, 5
ROLES = (SOURCE, CONTENT)  # what is linked to a cue, in the order of the network's outputs
NEAR = 6  # on either side: sources among which a cue, cues among which a content finds its own
BUCKETS = 16
_NEVER = -1e4

UnitSpan = tuple[int, int]  # first and last unit


@dataclass(frozen=True)
class Reading:
    """What the network says of a stretch of text, one row a unit.

    Attributes:
        labels: Scores of LABELS; what is added to all of a unit's changes nothing.
        dependents: What a unit offers as a source (first half) and as a content (second half).
        heads: What a unit offers as a cue, for sources and for contents.
        themes: What a piece says of themes; one row a piece, see themes.py.
    """

    labels: NDArray[np.float32]
    dependents: NDArray[np.float32]
    heads: NDArray[np.float32]
    themes: NDArray[np.float32]


@dataclass(frozen=True)
class Links:
    """Weights of the links: how likely one at a distance is, and none at all; one row a role."""

    distance: NDArray[np.float32]
    none: NDArray[np.float32]


@dataclass(frozen=True)
class Group:
    """One attribution in units."""

    source: UnitSpan | None
    cue: UnitSpan | None
    content: tuple[UnitSpan, ...]


def decode(reading: Reading, links: Links) -> list[Group]:
    """Return the attributions of a stretch of text; a cue without content is none.

    A cue chooses its source, for one source may have several cues ("Brandt said … and warned …"); a content
    chooses its cue, for one cue may have a content in pieces.
    """
    spans = _spans(best_path(reading.labels))
    sources, cues, said = (
        [(first, last) for found, first, last in spans if found == role] for role in (SOURCE, CUE, CONTENT)
    )
    contents: list[list[UnitSpan]] = [[] for _ in cues]
    alone: list[UnitSpan] = []
    for span in said:
        at = _choice(reading.dependents, span, reading.heads, cues, links, CONTENT)
        (alone if at is None else contents[at]).append(span)
    groups = []
    for cue, content in zip(cues, contents, strict=True):
        if content:
            at = _choice(reading.heads, cue, reading.dependents, sources, links, SOURCE)
            groups.append(Group(None if at is None else sources[at], cue, tuple(content)))
    return groups + [Group(None, None, (span,)) for span in alone]


def best_path(labels: NDArray[np.float32]) -> list[int]:
    """Return the likeliest labels of which none goes on with what has not begun (Viterbi)."""
    if not len(labels):
        return []
    forbidden = np.zeros((len(LABELS), len(LABELS)))
    for inside in (SOURCE + 1, CUE + 1, CONTENT + 1):
        forbidden[:, inside] = _NEVER
        forbidden[inside - 1 : inside + 1, inside] = 0
    scores = labels[0] + forbidden[0]
    back = np.zeros(labels.shape, dtype=np.int64)
    for at in range(1, len(labels)):
        paths = scores[:, None] + forbidden
        back[at] = paths.argmax(axis=0)
        scores = paths.max(axis=0) + labels[at]
    path = [int(scores.argmax())]
    for at in range(len(labels) - 1, 0, -1):
        path.append(int(back[at, path[-1]]))
    return path[::-1]


def bucket(distance: int) -> int:
    """Return the class of a distance in spans: 0 is the next one behind, BUCKETS + 1 the last one before."""
    size = abs(distance)
    step = size if size < NEAR else min(BUCKETS - 1, NEAR + int(math.log2(size / NEAR) * 2))
    return step if distance >= 0 else BUCKETS + step


def _spans(path: list[int]) -> list[tuple[int, int, int]]:
    """Return (role, first unit, last unit) in order."""
    spans: list[tuple[int, int, int]] = []
    for at, label in enumerate(path):
        if label in (SOURCE, CUE, CONTENT):
            spans.append((label, at, at))
        elif label:
            spans[-1] = (spans[-1][0], spans[-1][1], at)
    return spans


def _choice(
    own: NDArray[np.float32],
    span: UnitSpan,
    others: NDArray[np.float32],
    spans: list[UnitSpan],
    links: Links,
    role: int,
) -> int | None:
    """Return which of the spans one belongs with, None for none of them.

    Args:
        own: What its units offer.
        span: The one that chooses.
        others: What the units of the spans offer.
        spans: Among which it chooses, in order.
        links: Weights of distances and of none.
        role: The role that is linked to a cue.
    """
    behind = bisect_left(spans, span)
    low = max(0, behind - NEAR)
    near = spans[low : behind + NEAR]
    if not near:
        return None
    row, size = ROLES.index(role), own.shape[1] // len(ROLES)
    part = slice(row * size, (row + 1) * size)
    offered = (own[span[0], part] + own[span[1], part]) / 2
    wanted = np.stack([(others[first, part] + others[last, part]) / 2 for first, last in near])
    distances = [links.distance[row, bucket(low + i - behind)] for i in range(len(near))]
    scores = wanted @ offered / math.sqrt(size) + np.array(distances)
    best = int(scores.argmax())
    return None if links.none[row] > scores[best] else low + best
