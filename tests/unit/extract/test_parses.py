"""The parse store gives back what the model found, parses each text once, and keeps its bytes."""

from __future__ import annotations

import hashlib

import pytest

from analysis.errors import DataError
from analysis.extract import parses

TEXTS = [
    "The minister of Ruritania said on Friday that joint drills would begin.",
    "Colonel Ada Brandt met the delegation in Strelsau.\n\nShe declined to comment",
    "A third text, about football.",
]


def keyed(texts: list[str]) -> dict[str, str]:
    return {hashlib.sha256(text.encode()).hexdigest(): text for text in texts}


def seen(doc) -> list[tuple]:
    tokens = [
        (t.text, t.whitespace_, t.lemma_, t.tag_, t.pos_, t.dep_, t.head.i, str(t.morph), t.is_sent_start)
        for t in doc
    ]
    return [tokens, [(e.start, e.end, e.label_) for e in doc.ents]]


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    folder = tmp_path_factory.mktemp("store")
    assert parses.parse_missing(keyed(TEXTS), folder) == 3
    return folder


def read_all(folder) -> dict:
    vocab = parses.blank_vocab()
    return {key: doc for bucket in parses.BUCKETS for key, doc in parses.read_bucket(folder, bucket, vocab)}


def test_a_stored_parse_is_the_fresh_parse(store, nlp):
    stored = read_all(store)
    assert {key: seen(doc) for key, doc in stored.items()} == {
        key: seen(nlp(text)) for key, text in keyed(TEXTS).items()
    }


def test_what_is_stored_is_not_parsed_again(store):
    assert parses.parse_missing(keyed(TEXTS), store) == 0
    assert parses.parse_missing(keyed(TEXTS[:1]), store) == 0


def test_one_new_text_is_one_parse(store, tmp_path):
    for path in store.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    done = []
    assert parses.parse_missing(keyed([*TEXTS, "New."]), tmp_path, on_progress=lambda *n: done.append(n)) == 1
    assert done == [(1, 1)]
    assert len(read_all(tmp_path)) == 4


def test_order_of_arrival_leaves_no_trace(store, tmp_path):
    for text in reversed(TEXTS):
        parses.parse_missing(keyed([text, *TEXTS[TEXTS.index(text) :]]), tmp_path)
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {
        p.name: p.read_bytes() for p in store.iterdir()
    }


def test_a_text_of_any_length_and_content_is_parsed(tmp_path):
    odd = ["", " ", "\n\n\n", "x" * 5000, "“‘’”«»", "\ud800".encode("utf-8", "replace").decode()]
    assert parses.parse_missing(keyed(odd), tmp_path) == len(odd)
    assert sorted(doc.text for doc in read_all(tmp_path).values()) == sorted(odd)


@pytest.mark.parametrize(
    "data", [b"", b"nothing", b"a0\n\x00\x01\x02"], ids=["empty", "no parses", "garbage"]
)
def test_a_damaged_file_is_said_to_be_damaged(tmp_path, data):
    (tmp_path / "a").write_bytes(data)
    with pytest.raises(DataError, match=r"is damaged, .* Delete the folder it lies in and build again."):
        list(parses.read_bucket(tmp_path, "a", parses.blank_vocab()))
