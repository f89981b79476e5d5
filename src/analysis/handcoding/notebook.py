"""What the notebook for coding by hand shows: the form, or what to do first."""

from __future__ import annotations

from analysis.handcoding.samples import sample_names
from analysis.handcoding.session import Session
from analysis.paths import Project


def show_form(project: str, *, sample: str, coder: str) -> None:
    """Show the form for a coder and a sample of a project; where one of them is not named, say what to do.

    Raises:
        ReferenceDataError: If there is no such sample in the project, or its files are at fault.
        ParameterError: If the coder's name can't be.
        DataError: If the tables were not built yet.
    """
    from IPython.display import Markdown, display

    place = Project.at(project)
    if not sample or not coder:
        display(Markdown(what_to_do(place)))
        return
    from analysis.handcoding.form import CodingForm  # ipywidgets, which only this notebook needs

    display(CodingForm(Session(place, sample, coder)).view)


def what_to_do(project: Project) -> str:
    """Return, as Markdown, how to come to a form."""
    names = ", ".join(f"`{name}`" for name in sample_names(project.gold))
    draw = "`python -m analysis sample draw NAME --size 300 --by theme --coders ann bo`"
    there = f"Samples of this project: {names}." if names else f"This project has no sample yet: {draw}."
    return (
        f"{there} Write the name of a sample and your own name as a coder into the cell of parameters above, "
        "then run all cells."
    )
