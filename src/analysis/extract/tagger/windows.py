"""A long text in stretches that the network can read, cut where a paragraph or a sentence begins."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.extract.tagger.pieces import LINE_BREAK, SENTENCE_START, Pieces

SIZE = 254  # pieces; with the marks of beginning and end, 256
CONTEXT = 16  # pieces read again, so that a quotation's first words have what stands before them


@dataclass(frozen=True)
class Window:
    """A stretch of pieces: read from start to end, labels taken from core to end."""

    start: int
    core: int
    end: int


def cut(
    pieces: Pieces, *, size: int = SIZE, context: int = CONTEXT, first: int | None = None
) -> list[Window]:
    """Return windows whose cores cover all pieces once, in order.

    Args:
        pieces: A text.
        size: Pieces of a window at most.
        context: Pieces before the core that are read with it, at most.
        first: Where the first window must end at the latest; training varies it.
    """
    windows: list[Window] = []
    core = 0
    while core < len(pieces):
        start = _sentence_after(pieces, max(0, core - context), core) if core else 0
        end = min(len(pieces), start + size if first is None or core else min(size, first))
        if end < len(pieces):
            end = _best_end(pieces, core, end)
        windows.append(Window(start, core, end))
        core = end
    return windows


def _sentence_after(pieces: Pieces, start: int, core: int) -> int:
    while 0 < start < core and not pieces.features[start, [SENTENCE_START, LINE_BREAK]].any():
        start += 1
    return start


def _best_end(pieces: Pieces, core: int, end: int) -> int:
    """Return where to end in the second half of a core: at a paragraph, a line, a sentence, else a unit."""
    features = pieces.features
    for column, least in ((LINE_BREAK, 2), (LINE_BREAK, 1), (SENTENCE_START, 1)):
        for place in range(end, max(core + 1, end - (end - core) // 2), -1):
            if features[place, column] >= least:
                return place
    place = end
    while place > core + 1 and pieces.unit[place] == pieces.unit[place - 1]:
        place -= 1
    return place
