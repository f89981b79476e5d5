"""What the tagger found, kept beside the parses: every text is tagged once for each parse and each tagger.

A store is a folder of files named as those of the parse store; behind its checksum a file
holds one line of JSON a text, sorted.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from analysis.extract.tagger.network import Found, Tagged
from analysis.parsed import Likely
from analysis.stores import read_sealed, write_sealed


def read_tagged(folder: Path, bucket: str) -> dict[str, Tagged]:
    """Return what was found in the texts of one file of a store, by the SHA-256 of the text.

    Raises:
        DataError: If the file is damaged.
    """
    path = folder / bucket
    if not path.exists():
        return {}
    rows = [json.loads(line) for line in bytes(read_sealed(path)).splitlines()]
    return {
        key: Tagged([_found(*spans) for spans in found], [Likely(*one) for one in likely])
        for key, found, likely in rows
    }


def write_tagged(folder: Path, bucket: str, tagged: Mapping[str, Tagged]) -> None:
    """Write one file of a store whole or not at all."""
    lines = (json.dumps([key, *_row(tagged[key])]) + "\n" for key in sorted(tagged))
    write_sealed(folder / bucket, "".join(lines).encode())


def _row(tagged: Tagged) -> list[list[object]]:
    likely: list[object] = [[one.start, one.themes, one.directions] for one in tagged.likely]
    return [[_spans(one) for one in tagged.found], likely]


def _spans(found: Found) -> list[object]:
    return [found.source, found.cue, found.content, found.is_nested]


def _found(
    source: list[int] | None, cue: list[int] | None, content: list[list[int]], is_nested: bool
) -> Found:
    return Found(
        (source[0], source[1]) if source else None,
        (cue[0], cue[1]) if cue else None,
        tuple((start, end) for start, end in content),
        is_nested,
    )
