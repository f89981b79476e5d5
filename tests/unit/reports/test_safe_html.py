"""Whatever stands in an output, the HTML made of it runs nothing, loads nothing and closes what it opens."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.reports.links import Links, document_file
from analysis.reports.safe_html import rewrite

LINKS = Links(frozenset({"evidence"}), {"drills": "02-theme-drills"})


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("<p>a &lt;b&gt; &amp; c</p>", "<p>a &lt;b&gt; &amp; c</p>", id="escapes stay"),
        pytest.param("a<script>alert(1)</script>b", "ab", id="script"),
        pytest.param("a<style>p{}</style>b", "ab", id="style"),
        pytest.param("<img src=x onerror=alert(1)>", "", id="image from elsewhere"),
        pytest.param('<img src="https://e.org/x.png">', "", id="image from the network"),
        pytest.param(
            '<img alt="x" src="data:image/png;base64,AA==">',
            '<img alt="x" src="data:image/png;base64,AA==">',
            id="image in the page",
        ),
        pytest.param('<img src="data:image/svg+xml,<svg>">', "", id="SVG as image"),
        pytest.param('<b onclick="x()" class="k">t</b>', '<b class="k">t</b>', id="handler"),
        pytest.param('<a href="javascript:x()">t</a>', "<a>t</a>", id="script address"),
        pytest.param('<a href=" jAvAsCrIpT:x()">t</a>', "<a>t</a>", id="script address in disguise"),
        pytest.param(
            '<a href="http://e.org/?a&amp;b">t</a>', '<a href="http://e.org/?a&amp;b">t</a>', id="link"
        ),
        pytest.param('<a href="data:text/html,x">t</a>', "<a>t</a>", id="data address"),
        pytest.param("<iframe src=x>in</iframe>", "in", id="frame"),
        pytest.param("<form action=x><input name=a></form>", "", id="form"),
        pytest.param("<!-- c --><?pi?><![CDATA[x]]>t", "t", id="comment"),
        pytest.param("</div></td>t", "t", id="end that was never open"),
        pytest.param("<div><b>t", "<div><b>t</b></div>", id="never closed"),
        pytest.param("<b><i>t</b>u</i>", "<b><i>t</i></b>u", id="crossed"),
        pytest.param('<p style="color: red">t</p>', '<p style="color: red">t</p>', id="style"),
        pytest.param('<p style="background:url(//e.org)">t</p>', "<p>t</p>", id="style that loads"),
        pytest.param('<p style="position:fixed">t</p>', "<p>t</p>", id="style that covers the page"),
        pytest.param("<textarea><script>x</script></textarea>", "", id="script in a text area"),
        pytest.param("<scr<script>ipt>alert(1)</script>", "ipt&gt;alert(1)", id="script within script"),
        pytest.param("<br/><hr>", "<br><hr>", id="void"),
    ],
)
def test_only_what_is_allowed_remains(source, expected):
    assert rewrite(source) == expected


def test_rows_keep_their_ids_and_data():
    row = '<tr id="s1" data-outlet="A &amp; &quot;B&quot;" data-voice="author"><td>x</td></tr>'
    assert rewrite(row) == row


def test_the_name_of_another_report_becomes_a_link_to_it():
    name = '<span class="report" data-report="06-validity">06-validity</span>'
    assert 'href="../06-validity/report.html"' in rewrite(name, links=LINKS)
    assert "href" not in rewrite(name)


def test_a_cite_becomes_a_link_to_its_sentence():
    cite = '<span class="cite" data-doc="wire:2031/1" data-position="12">2 March</span>'
    address = f"{document_file('wire:2031/1')}#s12"
    assert f'href="{address}"' in rewrite(cite, links=LINKS)
    assert rewrite(cite, links=LINKS).startswith("<a ") and rewrite(cite, links=LINKS).endswith("</a>")
    assert rewrite(cite).startswith("<span "), "without a report it stays plain text"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("#evidence?voice=author", 'href="#evidence?voice=author"'),
        ("#other?theme=drills&amp;voice=author", 'href="../02-theme-drills/report.html#other?voice=author"'),
        ("#other?theme=unknown", "<a>"),
        ("#section-voices", 'href="#section-voices"'),
    ],
)
def test_links_to_rows_lead_where_the_rows_are(address, expected):
    assert expected in rewrite(f'<a href="{address}">7</a>', links=LINKS)


def test_headings_get_the_ids_they_are_given():
    seen = []
    html = rewrite(
        '<h2 id="old">A &amp; <em>B</em></h2>', heading_id=lambda tag, text: seen.append((tag, text)) or "new"
    )
    assert html == '<h2 id="new">A &amp; <em>B</em></h2>'
    assert seen == [("h2", "A & B")]


class _Events(HTMLParser):
    """Notes what would run or load, and whether elements close in order."""

    def __init__(self) -> None:
        super().__init__()
        self.bad: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag in ("script", "style", "iframe", "object", "svg", "form", "link", "meta", "base"):
            self.bad.append(tag)
        for name, value in attrs:
            if name.startswith("on") or (name == "src" and not (value or "").startswith("data:image/")):
                self.bad.append(name)
            if name == "href" and not (value or "").lower().startswith(
                ("http", "mailto:", "#", "documents/", "../")
            ):
                self.bad.append(str(value))
        if tag not in ("br", "col", "hr", "img", "wbr"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.bad.append(f"/{tag}")


PIECES = re.split(
    r"\s+",
    """
<script> </script> <img/src=x/onerror=y> <b onclick=x > < </ <a/href='javascript:x'> <svg> <style>
</style> <!-- --> &lt; &#60; ' " text <p> </p> <td> <table> </table> <span/class=cite/data-doc=d> </span>
<![CDATA[ ]]> \x00
""",
)


@given(st.lists(st.sampled_from([*PIECES, " "]), max_size=12).map("".join))
def test_no_combination_of_pieces_gets_through(source):
    events = _Events()
    events.feed(rewrite(source, links=LINKS))
    events.close()
    assert events.bad == [] and events.open == []


@given(st.text())
def test_escaped_text_stays_the_text_it_was(text):
    from html import escape, unescape

    kept = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    assert unescape(rewrite(f"<p>{escape(kept)}</p>")[3:-4]) == unescape(escape(kept))
