"""Names and folders: which files below the given paths are meant, and what they are called in data/raw."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath

from analysis.errors import Fault, did_you_mean
from analysis.sources.content import printable

# What people put beside originals to describe them; never documents.
DESCRIPTIONS = ("readme.md", "sources.md", "origin.csv")
# Not allowed in file names by one of the systems that a project folder may be copied to, or unreadable in a
# table.
_ODD = re.compile(r'[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\\:*?"<>|]')

_HIDDEN = re.compile(r"(?:^|(?<=/))\.")


@dataclass(frozen=True)
class Candidate:
    """A file to be ingested: where it lies, its name below the collection's folder, what faults call it."""

    file: Path
    name: str
    where: str


@dataclass(frozen=True)
class Passed:
    """A file or folder that is not meant, and why."""

    note: Fault


@dataclass(frozen=True)
class Listing:
    """The files meant, what is wrong with some of the paths, and what was passed over."""

    candidates: tuple[Candidate, ...]
    faults: tuple[Fault, ...]
    notes: tuple[Fault, ...]


def split_name(name: str) -> tuple[str, str]:
    """Return a file name's stem and its ending in lower case; ".html.gz" is one ending."""
    stem, suffix = os.path.splitext(name)
    if suffix.lower() == ".gz":
        stem, inner = os.path.splitext(stem)
        suffix = inner + suffix if inner.lower() in (".html", ".htm") else suffix
        stem = stem if inner.lower() in (".html", ".htm") else stem + inner
    return stem, suffix.lower()


def with_mark(name: str, mark: str) -> str:
    """Return a path with "-mark" before its ending."""
    path = PurePosixPath(name)
    stem, suffix = split_name(path.name)
    return path.with_name(
        f"{stem}-{mark}{path.name[len(path.name) - len(suffix) :] if suffix else ''}"
    ).as_posix()


def is_described(name: str) -> bool:
    """Tell whether a file is one that describes a folder and is no document."""
    return name.casefold() in DESCRIPTIONS


def is_hidden(path: PurePath) -> bool:
    """Tell whether any part of a relative path is hidden."""
    return any(part.startswith(".") for part in path.parts)


def plain_path(name: str) -> str:
    """Return a relative path without characters that some system refuses or no table can hold."""
    return unicodedata.normalize("NFC", _HIDDEN.sub("_", _ODD.sub("_", name)))


def list_files(paths: Iterable[Path], *, folder: Path, raw: Path) -> Listing:
    """Return the files that paths stand for, each once, in the order given and by name within folders.

    Args:
        paths: Files and folders; of a folder everything below it, but no hidden files and no links to
            folders.
        folder: Folder of the collection; files that lie there already keep their place.
        raw: Folder data/raw; a folder around it does not bring in what is there.
    """
    found: dict[Path, Candidate] = {}
    faults: list[Fault] = []
    notes: list[Fault] = []
    for given in paths:
        for item in _below(given, raw=raw, folder=folder):
            if isinstance(item, Candidate):
                file = item.file.resolve()
                if file.is_relative_to(folder.resolve()):
                    own = file.relative_to(folder.resolve()).as_posix()
                    item = Candidate(item.file, own, item.where)
                found.setdefault(file, item)
            elif isinstance(item, Passed):
                notes.append(item.note)
            else:
                faults.append(item)
    return Listing(tuple(found.values()), tuple(faults), tuple(notes))


def _below(given: Path, *, raw: Path, folder: Path) -> Iterator[Candidate | Passed | Fault]:
    where = printable(given.as_posix())
    try:
        mode = given.stat().st_mode
    except (OSError, ValueError) as error:
        yield _missing(given, where, error)
        return
    if stat.S_ISDIR(mode):
        inside = given.resolve().is_relative_to(folder.resolve())
        yield from _walk(given, barred=None if inside else raw.resolve())
    elif is_described(given.name):
        yield _passed(given, "a file of that name describes its folder", "Rename it if it is a document.")
    else:
        yield from _file(given, name=given.name)


def _walk(top: Path, *, barred: Path | None) -> Iterator[Candidate | Passed | Fault]:
    problems: list[OSError] = []
    n_files = 0
    for here, folders, files in os.walk(top, onerror=problems.append):
        folders.sort()
        for name in list(folders):
            path = Path(here, name)
            if name.startswith(".") or path.is_symlink() or path.resolve() == barred:
                folders.remove(name)
                why = (
                    "hidden" if name.startswith(".") else "a link" if path.is_symlink() else "data/raw itself"
                )
                yield _passed(path, f"the folder is {why}")
        for name in sorted(files):
            path = Path(here, name)
            n_files += 1
            if name.startswith("."):
                yield _passed(path, "the file is hidden")
            elif is_described(name):
                yield _passed(path, "a file of that name describes its folder")
            else:
                yield from _file(path, name=path.relative_to(top).as_posix())
    for error in problems:
        yield Fault(
            printable(str(error.filename)),
            0,
            f"can't be listed ({error.strerror})",
            "a folder that may be read",
        )
    if not n_files and not problems:
        yield Fault(printable(top.as_posix()), 0, "is a folder without files", "files or folders with files")


def _file(path: Path, *, name: str) -> Iterator[Candidate | Fault]:
    where = printable(path.as_posix())
    try:
        mode = path.stat().st_mode
    except OSError as error:
        yield _missing(path, where, error)
        return
    if stat.S_ISREG(mode):
        yield Candidate(path, name, where)
    else:
        yield Fault(where, 0, "is a device, pipe or socket", "a file")


def _passed(path: Path, why: str, cure: str = "") -> Passed:
    return Passed(Fault(printable(path.as_posix()), 0, f"is passed over: {why}", cure=cure))


def _missing(path: Path, where: str, error: OSError | ValueError) -> Fault:
    why = getattr(error, "strerror", None) or str(error)
    if isinstance(error, OSError) and path.is_symlink():
        return Fault(
            where, 0, f"is a link that leads nowhere ({why})", "a file or folder", "Give its target."
        )
    try:
        near = did_you_mean(path.name, (printable(other.name) for other in path.parent.iterdir()))
    except (OSError, ValueError):
        near = ""
    cure = near if near.startswith("Did you mean") else "Check the path."
    return Fault(where, 0, f"can't be opened ({why})", "a file or folder", cure)
