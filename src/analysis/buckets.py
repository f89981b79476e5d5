"""What a worker process does with one file of the stores: extract its documents, or code them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.errors import DataError, Fault
from analysis.fingerprints import of_text
from analysis.processes import advance

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

    from analysis.codebook import Codebook, Coder
    from analysis.extract.annotation import Extractor
    from analysis.reference import Actors


@dataclass(frozen=True)
class Reference:
    """A folder of reference data in one state; each process reads it once.

    Attributes:
        folder: Where it lies.
        actors: Fingerprint of the actors' files.
        codebook: Fingerprint of the codebook's files.
    """

    folder: Path
    actors: str
    codebook: str

    def load_actors(self) -> Actors:
        """Return the actors.

        Raises:
            ReferenceDataError: If a file is at fault.
        """
        return _actors(self.folder, self.actors)

    def load_codebook(self) -> Codebook:
        """Return the codebook.

        Raises:
            AnalysisError: If a file of it or of the actors is at fault.
        """
        return _codebook(self)


@lru_cache(maxsize=1)
def _actors(folder: Path, fingerprint: str) -> Actors:
    from analysis.reference import load_actors

    return load_actors(folder)


@lru_cache(maxsize=1)
def _codebook(reference: Reference) -> Codebook:
    from analysis.codebook import load_codebook

    return load_codebook(reference.folder / "codebook", reference.load_actors())


@dataclass(frozen=True, kw_only=True)
class Bucket:
    """Documents whose texts share one file of the stores, and where those stores lie.

    Attributes:
        name: The file.
        documents: Rows of the documents table.
        parsed: Parses as the language model gives them.
        tagged: What the tagger found in these.
        annotated: Where to write parses with mentions as entities.
        reference: The reference data.
        has_new_texts: Are there texts that were not parsed before?
    """

    name: str
    documents: pd.DataFrame
    parsed: Path
    tagged: Path
    annotated: Path
    reference: Reference
    has_new_texts: bool


@dataclass(frozen=True)
class _Tools:
    """What a process makes once and uses for all its buckets."""

    vocab: Vocab
    extract: Extractor
    nlp: Language | None


@lru_cache(maxsize=1)
def _tools(reference: Reference, parses: bool) -> _Tools:
    """Return the tools; the language model, slow to load, only where there is something to parse."""
    from analysis.extract.annotation import Extractor
    from analysis.extract.cues import load_cues
    from analysis.extract.model import load_model
    from analysis.extract.parses import blank_vocab
    from analysis.reference import homes, load_outlets

    nlp = load_model() if parses else None
    vocab = nlp.vocab if nlp else blank_vocab()
    actors = reference.load_actors()
    states = homes(load_outlets(reference.folder), actors)
    return _Tools(vocab, Extractor(actors, vocab, load_cues(reference.folder), homes=states), nlp)


def extract_bucket(bucket: Bucket) -> dict[str, list[dict[str, Any]]]:
    """Extract one file of the stores; return table rows.

    Texts are parsed and tagged where that was not done before, and stored. Each parse is used as long as it
    is at hand: reading it back for the next step would cost more than some of the steps.
    """
    from analysis.extract.annotation import merge_rows
    from analysis.extract.parses import BucketWriter, read_bucket
    from analysis.extract.tagger import load_tagger
    from analysis.extract.tagger.store import read_found, write_found

    tools = _tools(bucket.reference, bucket.has_new_texts)
    rows = {sha: list(same.itertuples()) for sha, same in bucket.documents.groupby("sha256")}
    stored = {key: doc for key, doc in read_bucket(bucket.parsed, bucket.name, tools.vocab) if key in rows}
    known = read_found(bucket.tagged, bucket.name)
    fresh = _parse_missing(tools, {sha: same[0].text for sha, same in rows.items() if sha not in stored})
    raw = BucketWriter(bucket.parsed, bucket.name)
    found, annotated, parts = {}, {}, []
    for sha in sorted(rows):
        doc = stored.pop(sha) if sha in stored else next(fresh)
        if bucket.has_new_texts:
            raw.add(sha, doc)  # now, for the extractor writes its mentions into it
        found[sha] = known[sha] if sha in known else load_tagger()(doc)
        for row in rows[sha]:
            own = doc.copy() if len(rows[sha]) > 1 else doc
            annotated[_key(row.doc_id)], part = tools.extract(own, found[sha], **_about(row))
            parts.append(part)
            advance()
    if bucket.has_new_texts:
        raw.write()
    if found.keys() != known.keys():
        write_found(bucket.tagged, bucket.name, found)
    writer = BucketWriter(bucket.annotated, bucket.name)
    for key in sorted(annotated):
        writer.add(key, annotated[key])
    writer.write()
    return merge_rows(parts)


def _parse_missing(tools: _Tools, texts: Mapping[str, str]) -> Iterator[Doc]:
    """Yield the parses of texts that were not parsed before, in the order of their keys."""
    from analysis.clean.text import normalise
    from analysis.extract.parses import parse

    if tools.nlp is None:
        return iter(())
    return parse(tools.nlp, [normalise(texts[sha]) for sha in sorted(texts)])


def _about(row: Any) -> dict[str, Any]:
    """Return what the extractor asks of a document."""
    published = None if pd.isna(row.published) else row.published.date()
    return {"doc_id": row.doc_id, "title": row.title, "outlet": row.outlet, "published": published}


@lru_cache(maxsize=1)
def _coder(reference: Reference, themes: tuple[str, ...]) -> tuple[Coder, Vocab]:
    from analysis.codebook import Coder
    from analysis.extract.parses import coding_vocab

    vocab = coding_vocab()
    return Coder(reference.load_codebook().only(themes), reference.load_actors(), vocab), vocab


def code_bucket(
    task: tuple[str, pd.Series, pd.DataFrame, Path, Reference, list[str]],
) -> list[dict[str, Any]]:
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
    advance(len(doc_ids))
    if names:
        where = (annotated / bucket).as_posix()
        cure = f"Delete {annotated.as_posix()} and build again."
        raise DataError(Fault(where, 0, f"lacks the parses of {len(names)} documents", cure=cure))
    return rows


def _key(doc_id: str) -> str:
    """Name a document in a store: ids may hold anything, keys are hexadecimal."""
    return of_text(doc_id)
