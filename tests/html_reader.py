"""Reads HTML as a browser would, for tests."""

from __future__ import annotations

from html.parser import HTMLParser

# Text that would run, or break out of an attribute, were it not escaped.
EVIL = "<script>alert('x')</script>\"&"


class Reader(HTMLParser):
    """Collects tags and texts, and raises where a tag closes what is not open."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.open, self.texts = [], [], []
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.texts.append(data.strip())

    def with_tag(self, name):
        return [attrs for tag, attrs in self.tags if tag == name]
