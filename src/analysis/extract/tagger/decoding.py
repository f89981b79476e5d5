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
NEAR = 6  # cues on either side among which a source or content finds its own
BUCKETS = 16
_NEVER = -1e4

UnitSpan = tuple[int, int]  # first and last unit


@dataclass(frozen=True)
class Reading:
    """What the network says of a text, one row a unit.

    Attributes:
        labels: Log-probabilities of LABELS.
        dependents: What a unit offers as a source (first half) and as a content (second half).
        heads: What a unit offers as a cue, for sources and for contents.
    """

    labels: NDArray[np.float32]
    dependents: NDArray[np.float32]
    heads: NDArray[np.float32]


@dataclass(frozen=True)
class Links:
    """Weights of the links: how likely a cue at a distance is, and none at all; one row a role."""

    distance: NDArray[np.float32]
    none: NDArray[np.float32]


@dataclass(frozen=True)
class Group:
    """One attribution in units."""

    source: UnitSpan | None
    cue: UnitSpan | None
    content: tuple[UnitSpan, ...]


def decode(reading: Reading, links: Links) -> list[Group]:
    """Return the attributions of a text; a cue without content is none."""
    spans = _spans(best_path(reading.labels))
    cues = [(first, last) for role, first, last in spans if role == CUE]
    contents: list[list[UnitSpan]] = [[] for _ in cues]
    sources: list[tuple[float, UnitSpan] | None] = [None for _ in cues]
    alone: list[UnitSpan] = []
    for role, first, last in spans:
        if role == CUE:
            continue
        at, score = _head(reading, links, (first, last), ROLES.index(role), cues)
        if role == CONTENT and at is None:
            alone.append((first, last))
        elif role == CONTENT and at is not None:
            contents[at].append((first, last))
        elif at is not None and (sources[at] is None or score > sources[at][0]):
            sources[at] = (score, (first, last))
    groups = [
        Group(source[1] if source else None, cue, tuple(content))
        for cue, source, content in zip(cues, sources, contents, strict=True)
        if content
    ]
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
    """Return the class of a distance in cues: 0 is the next cue behind, BUCKETS + 1 the last one before."""
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


def _head(
    reading: Reading, links: Links, span: UnitSpan, role: int, cues: list[UnitSpan]
) -> tuple[int | None, float]:
    """Return the cue that a source or content belongs to, None for none, and the score of that."""
    behind = bisect_left(cues, span)
    low = max(0, behind - NEAR)
    near = cues[low : behind + NEAR]
    if not near:
        return None, 0.0
    size = reading.heads.shape[1] // 2
    part = slice(role * size, (role + 1) * size)
    offered = (reading.dependents[span[0], part] + reading.dependents[span[1], part]) / 2
    heads = np.stack([(reading.heads[first, part] + reading.heads[last, part]) / 2 for first, last in near])
    distances = [links.distance[role, bucket(low + i - behind)] for i in range(len(near))]
    scores = heads @ offered / math.sqrt(size) + np.array(distances)
    best = int(scores.argmax())
    if links.none[role] > scores[best]:
        return None, float(links.none[role])
    return low + best, float(scores[best])
