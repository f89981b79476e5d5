"""What a report's record says, in words for its page and for the index."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

SYNTHETIC_ALL = "Made from documents written for this project, not press."
SYNTHETIC_SOME = "{n} of {of} documents were written for this project; they are not press."


def evidence_facts(record: Mapping[str, Any]) -> list[str]:
    """Return how many sentences of how many documents a report cites; nothing where it cites none."""
    evidence = record["evidence"]
    if not evidence:
        return []
    return [f"{_n(evidence['sentences'], 'sentence')} cited from {_n(evidence['documents'], 'document')}"]


def corpus_facts(record: Mapping[str, Any]) -> list[str]:
    """Return the size and period of the corpus, as clauses."""
    corpus = record["corpus"]
    facts = [f"corpus: {_n(corpus['documents'], 'document')}, {_n(corpus['sentences'], 'sentence')}"]
    return facts + ([f"published {corpus['first']} to {corpus['last']}"] if corpus["first"] else [])


def synthetic_note(record: Mapping[str, Any]) -> str:
    """Return the note a report must carry if documents of it are not press; empty where all are press."""
    n, of = record["synthetic"], record["corpus"]["documents"]
    if not n:
        return ""
    return SYNTHETIC_ALL if n == of else SYNTHETIC_SOME.format(n=n, of=of)


def value_text(value: Any) -> str:
    """Return a parameter's value as a page shows it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "not set" if value == "" else str(value)


def model_text(model: Any) -> str:
    """Return name and version of the language model; empty where the build doesn't say."""
    if not isinstance(model, Mapping):
        return str(model or "")
    return " ".join(str(model[key]) for key in ("name", "version") if model.get(key))


def _n(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
