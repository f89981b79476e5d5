"""The store of annotated parses, which is what is coded: read without spaCy, and many times faster.

A store is a folder of files named as those of the parse store. A file is the checksum of what follows it,
then one row of Arrow columns: the kinds and roles of words in all its parses, each once, and the parses end
to end.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from analysis.parsed import Likely, Parse
from analysis.stores import read_sealed, write_sealed

if TYPE_CHECKING:
    import pyarrow as pa

_KINDS = ("texts", "lemmas", "parts_of_speech", "actors")
_ROLES = ("tags", "relations")
_TYPES = {
    **dict.fromkeys(("keys", "likely", *_KINDS, *_ROLES), "string"),
    **dict.fromkeys(("sizes", "heads", "idx"), "int32"),
    **{"kind": "uint32", "role": "uint16", "opens": "uint8"},
}

Value = TypeVar("Value")


def write_annotated(folder: Path, bucket: str, parses: Mapping[str, Parse]) -> None:
    """Write one file of a store whole or not at all, parses by key; the same parses give the same bytes."""
    import pyarrow as pa

    keys = sorted(parses)
    ordered = [parses[key] for key in keys]
    kinds, kind = _numbered((parse.kinds, parse.kind) for parse in ordered)
    roles, role = _numbered((parse.roles, parse.role) for parse in ordered)
    columns = {
        "keys": keys,
        "sizes": [len(parse) for parse in ordered],
        "likely": [
            json.dumps([[one.start, one.themes, one.directions] for one in parse.likely]) for parse in ordered
        ],
        **{name: [value[place] for value in kinds] for place, name in enumerate(_KINDS)},
        **{name: [value[place] for value in roles] for place, name in enumerate(_ROLES)},
        "kind": kind,
        "role": role,
        "opens": _end_to_end(parse.opens for parse in ordered),
        # As distances, which are small and take less space.
        "heads": _end_to_end(parse.heads - np.arange(len(parse)) for parse in ordered),
        "idx": _end_to_end(np.diff(parse.idx, prepend=0) for parse in ordered),
    }
    lists = {
        name: pa.ListArray.from_arrays([0, len(columns[name])], pa.array(columns[name], type_))
        for name, type_ in _TYPES.items()
    }
    row = pa.record_batch(lists)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, row.schema, options=pa.ipc.IpcWriteOptions(compression="zstd")) as stream:
        stream.write_batch(row)
    write_sealed(folder / bucket, sink.getvalue().to_pybytes())


def read_annotated(folder: Path, bucket: str) -> Iterator[tuple[str, Parse]]:
    """Yield the parses of one file of a store with their keys, in the order of the latter.

    Raises:
        DataError: If the file is damaged.
    """
    import pyarrow as pa

    path = folder / bucket
    if not path.exists():
        return
    row = pa.ipc.open_stream(pa.py_buffer(read_sealed(path))).read_next_batch()
    columns = {name: column.values for name, column in zip(row.schema.names, row.columns, strict=True)}
    kinds = _tuples(columns, _KINDS)
    roles = _tuples(columns, _ROLES)
    numbers = ("kind", "role", "heads", "idx", "opens")
    # Not by to_numpy, which loads pandas.
    kind, role, heads, idx, opens = (np.from_dlpack(columns[name]) for name in numbers)
    start = 0
    of_parses = (columns[name].to_pylist() for name in ("keys", "sizes", "likely"))
    for key, size, said in zip(*of_parses, strict=True):
        own = slice(start, start + size)
        absolute = heads[own] + np.arange(size, dtype=np.int32)
        likely = [Likely(*one) for one in json.loads(said)]
        yield (
            key,
            Parse(kinds, roles, kind[own], role[own], absolute, idx[own].cumsum(), opens[own] == 1, likely),
        )
        start += size


def _numbered(parts: Iterable[tuple[Iterable[Value], np.ndarray]]) -> tuple[list[Value], np.ndarray]:
    """Return the values of several parses, each once, and the numbers of all words in that list."""
    known: dict[Value, int] = {}
    numbers = []
    for values, which in parts:
        own = [known.setdefault(value, len(known)) for value in values]
        numbers.append(np.array(own, dtype=np.uint32)[which])
    return list(known), _end_to_end(numbers)


def _end_to_end(parts: Iterable[np.ndarray]) -> np.ndarray:
    return np.concatenate([np.zeros(0, dtype=np.uint8), *parts])


def _tuples(columns: Mapping[str, pa.Array], names: Iterable[str]) -> list[tuple[str, ...]]:
    return list(zip(*(columns[name].to_pylist() for name in names), strict=True))
