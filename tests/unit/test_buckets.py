"""One file of the stores: each text parsed and tagged once, whatever is done with it later."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.buckets import Bucket, Reference, extract_bucket
from analysis.extract.parses import blank_vocab, read_bucket
from analysis.extract.tagger import Tagged
from analysis.extract.tagger.store import read_tagged, write_tagged
from analysis.paths import CHECKOUT

TEXTS = {
    "a0": "The minister of Ruritania said that drills would begin. He didn't say when.",
    "a1": "“We will hold the drills in May,” Ada Brandt, the defence minister, told reporters.",
}


@pytest.fixture
def bucket(tmp_path):
    def make(*doc_ids: str, has_new_texts: bool = True) -> Bucket:
        """doc_ids: the number of the text, then anything."""
        rows = [
            {
                "doc_id": doc_id,
                "sha256": doc_id[:2],
                "title": "",
                "outlet": "",
                "published": pd.NaT,
                "text": TEXTS[doc_id[:2]],
            }
            for doc_id in doc_ids
        ]
        return Bucket(
            name="a",
            documents=pd.DataFrame(rows),
            parsed=tmp_path / "parsed",
            tagged=tmp_path / "tagged",
            annotated=tmp_path / "annotated",
            reference=Reference(CHECKOUT / "data" / "reference", "as it is", "as it is"),
            has_new_texts=has_new_texts,
        )

    return make


def stores(bucket: Bucket) -> list[bytes]:
    return [(folder / "a").read_bytes() for folder in (bucket.parsed, bucket.tagged, bucket.annotated)]


def test_what_is_stored_gives_the_same_rows_and_bytes(bucket):
    fresh = extract_bucket(bucket("a0", "a1"))
    written = stores(bucket("a0"))
    assert fresh["attributions"]
    assert extract_bucket(bucket("a0", "a1", has_new_texts=False)) == fresh
    assert stores(bucket("a0")) == written


def test_order_of_arrival_leaves_no_trace(bucket):
    fresh = extract_bucket(bucket("a0", "a1"))
    written = stores(bucket("a0"))
    for store in (bucket("a0").parsed, bucket("a0").tagged, bucket("a0").annotated):
        (store / "a").unlink()
    extract_bucket(bucket("a1"))
    assert extract_bucket(bucket("a0", "a1")) == fresh
    assert stores(bucket("a0")) == written


def test_texts_no_longer_there_are_dropped_when_the_file_is_written_again(bucket):
    extract_bucket(bucket("a0"))
    extract_bucket(bucket("a1"))
    assert [key for key, _ in read_bucket(bucket("a1").parsed, "a", blank_vocab())] == ["a1"]
    assert list(read_tagged(bucket("a1").tagged, "a")) == ["a1"]


def test_what_was_tagged_is_not_tagged_again(bucket):
    extract_bucket(bucket("a0"))
    write_tagged(bucket("a0").tagged, "a", {"a0": Tagged([], [])})
    assert extract_bucket(bucket("a0", has_new_texts=False))["attributions"] == []


def test_a_copy_is_extracted_as_its_original_is(bucket):
    alone = extract_bucket(bucket("a1 first"))
    both = extract_bucket(bucket("a1 first", "a1 second"))

    def of(doc_id: str) -> list[dict]:
        own = [row for row in both["mentions"] if row["doc_id"] == doc_id]
        return [{key: value for key, value in row.items() if not key.endswith("_id")} for row in own]

    assert [row for row in both["mentions"] if row["doc_id"] == "a1 first"] == alone["mentions"]
    assert of("a1 first") == of("a1 second")
    assert len(both["attributions"]) == 2 * len(alone["attributions"])
