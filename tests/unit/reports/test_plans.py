"""Which reports are planned, and under which names."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.errors import DataError, ParameterError, ReportError
from analysis.parameters import Parameter, known_names
from analysis.paths import Project
from analysis.reports.plans import default_set, plan, run_name, theme_runs


def test_the_whole_set_has_each_notebook_once_and_the_theme_notebook_once_a_theme(project):
    runs = default_set(project)
    assert [run.name for run in runs] == ["01-count", "02-theme-border_talks", "02-theme-river_drills"]
    assert [dict(run.parameters) for run in runs] == [
        {},
        {"theme": "border_talks"},
        {"theme": "river_drills"},
    ]


def test_themes_choose_the_theme_reports_alone(project):
    assert [run.name for run in plan(project, themes=["river_drills"])] == ["02-theme-river_drills"]


def test_a_notebook_can_be_chosen_by_name(project):
    assert [run.name for run in plan(project, notebook="01-count")] == ["01-count"]
    assert [run.name for run in plan(project, notebook="notebooks/01-count.ipynb")] == ["01-count"]
    with pytest.raises(
        ReportError, match=r"notebook '01-cuont': there is no such notebook. Did you mean '01-count'"
    ):
        plan(project, notebook="01-cuont")


def test_a_theme_given_as_parameter_is_the_theme_report(project):
    (run,) = plan(project, assignments=["theme=river_drills"])
    assert run.name == "02-theme-river_drills"


def test_changed_parameters_make_a_readable_name_with_a_hash(project):
    (run,) = plan(project, themes=["river_drills"], assignments=["top=3", "start=2031-03-01"])
    assert run.name.startswith("02-theme-river_drills-start-2031-03-01-top-3-")
    (again,) = plan(project, themes=["river_drills"], assignments=["start=2031-03-01", "top=3"])
    assert again.name == run.name
    (other,) = plan(project, themes=["river_drills"], assignments=["start=2031-03-02", "top=3"])
    assert other.name != run.name


def test_a_default_given_by_hand_changes_nothing(project):
    (run,) = plan(project, themes=["river_drills"], assignments=["top=5"])
    assert run.name == "02-theme-river_drills"


def test_all_that_is_wrong_is_said_at_once(project):
    with pytest.raises(ParameterError) as raised:
        plan(project, themes=["river_dril", "river_drills"], assignments=["topp=3", "x", "start=2024"])
    said = str(raised.value)
    assert "--theme river_dril: the codebook has no such theme. Did you mean 'river_drills'?" in said
    assert "parameter topp: no notebook has it (01-count, 02-theme). Did you mean 'top'?" in said
    assert "-p x: is not an assignment" in said
    assert said.count("parameter start: '2024' is found, expected a date") == 1


def test_asking_for_what_no_notebook_has_together_is_refused(project):
    with pytest.raises(ParameterError, match="no notebook has all of these"):
        plan(project, notebook="01-count", themes=["river_drills"])
    with pytest.raises(ParameterError, match="is given by --theme and by -p"):
        plan(project, themes=["river_drills"], assignments=["theme=border_talks"])


def test_without_tables_the_build_is_asked_for(project, tmp_path):
    bare = Project.at(tmp_path / "bare")
    (bare.root / "notebooks").mkdir(parents=True)
    (project.notebooks / "01-count.ipynb").rename(bare.root / "notebooks" / "01-count.ipynb")
    with pytest.raises(DataError, match=rf"Run 'python -m analysis --project {bare.root} build' first"):
        default_set(bare)


def test_a_notebook_of_another_folder_is_not_taken_for_the_one_of_its_name(project, tmp_path, monkeypatch):
    with pytest.raises(ReportError, match=r"/01-count\.ipynb': is not one of notebooks\. Copy it there"):
        plan(project, notebook=str(tmp_path / "01-count.ipynb"))
    for given in ("01-count.ipynb", "notebooks/01-count.ipynb", str(project.notebooks / "01-count")):
        assert [run.name for run in plan(project, notebook=given)] == ["01-count"]


def test_a_folder_without_notebooks_is_refused(project):
    for path in project.notebooks.glob("*.ipynb"):
        path.unlink()
    with pytest.raises(ReportError, match="no notebook is found"):
        default_set(project)


def test_known_names_come_from_the_tables(project):
    names = known_names(project)
    assert names["theme"] == ["border_talks", "river_drills"]
    assert "Northern Wire" in names["outlets"] and "" not in names["outlets"]


def test_each_theme_has_its_report(project):
    assert theme_runs(project) == {
        "border_talks": "02-theme-border_talks",
        "river_drills": "02-theme-river_drills",
    }


@pytest.mark.parametrize(
    ("stem", "theme"),
    [("02 <img src=x>", "../../etc"), ("02", "НАТО"), ("../x", "a/b"), ("02", "x" * 500)],
)
def test_names_of_runs_are_safe_whatever_the_notebook_and_theme_are_called(stem, theme):
    parameters = [Parameter("theme", "str", "a"), Parameter("outlets", "str", "")]
    name = run_name(Path(f"{stem}.ipynb"), parameters, {"theme": theme, "outlets": "<b>/../"})
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-_.")
    assert len(name) <= 200 and ".." not in name
