"""Fixtures shared by all tests."""

from __future__ import annotations

import shutil

import hypothesis
import pytest

from analysis.paths import CHECKOUT, Project

# The same examples every time, however busy the machine is.
hypothesis.settings.register_profile("project", deadline=None, derandomize=True)
hypothesis.settings.load_profile("project")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--refresh-golden", action="store_true", help="write tests/golden/expected again")


@pytest.fixture(scope="session")
def nlp():
    """The project's language model, loaded once a test process."""
    from analysis.extract.model import load_model

    return load_model()


@pytest.fixture(scope="session")
def sample(tmp_path_factory) -> Project:
    """A project folder of its own, built from the sample corpus."""
    from analysis.pipeline import build
    from analysis.steps import STEPS

    project = Project.at(tmp_path_factory.mktemp("sample"))
    shutil.copytree(CHECKOUT / "data" / "raw" / "sample", project.raw / "sample")
    shutil.copytree(Project.at().gold, project.gold)
    list(build(project, STEPS, jobs=1))
    return project
