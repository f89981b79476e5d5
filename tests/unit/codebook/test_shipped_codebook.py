"""The codebook that the project ships, and the page that explains its language."""

import re
from dataclasses import replace

import pytest

from analysis.codebook import Coder, check_codebook, load_codebook
from analysis.parsed import Likely, Parse
from analysis.paths import CHECKOUT
from analysis.vocabulary import TRAINED_DIRECTIONS, TRAINED_THEMES

FOLDER = CHECKOUT / "data" / "reference" / "codebook"
PAGE = (FOLDER / "README.md").read_text(encoding="utf-8")


def cells(heading):
    """Return the rows of the table of the page that begins with some column heads."""
    lines = PAGE.splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith(heading)) + 2
    rows = []
    while lines[at].startswith("|"):
        row = re.split(r"(?<!\\)\|", lines[at])[1:-1]
        rows.append([cell.strip().replace("\\|", "|") for cell in row])
        at += 1
    return rows


def test_every_example_holds_and_every_rule_has_one(codebook, coder, read):
    assert [str(fault) for fault in check_codebook(codebook, coder, read)] == []


def test_themes_and_directions(codebook):
    themes = {theme.name: list(theme.directions) for theme in codebook.themes}
    assert themes["nato_framing"] == ["threat", "defence", "mixed", "other"]
    assert themes["joint_exercises"] == themes["union_state_security"] == []
    assert all(theme.include and theme.exclude for theme in codebook.themes)


@pytest.mark.parametrize(("pattern", "meaning", "fires", "not_on"), cells("| write |"))
def test_words_of_the_page(found, pattern, meaning, fires, not_on):
    pattern = pattern.strip("`")
    assert found(fires, pattern), f"{pattern} must find something in: {fires}"
    assert not found(not_on, pattern), f"{pattern} must find nothing in: {not_on}"


@pytest.mark.parametrize(("rule", "fires", "not_on"), cells("| rule |"))
def test_conditions_of_the_page(found, rule, fires, not_on):
    said = dict(part.split(": ", 1) for part in rule.strip("`").split("; "))
    conditions = {name.replace(" ", "_"): value.strip("'") for name, value in said.items()}
    find = conditions.pop("find")
    assert found(fires, find, **conditions)
    assert not found(not_on, find, **conditions)


def test_the_pages_theme_is_a_theme(tmp_path, actors, read):
    (tmp_path / "fishing.yml").write_text(PAGE.split("```yaml\n")[1].split("```")[0], encoding="utf-8")
    codebook = load_codebook(tmp_path, actors)
    assert check_codebook(codebook, Coder(codebook, actors), read) == []


THEME = """\
title: Exercises
definition: A theme for a test.
{line}
rules:
  - {{id: drill, find: drill}}
yes: [x]
no: [y]
"""


@pytest.mark.parametrize(("line", "fires", "likely", "coder"), cells("| line |"))
def test_trained_coder_of_the_page(tmp_path, actors, read, line, fires, likely, coder):
    text = THEME.format(line=line.strip("`") if line != "none" else "")
    (tmp_path / "joint_exercises.yml").write_text(text, encoding="utf-8")
    said = "The drill ended." if fires == "yes" else "It ended."
    parse = replace(Parse.of(read(said)), likely=[Likely(0, {"joint_exercises": float(likely)}, {})])
    hits = Coder(load_codebook(tmp_path, actors), actors)(parse)
    names = {"joint_exercises/trained": "the trained coder", "joint_exercises/drill": "the rule"}
    assert [names[hit.rule] for hit in hits] == ([] if coder == "nobody" else [coder])
    assert all(said[hit.start : hit.end] == said for hit in hits if hit.probability)


def test_page_names_the_themes_that_the_trained_coder_knows():
    told = " ".join(PAGE.split("## The trained coder")[1].split("|")[0].split())
    assert all(theme in told for theme in TRAINED_THEMES)
    assert len(TRAINED_DIRECTIONS["nato_framing"]) == 4


def test_page_is_one_page():
    assert len(PAGE.splitlines()) <= 110
