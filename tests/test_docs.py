"""What the documents say is so: commands exist and parse, links lead somewhere, tables are complete."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from analysis import cli
from analysis.fingerprints import PACKAGE
from analysis.paths import CHECKOUT

PAGES = [
    "README.md",
    "src/analysis/README.md",
    "data/raw/README.md",
    "data/processed/README.md",
    "data/reference/actors/README.md",
    "data/reference/codebook/README.md",
    "data/reference/gold/README.md",
    "reports/README.md",
    "tests/scores/README.md",
]
# What would tie the project to one machine or one registry.
STRAY = re.compile(r"(?<!\w)/(?:root|work)/|https?://\S*(?:pypi|anaconda|npm)")


def page(name: str) -> str:
    return (CHECKOUT / name).read_text("utf-8")


def commands(text: str) -> list[str]:
    blocks = re.findall(r"^```\w*\n(.*?)^```", text, flags=re.DOTALL | re.MULTILINE)
    lines = [line.split("  #")[0].strip() for block in blocks for line in block.splitlines()]
    return [line for line in lines if line.startswith("python -m analysis ")]


@pytest.mark.parametrize("command", commands(page("README.md")))
def test_every_command_of_the_readme_parses(command):
    cli.parser().parse_args(shlex.split(command)[3:])


def test_the_readme_lists_the_commands_there_are():
    listed = set(re.findall(r"^\| `([a-z-]+)", page("README.md"), flags=re.MULTILINE)) - {
        "01-corpus",
        "03-voices",
        "04-events",
    }
    known = set(
        re.findall(r"^    ([a-z-]+) {2,}|^    ([a-z-]+)$", cli.parser().format_help(), flags=re.MULTILINE)
    )
    assert {name for name in listed if not name[0].isdigit()} == {a or b for a, b in known} - {
        "refresh-notebooks"
    }


def test_every_make_target_of_the_readme_is_in_the_makefile():
    targets = set(re.findall(r"^([a-z]+):", page("Makefile"), flags=re.MULTILINE))
    assert set(re.findall(r"^make (\w+)", page("README.md"), flags=re.MULTILINE)) <= targets


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(name):
    folder = (CHECKOUT / name).parent
    links = re.findall(r"\]\(([^)#]+)", page(name))
    missing = [link for link in links if "://" not in link and not (folder / link).exists()]
    assert not missing


def test_the_design_page_names_every_part_of_the_package():
    text = page("src/analysis/README.md")
    parts = {path.name + ("/" if path.is_dir() else "") for path in PACKAGE.iterdir()}
    parts = {part for part in parts if not part.startswith((".", "__")) and part != "README.md"}
    assert {part for part in parts if f"`{part}`" not in text} == set()


def test_the_project_speaks_of_itself_alone():
    kept = [
        path
        for top in ("src", "tests", "notebooks", "data/reference")
        for path in (CHECKOUT / top).rglob("*")
    ]
    kept += [
        CHECKOUT / name
        for name in (*PAGES, "Makefile", "pyproject.toml", "requirements.lock", "environment.yml")
    ]
    suffixes = {".py", ".md", ".yml", ".csv", ".ipynb", ".toml", ".lock", ""}
    texts = {path: path.read_text("utf-8") for path in kept if path.is_file() and path.suffix in suffixes}
    own = Path(__file__).resolve()
    assert [str(path) for path, text in texts.items() if path != own and STRAY.search(text)] == []
