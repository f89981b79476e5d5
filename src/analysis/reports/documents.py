"""A page for each document a report cites: its whole text with what was coded, each sentence an anchor."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
from markupsafe import Markup

from analysis import tables
from analysis.paths import Project
from analysis.reports.layout import render
from analysis.reports.links import DOCUMENTS, document_file
from analysis.reports.marks import Sentence, Span, marked_text


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
    wanted = sorted(set(doc_ids))
    documents = _rows("documents", wanted, project)
    parts = {
        name: _by_document(_rows(name, wanted, project)) for name in ("sentences", "codes", "attributions")
    }
    if theme:
        parts["codes"] = {doc: rows[rows["theme"] == theme] for doc, rows in parts["codes"].items()}
    themes = tables.read("themes", project=project, columns=["theme", "title"])
    titles = dict(zip(themes["theme"], themes["title"], strict=True))
    if len(documents):
        (folder / DOCUMENTS).mkdir(parents=True, exist_ok=True)
    for row in documents.to_dict("records"):
        own = {name: rows.get(row["doc_id"], pd.DataFrame()) for name, rows in parts.items()}
        page = document_page(row, run=run, back=back, titles=titles, **own)
        (folder / document_file(row["doc_id"])).write_text(page, encoding="utf-8")
    return sorted(set(wanted) - set(documents["doc_id"]))


def document_page(
    document: dict[str, Any],
    *,
    sentences: pd.DataFrame,
    codes: pd.DataFrame,
    attributions: pd.DataFrame,
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
    placed = [Sentence(row.position, row.start, row.end) for row in sentences.itertuples()]
    page = {
        "run": run,
        "back": back,
        "title": document["title"] or f"Untitled document {document['doc_id']}",
        "outlet": document["outlet"] or "unknown outlet",
        "published": _day(document["published"]),
        "is_synthetic": bool(document["is_synthetic"]),
        "facts": _facts(document),
        "codes": listed,
        "has_attributions": bool(len(attributions)),
        "text": Markup(marked_text(document["text"], placed, spans)),
        "sha256": document["sha256"],
    }
    return render("document.html.jinja", styles=("document.css",), page=page)


def _rows(name: str, doc_ids: Sequence[str], project: Project) -> pd.DataFrame:
    frame = tables.read(name, project=project)
    return frame[frame["doc_id"].isin(doc_ids)]


def _by_document(rows: pd.DataFrame) -> dict[str, pd.DataFrame]:
    return dict(iter(rows.groupby("doc_id", sort=True)))


def _listed(codes: pd.DataFrame, sentences: pd.DataFrame, titles: dict[str, str]) -> list[dict[str, Any]]:
    """Return the codes of a document in the order of the text, numbered from 1."""
    positions = (
        dict(zip(sentences["sentence_id"], sentences["position"], strict=True)) if len(sentences) else {}
    )
    ordered = codes.sort_values(["start", "end", "theme", "code_id"]) if len(codes) else codes
    return [
        {
            "number": number,
            "theme": titles.get(row.theme, row.theme),
            "direction": _text(row.direction),
            "voice": _voice(row.voice, row.speaker_name),
            "modality": row.modality,
            "rule": row.rule,
            "position": positions.get(row.sentence_id),
            "start": row.start,
            "end": row.end,
        }
        for number, row in enumerate(ordered.itertuples(), 1)
    ]


def _code_span(code: dict[str, Any]) -> Span:
    said = [code["theme"], code["direction"], code["voice"], code["modality"], f"rule {code['rule']}"]
    return Span(code["start"], code["end"], "code", " · ".join(part for part in said if part), code["number"])


def _said_spans(attributions: pd.DataFrame) -> list[Span]:
    spans = []
    for row in attributions.itertuples():
        title = f"{row.kind} speech of {row.speaker_name}"
        if not pd.isna(row.source_start):
            spans.append(Span(int(row.source_start), int(row.source_end), "source", title))
        if not pd.isna(row.cue_start):
            spans.append(Span(int(row.cue_start), int(row.cue_end), "cue", title))
        spans += [Span(int(part["start"]), int(part["end"]), "content", title) for part in row.content]
    return spans


def _facts(document: dict[str, Any]) -> list[tuple[str, str]]:
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


def _original(document: dict[str, Any]) -> str:
    line = document["line"]
    return document["path"] if pd.isna(line) else f"{document['path']}, line {int(line)}"


def _voice(voice: str, speaker: Any) -> str:
    if voice == "author":
        return "the author’s"
    return f"attributed to {_text(speaker)}" if _text(speaker) else "attributed"


def _day(value: Any) -> str:
    return "" if pd.isna(value) else value.date().isoformat()


def _text(value: Any) -> str:
    return "" if value is None or pd.isna(value) else str(value)
