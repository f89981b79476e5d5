"""What a worker process does with one file of the stores: extract its documents, or code them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.errors import DataError, Fault
from analysis.fingerprints import of_text
from analysis.pipeline import Build
from analysis.processes import worker_pool

# Below this many words a second process costs more than it saves.
WORDS_WORTH_A_PROCESS = 100_000


def each(
    work: Callable[[Any], Any], tasks: list[Any], *, build: Build, step: str, documents: pd.DataFrame
) -> Iterator[Any]:
    """Yield the result of each task, in order, by several processes if there is work enough for them."""
    words = int(documents["n_words"].sum())
    jobs = min(build.jobs, len(tasks), 1 + words // WORDS_WORTH_A_PROCESS)
    report = build.progress(step)
    if jobs <= 1:
        for done, task in enumerate(tasks, 1):
            yield work(task)
            report(done, len(tasks))
        return
    with worker_pool(jobs) as pool:
        for done, result in enumerate(pool.map(work, tasks), 1):
            yield result
            report(done, len(tasks))


@lru_cache(maxsize=1)
def _extractor(reference: Path) -> tuple[Any, Any]:
    from analysis.extract.annotation import Extractor
    from analysis.extract.cues import load_cues
    from analysis.extract.parses import blank_vocab
    from analysis.reference import homes, load_actors, load_outlets

    vocab = blank_vocab()
    actors = load_actors(reference)
    states = homes(load_outlets(reference), actors)
    return Extractor(actors, vocab, load_cues(reference), homes=states), vocab


def extract_bucket(
    task: tuple[str, pd.DataFrame, Path, Path, Path, Path],
) -> dict[str, list[dict[str, Any]]]:
    """Extract one file of the parse store; write its parses with mentions as entities; return table rows."""
    from analysis.extract.annotation import merge_rows
    from analysis.extract.parses import read_bucket, write_bucket
    from analysis.extract.tagger.store import read_found

    bucket, documents, raw, tagged, annotated, reference = task
    extract, vocab = _extractor(reference)
    parses = dict(read_bucket(raw, bucket, vocab))
    found = read_found(tagged, bucket)
    parts, docs = [], {}
    for row in documents.itertuples():
        published = None if pd.isna(row.published) else row.published.date()
        doc, rows = extract(
            parses[row.sha256],
            found[row.sha256],
            doc_id=row.doc_id,
            title=row.title,
            outlet=row.outlet,
            published=published,
        )
        docs[_key(row.doc_id)] = doc
        parts.append(rows)
    write_bucket(annotated, bucket, docs)
    return merge_rows(parts)


@lru_cache(maxsize=1)
def _coder(reference: Path, themes: tuple[str, ...]) -> tuple[Any, Any]:
    from analysis.codebook import Coder, load_codebook
    from analysis.extract.parses import blank_vocab
    from analysis.reference import load_actors

    vocab = blank_vocab()
    actors = load_actors(reference)
    return Coder(load_codebook(reference / "codebook", actors).only(themes), actors, vocab), vocab


def code_bucket(task: tuple[str, pd.Series, pd.DataFrame, Path, Path, list[str]]) -> list[dict[str, Any]]:
    """Code one file of the store of annotated parses; return rows of the codes table."""
    from analysis.extract.coding import attributions_from_rows, code_rows
    from analysis.extract.parses import read_bucket

    bucket, doc_ids, attributions, annotated, reference, themes = task
    coder, vocab = _coder(reference, tuple(themes))
    said = dict(iter(attributions.groupby("doc_id")))
    names = {_key(doc_id): doc_id for doc_id in doc_ids}
    rows: list[dict[str, Any]] = []
    for key, doc in read_bucket(annotated, bucket, vocab):
        doc_id = names.pop(key)
        hits = coder(doc)
        if hits:
            known = attributions_from_rows(said[doc_id]) if doc_id in said else []
            rows += code_rows(doc, hits, known, doc_id=doc_id)
    if names:
        where = (annotated / bucket).as_posix()
        cure = f"Delete {annotated.as_posix()} and build again."
        raise DataError(Fault(where, 0, f"lacks the parses of {len(names)} documents", cure=cure))
    return rows


def _key(doc_id: str) -> str:
    """Name a document in a store: ids may hold anything, keys are hexadecimal."""
    return of_text(doc_id)
