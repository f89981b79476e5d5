"""The command line: exit status, and errors that say where, what and what next."""

from __future__ import annotations

import codecs
import json
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest

from analysis import tables
from analysis.cli import main
from analysis.paths import Project

TEXT = "The minister of Ruritania said that Ruritania and Borduria would hold joint military drills in May."


def run(project, *arguments: str) -> int:
    return main(["--project", str(project), *arguments])


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text(TEXT, "utf-8")
    return path


def test_ingest_build_code_and_compare(tmp_path, article, capsys):
    project = tmp_path / "project"
    assert run(project, "ingest", str(article), "--collection", "news", "--published", "2025-05-02") == 0
    assert run(project, "build", "--jobs", "1") == 0
    said = capsys.readouterr().out
    assert "1 documents" in said and "1 of 1 texts parsed" in said
    codes = tables.read("codes", project=str(project))
    assert codes[["theme", "voice"]].drop_duplicates().values.tolist() == [["joint_exercises", "attributed"]]
    assert run(project, "build", "--jobs", "1") == 0
    assert capsys.readouterr().out.count("skipped: nothing changed") == 6
    assert run(project, "ingest", str(article), "--collection", "news") == 0
    assert "already" in capsys.readouterr().out
    assert run(project, "compare", str(project), str(project)) == 0
    said = capsys.readouterr().out
    assert "codes: 1 -> 1 rows, 0 lost, 0 gained" in said
    assert "All numbers that reports lead with are the same." in said
    assert run(project, "codebook", "check") == 0, "what a small corpus shows is no fault"
    said = capsys.readouterr().out
    assert "note: codebook/csto_cis.yml line" in said and "fires nowhere in the built corpus" in said


def test_compare_shows_lost_codes_with_their_sentences_and_what_they_do_to_the_numbers(
    tmp_path, article, capsys
):
    before, after = tmp_path / "before", tmp_path / "after"
    run(before, "ingest", str(article), "--collection", "news")
    run(before, "build", "--jobs", "1")
    shutil.copytree(before, after)
    codes = tables.read("codes", project=str(after))
    tables.write(codes.iloc[:0], "codes", folder=after / "data" / "processed")
    capsys.readouterr()
    assert run(tmp_path, "compare", str(before), str(after)) == 0
    said = capsys.readouterr().out
    assert "codes: 1 -> 0 rows, 1 lost, 0 gained" in said
    coder = f"rule {codes['rule'][0]}"
    line = f"- joint_exercises  attributed, asserted  {codes['sentence_id'][0]}  {coder}\n      {TEXT}\n"
    assert line in said
    assert re.search(r"documents +1 of 1 -> 0 of 1 +-100\.0 +sentences 1 -> 0", said)


def test_compare_names_every_folder_that_holds_no_build(tmp_path, capsys):
    (tmp_path / "empty").mkdir()
    assert main(["compare", str(tmp_path / "none"), str(tmp_path / "empty")]) == 1
    first, second = capsys.readouterr().err.splitlines()
    assert "none: is no folder, expected the folder of a project" in first
    assert "empty: holds no build, expected the folder of a project" in second


def test_bad_input_is_reported_with_its_line_and_the_rest_goes_in(tmp_path, capsys):
    source = tmp_path / "mixed.jsonl"
    source.write_text('{"doc_id": "a", "text": "Good."}\n{broken\n{"doc_id": "b", "text": ""}\n', "utf-8")
    assert run(tmp_path / "p", "ingest", str(source), "--collection", "c") == 1
    said = capsys.readouterr().out
    assert "line 2" in said and "line 3" in said
    assert run(tmp_path / "p", "build", "--jobs", "1") == 1, (
        "what is not used makes the status say so, every time"
    )
    assert tables.read("documents", project=str(tmp_path / "p"))["doc_id"].tolist() == ["a"]
    assert len(tables.read("rejected", project=str(tmp_path / "p"))) == 2


def test_code_shows_actor_attribution_theme_and_rule(capsys):
    assert main(["code", TEXT]) == 0
    said = capsys.readouterr().out
    assert "minister of Ruritania (indirect)" in said
    assert "joint_exercises; attributed" in said and "rule joint_exercises/" in said


def test_code_names_the_conditions_that_held_and_the_one_that_kept_a_rule_from_firing(capsys):
    assert main(["code", "NATO threatens the region. A storm threatens the region."]) == 0
    said = capsys.readouterr().out
    assert "why    nato_framing/called_a_threat (threat): threatens; in one clause with: NATO" in said
    assert "nearly nato_framing/called_a_threat: threatens; but nothing 'in one clause with'" in said


def test_codebook_check_shows_the_first_notes_and_how_many_more(tmp_path, monkeypatch, capsys):
    notes = [f"note number {n}" for n in range(30)]
    monkeypatch.setattr("analysis.checks.check_themes", lambda project: [])
    monkeypatch.setattr("analysis.checks.note_themes", lambda project: notes)
    assert run(tmp_path, "codebook", "check") == 0
    said = capsys.readouterr().out.splitlines()
    assert sum(line.startswith("note: ") for line in said) == 20
    assert "... and 10 more notes, which --all shows" in said and said[-1].startswith("30 notes.")
    assert run(tmp_path, "codebook", "check", "--all") == 0
    assert sum(line.startswith("note: ") for line in capsys.readouterr().out.splitlines()) == 30


def test_codebook_check_says_what_it_could_not_look_for(tmp_path, capsys):
    assert run(tmp_path, "codebook", "check") == 0
    assert "Run build first." in capsys.readouterr().out


def test_code_of_a_text_without_themes_says_so(capsys):
    assert main(["code", "The cup final was played on Sunday."]) == 0
    assert "No theme of the codebook was found." in capsys.readouterr().out


def test_a_sample_is_drawn_checked_and_built(tmp_path, article, capsys):
    project = tmp_path / "project"
    assert run(project, "ingest", str(article), "--collection", "news") == 0
    assert run(project, "build", "--jobs", "1") == 0
    assert run(project, "sample", "draw", "first", "--size", "1", "--coders", "ann") == 0
    said = capsys.readouterr().out
    assert "1 of 1 sentences drawn" in said
    assert f"{project.as_posix()}/data/reference/gold/first: " in said
    codes = project / "data" / "reference" / "gold" / "first" / "codes-ann.csv"
    codes.write_text(codes.read_text("utf-8").replace(",,,,,", ",joint_exercise,,,,"), "utf-8")
    assert run(project, "check") == 1
    assert "gold/first/codes-ann.csv line 2: unknown theme 'joint_exercise'" in capsys.readouterr().out
    assert run(project, "sample", "draw", "second", "--size", "1") == 0
    capsys.readouterr()
    assert run(project, "build", "--jobs", "1") == 1
    said = capsys.readouterr().out
    assert "1 sentences drawn for coding by hand; left out: first" in said
    assert "Samples left out, as their files have faults:\n  gold/first/codes-ann.csv line 2: unknown" in said
    assert set(tables.read("gold_sentences", project=str(project))["sample"]) == {"second"}
    (faults,) = tables.read("gold_faults", project=str(project)).itertuples()
    assert (faults.sample, faults.path, faults.line) == ("first", "gold/first/codes-ann.csv", 2)
    assert run(project, "build", "--jobs", "1") == 1, "as long as it is so"
    shutil.rmtree(codes.parent.with_name("second"))
    codes.write_text(codes.read_text("utf-8").replace("joint_exercise,", "joint_exercises,"), "utf-8")
    assert run(project, "check") == 0, capsys.readouterr().out
    assert run(project, "build", "--jobs", "1") == 0
    assert "1 sentences drawn for coding by hand" in capsys.readouterr().out
    gold = tables.read("gold_codes", project=str(project))
    assert gold[["coder", "theme"]].values.tolist() == [
        ["agreed", "joint_exercises"],
        ["ann", "joint_exercises"],
    ]


@pytest.fixture
def sampled(tmp_path):
    """A made-up project with a sample of twelve sentences, coded by two people who differ on one."""
    from analysis import handcoding
    from made_project import write_project

    project = write_project(tmp_path / "made")
    assert run(project.root, "sample", "draw", "first", "--size", "12", "--by", "theme") == 0
    sample = handcoding.load_sample(project.gold, "first")
    found = {one.key: one.stratum for one in sample.drawn}
    codings = {
        key: handcoding.Coding(
            themes={} if theme == "no theme" else {theme: "threat" if sample.themes[theme] else None}
        )
        for key, theme in found.items()
    }
    handcoding.save_codes(project.gold, sample, "ann", codings)
    codings[sample.drawn[0].key] = handcoding.Coding(
        themes={"nato_framing": "mixed", "joint_exercises": None}
    )
    handcoding.save_codes(project.gold, sample, "bo", codings)
    return project


def test_a_coded_sample_is_compared_decided_and_scored(sampled, tmp_path, capsys):
    project = sampled.root
    capsys.readouterr()
    assert run(project, "sample", "agreement", "first") == 0
    assert "bo has coded 12 of 12 sentences." in capsys.readouterr().out
    assert run(project, "sample", "adjudicate", "first") == 0
    assert "Open: 1 sentences" in capsys.readouterr().out
    assert run(project, "evaluate", "first") == 0
    said = capsys.readouterr().out
    assert "12 of 12 sentences of first are coded." in said and "precision_low" in said
    assert re.search(r"Coded in these sentences: \d+ by rules, 0 by the trained coder\.", said)
    assert "Too few sentences (fewer than 5) to tell precision or recall of: joint_exercises" in said
    assert run(project, "evaluate", str(sampled.gold / "first")) == 0
    for tool in ("label-studio", "doccano", "csv"):
        file = str(tmp_path / f"{tool}.out")
        assert run(project, "sample", "export", "first", "--coder", "ann", "--to", tool, file) == 0
        assert Path(file).read_bytes().startswith(codecs.BOM_UTF8) == (tool == "csv"), "Excel asks for it"
        assert run(project, "sample", "import", "first", "--coder", "cy", file) == 0
    assert "12 sentences changed; cy has coded 12 of 12." in capsys.readouterr().out


def test_agreement_is_on_the_documents_that_reports_count(sampled, capsys):
    documents = tables.read("documents", project=sampled)
    drawn = pd.read_csv(sampled.gold / "first" / "sample.csv")
    unread = documents["doc_id"] == drawn["doc_id"].iloc[0]
    other = documents.assign(language=documents["language"].mask(unread, "ru"))
    tables.write(other, "documents", folder=sampled.processed)
    capsys.readouterr()
    assert run(sampled.root, "sample", "agreement", "first") == 0
    n_aside = int((drawn["doc_id"] == drawn["doc_id"].iloc[0]).sum())
    said = capsys.readouterr().out
    assert f"not counted (another language, a copy, or gone): {n_aside}." in said
    row = re.search(r"joint_exercises .* (\d+) +\d+ +\d+ +[01]\.\d+\n", said)
    assert row and int(row[1]) == 12 - n_aside
    tables.table_path("documents", sampled.processed).unlink()
    assert run(sampled.root, "sample", "agreement", "first") == 0
    assert "not counted" not in capsys.readouterr().out


def test_samples_that_are_not_there_or_not_coded_are_said(sampled, capsys):
    assert run(sampled.root, "sample", "agreement", "frist") == 1
    assert "Did you mean 'first'?" in capsys.readouterr().err
    assert run(sampled.root, "sample", "draw", "second", "--size", "3", "--coders", "ann", "ann") == 1
    assert "coder ann: is named twice, expected each coder once." in capsys.readouterr().err
    assert run(sampled.root, "sample", "draw", "second", "--size", "3") == 0
    assert run(sampled.root, "sample", "adjudicate", "second") == 1
    assert "None of 3 sentences is coded yet, so there is nothing to decide." in capsys.readouterr().out
    assert run(sampled.root, "sample", "agreement", "second") == 1
    assert "No sentence is coded by two people yet" in capsys.readouterr().out
    assert run(sampled.root, "evaluate", "second") == 1
    assert run(sampled.root, "sample", "draw", "third", "--size", "9999") == 1
    assert "sentences to draw from. Ask for" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["report"], " build' first."),
        (["evaluate", "no-such-file.jsonl"], "no-such-file.jsonl"),
        (["compare", "a", "b"], "a: is no folder"),
    ],
    ids=["report", "evaluate", "compare"],
)
def test_what_is_missing_is_named(arguments, said, tmp_path, capsys):
    assert run(tmp_path, *arguments) == 1
    shown = capsys.readouterr()
    assert said in shown.err and "Traceback" not in shown.err


@pytest.mark.parametrize("arguments", [[], ["biuld"], ["ingest", "x"], ["build", "--jobs", "0"]])
def test_a_wrong_call_exits_with_2(arguments):
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2


@pytest.mark.parametrize(
    "arguments", [["report", "--explain"], ["sample", "agreement", "first"]], ids=["report", "step of sample"]
)
def test_the_project_may_be_named_behind_the_command_too(arguments, tmp_path, capsys):
    before = main(["--project", str(tmp_path), *arguments]), capsys.readouterr()
    assert (main([*arguments, "--project", str(tmp_path)]), capsys.readouterr()) == before


def test_a_folder_is_no_text(tmp_path, monkeypatch, capsys):
    (tmp_path / "drills").mkdir()
    monkeypatch.chdir(tmp_path)
    assert run(tmp_path, "code", "drills") == 1
    assert capsys.readouterr().err.startswith("drills: is a folder, expected a text, a file, or -")


def test_check_is_silent_on_the_project_itself(capsys):
    assert main(["check"]) == 0, capsys.readouterr().out


def test_check_says_that_a_project_has_no_cues_of_its_own(tmp_path, capsys):
    reference = tmp_path / "data" / "reference"
    shutil.copytree(Project.at().reference, reference, ignore=shutil.ignore_patterns("gold", "cues.csv"))
    assert run(tmp_path, "check") == 0
    said = capsys.readouterr().out
    assert said.startswith(
        "note: data/reference/cues.csv: there is no such file, so the checkout's cues are used."
    )


def test_check_lists_faults_of_several_files_at_once(tmp_path, capsys):
    from analysis.paths import CHECKOUT

    shutil.copytree(CHECKOUT / "data" / "reference", tmp_path / "data" / "reference")
    outlets = tmp_path / "data" / "reference" / "outlets.csv"
    outlets.write_text(outlets.read_text("utf-8").replace(",state,", ",stat,", 1), "utf-8")
    entities = tmp_path / "data" / "reference" / "actors" / "entities.csv"
    entities.write_text(entities.read_text("utf-8").replace(",belarus,", ",belarsu,", 1), "utf-8")
    assert run(tmp_path, "check") == 1
    said = capsys.readouterr().out
    assert "outlets.csv line" in said and "entities.csv line" in said and "Did you mean" in said


def test_check_lists_faults_of_the_codebook_beside_those_of_other_files(tmp_path, capsys):
    from analysis.paths import CHECKOUT

    reference = tmp_path / "data" / "reference"
    shutil.copytree(CHECKOUT / "data" / "reference", reference)
    with (reference / "outlets.csv").open("a", encoding="utf-8") as rows:
        rows.write("one cell\n")
    theme = reference / "codebook" / "csto_cis.yml"
    theme.write_text(theme.read_text("utf-8").replace("title:", "titel:", 1), "utf-8")
    assert run(tmp_path, "check") == 1
    said = capsys.readouterr().out
    assert "outlets.csv line" in said and "Did you mean 'title'?" in said


def test_evaluate_extracts_texts_that_come_with_their_attributions(tmp_path, capsys):
    gold = tmp_path / "gold.jsonl"
    start = TEXT.index("that Ruritania")
    marks = {"source": [[0, 25]], "cue": [[26, 30]], "content": [[start, len(TEXT) - 1]]}
    gold.write_text(json.dumps({"doc_id": "a", "text": TEXT, "attributions": [marks]}), "utf-8")
    assert run(tmp_path / "p", "evaluate", str(gold)) == 0
    said = capsys.readouterr().out
    assert "1 texts" in said
    assert [line.split()[-1] for line in said.splitlines() if line.split()[0:1] == ["with_source"]] == [
        "1.000"
    ]
