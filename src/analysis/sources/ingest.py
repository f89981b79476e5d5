"""Copy originals into data/raw, unchanged, with their origin; say what went in and what did not."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from analysis.errors import Fault, SourceError
from analysis.files import write_whole
from analysis.sources.content import Reading, printable
from analysis.sources.dates import read_date
from analysis.sources.decoding import is_encoding
from analysis.sources.fields import slug
from analysis.sources.files import Candidate, list_files, plain_path, with_mark
from analysis.sources.origin import FILE_NAME, Origin, read_origins, write_origins
from analysis.sources.raw import Place, already_there, clash, known_documents
from analysis.sources.reading import load, read_content

_COLLECTION = re.compile(r"^\w[\w-]*(?:\.[\w-]+)*$")
_LONGEST_COLLECTION = 64
_SUPPLIED = ("title", "outlet", "url", "published", "licence", "synthetic", "encoding")
# More lines than this say less, not more; the counts are complete.
_LINES_SHOWN = 20


@dataclass(frozen=True)
class IngestReport:
    """What an ingest did.

    Attributes:
        collection: Folder of data/raw.
        added: Files that were copied, as collection/file, with the number of documents that are new.
        already: Files that bring nothing new, as collection/file or as given, with the place where they are
            already.
        notes: What an analyst should know though nothing is lost: a file passed over or renamed, a document
            once more.
        faults: What did not go in, and what about a document that did could not be read.
    """

    collection: str
    added: tuple[tuple[str, int], ...] = ()
    already: tuple[tuple[str, str], ...] = ()
    notes: tuple[Fault, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def n_documents(self) -> int:
        """Documents that are new in data/raw."""
        return sum(count for _, count in self.added)

    def lines(self) -> list[str]:
        """Return the report as lines, without the faults: files, notes, and last what came of it."""
        files = [f"added {name} ({_counted(count, 'document')})" for name, count in self.added]
        there = [
            f"already there: {name}{f' as {place}' if place != name else ''}" for name, place in self.already
        ]
        notes = [str(note) for note in self.notes]
        shown = [line for group in (files, there, notes) for line in _shortened(group)]
        said = f"{_counted(self.n_documents, 'document')} in {_counted(len(self.added), 'file')}"
        last = f"{said} added to {self.collection}; {_counted(len(self.already), 'file')} already there."
        return [*shown, last]


@dataclass
class _Run:
    """An ingest under way: what it found so far."""

    raw: Path
    collection: str
    origins: dict[str, Origin]
    retrieved: dt.date | None
    added: list[tuple[str, int]] = field(default_factory=list)
    already: list[tuple[str, str]] = field(default_factory=list)
    notes: list[Fault] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def folder(self) -> Path:
        return self.raw / self.collection

    @cached_property
    def known(self) -> dict[str, tuple[Place, str | None]]:
        """The documents of data/raw, read when first a file comes that is not on record."""
        return known_documents(self.raw)


def ingest(
    paths: Sequence[Path],
    *,
    project_raw: Path,
    collection: str,
    origin: Origin,
    retrieved: dt.date | None,
) -> IngestReport:
    """Copy files and the files below folders into a collection; return what went in and what did not.

    A file goes in whole if it brings at least one new document; its faulty rows are reported and stay in the
    original. One from which nothing can be read is reported and not copied. Ingesting the same again changes
    nothing.

    Args:
        paths: Files and folders; what lies below a folder keeps its place in it.
        project_raw: Folder data/raw.
        collection: Name of the folder in it; made if it isn't there.
        origin: What is known about all the files: title, outlet, url, published, licence, synthetic,
            encoding.
        retrieved: Day to record; None if unknown.

    Raises:
        SourceError: If the collection's name, the values of origin or the collection's origin.csv are at
            fault; nothing is copied then.
    """
    origin = _checked(collection, origin)
    with _locked(project_raw):
        folder = project_raw / collection
        record = f"{project_raw.parent.name}/{project_raw.name}/{collection}/{FILE_NAME}"
        origins, faults = read_origins(folder, where=record)
        if faults:
            raise SourceError(faults)
        listing = list_files(paths, folder=folder, raw=project_raw)
        run = _Run(project_raw, collection, dict(origins), retrieved)
        run.faults += listing.faults
        run.notes += listing.notes
        try:
            for candidate in listing.candidates:
                _take(run, candidate, origin)
        finally:
            # Also after an interruption: what was copied is on record.
            if run.origins != origins:
                write_origins(folder, run.origins.values())
    return IngestReport(collection, tuple(run.added), tuple(run.already), tuple(run.notes), tuple(run.faults))


def _take(run: _Run, candidate: Candidate, supplied: Origin) -> None:
    """Take one file in, or say why not."""
    in_place = candidate.file.resolve() == (run.folder / candidate.name).resolve()
    if in_place and candidate.name != printable(candidate.name):
        found = "has a name that is not UTF-8 and can't be listed"
        run.faults.append(Fault(candidate.where, 0, found, cure="Rename it and ingest it again."))
        return
    try:
        data = candidate.file.read_bytes()
        sha256 = hashlib.sha256(data).hexdigest()
        name, there = _place(run, candidate.name if in_place else plain_path(candidate.name), sha256)
        if there:
            run.already.append((f"{run.collection}/{name}", f"{run.collection}/{name}"))
            run.notes += _differences(run, run.origins[name], supplied)
            return
        listed = run.origins.get(name)
        record = replace(
            _joined(listed, supplied) if listed else supplied,
            **{"file": name, "sha256": sha256, "bytes": len(data), "retrieved": run.retrieved},
        )
        _take_documents(run, candidate, record, data)
    except OSError as error:
        run.faults.append(Fault(candidate.where, 0, f"can't be copied ({error.strerror})"))


def _take_documents(run: _Run, candidate: Candidate, record: Origin, data: bytes) -> None:
    """Read a file, and copy and record it if it brings a new document."""
    path = f"{run.collection}/{record.file}"
    # A file that was changed where it lies is no copy of itself.
    for doc_id in [doc_id for doc_id, (place, _) in run.known.items() if place.path == path]:
        del run.known[doc_id]
    reading = _read(candidate, record, path)
    run.faults += reading.faults
    new = _new_documents(run, candidate, reading)
    if not new:
        return
    if not (run.folder / record.file).exists():
        write_whole(run.folder / record.file, data)
    if record.file != candidate.name:
        run.notes.append(Fault(candidate.where, 0, f"is stored as {path}: {_why_renamed(candidate)}"))
    run.notes += reading.notes
    run.origins[record.file] = _stated(record, reading)
    run.known.update(new)
    run.added.append((path, len(new)))


def _read(candidate: Candidate, record: Origin, path: str) -> Reading:
    content = load(candidate.file, path=path, where=candidate.where, origin=record)
    return Reading.failed(content) if isinstance(content, Fault) else read_content(content)


def _new_documents(run: _Run, candidate: Candidate, reading: Reading) -> dict[str, tuple[Place, str | None]]:
    """Return the documents of a file that data/raw lacks, and say of the others where they are."""
    new: dict[str, tuple[Place, str | None]] = {}
    repeated: list[Fault] = []
    for document in reading.documents:
        place = Place.of(document, run.retrieved)
        if document.doc_id not in run.known and document.doc_id not in new:
            new[document.doc_id] = (place, document.text)
            continue
        other, text = run.known.get(document.doc_id) or new[document.doc_id]
        if text is None or text == document.text:
            repeated.append(already_there(document.doc_id, place, other))
        else:
            run.faults.append(clash(document.doc_id, max(place, other), min(place, other)))
    if new:
        run.notes += repeated
    elif repeated:
        first = run.known[
            next(document.doc_id for document in reading.documents if document.doc_id in run.known)
        ][0]
        run.already.append((candidate.where, str(first)))
    return new


def _place(run: _Run, name: str, sha256: str) -> tuple[str, bool]:
    """Return the name a file gets in the collection, and whether it is there and on record already."""
    for choice in (name, with_mark(name, sha256[:8]), with_mark(name, sha256)):
        path, listed = run.folder / choice, run.origins.get(choice)
        on_disk = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else None
        if on_disk == sha256:
            return choice, listed is not None and listed.sha256 == sha256
        if on_disk is None and not path.exists() and (listed is None or listed.sha256 == sha256):
            return choice, False
    return with_mark(name, sha256), False


def _stated(record: Origin, reading: Reading) -> Origin:
    """Return a record with what a file of one document says of itself; rows speak for themselves."""
    if len(reading.documents) != 1 or reading.documents[0].line is not None:
        return record
    document = reading.documents[0]
    said = {name: getattr(document, name) for name in ("title", "outlet", "url", "licence")}
    published = document.published.isoformat() if document.published else ""
    return replace(record, **said, published=published, synthetic=document.is_synthetic)


def _why_renamed(candidate: Candidate) -> str:
    if plain_path(candidate.name) != candidate.name:
        return "its name holds characters that some systems refuse"
    return "another file has its name"


def _joined(listed: Origin, supplied: Origin) -> Origin:
    """Return a record with what is supplied now in place of what it said before."""
    given = {name: getattr(supplied, name) for name in _SUPPLIED if getattr(supplied, name)}
    return replace(listed, **given)


def _differences(run: _Run, listed: Origin, supplied: Origin) -> list[Fault]:
    """Return a note for each value supplied now that the record has otherwise: ingest does not change it."""
    where = f"{run.collection}/{FILE_NAME}"
    return [
        Fault(
            where,
            0,
            f"says {name} '{old}' of {listed.file}, not '{new}'",
            cure="Change it there if it is wrong.",
        )
        for name in _SUPPLIED
        if (new := getattr(supplied, name)) and new != (old := getattr(listed, name))
    ]


def _checked(collection: str, origin: Origin) -> Origin:
    """Return the supplied values tidied.

    Raises:
        SourceError: With all that is wrong about them and about the collection's name.
    """
    faults = []
    if not _COLLECTION.match(collection) or len(collection) > _LONGEST_COLLECTION:
        expected = f"a folder name of letters, digits, '-', '_' and '.', at most {_LONGEST_COLLECTION}"
        cure = f"For example: {slug(collection)}."
        faults.append(Fault("--collection", 0, f"is {printable(collection)!r}", expected, cure))
    published = read_date(origin.published)
    if published.problem:
        faults.append(Fault("--published", 0, published.problem, published.expected))
    if origin.encoding and not is_encoding(origin.encoding):
        found = f"'{origin.encoding}' is not a text encoding that Python knows"
        faults.append(Fault("--encoding", 0, found, "for example utf-8, cp1251 or utf-16"))
    if faults:
        raise SourceError(faults)
    texts = {name: getattr(origin, name).strip() for name in _SUPPLIED if name != "synthetic"}
    return replace(origin, **texts | {"published": published.day.isoformat() if published.day else ""})


@contextmanager
def _locked(raw: Path) -> Iterator[None]:
    """Hold data/raw, so that of two ingests one waits; the system lets go even if this process is killed."""
    import fcntl

    raw.mkdir(parents=True, exist_ok=True)
    folder = os.open(raw, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _shortened(lines: list[str]) -> list[str]:
    if len(lines) <= _LINES_SHOWN:
        return lines
    return [*lines[: _LINES_SHOWN - 1], f"... and {len(lines) - _LINES_SHOWN + 1} more like this"]
