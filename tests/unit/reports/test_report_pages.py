"""The page of a report and the index, from an executed notebook without running one."""

from __future__ import annotations

import base64
import hashlib
import json
import re

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from analysis.parameters import Parameter
from analysis.reports.facts import corpus_facts, evidence_facts, synthetic_note, value_text
from analysis.reports.index import index_page, write_index
from analysis.reports.links import Links
from analysis.reports.page import heading_of, plain, report_page
from analysis.reports.published import published
from analysis.reports.shown import what_is_shown

RECORD = {
    "run": "02-theme-drills",
    "title": "One theme",
    "subject": "River drills",
    "question": "Who says what?",
    "notebook": {"name": "02-theme.ipynb"},
    "parameters": {"theme": "drills", "top": 3},
    "changed": {"top": 3},
    "data_version": "0123456789ab",
    "model": {"name": "en_core_web_sm", "version": "3.8.0", "weights_sha256": "375095ffc333aa"},
    "corpus": {"documents": 1234, "sentences": 1, "first": "2031-03-02", "last": "2031-04-05"},
    "synthetic": 1234,
    "evidence": {"sentences": 7, "documents": 1},
    "figures": [{"name": "by-voice", "alt": "By voice", "title": "Authors speak most"}],
    "fingerprint": "f",
}
PARAMETERS = [
    Parameter("project", "str", "", "project folder"),
    Parameter("theme", "str", "other", "theme"),
    Parameter("top", "int", 5, "rows <b>shown</b>"),
]
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><defs><path id="g"/></defs>'
    '<a href="#evidence?outlet=A%20B"><use href="#g"/></a></svg>'
)
FIGURE = {
    "image/svg+xml": SVG,
    "image/png": "AA==",
    "text/csv": "outlet,n\n<b>A</b>,1\n",
    "text/plain": "By voice",
}
ROWS = (
    '<table id="evidence"><caption>Counted</caption><tbody><tr id="row-1" data-outlet="A B">'
    "<td>&lt;script&gt;"
    '<span class="cite" data-doc="d" data-position="1">2 March</span></td></tr></tbody></table>'
)
HOSTILE = "<script>alert(1)</script></pre><img src=x onerror=alert(2)>"


def _about(**about):
    return {"analysis": about}


def _notebook(*outputs, title="# One theme\n\nWho says *what*?"):
    cells = [
        new_markdown_cell(title),
        new_code_cell("top: int = 5", metadata={"tags": ["parameters"]}),
        new_code_cell("top = 3", metadata={"tags": ["injected-parameters"]}),
        new_markdown_cell("## Voices\n\nHow many."),
        new_code_cell("work()\n\n\nmore() < 5", outputs=list(outputs), execution_count=1),
        new_markdown_cell("## Voices"),
        new_markdown_cell("## Evidence"),
    ]
    return new_notebook(cells=cells)


EVIDENCE = new_output(
    "display_data",
    {"text/html": ROWS, "text/csv": "doc_id\nd\n"},
    metadata=_about(kind="evidence", name="evidence", caption="Counted"),
)
CHARTS = [
    new_output("display_data", FIGURE, metadata=_about(kind="figure", name=name, alt=f"Alt of {name}"))
    for name in ("one", "two")
]


def _page(*outputs, **options):
    links = Links(frozenset({"evidence"}))
    return report_page(_notebook(*outputs, **options), RECORD, PARAMETERS, links=links)


def test_title_question_facts_and_parameters_lead_the_page():
    page = _page()
    assert "<h1>River drills</h1>" in page and '<p class="eyebrow">One theme</p>' in page
    assert "<p>Who says <em>what</em>?</p>" in page
    assert "corpus: 1,234 documents, 1 sentence" in page
    assert '<td>3 <span class="changed">changed; usually 5</span></td>' in page
    assert "rows &lt;b&gt;shown&lt;/b&gt;" in page
    assert "project folder" not in page


def test_parameter_cells_and_the_title_are_not_shown_again():
    page = _page()
    assert page.count("<h1") == 1
    assert "top: int = 5" not in page and "top = 3" not in page


def test_code_stands_behind_a_toggle_with_its_blank_lines():
    page = _page()
    assert page.count('<details class="code"><summary>show code</summary>') == 1
    code = page.partition('<details class="code">')[2].partition("</details>")[0]
    plain_code = re.sub(r"<[^>]*>", "", code)
    assert "work()\n\n\nmore() &lt; 5" in plain_code


def test_headings_of_one_text_have_different_ids_and_are_listed():
    page = _page()
    assert [f'id="section-{name}"' in page for name in ("voices", "voices-2", "evidence")] == [True] * 3
    assert '<a href="#section-voices-2">Voices</a>' in page


def test_a_section_that_has_nothing_to_show_is_left_out():
    nothing = new_output("display_data", {"text/plain": "-"}, metadata=_about(kind="nothing", name="one"))
    page = _page(nothing)
    assert "How many." not in page and 'id="section-evidence"' in page
    assert what_is_shown(_notebook(nothing), where="x") == []
    assert "How many." in _page(nothing, CHARTS[1])


@pytest.mark.parametrize("kind", ["execute_result", "display_data"])
def test_what_a_cell_gives_is_shown_as_what_it_displays(kind):
    table = "<style>td {color: red}</style><table><tr><td>lake</td></tr></table>"
    page = _page(
        new_output(kind, {"text/html": table, "text/plain": "a  b"}),
        new_output(kind, {"text/plain": "1  <2"}),
    )
    assert "<td>lake</td>" in page and "color: red" not in page and "a  b" not in page
    assert "<pre>1  &lt;2</pre>" in page
    assert "<pre>a   b\n1   2</pre>" in _page(new_output("stream", name="stdout", text="a   b\n1   2"))


@pytest.mark.parametrize("line", ["lake\n", "lake"])
def test_of_very_long_prints_the_beginning_is_shown(line):
    page = _page(new_output("stream", name="stdout", text=line * 1_000_000))
    n_shown = page.count("lake")
    assert 39_000 < n_shown <= 50_000
    assert f"... and {(1_000_000 - n_shown) * len(line):,} more characters, in notebook.ipynb</pre>" in page


def test_two_charts_share_no_id_and_show_their_numbers():
    page = _page(*CHARTS, EVIDENCE)
    ids = re.findall(r'\bid="([^"]*)"', page)
    assert len(ids) == len(set(ids))
    assert {"c1-g", "c2-g", "figure-one", "figure-two"} <= set(ids)
    assert 'aria-label="Alt of one"' in page
    assert '<td>&lt;b&gt;A&lt;/b&gt;</td><td class="number">1</td>' in page
    assert '<a href="figures/two.png" download>PNG</a>' in page


def test_a_link_into_the_evidence_has_a_target_also_without_script():
    page = _page(CHARTS[0], EVIDENCE)
    assert 'href="#evidence?outlet=A%20B"' in page and '<span id="evidence?outlet=A%20B"></span>' in page
    assert page.count('id="evidence"') == 1


def test_a_cited_sentence_is_a_link():
    assert re.search(
        r'<a class="cite"[^>]* href="documents/d-[0-9a-f]{10}\.html#s1">2 March</a>', _page(EVIDENCE)
    )


def test_the_policy_lets_only_the_filter_run():
    page = _page(EVIDENCE)
    (script,) = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert policy.replace("&#39;", "'") == (
        f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def test_the_page_loads_nothing():
    page = _page(*CHARTS, EVIDENCE)
    assert not re.findall(
        r'(?:src|data|poster|action)="(?!data:)[^"]*"', page.partition("<body>")[2].replace("data-", "")
    )
    assert not re.findall(r"<link|<iframe|@import|url\(h", page)
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', page)


@pytest.mark.parametrize(
    "output",
    [
        new_output("stream", text=HOSTILE),
        new_output("display_data", {"text/plain": HOSTILE}),
        new_output("display_data", {"text/markdown": HOSTILE}),
        new_output("display_data", {"text/html": HOSTILE}),
        new_output("display_data", {"image/png": f'"{HOSTILE}'}),
        new_output("display_data", {"application/javascript": "alert(1)"}),
        new_output(
            "display_data", {"text/html": "<p>x</p>"}, metadata=_about(kind="note", name="n", caption=HOSTILE)
        ),
        new_output("display_data", FIGURE, metadata=_about(kind="figure", name="f", alt=f'"{HOSTILE}')),
    ],
    ids=["stream", "plain", "markdown", "html", "png", "javascript", "caption", "alt"],
)
def test_hostile_text_stays_text(output):
    page = _page(output)
    assert page.count("<script") == 1, "its own"
    assert "alert(1)</script>" not in page
    assert not re.search(r"<[^>]*\bonerror\s*=", re.sub(r'"[^"]*"', '""', page))
    assert not re.search(r"<img(?![^>]*src=\"data:image/png;base64,[A-Za-z0-9+/=]*\")", page)


def test_hostile_titles_and_values_stay_text():
    record = RECORD | {
        "title": HOSTILE,
        "subject": HOSTILE,
        "run": HOSTILE,
        "parameters": {"theme": HOSTILE, "top": 1},
    }
    page = report_page(_notebook(title=f"# {HOSTILE}\n\n{HOSTILE}"), record, PARAMETERS, links=Links())
    assert page.count("<script") == 1 and "<img" not in page.replace("&lt;img", "")


def test_a_note_the_page_shows_is_not_said_twice():
    text = synthetic_note(RECORD)
    note = new_output(
        "display_data",
        {"text/html": f'<p class="note">Counted: 7.</p>\n<p class="note">{text}</p>'},
        metadata=_about(kind="note", name="selection"),
    )
    page = _page(note)
    assert page.count(text) == 1 and "Counted: 7." in page


def test_synthetic_documents_are_always_said():
    assert synthetic_note(RECORD) == "Made from documents written for this project, not press."
    assert synthetic_note(RECORD | {"synthetic": 3}).startswith(
        "3 of 1234 documents were written for this project"
    )
    assert synthetic_note(RECORD | {"synthetic": 0}) == ""


def test_small_texts():
    assert evidence_facts(RECORD) == ["7 sentences cited from 1 document"]
    assert evidence_facts(RECORD | {"evidence": None}) == []
    assert corpus_facts(RECORD) == [
        "corpus: 1,234 documents, 1 sentence",
        "published 2031-03-02 to 2031-04-05",
    ]
    assert plain("Who says *what* & <b>why</b>?\n") == "Who says what & why?"
    assert [value_text(value) for value in (True, "", 5, "a")] == ["true", "not set", "5", "a"]
    assert heading_of(new_notebook()).title == ""
    assert heading_of(new_notebook(cells=[new_markdown_cell("Only text")])).lead == "Only text"


def test_the_same_input_gives_the_same_page():
    assert _page(*CHARTS, EVIDENCE) == _page(*CHARTS, EVIDENCE)


def test_the_index_lists_reports_with_preview_parameters_and_failures():
    page = index_page([RECORD], failed=["03-voices"])
    assert '<a href="02-theme-drills/report.html">River drills</a>' in page
    assert 'src="02-theme-drills/figures/by-voice.png"' in page
    assert "Authors speak most" in page
    assert "<code>top = 3</code>" in page and "0123456789ab" in page
    assert "en_core_web_sm 3.8.0 (weights 375095ffc333)" in page
    assert "The last attempt at 03-voices failed" in page
    assert "not press" in page


def test_the_index_says_once_what_all_reports_rest_on():
    older = RECORD | {"run": "old", "corpus": RECORD["corpus"] | {"documents": 7}}
    assert index_page([RECORD, RECORD | {"run": "b"}], failed=[]).count("1,234 documents") == 1
    both = index_page([RECORD, older], failed=[])
    assert both.count("corpus: 1,234 documents") == 1 and both.count("corpus: 7 documents") == 1


def test_the_index_of_nothing_says_what_to_do():
    assert "Run <code>python -m analysis report</code>" in index_page([], failed=[])


def test_hostile_records_stay_text_in_the_index():
    record = RECORD | dict.fromkeys(("run", "title", "subject", "question", "data_version"), HOSTILE)
    record |= {"changed": {HOSTILE: HOSTILE}, "model": {"name": HOSTILE, "version": HOSTILE}}
    page = index_page([record], failed=[HOSTILE])
    assert "<script" not in page and "<img src=x" not in page
    assert page.count("<img ") == 1


def test_the_index_is_made_from_what_lies_there(project):
    for name in ("b", "a", "broken", ".work"):
        (project.reports / name).mkdir(parents=True)
    for name in ("a", "b", ".work"):
        (project.reports / name / "run.json").write_text(json.dumps(RECORD))
    (project.reports / "broken" / "run.json").write_text("{")
    assert [record["run"] for record in published(project.reports)] == ["a", "b"]
    write_index(project)
    page = (project.reports / "index.html").read_text("utf-8")
    assert 'href="a/report.html"' in page and "broken" not in page
    assert sorted(path.name for path in project.reports.glob(".index*")) == []
