"""Notebooks keep their form: a question, parameters, one call and one display a section, checks; no logic."""

from __future__ import annotations

import ast
import json
import re

import pytest

from analysis.parameters import read_parameters
from analysis.paths import CHECKOUT

NOTEBOOKS = sorted((CHECKOUT / "notebooks").glob("*.ipynb"))
MOST_CELLS, MOST_LINES = 13, 9
LOGIC = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.For, ast.While, ast.If, ast.Try)
LOOPS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
MAY_IMPORT = {"analysis.tables", "analysis.measures", "analysis.charts", "analysis.parameters"}

pytestmark = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def _cells(path, kind):
    return [cell for cell in json.loads(path.read_text("utf-8"))["cells"] if cell["cell_type"] == kind]


def _code(path):
    return ["".join(cell["source"]) for cell in _cells(path, "code")]


def _is_parameters(cell):
    return "parameters" in cell["metadata"].get("tags", [])


def test_name_says_number_and_question(path):
    assert re.fullmatch(r"\d\d-[a-z]+(-[a-z]+)*", path.stem)


def test_the_question_comes_first_in_one_sentence(path):
    first = json.loads(path.read_text("utf-8"))["cells"][0]
    title, blank, question = "".join(first["source"]).split("\n")
    assert first["cell_type"] == "markdown" and title.startswith("# ") and not blank
    assert question.endswith("?") and not re.search(r"[.?!] ", question)


def test_parameters_are_typed_literals_with_their_meaning(path):
    tagged = [place for place, cell in enumerate(_cells(path, "code")) if _is_parameters(cell)]
    assert tagged == [0]
    parameters = read_parameters(path)
    lines = _code(path)[0].splitlines()
    assert len(parameters) == len(lines) and parameters[0].name == "project"
    assert all(re.fullmatch(r"\w+: (str|int|float|bool) = [^=]+?  # .{10,}", line) for line in lines)
    assert all("at least 0" in line for line in lines if ": int" in line or ": float" in line)


def test_code_cells_are_few_and_short(path):
    cells = _code(path)
    assert len(cells) <= MOST_CELLS
    assert all(len([line for line in cell.splitlines() if line.strip()]) <= MOST_LINES for cell in cells)
    assert all(len(line) <= 110 for cell in cells for line in cell.splitlines())


def test_the_head_says_who_coded(path):
    notes = [line for line in _code(path)[1].splitlines() if line.startswith("charts.show_")]
    assert len(notes) == 1 and "by_coder=" in notes[0] and "measures.count_coders(" in _code(path)[1]


def test_code_has_no_logic_of_its_own(path):
    for cell in _code(path):
        nodes = list(ast.walk(ast.parse(cell)))
        assert not [node for node in nodes if isinstance(node, LOGIC + LOOPS)]
        texts = [
            node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)
        ]
        assert not [
            text for text in texts if re.search(r"[/\\]|\.(csv|parquet|json|png|svg|html|yml)\b", text)
        ]


def test_only_what_is_made_for_notebooks_is_imported(path):
    imported = [
        f"{node.module}.{alias.name}"
        for cell in _code(path)
        for node in ast.walk(ast.parse(cell))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    ]
    plain = [
        node for cell in _code(path) for node in ast.walk(ast.parse(cell)) if isinstance(node, ast.Import)
    ]
    assert set(imported) == MAY_IMPORT and not plain
    assert "import" in _code(path)[1]


def test_each_section_is_a_sentence_and_a_display(path):
    cells = json.loads(path.read_text("utf-8"))["cells"][3:]
    for text, code in zip(cells[::2], cells[1::2], strict=True):
        assert (text["cell_type"], code["cell_type"]) == ("markdown", "code")
        heading, blank, sentence = "".join(text["source"]).split("\n")
        assert heading.startswith("## ") and not blank
        assert sentence.endswith(".") and not re.search(r"[.?!] ", sentence)
        assert "".join(code["source"]).count("charts.show_") == 1


def test_prose_has_no_numbers(path):
    assert not [cell for cell in _cells(path, "markdown") if re.search(r"\d", "".join(cell["source"]))]


def test_the_last_cell_checks_the_numbers(path):
    last = _code(path)[-1]
    assert re.search(r"^checks = measures\.check_\w+\(", last, re.MULTILINE)
    assert last.rstrip().endswith("measures.require(checks)")


def test_file_is_in_the_form_it_is_kept_in(path):
    """Stable ids, run counts 1 to n or none, no times, no machine in it."""
    text = path.read_text("utf-8")
    notebook = json.loads(text)
    cells = _cells(path, "code")
    counts = [cell["execution_count"] for cell in cells]
    assert counts in ([None] * len(cells), list(range(1, len(cells) + 1)))
    assert notebook["metadata"]["kernelspec"]["name"] == "python3"
    assert set(notebook["metadata"]) <= {"kernelspec", "language_info"}
    assert all(re.fullmatch(r"[a-z-]+", cell["id"]) for cell in notebook["cells"])
    assert len({cell["id"] for cell in notebook["cells"]}) == len(notebook["cells"])
    assert str(CHECKOUT) not in text and "ipykernel_" not in text
    assert all(set(cell["metadata"]) <= {"tags"} for cell in notebook["cells"])
    assert text.endswith("}\n") and not text.endswith("\n\n")
