"""Charts in a page: ids that can't clash, links that lead, nothing that runs or loads."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from lxml.etree import XMLSyntaxError

from analysis.reports import svg
from analysis.reports.links import Links

HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" '
    '"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n'
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">'
)
LINKS = Links(frozenset({"evidence"}), {"drills": "02-theme-drills"})


def _inline(body: str, *, prefix: str = "c1-") -> str:
    return svg.inline(f"{HEAD}{body}</svg>", prefix=prefix, alt='7 "documents" & more', lead=LINKS.to_rows)


def _element(html: str) -> ElementTree.Element:
    return ElementTree.fromstring(html)


def test_it_says_what_it_shows():
    root = _element(_inline("<rect/>"))
    assert root.get("role") == "img"
    assert root.get("aria-label") == '7 "documents" & more'
    assert _inline("<rect/>").startswith("<svg ")


def test_a_chart_with_links_lets_assistive_technology_reach_them():
    root = _element(_inline('<a xlink:href="#evidence?outlet=A%20B&amp;month=2031-03"><rect/></a>'))
    link = root.find(f"{{{svg.SVG}}}a")
    assert root.get("role") == "group"
    assert link.get("href") == "#evidence?outlet=A%20B&month=2031-03"
    assert link.get("aria-label") == "Show the sentences: outlet A B, month 2031-03"
    assert link.find(f"{{{svg.SVG}}}title").text == link.get("aria-label")


def test_links_open_in_the_page():
    assert "target" not in _inline('<a xlink:href="#evidence?a=b" target="_blank"><rect/></a>')


def test_a_link_that_leads_nowhere_is_none():
    root = _element(_inline('<a xlink:href="#other?voice=author"><rect/></a>'))
    assert root.find(f"{{{svg.SVG}}}a").get("href") is None
    assert root.get("role") == "img"


BODY = (
    '<defs><clipPath id="p"><rect/></clipPath><path id="g"/></defs>'
    '<g id="axes" clip-path="url(#p)" style="fill: url(#p)"><use xlink:href="#g"/></g>'
)


def test_ids_of_two_charts_differ_and_every_reference_is_kept():
    first, second = _element(_inline(BODY, prefix="c1-")), _element(_inline(BODY, prefix="c2-"))
    ids = [{e.get("id") for e in root.iter()} - {None} for root in (first, second)]
    assert ids[0] == {"c1-p", "c1-g", "c1-axes"} and not ids[0] & ids[1]
    group = first.find(f"{{{svg.SVG}}}g")
    assert group.get("clip-path") == "url(#c1-p)" and group.get("style") == "fill: url(#c1-p)"
    assert group.find(f"{{{svg.SVG}}}use").get("href") == "#c1-g"


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        '<rect onload="alert(1)"/>',
        "<foreignObject><p>x</p></foreignObject>",
        '<image xlink:href="https://e.org/x.png"/>',
        '<use xlink:href="https://e.org/x.svg#a"/>',
        '<rect style="fill: url(https://e.org/x)"/>',
        '<a xlink:href="javascript:alert(1)"><rect/></a>',
        "<style>@import 'https://e.org';</style>",
        "<style>* { fill: url(https://e.org/x) }</style>",
        '<set attributeName="href" to="javascript:alert(1)"/>',
    ],
)
def test_nothing_runs_or_loads(body):
    html = _inline(body)
    assert not any(word in html for word in ("alert", "e.org", "@import", "foreignObject", "<set"))


def test_the_style_of_the_file_stays_within_the_chart():
    html = _inline("<defs><style>*{stroke-linejoin: round; stroke-linecap: butt}</style></defs><rect/>")
    assert "<style" not in html
    assert _element(html).get("style") == "stroke-linejoin: round; stroke-linecap: butt"


def test_its_title_does_not_cover_the_chart_as_a_tooltip():
    assert "<title" not in _inline("<title>7 documents</title><rect/>")


def test_the_file_leads_back_to_the_page():
    source = (
        f'{HEAD}<a xlink:href="#evidence?a=b"><rect/></a><a xlink:href="#other?theme=drills"><g/></a></svg>'
    )
    links = [
        e.get("href") for e in _element(svg.for_file(source, lead=LINKS.from_figures)).iter(f"{{{svg.SVG}}}a")
    ]
    assert links == ["../report.html#evidence?a=b", "../../02-theme-drills/report.html#other"]


def test_the_same_chart_gives_the_same_bytes():
    assert _inline(BODY) == _inline(BODY)


def test_broken_svg_is_refused():
    with pytest.raises(XMLSyntaxError):
        svg.inline("<svg><g></svg>", prefix="", alt="", lead=str)
