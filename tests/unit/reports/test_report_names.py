"""File names from ids that may hold anything, and the links made of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.reports import names
from analysis.reports.links import Links, document_file, said


@pytest.mark.parametrize(
    ("doc_id", "start"),
    [
        ("wire:2031/001", "wire-2031-001-"),
        ("Ä/Ö ü", "a-o-u-"),
        ("../../etc/passwd", "etc-passwd-"),
        ("лист № 3", "no-3-"),
        ("", ""),
        ("x" * 400, "x" * 60 + "-"),
    ],
)
def test_slugs_are_readable(doc_id, start):
    slug = names.unique_slug(doc_id)
    assert slug.startswith(start) and len(slug) <= 71


@given(st.lists(st.text(), unique=True, max_size=8))
def test_slugs_are_safe_and_differ_even_where_case_is_ignored(doc_ids):
    slugs = [names.unique_slug(doc_id) for doc_id in doc_ids]
    assert len({slug.lower() for slug in slugs}) == len(doc_ids)
    assert all(set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789_-") and slug for slug in slugs)


def test_ids_that_look_alike_get_different_pages():
    alike = ["a:b", "a/b", "a-b", "A:b", "a b"]
    assert len({document_file(doc_id) for doc_id in alike}) == len(alike)


@pytest.mark.parametrize("name", ["02-theme", "a_b.c", "x" * 150])
def test_safe_names_stay_as_they_are(name):
    assert names.file_name(name) == name


@pytest.mark.parametrize("name", ["", ".", "..", ".hidden", "a/b", "A", "a b", "a\n", "é", "x" * 151, "a."])
def test_other_names_do_not(name):
    assert not names.is_safe(name)
    assert names.is_safe(names.file_name(name))


def test_a_position_that_is_no_number_leads_to_the_document():
    links = Links()
    assert links.to_sentence("a", "12") == f"{document_file('a')}#s12"
    assert links.to_sentence("a", '12"><script>') == document_file("a")
    assert links.to_sentence("a", "²") == document_file("a")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("outlet=A%20B&voice=author", "outlet A B, voice author"),
        ("month=2031-01&month=2031-02", "month 2031-01 or 2031-02"),
        ("direction=&month=2031-01&month=2031-02&month=2031-03", "direction none, month 2031-01 to 2031-03"),
    ],
)
def test_what_a_link_asks_for_is_said_in_words(query, words):
    assert said(query) == words


def test_a_link_to_another_report_keeps_all_it_asks_for_but_the_theme():
    links = Links(theme_runs={"drills": "02-theme-drills"})
    asked = "#evidence?month=2031-01&theme=drills&month=2031-02"
    assert links.to_rows(asked) == "../02-theme-drills/report.html#evidence?month=2031-01&month=2031-02"
    assert links.to_rows("#evidence?theme=drills&theme=other") is None
