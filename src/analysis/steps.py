"""What each step of the build does: read its inputs, call the packages, write its tables."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis import tables
from analysis.buckets import Bucket, Reference, Uncoded, code_bucket, extract_bucket
from analysis.errors import Fault
from analysis.fingerprints import of_code, of_text
from analysis.pipeline import Build, Step
from analysis.processes import spread
from analysis.records import Document
from analysis.stores import ANNOTATED, PARSES, TAGS, prune
from analysis.vocabulary import LANGUAGES_READ

if TYPE_CHECKING:
    import pandas as pd

# Below these a second process costs more (its imports, and 2 s for the language model) than it saves.
WORDS_WORTH_A_PROCESS = 100_000
NEW_WORDS_WORTH_A_PROCESS = 15_000
WORDS_CODED_WORTH_A_PROCESS = 2_000_000  # times themes


def make_documents(build: Build) -> str:
    """Read data/raw into documents; what could not be read goes into rejected."""
    from analysis.clean.duplicates import find_duplicates
    from analysis.clean.language import doubtful_language
    from analysis.sources import read_raw

    result = read_raw(build.project.raw)
    rows = [_document_row(document) for document in result.documents]
    documents = tables.from_records(rows, "documents")
    copies = find_duplicates(documents).rename(columns={"kind": "duplicate_kind"})
    columns = ["duplicate_of", "duplicate_kind", "containment"]
    documents = documents.drop(columns=columns).merge(copies, on="doc_id", how="left", validate="one_to_one")
    rejected = _fault_rows(result.faults, "reject_id", kind="fault")
    notes = {*result.notes, *filter(None, map(doubtful_language, result.documents))}
    rejected += _fault_rows(notes, "reject_id", kind="note")
    build.write(documents, "documents")
    build.write(tables.from_records(rejected, "rejected"), "rejected")
    n_copies = int(documents["duplicate_of"].notna().sum())
    noted = f"{len(set(result.faults))} faults and {len(notes)} notes on data/raw"
    said = f"{len(documents)} documents ({n_copies} copies); {noted}"
    if documents.empty:
        return f"{said}. Bring some in with: python -m analysis ingest FILE --collection NAME."
    foreign = documents.loc[~documents["language"].isin(LANGUAGES_READ), "language"]
    if len(foreign):
        languages = ", ".join(sorted(foreign.unique()))
        said += f"; {len(foreign)} not in English ({languages}): kept, but not read"
    return said


def make_reference(build: Build) -> str:
    """Copy what reports need of the reference data."""
    from analysis.extract.cues import load_cues
    from analysis.reference import load_outlets, load_timeline

    load_cues(build.project.reference)
    actors = _reference(build).load_actors()
    outlets = load_outlets(build.project.reference)
    columns = tables.BY_NAME["entities"].names()
    rows = [{c: getattr(actor, c) or None for c in columns} for actor in actors.entities.values()]
    build.write(tables.from_records(rows, "entities"), "entities")
    columns = tables.BY_NAME["outlets"].names()[1:]
    rows = [{"outlet": name} | {c: getattr(outlet, c) for c in columns} for name, outlet in outlets.items()]
    build.write(tables.from_records(rows, "outlets"), "outlets")
    rows = [_known_row(event) for event in load_timeline(build.project.reference)]
    build.write(tables.from_records(rows, "known_events"), "known_events")
    return f"{len(actors.entities)} actors, {len(outlets)} outlets, {len(rows)} known events"


def make_gold(build: Build) -> str:
    """Copy what was drawn and coded by hand; samples with a fault are left out, and listed."""
    from analysis.handcoding import code_rows, read_samples, sentence_rows

    samples, left_out = read_samples(build.project.gold)
    rows = sentence_rows(samples)
    faults = [row for name, found in left_out.items() for row in _fault_rows(found, "fault_id", sample=name)]
    build.write(tables.from_records(faults, "gold_faults"), "gold_faults")
    build.write(tables.from_records(rows, "gold_sentences"), "gold_sentences")
    build.write(tables.from_records(code_rows(samples), "gold_codes"), "gold_codes")
    said = f"{len(rows)} sentences drawn for coding by hand"
    return f"{said}; left out: {', '.join(left_out)}" if left_out else said


def check_codebook(build: Build) -> str:
    """Read the codebook, so that a fault in it ends the build before the long steps."""
    return f"{len(_reference(build).load_codebook().themes)} themes"


def make_extraction(build: Build) -> str:
    """Find sentences, mentions, attributions and events in texts that are read; parse and tag new ones."""
    from analysis.extract.annotation import merge_rows

    documents = build.read("documents")
    documents = documents[documents["language"].isin(LANGUAGES_READ)]
    is_new = ~documents["sha256"].isin(_stored(_parsed(build)))
    shutil.rmtree(_annotated(build), ignore_errors=True)
    words, new_words = (int(documents.loc[rows, "n_words"].sum()) for rows in (slice(None), is_new))
    worth = 1 + words // WORDS_WORTH_A_PROCESS + new_words // NEW_WORDS_WORTH_A_PROCESS
    tasks = _buckets(build, documents, is_new)
    parts = _each(extract_bucket, tasks, build=build, step="extract", worth=worth, n_documents=len(documents))
    rows = merge_rows(parts)
    for name, found in rows.items():
        build.write(tables.from_records(found, name), name)
    prune(build.project.parses, keep=(_annotated(build), _tagged(build), _parsed(build)))
    counts = ", ".join(f"{len(found)} {name}" for name, found in rows.items())
    n_texts, n_new = documents["sha256"].nunique(), documents.loc[is_new, "sha256"].nunique()
    return f"{n_new} of {n_texts} texts parsed, the rest read back; {counts}"


def make_codes(build: Build) -> str:
    """Code the themes that changed; codes of the others are kept."""
    codebook = _reference(build).load_codebook()
    inputs = [build.fingerprints[name] for name in ("sentences", "mentions", "attributions")]
    base = of_text(of_code("codebook", "extract", "parsed.py", "steps.py", "buckets.py"), *inputs)
    themes = [_theme_row(theme, base) for theme in codebook.themes]
    unchanged = _unchanged_themes(build, themes)
    changed = sorted({row["theme"] for row in themes} - unchanged)
    documents = _documents_read(build)
    if not all((_annotated(build) / bucket).exists() for bucket in documents):
        make_extraction(build)
    codes = _code(build, documents, changed)
    if unchanged:
        codes += [row for row in build.read_arrow("codes").to_pylist() if row["theme"] in unchanged]
    build.write(tables.arrow_from_records(codes, "codes"), "codes")
    build.write(tables.arrow_from_records(themes, "themes"), "themes")
    return f"{len(codes)} codes; coded: {', '.join(changed) or 'no theme'}"


STEPS = (
    Step(
        "codebook",
        ("actors", "codebook"),
        (),
        ("codebook", "reference", "steps.py"),
        check_codebook,
    ),
    Step(
        "reference",
        ("actors", "outlets", "timeline"),
        ("entities", "outlets", "known_events"),
        ("reference", "steps.py"),
        make_reference,
    ),
    Step(
        "gold",
        ("gold",),
        ("gold_sentences", "gold_codes", "gold_faults"),
        ("handcoding", "steps.py"),
        make_gold,
    ),
    Step(
        "documents",
        ("raw",),
        ("documents", "rejected"),
        ("sources", "clean", "steps.py"),
        make_documents,
    ),
    Step(
        "extract",
        ("documents", "actors", "outlets", "model", "tagger"),
        ("sentences", "mentions", "attributions", "events"),
        ("extract", "reference", "clean/text.py", "parsed.py", "steps.py", "buckets.py"),
        make_extraction,
        has_stores=True,
    ),
    Step(
        "code",
        ("sentences", "mentions", "attributions", "actors", "codebook"),
        ("codes", "themes"),
        ("codebook", "extract", "reference", "parsed.py", "steps.py", "buckets.py"),
        make_codes,
    ),
)


def _each(
    work: Callable[[Any], Any], tasks: list[Any], *, build: Build, step: str, worth: int, n_documents: int
) -> Iterator[Any]:
    """Return the result of each task, in order, by as many processes as the work is worth."""
    report = build.progress(step)
    jobs = min(build.jobs, len(tasks), worth)
    return spread(work, tasks, jobs=jobs, on_progress=lambda done: report(done, n_documents))


def _buckets(build: Build, documents: pd.DataFrame, is_new: pd.Series) -> list[Bucket]:
    columns = ["doc_id", "sha256", "title", "outlet", "published", "text"]
    return [
        Bucket(
            name=name,
            documents=rows[columns],
            parsed=_parsed(build),
            tagged=_tagged(build),
            annotated=_annotated(build),
            reference=_reference(build),
            has_new_texts=bool(is_new[rows.index].any()),
        )
        for name, rows in documents.groupby(documents["sha256"].str[0])
    ]


def _stored(parsed: Path) -> set[str]:
    from analysis.extract.parses import BUCKETS, stored

    return set().union(*(stored(parsed, bucket) for bucket in BUCKETS))


def _document_row(document: Document) -> dict[str, Any]:
    from analysis.clean.language import language_columns

    names = tables.BY_NAME["documents"].names()
    row = {name: getattr(document, name) for name in names if hasattr(document, name)}
    counted = {"sha256": _sha256(document.text), "n_words": len(document.text.split())}
    return row | language_columns(document.text, stated=document.language) | counted


def _fault_rows(faults: Iterable[Fault], key: str, **more: str) -> list[dict[str, Any]]:
    return [
        {key: of_text(*more.values(), one.where, str(one.line), str(one))[:16]}
        | {"path": one.where, "line": one.line, "reason": str(one), **more}
        for one in sorted(set(faults))
    ]


def _known_row(event: Any) -> dict[str, Any]:
    return {
        "known_id": f"{event.start.isoformat()}:{event.kind}:{of_text(event.name)[:8]}",
        "kind": event.kind,
        "name": event.name,
        "date_start": event.start,
        "date_end": event.end,
        "place": event.place,
        "participants": list(event.participants),
        "source_url": event.source_url,
        "doubt": event.doubt,
    }


def _sha256(text: str) -> str:
    import hashlib

    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _reference(build: Build) -> Reference:
    return Reference(build.project.reference, build.fingerprints["actors"], build.fingerprints["codebook"])


def _parsed(build: Build) -> Path:
    """Where raw parses of this model and these sentence rules lie."""
    made_by = of_code("extract/model.py", "extract/parses.py", "clean/text.py")
    return build.project.parses / f"{PARSES}-{of_text(build.fingerprints['model'], made_by)[:12]}"


def _tagged(build: Build) -> Path:
    """Where lies what this tagger found in these parses."""
    made_by = of_code(
        "extract/tagger", "extract/quotes.py", "extract/model.py", "extract/parses.py", "clean/text.py"
    )
    decided_by = [build.fingerprints[name] for name in ("model", "tagger")]
    return build.project.parses / f"{TAGS}-{of_text(*decided_by, made_by)[:12]}"


def _annotated(build: Build) -> Path:
    """Where parses with mentions as entities lie."""
    decided_by = [build.fingerprints[name] for name in ("documents", "actors", "outlets", "model", "tagger")]
    made_by = of_code("extract", "reference", "clean/text.py", "parsed.py", "steps.py", "buckets.py")
    return build.project.parses / f"{ANNOTATED}-{of_text(made_by, *decided_by)[:12]}"


def _theme_row(theme: Any, base: str) -> dict[str, Any]:
    return {
        "theme": theme.name,
        "title": theme.title,
        "definition": theme.definition,
        "directions": list(theme.directions),
        "n_rules": len(theme.rules),
        "trained": theme.trained and theme.trained.least,
        "trained_after": theme.trained and theme.trained.after,
        "fingerprint": of_text(base, theme.fingerprint),
    }


def _unchanged_themes(build: Build, themes: list[dict[str, Any]]) -> set[str]:
    """Return the themes whose codes in the last build still hold."""
    if not build.is_intact("codes", "themes"):
        return set()
    last = build.read_arrow("themes", ["theme", "fingerprint"]).to_pylist()
    held = {(row["theme"], row["fingerprint"]) for row in last}
    return {row["theme"] for row in themes if (row["theme"], row["fingerprint"]) in held}


def _documents_read(build: Build) -> dict[str, list[dict[str, Any]]]:
    """Return the documents in languages that are read, by the file of the stores that their texts lie in."""
    columns = ["doc_id", "sha256", "n_words", "language"]
    found: dict[str, list[dict[str, Any]]] = {}
    for row in build.read_arrow("documents", columns).to_pylist():
        if row["language"] in LANGUAGES_READ:
            found.setdefault(row["sha256"][0], []).append(row)
    return found


def _code(
    build: Build, documents: dict[str, list[dict[str, Any]]], themes: list[str]
) -> list[dict[str, Any]]:
    """Return rows of the codes table for some themes, over all documents."""
    if not themes:
        return []
    tasks = [
        Uncoded(
            name=bucket,
            doc_ids=tuple(row["doc_id"] for row in rows),
            annotated=_annotated(build),
            tables=build.folder_of("attributions"),
            attributions=build.fingerprints["attributions"],
            reference=_reference(build),
            themes=tuple(themes),
        )
        for bucket, rows in sorted(documents.items())
    ]
    everything = [row for rows in documents.values() for row in rows]
    worth = 1 + sum(row["n_words"] for row in everything) * len(themes) // WORDS_CODED_WORTH_A_PROCESS
    parts = _each(code_bucket, tasks, build=build, step="code", worth=worth, n_documents=len(everything))
    return [row for part in parts for row in part]
