"""Web pages: the article and what the page says about it, nothing of what is around it."""

from __future__ import annotations

import datetime as dt
import gzip
import subprocess
import sys

import pytest

from analysis.errors import Fault
from analysis.sources import Origin
from analysis.sources.decoding import LARGEST_UNPACKED
from analysis.sources.reading import load

PARAGRAPHS = (
    "The ministers of Ruritania and Borduria met in Strelsau on Friday and agreed on drills for the year.",
    "Colonel Ada Brandt, who leads the training centre, said that the first stage will begin in April.",
    "The neighbours had asked for observers. A date was not given, and the ministry did not comment on it.",
)


def page(head: str = "", charset: str = "utf-8", body: str = "") -> str:
    text = "".join(f"<p>{paragraph}</p>\n" for paragraph in PARAGRAPHS)
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="{charset}">
<title>Drills agreed | Gazette</title>{head}</head>
<body><nav><ul><li><a href="/">Home page</a></li><li><a href="/a">All about sport</a></li></ul></nav>
<article><h1>Drills agreed</h1>{text}{body}</article>
<footer><p>Copyright notice and cookies.</p></footer></body></html>"""


META = """<meta property="og:title" content="Drills agreed">
<meta property="og:site_name" content="Ruritania Gazette">
<meta property="article:published_time" content="2021-09-10T23:40:00+03:00">
<link rel="canonical" href="https://example.org/drills">
<meta name="synthetic" content="true"><meta name="licence" content="CC0-1.0">"""


def test_the_article_is_the_text_and_the_page_tells_the_rest(read):
    reading = read("drills.html", page(META))
    (document,) = reading.documents
    for paragraph in PARAGRAPHS:
        assert paragraph in document.text
    assert "cookies" not in document.text and "sport" not in document.text
    assert (document.title, document.outlet) == ("Drills agreed", "Ruritania Gazette")
    assert (document.url, document.published) == ("https://example.org/drills", dt.date(2021, 9, 10))
    assert document.is_synthetic and document.licence == "CC0-1.0"
    assert document.doc_id.startswith("press:drills-")
    assert not reading.faults


def test_a_date_in_the_future_is_read_as_any_other(read):
    """trafilatura refuses days after the day it runs on: the same page would be read otherwise tomorrow."""
    (document,) = read("a.htm", page(META.replace("2021-09", "2031-09"))).documents
    assert document.published == dt.date(2031, 9, 10)


def test_no_date_is_made_up(read):
    (document,) = read("a.html", page()).documents
    assert document.published is None


def test_what_the_page_lacks_the_record_fills(read):
    (document,) = read("a.html", page(), outlet="Gazette of Record", published="2021-09-10").documents
    assert document.published == dt.date(2021, 9, 10)


@pytest.mark.parametrize("charset", ["windows-1251", "iso-8859-1"])
def test_the_encoding_a_page_declares_is_understood(read, charset):
    word = "Стрельзау" if charset == "windows-1251" else "Café – “Zenda”"
    data = page(charset=charset, body=f"<p>The talks in {word} went on for two days, the ministry said.</p>")
    stored = data.encode("cp1251" if charset == "windows-1251" else "cp1252")
    (document,) = read("a.html", stored).documents
    assert word in document.text


def test_utf8_is_utf8_whatever_the_page_declares(read):
    data = page(charset="iso-8859-1", body="<p>The talks in Štrelzava went on for two days, it said.</p>")
    assert "Štrelzava" in read("a.html", data).documents[0].text


def test_a_page_of_a_sentence_or_two_is_read_and_noted(read):
    reading = read("a.html", "<p>Ruritania &amp; Borduria held joint drills.<p>Vandalia denied it.")
    assert [one.text.split("\n") for one in reading.documents] == [
        ["Ruritania & Borduria held joint drills.", "Vandalia denied it."]
    ]
    assert "has a text of 9 words" in str(reading.notes[0]) and not reading.faults


def test_a_page_without_article_is_refused_with_a_way_out(read):
    for data in (
        "<html><body><nav><a href='/'>Home</a></nav></body></html>",
        "<html></html>",
        "<",
        "no html",
        "<p>Click here to read more",
        "<p>Please wait.</p>",
    ):
        reading = read("a.html", data)
        assert not reading.documents
        assert "no article was found" in reading.faults[0].found and ".txt" in reading.faults[0].cure


def loaded(tmp_path, data: bytes):
    path = tmp_path / "a.html.gz"
    path.write_bytes(data)
    return load(path, path="press/a.html.gz", where="a.html.gz", origin=Origin())


def test_packed_pages_are_unpacked_and_keep_their_id(tmp_path, read):
    data = page(META).encode()
    content = loaded(tmp_path, gzip.compress(data[:500]) + gzip.compress(data[500:]))
    assert content.data == data and content.stem == "a"
    assert read("a.html", data).documents[0].doc_id == read("a.html.gz", content.data).documents[0].doc_id


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"<html>not packed</html>", "is not a sound gzip file"),
        (gzip.compress(b"<html>" * 1000)[:-9], "is a gzip file that is cut off"),
        (gzip.compress(b"a") + b"rubbish", "is not a sound gzip file"),
        (gzip.compress(b" " * (LARGEST_UNPACKED + 1)), "unpacks to more than 64 MiB"),
        (gzip.compress(b"a") + gzip.compress(b" " * LARGEST_UNPACKED), "unpacks to more than 64 MiB"),
        (b"", "is a gzip file that is cut off"),
    ],
    ids=["not packed", "cut off", "rubbish", "bomb", "second part", "empty"],
)
def test_a_damaged_package_is_refused(tmp_path, data, found):
    fault = loaded(tmp_path, data)
    assert isinstance(fault, Fault) and found in fault.found


def test_importing_sources_does_not_import_what_only_pages_need():
    heavy = {"trafilatura", "lxml", "charset_normalizer"}
    script = f"import sys, analysis.sources; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
