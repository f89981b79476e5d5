"""The page on coding by hand: its commands run in the order in which they stand there."""

from __future__ import annotations

import re
import shlex

from analysis import handcoding
from analysis.cli import main
from analysis.paths import CHECKOUT
from made_project import write_project

PAGE = CHECKOUT / "data" / "reference" / "gold" / "README.md"


def test_every_command_of_the_page_runs_in_its_order(tmp_path, monkeypatch, capsys):
    project = write_project(tmp_path / "made", n_documents=150)
    monkeypatch.chdir(tmp_path)
    commands = re.findall(r"^python -m analysis (.*)$", PAGE.read_text("utf-8"), flags=re.MULTILINE)
    assert len(commands) == 11
    for command in commands:
        assert main(["--project", str(project.root), *shlex.split(command)]) == 0, command
        if command.startswith("sample draw spring"):
            sample = handcoding.load_sample(project.gold, "spring")
            for coder, n in (("ann", 0), ("bo", 3)):
                codings = {one.key: handcoding.Coding(themes={}) for one in sample.drawn}
                codings |= {one.key: _exercises(one) for one in sample.drawn[n:]}
                handcoding.save_codes(project.gold, sample, coder, codings)
    said = capsys.readouterr().out
    assert "coders differ on" in said and "ann has coded 300 of 300" in said and "precision_low" in said


def _exercises(one: handcoding.Drawn) -> handcoding.Coding:
    return handcoding.Coding(themes={"joint_exercises": None} if one.stratum == "joint_exercises" else {})
