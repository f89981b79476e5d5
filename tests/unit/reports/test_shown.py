"""What a notebook shows is taken from its outputs, and refused where it isn't whole."""

from __future__ import annotations

import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from analysis.errors import ReportError
from analysis.reports.shown import what_is_shown

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><rect/></svg>'
FIGURE = {"image/svg+xml": SVG, "image/png": "AA==", "text/csv": "a,b\n1,2\n", "text/plain": "alt"}
TABLE = {"text/html": "<table></table>", "text/csv": "doc_id,n\nb,1\na,2\na,3\n,4\n"}


def _output(data=FIGURE, **about):
    return new_output("display_data", data, metadata={"analysis": about})


def _shown(*outputs):
    cells = [new_code_cell("x", outputs=[output], execution_count=n) for n, output in enumerate(outputs, 1)]
    return what_is_shown(new_notebook(cells=cells), where="02-theme.ipynb")


def test_figures_and_tables_are_found_in_order_among_other_outputs():
    plain = new_output("display_data", {"text/plain": "x"})
    shown = _shown(
        _output(kind="figure", name="b", alt="What it shows"),
        plain,
        _output(TABLE, kind="table", name="a", caption="C"),
    )
    assert [(item.kind, item.name, item.text) for item in shown] == [
        ("figure", "b", "What it shows"),
        ("table", "a", "C"),
    ]
    assert shown[0].files() == {"CSV": "tables/b.csv", "SVG": "figures/b.svg", "PNG": "figures/b.png"}
    assert shown[1].files() == {"CSV": "tables/a.csv"}


def test_documents_cited_are_those_of_the_column_doc_id():
    (table,) = _shown(_output(TABLE, kind="evidence", name="evidence", caption="C"))
    assert table.doc_ids() == ["a", "b"]
    (figure,) = _shown(_output(kind="figure", name="f", alt="A"))
    assert figure.doc_ids() == []


def test_a_note_needs_no_table():
    (note,) = _shown(_output({"text/html": "<p>n</p>"}, kind="note", name="selection"))
    assert note.files() == {}


@pytest.mark.parametrize(
    ("outputs", "message"),
    [
        (
            [_output(kind="chart", name="a")],
            "cell [1]: an output of kind 'chart' is found, expected one of figure",
        ),
        (
            [_output(kind="figure", name="../a", alt="A")],
            "the name '../a' is found, expected lower-case letters",
        ),
        ([_output(kind="figure", name="a")], "figure 'a' says nothing of itself, expected alt text"),
        ([_output(TABLE, kind="table", name="a")], "table 'a' says nothing of itself, expected a caption"),
        (
            [_output({"image/png": "AA=="}, kind="figure", name="a", alt="A")],
            "figure 'a' has no image/svg+xml",
        ),
        (
            [_output(FIGURE | {"image/svg+xml": "<svg>"}, kind="figure", name="a", alt="A")],
            "SVG of figure 'a' is broken",
        ),
        ([_output(kind="figure", name="a", alt="A")] * 2, "cell [2]: the name 'a' is used twice"),
    ],
)
def test_what_is_not_whole_is_refused(outputs, message):
    with pytest.raises(ReportError) as raised:
        _shown(*outputs)
    assert message in str(raised.value)


def test_all_that_is_wrong_is_said_at_once():
    with pytest.raises(ReportError) as raised:
        _shown(_output({}, kind="figure", name="a"), _output(kind="x", name="a"))
    assert len(raised.value.faults) == 6
