"""Files that carry their checksum: parses and what is found in them, kept so that it is made only once.

They lie in data/processed/parses, a folder a store. What is in them can be made anew, so a build drops those
that a disk has damaged.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Collection
from pathlib import Path

from analysis.errors import DataError, Fault
from analysis.files import write_whole

# How the folders of the stores begin: parses, what the tagger found, parses with their mentions.
PARSES, TAGS, ANNOTATED = "parses", "tags", "annotated"
SIZE = 32  # of the checksum, bytes


def write_sealed(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, behind its checksum."""
    write_whole(path, hashlib.sha256(data).digest() + data)


def read_sealed(path: Path) -> memoryview:
    """Return what a file holds behind its checksum.

    Raises:
        DataError: If it is not what was written.
    """
    data = memoryview(path.read_bytes())
    if hashlib.sha256(data[SIZE:]).digest() != data[:SIZE]:
        raise DataError(damaged_fault(path.as_posix()))
    return data[SIZE:]


def damaged_fault(where: str) -> Fault:
    """Return what is said of a file of a store that is not what was written."""
    cure = "Run build: what was in it is made anew. If it happens again, look to the disk."
    return Fault(where, 0, "is damaged", "parses as they were stored", cure)


def damaged(folder: Path) -> list[Path]:
    """Return what is damaged of the stores that lie in a folder, sorted: files, or folders in their place."""
    return [path for path in _stored(folder) if not _is_whole(path)]


def prune(folder: Path, *, keep: Collection[Path]) -> None:
    """Remove all stores of a folder but some; a build without a document has made none, nor the folder."""
    for other in sorted(folder.glob("*")):
        if other.is_dir() and other not in keep:
            shutil.rmtree(other)


def _stored(folder: Path) -> list[Path]:
    kinds = (PARSES, TAGS, ANNOTATED)
    return sorted(
        path for kind in kinds for path in folder.glob(f"{kind}-*/*") if not path.name.startswith(".")
    )


def _is_whole(path: Path) -> bool:
    """Return whether a path is a file as it was stored; a folder in its place is not."""
    try:
        read_sealed(path)
    except (DataError, IsADirectoryError):
        return False
    return True
