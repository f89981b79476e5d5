"""Where things lie: a project's own reference data and gold, else the checkout's."""

from __future__ import annotations

from analysis.paths import CHECKOUT, Project


def test_gold_alone_is_no_reference_data_of_its_own(tmp_path):
    project = Project.at(tmp_path)
    shipped = CHECKOUT / "data" / "reference"
    assert project.reference == shipped
    project.gold.mkdir(parents=True)
    assert project.reference == shipped


def test_gold_of_another_project_is_not_taken_over(tmp_path):
    project = Project.at(tmp_path)
    assert project.gold == tmp_path / "data" / "reference" / "gold"
    (tmp_path / "data" / "reference" / "codebook").mkdir(parents=True)
    assert project.reference == tmp_path / "data" / "reference"
    assert project.gold == tmp_path / "data" / "reference" / "gold"
