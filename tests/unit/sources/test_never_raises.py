"""Whatever bytes a file holds, reading it gives documents and faults, never an exception."""

from __future__ import annotations

import gzip
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.sources import READERS

NAMES = sorted(READERS)
SEEDS = {
    ".txt": b"Drills began.\n",
    ".md": b"---\ntitle: T\ndate: 2021-09-10\n---\nText.\n",
    ".jsonl": b'{"doc_id": "x", "title": "T", "text": "Text."}\n{"text": "Two."}\n',
    ".csv": b'doc_id,date,text\nx,2021-09-10,"Text, with a comma"\ny,,Two\n',
    ".html": b"<html><head><meta charset=utf-8><title>T</title></head><body><article><p>"
    + b"The ministers met and agreed on a plan of drills for the year. " * 5
    + b"</p></article></body></html>",
}
PIECES = [b'"', b'""', b",", b"\n", b"\r", b"---\n", b"{", b"}", b"[", b"\\ud800", b"\\u0000", b"\0", b"\xff"]
PIECES += [
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b": ",
    b"&x:",
    b"!!python",
    b"<p>",
    b"</html>",
    b"<!--",
    b"\xd0",
    b";",
    b"\t",
]


def sound(reading):
    """What holds of every reading."""
    assert reading.documents or reading.faults
    for document in reading.documents:
        assert document.text.strip() and document.doc_id
        json.dumps([document.text, document.doc_id, document.title, document.outlet, document.url]).encode()
        "".join([document.text, document.doc_id, document.title, document.outlet, document.url]).encode(
            "utf-8"
        )
    for fault in (*reading.faults, *reading.notes):
        assert fault.where and fault.found and fault.line >= 0
        str(fault).encode("utf-8")
        assert "\n" not in str(fault)


quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.parametrize("suffix", NAMES)
@quick
@given(data=st.binary(max_size=300), encoding=st.sampled_from(["", "cp1251", "utf-16", "utf-7", "utf-8"]))
def test_any_bytes(read, suffix, data, encoding):
    sound(read(f"a{suffix}", data, encoding=encoding))


@pytest.mark.parametrize("suffix", NAMES)
@quick
@given(text=st.text(min_size=1, max_size=200))
def test_any_text(read, suffix, text):
    sound(read(f"a{suffix}", text.encode("utf-8", "surrogatepass")))


@pytest.mark.parametrize("suffix", sorted(SEEDS))
@quick
@given(changes=st.lists(st.tuples(st.integers(0, 400), st.sampled_from(PIECES), st.booleans()), max_size=6))
def test_any_damage_to_a_good_file(read, suffix, changes):
    data = SEEDS[suffix]
    for place, piece, replacing in changes:
        data = data[:place] + piece + data[place + (len(piece) if replacing else 0) :]
    sound(read(f"a{suffix}", data))


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
names = st.sampled_from(
    ["text", "body", "title", "date", "doc_id", "outlet", "url", "lang", "synthetic", "x"]
)


@quick
@given(rows=st.lists(st.dictionaries(names, json_values, max_size=6), min_size=1, max_size=4))
def test_any_json_objects(read, rows):
    reading = read("a.jsonl", "\n".join(json.dumps(row) for row in rows))
    sound(reading)
    assert len(reading.documents) + len({fault.line for fault in reading.faults}) >= len(rows)


@quick
@given(data=st.binary(max_size=200), cut=st.integers(0, 60))
def test_any_damage_to_a_packed_page(tmp_path_factory, data, cut):
    from analysis.sources import Origin, read_file

    root = tmp_path_factory.mktemp("raw")
    path = root / "press" / "a.html.gz"
    path.parent.mkdir()
    path.write_bytes(gzip.compress(SEEDS[".html"])[:cut] + data)
    sound(read_file(path, root=root, origin=Origin()))
