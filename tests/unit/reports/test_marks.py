"""Marked text is the text, cut at every boundary, whatever the spans."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from analysis.reports.marks import Sentence, Span, marked_text


def _plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", re.sub(r'<sup class="number">.*?</sup>', "", html)))


def _code(start: int, end: int, number: int = 1) -> Span:
    return Span(start, end, "code", f"code {number}", number)


def test_sentences_are_anchors_and_what_lies_between_is_kept():
    html = marked_text("One.\n\n Two.", [Sentence(1, 0, 4), Sentence(2, 7, 11)], [])
    assert html == (
        '<span class="sentence" id="s1">One.</span>\n\n <span class="sentence" id="s2">Two.</span>'
    )


def test_a_code_is_marked_and_numbered_at_its_end():
    html = marked_text("A drill.", [Sentence(1, 0, 8)], [_code(2, 7, 3)])
    assert html == (
        '<span class="sentence" id="s1">A <mark class="code" title="code 3">drill</mark>'
        '<sup class="number"><a href="#code-3">3</a></sup>.</span>'
    )


def test_overlapping_codes_are_cut_where_either_ends():
    html = marked_text("abcdef", [], [_code(0, 4, 1), _code(2, 6, 2)])
    marks = re.findall(r'<mark class="code" title="([^"]*)">([^<]*)</mark>', html)
    assert marks == [("code 1", "ab"), ("code 1\ncode 2", "cd"), ("code 2", "ef")]
    assert html.index("#code-1") < html.index(">ef<") < html.index("#code-2")


def test_a_span_over_two_sentences_is_marked_in_both():
    html = marked_text("One. Two.", [Sentence(1, 0, 4), Sentence(2, 5, 9)], [Span(0, 9, "content", "said")])
    assert html.count('<span class="content" title="said">') == 3
    assert html.count('class="sentence"') == 2


def test_code_and_attribution_stand_together():
    html = marked_text("abcd", [], [_code(1, 3), Span(0, 4, "content", "said by A")])
    assert '<mark class="code content" title="code 1\nsaid by A">bc</mark>' in html


def test_all_text_is_escaped():
    text = '<script>alert("1")</script> & </mark>'
    html = marked_text(text, [Sentence(1, 0, len(text))], [Span(3, 9, "cue", '"><img src=x onerror=y>')])
    assert "<script" not in html and "<img" not in html
    assert _plain(html) == text


def test_sentences_that_reach_into_each_other_are_set_apart():
    html = marked_text("abcdef", [Sentence(1, 0, 4), Sentence(2, 2, 6), Sentence(3, 3, 4)], [])
    assert re.findall(r'id="(s\d)">([^<]*)', html) == [("s1", "abcd"), ("s2", "ef")]


class _Nesting(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.sound = True

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)

    def handle_endtag(self, tag):
        self.sound = self.sound and bool(self.open) and self.open.pop() == tag


TEXTS = st.text(alphabet="ab <>&\"'\n\té", min_size=1, max_size=40)
PAIRS = st.lists(st.tuples(st.integers(-3, 45), st.integers(-3, 45)), max_size=6)


@given(TEXTS, PAIRS, PAIRS)
def test_any_spans_give_the_text_back_well_nested(text, sentences, spans):
    placed = [Sentence(n, max(0, start), end) for n, (start, end) in enumerate(sentences, 1)]
    marked = [
        Span(start, end, ("code", "source", "cue", "content")[n % 4], f"title {n}", n)
        for n, (start, end) in enumerate(spans, 1)
    ]
    html = marked_text(text, placed, marked)
    nesting = _Nesting()
    nesting.feed(html)
    nesting.close()
    assert _plain(html) == text
    assert nesting.sound and not nesting.open
