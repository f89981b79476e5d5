"""The build on the sample corpus: what is made again and what is not, and the same bytes every time."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from analysis import tables
from analysis.checks import check_stores
from analysis.paths import CHECKOUT, Project
from analysis.pipeline import StepReport, build
from analysis.reports import plan, run_reports
from analysis.steps import STEPS


@pytest.fixture
def copy(sample, tmp_path) -> Project:
    """A built project of one's own to change, with its own reference data."""
    shutil.copytree(sample.root, tmp_path, dirs_exist_ok=True)
    shutil.copytree(CHECKOUT / "data" / "reference", tmp_path / "data" / "reference", dirs_exist_ok=True)
    return Project.at(tmp_path)


def rebuild(project: Project) -> dict[str, StepReport]:
    return {report.name: report for report in build(project, STEPS, jobs=1)}


def test_nothing_changed_means_nothing_done(copy):
    rebuild(copy)
    assert not any(report.ran for report in rebuild(copy).values())


def test_a_changed_theme_is_coded_again_without_parsing_and_alone(copy):
    path = copy.codebook / "joint_exercises.yml"
    before = tables.read("codes", project=copy)
    path.write_text(path.read_text("utf-8") + "\n# a remark\n", "utf-8")
    reports = rebuild(copy)
    assert [report.name for report in reports.values() if report.ran] == ["codebook", "code"]
    assert reports["code"].said.endswith("coded: joint_exercises")
    after = tables.read("codes", project=copy)
    assert before.equals(after), "a remark changes no code"


def test_codes_are_the_same_bytes_whether_all_or_one_theme_was_coded(copy):
    path = copy.codebook / "joint_exercises.yml"
    text = path.read_text("utf-8")
    assert text.count("find: '%named'") == 1
    path.write_text(text.replace("find: '%named'", "find: '%named | army'"), "utf-8")
    before = tables.read("codes", project=copy)
    assert rebuild(copy)["code"].said.endswith("coded: joint_exercises")
    codes = tables.table_path("codes", copy.processed)
    again = codes.read_bytes()
    assert not tables.read("codes", project=copy).equals(before), "the change is one that shows"
    codes.unlink()
    themes = ", ".join(sorted(tables.read("themes", project=copy)["theme"]))
    assert rebuild(copy)["code"].said.endswith(f"coded: {themes}")
    assert codes.read_bytes() == again


def test_coding_a_theme_again_loads_neither_spacy_nor_pandas(copy):
    """Each takes longer to load than the theme takes to code."""
    path = copy.codebook / "joint_exercises.yml"
    path.write_text(path.read_text("utf-8") + "\n# a remark\n", "utf-8")
    script = (
        "import sys; from analysis.cli import main; main(sys.argv[1:]); "
        "print({'spacy', 'pandas', 'onnxruntime', 'matplotlib'} & set(sys.modules))"
    )
    command = [sys.executable, "-c", script, "--project", str(copy.root), "build"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    *_, said, loaded = done.stdout.splitlines()
    assert said.endswith("coded: joint_exercises") and loaded == "set()"


def test_a_new_theme_is_one_new_file(copy):
    text = (copy.codebook / "air_defence.yml").read_text("utf-8")
    (copy.codebook / "air_again.yml").write_text(text.replace("title: ", "title: Again, ", 1), "utf-8")
    assert rebuild(copy)["code"].said.endswith("coded: air_again")
    counts = tables.read("codes", project=copy)["theme"].value_counts()
    assert counts["air_again"] == counts["air_defence"]
    assert "air_again" in set(tables.read("themes", project=copy)["theme"])


def test_damaged_parses_are_all_told_and_made_anew_even_if_nothing_changed(copy):
    rebuild(copy)
    before = {path: path.read_bytes() for path in copy.parses.rglob("*") if path.is_file()}
    harmed = [min(path for path in before if path.parent.name.startswith(kind)) for kind in KINDS]
    for path in harmed:
        path.write_bytes(before[path][:-1])
    harmed[-1].unlink()
    (harmed[-1] / "inside").mkdir(parents=True)
    assert [fault.where for fault in check_stores(copy)] == [copy.relative(path) for path in harmed]
    reports = rebuild(copy)
    assert reports["parses"].said.startswith(", ".join(map(copy.relative, harmed)))
    assert [name for name, report in reports.items() if report.ran] == ["parses", "extract"]
    assert {path: path.read_bytes() for path in copy.parses.rglob("*") if path.is_file()} == before
    assert not list(check_stores(copy))


KINDS = ("annotated", "parses", "tags")


def test_one_new_document_parses_one_document(copy):
    from analysis.sources import Origin, ingest

    path = copy.root / "new.txt"
    path.write_text("Ruritania and Borduria will hold joint drills in May, officials said.", "utf-8")
    ingest([path], project_raw=copy.raw, collection="new", origin=Origin(), retrieved=None)
    assert rebuild(copy)["extract"].said.startswith("1 of ")


def test_tables_and_reports_are_the_same_bytes_whatever_the_surroundings(sample, tmp_path):
    """Another folder, hash seed, time zone, locale and number of processes; files made in another order.

    Executed notebook, pages, pictures, tables: everything but the one file for what must differ.
    """
    root = tmp_path / "elsewhere"
    for path in sorted(sample.raw.rglob("*"), reverse=True):
        if path.is_file():
            to = root / "data" / "raw" / path.relative_to(sample.raw)
            to.parent.mkdir(parents=True, exist_ok=True)
            to.write_bytes(path.read_bytes())
    shutil.copytree(sample.gold, Project.at(root).gold)
    surroundings = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C"}
    for words in (["build", "--jobs", "3"], ["report", "--theme", *THEMES, "--jobs", "4"]):
        command = [sys.executable, "-m", "analysis", "--project", str(root), *words]
        subprocess.run(command, env=surroundings, check=False, capture_output=True, timeout=300)
    assert hashes(root) == hashes(sample.root)
    run_reports(sample, plan(sample, themes=THEMES), jobs=1)
    here, there = report_files(sample.root), report_files(root)
    assert {"report.html", "notebook.ipynb", "run.json"} <= {path.partition("/")[2] for path in here}
    assert {Path(path).suffix for path in here} >= {".html", ".ipynb", ".svg", ".png", ".csv"}
    assert here.keys() == there.keys()
    assert [path for path in here if here[path] != there[path]] == []


THEMES = ["joint_exercises", "nato_framing"]


def report_files(root: Path) -> dict[str, bytes]:
    """Every file of every report but the log of times."""
    return {
        path.relative_to(root / "reports").as_posix(): path.read_bytes()
        for path in sorted((root / "reports").rglob("*.*"))
        if path.is_file() and path.name not in ("run.log.json", ".lock")
    }


def hashes(root: Path) -> dict[str, bytes]:
    folder = root / "data" / "processed"
    return {
        path.name: path.read_bytes() for path in sorted(folder.glob("*.*")) if not path.name.startswith(".")
    }


def test_what_is_not_read_is_kept_and_nothing_is_found_in_it(sample):
    documents = tables.read("documents", project=sample)
    unread = set(documents.loc[documents["language"] == "ru", "doc_id"])
    assert unread
    for name in ("sentences", "mentions", "attributions", "codes", "events"):
        assert not unread & set(tables.read(name, project=sample)["doc_id"])


def test_every_code_lies_in_its_sentence_and_every_attribution_in_its_document(sample):
    sentences = tables.read("sentences", project=sample)
    codes = tables.read("codes", project=sample).merge(
        sentences[["sentence_id", "start", "end"]],
        on="sentence_id",
        validate="many_to_one",
        suffixes=("", "_s"),
    )
    assert len(codes) > 50
    assert (codes["start"] >= codes["start_s"]).all() and (codes["end"] <= codes["end_s"]).all()
    lengths = tables.read("documents", project=sample).set_index("doc_id")["text"].str.len()
    attributions = tables.read("attributions", project=sample)
    last = [max(span["end"] for span in spans) for spans in attributions["content"]]
    assert (attributions["doc_id"].map(lengths) >= last).all()
