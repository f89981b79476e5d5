"""The parse store: every text is parsed once for each model, and read back about a hundred times faster.

A store is a folder of sixteen files, one for each first hexadecimal digit of the texts' SHA-256, so that
a new text touches one file and the layout does not depend on the order in which documents arrived. Copies
share a parse. A file is one line with its keys, then the parses in that order as a spaCy DocBin.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.errors import DataError, Fault
from analysis.extract.model import load_model
from analysis.files import write_whole
from analysis.processes import worker_pool

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

BUCKETS = "0123456789abcdef"
ATTRIBUTES = ["TAG", "POS", "MORPH", "LEMMA", "DEP", "HEAD", "SENT_START", "ENT_IOB", "ENT_TYPE", "ENT_KB_ID"]
# Below this a second process costs more (2 s to load the model) than it saves (about 5,000 words/s a core).
WORDS_WORTH_A_PROCESS = 40_000
# Texts handed to a process at a time; small enough that progress moves.
BATCH = 16

Texts = Mapping[str, str]  # SHA-256 of the source's text -> normalised text


def parse_missing(
    texts: Texts, folder: Path, *, jobs: int = 1, on_progress: Callable[[int, int], None] | None = None
) -> int:
    """Parse the texts that the store lacks, put them in it, and return how many those were.

    Args:
        texts: Normalised texts by the SHA-256 of the source's text. In a file that is written again, parses
            of texts that are not among them are dropped.
        folder: The store, one for each model; made if it is not there.
        jobs: Processes at most. The parses are the same for any number.
        on_progress: Called with texts done and texts to do.
    """
    folder.mkdir(parents=True, exist_ok=True)
    missing = {bucket: keys for bucket, keys in _by_bucket(texts).items() if keys - stored(folder, bucket)}
    todo = sorted(key for bucket, keys in missing.items() for key in keys - stored(folder, bucket))
    if not todo:
        return 0
    fresh: dict[str, bytes] = {}
    for batch in _parse_batches([(key, texts[key]) for key in todo], jobs=jobs):
        fresh.update(batch)
        if on_progress:
            on_progress(len(fresh), len(todo))
    vocab = blank_vocab()
    for bucket, keys in missing.items():
        kept = {key: doc for key, doc in read_bucket(folder, bucket, vocab) if key in keys}
        kept |= {key: _doc_from(fresh[key], vocab) for key in sorted(keys - kept.keys())}
        write_bucket(folder, bucket, kept)
    return len(todo)


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
        keys, _, data = path.read_bytes().partition(b"\n")
        docs = list(DocBin().from_bytes(data).get_docs(vocab))
        parses = list(zip(keys.decode().split(), docs, strict=True))
    except Exception as error:  # of zlib, msgpack, numpy or spaCy, as the damage will have it
        cure = "Delete the folder it lies in and build again."
        raise DataError(
            Fault(path.as_posix(), 0, "is damaged", "parses as they were stored", cure)
        ) from error
    yield from parses


def write_bucket(folder: Path, bucket: str, docs: Mapping[str, Doc]) -> None:
    """Write one file of a store whole or not at all; the same parses give the same bytes."""
    from spacy.tokens import DocBin

    keys = sorted(docs)
    store = DocBin(attrs=ATTRIBUTES, docs=[docs[key] for key in keys])
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / bucket, " ".join(keys).encode() + b"\n" + store.to_bytes())


def stored(folder: Path, bucket: str) -> set[str]:
    """Return the SHA-256 of the texts whose parses one file of a store holds."""
    path = folder / bucket
    if not path.exists():
        return set()
    with path.open("rb") as file:
        return set(file.readline().decode().split())


def blank_vocab() -> Vocab:
    """Return an English vocabulary, which is all that reading a stored parse needs."""
    import spacy

    return spacy.blank("en").vocab


def _by_bucket(texts: Iterable[str]) -> dict[str, set[str]]:
    buckets: dict[str, set[str]] = defaultdict(set)
    for key in texts:
        buckets[key[0]].add(key)
    return dict(sorted(buckets.items()))


def _parse_batches(items: list[tuple[str, str]], *, jobs: int) -> Iterator[dict[str, bytes]]:
    batches = [items[start : start + BATCH] for start in range(0, len(items), BATCH)]
    words = sum(text.count(" ") for _, text in items)
    jobs = min(jobs, len(batches), 1 + words // WORDS_WORTH_A_PROCESS)
    if jobs <= 1:
        nlp = load_model()
        for batch in batches:
            yield _parse(nlp, batch)
        return
    with worker_pool(jobs, prepare=_start_worker) as pool:
        yield from pool.map(_parse_in_worker, batches)


_worker_nlp: Language | None = None


def _start_worker() -> None:
    global _worker_nlp
    os.environ["OMP_NUM_THREADS"] = "1"
    _worker_nlp = load_model()


def _parse_in_worker(batch: list[tuple[str, str]]) -> dict[str, bytes]:
    if _worker_nlp is None:
        raise RuntimeError("the worker has not loaded its model")
    return _parse(_worker_nlp, batch)


def _parse(nlp: Language, batch: list[tuple[str, str]]) -> dict[str, bytes]:
    """Return each text's parse as bytes; strings met only here are forgotten, so memory stays flat."""
    from spacy.tokens import DocBin

    nlp.max_length = max([nlp.max_length, *(len(text) + 1 for _, text in batch)])
    with nlp.memory_zone():
        docs = nlp.pipe([text for _, text in batch], batch_size=BATCH)
        return {
            key: DocBin(attrs=ATTRIBUTES, docs=[doc]).to_bytes()
            for (key, _), doc in zip(batch, docs, strict=True)
        }


def _doc_from(data: bytes, vocab: Vocab) -> Doc:
    from spacy.tokens import DocBin

    return next(DocBin().from_bytes(data).get_docs(vocab))
