"""The page of a cited document: whole text, codes marked, sentences as anchors, nothing that runs."""

from __future__ import annotations

import re
from html import unescape

import pytest

from analysis import tables
from analysis.reports.documents import write_documents
from analysis.reports.links import document_file
from analysis.reports.soundness import page_faults

HOSTILE = "wire:2031/002"


@pytest.fixture
def pages(project, kit, tmp_path):
    """Pages of all documents, as of the report on one theme."""
    folder = tmp_path / "02-theme-river_drills"
    folder.mkdir()
    ids = [document[0] for document in kit.DOCUMENTS]
    missing = write_documents(
        ids,
        project=project,
        run=folder.name,
        back="../report.html#evidence",
        folder=folder,
        theme="river_drills",
    )
    assert missing == []
    return {doc_id: (folder / document_file(doc_id)).read_text("utf-8") for doc_id in ids}


def _text(page: str) -> str:
    body = page.partition('<div class="text">')[2].partition("</div>")[0]
    return unescape(re.sub(r"<[^>]*>", "", re.sub(r'<sup class="number">.*?</sup>', "", body)))


def test_the_whole_text_stands_there_unchanged(project, pages):
    documents = tables.read("documents", project=project).set_index("doc_id")["text"]
    assert {doc_id: _text(page) for doc_id, page in pages.items()} == documents.to_dict()


def test_every_sentence_is_an_anchor(pages):
    assert re.findall(r'class="sentence" id="(s\d+)"', pages["wire:2031/001"]) == ["s1", "s2", "s3"]


def test_codes_of_the_theme_are_marked_and_listed_others_are_not(pages):
    page = pages["wire:2031/001"]
    titles = re.findall(r'<mark class="code" title="([^"]*)">', page)
    assert titles == [
        "River drills · planned · the author’s · asserted · rule river_drills_words",
        "River drills · planned · the author’s · hedged · rule river_drills_words",
    ]
    assert re.findall(r'<tr id="(code-\d)">', page) == ["code-1", "code-2"]
    assert "Border talks" not in page


def test_attributions_are_shown_with_their_speaker(pages):
    page = pages["wire:2031/001"]
    assert '<span class="cue" title="indirect speech of Colonel Ada Brandt">said</span>' in page
    assert '<li><span class="cue">' in page, "and explained in the legend"
    assert "attributed to Colonel Ada Brandt" in pages["лист/№ 3"]


def test_a_document_without_title_outlet_and_date_has_a_page(pages):
    page = pages["лист/№ 3"]
    assert "<h1>Untitled document лист/№ 3</h1>" in page
    assert "unknown outlet" in page


def test_documents_not_of_the_press_say_so(pages):
    assert all("Written for this project, not press." in page for page in pages.values())


def test_a_hostile_document_is_text(pages, kit):
    page = pages[HOSTILE]
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert kit.SCRIPT not in page and "<img" not in page
    assert page.count("<script") == 0


def test_links_to_the_source_are_the_only_ones_outward(pages):
    found = re.findall(r'(?:href|src)="(https?://[^"]*)"', pages["wire:2031/001"])
    assert found == ["https://example.org/a?b=1&amp;c=2"]


def test_an_address_that_is_no_web_address_is_no_link(project, kit, tmp_path):
    documents = tables.read("documents", project=project)
    documents["url"] = "javascript:alert(1)"
    tables.write(documents, "documents", folder=project.processed)
    write_documents([HOSTILE], project=project, run="r", back="../report.html", folder=tmp_path, theme=None)
    page = (tmp_path / document_file(HOSTILE)).read_text("utf-8")
    assert 'href="javascript' not in page and "<dd>javascript:alert(1)</dd>" in page


def test_all_themes_are_marked_where_no_theme_is_chosen(project, tmp_path):
    write_documents(
        ["wire:2031/001"], project=project, run="r", back="../report.html", folder=tmp_path, theme=None
    )
    page = (tmp_path / document_file("wire:2031/001")).read_text("utf-8")
    assert "Border talks · attributed to Colonel Ada Brandt · asserted" in page


def test_pages_are_sound(pages, tmp_path):
    (tmp_path / "02-theme-river_drills" / "report.html").write_text('<p id="evidence"></p>')
    assert page_faults(tmp_path / "02-theme-river_drills") == []


def test_documents_the_tables_lack_are_named(project, tmp_path):
    found = write_documents(
        ["a", HOSTILE, "b"], project=project, run="r", back="", folder=tmp_path, theme=None
    )
    assert found == ["a", "b"]
