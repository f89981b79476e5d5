"""The check of a written report finds what a reader would stumble over."""

from __future__ import annotations

import pytest

from analysis.reports.soundness import page_faults


@pytest.fixture
def check(tmp_path):
    def found(page: str, **others: str) -> list[str]:
        folder = tmp_path / "report"
        folder.mkdir()
        (folder / "report.html").write_text(page)
        for name, text in others.items():
            path = folder / name.replace("__", "/").replace("_html", ".html")
            path.parent.mkdir(exist_ok=True)
            path.write_text(text)
        return [str(fault) for fault in page_faults(folder)]

    return found


def test_a_sound_report_has_no_faults(check):
    page = (
        '<a href="#a">x</a><p id="a"></p><a href="documents/d.html#s1">y</a><a href="run.json">z</a>'
        '<a href="../index.html">i</a><a href="https://e.org">e</a><img src="data:image/png;base64,AA==">'
        '<a href="../02-theme-b/report.html#evidence?a=b">t</a><svg><use href="#a"></use></svg>'
    )
    assert check(page, documents__d_html='<p id="s1"><a href="../report.html#a">back</a></p>') == []


@pytest.mark.parametrize(
    ("page", "fault"),
    [
        ('<a href="#b">x</a>', "report.html: the link '#b' leads nowhere."),
        ('<a href="documents/no.html">x</a>', "report.html: the link 'documents/no.html' leads nowhere."),
        ('<a href="documents/d.html#s2">x</a>', "report.html: the link 'documents/d.html#s2' leads nowhere."),
        ('<a href="../../secret.txt">x</a>', "report.html: the link '../../secret.txt' leads nowhere."),
        ('<a href="javascript:x()">x</a>', "report.html: the link 'javascript:x()' leads nowhere."),
        ('<p id="a"></p><p id="a"></p>', "report.html: the id 'a' is used twice."),
        (
            '<img src="https://e.org/x.png">',
            "report.html: <img src=https://e.org/x.png> would load something.",
        ),
        ('<script src="x.js"></script>', "report.html: <script src=x.js> would load something."),
        ('<link rel="stylesheet" href="x.css">', "report.html: <link href=x.css> would load something."),
        ('<use xlink:href="x.svg#a"></use>', "report.html: <use xlink:href=x.svg#a> would load something."),
        (
            '<p style="background: url(x.png)"></p>',
            "report.html: <p style=background: url(x.png)> would load something.",
        ),
        ('<p onclick="x()"></p>', "report.html: <p onclick> would run something."),
    ],
)
def test_faults_are_found(check, page, fault):
    assert check(page, documents__d_html='<p id="s1"></p>') == [fault]


def test_encoded_fragments_are_found(check):
    assert check('<a href="#evidence?outlet=A%20B">x</a><span id="evidence?outlet=A%20B"></span>') == []
