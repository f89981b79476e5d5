"""Result tables as HTML and text."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.charts.markup import Wording, table_html, table_text
from html_reader import EVIL, Reader

TABLE = pd.DataFrame(
    {
        "outlet": ["Wire", "Post"],
        "n_documents": [1200, 3],
        "n_coded": [420, 0],
        "share": [0.35, 0.0],
        "share_low": [0.323, 0.0],
        "share_high": [0.377, 0.561],
        "is_large": [True, False],
        "published_first": [pd.Timestamp("2024-03-05"), pd.NaT],
    }
)


def test_numbers_are_formatted_and_right_aligned():
    reader = Reader(table_html(TABLE, Wording("Outlets")))
    assert [t for t in reader.texts if t] == [
        *("Outlets", "outlet", "documents", "share (95 % interval)", "large", "first"),
        *("Wire", "420 of 1,200", "35 % (32 % to 38 %)", "yes", "2024-03-05"),
        *("Post", "0 of 3", "0 % (0 % to 56 %)", "no"),
    ]
    numeric = [attrs for attrs in reader.with_tag("td") if attrs.get("class") == "numeric"]
    assert len(numeric) == 4 and all("text-align: right" in attrs["style"] for attrs in numeric)
    assert [attrs["scope"] for attrs in reader.with_tag("th")] == ["col"] * 5 + ["row"] * 2


def test_events_are_shown_by_name_and_counts_lead_to_the_one_of_the_id():
    ids = ["meeting:Meeting of Ada Brandt: again:told-2031-05-02", "exercise:River Shield 2031", ""]
    told = pd.DataFrame(
        {"occurrence_id": ids, "name": ["Meeting", "River Shield", "-"], "n_coded": [2, 1, 0]}
    )
    assert [t for t in Reader(table_html(told, Wording("Told"))).texts if t][1:5] == [
        *("name", "documents", "Meeting", "2")
    ]
    known = told[["name", "occurrence_id", "n_coded"]]
    html = table_html(known, Wording("Known", links={"event": "occurrence_id"}))
    said = [t for t in Reader(html).texts if t]
    assert "told of as" in said and "Meeting of Ada Brandt: again" in said and "River Shield 2031" in said
    assert "told-2031-05-02" in html, "in the link"


@pytest.mark.parametrize(
    ("cells", "is_whole"),
    [
        (pd.to_datetime(["2021-05-04", None]), True),
        (["2021-05-04", ""], True),
        (["2021-05-04", "2021-05-04 at night"], False),
        (["", None], False),
    ],
    ids=["days", "as text", "among texts", "none"],
)
def test_a_day_is_not_broken_at_its_hyphens(cells, is_whole):
    html = table_html(pd.DataFrame({"name": ["a", "b"], "day": cells}), Wording("Days"))
    assert ("white-space: nowrap" in html) == is_whole


def test_counts_lead_to_the_evidence_unless_there_is_none():
    reader = Reader(table_html(TABLE, Wording("Outlets", links={"outlet": "outlet"})))
    assert reader.with_tag("a") == [{"href": "#evidence?outlet=Wire"}]


def test_a_blank_leads_to_all_evidence_and_is_named():
    table = pd.DataFrame({"rule": [None, "r&d"], "n_documents": [3, 3], "n_coded": [2, 1]}).astype(
        {"rule": "str"}
    )
    wording = Wording("Rules", blank="any rule", links={"rule": "rule"})
    reader = Reader(table_html(table, wording))
    assert [attrs["href"] for attrs in reader.with_tag("a")] == ["#evidence", "#evidence?rule=r%26d"]
    assert "any rule" in reader.texts
    assert "any rule" in table_text(table, wording)


def test_the_trained_coder_is_no_rule_but_leads_to_its_sentences():
    table = pd.DataFrame({"rule": ["drills/trained"], "n_documents": [3], "n_coded": [1]})
    reader = Reader(table_html(table, Wording("Rules", links={"rule": "rule"})))
    assert "trained coder" in reader.texts and "drills/trained" not in reader.texts
    assert reader.with_tag("a") == [{"href": "#evidence?rule=drills%2Ftrained"}]


def test_a_column_with_ends_is_shown_as_an_interval():
    row = {"theme": "Drills", "precision": 0.5, "precision_low": 0.2, "precision_high": 0.8}
    text = table_text(pd.DataFrame([row]), Wording("Accuracy"))
    assert text.splitlines()[1:] == [
        "theme   precision (95 % interval)",
        "Drills        50 % (20 % to 80 %)",
    ]


def test_all_text_is_escaped():
    table = pd.DataFrame({EVIL: [EVIL], "n_coded": [1], "kind": [EVIL], "outlet": [EVIL]})
    wording = Wording(EVIL, blank=EVIL, links={"outlet": "outlet"})
    html = table_html(table, wording)
    assert "<script" not in html
    assert Reader(html).texts.count(EVIL) == 5
    assert "<script" not in table_html(table[:0], Wording(EVIL, empty=EVIL))


@pytest.mark.parametrize("write", [table_html, table_text])
def test_an_empty_table_says_so(write):
    assert "All originals could be used." in write(
        TABLE[:0], Wording("Not used", "All originals could be used.")
    )


def test_plain_text_has_the_same_cells_in_columns():
    lines = table_text(TABLE, Wording("Outlets")).splitlines()
    assert lines[0] == "Outlets"
    assert [line.split("  ")[0] for line in lines[1:]] == ["outlet", "Wire", "Post"]
    assert lines[2].index("420 of 1,200") + len("420 of 1,200") == lines[3].index("0 of 3") + len("0 of 3")


def test_lists_and_codes_are_words():
    table = pd.DataFrame({"side": ["nato", "unlinked"], "directions": [["a", "b"], []]})
    texts = [text for text in Reader(table_html(table, Wording("x"))).texts if text]
    assert texts[-3:] == ["NATO", "a, b", "no known actor"]
