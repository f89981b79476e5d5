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


def test_what_the_build_has_not_got_is_told_by_line_and_the_rest_is_scored(evaluated):
    status, said = evaluated(
        {},
        {"doc_id": "d11", "themes": ["joint_exercise"]},
        {"end": 99},
        {"start": 36, "end": 48, "themes": ["x"]},
    )
    assert status == 1 and said[0] == "3 of 4 sentences are at fault, see below; left out."
    assert next(line for line in said if "joint_exercises" in line).split()[1] == "1"
    assert said[-4:] == [
        "gold.jsonl line 2: the build has no document 'd11'. Did you mean 'd1'?",
        "gold.jsonl line 2: the codebook has no theme 'joint_exercise'. Did you mean 'joint_exercises'?",
        "gold.jsonl line 3: the sentence ends at character 99, beyond its text, expected at most 48.",
        "gold.jsonl line 4: the codebook has no theme 'x'. "
        "Known: joint_exercises, nato_framing, union_state_security.",
    ]


def test_where_all_is_at_fault_nothing_is_scored(evaluated):
    status, said = evaluated({"doc_id": "x"})
    assert status == 1 and said[-2].startswith("Nothing is left to score")
    assert said[-1].startswith("gold.jsonl line 1: the build has no document 'x'. Known: d1, d2")


def test_of_many_faults_the_first_are_shown(evaluated):
    status, said = evaluated({}, *({"doc_id": f"x{n}"} for n in range(25)))
    assert status == 1 and said[-1] == "... and 5 more"
