"""The network as torch trains it: small, with random weights, a few words, a step or two."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.extract.tagger.decoding import CONTENT, CUE, LABELS, SOURCE
from analysis.extract.tagger.network import VOCABULARY, WEIGHTS
from analysis.extract.tagger.pieces import load_tokenizer, split
from analysis.extract.tagger.themes import likely_themes
from analysis.training.articles import Article, Part

pytest.importorskip("torch")

from analysis.training.encoders import begin
from analysis.training.fit import fit
from analysis.training.network import Network, Shape
from analysis.training.teach import read, readings

TINY = Shape(layers=1, width=24, inner=24, tiny=1e-12, by_distance=False, rate=1e-3)


@pytest.fixture
def article(nlp) -> Article:
    """A text of more than one window, its first sentence annotated."""
    pieces = split(
        nlp("Ada Brandt said that the drills are over.\n" * 60), load_tokenizer(WEIGHTS / VOCABULARY)
    )
    labels = np.zeros(len(pieces.first), np.int64)
    parts = (Part(SOURCE, 0, 1, 0), Part(CUE, 2, 2, 0), Part(CONTENT, 3, 7, 0))
    for part in parts:
        labels[part.first : part.last + 1] = part.role
    return Article("a", pieces, labels, parts)


def test_labels_and_links_are_learnt_beside_the_themes(article):
    network = begin(TINY, {})
    before = {name: weight.clone() for name, weight in network.named_parameters()}
    losses = []
    fit(network, [article], epochs=1, seed=1, size=1, report=lambda *said: losses.append(said))
    assert [step for step, *_ in losses] == list(range(1, len(losses) + 1))
    changed = {name for name, weight in network.named_parameters() if not weight.equal(before[name])}
    assert {"label.weight", "head.weight", "dependent.weight", "none"} <= changed
    assert not {"theme.weight", "theme.bias", "word.weight"} & changed


def test_a_network_reads_all_units_and_pieces_once(article):
    network = begin(TINY, {})
    (lesson,) = read(network, [article])
    assert lesson.likely.shape == (len(article.labels), len(LABELS))
    assert np.allclose(lesson.likely.sum(1), 1, atol=1e-5)
    found = list(readings(network, [article]))
    assert len(found) > 1 and {n for n, *_ in found} == {0}
    assert sum(len(reading.labels) for *_, reading in found) == len(article.labels)
    assert sum(len(reading.themes) for *_, reading in found) == len(article.pieces)


def test_weights_without_themes_name_none(article):
    weights = {
        name: weight for name, weight in Network(TINY).state_dict().items() if not name.startswith("theme")
    }
    ((_, _, reading), *_) = readings(begin(TINY, weights), [article])
    places = article.pieces.starts[article.pieces.unit][: len(reading.themes)]
    assert likely_themes(reading.themes, places, [0]) == []


def test_weights_of_another_network_are_refused():
    with pytest.raises(ValueError, match="no part of the network takes"):
        begin(TINY, {"verdict.weight": Network(TINY).label.weight})
