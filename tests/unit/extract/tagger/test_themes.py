import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.extract.tagger import load_tagger
from analysis.extract.tagger.themes import COUNT, DIRECTED, LEAST, NUMBERS, likely_themes
from analysis.vocabulary import TRAINED_DIRECTIONS, TRAINED_THEMES

PLACE = TRAINED_THEMES.index(DIRECTED)


def pieces(*rows):
    """Pieces of which each says something of one theme only: (what it says, what it counts, of "threat")."""
    said = np.zeros((len(rows), NUMBERS), dtype=np.float32)
    said[:, :COUNT] = -20
    for row, (value, weight, threat) in zip(said, rows, strict=True):
        row[PLACE], row[COUNT + PLACE], row[2 * COUNT] = value, weight, threat
    return said


def test_a_sentence_is_the_mean_of_its_pieces_by_what_each_counts():
    equal, first_counts = pieces((3, 0, 0), (-1, 0, 0)), pieces((3, 50, 0), (-1, 0, 0))
    (mean,), (weighted,) = (likely_themes(said, np.array([0, 4]), [0]) for said in (equal, first_counts))
    assert mean.themes[DIRECTED] == pytest.approx(1 / (1 + np.exp(-1)), abs=1e-3)
    assert weighted.themes[DIRECTED] == pytest.approx(1 / (1 + np.exp(-3)), abs=1e-3)


def test_directions_share_the_weights_of_their_theme_and_sum_to_one():
    (likely,) = likely_themes(pieces((3, 50, 9), (3, 0, -9)), np.array([0, 4]), [0])
    assert max(likely.directions, key=likely.directions.get) == TRAINED_DIRECTIONS[DIRECTED][0]
    assert sum(likely.directions.values()) == pytest.approx(1, abs=2e-3)


def test_sentences_that_carry_no_theme_are_left_out_and_the_others_keep_their_starts():
    said = pieces((-9, 0, 0), (4, 0, 0), (4, 0, 0), (-9, 0, 0))
    found = likely_themes(said, np.array([0, 10, 14, 20]), [0, 10, 20, 30])
    assert [one.start for one in found] == [10]


@given(st.lists(st.tuples(st.floats(-8, 8), st.floats(-80, 80), st.floats(-8, 8)), min_size=1, max_size=12))
def test_every_number_is_a_probability_and_other_sentences_change_none(rows):
    said, places = pieces(*rows), np.arange(len(rows)) * 3
    alone = likely_themes(said, places, [0])
    beside = likely_themes(np.concatenate([said, pieces((9, 9, 9))]), np.append(places, 1000), [0, 900])
    assert beside[: len(alone)] == alone
    for one in alone:
        assert all(0 <= number <= 1 for number in (*one.themes.values(), *one.directions.values()))
        assert max(one.themes.values()) >= LEAST - 1e-3


def test_nothing_is_said_of_nothing():
    assert likely_themes(pieces(), np.zeros(0), []) == []


def test_the_network_that_ships_tells_a_theme_from_its_absence(nlp):
    text = "The soup was good. Missiles of NATO near our borders are a direct threat to Russia and Belarus."
    likely = {one.start: one for one in load_tagger()(nlp(text)).likely}
    said = likely[text.index("Missiles")]
    assert said.themes["nato_framing"] > 0.9
    assert said.themes["joint_exercises"] < 0.2
    assert max(said.directions, key=said.directions.get) == "threat"


def test_a_text_about_something_else_carries_no_theme(nlp):
    likely = load_tagger()(nlp("The orchestra played until midnight. Prices of apples fell.")).likely
    assert all(probability < 0.3 for one in likely for probability in one.themes.values())
