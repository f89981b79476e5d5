"""Imports point one way, and heavy libraries stay where they belong."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.fingerprints import PACKAGE

# Each layer may import the layers below it, never one beside or above it.
BASE = (
    "errors",
    "yaml_faults",
    "paths",
    "files",
    "records",
    "vocabulary",
    "columns",
    "gold_schemas",
    "schemas",
    "fingerprints",
    "processes",
    "stores",
    "parsed",
    "table_checks",
    "tables",
    "parameters",
    "kernel",
)
REFERENCE = ("reference",)
PARTS = ("sources", "clean", "extract", "codebook", "handcoding", "measures", "charts")
RUNNERS = (
    "pipeline",
    "steps",
    "buckets",
    "explain",
    "checks",
    "comparison",
    "scoring",
    "gold",
    "reports",
    "engine",
    "training",
)
TOP = ("commands", "sample_commands", "cli", "__main__")
USES_REFERENCE = {"sources", "extract", "codebook", "handcoding"}
ONLY_IN = {
    "spacy": {"extract"},
    "matplotlib": {"charts"},
    "papermill": {"reports"},
    "nbconvert": {"reports"},
    "nbclient": {"reports"},
    "onnxruntime": {"extract", "training"},
    "tokenizers": {"extract", "training"},
    "torch": {"training"},
    "ipywidgets": {"handcoding"},
    "krippendorff": {"measures"},
}

MODULES = sorted(PACKAGE.rglob("*.py"))


def _unit(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def _imports(path: Path) -> set[str]:
    """Every module imported anywhere in a file, apart from those that are there for types only."""
    tree = ast.parse(path.read_text("utf-8"))
    typed = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    found: set[str] = set()
    for node in ast.walk(tree):
        if id(node) in typed:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def _allowed(unit: str) -> set[str]:
    if unit in BASE:
        return set(BASE)
    if unit in REFERENCE:
        return set(BASE + REFERENCE)
    if unit in PARTS:
        return {unit, *BASE} | (set(REFERENCE) if unit in USES_REFERENCE else set())
    return set(BASE + REFERENCE + PARTS + RUNNERS) | (set(TOP) if unit in TOP else set())


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_point_one_way(path):
    own = {name.split(".")[1] for name in _imports(path) if name.startswith("analysis.")}
    units = {_unit(module) for module in MODULES}
    assert own & units <= _allowed(_unit(path))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_heavy_libraries_stay_where_they_belong(path):
    imported = {name.split(".")[0] for name in _imports(path)}
    strays = {library for library in imported & ONLY_IN.keys() if _unit(path) not in ONLY_IN[library]}
    assert not strays


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_modules_stay_small_and_relative_imports_out(path):
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= 330, "split it by what its parts are about"
    assert not any(isinstance(node, ast.ImportFrom) and node.level for node in ast.walk(ast.parse(text)))


def test_importing_every_module_loads_no_model_and_reads_no_data():
    """Importing all of the package opens nothing under data/ and takes no part of a notebook's time."""
    names = [
        "analysis." + ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
        for path in MODULES
        if path.stem not in ("__init__", "__main__") and _unit(path) != "training"  # which needs torch
    ]
    script = (
        "import importlib, sys\n"
        "opened = []\n"
        "sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == 'open' else None)\n"
        f"[importlib.import_module(name) for name in {names!r}]\n"
        "print([p for p in opened if '/data/' in p or ('en_core_web_sm' in p and 'dist-info' not in p)])\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
