"""What the tagger found, kept beside the parses: every text is tagged once for each parse and each tagger.

A store is a folder of files named as those of the parse store; a file holds one line of JSON a text, sorted.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

from analysis.errors import DataError, Fault
from analysis.extract.parses import BUCKETS, blank_vocab, read_bucket, stored
from analysis.extract.tagger.network import Found, load_tagger
from analysis.files import write_whole
from analysis.processes import worker_pool

# Below this a second process costs more than it saves.
TEXTS_WORTH_A_PROCESS = 200


def tag_missing(
    parses: Path, folder: Path, *, jobs: int = 1, on_progress: Callable[[int, int], None] | None = None
) -> int:
    """Tag the parsed texts that the store lacks, put them in it, and return how many those were.

    Args:
        parses: The store of parses; what it no longer holds is dropped here, too.
        folder: The store, one for each store of parses and each tagger; made if it is not there.
        jobs: Processes at most. What is found is the same for any number.
        on_progress: Called with texts done and texts to do.
    """
    folder.mkdir(parents=True, exist_ok=True)
    wanted = {bucket: stored(parses, bucket) for bucket in BUCKETS}
    known = {bucket: set(read_found(folder, bucket)) for bucket in BUCKETS}
    tasks = [(bucket, parses, folder) for bucket in BUCKETS if wanted[bucket] != known[bucket]]
    todo, done = sum(len(wanted[bucket] - known[bucket]) for bucket in BUCKETS), 0
    jobs = min(jobs, len(tasks), 1 + todo // TEXTS_WORTH_A_PROCESS)
    with worker_pool(jobs) if jobs > 1 else nullcontext() as pool:
        for tagged in pool.map(_tag_bucket, tasks) if pool else map(_tag_bucket, tasks):
            done += tagged
            if on_progress:
                on_progress(done, todo)
    return todo


def read_found(folder: Path, bucket: str) -> dict[str, list[Found]]:
    """Return what was found in the texts of one file of a store, by the SHA-256 of the text.

    Raises:
        DataError: If the file is damaged.
    """
    path = folder / bucket
    if not path.exists():
        return {}
    try:
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        return {key: [_found(*spans) for spans in found] for key, found in rows}
    except (ValueError, TypeError) as error:
        cure = "Delete the folder it lies in and build again."
        raise DataError(Fault(path.as_posix(), 0, f"is damaged ({error})", cure=cure)) from error


def _tag_bucket(task: tuple[str, Path, Path]) -> int:
    """Bring one file of a store up to date; return how many texts were tagged."""
    bucket, parses, folder = task
    known = read_found(folder, bucket)
    tagger, fresh = load_tagger(), 0
    kept: dict[str, list[Found]] = {}
    for key, doc in read_bucket(parses, bucket, blank_vocab()):
        if key not in known:
            fresh += 1
        kept[key] = known[key] if key in known else tagger(doc)
    lines = (json.dumps([key, [_spans(one) for one in kept[key]]]) + "\n" for key in sorted(kept))
    write_whole(folder / bucket, "".join(lines).encode())
    return fresh


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
