"""The codebook that the project ships, and the page that explains its language."""

import re
import time

import pytest

from analysis.codebook import Coder, check_codebook, load_codebook
from analysis.paths import CHECKOUT

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


def test_page_is_one_page():
    assert len(PAGE.splitlines()) <= 110


def test_reading_and_compiling_is_quick(actors):
    # 0.25 s on one core, most of it YAML; the best of three, as others may be at work on the machine.
    def once() -> float:
        start = time.process_time()
        Coder(load_codebook(FOLDER, actors), actors)
        return time.process_time() - start

    assert min(once() for _ in range(3)) < 0.5
