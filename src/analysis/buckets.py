"""What a worker process does with one file of the stores: extract its documents, or code them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.errors import DataError, Fault
from analysis.fingerprints import of_text
from analysis.processes import advance

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa
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
    from analysis.extract.annotated import write_annotated
    from analysis.extract.annotation import merge_rows
    from analysis.extract.parses import BucketWriter, read_bucket
    from analysis.extract.tagger import load_tagger
    from analysis.extract.tagger.store import read_tagged, write_tagged
    from analysis.parsed import Parse

    tools = _tools(bucket.reference, bucket.has_new_texts)
    rows = {sha: list(same.itertuples()) for sha, same in bucket.documents.groupby("sha256")}
    stored = {key: doc for key, doc in read_bucket(bucket.parsed, bucket.name, tools.vocab) if key in rows}
    known = read_tagged(bucket.tagged, bucket.name)
    fresh = _parse_missing(tools, {sha: same[0].text for sha, same in rows.items() if sha not in stored})
    raw = BucketWriter(bucket.parsed, bucket.name)
    tagged, annotated, parts = {}, {}, []
    for sha in sorted(rows):
        doc = stored.pop(sha) if sha in stored else next(fresh)
        if bucket.has_new_texts:
            raw.add(sha, doc)  # now, for the extractor writes its mentions into it
        tagged[sha] = known[sha] if sha in known else load_tagger()(doc)
        for row in rows[sha]:
            own = doc.copy() if len(rows[sha]) > 1 else doc
            marked, part = tools.extract(own, tagged[sha].found, **_about(row))
            annotated[_key(row.doc_id)] = Parse.of(marked, tagged[sha].likely)
            parts.append(part)
            advance()
    if bucket.has_new_texts:
        raw.write()
    if tagged.keys() != known.keys():
        write_tagged(bucket.tagged, bucket.name, tagged)
    write_annotated(bucket.annotated, bucket.name, annotated)
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
    import pandas as pd

    published = None if pd.isna(row.published) else row.published.date()
    return {"doc_id": row.doc_id, "title": row.title, "outlet": row.outlet, "published": published}


@dataclass(frozen=True, kw_only=True)
class Uncoded:
    """Documents in one file of the store of annotated parses, and the themes to look for in them.

    Attributes:
        name: The file.
        doc_ids: The documents, all that the file holds.
        annotated: Where the store lies.
        tables: Where the attributions table lies.
        attributions: Fingerprint of that table.
        reference: The reference data.
        themes: Names of themes of the codebook.
    """

    name: str
    doc_ids: tuple[str, ...]
    annotated: Path
    tables: Path
    attributions: str
    reference: Reference
    themes: tuple[str, ...]


@lru_cache(maxsize=1)
def _coder(reference: Reference, themes: tuple[str, ...]) -> Coder:
    from analysis.codebook import Coder

    return Coder(reference.load_codebook().only(themes), reference.load_actors())


@lru_cache(maxsize=1)
def _attributions(folder: Path, fingerprint: str) -> tuple[pa.Table, dict[str, range]]:
    """Return the attributions table, which is in order of documents, and which rows are whose."""
    from analysis import tables
    from analysis.extract.coding import ATTRIBUTION_COLUMNS

    rows = tables.read_arrow("attributions", folder=folder, columns=ATTRIBUTION_COLUMNS)
    own: dict[str, range] = {}
    for at, doc_id in enumerate(rows["doc_id"].to_pylist()):
        own[doc_id] = range(own[doc_id].start if doc_id in own else at, at + 1)
    return rows, own


def code_bucket(task: Uncoded) -> list[dict[str, Any]]:
    """Code one file of the store of annotated parses; return rows of the codes table."""
    from analysis.extract.annotated import read_annotated
    from analysis.extract.coding import attributions_from_rows, code_rows

    coder = _coder(task.reference, task.themes)
    attributions, own = _attributions(task.tables, task.attributions)
    names = {_key(doc_id): doc_id for doc_id in task.doc_ids}
    rows: list[dict[str, Any]] = []
    for key, parse in read_annotated(task.annotated, task.name):
        doc_id = names.pop(key)
        hits = coder(parse)
        if hits:
            at = own.get(doc_id, range(0))
            said = attributions_from_rows(attributions.slice(at.start, len(at)).to_pylist())
            rows += code_rows(parse, hits, said, doc_id=doc_id)
    advance(len(task.doc_ids))
    if names:
        where = (task.annotated / task.name).as_posix()
        cure = f"Delete {task.annotated.as_posix()} and build again."
        raise DataError(Fault(where, 0, f"lacks the parses of {len(names)} documents", cure=cure))
    return rows


def _key(doc_id: str) -> str:
    """Name a document in a store: ids may hold anything, keys are hexadecimal."""
    return of_text(doc_id)
