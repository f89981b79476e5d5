"""Two builds side by side, for the terminal: rows lost and gained, and the numbers that reports lead with."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from analysis import tables
from analysis.measures.changes import IDENTITY, compare_table, with_sentences
from analysis.measures.headlines import changed_numbers, headline_numbers
from analysis.paths import Project
from analysis.vocabulary import coder_named


def compare_builds(before: Project, after: Project, *, limit: int) -> Iterator[str]:
    """Yield lines on what one build has and the other has not.

    Args:
        before: A project with a build.
        after: Another.
        limit: Rows shown of each table that only one of them has.

    Raises:
        DataError: If a table is not there or not as it should be.
    """
    for name in IDENTITY:
        change = compare_table(tables.read(name, project=before), tables.read(name, project=after), name)
        counts = f"{len(change.lost)} lost, {len(change.gained)} gained"
        yield f"{name}: {change.before} -> {change.after} rows, {counts}"
        for sign, rows, build in (("-", change.lost, before), ("+", change.gained, after)):
            lines = _coded_lines if name == "codes" else _plain_lines
            for line, *below in lines(rows.head(limit), build):
                yield f"  {sign} {line}"
                yield from (f"      {text}" for text in below)
            if len(rows) > limit:
                yield f"  {sign} ... and {len(rows) - limit} more, which --limit {len(rows)} shows"
    yield ""
    yield from _changed_headlines(before, after)


def _plain_lines(rows: pd.DataFrame, build: Project) -> Iterator[tuple[str, ...]]:
    for row in rows.itertuples(index=False):
        yield ("  ".join(str(value) for value in row),)


def _coded_lines(codes: pd.DataFrame, build: Project) -> Iterator[tuple[str, ...]]:
    """Yield codes with who coded, each with its sentence, which is what there is to look at."""
    sentences, documents = (tables.read(name, project=build) for name in ("sentences", "documents"))
    for row in with_sentences(codes, sentences, documents).itertuples():
        direction = f":{row.direction}" if row.direction else ""
        coder = coder_named(row.rule, row.probability)
        yield f"{row.theme}{direction}  {row.voice}, {row.modality}  {row.sentence_id}  {coder}", row.sentence


def _changed_headlines(before: Project, after: Project) -> Iterator[str]:
    """Yield the headline numbers that are not the same in two builds."""
    numbers = (
        headline_numbers(*(tables.read(name, project=build) for name in ("documents", "codes", "themes")))
        for build in (before, after)
    )
    changed = changed_numbers(*numbers)
    if changed.empty:
        yield "All numbers that reports lead with are the same."
        return
    yield "Numbers that reports lead with, in documents without copies; the change in percentage points:"
    names = changed["figure"].str.cat(changed["group"], sep=" ").str.strip()
    for theme, rows in changed.assign(name=names).groupby("theme"):
        yield f"  {theme}"
        for row in rows.itertuples():
            counts = f"{_of(row.n_before, row.n_of_before)} -> {_of(row.n_after, row.n_of_after)}"
            sentences = f"sentences {row.n_sentences_before} -> {row.n_sentences_after}"
            yield f"    {row.name:{names.str.len().max()}}  {counts:22}{row.change:+7.1f}   {sentences}"


def _of(n: int, n_of: int) -> str:
    return f"{n} of {n_of}" if n_of else "none"
