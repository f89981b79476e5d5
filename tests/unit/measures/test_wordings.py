"""The same statement in different outlets: which passages belong together, what each keeps and leaves out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import measures
from factories import attributions, documents, entities, sentences

LONG = "The drills at the lake will begin in the second week of May, and nobody need fear them at all."
SHORT = "the drills at the lake will begin in the second week of June"


def _wordings(*told):
    """Return the wordings of statements: (outlet, content, more columns of its row or its document)."""
    texts = [content for _, content, *_ in told]
    more = [dict(*rest) for _, _, *rest in told]
    counted = documents(
        *(
            {"outlet": outlet, "text": text, "published": row.pop("published", "2024-03-05")}
            for (outlet, text, *_), row in zip(told, more, strict=True)
        )
    )
    rows = [
        {"doc_id": doc_id, "attribution_id": doc_id, "content": [{"start": 0, "end": len(text)}]} | row
        for doc_id, text, row in zip(counted["doc_id"], texts, more, strict=True)
    ]
    every = sentences(*({"doc_id": doc_id, "position": 1} for doc_id in counted["doc_id"]))
    statements = measures.statements_of(attributions(*rows), entities())
    return measures.wordings(statements, every, counted)


def test_what_is_kept_and_what_is_left_out():
    table = _wordings(("A", SHORT), ("B", LONG))
    fullest, other = table.to_dict("records")
    assert (fullest["outlet"], fullest["is_fullest"], fullest["left_out"]) == ("B", True, "")
    assert [other["content"][a:b] for a, b in other["shared"]] == [
        "the drills at the lake will begin in the second week of"
    ]
    assert other["left_out"] == "May, and nobody need fear them at all"
    assert (other["n_words"], other["n_shared"]) == (13, 12)
    assert [fullest["content"][a:b] for a, b in fullest["shared"]] == [
        "The drills at the lake will begin in the second week of"
    ]


@pytest.mark.parametrize(
    ("other", "more"),
    [
        (("A", SHORT), {}),
        (("B", SHORT), {"speaker_name": "Jonas Moor"}),
        (("B", SHORT), {"speaker_kind": "unnamed", "speaker_name": "unnamed officials"}),
        (("B", SHORT), {"published": "2024-04-05"}),
        (("B", SHORT), {"published": None}),
        (("B", "They begin late in spring, and nobody has cause to be afraid."), {}),
        (("B", "that the harbour at the lake will be closed to every ship for the rest of the year"), {}),
    ],
    ids=[
        "same outlet",
        "another speaker",
        "unnamed",
        "weeks later",
        "undated",
        "other words",
        "few in common",
    ],
)
def test_what_is_no_version(other, more):
    assert _wordings(("A", LONG), (*other, more)).empty


def test_names_in_common_are_not_enough():
    same = "of the Government of the Federation of Ruritania"
    assert _wordings(("A", f"ask something {same}"), ("B", f"told all {same}")).empty


def test_three_outlets_make_one_statement():
    table = _wordings(
        ("A", SHORT), ("B", LONG), ("C", SHORT), ("C", "Snow fell on all of us today, she said.")
    )
    assert list(table["statement"]) == [1, 1, 1]
    assert list(table["outlet"]) == ["B", "A", "C"]
    assert measures.count_wordings(table) == 1
    assert measures.first_wordings(table, 1).equals(table)


def test_a_speech_is_compared_passage_by_passage():
    speech = " ".join(f"Sentence {n} of the speech says what {n} wise people thought." for n in range(60))
    table = _wordings(("A", f"{speech} {LONG} {speech}"), ("B", SHORT))
    assert table["n_words"].max() <= 120 and SHORT[4:40] in table.loc[0, "content"]


@given(st.lists(st.text(alphabet="abc .…\n", max_size=60), min_size=2, max_size=4))
def test_marks_lie_in_the_text_and_pieces_in_the_document(texts):
    told = [(f"Outlet {n}", f"{text} {LONG} {text}") for n, text in enumerate(texts)]
    table = _wordings(*told)
    sources = {f"d{n}": text for n, (_, text) in enumerate(told, 1)}
    assert table["outlet"].nunique() == len(texts)
    for row in table.itertuples():
        assert row.content in sources[row.doc_id]
        assert all(0 <= a < b <= len(row.content) for a, b in row.shared)
