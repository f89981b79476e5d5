"""Executed notebooks lose what differs from run to run, and nothing else."""

from __future__ import annotations

import copy

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from analysis.reports.canonical import canonical, to_bytes, without_injected


def _executed(*, seed: str = "a", folder: str = "/home/someone/project") -> NotebookNode:
    """A notebook as papermill leaves it; all that depends on seed differs from run to run."""
    cells = [
        new_markdown_cell("# Title", id="question"),
        new_code_cell("n: int = 1", id="parameters", metadata={"tags": ["parameters"]}, execution_count=7),
        new_code_cell(
            f'project = "{folder}"', id=f"random-{seed}", metadata={"tags": ["injected-parameters"]}
        ),
        new_code_cell("show()", id="work", execution_count=9),
        new_code_cell("", id="blank"),
    ]
    cells[2]["execution_count"] = 8
    for cell in cells:
        cell.metadata["papermill"] = {"start_time": seed, "duration": len(seed)}
        cell.metadata.setdefault("tags", [])
    cells[3]["outputs"] = [
        new_output("stream", name="stdout", text="one\n"),
        new_output("stream", name="stderr", text=f"/tmp/ipykernel_{ord(seed)}/12.py:1: UserWarning\n"),
        new_output("stream", name="stdout", text="two\n"),
        new_output(
            "execute_result", {"text/plain": f"<object at 0x7f0012ab{ord(seed):x}>"}, execution_count=9
        ),
        new_output("display_data", {"text/html": f"<p>{folder}/data at 0x7f00aabbcc</p>"}),
    ]
    metadata = {
        "papermill": {"output_path": f"/tmp/{seed}.ipynb", "end_time": seed},
        "kernelspec": {"name": "python3", "display_name": f"Python {seed}", "language": "python"},
        "language_info": {"name": "python", "version": f"3.11.{ord(seed)}"},
    }
    return new_notebook(cells=cells, metadata=metadata)


def test_two_runs_give_the_same_bytes():
    source = _executed()
    first, _ = canonical(_executed(seed="a"), source=_without(source))
    second, _ = canonical(_executed(seed="b"), source=_without(source))
    assert to_bytes(first) == to_bytes(second)
    assert to_bytes(first).endswith(b"}\n")


def _without(notebook: NotebookNode) -> NotebookNode:
    bare = copy.deepcopy(notebook)
    del bare.cells[2]
    return bare


def test_ids_are_those_of_the_source_and_the_injected_cell_has_one_of_its_own():
    clean, _ = canonical(_executed(), source=_without(_executed()))
    assert [cell.id for cell in clean.cells] == [
        "question",
        "parameters",
        "injected-parameters",
        "work",
        "blank",
    ]


def test_a_project_elsewhere_has_the_notebook_of_a_checkout():
    executed, parted = _executed(), _executed()
    parted.cells[2]["source"] = f"# Parameters\ntop = 3\n{executed.cells[2].source}"
    here = _executed(folder="[project]")
    del here.cells[2]
    bare, _ = canonical(here, source=_without(executed))
    clean, _ = canonical(executed, source=_without(executed), folder="/home/someone/project")
    assert to_bytes(clean) == to_bytes(bare)
    clean, _ = canonical(parted, folder="/home/someone/project")
    assert clean.cells[2].source == "# Parameters\ntop = 3"


def test_run_counts_are_in_order_without_gaps():
    clean, _ = canonical(_executed())
    assert [cell.get("execution_count") for cell in clean.cells] == [None, 1, 2, 3, None]
    assert clean.cells[3].outputs[1].execution_count == 3


def test_pieces_of_stdout_are_one_and_stderr_is_set_apart():
    clean, warnings = canonical(_executed())
    assert [out.output_type for out in clean.cells[3].outputs] == ["stream", "execute_result", "display_data"]
    assert clean.cells[3].outputs[0].text == "one\ntwo\n"
    assert len(warnings) == 1 and "<cell>:1: UserWarning" in warnings[0]


def test_addresses_go_from_what_python_prints_but_not_from_tables_and_quotations():
    clean, _ = canonical(_executed())
    assert clean.cells[3].outputs[1].data["text/plain"] == "<object at 0x...>"
    assert "at 0x7f00aabbcc" in clean.cells[3].outputs[2].data["text/html"]


def test_the_folder_of_the_project_shows_nowhere():
    clean, _ = canonical(_executed(), folder="/home/someone/project", stopped=True)
    assert b"/home/someone" not in to_bytes(clean)
    assert clean.cells[2].source == 'project = "[project]"'


def test_what_was_set_is_the_same_with_and_without_a_folder():
    """papermill ends what it puts in with a new line; without the folder's line there is none."""
    said = ["# Parameters", 'theme = "lake"']
    made = []
    for lines, folder in ((said, ""), ([said[0], 'project = "/p"', said[1]], "/p")):
        executed = _executed()
        executed.cells[2]["source"] = "".join(f"{line}\n" for line in lines)
        made.append(canonical(executed, folder=folder)[0].cells[2].source)
    assert made[0] == made[1] == "\n".join(said)


def test_the_input_is_left_as_it_was():
    executed = _executed()
    before = copy.deepcopy(executed)
    canonical(executed, folder="/home/someone/project")
    assert executed == before


def test_doing_it_twice_is_doing_it_once():
    once, _ = canonical(_executed())
    assert to_bytes(canonical(once)[0]) == to_bytes(once)


def test_without_the_injected_cell_counts_close_up():
    bare = without_injected(canonical(_executed())[0])
    assert [cell.get("execution_count") for cell in bare.cells] == [None, 1, 2, None]
    assert "injected" not in to_bytes(bare).decode()
