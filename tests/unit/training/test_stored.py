"""Articles and lessons come back from their files as they went in."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from analysis.extract.tagger.decoding import CONTENT, CUE, LABELS, SOURCE
from analysis.extract.tagger.network import VOCABULARY, WEIGHTS
from analysis.extract.tagger.pieces import load_tokenizer, split
from analysis.training.articles import TARGETS, Article, Part, load_articles, save_articles

TEXTS = ["Ada Brandt said that the drills are over.", "Strelsau is calm.", "“No,” Jonas Moor said."]


@pytest.fixture
def articles(nlp) -> list[Article]:
    """The first and the last annotated, the one between not."""
    tokenizer = load_tokenizer(WEIGHTS / VOCABULARY)
    made = []
    for number, text in enumerate(TEXTS):
        pieces = split(nlp(text), tokenizer)
        labels = np.zeros(len(pieces.first), np.int64)
        parts = (Part(SOURCE, 0, 1, 0), Part(CUE, 2, 2, 0), Part(CONTENT, 3, 4, 0)) if number != 1 else ()
        for part in parts:
            labels[part.first : part.last + 1] = part.role
        made.append(Article(f"a{number}", pieces, labels, parts, is_annotated=number != 1))
    coded = np.full((2, TARGETS), np.nan, np.float32)
    coded[1] = np.eye(TARGETS)[0]
    return [replace(made[0], sentences=np.array([0, 11]), coded=coded), *made[1:]]


def test_articles_come_back(articles, tmp_path):
    save_articles(tmp_path / "articles.npz", articles)
    for read, saved in zip(load_articles(tmp_path / "articles.npz"), articles, strict=True):
        assert (read.doc_id, read.parts, read.is_annotated) == (saved.doc_id, saved.parts, saved.is_annotated)
        assert np.array_equal(read.labels, saved.labels)
        assert np.array_equal(read.sentences, saved.sentences)
        assert (read.coded is None) == (saved.coded is None)
        assert saved.coded is None or np.array_equal(read.coded, saved.coded, equal_nan=True)
        for name, column in vars(saved.pieces).items():
            assert np.array_equal(getattr(read.pieces, name), column), name


class TestLessons:
    @pytest.fixture(autouse=True)
    def teach(self):
        pytest.importorskip("torch")
        from analysis.training import teach

        return teach

    def lesson(self, teach, article: Article, label: int):
        likely = np.zeros((len(article.labels), len(LABELS)), np.float32)
        likely[:, label] = 1
        return teach.Lesson(likely, (Part(CUE, 0, 0, 0),))

    def test_no_teacher_says_what_it_learnt(self, articles, teach):
        for fold in range(2):
            learnt = {article.doc_id for article in teach.learners(articles, folds=2, fold=fold)}
            assert learnt == {"a0", "a2"} - {f"a{2 * fold}"}

    def test_lessons_come_back(self, articles, teach, tmp_path):
        said = {0: self.lesson(teach, articles[0], 1), 2: self.lesson(teach, articles[2], 0)}
        teach.save_lessons(tmp_path / "lessons.npz", said)
        read = teach.load_lessons(tmp_path / "lessons.npz")
        assert read.keys() == said.keys()
        assert all(read[at].parts == said[at].parts for at in said)
        assert all(np.allclose(read[at].likely, said[at].likely) for at in said)

    def test_texts_are_learnt_from_the_teachers_and_articles_from_both(self, articles, teach):
        said = [
            {0: self.lesson(teach, articles[0], 1), 1: self.lesson(teach, articles[1], 1)},
            {1: self.lesson(teach, articles[1], 3), 2: self.lesson(teach, articles[2], 3)},
        ]
        by_hand, text, _ = teach.taught(articles, said)
        assert by_hand.parts == articles[0].parts, "what a hand linked stays"
        assert text.likely[0, [1, 3]].tolist() == [0.5, 0.5], "the mean of both teachers"
        assert text.parts == (Part(CUE, 0, 0, 0),)
        assert set(text.labels.tolist()) <= {1, 3}

    def test_without_a_teacher_the_hand_counts_alone(self, articles, teach):
        taught = teach.taught(articles, [{1: self.lesson(teach, articles[1], 1)}])
        assert [article.likely is None for article in taught] == [True, False, True]

    def test_a_hand_counts_as_much_as_its_teachers(self, articles, teach):
        from analysis.extract.tagger.windows import cut
        from analysis.training.batches import collate, stretch

        taught = replace(articles[0], likely=self.lesson(teach, articles[0], 3).likely)
        batch = collate([stretch(one, cut(one.pieces)[0]) for one in (articles[0], taught)])
        assert batch.likely[0, 0].argmax() == SOURCE and batch.likely[0, 0].max() == 1
        assert batch.likely[1, 0, [SOURCE, 3]].tolist() == [0.5, 0.5]
