"""The evidence table as HTML: every counted sentence with its source, its date and what was seen in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import Any

import pandas as pd

from analysis.charts import words
from analysis.charts.page import EVIDENCE
from analysis.vocabulary import coder_named

# Data of a row by which the page of a report filters, and the columns they are taken from; several values
# stand one a line.
DATA = {
    "outlet": ("outlet",),
    "month": ("published",),
    "direction": ("direction",),
    "voice": ("voice",),
    "side": ("side",),
    "speaker": ("speaker", "speaker_name"),
    "source": ("unnamed_kind",),
    "target": ("targets",),
    "stance": ("stance",),
    "modality": ("modality",),
    "theme": ("theme",),
    "rule": ("rule",),
    "event": ("occurrence_id",),
    "kind": ("event_kind",),
    "window": ("window",),
    "group": ("group",),
    "word": ("word",),
    "outcome": ("outcome",),
}
# A speech that is one statement is folded to its beginning; all of it stays in the table.
_LONG, _SUMMARY = 1500, 200
_QUIET = ' class="context" style="color: #595959"'
_CELL = ' style="text-align: left; vertical-align: top"'


def evidence_html(frame: pd.DataFrame, *, name: str, caption: str) -> str:
    """Return the evidence as an HTML table whose rows carry an id and data-* attributes.

    Args:
        frame: Result of measures.evidence_of_codes or measures.evidence_of_statements.
        name: Id of the table; links lead to "#<name>?outlet=...".
        caption: What a row is, and of what.
    """
    prefix = "" if name == EVIDENCE else f"{name}-"  # a page may hold two tables with the same sentence
    ids = _unique([prefix + _slug(sentence_id) for sentence_id in frame["sentence_id"]])
    rows = [_row(row, row_id) for row, row_id in zip(frame.to_dict("records"), ids, strict=True)]
    if not rows:
        rows = ['<tr><td colspan="3">No sentence of the selection was counted.</td></tr>']
    heads = "".join(
        f'<th scope="col"{_CELL}>{head}</th>' for head in ("Source", "Sentence", "What was seen in it")
    )
    return (
        f'<table class="evidence" id="{escape(name)}"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n" + "\n".join(rows) + "\n</tbody></table>"
    )


def marked(text: str, spans: Sequence[Sequence[int]]) -> str:
    """Return the text escaped, with the spans marked; spans are clipped to the text and may not overlap."""
    parts, at = [], 0
    for start, end in sorted(map(tuple, spans)):
        start, end = max(start, at), min(end, len(text))
        if start >= end:
            continue
        parts += [escape(text[at:start]), f"<mark>{escape(text[start:end])}</mark>"]
        at = end
    return "".join([*parts, escape(text[at:])])


def _row(row: dict[str, Any], row_id: str) -> str:
    data = "".join(f' data-{key}="{escape(value)}"' for key, value in _data(row).items())
    cells = [_source(row), _sentence(row), _seen(row)]
    return (
        f'<tr id="{escape(row_id)}"{data}>' + "".join(f"<td{_CELL}>{cell}</td>" for cell in cells) + "</tr>"
    )


def _slug(sentence_id: str) -> str:
    return re.sub(r"[^A-Za-z0-9_.-]+", "-", sentence_id).strip("-")


def _unique(names: Sequence[str]) -> list[str]:
    """Return the names, those that stand again with a number behind them."""
    taken: set[str] = set()
    found = []
    for name in names:
        unique, n = name, 1
        while unique in taken:
            n += 1
            unique = f"{name}--{n}"
        taken.add(unique)
        found.append(unique)
    return found


def _data(row: dict[str, Any]) -> dict[str, str]:
    found = {}
    for key, columns in DATA.items():
        column = next((column for column in columns if column in row), None)
        if column:
            found[key] = _month(row[column]) if key == "month" else _datum(row[column])
    return found


def _datum(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(value)
    return "" if pd.isna(value) else str(value)


def _month(published: pd.Timestamp) -> str:
    return "undated" if pd.isna(published) else f"{published.year}-{published.month:02d}"


def _source(row: dict[str, Any]) -> str:
    outlet = escape(words.outlet(row["outlet"]))
    title = f"<br><cite>{escape(row['title'])}</cite>" if row["title"] else ""
    place = f"{escape(words.day(row['published']))}, sentence {row['position']}"
    data = f'data-doc="{escape(row["doc_id"])}" data-position="{row["position"]}"'
    return f'{outlet}{title}<br><span class="cite" {data}>{place}</span>'


def _sentence(row: dict[str, Any]) -> str:
    spans = row["spans"] if "spans" in row else [[row["start"], row["end"]]]
    before, after = (
        f"<span{_QUIET}>{escape(row[name])}</span>" if row[name] else "" for name in ("before", "after")
    )
    passage = marked(row["sentence"], spans)
    if len(row["sentence"]) > _LONG:
        start, end = next(iter(row.get("focus", ())), (0, _SUMMARY))
        summary = f"<summary>{'… ' if start else ''}{escape(row['sentence'][start:end])} …</summary>"
        passage = f"<details>{summary}{passage}</details>"
    return " ".join(filter(None, [before, passage, after]))


def _seen(row: dict[str, Any]) -> str:
    """Return what was coded, one item a line."""
    if "occurrence_id" in row:
        return "<br>".join(escape(fact) for fact in _event(row))
    if "outcome" in row:
        return "<br>".join(escape(fact) for fact in _confusion(row))
    if "word" in row:
        return "<br>".join(map(escape, row["word"]))
    facts = []
    if "theme" in row:
        direction = "" if pd.isna(row["direction"]) else f": {words.label(row['direction'])}"
        title = row["theme"] if pd.isna(row["theme_title"]) else row["theme_title"]
        facts.append(escape(f"{title}{direction}"))
    if "voice" in row:
        own = row["voice"] == "author"
        who = words.LABELS["author"] if own else f"attributed to {_speaker(row)}"
        facts += [escape(who), escape(row["modality"])]
    else:
        facts.append(escape(f"{_speaker(row)}, {row['kind']} speech"))
        facts += [escape(f"cue: {row['cue_lemma']}, {row['stance']}")] if row["cue_lemma"] else []
        facts += [escape(row["turns"])] if row.get("turns") else []
    if "side" in row and row["side"] not in ("author", None):
        facts.append(escape(f"side: {words.label(row['side'])}"))
    if "rule" in row:
        facts.append(f"<small>{escape(coder_named(row['rule'], row.get('probability')))}</small>")
    return "<br>".join(facts)


def _event(row: dict[str, Any]) -> list[str]:
    """Return what a sentence tells of: name, kind, and when it was as far as that is known."""
    facts = [row["name"], f"{row['event_kind']} ({row['plover']})"]
    days = words.days(row["date_start"], row["date_end"])
    if days:
        return [*facts, f"dated {days}"]
    gathered = words.days(row["happened_first"], row["happened_last"]) if row["is_dated"] else ""
    return [*facts, f"counted with that of {gathered}" if gathered else "no day is told"]


def _confusion(row: dict[str, Any]) -> list[str]:
    """Return what coders and the codebook have, and the rule that fired."""
    title = row["theme"] if pd.isna(row["theme_title"]) else row["theme_title"]
    facts = [f"{title}: {row['outcome']}"]
    if row["outcome"] == "other direction":
        facts.append(
            f"coders: {words.label(row['direction'])}; codebook: {words.label(row['coded_direction'])}"
        )
    return facts if pd.isna(row["rule"]) else [*facts, coder_named(row["rule"], row.get("probability"))]


def _speaker(row: dict[str, Any]) -> str:
    name = row["speaker_name"]
    return "a source not named" if pd.isna(name) or not name else str(name)
