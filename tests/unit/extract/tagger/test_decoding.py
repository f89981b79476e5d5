from __future__ import annotations

import numpy as np
import pytest

from analysis.extract.tagger.decoding import (
    BUCKETS,
    LABELS,
    Group,
    Links,
    Reading,
    best_path,
    bucket,
    decode,
)

FREE = Links(np.zeros((2, 2 * BUCKETS), np.float32), np.full(2, -9, np.float32))


def reading(labels: str, *, dependents=None, heads=None) -> Reading:
    """What a network sure of its labels says: S, K, C begin a source, cue, content, small letters go on."""
    order = ".SsKkCc"
    scores = np.full((len(labels), len(LABELS)), -9, np.float32)
    for at, letter in enumerate(labels):
        scores[at, order.index(letter)] = 0
    nothing = np.zeros((len(labels), 4), np.float32)
    offered = (nothing if offers is None else offers for offers in (dependents, heads))
    return Reading(scores, *offered, np.zeros((0, 0), np.float32))


def nearest() -> Links:
    """Links that know nothing but distance: the next cue behind, then the last one before."""
    distance = np.array([[-float(bucket_) for bucket_ in range(BUCKETS)]] * 2, np.float32)
    return Links(np.concatenate([distance, distance], axis=1), np.full(2, -9, np.float32))


def test_labels_go_on_only_with_what_has_begun():
    scores = np.full((3, len(LABELS)), -5, np.float32)
    scores[0, LABELS.index("I-cue")] = 0
    scores[0, LABELS.index("B-cue")] = -1
    scores[1, LABELS.index("I-content")] = 0
    scores[1, LABELS.index("I-cue")] = -1
    scores[2, LABELS.index("O")] = 0
    assert [LABELS[label] for label in best_path(scores)] == ["B-cue", "I-cue", "O"]


def test_no_text_has_no_labels():
    assert best_path(np.zeros((0, len(LABELS)), np.float32)) == []
    assert decode(reading(""), FREE) == []


def test_a_cue_gathers_its_source_and_all_pieces_of_its_content():
    found = decode(reading("Cc.SsK.Ccc"), nearest())
    assert found == [Group((3, 4), (5, 5), ((0, 1), (7, 9)))]


def test_a_cue_without_content_is_no_attribution():
    assert decode(reading("SK..."), nearest()) == []


def test_content_for_which_no_cue_is_likely_stands_alone():
    wary = Links(FREE.distance, np.array([-9, 9], np.float32))
    assert decode(reading("SKCc"), wary) == [Group(None, None, ((2, 3),))]


def test_content_without_any_cue_stands_alone():
    assert decode(reading(".Cc."), FREE) == [Group(None, None, ((1, 2),))]


def test_what_units_offer_decides_between_cues():
    dependents, heads = np.zeros((6, 4), np.float32), np.zeros((6, 4), np.float32)
    heads[1, 2:], heads[4, 2:] = [1, 0], [0, 1]
    dependents[2, 2:] = [0, 9]  # the content in the middle offers itself to the second cue
    dependents[5, 2:] = [0, 9]
    found = decode(reading(".KC.KC", dependents=dependents, heads=heads), FREE)
    assert found == [Group(None, (4, 4), ((2, 2), (5, 5)))]


def test_a_cue_chooses_the_likelier_source():
    dependents, heads = np.zeros((4, 4), np.float32), np.zeros((4, 4), np.float32)
    heads[2, :2] = [1, 0]
    dependents[1, :2] = [5, 0]
    (group,) = decode(reading("SSKC", dependents=dependents, heads=heads), FREE)
    assert group.source == (1, 1)


def test_one_source_may_have_several_cues():
    distance = np.zeros((2, 2 * BUCKETS), np.float32)
    distance[:, BUCKETS + 1] = 1  # the last one before is the likeliest
    first, second = decode(reading("SKC.KC"), Links(distance, FREE.none))
    assert first == Group((0, 0), (1, 1), ((2, 2),))
    assert second == Group((0, 0), (4, 4), ((5, 5),))


def test_a_cue_for_which_no_source_is_likely_has_none():
    wary = Links(FREE.distance, np.array([9, -9], np.float32))
    assert decode(reading("SKC"), wary) == [Group(None, (1, 1), ((2, 2),))]


@pytest.mark.parametrize(
    ("distance", "expected"),
    [(0, 0), (3, 3), (6, 6), (7, 6), (12, 8), (900, 15), (-1, 17), (-6, 22), (-900, 31)],
)
def test_distances_fall_into_classes(distance, expected):
    assert bucket(distance) == expected
