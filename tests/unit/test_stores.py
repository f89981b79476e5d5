"""Files of the stores carry their checksum: whatever happens to one is noticed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import stores
from analysis.errors import DataError


@given(st.binary(max_size=50))
def test_gives_back_what_was_written(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("store") / "a"
    stores.write_sealed(path, data)
    assert bytes(stores.read_sealed(path)) == data


@pytest.mark.parametrize("at", [0, stores.SIZE - 1, stores.SIZE, -1])
def test_any_changed_byte_is_noticed(tmp_path, at):
    path = tmp_path / "a"
    stores.write_sealed(path, b"what was found")
    harmed = bytearray(path.read_bytes())
    harmed[at] ^= 1
    path.write_bytes(harmed)
    with pytest.raises(DataError, match="a: is damaged"):
        stores.read_sealed(path)


def test_all_damaged_files_of_all_stores_are_found(tmp_path):
    for store in ("parses-1", "tags-1", "annotated-1", "something-else"):
        stores.write_sealed(tmp_path / store / "a", b"whole")
        (tmp_path / store / "b").write_bytes(b"cut")
    (tmp_path / "tags-1" / "c").mkdir()
    found = [path.relative_to(tmp_path).as_posix() for path in stores.damaged(tmp_path)]
    assert found == ["annotated-1/b", "parses-1/b", "tags-1/b", "tags-1/c"]
    assert stores.damaged(tmp_path / "nowhere") == []


def test_stores_that_are_not_kept_are_removed(tmp_path):
    for store in ("parses-1", "parses-2", "old-1"):
        stores.write_sealed(tmp_path / store / "a", b"")
    stores.prune(tmp_path, keep=[tmp_path / "parses-2"])
    assert [path.name for path in tmp_path.iterdir()] == ["parses-2"]


def test_where_nothing_was_stored_there_is_nothing_to_remove(tmp_path):
    stores.prune(tmp_path / "nowhere", keep=[])
    assert not (tmp_path / "nowhere").exists()
