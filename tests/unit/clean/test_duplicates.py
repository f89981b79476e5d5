"""What counts as a copy, and of what."""

from __future__ import annotations

import hashlib
import random

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.clean.duplicates import FEWEST_WORDS, find_duplicates


def words(n: int, seed: int) -> list[str]:
    """Words as they come in texts: some often, most seldom; other seeds share hardly five in a row."""
    chooser = random.Random(seed)
    return [f"w{int(chooser.paretovariate(0.6)) % 5000}" for _ in range(n)]


def text(n: int, seed: int) -> str:
    return " ".join(words(n, seed))


def frame(*rows: tuple[str, str, str | None]) -> pd.DataFrame:
    """Documents of (doc_id, text, published)."""
    table = pd.DataFrame(rows, columns=["doc_id", "text", "published"])
    table["published"] = pd.to_datetime(table["published"])
    table["sha256"] = [hashlib.sha256(text.encode()).hexdigest() for text in table["text"]]
    return table


def copies(*rows: tuple[str, str, str | None], **options: float) -> dict[str, tuple[str, str, float]]:
    found = find_duplicates(frame(*rows), **options)
    return {row.doc_id: (row.duplicate_of, row.kind, row.containment) for row in found.itertuples()}


def test_the_same_text_is_a_copy_of_the_earliest():
    same = text(100, 1)
    found = copies(
        ("b", same, "2021-09-11"), ("a", same, "2021-09-12"), ("c", same, "2021-09-10"), ("d", same, None)
    )
    assert found == {key: ("c", "exact", 1.0) for key in "abd"}


def test_on_one_day_and_without_days_the_first_id_is_the_original():
    same = text(100, 1)
    assert copies(("b", same, None), ("a", same, None)) == {"b": ("a", "exact", 1.0)}
    assert copies(("b", same, "2021-09-10"), ("a", same, "2021-09-10")) == {"b": ("a", "exact", 1.0)}


def test_short_texts_are_copies_only_if_they_are_the_same():
    whole = text(200, 1)
    short = " ".join(whole.split()[: FEWEST_WORDS - 1])
    assert copies(("a", whole, "2021-01-01"), ("b", short, "2021-01-02")) == {}
    assert copies(("a", short, "2021-01-01"), ("b", short, "2021-01-02")) == {"b": ("a", "exact", 1.0)}


@pytest.mark.parametrize("share", [0.3, 0.5, 0.8])
@pytest.mark.parametrize("day", ["2021-01-01", "2021-01-02"], ids=["same day", "day after"])
def test_a_text_cut_short_is_a_copy_of_the_whole(share, day):
    whole = words(400, 1)
    cut = " ".join(whole[: int(share * 400)])
    assert copies(("z", " ".join(whole), "2021-01-01"), ("a", cut, day)) == {"a": ("z", "near", 1.0)}


def test_every_cut_among_many_texts_finds_its_whole():
    """The figure that sampling of shingles must not cost: each of 360 cuts is found, nothing else is."""
    wholes = {f"whole{i}": words(random.Random(i).randint(110, 500), i) for i in range(120)}
    cuts = {
        f"cut{i}-{share}": (f"whole{i}", wholes[f"whole{i}"][: int(share / 100 * len(wholes[f"whole{i}"]))])
        for i in range(120)
        for share in (30, 50, 80)
    }
    rows = [(name, " ".join(some), "2021-01-01") for name, some in wholes.items()]
    rows += [(name, " ".join(some), "2021-01-02") for name, (_, some) in cuts.items()]
    assert copies(*rows) == {name: (whole, "near", 1.0) for name, (whole, _) in cuts.items()}


def test_an_early_flash_and_the_later_full_report_are_both_originals():
    report = words(400, 1)
    flash = " ".join(report[:80])
    assert copies(("flash", flash, "2021-01-01"), ("report", " ".join(report), "2021-01-02")) == {}


def test_texts_on_one_form_and_shared_quotations_are_no_copies():
    shared = words(60, 99)
    rows = [(f"d{i}", " ".join(words(150, i) + shared), "2021-01-01") for i in range(20)]
    assert copies(*rows) == {}


def test_case_punctuation_and_line_breaks_do_not_hide_a_copy():
    whole = words(100, 1)
    other = ",\n".join(word.upper() for word in whole)
    found = copies(("a", " ".join(whole), "2021-01-01"), ("b", other, "2021-01-02"))
    assert found == {"b": ("a", "near", 1.0)}


def test_the_order_of_words_matters():
    whole = words(100, 1)
    other = sorted(whole)
    assert copies(("a", " ".join(whole), "2021-01-01"), ("b", " ".join(other), "2021-01-02")) == {}


def test_containment_is_the_share_of_the_copy_that_stands_in_the_original():
    whole, other = [f"a{i}" for i in range(104)], [f"b{i}" for i in range(20)]
    # 84 words have 80 5-grams; with 20 words of its own it has 100, of which 80 are the original's.
    mixed = " ".join(whole[:84] + other)
    rows = ("a", " ".join(whole), "2021-01-01"), ("b", mixed, "2021-01-02")
    assert copies(*rows, threshold=0.8) == {"b": ("a", "near", 0.8)}
    assert copies(*rows, threshold=0.81) == {}


def test_copies_point_to_originals_and_not_to_copies():
    """b takes up most of a, c most of b but little of a: no chain, c is an original."""
    parts = {name: [f"{name}{i}" for i in range(100)] for name in "xyz"}
    a = parts["x"] + parts["y"]
    b = parts["x"][50:] + parts["y"] + parts["z"][:40]
    c = parts["y"][80:] + parts["z"][:60] + parts["z"][60:]
    dated = [("a", a, "2021-01-01"), ("b", b, "2021-01-02"), ("c", c, "2021-01-03")]
    found = copies(*((name, " ".join(some), day) for name, some, day in dated))
    assert set(found) == {"b"} and found["b"][0] == "a"


def test_a_repeated_near_copy_points_to_the_original_too():
    whole = words(200, 1)
    cut = " ".join(whole[:100])
    found = copies(("a", " ".join(whole), "2021-01-01"), ("b", cut, "2021-01-02"), ("c", cut, "2021-01-03"))
    assert found == {"b": ("a", "near", 1.0), "c": ("a", "near", 1.0)}


def test_no_documents_and_no_copies_give_an_empty_table():
    for rows in ([], [("a", text(50, 1), None)]):
        found = find_duplicates(frame(*rows))
        assert list(found.columns) == ["doc_id", "duplicate_of", "kind", "containment"]
        assert len(found) == 0


@settings(max_examples=30, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(0, 10_000))
def test_row_order_does_not_matter_and_copies_form_stars(chooser, seed):
    pool = [words(90, seed + i) for i in range(4)]
    rows = []
    for i in range(12):
        some = chooser.choice(pool)
        start, end = sorted((chooser.randint(0, 40), chooser.randint(50, 90)))
        rows.append(
            (f"d{i:02}", " ".join(some[start:end]), chooser.choice(["2021-01-01", "2021-01-02", None]))
        )
    found = copies(*rows)
    chooser.shuffle(rows)
    assert copies(*rows) == found
    assert not {original for original, _, _ in found.values()} & found.keys()
    for doc_id, (original, kind, containment) in found.items():
        assert doc_id != original
        assert 0.7 <= containment <= 1 and (kind == "near" or containment == 1)


def test_copies_are_found_among_many_with_the_same_footer():
    footer = words(40, 123_456)
    rows = []
    for i in range(100):
        some = words(400, i)
        rows.append((f"a{i}", " ".join(some + footer), "2021-01-01"))
        rows.append((f"b{i}", " ".join(some[:300] + footer), "2021-01-02"))
    found = find_duplicates(frame(*rows))
    assert dict(zip(found["doc_id"], found["duplicate_of"], strict=True)) == {
        f"b{i}": f"a{i}" for i in range(100)
    }
