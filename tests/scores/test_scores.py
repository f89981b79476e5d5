"""The scorers run from end to end on tiny gold of our own, and say what is missing."""

from __future__ import annotations

import json
import sys
from dataclasses import replace

import pandas as pd
import pytest

import ruritania
from analysis import tables
from analysis.explain import Reader
from analysis.gold import read_articles
from analysis.paths import Project
from scores import __main__ as command
from scores import attribution, entities, speed, transcripts
from scores.corpora import build_chosen, fixed_sample
from scores.table import Missing

TEXT = "The mayor of Ruritania said that the harbour is open. It rained."
DRILLS = "Ruritania and Borduria will hold joint military drills in May, the mayor said."
CONLL = "Ada\tB-politician\nBrandt\tI-politician\nvisited\tO\nParis\tB-location\n\nIt\tO\nrained\tO\n"


def marked(**roles: str) -> dict[str, list[list[int]]]:
    return {role: [[TEXT.index(words), TEXT.index(words) + len(words)]] for role, words in roles.items()}


@pytest.fixture
def folder(tmp_path):
    article = {"doc_id": "a", "title": "Harbour", "date": "2025-05-02", "text": TEXT}
    article["attributions"] = [
        marked(source="The mayor of Ruritania", cue="said", content="that the harbour is open")
    ]
    sentence = {"doc_id": "d", "start": 0, "end": len(DRILLS), "themes": ["joint_exercises"]}
    sentence |= {"voice": "attributed", "source": "the mayor"}
    files = {
        "gold/polnear/dev.jsonl": json.dumps(article),
        "gold/themes_dev.jsonl": json.dumps(sentence),
        "gold/ner_crossner_politics/dev.txt": CONLL,
        "gold/ner_crossner_politics/train.txt": CONLL,
        "corpora/kremlin_made_up.jsonl": json.dumps(
            {"doc_id": "d", "text": DRILLS, "published": "2025-05-02"}
        ),
        "corpora/rows.csv": "doc_id,text\nx,Nothing happened in the old town today.\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text + "\n", "utf-8")
    return tmp_path


def run(monkeypatch, folder, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["scores", str(folder), *arguments])
    return command.main()


def test_one_table_with_what_is_missing_below(folder, monkeypatch, capsys):
    parts = ["attribution", "codes", "entities", "transcripts"]
    assert run(monkeypatch, folder, "--csv", str(folder / "out.csv"), "--parts", *parts) == 0
    said = capsys.readouterr().out
    assert "attribution: no column of textacy, there is no none: it could not be installed" in said
    assert "entities: WikiGold is not scored" in said and "wikigold.conll.txt is not there" in said
    table = pd.read_csv(folder / "out.csv")
    scores = table.drop_duplicates(["part", "figure"]).set_index(["part", "figure"])["score"]
    assert scores["attribution", "with_source"] == 1.0
    assert (scores["codes", "joint_exercises"], scores["codes", "voice"]) == (1.0, 1.0)
    assert scores["codes, rules alone", "joint_exercises"] == 1.0
    assert table.loc[table["figure"] == "PER", "n"].tolist() == [2, 2]
    assert table.loc[table["figure"] == transcripts.FIGURES[0], "n"].tolist() == [0]


def test_an_empty_folder_is_said_part_by_part(tmp_path, monkeypatch, capsys):
    parts = [name for name in command.PARTS if name != "linking"]
    assert run(monkeypatch, tmp_path, "--parts", *parts) == 1
    said = capsys.readouterr().out.splitlines()
    assert len(said) == len(parts) and all(": not scored, " in line for line in said)


def test_predictions_are_written_in_the_form_of_the_gold(folder, capsys):
    gold, out = folder / "gold/polnear/dev.jsonl", folder / "out.jsonl"
    attribution.main([str(gold), "--predictions", str(out)])
    assert "with_source" in capsys.readouterr().out
    [row] = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    [wanted] = read_articles(gold)
    assert row["doc_id"] == "a"
    assert row["attributions"][0]["source"] == [list(span) for span in wanted.attributions[0].source]


def test_tags_become_names(folder):
    first, second = entities.read_conll(folder / "gold/ner_crossner_politics/dev.txt")
    assert (first.text, second.text) == ("Ada Brandt visited Paris", "It rained")
    assert first.names == {(0, 10, "PER"), (19, 24, "LOC")} and second.names == set()


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        (["I-PER", "I-PER", "O"], {(0, 3, "PER")}),
        (["B-person", "B-person", "O"], {(0, 1, "PER"), (2, 3, "PER")}),
        (["I-PER", "I-LOC", "O"], {(0, 1, "PER"), (2, 3, "LOC")}),
        (["B-politician", "I-person", "O"], {(0, 1, "PER"), (2, 3, "PER")}),
        (["I-MISC", "O", "I-ORG"], {(4, 5, "ORG")}),
    ],
)
def test_where_a_name_ends(tmp_path, tags, expected):
    path = tmp_path / "tags.txt"
    path.write_text("".join(f"x {tag}\n" for tag in tags), "utf-8")
    assert entities.read_conll(path)[0].names == expected


def test_a_build_of_chosen_documents_can_be_timed(folder, tmp_path):
    project = build_chosen(folder / "corpora", {"d", "x"}, tmp_path / "p")
    assert sorted(tables.read("documents", project=project)["doc_id"]) == ["d", "x"]
    [(ours, bare)] = speed.rounds(project, n=1)
    assert min(ours.clock, ours.processor, bare.clock, bare.processor) > 0
    slow, fast = speed.Time(4.0, 2.0), speed.Time(1.0, 1.0)
    assert speed.median_share([(slow, fast), (slow, fast), (fast, fast)], "clock") == 0.25
    with pytest.raises(Missing, match="none of the 1 documents lies in"):
        build_chosen(folder / "corpora", {"y"}, tmp_path / "q")


def test_the_sample_does_not_depend_on_the_order():
    rows = [{"doc_id": str(n), "text": "one two"} for n in range(20)]
    assert fixed_sample(rows, words=10) == fixed_sample(rows[::-1], words=10)
    assert len(fixed_sample(rows, words=10)) == 5


SPEECH = "I think that we have done what we could, and I thank you all for it. We will go on with our work."
TURNS = (
    f"Minister of Defence Ada Brandt: {SPEECH}\n\nPresident of Ruritania Ilse Keller: {SPEECH}\n\n"
    f"Ada Brandt: {SPEECH}\n"
)


def test_names_are_taken_out_of_labels():
    pattern, people = transcripts.label_pattern(ruritania.actors())
    one = transcripts.without_names({"text": TURNS}, pattern, people)
    assert "Brandt" not in one.text and one.text.count("Minister of Defence: I") == 2
    assert [who for _, who in one.turns] == ["brandt", "keller", "brandt"]
    assert all(one.text[start:].startswith("I think") for start, _ in one.turns)


def test_turns_with_the_name_in_the_label_are_found():
    actors = ruritania.actors()
    pattern, people = transcripts.label_pattern(actors)
    one = transcripts.as_labelled({"text": "\n\n".join(TURNS.split("\n\n")[:2])}, pattern, people)
    other = replace(one, turns=[(start, "brandt") for start, _ in one.turns])
    reader = Reader(actors, Project.at().reference)
    assert transcripts.count_right(reader, [one]) == (2, 2)
    assert transcripts.count_right(reader, [other]) == (2, 1)
