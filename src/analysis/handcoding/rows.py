"""Samples as rows of the tables gold_sentences and gold_codes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from analysis.handcoding.adjudication import verdicts
from analysis.handcoding.cells import Coding, Drawn
from analysis.handcoding.samples import AGREED_CODER, Sample


def gold_id(sample: str, one: Drawn) -> str:
    """Return the identity of a drawn sentence."""
    return f"{sample}/{one.doc_id}/{one.start}-{one.end}"


def sentence_rows(samples: Iterable[Sample]) -> list[dict[str, Any]]:
    """Return rows of the table gold_sentences: one a drawn sentence."""
    return [
        {
            "gold_id": gold_id(sample.name, one),
            "sample": sample.name,
            "doc_id": one.doc_id,
            "start": one.start,
            "end": one.end,
            "stratum": one.stratum,
            "weight": one.weight,
            "themes": sorted(sample.themes),
        }
        for sample in samples
        for one in sample.drawn
    ]


def code_rows(samples: Iterable[Sample]) -> list[dict[str, Any]]:
    """Return rows of the table gold_codes: what each coder says, and as `agreed` what holds (verdicts)."""
    rows = []
    for sample in samples:
        agreed = {key: verdict.coding for key, verdict in verdicts(sample).items() if verdict.coding}
        for coder, codings in (*sample.codings.items(), (AGREED_CODER, agreed)):
            for one in sample.drawn:
                coding = codings.get(one.key, Coding())
                if coding.is_coded:
                    rows += _rows_of(coding, gold_id(sample.name, one), coder)
    return rows


def _rows_of(coding: Coding, of: str, coder: str) -> list[dict[str, Any]]:
    qualities = {
        "voice": coding.voice or None,
        "modality": coding.modality or None,
        "speaker_name": coding.speaker or None,
    }
    return [
        {
            "gold_code_id": f"{of}/{coder}/{theme or ''}",
            "gold_id": of,
            "coder": coder,
            "theme": theme,
            "direction": (coding.themes or {}).get(theme) if theme else None,
            **qualities,
        }
        for theme in (sorted(coding.themes or ()) or [None])
    ]
