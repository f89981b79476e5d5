"""Two groups: who is in them, how their themes differ, and which words are typical of which."""

from __future__ import annotations

import datetime as dt
import math

import pytest

from analysis import measures
from analysis.errors import ParameterError
from factories import codes, documents, gold_codes, gold_sentences, outlets, sentences, themes

OUTLETS = outlets(
    {"outlet": "North", "camp": "nato", "country": "Ruritania"},
    {"outlet": "South", "camp": "russia", "country": "Graustark"},
    {"outlet": "East", "camp": "russia", "country": "Graustark"},
)


def _documents(*sizes, **columns):
    """As many documents of North, South and East as said."""
    names = [name for name, size in zip(("North", "South", "East"), sizes, strict=False) for _ in range(size)]
    return documents(*({"outlet": name, **columns} for name in names))


def test_the_largest_groups_are_compared_if_none_are_named():
    pair = measures.pair_of(_documents(3, 2, 2), OUTLETS)
    assert pair.names == ("russia", "nato")
    assert [len(pair.group(place)) for place in (0, 1)] == [4, 3]


@pytest.mark.parametrize(
    ("by", "group", "other", "names"),
    [
        ("outlet", "South", "North", ("South", "North")),
        ("outlet", "", "North", ("East", "North")),
        ("country", "Ruritania", "", ("Ruritania", "Graustark")),
        ("ownership", "", "", ("private", "")),
        ("camp", "NATO", "Russia", ("nato", "russia")),
        ("outlet", "south", "east", ("South", "East")),
    ],
)
def test_groups_may_be_named(by, group, other, names):
    pair = measures.pair_of(_documents(3, 2, 2), OUTLETS, by=by, group=group, other=other)
    assert pair.names == names


def test_names_in_another_case_are_one_group_and_both_misspelt_ones_are_told():
    with pytest.raises(ParameterError, match="'nato' is the first group, too"):
        measures.pair_of(_documents(3, 2), OUTLETS, group="nato", other="Nato")
    with pytest.raises(ParameterError) as raised:
        measures.pair_of(_documents(3, 2), OUTLETS, group="natto", other="rusia")
    assert [fault.where for fault in raised.value.faults] == ["parameter group", "parameter other"]


def test_a_group_is_said_to_be_missing_from_the_period_only():
    rows = documents(
        {"outlet": "North", "published": dt.date(2024, 1, 1)},
        {"outlet": "South", "published": dt.date(2024, 5, 1)},
    )
    with pytest.raises(ParameterError, match="no document is of the camp 'nato' in the period asked for"):
        measures.pair_of(rows, OUTLETS, group="nato", start="2024-04-01")
    assert measures.pair_of(rows, OUTLETS, start="2024-04-01").names == ("russia", ""), (
        "nothing was asked for"
    )


def test_groups_known_are_those_of_the_documents():
    assert measures.groups_known(_documents(3, 2), OUTLETS) == {
        "outlet": ["North", "South"], "camp": ["nato", "russia"], "country": ["Graustark", "Ruritania"],
        "ownership": ["private"],
    }  # fmt: skip


def test_documents_of_outlets_without_a_group_are_counted_and_named():
    rows = documents(*({"outlet": name} for name in ("North", "West", "South", "Far", "West")))
    row = measures.pair_of(rows, OUTLETS).population.iloc[0]
    assert row["unplaced_by"] == "camp" and row["unplaced_outlets"] == "West, Far"
    assert (row["n_unplaced"], row["n_unplaced_outlets"]) == (3, 2)
    assert measures.pair_of(rows, OUTLETS, by="outlet").population["unplaced_by"].iloc[0] == ""
    assert measures.pair_of(_documents(3, 2), OUTLETS).population["n_unplaced"].iloc[0] == 0


def test_groups_name_their_outlets_and_what_is_in_neither_is_counted():
    rows = documents(
        *({"outlet": name} for name in ("North", "South", "South", "East")),
        {"outlet": "South", "language": "xx"},
        {"outlet": "West", "language": "xx"},
        {"outlet": "West"},
    )
    pair = measures.pair_of(rows, OUTLETS)
    named = dict(zip(*(measures.groups_of(pair)[name] for name in ("group", "outlets")), strict=True))
    assert named == {"russia": "South (2), East (1)", "nato": "North (1)"}
    assert pair.population[["n_aside", "n_aside_not_read"]].iloc[0].to_list() == [3, 2]


def test_periods_are_parted_on_a_day_or_in_halves():
    rows = documents(*({"published": dt.date(2024, 1, day)} for day in range(1, 11)), {"published": None})
    pair = measures.pair_of(rows, OUTLETS, by="period", parted="2024-01-04")
    assert pair.names == ("before 2024-01-04", "from 2024-01-04")
    assert [len(pair.group(place)) for place in (0, 1)] == [3, 7]
    assert pair.population["n_aside"].iloc[0] == 1
    halves = measures.pair_of(rows, OUTLETS, by="period")
    assert [len(halves.group(place)) for place in (0, 1)] == [5, 5]


def test_copies_are_left_out_within_a_group_and_count_for_both():
    rows = documents(
        {"outlet": "North"},
        {"outlet": "North", "duplicate_of": "d1"},
        {"outlet": "South", "duplicate_of": "d1"},
    )
    pair = measures.pair_of(rows, OUTLETS)
    assert sorted(pair.documents["doc_id"]) == ["d1", "d3"]
    assert pair.population["n_left_out_exact_copy"].iloc[0] == 1


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ({"by": "colour"}, "one of outlet, camp, country, ownership, period"),
        ({"group": "rusia"}, "Did you mean 'russia'?"),
        ({"group": "nato", "other": "nato"}, "'nato' is the first group, too"),
        ({"by": "period", "parted": "spring"}, "'spring' is no day"),
        ({"by": "period", "group": "2024"}, "'parted' says where the later period begins"),
        ({"by": "ownership", "group": "private"}, "no document is of another ownership than 'private'"),
        ({"by": "period", "parted": "2100-01-01"}, "all documents lie on one side of 2100-01-01"),
        ({"by": "camp", "parted": "2024-01-01"}, "groups are parted by camp, not by a day"),
    ],
)
def test_what_is_no_group_is_refused(options, found):
    with pytest.raises(ParameterError) as refused:
        measures.pair_of(_documents(2, 2), OUTLETS, **options)
    assert found in str(refused.value)


def test_differences_have_newcombe_intervals_and_corrected_tests():
    """Newcombe's (1998) example: 56 of 70 against 48 of 80 gives 0.2, 0.0524 to 0.3339."""
    rows = _documents(70, 80)
    north, south = (list(rows.loc[rows["outlet"] == name, "doc_id"]) for name in ("North", "South"))
    coded = codes(*({"doc_id": doc} for doc in [*north[:56], *south[:48]]))
    pair = measures.pair_of(rows, OUTLETS, group="nato")
    table = measures.differences(coded, pair, themes()).set_index("theme")
    row = table.loc["joint_exercises"]
    ends = (row["difference"], row["difference_low"], row["difference_high"])
    assert ends == pytest.approx((0.2, 0.0524, 0.3339), abs=1e-4)
    assert row["q_value"] == pytest.approx(3 * row["p_value"])
    assert row["is_different"] and not table["is_different"].iloc[1]


def test_without_a_second_group_nothing_is_different():
    pair = measures.pair_of(_documents(3), OUTLETS)
    table = measures.differences(codes(), pair, themes())
    assert pair.names == ("nato", "")
    assert table["difference"].isna().all() and not table["is_different"].any()
    assert measures.typical_words(pair, sentences()).empty


def _pressed(n=60):
    """Documents of ten sentences; North codes two sentences of each, South one."""
    rows = _documents(n, n)
    placed = sentences(
        *(
            {"doc_id": doc, "position": k + 1, "start": 10 * k, "end": 10 * k + 9}
            for doc in rows["doc_id"]
            for k in range(10)
        )
    )
    coded = codes(
        *(
            {"doc_id": doc, "sentence_id": f"{doc}#s{k + 1}", "start": 10 * k, "end": 10 * k + 4}
            for doc, outlet in zip(rows["doc_id"], rows["outlet"], strict=True)
            for k in range(1 + (outlet == "North"))
        )
    )
    return rows, placed, coded.assign(code_id=[f"c{n}" for n in range(len(coded))])


@pytest.mark.parametrize("is_right", [True, False])
def test_corrected_differences_know_what_was_coded_wrongly(is_right):
    """In North every second coded sentence is wrong: then the groups don't differ."""
    rows, placed, coded = _pressed()
    said, drawn = [], []
    for doc, outlet in zip(rows["doc_id"], rows["outlet"], strict=True):
        for k in range(10):
            is_coded = k < 1 + (outlet == "North")
            theme = "joint_exercises" if is_coded and (k == 0 or is_right) else None
            drawn.append({"doc_id": doc, "start": 10 * k, "end": 10 * k + 9, "themes": ["joint_exercises"]})
            said.append({"gold_id": f"first/{doc}/{10 * k}-{10 * k + 9}", "theme": theme})
    hand = measures.hand_coding(gold_sentences(*drawn), gold_codes(*said), coded, rows)
    pair = measures.pair_of(rows, OUTLETS, group="nato")
    table = measures.corrected_differences(coded, placed, pair, hand, themes=themes())
    row = table.set_index("theme").loc["joint_exercises"]
    assert row["raw_difference"] == pytest.approx(0.1)
    assert row["corrected_difference"] == pytest.approx(0.1 if is_right else 0.0)
    assert (row["corrected_difference_low"] > 0) == is_right
    assert measures.n_corrected(table) == 1


def test_without_hand_coding_differences_are_raw():
    rows, placed, coded = _pressed(6)
    hand = measures.hand_coding(gold_sentences(), gold_codes(), coded, rows)
    pair = measures.pair_of(rows, OUTLETS)
    table = measures.corrected_differences(coded, placed, pair, hand, themes=themes())
    assert table["corrected_difference"].isna().all()
    assert set(table["method_1"]) == {"no chance sample"}
    assert not math.isnan(table["raw_difference"].iloc[0])


def _worded(north, south, n=12):
    """Documents of one sentence with these words each."""
    rows = documents(
        *({"outlet": "North", "text": north} for _ in range(n)),
        *({"outlet": "South", "text": south} for _ in range(n)),
    )
    lengths = rows["text"].str.len()
    placed = sentences(
        *(
            {"doc_id": doc, "position": 1, "end": int(n)}
            for doc, n in zip(rows["doc_id"], lengths, strict=True)
        )
    )
    return measures.pair_of(rows, OUTLETS, group="nato"), placed


def test_typical_words_are_those_one_group_uses_more():
    pair, placed = _worded(
        "The Harvest was good, the harvest of rye.", "The brigade drilled, so no more rye there."
    )
    table = measures.typical_words(pair, placed)
    by_word = table.set_index("word")
    assert list(table["word"][:1]) == ["harvest"]
    assert by_word.loc["harvest", "group"] == "nato" and by_word.loc["brigade", "group"] == "russia"
    assert (by_word.loc["harvest", "n_uses_1"], by_word.loc["harvest", "n_documents_1"]) == (24, 12)
    assert by_word.loc["harvest", "is_different"] and not by_word.loc["rye", "is_different"]
    assert "the" not in by_word.index and "no" not in by_word.index


def test_a_word_repeated_in_few_documents_is_not_sure():
    """As many uses, but all in three documents."""
    even, placed = _worded("rye rye barley", "oats oats oats")
    steady = measures.typical_words(even, placed).set_index("word").loc["barley"]
    rows = documents(
        *({"outlet": "North", "text": "rye rye " + ("barley " * 4 if n < 3 else "rye")} for n in range(12)),
        *({"outlet": "South", "text": "oats oats oats"} for _ in range(12)),
    )
    placed = sentences(
        *(
            {"doc_id": doc, "position": 1, "end": len(text)}
            for doc, text in zip(rows["doc_id"], rows["text"], strict=True)
        )
    )
    bursting = measures.typical_words(measures.pair_of(rows, OUTLETS, group="nato"), placed)
    bursting = bursting.set_index("word").loc["barley"]
    assert bursting["n_uses_1"] == steady["n_uses_1"]
    assert abs(bursting["z"]) < 0.85 * abs(steady["z"])


def test_each_word_leads_to_its_sentences_in_its_group():
    pair, placed = _worded("Harvest is good.", "No harvest; brigade’s drill.")
    words = measures.typical_words(pair, placed)
    words = words[words["word"].isin(["harvest", "brigade's"])]
    found = measures.evidence_of_words(words, pair, placed, most=2)
    assert len(found) == 4
    assert set(map(tuple, found[found["group"] == "russia"]["word"])) == {("brigade's",)}
    row = found[found["group"] == "russia"].iloc[0]
    assert [row["sentence"][start:end] for start, end in row["spans"]] == ["brigade’s"]
    assert list(found[found["group"] == "nato"]["word"]) == [["harvest"]] * 2


def test_the_name_of_its_own_outlet_is_no_typical_word_of_a_group():
    pair, placed = _worded("HARBOUR, May 1 (North) - Rye of the north.", "South of North is rye.")
    table = measures.typical_words(pair, placed).set_index("word")
    assert table.loc["north", ["n_uses_1", "n_uses_2"]].to_list() == [12, 12]
    assert "south" not in table.index
    shown = measures.evidence_of_words(table.reset_index(), pair, placed, most=1)
    row = shown[shown["group"] == "nato"].iloc[0]
    assert "North" not in [row["sentence"][start:end] for start, end in row["spans"]]
