"""Files to documents: which reader a file gets."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from analysis.errors import Fault
from analysis.sources import csv_rows, jsonl, markdown, plain, web_page
from analysis.sources.content import Content, Reading, printable
from analysis.sources.decoding import unpack
from analysis.sources.files import split_name
from analysis.sources.origin import FILE_NAME, Origin, read_origins

READERS: dict[str, Callable[[Content], Reading]] = {
    ".txt": plain.read,
    ".md": markdown.read,
    ".jsonl": jsonl.read,
    ".csv": csv_rows.read,
    ".html": web_page.read,
    ".htm": web_page.read,
    ".html.gz": web_page.read,
    ".htm.gz": web_page.read,
}
_CONVERT = {
    **dict.fromkeys((".pdf", ".docx", ".doc", ".odt", ".rtf"), "Save its text as .txt and ingest that."),
    **dict.fromkeys((".xlsx", ".xls", ".ods"), "Save the sheet as .csv (UTF-8) and ingest that."),
    ".tsv": "Rename it to .csv; tabs are understood.",
    ".json": "Write one object a line into a .jsonl file.",
    ".xml": "Save the text as .txt, or the fields as .jsonl or .csv.",
    **dict.fromkeys((".zip", ".gz", ".7z", ".tar"), "Unpack it and ingest what it holds."),
    "": "Give the file the ending that says what it is.",
}


def load(file: Path, *, path: str, where: str, origin: Origin) -> Content | Fault:
    """Return a file ready to be read, or the fault that keeps it from being so.

    Args:
        file: Where it lies now.
        path: Where it lies or will lie, relative to data/raw; its first part is the collection.
        where: What faults call it.
        origin: Its record of origin, or what will become it.
    """
    stem, suffix = split_name(Path(path).name)
    if suffix not in READERS:
        cure = _CONVERT.get(suffix, "Convert it to one of these, or leave it out.")
        return Fault(where, 0, f"ends in {suffix or 'nothing'}", f"one of {', '.join(READERS)}", cure)
    try:
        data = file.read_bytes()
        if suffix.endswith(".gz"):
            data = unpack(data)
    except OSError as error:
        return Fault(where, 0, f"can't be opened ({error.strerror})", "a file that may be read")
    except ValueError as error:
        return Fault(where, 0, str(error), "a web page packed with gzip", "Fetch or pack it again.")
    collection = path.partition("/")[0]
    return Content(data=data, path=path, where=where, collection=collection, stem=stem, origin=origin)


def read_content(content: Content) -> Reading:
    """Return the documents of one file; bad content becomes faults, never an exception."""
    return READERS[split_name(Path(content.path).name)[1]](content)


def read_file(path: Path, *, root: Path, origin: Origin) -> Reading:
    """Return the documents of one file of data/raw.

    Args:
        path: The file, in the folder of its collection.
        root: Folder data/raw.
        origin: What the record of origin says about it.
    """
    relative = path.relative_to(root).as_posix()
    content = load(path, path=relative, where=printable(relative), origin=origin)
    return Reading.failed(content) if isinstance(content, Fault) else read_content(content)


def read_collection(folder: Path) -> Reading:
    """Return the documents of the files that a collection's origin.csv lists, by file and line.

    Documents that are there twice are still there twice; read_raw takes them apart.
    """
    origins, _ = read_origins(folder, where=f"{folder.name}/{FILE_NAME}")
    present = [origins[file] for file in sorted(origins) if (folder / file).is_file()]
    return Reading.of(
        read_file(folder / origin.file, root=folder.parent, origin=origin) for origin in present
    )
