from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.codebook import Coder, explain, load_codebook, nearly
from analysis.errors import CodebookError
from analysis.parsed import Likely, Parse

TWO_WAYS = """\
title: Ways
definition: A theme with directions.
directions: {{up: up, down: down, both: both}}
{combine}
rules:
  - {{id: rise, direction: up, find: rise}}
  - {{id: fall, direction: down, find: fall}}
yes: [x]
no: [y]
"""


@pytest.fixture
def hits(tmp_path, actors, read):
    def run(text, combine=""):
        (tmp_path / "ways.yml").write_text(TWO_WAYS.format(combine=combine), encoding="utf-8")
        coder = Coder(load_codebook(tmp_path, actors), actors)
        return [(hit.direction, text[hit.start : hit.end], hit.rule) for hit in coder(read(text))]

    return run


@pytest.mark.parametrize(
    ("combine", "expected"),
    [
        ("", ("up", "rise", "ways/rise")),
        ("combine: {up + down: down}", ("down", "fall", "ways/fall")),
        ("combine: {down + up: down}", ("down", "fall", "ways/fall")),
        ("combine: {down + up: up}", ("up", "rise", "ways/rise")),
        ("combine: {up + down: both}", ("both", "fall before they rise", "ways/rise + fall")),
    ],
    ids=["first rule", "later rule", "order of the pair", "the same", "a third"],
)
def test_two_directions_in_one_sentence_combine(hits, combine, expected):
    assert hits("Prices fall before they rise.", combine) == [expected]


def test_one_hit_a_sentence_and_theme(hits):
    assert hits("Prices rise and rise. They fall.") == [
        ("up", "rise", "ways/rise"),
        ("down", "fall", "ways/fall"),
    ]


def test_empty_document_has_no_hits(coder, nlp):
    assert coder(nlp("")) == []


def test_a_coder_of_one_theme_finds_what_the_coder_of_all_finds_of_it(codebook, coder, actors, read):
    doc = read("\n\n".join(example.text for theme in codebook.themes for example in theme.examples))
    assert len({hit.theme for hit in coder(doc)}) == len(codebook.themes)
    for theme in codebook.themes:
        alone = Coder(codebook.only([theme.name]), actors)
        assert alone(doc) == [hit for hit in coder(doc) if hit.theme == theme.name]


WORDS = """NATO Russia Belarus Poland exercise exercises joint military threatens defends expands the and of
with in troops weapons Ukraine said that which near our borders . , Union State security ' \u2019s \u00e9"""
words = st.sampled_from([*WORDS.split(), "\n\n"])


@settings(max_examples=60, deadline=None)
@given(st.lists(words, max_size=40).map(" ".join))
def test_hits_lie_in_one_sentence_and_are_at_most_one_a_theme(coder, codebook, read, text):
    doc = read(text)
    hits = coder(doc)
    assert hits == coder(doc)
    assert hits == sorted(hits, key=lambda hit: (hit.start, hit.end, hit.theme))
    sentences = [(sent.start_char, sent.end_char) for sent in doc.sents]
    places = []
    for hit in hits:
        (home,) = [span for span in sentences if span[0] <= hit.start < hit.end <= span[1]]
        places.append((home, hit.theme))
        assert text[hit.start : hit.end].strip()
    assert len(places) == len(set(places))
    directions = {theme.name: set(theme.directions) or {None} for theme in codebook.themes}
    assert all(hit.direction in directions[hit.theme] for hit in hits)


def test_the_order_of_a_groups_members_does_not_matter(codebook, coder, actors, read):
    turned = replace(actors, groups=dict(reversed(actors.groups.items())))
    doc = read("Poland and Lithuania hold joint exercises with NATO near the border of Belarus.")
    assert Coder(codebook, turned)(doc) == coder(doc)


def test_explain_names_rules_words_and_context(coder, read):
    text = "The minister arrived. NATO is there to protect its members and is stronger than before."
    found = explain(coder, read(text))
    assert [(one.rule, one.is_decisive) for one in found] == [
        ("nato_framing/protect", True),
        ("nato_framing/unity_or_division", False),
    ]
    first = found[0]
    assert text[slice(*first.found)] == "protect"
    assert [text[slice(*span)] for _, span in first.met] == ["NATO"]
    assert text[slice(*first.sentence)].startswith("NATO is there")
    assert {hit.rule for hit in coder(read(text))} == {one.rule for one in found if one.is_decisive}


@pytest.mark.parametrize(
    ("text", "heading", "by"),
    [
        ("NATO arrived. A storm threatens us.", "in one clause with", None),
        (
            "NATO threatens the invasion of Russia against Poland.",
            "not in one sentence with",
            "invasion of Russia against Poland",
        ),
    ],
    ids=["lacking", "blocked"],
)
def test_nearly_names_the_condition_that_kept_a_rule_from_firing(coder, read, text, heading, by):
    found = {miss.rule: miss for miss in nearly(coder, read(text))}
    miss = found["nato_framing/called_a_threat"]
    assert text[slice(*miss.found)] == "threatens" and miss.heading == heading
    assert (text[slice(*miss.by)] if miss.by else None) == by


TRAINED = """\
title: Exercises
definition: A theme that the trained coder knows.
{trained}
rules:
  - {{id: drill, find: drill}}
yes: [x]
no: [y]
"""


class TestTrainedCoder:
    """A sentence in which no rule fires is coded where the trained coder is sure enough of it."""

    @pytest.fixture
    def coded(self, tmp_path, actors, read):
        def run(text, *probabilities, trained="trained: 0.6", at=0):
            (tmp_path / "joint_exercises.yml").write_text(TRAINED.format(trained=trained), encoding="utf-8")
            coder = Coder(load_codebook(tmp_path, actors), actors)
            starts = [sentence.start_char for sentence in read(text).sents if sentence.start_char >= at]
            likely = [
                Likely(start, {"joint_exercises": probability}, {"threat": 1.0})
                for start, probability in zip(starts, probabilities, strict=False)
            ]
            parse = replace(Parse.of(read(text)), likely=likely)
            return [(text[hit.start : hit.end], hit.rule, hit.probability) for hit in coder(parse)]

        return run

    def test_is_counted_from_the_probability_on_that_the_theme_says(self, coded):
        assert coded("It lasts a week.", 0.6) == [("It lasts a week.", "joint_exercises/trained", 0.6)]
        assert coded("It lasts a week.", 0.59) == []

    @pytest.mark.parametrize(
        "text", ["STRELSAU, Aug 14 (Harbour Wire) -", "/Harbour", "Ada Brandt, Jonas Moor"]
    )
    def test_is_not_asked_of_what_says_nothing(self, coded, text):
        assert coded(text, 0.99) == []

    def test_is_not_counted_where_the_theme_does_not_ask_for_it(self, coded):
        assert coded("It lasts a week.", 0.99, trained="") == []

    def test_a_rule_that_fires_goes_first(self, coded):
        assert coded("The drill lasts a week.", 0.9) == [("drill", "joint_exercises/drill", None)]

    def test_evidence_is_the_sentence_it_speaks_of(self, coded):
        text = "The drill began. It lasts a week."
        assert coded(text, 0.9, at=17) == [
            ("drill", "joint_exercises/drill", None),
            ("It lasts a week.", "joint_exercises/trained", 0.9),
        ]

    @pytest.mark.parametrize(
        ("text", "probabilities", "found"),
        [
            ("The drill began. It lasts a week.", (0.0, 0.3), ["drill", "It lasts a week."]),
            ("The drill began. It lasts a week.", (0.0, 0.29), ["drill"]),
            ("It began. It lasts a week.", (0.9, 0.3), ["It began.", "It lasts a week."]),
            (
                "It began. It lasts a week. It ends.",
                (0.9, 0.3, 0.3),
                ["It began.", "It lasts a week.", "It ends."],
            ),
            ("It began. It lasts a week.", (0.5, 0.5), []),
            ("It lasts a week. The drill began.", (0.5, 0.0), ["drill"]),
            ("The drill began. Rain fell. It lasts a week.", (0.0, 0.0, 0.5), ["drill"]),
        ],
    )
    def test_less_is_enough_where_the_sentence_before_has_the_theme(self, coded, text, probabilities, found):
        trained = "trained: 0.8\ntrained after: 0.3"
        assert [words for words, *_ in coded(text, *probabilities, trained=trained)] == found

    def test_is_not_counted_where_the_theme_says_what_speaks_against_it(self, coded):
        trained = "trained: 0.6\ntrained not in one sentence with: alone | by ...1 itself"
        assert coded("It trains all by itself.", 0.99, trained=trained) == []
        assert coded("The drill is held by itself.", 0.99, trained=trained)[0][0] == "drill"
        assert coded("It trains with two others.", 0.99, trained=trained) != []

    @pytest.mark.parametrize(
        ("trained", "found"),
        [
            ("trained not in one sentence with: x", "trained not in one sentence with without trained"),
            ("trained after: 0.3", "trained after without trained, expected both, or trained alone"),
            ("trained: 0.6\ntrained after: 0.7", "trained after is 0.7, trained 0.6, expected at most"),
            ("trained: 0.6\ntrained after: low", "trained after is 'low', expected a number between 0 and 1"),
            ("trained: 2", "trained is 2, expected a number between 0 and 1"),
            ("trained: much", "trained is 'much', expected a number between 0 and 1"),
            ("directions: {up: up}\ntrained: 0.5", "gives other directions than the theme has"),
        ],
    )
    def test_what_it_cannot_do_is_said(self, coded, trained, found):
        with pytest.raises(CodebookError, match=found):
            coded("It lasts a week.", 0.9, trained=trained)

    def test_a_theme_it_does_not_know_is_said(self, tmp_path, actors):
        text = TRAINED.format(trained="trained: 0.6")
        (tmp_path / "harvest.yml").write_text(text, encoding="utf-8")
        with pytest.raises(CodebookError, match="the trained coder knows no theme 'harvest'"):
            load_codebook(tmp_path, actors)

    def test_no_rule_may_take_its_name(self, tmp_path, actors):
        text = TRAINED.format(trained="").replace("id: drill", "id: trained")
        (tmp_path / "joint_exercises.yml").write_text(text, encoding="utf-8")
        with pytest.raises(CodebookError, match="this one names the trained coder"):
            load_codebook(tmp_path, actors)
