from __future__ import annotations

import hashlib
import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.clean.text import normalise
from analysis.errors import DataError, ModelError
from analysis.extract.tagger import Found, Tagged, identify_tagger, load_tagger
from analysis.extract.tagger.network import LINKS, NETWORK, SUMS, VOCABULARY, WEIGHTS
from analysis.extract.tagger.pieces import load_tokenizer, split
from analysis.extract.tagger.store import read_tagged, write_tagged
from analysis.extract.tagger.windows import SIZE, cut
from analysis.parsed import Likely

TEXT = "“We will hold the drills in May,” Ada Brandt, the defence minister, told reporters on Monday."


def test_finds_who_said_what(nlp):
    (found,) = load_tagger()(nlp(TEXT)).found
    assert found.source is not None and TEXT[slice(*found.source)].startswith("Ada Brandt")
    assert found.cue is not None and TEXT[slice(*found.cue)].startswith("told")
    assert "We will hold the drills in May" in TEXT[slice(*found.content[0])]


def moved(found: Found, by: int) -> Found:
    """What was found, so many characters further on."""
    source, cue, *content = (
        span and (span[0] + by, span[1] + by) for span in (found.source, found.cue, *found.content)
    )
    return Found(source, cue, tuple(content), found.is_nested)


# Paragraphs before the last one; as often as this, they fill so many windows.
BEFORE = (
    "The drills in the hills near Strelsau began on Monday. Some four hundred soldiers of both armies took "
    "part, and the roads to the east were closed for the whole week. “We will hold the drills again in May,” "
    "Ada Brandt, the defence minister, told reporters.\n\n"
    "Trade between the two countries fell last year. Jonas Moor said that Borduria would open two new ports "
    "on the coast before the winter.\n\n"
)


@pytest.mark.parametrize(("times", "windows"), [(4, 2), (6, 3), (9, 4)])
def test_a_paragraph_behind_many_windows_is_read_as_it_is_alone(nlp, times, windows):
    before, last = BEFORE * times, TEXT
    pieces = split(nlp(before + last), load_tokenizer(WEIGHTS / VOCABULARY))
    assert len(pieces) > SIZE and len(cut(pieces)) == windows
    found = load_tagger()(nlp(before + last)).found
    assert len(found) == 2 * times + 1
    alone = load_tagger()(nlp(last)).found
    assert [one for one in found if one.content[0][0] >= len(before)] == [
        moved(one, len(before)) for one in alone
    ]


def test_what_a_content_reports_in_turn_is_nested(nlp):
    text = "Ada Brandt said that Jonas Moor had warned that the drills would go on."
    outer, inner = load_tagger()(nlp(text)).found
    assert outer.source and text[slice(*outer.source)] == "Ada Brandt" and not outer.is_nested
    assert inner.source and text[slice(*inner.source)] == "Jonas Moor" and inner.is_nested
    assert inner.cue and text[slice(*inner.cue)] == "had warned"
    ((start, end),) = outer.content
    assert all(start <= span[0] and span[1] <= end for span in (inner.source, inner.cue, *inner.content))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.one_of(
        st.text(max_size=60),
        st.lists(st.sampled_from(["said", '"', "”", "x" * 150, "Moor", "\n\n", ",", "\ud800", "’s"])).map(
            " ".join
        ),
    )
)
def test_never_raises_and_spans_lie_in_the_text(nlp, text):
    text = normalise(text)
    for found in load_tagger()(nlp(text)).found:
        spans = [span for span in (found.source, found.cue, *found.content) if span is not None]
        assert found.content
        assert all(0 <= start < end <= len(text) for start, end in spans)


def test_missing_weights_are_said_to_be_missing(tmp_path):
    with pytest.raises(ModelError, match="Install the package again"):
        identify_tagger(tmp_path)


@pytest.mark.parametrize("name", [NETWORK, VOCABULARY, LINKS])
def test_changed_weights_are_refused_and_new_ones_are_another_tagger(tmp_path, name):
    weights = tmp_path / "weights"
    shutil.copytree(WEIGHTS, weights)
    data = (weights / name).read_bytes() + b"\0"
    (weights / name).write_bytes(data)
    with pytest.raises(ModelError, match="Install the package again"):
        load_tagger(weights)
    sums = (weights / SUMS).read_text().splitlines()
    changed = [
        f"{hashlib.sha256(data).hexdigest()}  {name}" if line.endswith(name) else line for line in sums
    ]
    (weights / SUMS).write_text("\n".join(changed) + "\n")
    identify_tagger.cache_clear()
    assert identify_tagger(weights) != identify_tagger()


def test_the_same_weights_elsewhere_are_the_same_tagger(tmp_path):
    shutil.copytree(WEIGHTS, tmp_path / "weights")
    assert identify_tagger(tmp_path / "weights") == identify_tagger()


class TestStore:
    def test_keeps_what_the_tagger_found(self, nlp, tmp_path):
        tagged = {
            "20": load_tagger()(nlp(TEXT)),
            "2f": Tagged([], []),
            "21": Tagged(
                [Found((0, 1), None, ((2, 3), (5, 9)), True)],
                [Likely(3, {"joint_exercises": 0.25}, {"threat": 0.5, "other": 0.5})],
            ),
        }
        write_tagged(tmp_path, "2", tagged)
        assert tagged["20"].found
        assert read_tagged(tmp_path, "2") == tagged

    def test_order_leaves_no_trace(self, tmp_path):
        tagged = {"21": Tagged([Found(None, (0, 1), ((2, 3),))], []), "20": Tagged([], [])}
        write_tagged(tmp_path, "2", tagged)
        write_tagged(tmp_path, "3", dict(sorted(tagged.items())))
        assert (tmp_path / "2").read_bytes() == (tmp_path / "3").read_bytes()

    def test_a_damaged_file_is_said_to_be_damaged(self, tmp_path):
        (tmp_path / "1").write_text("[1]\n")
        with pytest.raises(DataError, match=r"is damaged, .* Run build: .* is made anew"):
            read_tagged(tmp_path, "1")

    def test_a_store_that_is_not_there_holds_nothing(self, tmp_path):
        assert read_tagged(tmp_path, "1") == {}
