"""Files and folders that appear whole or not at all, locks, and what is said when the disk says no."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from analysis.errors import AnalysisError, Fault
from analysis.paths import Project

LOCK = ".lock"
_PARTIAL = ".partial-"
_FULL = "Free some space there"
_CLOSED = "Make it writable, or choose another folder with --project"
_CURES = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: "Allow larger files there",
    errno.EROFS: _CLOSED,
    errno.EACCES: _CLOSED,
    errno.EPERM: _CLOSED,
}
# Of renameat2, from linux/fs.h and fcntl.h.
_RENAME_EXCHANGE, _AT_FDCWD = 2, -100


def write_whole(path: Path, data: bytes) -> None:
    """Write a file under its name only when all of it is there; a reader never sees a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{_PARTIAL}{os.getpid()}")  # short: a name near the limit fits
    try:
        with partial.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def sweep(folder: Path) -> None:
    """Remove what writers of a folder who were killed have left in it; nobody else may be writing there."""
    for left in folder.glob(f"{_PARTIAL}*"):
        left.unlink(missing_ok=True)


def put_in_place(made: Path, place: Path, *, aside: Path) -> None:
    """Give a folder its final name; what lay there goes away.

    Where the system can exchange two names at once, there is no moment without the one or the other.
    Elsewhere whoever is killed in between leaves the old folder under the name `aside`.
    """
    if place.exists() and not _exchange(made, place):
        place.rename(aside)
    if not place.exists():
        made.rename(place)
    for old in (made, aside):
        shutil.rmtree(old, ignore_errors=True)


@contextmanager
def locked(folder: Path, busy: AnalysisError, *, shared: bool = False) -> Iterator[None]:
    """Hold the lock of a folder; the system lets it go even if this process is killed.

    Who holds it alone finds the folder without half-written files of those who were killed.

    Args:
        folder: Made if need be.
        busy: Raised if another process holds the lock.
        shared: Hold it together with others that share it. A folder that can't be written to has no lock to
            share, and needs none.
    """
    import fcntl

    folder.mkdir(parents=True, exist_ok=True)
    flags = os.O_RDONLY | os.O_CREAT if shared else os.O_WRONLY | os.O_CREAT
    try:
        descriptor = os.open(folder / LOCK, flags, 0o666)
    except OSError as error:
        if not shared or error.errno not in (errno.EROFS, errno.EACCES, errno.EPERM):
            raise
        yield
        return
    try:
        fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise busy from None
    try:
        if not shared:
            sweep(folder)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def writing(project: Project, folder: Path, kind: type[AnalysisError]) -> Iterator[None]:
    """Turn what the system says against writing there into an error of this kind that says what to do."""
    try:
        yield
    except OSError as error:
        raise kind(write_fault(error, project.relative(folder), project)) from error


def write_fault(error: OSError, where: str, project: Project) -> Fault:
    """Return what the system said, where, and what to do; `where` is for errors that name no file."""
    if isinstance(error.filename, str | os.PathLike):
        where = project.relative(Path(error.filename))
    said = os.strerror(error.errno) if error.errno else f"{type(error).__name__}: {error}"
    cure = _CURES.get(error.errno or 0, "Mend that")
    cure = f"{cure}, then run the command again; what was made before is still there."
    return Fault(where, 0, said[:1].lower() + said[1:], cure=cure)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange the names of two folders at once; return whether this system and disk can."""
    if sys.platform != "linux":
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    names = [ctypes.c_char_p(os.fsencode(path)) for path in (one, other)]
    return rename(_AT_FDCWD, names[0], _AT_FDCWD, names[1], ctypes.c_uint(_RENAME_EXCHANGE)) == 0
