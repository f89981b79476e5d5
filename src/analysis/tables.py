"""The only reader and writer of data/processed: Parquet files, each checked against its schema."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis.columns import Column, Table
from analysis.errors import DataError, Fault, did_you_mean
from analysis.files import locked
from analysis.paths import CHECKOUT, Project
from analysis.schemas import ALL, BY_NAME

if TYPE_CHECKING:
    import pandera.pandas as pandera

_ARROW: dict[str, pa.DataType] = {
    "text": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "truth": pa.bool_(),
    "date": pa.timestamp("us"),
    "spans": pa.list_(pa.struct([("start", pa.int64()), ("end", pa.int64())])),
    "ids": pa.list_(pa.string()),
}
_PANDAS: dict[str, str] = {
    "text": "str",
    "integer": "int64",
    "number": "float64",
    "truth": "bool",
    "date": "datetime64[us]",
    "spans": "object",
    "ids": "object",
}


# Within a folder of tables: those of a build that is complete, until each lies in its place.
READY = ".ready"


def table_path(name: str, folder: Path) -> Path:
    """Return where a table lies in a folder of tables."""
    return folder / f"{_table(name).name}.parquet"


def read(
    name: str,
    *,
    project: Project | str | None = None,
    folder: Path | None = None,
    columns: Sequence[str] | None = None,
    rows: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """Return a table of data/processed, its columns in the order of the schema.

    Args:
        name: Name of the table, for example "codes".
        project: Project or its folder; nothing or "" means this checkout.
        folder: Folder of tables to read instead of the project's.
        columns: Only these columns.
        rows: Only the rows that have these values, for example {"theme": "nato_framing"}. A report that reads
            part of a table is not made again when other rows change.

    Raises:
        DataError: If there is no such table or column, or if it was not built yet.
    """
    project = project if isinstance(project, Project) else Project.at(project)
    return _load(_table(name), table_path(name, folder or project.processed), project, columns, rows or {})


def distinct(name: str, column: str, *, project: Project) -> list[Any]:
    """Return the values of one column, each once, sorted, without blanks.

    Made for checks: unlike what `read` returns, a report is not made again when they change.

    Raises:
        DataError: If there is no such table or column, or if it was not built yet.
    """
    frame = _load(_table(name), table_path(name, project.processed), project, [column], {})
    return sorted(set(frame[column].dropna()))


def unchanged(project: Project) -> AbstractContextManager[None]:
    """Return a context in which no build changes the tables; any number of processes may be in it at once.

    Raises:
        DataError: On entering, if a build is running.
    """
    cure = "Wait for it to end, then try again."
    fault = Fault(project.relative(project.processed), 0, "a build is running here", cure=cure)
    return locked(project.processed, DataError(fault), shared=True)


def write(frame: pd.DataFrame, name: str, *, folder: Path) -> Path:
    """Write a table whole or not at all, after checking it; return where it lies.

    Rows are ordered by the schema, so that the same rows give the same bytes; columns it lacks are refused.

    Raises:
        DataError: With every breach of the schema found.
    """
    table = _table(name)
    frame = check(frame, name)
    path = table_path(name, folder)
    folder.mkdir(parents=True, exist_ok=True)
    arrow = pa.Table.from_pandas(frame, schema=_arrow_schema(table), preserve_index=False)
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        pq.write_table(arrow.replace_schema_metadata(None), partial, compression="zstd")
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return path


def check(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return the frame in the schema's column and row order.

    Raises:
        DataError: With every breach of the schema found.
    """
    table = _table(name)
    extra = sorted(set(frame.columns) - set(table.names()))
    missing = [column for column in table.names() if column not in frame.columns]
    faults = [
        Fault(f"table {name}", 0, f"column '{c}' is unknown", cure=did_you_mean(c, table.names()))
        for c in extra
    ]
    faults += [Fault(f"table {name}", 0, f"column '{column}' is missing") for column in missing]
    if faults:
        raise DataError(faults)
    frame = _typed(frame, table)
    faults = _breaches(frame, table)
    if faults:
        raise DataError(faults)
    return frame.sort_values(list(table.order), kind="stable", ignore_index=True)


def from_records(rows: Sequence[dict[str, Any]], name: str) -> pd.DataFrame:
    """Return rows as a frame with the table's columns and types, also where there are no rows."""
    return _typed(pd.DataFrame(list(rows), columns=_table(name).names()), _table(name))


def data_dictionary() -> str:
    """Return the data dictionary as Markdown: every table, what a row is, every column."""
    parts = [
        "# Data dictionary",
        "",
        "Generated from `src/analysis/schemas.py`; tables appear here after `make reports`.",
        "",
    ]
    parts += [
        "Offsets are characters, half-open, in `documents.text`. A blank is allowed only where it says so.",
        "",
    ]
    for table in ALL:
        parts += [f"## {table.name}", "", f"A row is {table.row}. Key: `{table.key}`.", ""]
        parts += ["| column | type | meaning |", "|---|---|---|"]
        parts += [
            f"| `{c.name}` | {c.type}{', may be blank' if c.nullable else ''} | {_meaning(c)} |"
            for c in table.columns
        ]
        parts.append("")
    return "\n".join(parts)


def _meaning(column: Column) -> str:
    return f"{column.meaning} ({', '.join(column.allowed)})" if column.allowed else column.meaning


def _table(name: str) -> Table:
    if name not in BY_NAME:
        raise DataError(
            Fault("data/processed", 0, f"there is no table '{name}'", cure=did_you_mean(name, BY_NAME))
        )
    return BY_NAME[name]


def _load(
    table: Table, path: Path, project: Project, columns: Sequence[str] | None, rows: Mapping[str, str]
) -> pd.DataFrame:
    ready = path.parent / READY / path.name
    if not ready.exists() and not path.exists():
        here = project.root == CHECKOUT
        command = "python -m analysis build" if here else f"python -m analysis --project {project.root} build"
        where = project.relative(path) if here else path.as_posix()
        raise DataError(Fault(where, 0, "does not exist", cure=f"Run '{command}' first."))
    _check_columns(table, [*(columns or ()), *rows])
    filters = [(column, "==", value) for column, value in rows.items()]
    options = {"columns": list(columns) if columns else None, "filters": filters or None}
    try:
        try:  # of the last complete build, even if it was killed before its tables lay in their places
            frame = pq.read_table(ready, **options)
        except FileNotFoundError:
            frame = pq.read_table(path, **options)
    except pa.ArrowInvalid as error:
        cure = "Delete it and build again."
        raise DataError(Fault(path.as_posix(), 0, "is damaged", "a Parquet file", cure)) from error
    return _typed(frame.to_pandas(), table)


def _check_columns(table: Table, columns: Iterable[str]) -> None:
    unknown = [column for column in dict.fromkeys(columns) if column not in table.names()]
    if unknown:
        raise DataError(
            Fault(f"table {table.name}", 0, f"has no column '{c}'", cure=did_you_mean(c, table.names()))
            for c in unknown
        )


def _typed(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    columns = [column for column in table.columns if column.name in frame.columns]
    return pd.DataFrame({column.name: _typed_column(frame[column.name], column) for column in columns})


def _typed_column(values: pd.Series, column: Column) -> pd.Series:
    dtype = _dtype(column)
    if values.empty:
        # Made anew: what Parquet gives for no rows has no chunks, on which pandas can't merge.
        return pd.Series([], index=values.index, dtype=dtype)
    if dtype == "object":
        return values.map(list).astype(dtype)
    return pd.to_datetime(values).astype(dtype) if column.type == "date" else values.astype(dtype)


def _dtype(column: Column) -> str:
    return "Int64" if column.type == "integer" and column.nullable else _PANDAS[column.type]


def _arrow_schema(table: Table) -> pa.Schema:
    return pa.schema([pa.field(c.name, _ARROW[c.type], nullable=c.nullable) for c in table.columns])


def _breaches(frame: pd.DataFrame, table: Table) -> list[Fault]:
    import pandera.errors

    try:
        _pandera_schema(table.name).validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as errors:
        cases = errors.failure_cases.groupby(["column", "check"], dropna=False, sort=True)["failure_case"]
        return [
            Fault(
                f"table {table.name}",
                0,
                f"{column}: {len(cases)} rows break '{check}', first {cases.iloc[0]!r}",
            )
            for (column, check), cases in cases
        ]
    return []


@cache
def _pandera_schema(name: str) -> pandera.DataFrameSchema:
    import pandera.pandas as pandera

    table = BY_NAME[name]
    columns = {}
    for column in table.columns:
        checks = [pandera.Check.isin(column.allowed)] if column.allowed else []
        dtype = _dtype(column)
        columns[column.name] = pandera.Column(
            None if dtype == "object" else dtype,
            checks,
            nullable=column.nullable,
            unique=column.name == table.key,
            description=column.meaning,
        )
    spans = {"start", "end"} <= set(columns)
    ordered = (
        [pandera.Check(lambda frame: frame["start"] < frame["end"], name="start < end")] if spans else []
    )
    return pandera.DataFrameSchema(columns, checks=ordered, strict=True, name=name)
