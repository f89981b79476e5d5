from __future__ import annotations

import json

import pytest

from analysis.extract.tagger.decoding import CONTENT, CUE, LABELS, SOURCE
from analysis.extract.tagger.network import VOCABULARY, WEIGHTS
from analysis.extract.tagger.pieces import load_tokenizer
from analysis.training.articles import Article, Part, read_articles

TEXT = "“The drills are over,” Ada Brandt said. “Ruritania keeps its word.” Jonas Moor denied that he knew."
SAID = {
    "source": ["Ada Brandt"],
    "cue": ["said"],
    "content": ["“The drills are over,”", "“Ruritania keeps its word.”"],
}
DENIED = {"source": ["Jonas Moor"], "cue": ["denied"], "content": ["that he knew"]}


@pytest.fixture
def read(tmp_path):
    """Read articles given as (text, attributions in characters)."""
    tokenizer = load_tokenizer(WEIGHTS / VOCABULARY)

    def read(*articles) -> list[Article]:
        rows = [
            {"doc_id": f"a{number}", "text": text, "attributions": attributions}
            for number, (text, attributions) in enumerate(articles)
        ]
        path = tmp_path / "articles.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        return list(read_articles(path, tokenizer))

    return read


def spans(text: str, words: dict[str, list[str]]) -> dict[str, list[list[int]]]:
    """An attribution in characters, from its words."""
    return {
        role: [[text.index(word), text.index(word) + len(word)] for word in found]
        for role, found in words.items()
    }


def only(role: str, *found: tuple[int, int]) -> dict[str, list[list[int]]]:
    """An attribution that has one role."""
    return {"source": [], "cue": [], "content": []} | {role: [list(span) for span in found]}


def words(text: str, article: Article, part: Part) -> str:
    return text[article.pieces.starts[part.first] : article.pieces.ends[part.last]]


def labelled(text: str, article: Article) -> list[tuple[str, str]]:
    """The units that have a label, each with it."""
    pieces = article.pieces
    units = zip(pieces.starts.tolist(), pieces.ends.tolist(), article.labels.tolist(), strict=True)
    return [(text[start:end], LABELS[label]) for start, end, label in units if label]


def test_parts_are_the_units_of_each_attribution(read):
    (article,) = read((TEXT, [spans(TEXT, SAID), spans(TEXT, DENIED)]))
    found = [(part.role, words(TEXT, article, part), part.attribution) for part in article.parts]
    assert found == [
        (SOURCE, "Ada Brandt", 0),
        (CUE, "said", 0),
        (CONTENT, "“The drills are over,”", 0),
        (CONTENT, "“Ruritania keeps its word.”", 0),
        (SOURCE, "Jonas Moor", 1),
        (CUE, "denied", 1),
        (CONTENT, "that he knew", 1),
    ]


def test_parts_count_units_not_pieces(read):
    text = "Ruritania said no."
    (article,) = read((text, [spans(text, {"source": ["Ruritania"], "cue": ["said"], "content": ["no"]})]))
    assert article.pieces.first.tolist()[1] > 1, "the made-up name is no word of the vocabulary"
    assert article.parts == (Part(SOURCE, 0, 0, 0), Part(CUE, 1, 1, 0), Part(CONTENT, 2, 2, 0))
    assert article.labels.tolist() == [SOURCE, CUE, CONTENT, 0]


def test_each_part_begins_once_and_goes_on(read):
    (article,) = read((TEXT, [spans(TEXT, DENIED)]))
    assert labelled(TEXT, article) == [
        ("Jonas", "B-source"),
        ("Moor", "I-source"),
        ("denied", "B-cue"),
        ("that", "B-content"),
        ("he", "I-content"),
        ("knew", "I-content"),
    ]


def test_parts_side_by_side_begin_anew(read):
    text = "The drills are over. The treaty holds."
    (article,) = read((text, [only("content", (0, 20)), only("content", (21, 38))]))
    begun = [word for word, label in labelled(text, article) if label == "B-content"]
    assert begun == ["The", "The"] and len(article.labels) == len(labelled(text, article))


def test_an_article_without_attributions_has_units_but_no_labels(read):
    (article,) = read((TEXT, []))
    assert article.parts == ()
    assert len(article.labels) == len(article.pieces.first) > 0 and not article.labels.any()


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        pytest.param((4, 8), "Brandt", id="ends in a word"),
        pytest.param((6, 10), "Brandt", id="begins in a word"),
        pytest.param((6, 8), "Brandt", id="within a word"),
        pytest.param((1, 6), "Ada Brandt", id="cuts two words"),
        pytest.param((3, 11), "Brandt", id="spaces around"),
    ],
)
def test_a_span_that_cuts_a_word_has_all_of_it(read, span, expected):
    text = "Ada Brandt said no."
    (article,) = read((text, [only("source", span)]))
    (part,) = article.parts
    assert words(text, article, part) == expected


@pytest.mark.parametrize(
    "span", [(3, 4), (4, 4), (0, 0), (19, 21)], ids=["space", "empty", "start", "behind"]
)
def test_a_span_without_words_is_no_part(read, span):
    (article,) = read(("Ada Brandt said no.", [only("source", span)]))
    assert article.parts == () and not article.labels.any()


def test_odd_spaces_move_no_offset(read):
    text = "Ada\u00a0Brandt\u200b said\t\u00a0“no”."
    (article,) = read(
        (text, [spans(text, {"source": ["Ada\u00a0Brandt"], "cue": ["said"], "content": ["“no”"]})])
    )
    assert [word for word, _ in labelled(text, article)] == ["Ada", "Brandt", "said", "“", "no", "”"]


def test_articles_come_in_order_each_with_its_own(read):
    articles = read((TEXT, [spans(TEXT, DENIED)]), ("", []), ("Keller left.", []))
    assert [article.doc_id for article in articles] == ["a0", "a1", "a2"]
    assert [len(article.parts) for article in articles] == [3, 0, 0]
    assert [len(article.labels) for article in articles[1:]] == [0, 3]


def test_sentences_are_those_of_the_parse(read):
    (article, empty) = read(("Ada Brandt said no.\n\nThe treaty holds.", []), ("", []))
    assert article.sentences.tolist() == [0, 21] and not len(empty.sentences)
    of_units = article.sentence_of(slice(None))[article.pieces.first]
    assert of_units.tolist() == [0] * 5 + [1] * 4
