"""What a schema is made of: columns with their types and meanings, and tables."""

from __future__ import annotations

from dataclasses import dataclass

# Type names used below -> what they are in Parquet and pandas; see tables.py.
TEXT, INTEGER, NUMBER, TRUTH, DATE, SPANS, IDS = "text", "integer", "number", "truth", "date", "spans", "ids"


@dataclass(frozen=True)
class Column:
    """One column: type, meaning, whether it may be blank, and the values it may take (any if empty)."""

    name: str
    type: str
    meaning: str
    nullable: bool = False
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """One table: what a row is, the column that identifies it, how rows are ordered, and the columns."""

    name: str
    row: str
    key: str
    order: tuple[str, ...]
    columns: tuple[Column, ...]

    def names(self) -> list[str]:
        """Return the column names in order."""
        return [column.name for column in self.columns]
