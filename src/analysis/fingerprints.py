"""Hashes that tell whether something changed: of texts, of files, of the package's own code."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def of_text(*parts: str) -> str:
    """Return the SHA-256 of some strings in order, hexadecimal; where one ends matters."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


def of_files(*paths: Path) -> str:
    """Return one hash over files and folders: names and contents; hidden and absent ones don't count."""
    parts = []
    for path in paths:
        inside = path.rglob("*") if path.is_dir() else [path]
        for file in sorted(inside, key=lambda file: file.as_posix()):
            hidden = any(part.startswith((".", "__")) for part in file.relative_to(path.parent).parts)
            if file.is_file() and not hidden:
                parts += [
                    file.relative_to(path.parent).as_posix(),
                    hashlib.sha256(file.read_bytes()).hexdigest(),
                ]
    return of_text(*parts)


@cache
def of_code(*names: str) -> str:
    """Return one hash over parts of this package, each a module or a package: "clean", "extract/model.py".

    Read once a process: it stands for the code that runs, even if a file is edited meanwhile.
    """
    return of_files(*(PACKAGE / name for name in names))
