"""Reports say in words which coder counted, and what the trained coder is."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.charts import coders
from analysis.paths import CHECKOUT


def _counts(*rows, has_directions=False):
    columns = ["theme", "title", "trained", "n_rules", "n_trained"]
    table = pd.DataFrame([(f"theme_{n}", *row) for n, row in enumerate(rows)], columns=columns)
    return table.assign(has_directions=has_directions, trained_after=table["trained"])


def test_each_theme_has_its_counts_and_the_trained_coder_is_explained_once():
    exercises, other, told = coders.coders_in_words(
        _counts(("Exercises", 0.5, 80, 1), ("Framing", 0.65, 1, 1200))
    )
    assert exercises == (
        "Exercises: 80 sentences coded by rules and 1 by the trained coder, which counts from a probability "
        "of 0.5 on."
    )
    assert other.startswith("Framing: 1 sentence coded by rules and 1,200 by the trained coder, ")
    assert "0.65" in other
    assert told.startswith(
        "These themes ask the trained coder where no rule of the codebook fires: a network"
    )


def test_that_less_is_enough_after_a_sentence_with_the_theme_is_said():
    counts = _counts(("Exercises", 0.8, 8, 1)).assign(trained_after=0.3)
    assert coders.coders_in_words(counts)[0].endswith(
        "which counts from a probability of 0.8 on, 0.3 after a sentence with the theme."
    )


def test_one_theme_is_spoken_of_as_one():
    assert coders.coders_in_words(_counts(("Exercises", 0.5, 8, 1)))[-1].startswith("This theme asks ")


def test_rules_alone_coded_where_no_theme_asks():
    alone = ["Coded by the rules of the codebook alone."]
    assert coders.coders_in_words(_counts()) == coders.coders_in_words(_counts(("NATO", None, 8, 0))) == alone


def test_themes_that_do_not_ask_are_said_to_be_of_rules_alone():
    said = coders.coders_in_words(_counts(("Exercises", 0.5, 8, 1), ("NATO", None, 8, 0)))
    assert said[0].startswith("Exercises: 8 sentences ") and said[2].startswith("This theme asks ")
    assert said[1] == "All other themes: coded by the rules of the codebook alone."


def test_directions_are_said_to_err_only_where_there_are_some():
    asks = ("Exercises", 0.5, 8, 1)
    told = [coders.coders_in_words(_counts(asks, has_directions=has))[-1] for has in (False, True)]
    assert ["directions" in text for text in told] == [False, True]


def test_how_often_it_errs_is_not_promised_where_nothing_is_coded_by_hand():
    asks = _counts(("Exercises", 0.5, 8, 1))
    told = [coders.coders_in_words(asks)[-1], coders.coders_in_words(asks, where="below")[-1]]
    end = "if enough sentences of the corpus are coded by hand."
    assert told[0].endswith(f" errs in this corpus is said in 06-validity, {end}")
    assert told[1].endswith(f" errs in this corpus is said below, {end}")


def test_where_the_card_lies_is_said_for_one_who_has_the_report_only():
    told = coders.coders_in_words(_counts(("Exercises", 0.5, 8, 1)))[-1]
    assert "the file MODEL_CARD.md in the folder src/analysis/training of the project" in told


def test_the_card_is_where_it_is_said_to_be():
    assert (CHECKOUT / coders.CARD).is_file()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([None, None], ""),
        ([None, 0.8], "; 1 of them by the trained coder (a network, asked where no rule fires)"),
        ([0.7, 0.8], "; all by the trained coder (a network, asked where no rule fires)"),
    ],
)
def test_a_caption_says_how_many_sentences_are_of_the_trained_coder(given, said):
    assert coders.among(pd.DataFrame({"probability": pd.array(given, dtype="Float64")})) == said


def test_evidence_that_holds_no_codes_has_no_coder():
    assert coders.among(pd.DataFrame({"content": ["x"]})) == ""
