"""Fingerprints change with content and names, and with nothing else."""

from __future__ import annotations

import os

from analysis.fingerprints import of_code, of_files, of_text


def test_where_a_part_ends_matters():
    assert of_text("ab", "c") != of_text("a", "bc")


def test_content_and_name_count_but_time_and_hidden_files_do_not(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "a.txt").write_text("one")
    first = of_files(folder)
    os.utime(folder / "a.txt", (1, 1))
    (folder / ".hidden").write_text("x")
    assert of_files(folder) == first
    (folder / "a.txt").rename(folder / "b.txt")
    assert of_files(folder) != first


def test_a_fingerprint_does_not_depend_on_where_the_folder_lies(tmp_path):
    for place in ("here", "there"):
        (tmp_path / place / "data").mkdir(parents=True)
        (tmp_path / place / "data" / "a.txt").write_text("one")
    assert of_files(tmp_path / "here" / "data") == of_files(tmp_path / "there" / "data")


def test_code_of_a_package_differs_from_code_of_a_module():
    assert of_code("clean") != of_code("clean/text.py")
