"""The only reader and writer of data/processed: Parquet files, each checked against its schema.

Tables come as frames of pandas or, where loading pandas would take longer than what is done with them, as
tables of Arrow.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from pyarrow.json import ParseOptions, ReadOptions, read_json

from analysis.columns import Column, Table
from analysis.errors import DataError, Fault, did_you_mean
from analysis.files import locked
from analysis.paths import Project
from analysis.schemas import ALL, BY_NAME
from analysis.table_checks import breaches

if TYPE_CHECKING:
    import pandas as pd

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
# Bytes of JSON taken at a time; no row is as long.
_BLOCK = 1 << 24
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
    arrow = read_arrow(name, project=project, folder=folder, columns=columns, rows=rows)
    return _typed(arrow.to_pandas(), _table(name))


def read_arrow(
    name: str,
    *,
    project: Project | str | None = None,
    folder: Path | None = None,
    columns: Sequence[str] | None = None,
    rows: Mapping[str, str] | None = None,
) -> pa.Table:
    """Return what `read` does, as a table of Arrow."""
    project = project if isinstance(project, Project) else Project.at(project)
    return _load(_table(name), table_path(name, folder or project.processed), project, columns, rows or {})


def of_documents(
    name: str, doc_ids: Collection[str], *, project: Project, rows: Mapping[str, str] | None = None
) -> list[dict[str, Any]]:
    """Return the rows of a table that are of some documents, in the order of the table, as plain values."""
    table, wanted = read_arrow(name, project=project, rows=rows), set(doc_ids)
    found: list[dict[str, Any]] = []
    start = 0
    for is_wanted, run in groupby(table["doc_id"].to_pylist(), key=wanted.__contains__):
        end = start + len(list(run))
        found += table.slice(start, end - start).to_pylist() if is_wanted else []
        start = end
    return found


def distinct(name: str, column: str, *, project: Project) -> list[Any]:
    """Return the values of one column, each once, sorted, without blanks.

    Made for checks: unlike what `read` returns, a report is not made again when they change.

    Raises:
        DataError: If there is no such table or column, or if it was not built yet.
    """
    values = read_arrow(name, project=project, columns=[column])[column]
    return sorted(set(values.to_pylist()) - {None})


def unchanged(project: Project) -> AbstractContextManager[None]:
    """Return a context in which no build changes the tables; any number of processes may be in it at once.

    Raises:
        DataError: On entering, if a build is running.
    """
    cure = "Wait for it to end, then try again."
    fault = Fault(project.relative(project.processed), 0, "a build is running here", cure=cure)
    return locked(project.processed, DataError(fault), shared=True)


def write(rows: pd.DataFrame | pa.Table, name: str, *, folder: Path) -> Path:
    """Write a table whole or not at all, after checking it; return where it lies.

    Rows are ordered by the schema, so that the same rows give the same bytes; columns it lacks are refused.

    Raises:
        DataError: With every breach of the schema found.
    """
    arrow = _checked(rows, _table(name))
    path = table_path(name, folder)
    folder.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        pq.write_table(arrow, partial, compression="zstd")
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return path


def check(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return the frame in the schema's column and row order.

    Raises:
        DataError: With every breach of the schema found.
    """
    return _typed(_checked(frame, _table(name)).to_pandas(), _table(name))


def from_records(rows: Sequence[dict[str, Any]], name: str) -> pd.DataFrame:
    """Return rows as a frame with the table's columns and types, also where there are no rows."""
    import pandas as pd

    return _typed(pd.DataFrame(list(rows), columns=_table(name).names()), _table(name))


def arrow_from_records(rows: Sequence[dict[str, Any]], name: str) -> pa.Table:
    """Return rows as a table of Arrow with the table's columns and types; for tables without dates."""
    schema = _arrow_schema(_table(name))
    if not rows:
        return schema.empty_table()
    # By way of JSON: pa.array looks whether it was given a series of pandas, and loads pandas for that.
    data = "\n".join(map(json.dumps, rows)).encode()
    read, parse = ReadOptions(block_size=_BLOCK), ParseOptions(explicit_schema=schema)
    return read_json(pa.BufferReader(data), read_options=read, parse_options=parse)


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
) -> pa.Table:
    ready = path.parent / READY / path.name
    if not ready.exists() and not path.exists():
        cure = f"Run '{project.command('build')}' first."
        raise DataError(Fault(project.shown(path), 0, "does not exist", cure=cure))
    _check_columns(table, [*(columns or ()), *rows])
    columns = list(columns) if columns else None
    try:
        try:  # of the last complete build, even if it was killed before its tables lay in their places
            return _read_parquet(ready, columns, rows)
        except FileNotFoundError:
            return _read_parquet(path, columns, rows)
    except pa.ArrowInvalid as error:
        cure = "Delete it and build again."
        raise DataError(Fault(path.as_posix(), 0, "is damaged", "a Parquet file", cure)) from error


def _read_parquet(path: Path, columns: list[str] | None, rows: Mapping[str, str]) -> pa.Table:
    """Read without pyarrow.dataset, which loads pandas: a command that makes nothing needs neither."""
    with pq.ParquetFile(path) as file:
        if not rows:
            return file.read(columns)
        asked = list(dict.fromkeys([*columns, *rows])) if columns else None
        groups = (file.read_row_group(number, asked) for number in range(file.num_row_groups))
        chosen = [_with_values(group, rows) for group in groups] or [file.read(asked)]
    table = pa.concat_tables(chosen)
    return table.select(columns) if columns else table


def _with_values(table: pa.Table, rows: Mapping[str, str]) -> pa.Table:
    for column, value in rows.items():
        # A value of the column itself, for Arrow loads pandas to take one of Python's.
        same = [one for one in table[column].unique() if one.as_py() == value]
        table = table.filter(pc.equal(table[column], same[0])) if same else table.slice(0, 0)
    return table


def _check_columns(table: Table, columns: Iterable[str]) -> None:
    unknown = [column for column in dict.fromkeys(columns) if column not in table.names()]
    if unknown:
        raise DataError(
            Fault(f"table {table.name}", 0, f"has no column '{c}'", cure=did_you_mean(c, table.names()))
            for c in unknown
        )


def _checked(rows: pd.DataFrame | pa.Table, table: Table) -> pa.Table:
    """Return rows with the columns, types and order of the schema, or raise every breach of it."""
    given = rows.column_names if isinstance(rows, pa.Table) else list(rows.columns)
    extra = sorted(set(given) - set(table.names()))
    missing = [column for column in table.names() if column not in given]
    faults = [
        Fault(f"table {table.name}", 0, f"column '{c}' is unknown", cure=did_you_mean(c, table.names()))
        for c in extra
    ]
    faults += [Fault(f"table {table.name}", 0, f"column '{column}' is missing") for column in missing]
    if faults:
        raise DataError(faults)
    schema = _arrow_schema(table)
    if not isinstance(rows, pa.Table):
        nullable = pa.schema([field.with_nullable(True) for field in schema])  # blanks are looked for below
        rows = pa.Table.from_pandas(_typed(rows, table), schema=nullable, preserve_index=False)
    faults = breaches(rows, table)
    if faults:
        raise DataError(faults)
    rows = rows.select(table.names()).cast(schema)
    return rows.sort_by([(column, "ascending") for column in table.order]).combine_chunks()


def _typed(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    import pandas as pd

    columns = [column for column in table.columns if column.name in frame.columns]
    return pd.DataFrame({column.name: _typed_column(frame[column.name], column) for column in columns})


def _typed_column(values: pd.Series, column: Column) -> pd.Series:
    import pandas as pd

    dtype = _dtype(column)
    if values.empty:
        # Made anew: what Parquet gives for no rows has no chunks, on which pandas can't merge.
        return pd.Series([], index=values.index, dtype=dtype)
    if str(values.dtype) == dtype != "object":
        return values
    if dtype == "object":
        return values.map(list).astype(dtype)
    return pd.to_datetime(values).astype(dtype) if column.type == "date" else values.astype(dtype)


def _dtype(column: Column) -> str:
    return "Int64" if column.type == "integer" and column.nullable else _PANDAS[column.type]


def _arrow_schema(table: Table) -> pa.Schema:
    return pa.schema([pa.field(c.name, _ARROW[c.type], nullable=c.nullable) for c in table.columns])
