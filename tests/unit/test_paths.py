"""Where things lie: a project's own reference data and gold, else the checkout's."""

from __future__ import annotations

from analysis.paths import CHECKOUT, Project


def test_gold_alone_is_no_reference_data_of_its_own(tmp_path):
    project = Project.at(tmp_path)
    shipped = CHECKOUT / "data" / "reference"
    assert (project.reference, project.gold) == (shipped, shipped / "gold")
    project.own_gold.mkdir(parents=True)
    assert (project.reference, project.gold) == (shipped, project.own_gold)


def test_gold_of_another_codebook_is_not_taken_over(tmp_path):
    project = Project.at(tmp_path)
    (tmp_path / "data" / "reference" / "codebook").mkdir(parents=True)
    assert project.reference == tmp_path / "data" / "reference"
    assert project.gold == tmp_path / "data" / "reference" / "gold"
