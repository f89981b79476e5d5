"""Learning to code: small networks with random weights, a few words, a few steps."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest

from analysis.errors import DataError
from analysis.extract.tagger.network import VOCABULARY, WEIGHTS
from analysis.extract.tagger.pieces import load_tokenizer, split
from analysis.extract.tagger.themes import COUNT, DIRECTIONS, NUMBERS, likely_themes
from analysis.training.articles import TARGETS, Article
from analysis.vocabulary import TRAINED_THEMES

pytest.importorskip("torch")

import torch

from analysis.training.batches import batches, draw
from analysis.training.encoders import begin
from analysis.training.network import Shape
from analysis.training.teach import readings
from analysis.training.teach_themes import (
    coded_learners,
    expectations,
    load_expectations,
    read_themes,
    save_expectations,
    with_expectations,
)
from analysis.training.themes import fit_themes, loss_of_change, loss_of_themes, pool

TINY = Shape(layers=1, width=24, inner=24, tiny=1e-12, by_distance=False, rate=3e-3)
SENTENCES = ["The bloc threatens Ruritania.", "The drills with Borduria are over.", "It rained.", "He left."]
TARGET = {  # of the first three; nobody coded the last
    0: [0, 0, 1, 1, 0, 0, 0],
    1: [1, 0, 0, 0, 0, 0, 0],
    2: [0] * TARGETS,
}


@pytest.fixture
def article(nlp) -> Article:
    """A text of four sentences, three of them coded."""
    doc = nlp(" ".join(SENTENCES))
    pieces = split(doc, load_tokenizer(WEIGHTS / VOCABULARY))
    starts = np.array([sentence.start_char for sentence in doc.sents])
    assert len(starts) == len(SENTENCES)
    coded = np.full((len(starts), TARGETS), np.nan, np.float32)
    for place, row in TARGET.items():
        coded[place] = row
    labels = np.zeros(len(pieces.first), np.int64)
    return Article("a", pieces, labels, (), is_annotated=False, sentences=starts, coded=coded)


def batch_of(*articles: Article):
    (batch,) = batches(draw(articles, random.Random(1)), size=10, rng=random.Random(1))
    return batch


def seeded():
    torch.manual_seed(7)
    return begin(TINY, {})


@pytest.mark.parametrize("seed", range(5))
def test_pieces_are_pooled_as_the_package_does(seed):
    rng = np.random.default_rng(seed)
    said = rng.normal(0, 4, (60, NUMBERS)).astype(np.float32)
    places, starts = np.arange(60), np.array([0, 1, 20, 21, 45])
    sentence = np.searchsorted(starts, places, side="right") - 1
    themes, directions = pool(torch.from_numpy(said), torch.from_numpy(sentence), len(starts))
    found = {one.start: one for one in likely_themes(said, places, starts.tolist())}
    assert found, "some sentence has a theme"
    for start, of_themes, of_directions in zip(starts, themes.sigmoid(), directions.softmax(-1), strict=True):
        if start in found:
            assert np.allclose(list(found[start].themes.values()), of_themes, atol=1e-3)
            assert np.allclose(list(found[start].directions.values()), of_directions, atol=1e-3)
    assert tuple(next(iter(found.values())).themes) == TRAINED_THEMES


def test_pieces_of_no_sentence_change_nothing():
    said = torch.randn(6, NUMBERS)
    inside = pool(said[:4], torch.tensor([0, 0, 1, 1]), 2)
    around = pool(said, torch.tensor([0, 0, 1, 1, -1, -1]), 2)
    assert all(torch.equal(one, other) for one, other in zip(inside, around, strict=True))


def test_a_network_expects_what_the_package_reads(article):
    network = seeded()
    torch.nn.init.normal_(network.theme.weight)
    (expected,) = read_themes(network, [article])
    said = np.concatenate([reading.themes for *_, reading in readings(network, [article])])
    places = article.pieces.starts[article.pieces.unit]
    likely = likely_themes(said, places, article.sentences.tolist())
    assert likely
    for one in likely:
        row = expected[article.sentences.tolist().index(one.start)]
        assert np.allclose(row, [*one.themes.values(), *one.directions.values()], atol=1e-3)


def test_sentences_are_numbered_through_a_batch(article):
    nobody = replace(article, coded=None)
    batch = batch_of(article, nobody)
    assert batch.coded.shape == batch.expected.shape == (8, TARGETS)
    assert set(batch.sentences.flatten().tolist()) == set(range(-1, 8))
    for row in batch.sentences:
        assert row[0] == -1, "the mark of beginning is in no sentence"
    assert batch.coded[:, 0].isnan().sum() == 5 and batch.expected.isnan().all()


class TestLoss:
    def said(self, batch, *rows):
        """What pieces must say for their sentences to have these scores, all counting alike."""
        said = torch.zeros(*batch.sentences.shape, NUMBERS)
        for sentence, row in enumerate(rows):
            scores = torch.tensor(row, dtype=torch.float32) * 40 - 20
            at = batch.sentences == sentence
            said[at] = torch.cat([scores[:COUNT], torch.zeros(COUNT), scores[COUNT:]])
        return said

    def test_it_is_nothing_where_all_is_right_and_grows_with_what_is_wrong(self, article):
        batch = batch_of(article)
        right = [TARGET[0], TARGET[1], TARGET[2]]
        way = [[0, 0, 1, 0, 1, 0, 0], *right[1:]]
        theme = [right[0], [0] * TARGETS, right[2]]
        losses = [loss_of_themes(self.said(batch, *rows), batch).item() for rows in (right, way, theme)]
        assert losses[0] < 1e-3 < min(losses[1:])

    def test_what_nobody_coded_does_not_count(self, article):
        batch = batch_of(article)
        right = [TARGET[0], TARGET[1], TARGET[2]]
        one, other = (
            loss_of_themes(self.said(batch, *right, last), batch).item() for last in ([0] * 7, [1] * 7)
        )
        assert one == other

    def test_teachers_count_where_nobody_coded(self, article):
        expected = np.zeros((4, TARGETS), np.float32)
        expected[:3] = [TARGET[0], TARGET[1], TARGET[2]]
        batch = batch_of(replace(article, expected=expected))
        right = [TARGET[0], TARGET[1], TARGET[2]]
        one, other = (
            loss_of_themes(self.said(batch, *right, last), batch).item() for last in ([0] * 7, [1] * 7)
        )
        assert one < 1e-3 < other


def test_a_teacher_learns_the_coded_sentences(article):
    network = seeded()
    fit_themes(network, [article], is_teacher=True, epochs=60, seed=1, size=1)
    (expected,) = read_themes(network, [article])
    assert np.array_equal(expected[:3, :COUNT] > 0.5, article.coded[:3, :COUNT] > 0.5)
    assert expected[0, COUNT:].argmax() == DIRECTIONS.index("threat")


def test_another_network_is_held_to_what_it_said_of_attributions(article):
    batch = batch_of(article)

    def said(network) -> list[torch.Tensor]:
        with torch.no_grad():
            return network(batch.ids, batch.features, batch.mask)[:3]

    def change(*, is_teacher: bool) -> float:
        network = seeded().eval()
        before = said(network)
        assert loss_of_change(before, before, batch).item() == pytest.approx(0, abs=1e-6)
        fit_themes(network, [article], is_teacher=is_teacher, epochs=30, seed=1, size=1)
        return loss_of_change(said(network), before, batch).item()

    assert change(is_teacher=False) < 0.5 * change(is_teacher=True)


def test_without_a_coded_sentence_there_is_nothing_to_learn(article):
    with pytest.raises(DataError, match="no sentence is coded"):
        fit_themes(seeded(), [replace(article, coded=None)], is_teacher=False, epochs=1, seed=1)


class TestExpectations:
    @pytest.fixture
    def articles(self, article) -> list[Article]:
        """Coded, annotated with attributions, neither, coded and annotated."""
        return [
            article,
            replace(article, coded=None, is_annotated=True),
            replace(article, coded=None),
            replace(article, is_annotated=True),
        ]

    def test_no_teacher_expects_what_it_learnt(self, articles):
        network = seeded()
        assert coded_learners(articles, folds=2, fold=0) == [articles[3]]
        assert expectations(network, articles, folds=2, fold=0).keys() == {0, 2}
        assert expectations(network, articles, folds=2, fold=1).keys() == {2, 3}

    def test_they_come_back(self, articles, tmp_path):
        said = expectations(seeded(), articles, folds=2, fold=0)
        save_expectations(tmp_path / "said.npz", said)
        read = load_expectations(tmp_path / "said.npz")
        assert read.keys() == said.keys()
        assert all(np.allclose(read[place], said[place], atol=1e-3) for place in said)

    def test_the_mean_is_learnt(self, articles):
        low, high = (np.full((4, TARGETS), value, np.float32) for value in (0.2, 0.6))
        learnt = with_expectations(articles, [{0: low, 2: low}, {2: high, 3: high}])
        assert learnt[1].expected is None
        assert [float(learnt[place].expected[0, 0]) for place in (0, 2, 3)] == pytest.approx([0.2, 0.4, 0.6])
