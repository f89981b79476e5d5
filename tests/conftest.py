"""Fixtures shared by all tests."""

from __future__ import annotations

import pytest


@pytest.fixture(scope="session")
def nlp():
    """The project's language model, loaded once a test process."""
    from analysis.extract.model import load_model

    return load_model()
