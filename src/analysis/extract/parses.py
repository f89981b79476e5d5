"""The parse store: every text is parsed once for each model, and read back about a hundred times faster.

A store is a folder of sixteen files, one for each first hexadecimal digit of the texts' SHA-256, so that
a new text touches one file and the layout does not depend on the order in which documents arrived. Copies
share a parse. Behind its checksum a file is one line with its keys, then the parses in that order as a
spaCy DocBin.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.errors import DataError
from analysis.stores import SIZE, damaged_fault, read_sealed, write_sealed

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

BUCKETS = "0123456789abcdef"
ATTRIBUTES = ["TAG", "POS", "MORPH", "LEMMA", "DEP", "HEAD", "SENT_START", "ENT_IOB", "ENT_TYPE", "ENT_KB_ID"]
_TEXTS = ["TAG", "MORPH", "LEMMA", "DEP", "ENT_TYPE", "ENT_KB_ID"]  # those of them that are texts
BATCH = 16  # texts the model is given at a time; small enough that progress moves


class BucketWriter:
    """Takes parses one by one, in the order of their keys, and writes them as one file of a store."""

    def __init__(self, folder: Path, bucket: str) -> None:
        """Take where the file will lie."""
        from spacy.tokens import DocBin

        self._path = folder / bucket
        self._keys: list[str] = []
        self._docs = DocBin(attrs=ATTRIBUTES)
        self._strings: set[str] = set()

    def add(self, key: str, doc: Doc) -> None:
        """Take a parse as it is now."""
        import numpy as np

        self._keys.append(key)
        self._docs.add(doc)
        for number in np.unique(doc.to_array(["ORTH", *_TEXTS])):
            self._strings.add(doc.vocab.strings[int(number)])

    def write(self) -> None:
        """Write the file whole or not at all; the same parses give the same bytes."""
        # A DocBin also takes the norm of each token, which is not stored and differs between vocabularies.
        self._docs.strings = self._strings
        write_sealed(self._path, " ".join(self._keys).encode() + b"\n" + self._docs.to_bytes())


def parse(nlp: Language, texts: Sequence[str]) -> Iterator[Doc]:
    """Yield the parse of each text, however long it is."""
    nlp.max_length = max([nlp.max_length, *(len(text) + 1 for text in texts)])
    return nlp.pipe(texts, batch_size=BATCH)


def read_bucket(folder: Path, bucket: str, vocab: Vocab) -> Iterator[tuple[str, Doc]]:
    """Yield the parses of one file of a store with the SHA-256 of their texts, in the order of the latter.

    Raises:
        DataError: If the file is damaged.
    """
    from spacy.tokens import DocBin

    path = folder / bucket
    if not path.exists():
        return
    try:
        keys, _, data = bytes(read_sealed(path)).partition(b"\n")
        docs = list(DocBin().from_bytes(data).get_docs(vocab))
        parses = list(zip(keys.decode().split(), docs, strict=True))
    except DataError:
        raise
    except Exception as error:  # of zlib, msgpack, numpy or spaCy: whole, but nothing that they know
        raise DataError(damaged_fault(path.as_posix())) from error
    yield from parses


def stored(folder: Path, bucket: str) -> set[str]:
    """Return the SHA-256 of the texts whose parses one file of a store holds, damaged or not."""
    path = folder / bucket
    if not path.exists():
        return set()
    with path.open("rb") as file:
        file.seek(SIZE)
        return set(file.readline().decode("utf-8", "replace").split())


def blank_vocab() -> Vocab:
    """Return an English vocabulary, which is all that reading a stored parse needs."""
    import spacy

    return spacy.blank("en").vocab
