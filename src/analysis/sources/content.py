"""One file as the readers get it, and what they make of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from analysis.errors import Fault
from analysis.records import Document
from analysis.sources.origin import Origin


@dataclass(frozen=True, kw_only=True)
class Content:
    """The bytes of one original, with all that is known about it before it is read.

    Attributes:
        data: The file's bytes; of a .gz file, what it holds unpacked.
        path: Where the original lies or will lie, relative to data/raw; goes into the documents.
        where: What faults call the file.
        collection: Name of the folder of data/raw.
        stem: File name without its endings; makes ids readable.
        origin: What the record of origin says; holds where the file itself says nothing.
    """

    data: bytes
    path: str
    where: str
    collection: str
    stem: str
    origin: Origin

    def fault(self, line: int, found: str, expected: str = "", cure: str = "") -> Fault:
        """Return a fault of this file."""
        return Fault(printable(self.where), line, printable(found), expected, printable(cure))


@dataclass(frozen=True)
class Reading:
    """What was read: documents, what could not be used as it stands, and what else an analyst should know.

    Attributes:
        documents: In the order of the originals.
        faults: A file or row that is left out, or something about a document that stays blank because it
            can't be read.
        notes: Nothing is lost: the same document once more, a column taken for another, a name changed.
    """

    documents: tuple[Document, ...] = ()
    faults: tuple[Fault, ...] = ()
    notes: tuple[Fault, ...] = ()

    @classmethod
    def failed(cls, fault: Fault) -> Reading:
        """Return the reading of a file from which nothing can be taken."""
        return cls(faults=(fault,))

    @classmethod
    def of(cls, parts: Iterable[Reading]) -> Reading:
        """Return several readings as one, in order."""
        parts = list(parts)
        return cls(
            tuple(document for part in parts for document in part.documents),
            tuple(fault for part in parts for fault in part.faults),
            tuple(note for part in parts for note in part.notes),
        )


def excerpt(text: str, length: int = 60) -> str:
    """Return the beginning of a text on one line and in quotation marks, as faults show it."""
    line = " ".join(text[: 4 * length].split())
    return repr(line if len(line) <= length else line[: length - 3] + "...")


def printable(text: str) -> str:
    """Return a text that can be printed and stored: what no encoding knows (half characters) is spelt out."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
