"""What in a table breaks its schema."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

from analysis.columns import Column, Table
from analysis.errors import Fault


def breaches(rows: pa.Table, table: Table) -> list[Fault]:
    """Return every breach of a schema by rows that have its columns and types.

    A breach is: a blank, where none may be; a value that is not allowed; a key that comes twice; a stretch
    that does not start before it ends.
    """
    where = f"table {table.name}"
    faults = [fault for column in table.columns for fault in _in_column(where, rows[column.name], column)]
    keys = rows[table.key]
    if len(keys.unique()) < len(keys):
        repeated = [key for key, count in Counter(keys.to_pylist()).items() if count > 1]
        found = f"{table.key} is no key: {len(repeated)} values come more than once, first {repeated[0]!r}"
        faults.append(Fault(where, 0, found))
    if {"start", "end"} <= set(table.names()):
        bad = rows.filter(pc.greater_equal(rows["start"], rows["end"]))
        if len(bad):
            found = (
                f"{len(bad)} of {len(rows)} rows do not start before they end, first '{bad[table.key][0]}'"
            )
            faults.append(Fault(where, 0, found, "start < end"))
    return faults


def _in_column(where: str, values: pa.ChunkedArray, column: Column) -> Iterator[Fault]:
    if values.null_count and not column.nullable:
        yield Fault(where, 0, f"{column.name} is blank in {values.null_count} of {len(values)} rows")
    others = set(values.unique().to_pylist()) - {None, *column.allowed} if column.allowed else ()
    if others:
        found = f"{column.name} is {', '.join(repr(other) for other in sorted(others))}"
        yield Fault(where, 0, found, f"one of {', '.join(column.allowed)}")
