"""What the log says where a notebook's outputs are not those it was committed with."""

from __future__ import annotations

from nbformat.v4 import new_output

from nbval_log import explain, in_order

CURE = "If that is right: make notebooks, and look at the difference before you commit it."


def test_the_row_of_a_table_is_said_with_its_columns():
    said = explain("text/csv", "outlet,n\nWire,2\nGazette,3", "outlet,n\nWire,2\nGazette,4")
    assert said == [
        "text/csv differs in 1 of 3 lines:",
        "  columns    outlet,n",
        "  line 3:",
        "    committed Gazette,3",
        "    found     Gazette,4",
        CURE,
    ]


def test_of_a_long_line_the_place_is_shown():
    said = explain("image/svg+xml", "a" * 5_000 + "1" + "b" * 5_000, "a" * 5_000 + "2" + "b" * 5_000)
    assert all(len(line) < 200 for line in said) and "a1b" in said[2] and "a2b" in said[3]


def test_much_that_differs_is_counted():
    said = explain("text/plain", "\n".join("abcdefghij"), "\n".join("klmnopqrst"))
    assert said[0] == "text/plain differs in 10 of 10 lines:" and said[-2] == "  and 4 more lines"


def test_tables_are_compared_before_pictures():
    data = {
        "image/svg+xml": "<svg/>",
        "image/png": "",
        "text/html": "<p>",
        "text/csv": "n",
        "text/plain": "a",
    }
    output = in_order(new_output("display_data", data))
    assert list(output.data) == ["text/plain", "text/csv", "text/html", "image/svg+xml", "image/png"]
    assert output.output_type == "display_data"


def test_what_has_no_data_stays_as_it_is():
    output = new_output("stream", text="a")
    assert in_order(output) == output
