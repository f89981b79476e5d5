"""The parse store gives back what the model found, and keeps its bytes."""

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


def seen(doc) -> list[tuple]:
    tokens = [
        (t.text, t.whitespace_, t.lemma_, t.tag_, t.pos_, t.dep_, t.head.i, str(t.morph), t.is_sent_start)
        for t in doc
    ]
    return [tokens, [(e.start, e.end, e.label_) for e in doc.ents]]


def write(folder, bucket: str, docs: dict) -> None:
    writer = parses.BucketWriter(folder, bucket)
    for key in sorted(docs):
        writer.add(key, docs[key])
    writer.write()


def read(folder, bucket: str) -> dict:
    return dict(parses.read_bucket(folder, bucket, parses.blank_vocab()))


def test_a_stored_parse_is_the_fresh_parse(nlp, tmp_path):
    docs = {f"a{i}": nlp(text) for i, text in enumerate(TEXTS)}
    write(tmp_path, "a", docs)
    assert {key: seen(doc) for key, doc in read(tmp_path, "a").items()} == {
        key: seen(doc) for key, doc in docs.items()
    }
    assert parses.stored(tmp_path, "a") == docs.keys()


def test_a_parse_read_back_and_stored_again_is_the_same_bytes(nlp, tmp_path):
    texts = [*TEXTS, "They can't, won't and didn't say whether the U.K. defence colour's grey."]
    write(tmp_path, "a", {f"a{i}": nlp(text) for i, text in enumerate(texts)})
    write(tmp_path, "b", read(tmp_path, "a"))
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_a_parse_is_stored_as_it_was_when_it_was_given(nlp, tmp_path):
    doc = nlp(TEXTS[1])
    writer = parses.BucketWriter(tmp_path, "a")
    writer.add("a0", doc)
    before = seen(doc)
    doc.set_ents([], default="outside")
    writer.write()
    assert seen(read(tmp_path, "a")["a0"]) == before != seen(doc)


def test_what_is_not_there_holds_nothing(tmp_path):
    assert read(tmp_path, "a") == {}
    assert parses.stored(tmp_path, "a") == set()


def test_a_text_of_any_length_and_content_is_parsed(nlp, tmp_path):
    odd = ["", " ", "\n\n\n", "x" * 5000, "“‘’”«»", "\ud800".encode("utf-8", "replace").decode()]
    write(tmp_path, "a", {f"a{i}": doc for i, doc in enumerate(parses.parse(nlp, odd))})
    assert [doc.text for doc in read(tmp_path, "a").values()] == odd


def sealed(data: bytes) -> bytes:
    return hashlib.sha256(data).digest() + data


@pytest.mark.parametrize(
    "data",
    [b"", b"nothing", sealed(b"a0\n\x00\x01\x02")],
    ids=["empty", "no parses", "whole, but no parses"],
)
def test_a_damaged_file_is_said_to_be_damaged(tmp_path, data):
    (tmp_path / "a").write_bytes(data)
    with pytest.raises(DataError, match=r"is damaged, .* Run build: .* is made anew"):
        list(parses.read_bucket(tmp_path, "a", parses.blank_vocab()))
