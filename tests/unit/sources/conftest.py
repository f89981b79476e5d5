"""Raw folders and readings for the tests of sources."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from analysis.sources import Content, IngestReport, Origin, Reading, ingest, read_content
from analysis.sources.files import split_name

TODAY = dt.date(2026, 1, 31)


@pytest.fixture
def read() -> Callable[..., Reading]:
    """Read bytes or text as a file of a name, with values of its record of origin."""

    def reading(name: str, data: bytes | str, **origin: Any) -> Reading:
        data = data.encode("utf-8") if isinstance(data, str) else data
        record = Origin(**origin)
        path = f"press/{name}"
        stem, _ = split_name(name)
        return read_content(
            Content(data=data, path=path, where=path, collection="press", stem=stem, origin=record)
        )

    return reading


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """A folder data/raw that is not there yet."""
    return tmp_path / "project" / "data" / "raw"


@pytest.fixture
def inbox(tmp_path: Path) -> Callable[[str, bytes | str], Path]:
    """Put a file where an analyst keeps what is to be ingested."""

    def put(name: str, data: bytes | str) -> Path:
        path = tmp_path / "inbox" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
        return path

    return put


@pytest.fixture
def take(raw: Path) -> Callable[..., IngestReport]:
    """Ingest paths into a collection."""

    def taking(*paths: Path, collection: str = "press", day: dt.date | None = TODAY, **origin: Any):
        return ingest(paths, project_raw=raw, collection=collection, origin=Origin(**origin), retrieved=day)

    return taking
