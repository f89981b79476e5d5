import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from analysis.codebook.clauses import clauses_of


def tree(vocab, parse):
    """Build a Doc from "word>head/dep ..." with heads counted from 0."""
    cells = [cell.rsplit("/", 1) for cell in parse.split()]
    words, heads = zip(*(cell.split(">") for cell, _ in cells), strict=True)
    return Doc(vocab, words=list(words), heads=[int(head) for head in heads], deps=[dep for _, dep in cells])


@pytest.mark.parametrize(
    ("parse", "expected"),
    [
        ("bloc>1/nsubj threatens>1/ROOT us>1/dobj", {"threatens": "bloc threatens us"}),
        (
            "he>1/nsubj said>1/ROOT bloc>3/nsubj threatens>1/ccomp us>3/dobj",
            {"said": "he said", "threatens": "bloc threatens us"},
        ),
        (
            "bloc>1/nsubj grew>1/ROOT and>1/cc threatened>1/conj us>3/dobj",
            {"grew": "bloc grew and threatened us"},
        ),
        (
            "bloc>1/nsubj grew>1/ROOT and>1/cc army>4/nsubj shrank>1/conj",
            {"grew": "bloc grew and", "shrank": "army shrank"},
        ),
        (
            "bloc>1/nsubj wants>1/ROOT to>3/aux expand>1/xcomp east>3/advmod",
            {"wants": "bloc wants to expand east"},
        ),
        (
            "hostile>1/amod bloc>5/nsubj which>3/nsubj threatens>1/relcl us>3/dobj met>5/ROOT",
            {"threatens": "hostile bloc which threatens us", "met": "hostile bloc met"},
        ),
        ("weapons>0/ROOT threatening>0/acl us>1/dobj", {"weapons": "weapons threatening us"}),
    ],
    ids=["one", "reported", "shared subject", "own subject", "infinitive", "relative", "participle"],
)
def test_a_clause_is_a_predicate_with_its_own_subject(nlp, parse, expected):
    doc = tree(nlp.vocab, parse)
    found = {}
    for token, names in zip(doc, clauses_of(doc[:]), strict=True):
        for name in names:
            found.setdefault(doc[name].text, []).append(token.text)
    assert {name: " ".join(words) for name, words in found.items()} == expected


@settings(max_examples=60)
@given(st.data())
def test_every_token_has_a_clause_of_its_sentence_whatever_the_tree(nlp, data):
    size = data.draw(st.integers(1, 9))
    heads = [data.draw(st.integers(0, index)) for index in range(size)]
    deps = [
        "ROOT" if head == index else data.draw(st.sampled_from(["nsubj", "ccomp", "relcl", "conj", "dobj"]))
        for index, head in enumerate(heads)
    ]
    doc = Doc(nlp.vocab, words=["w"] * size, heads=heads, deps=deps)
    for sentence in doc.sents:
        found = clauses_of(sentence)
        assert len(found) == len(sentence)
        assert all(names and all(sentence.start <= name < sentence.end for name in names) for names in found)
