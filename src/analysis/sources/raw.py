"""All of data/raw: its documents in one order, each once, and what is wrong with the files."""

from __future__ import annotations

import datetime as dt
import hashlib
import shlex
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from analysis.errors import Fault
from analysis.records import Document
from analysis.sources import web_page
from analysis.sources.content import Reading, excerpt, printable
from analysis.sources.fields import file_id
from analysis.sources.files import is_described, is_hidden, split_name
from analysis.sources.origin import FILE_NAME, Origin, read_origins
from analysis.sources.reading import READERS, load, read_content, read_file


def read_collection(folder: Path) -> Reading:
    """Return the documents of the files that a collection's origin.csv lists, by file and line.

    A document that stands there twice comes twice; read_raw takes such apart.
    """
    return Reading.of(
        read_file(folder / origin.file, root=folder.parent, origin=origin)
        for origin in _origins(folder).values()
        if (folder / origin.file).is_file()
    )


def read_raw(raw: Path) -> Reading:
    """Return every document of data/raw once, by collection, file and line, and all that is wrong.

    Of documents with the same id the first stays: by day of ingest, then by collection, file and line. What
    has the same id and the same text is noted, what has another text is a fault. `where` in faults is
    relative to data/raw.
    """
    everything = Reading.of(read_collection(folder) for folder in collections(raw))
    retrieved = {
        f"{folder.name}/{file}": origin.retrieved
        for folder in collections(raw)
        for file, origin in _origins(folder).items()
    }
    once = first_of_each(everything.documents, retrieved)
    faults = sorted([*_inspect(raw), *everything.faults, *once.faults])
    return Reading(once.documents, tuple(faults), (*everything.notes, *once.notes))


def check_raw(raw: Path) -> list[Fault]:
    """Return what is wrong with the files of data/raw and their record, without reading documents."""
    base = f"{raw.parent.name}/{raw.name}"
    return [replace(fault, where=f"{base}/{fault.where}") for fault in _inspect(raw)]


def collections(raw: Path) -> list[Path]:
    """Return the folders of data/raw, by name; hidden ones are none."""
    if not raw.is_dir():
        return []
    return sorted(path for path in raw.iterdir() if path.is_dir() and not path.name.startswith("."))


def _inspect(raw: Path) -> list[Fault]:
    """Return what is not listed, lies outside a collection, is missing or changed; paths relative to raw."""
    faults = []
    for path in sorted(raw.iterdir()) if raw.is_dir() else []:
        if path.is_file() and not path.name.startswith(".") and not is_described(path.name):
            cure = f"Run: python -m analysis ingest {_shown(path)} --collection NAME."
            faults.append(Fault(printable(path.name), 0, "lies in no collection and is not read", cure=cure))
    for folder in collections(raw):
        faults += _inspect_collection(folder)
    return sorted(faults)


def _origins(folder: Path) -> dict[str, Origin]:
    """Return a collection's record by file; its faults are told by _inspect."""
    origins, _ = read_origins(folder, where="")
    return dict(sorted(origins.items()))


def _inspect_collection(folder: Path) -> list[Fault]:
    record = f"{folder.name}/{FILE_NAME}"
    origins, faults = read_origins(folder, where=record)
    for file, origin in sorted(origins.items()):
        where = printable(f"{folder.name}/{file}")
        try:
            found = hashlib.sha256((folder / file).read_bytes()).hexdigest()
        except OSError as error:
            cure = f"Put it back, or take its row out of {record}."
            faults.append(Fault(where, 0, f"is listed but can't be opened ({error.strerror})", cure=cure))
            continue
        if found != origin.sha256:
            cure = "Put the original back, or run ingest on the file to put the change on record."
            expected = f"{origin.sha256[:12]} as in {record}"
            faults.append(Fault(where, 0, f"was changed: its SHA-256 is {found[:12]}", expected, cure))
    if faults and not origins:
        return faults
    for path in sorted(folder.rglob("*")):
        file = path.relative_to(folder)
        if (
            path.is_file()
            and file.as_posix() not in origins
            and not is_hidden(file)
            and not is_described(file.name)
        ):
            where = printable(f"{folder.name}/{file.as_posix()}")
            cure = f"Run: python -m analysis ingest {_shown(path)} --collection {folder.name}."
            faults.append(Fault(where, 0, f"is not listed in {record} and is not read", cure=cure))
    return faults


def _shown(path: Path) -> str:
    """Return a file of data/raw as a command run in the project's folder would name it."""
    at = path.parts.index("raw") - 1 if "raw" in path.parts[1:] else 0
    return shlex.quote(printable(Path(*path.parts[at:]).as_posix()))


@dataclass(frozen=True, order=True)
class Place:
    """Where a document stands; the smallest of those with the same id is the one that counts."""

    retrieved: dt.date
    path: str
    line: int

    @classmethod
    def of(cls, document: Document, retrieved: dt.date | None) -> Place:
        """Return the place of a document; without a day of ingest it comes after those with one."""
        return cls(retrieved or dt.date.max, document.path, document.line or 0)

    def __str__(self) -> str:
        return printable(f"{self.path} line {self.line}" if self.line else self.path)


def first_of_each(documents: Iterable[Document], retrieved: Mapping[str, dt.date | None]) -> Reading:
    """Return the documents without those whose id an earlier one has, and what was left out."""
    placed = [(Place.of(document, retrieved.get(document.path)), document) for document in documents]
    placed.sort(key=lambda pair: pair[0])
    first: dict[str, tuple[Place, Document]] = {}
    faults, notes = [], []
    for place, document in placed:
        if document.doc_id not in first:
            first[document.doc_id] = (place, document)
            continue
        earlier, other = first[document.doc_id]
        if other.text == document.text:
            notes.append(already_there(document.doc_id, place, earlier))
        else:
            faults.append(clash(document.doc_id, place, earlier))
    kept = sorted(first.values(), key=lambda pair: (pair[0].path, pair[0].line))
    return Reading(tuple(document for _, document in kept), tuple(faults), tuple(notes))


def already_there(doc_id: str, place: Place, earlier: Place) -> Fault:
    """Return the note that a document stands in two places."""
    found = f"document {excerpt(doc_id)} is already there: {earlier}"
    return Fault(printable(place.path), place.line, found)


def clash(doc_id: str, place: Place, earlier: Place) -> Fault:
    """Return the fault that two texts have one id, and which of them is read."""
    found = f"document {excerpt(doc_id)} has another text than the one of that id in {earlier}, which is kept"
    cure = "Give it an id of its own; the second text is left out."
    return Fault(printable(place.path), place.line, found, "one text for each id", cure)


def known_documents(raw: Path) -> dict[str, tuple[Place, str | None]]:
    """Return where each document of data/raw stands and the text it has; None for web pages.

    What a page's id is, its bytes decide, so ingest need not find the article in thousands of pages to know
    them again.
    """
    known: dict[str, tuple[Place, str | None]] = {}
    for folder in collections(raw):
        for file, origin in _origins(folder).items():
            for doc_id, line, text in _identities(folder / file, root=raw, origin=origin):
                place = Place(origin.retrieved or dt.date.max, f"{folder.name}/{file}", line)
                if doc_id not in known or place < known[doc_id][0]:
                    known[doc_id] = (place, text)
    return known


def _identities(path: Path, *, root: Path, origin: Origin) -> list[tuple[str, int, str | None]]:
    relative = path.relative_to(root).as_posix()
    content = load(path, path=relative, where=relative, origin=origin)
    if isinstance(content, Fault):
        return []
    if READERS[split_name(path.name)[1]] is web_page.read:
        return [(file_id(content), 0, None)]
    return [
        (document.doc_id, document.line or 0, document.text) for document in read_content(content).documents
    ]
