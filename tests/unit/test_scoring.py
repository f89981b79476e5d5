"""What hand-coded data ask of a build and it hasn't got: said, with file and line."""

from __future__ import annotations

import json

import pytest

from analysis import tables
from analysis.cli import main
from analysis.paths import Project
from factories import documents, themes

TEXT = "Ruritania and Borduria hold drills. Nobody came."


@pytest.fixture
def evaluated(tmp_path, capsys):
    """Score sentences, a dict each, against a build that codes nothing; return status and lines said."""
    project = Project.at(tmp_path / "p")
    project.processed.mkdir(parents=True)
    made = {name: tables.from_records([], name) for name in tables.BY_NAME}
    made["documents"] = documents({"text": TEXT}, {"text": TEXT, "language": "ru"})
    made["themes"] = themes()
    for name, table in made.items():
        tables.write(table, name, folder=project.processed)

    def run(*rows: dict) -> tuple[int, list[str]]:
        defaults = {"doc_id": "d1", "start": 0, "end": 35, "themes": ["joint_exercises"]}
        file = tmp_path / "gold.jsonl"
        file.write_text("\n".join(json.dumps(defaults | row) for row in rows), "utf-8")
        status = main(["--project", str(project.root), "evaluate", str(file)])
        shown = capsys.readouterr()
        return status, [line.replace(f"{tmp_path}/", "") for line in (shown.out + shown.err).splitlines()]

    return run


def test_a_sentence_in_a_language_that_is_not_read_is_set_aside(evaluated):
    status, said = evaluated({}, {"doc_id": "d2"})
    assert status == 0
    assert said[0] == "1 sentences are of documents in a language that is not read; left out."
    assert next(line for line in said if "joint_exercises" in line).split()[1] == "1", "one is scored"
