"""Files and folders appear whole or not at all; locks; what is said when the disk says no."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from contextlib import ExitStack

import pytest

from analysis import files
from analysis.errors import DataError, Fault
from analysis.paths import Project

BUSY = DataError(Fault("here", 0, "is in use"))


def _names(folder) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_a_file_is_replaced_whole(tmp_path):
    path = tmp_path / "below" / "a.txt"
    for data in (b"one", b"two"):
        files.write_whole(path, data)
        assert path.read_bytes() == data
    assert _names(tmp_path) == ["below", "below/a.txt"]


def test_a_file_that_cant_be_written_leaves_the_old_one_and_no_part(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    files.write_whole(path, b"one")

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        files.write_whole(path, b"two")
    assert path.read_bytes() == b"one" and _names(tmp_path) == ["a.txt"]


@pytest.mark.parametrize("can_exchange", [True, False], ids=["at once", "one after the other"])
def test_a_folder_takes_the_place_of_another(tmp_path, monkeypatch, can_exchange):
    if not can_exchange:
        monkeypatch.setattr(files, "_exchange", lambda one, other: False)
    for name in ("first", "second"):
        (tmp_path / "made").mkdir()
        (tmp_path / "made" / name).touch()
        files.put_in_place(tmp_path / "made", tmp_path / "place", aside=tmp_path / "aside")
        assert _names(tmp_path) == ["place", f"place/{name}"]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is a moment without either")
def test_names_are_exchanged_at_once(tmp_path):
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"in-{name}").touch()
    assert files._exchange(tmp_path / "one", tmp_path / "other")
    assert _names(tmp_path) == ["one", "one/in-other", "other", "other/in-one"]


HOLD = """import sys
from pathlib import Path
from analysis import files
from analysis.errors import DataError
with files.locked(Path(sys.argv[1]), DataError([]), shared=sys.argv[2] == "shared"):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.mark.parametrize(
    ("held", "wanted", "refused"),
    [
        ("shared", "shared", False),
        ("shared", "alone", True),
        ("alone", "shared", True),
        ("alone", "alone", True),
    ],
)
def test_a_lock_is_shared_or_held_alone_and_free_when_its_holder_ends(tmp_path, held, wanted, refused):
    command = [sys.executable, "-c", HOLD, str(tmp_path), held]
    with (
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other,
        ExitStack() as stack,
    ):
        assert other.stdout.readline() == b"held\n"
        if refused:
            stack.enter_context(pytest.raises(DataError, match="here: is in use"))
        with files.locked(tmp_path, BUSY, shared=wanted == "shared"):
            assert not refused
        other.kill()
    with files.locked(tmp_path, BUSY):
        pass


def test_who_holds_a_lock_alone_finds_nothing_half_written(tmp_path):
    left = tmp_path / ".partial-4711"
    for shared in (True, False):
        left.write_bytes(b"half of")
        with files.locked(tmp_path, BUSY, shared=shared):
            assert left.exists() == shared


def test_where_nobody_can_write_no_lock_is_needed_to_read(tmp_path, monkeypatch):
    def closed(path, flags, mode):
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))

    monkeypatch.setattr(os, "open", closed)
    with files.locked(tmp_path, BUSY, shared=True):
        pass
    with pytest.raises(OSError, match="Read-only"), files.locked(tmp_path, BUSY):
        pass


@pytest.mark.parametrize(
    ("number", "filename", "message"),
    [
        (errno.ENOSPC, None, "data/processed: no space left on device. Free some space there, then run"),
        (errno.EROFS, "reports/.lock", "reports/.lock: read-only file system. Make it writable, or choose"),
        (errno.EACCES, "reports/x", "reports/x: permission denied. Make it writable, or choose another"),
        (errno.EIO, None, "data/processed: input/output error. Mend that, then run the command again; what"),
    ],
    ids=["full", "read-only", "not allowed", "broken"],
)
def test_what_the_system_says_is_said_with_the_place_and_a_cure(tmp_path, number, filename, message):
    project = Project.at(tmp_path)
    with pytest.raises(DataError) as raised, files.writing(project, project.processed, DataError):
        raise OSError(number, os.strerror(number), *([str(tmp_path / filename)] if filename else []))
    said = str(raised.value)
    assert said.startswith(message) and said.endswith("what was made before is still there.")
