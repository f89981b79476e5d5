"""The store of annotated parses gives back what it was given, and keeps its bytes."""

from __future__ import annotations

import pytest

from analysis.errors import DataError
from analysis.extract.annotated import read_annotated, write_annotated
from analysis.parsed import Likely, Parse

TEXTS = {
    "a2": "The minister of Ruritania said that drills would begin. He didn't say when.",
    "a0": "“We will hold the drills in May,” Ada Brandt, the defence minister, told reporters.",
    "a1": "",
}


def seen(parse: Parse) -> list[tuple]:
    return [
        (word.idx, parse.kinds[kind], parse.roles[role], word.head.i, bool(opens))
        for word, kind, role, opens in zip(parse, parse.kind, parse.role, parse.opens, strict=True)
    ]


@pytest.fixture
def parses(nlp) -> dict[str, Parse]:
    return {key: Parse.of(nlp(text)) for key, text in TEXTS.items()}


def test_parses_come_back_as_they_were_in_order_of_their_keys(parses, tmp_path):
    write_annotated(tmp_path, "a", parses)
    back = dict(read_annotated(tmp_path, "a"))
    assert list(back) == ["a0", "a1", "a2"]
    assert {key: seen(parse) for key, parse in back.items()} == {
        key: seen(parse) for key, parse in parses.items()
    }
    assert back["a0"].kinds is back["a2"].kinds, "so that what is known of a kind of word is known once"


def test_what_the_trained_coder_says_comes_back_too(nlp, tmp_path):
    likely = [Likely(3, {"joint_exercises": 0.25}, {"threat": 0.5, "other": 0.5})]
    write_annotated(tmp_path, "a", {"a0": Parse.of(nlp(TEXTS["a0"]), likely), "a1": Parse.of(nlp(""))})
    assert {key: list(parse.likely) for key, parse in read_annotated(tmp_path, "a")} == {
        "a0": likely,
        "a1": [],
    }


def test_the_same_parses_in_another_order_are_the_same_bytes(parses, tmp_path):
    write_annotated(tmp_path, "a", parses)
    write_annotated(tmp_path, "b", dict(reversed(parses.items())))
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes() != b""


def test_what_is_not_there_and_a_file_of_nothing_hold_nothing(tmp_path):
    assert dict(read_annotated(tmp_path, "a")) == {}
    write_annotated(tmp_path, "a", {})
    assert dict(read_annotated(tmp_path, "a")) == {}


@pytest.mark.parametrize("harm", ["empty", "cut", "altered"])
def test_a_damaged_file_is_said_to_be_damaged(parses, tmp_path, harm):
    write_annotated(tmp_path, "a", parses)
    path = tmp_path / "a"
    data = bytearray(path.read_bytes())
    data[-100] ^= 1
    path.write_bytes({"empty": b"", "cut": path.read_bytes()[:-7], "altered": bytes(data)}[harm])
    with pytest.raises(DataError, match=r"a: is damaged, .* Run build: .* is made anew"):
        list(read_annotated(tmp_path, "a"))
