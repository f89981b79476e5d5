"""A page for each document a report cites: its whole text with what was coded, each sentence an anchor."""

from __future__ import annotations

from collections.abc import Collection
from operator import itemgetter
from pathlib import Path
from typing import Any

from markupsafe import Markup

from analysis import tables
from analysis.paths import Project
from analysis.reports.layout import render
from analysis.reports.links import DOCUMENTS, document_file
from analysis.reports.marks import Sentence, Span, marked_text
from analysis.vocabulary import coder_named

Row = dict[str, Any]


def write_documents(
    doc_ids: Collection[str], *, project: Project, run: str, back: str, folder: Path, theme: str | None
) -> list[str]:
    """Write the pages of some documents into a report; return the ids that the documents table lacks.

    Args:
        doc_ids: Documents the report cites.
        project: Whose tables to read.
        run: Name of the report.
        back: Address of the report's page from a document's.
        folder: Of the report.
        theme: The one theme whose codes are marked; None for all.
    """
    documents = tables.of_documents("documents", doc_ids, project=project)
    of_theme = {"codes": {"theme": theme}} if theme else {}
    parts = {
        name: _by_document(tables.of_documents(name, doc_ids, project=project, rows=of_theme.get(name)))
        for name in ("sentences", "codes", "attributions")
    }
    themes = tables.read_arrow("themes", project=project, columns=["theme", "title"]).to_pylist()
    titles = {row["theme"]: row["title"] for row in themes}
    if documents:
        (folder / DOCUMENTS).mkdir(parents=True, exist_ok=True)
    for row in documents:
        own = {name: rows.get(row["doc_id"], []) for name, rows in parts.items()}
        page = document_page(row, run=run, back=back, titles=titles, **own)
        (folder / document_file(row["doc_id"])).write_text(page, encoding="utf-8")
    return sorted(set(doc_ids) - {row["doc_id"] for row in documents})


def document_page(
    document: Row,
    *,
    sentences: list[Row],
    codes: list[Row],
    attributions: list[Row],
    run: str,
    back: str,
    titles: dict[str, str],
) -> str:
    """Return the page of one document.

    Args:
        document: Its row of the documents table.
        sentences: Its rows of sentences.
        codes: Its rows of codes that are marked.
        attributions: Its rows of attributions.
        run: Name of the report.
        back: Address of the report's page from this one.
        titles: Titles of the themes.
    """
    listed = _listed(codes, sentences, titles)
    spans = [_code_span(code) for code in listed] + _said_spans(attributions)
    placed = [Sentence(row["position"], row["start"], row["end"]) for row in sentences]
    page = {
        "run": run,
        "back": back,
        "title": document["title"] or f"Untitled document {document['doc_id']}",
        "outlet": document["outlet"] or "unknown outlet",
        "published": _day(document["published"]),
        "is_synthetic": bool(document["is_synthetic"]),
        "facts": _facts(document),
        "codes": listed,
        "has_attributions": bool(attributions),
        "text": Markup(marked_text(document["text"], placed, spans)),
        "sha256": document["sha256"],
    }
    return render("document.html.jinja", styles=("document.css",), page=page)


def _by_document(rows: list[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["doc_id"], []).append(row)
    return found


def _listed(codes: list[Row], sentences: list[Row], titles: dict[str, str]) -> list[Row]:
    """Return the codes of a document in the order of the text, numbered from 1."""
    positions = {row["sentence_id"]: row["position"] for row in sentences}
    order = itemgetter("start", "end", "theme", "code_id")
    return [
        {
            "number": number,
            "theme": titles.get(row["theme"], row["theme"]),
            "direction": _text(row["direction"]),
            "voice": _voice(row["voice"], row["speaker_name"]),
            "modality": row["modality"],
            "coder": coder_named(row["rule"], row["probability"]),
            "position": positions.get(row["sentence_id"]),
            "start": row["start"],
            "end": row["end"],
        }
        for number, row in enumerate(sorted(codes, key=order), 1)
    ]


def _code_span(code: Row) -> Span:
    said = [code["theme"], code["direction"], code["voice"], code["modality"], code["coder"]]
    return Span(code["start"], code["end"], "code", " · ".join(part for part in said if part), code["number"])


def _said_spans(attributions: list[Row]) -> list[Span]:
    spans = []
    for row in attributions:
        title = f"{row['kind']} speech of {row['speaker_name']}"
        for kind in ("source", "cue"):
            start, end = row[f"{kind}_start"], row[f"{kind}_end"]
            if start is not None:
                spans.append(Span(start, end, kind, title))
        spans += [Span(part["start"], part["end"], "content", title) for part in row["content"]]
    return spans


def _facts(document: Row) -> list[tuple[str, str]]:
    copy_of = _text(document["duplicate_of"])
    facts = [
        ("Document", document["doc_id"]),
        ("Collection", document["collection"]),
        ("Original", _original(document)),
        ("Address", document["url"]),
        ("Language", document["language"]),
        ("Terms", document["licence"]),
        ("Words", f"{document['n_words']:,}"),
        ("Copy of", f"{copy_of} ({_text(document['duplicate_kind'])})" if copy_of else ""),
    ]
    return [(name, value) for name, value in facts if value]


def _original(document: Row) -> str:
    line = document["line"]
    return document["path"] if line is None else f"{document['path']}, line {line}"


def _voice(voice: str, speaker: Any) -> str:
    if voice == "author":
        return "the author’s"
    return f"attributed to {_text(speaker)}" if _text(speaker) else "attributed"


def _day(value: Any) -> str:
    return "" if value is None else value.date().isoformat()


def _text(value: Any) -> str:
    return "" if value is None else str(value)
