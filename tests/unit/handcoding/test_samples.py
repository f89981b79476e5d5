"""Files of a sample: read back as written, and every fault of every file said at once, with its cure."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import tables
from analysis.errors import ParameterError, ReferenceDataError
from analysis.handcoding import (
    Drawn,
    code_rows,
    codings_of,
    decision_file,
    drawn_text,
    exported,
    imported,
    load_sample,
    read_samples,
    sample_faults,
    save_codes,
    sentence_rows,
    verdicts,
    write_sample,
)
from analysis.handcoding.cells import Coding, one_line, parse_themes, themes_cell
from analysis.vocabulary import FORMATS

ASKED = {"drills": [], "pact": ["threat", "defence"]}
EXPECTED = Path(__file__).parent / "expected_faults.txt"


def faults(gold) -> list[str]:
    samples, faults = read_samples(gold)
    assert not samples
    return [str(fault) for found in faults.values() for fault in found]


@pytest.mark.parametrize(
    ("cell", "themes"),
    [
        ("", None),
        ("none", {}),
        ("drills", {"drills": None}),
        ("drills pact:threat", {"drills": None, "pact": "threat"}),
    ],
)
def test_a_cell_of_themes_says_what_was_coded(cell, themes):
    assert parse_themes(cell, ASKED) == (themes, []) and themes_cell(themes) == cell


def test_a_sample_is_read_as_it_was_written(gold, code):
    code("ann", {1: "pact:threat drills,attributed,hedged,Ada Brandt,far-fetched", 3: "none,,,,"})
    sample = load_sample(gold, "first")
    assert [one.text for one in sample.drawn][2] == "It rains." and sample.themes == ASKED
    assert {one.weight for one in sample.drawn} == {2.5}
    said = [sample.codings["ann"][one.key] for one in sample.drawn]
    assert said[0] == Coding(
        themes={"drills": None, "pact": "threat"},
        voice="attributed",
        modality="hedged",
        speaker="Ada Brandt",
        note="far-fetched",
    )
    assert said[2] == Coding(themes={}) and not said[1].is_coded
    assert not any(coding.is_coded for coding in sample.codings["bo"].values())


def test_every_fault_of_every_file_is_said_at_once_with_its_cure(gold, code):
    code(
        "ann", {1: "dirlls,auhtor,asserted,,", 2: "pact,,,,", 3: "none pact:threta,,,,", 4: "none,author,,,"}
    )
    code("bo", {1: "pact:threta,author,,Ada Brandt,", 2: "drills:threat drills,,,,"})
    path = gold / "first" / "codes-bo.csv"
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([*lines[:3], lines[2], lines[4], "d9,1,x,gone,,,,,"]), "utf-8")
    sample = gold / "first" / "sample.csv"
    sample.write_text(sample.read_text("utf-8").replace("d4,4,46,,2.5,", "d4,4,3,,0.2,"), "utf-8")
    assert faults(gold) == EXPECTED.read_text("utf-8").splitlines()


def test_a_sentence_that_was_cut_short_in_one_file_is_told_with_both_places(gold):
    sample = gold / "first" / "sample.csv"
    sample.write_text(sample.read_text("utf-8").replace("d4,4,46,", "d4,4,40,"), "utf-8")
    said = [one for one in faults(gold) if "is not in sample.csv" in one]
    assert len(said) == 2 and all(
        one.endswith("sample.csv has 4-40 there; give both the place that was drawn.") for one in said
    )


@pytest.mark.parametrize(("mark", "word"), [(";", "semicolons"), ("\t", "tabs")])
def test_a_file_saved_with_other_marks_between_its_cells_is_told_so(gold, mark, word):
    path = gold / "first" / "codes-ann.csv"
    path.write_text(path.read_text("utf-8").replace(",", mark), "utf-8")
    assert any(f"Its columns are parted by {word}: save the file with commas" in one for one in faults(gold))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (None, "there is no such file"),
        ("themes: [", "is not YAML in UTF-8"),
        ("size: 3", "names no themes"),
        ("themes:\n  drills: yes", "theme 'drills' has no list of directions"),
    ],
)
def test_drawn_yml_must_say_what_coders_were_asked_for(gold, text, said):
    path = gold / "first" / "drawn.yml"
    path.unlink()
    if text is not None:
        path.write_text(text, "utf-8")
    assert any(
        f"gold/first/drawn.yml: {said}" in one or f"drawn.yml line 1: {said}" in one for one in faults(gold)
    )


def test_a_sample_that_is_not_there_is_named(gold):
    with pytest.raises(
        ReferenceDataError, match=r"gold/frist: there is no such sample. Did you mean 'first'\?"
    ):
        load_sample(gold, "frist")
    assert read_samples(gold.parent / "none") == ([], {})


def test_sentences_are_held_against_the_texts_that_are_known(gold):
    texts = {"d1": " Ruritania and  Borduria\ntrain together.", "d2": "Short.", "d3": "xyzIt snows."}
    said = [str(fault) for fault in sample_faults(gold, texts)]
    assert [line.split(", expected")[0] for line in said] == [
        "gold/first/sample.csv line 2: the text of d1 at 1-39 is another",
        "gold/first/sample.csv line 3: the span 2-38 lies outside the text of d2",
        "gold/first/sample.csv line 4: the text of d3 at 3-12 is another",
    ]
    assert sample_faults(gold, {"d3": "xyzIt rains."}) == sample_faults(gold, {}) == []


def test_what_coders_wrote_is_never_written_over(gold, code):
    code("ann", {1: "drills,,,,"})
    sample = load_sample(gold, "first")
    about = drawn_text(design="simple", size=4, seed=1, n_sentences=10, themes=ASKED)
    made = write_sample(gold, "first", drawn=sample.drawn, about=about, coders=["ann", "cy"])
    assert made == ["codes-cy.csv"]
    assert load_sample(gold, "first").codings["ann"][sample.drawn[0].key].is_coded
    with pytest.raises(ParameterError, match="another sample has this name"):
        write_sample(gold, "first", drawn=sample.drawn[1:], about=about, coders=["dee"])
    with pytest.raises(ParameterError, match="stands for what coders agree on"):
        write_sample(gold, "second", drawn=sample.drawn, about=about, coders=["agreed"])


def verdict_of(gold, row):
    sample = load_sample(gold, "first")
    return verdicts(sample).get(sample.drawn[row - 1].key)


@pytest.mark.parametrize(
    ("ann", "bo", "themes", "open_"),
    [
        ("drills,author,asserted,,", "drills,author,asserted,,", {"drills": None}, ()),
        ("drills,,,,", "drills,author,asserted,,", {"drills": None}, ()),
        ("none,,,,", "none,,,,", {}, ()),
        ("drills,,,,", "none,,,,", None, ("themes",)),
        ("pact:threat,,,,", "pact:defence,,,,", {"pact": None}, ("direction",)),
        ("drills,author,asserted,,", "drills,attributed,hedged,,", {"drills": None}, ("voice", "modality")),
        ("drills,attributed,,Brandt,", "drills,attributed,,Ada Brandt,", {"drills": None}, ()),
        ("drills,attributed,,Moor,", "drills,attributed,,Ada Brandt,", {"drills": None}, ("speaker",)),
        ("drills,,,,", ",,,,", {"drills": None}, ()),
    ],
    ids=["same", "blank", "none", "themes", "direction", "qualities", "fuller", "speaker", "alone"],
)  # fmt: skip
def test_what_holds_and_what_is_open(gold, code, ann, bo, themes, open_):
    code("ann", {1: ann})
    code("bo", {1: bo})
    verdict = verdict_of(gold, 1)
    assert (verdict.coding.themes if verdict.coding else None) == themes
    assert verdict.open == open_
    assert verdict_of(gold, 2) is None, "nobody coded it"


def test_a_decision_fills_what_is_open_and_survives(gold, code):
    code("ann", {1: "drills,author,asserted,,", 2: "pact:threat,author,asserted,,", 4: "none,,,,"})
    code("bo", {1: "none,,,,", 2: "pact:threat,author,hedged,,", 4: "none,,,,"})
    path = gold / "first" / "agreed.csv"
    path.write_text(decision_file(load_sample(gold, "first")), "utf-8")
    header, first, second = path.read_text("utf-8").splitlines()
    assert header.endswith("themes,voice,modality,speaker,note,decide,coded")
    assert first.endswith(",,,,,,themes,ann: drills author asserted; bo: none")
    views = "ann: pact:threat author asserted; bo: pact:threat author hedged"
    assert second.endswith(f",,,,,,modality,{views}")
    filled = [first.replace(",,,,,,themes", ",drills,,,,,"), second.replace(",,,,,,mod", ",,,hedged,,,mod")]
    path.write_text("\n".join([header, *filled]), "utf-8")
    assert verdict_of(gold, 1).coding.themes == {"drills": None} and verdict_of(gold, 1).open == ()
    assert verdict_of(gold, 2).coding == Coding(themes={"pact": "threat"}, voice="author", modality="hedged")
    again = decision_file(load_sample(gold, "first")).splitlines()
    assert len(again) == 3 and ",drills,,,,,," in again[1] and ",,,hedged,,,," in again[2]


def test_rows_of_the_tables_keep_their_schema(gold, code):
    code("ann", {1: "drills pact:threat,attributed,hedged,Ada Brandt,", 2: "none,,,,", 3: "drills,,,,"})
    code("bo", {1: "drills pact:threat,attributed,hedged,Brandt,", 3: "none,,,,"})
    samples, _ = read_samples(gold)
    sentences = tables.check(tables.from_records(sentence_rows(samples), "gold_sentences"), "gold_sentences")
    codes = tables.check(tables.from_records(code_rows(samples), "gold_codes"), "gold_codes")
    assert sentences["gold_id"].tolist()[0] == "first/d1/1-39"
    assert list(map(list, sentences["themes"])) == [["drills", "pact"]] * 4
    agreed = codes[codes["coder"] == "agreed"]
    assert agreed[["gold_id", "theme", "speaker_name"]].fillna("").values.tolist() == [
        ["first/d1/1-39", "drills", "Ada Brandt"],
        ["first/d1/1-39", "pact", "Ada Brandt"],
        ["first/d2/2-38", "", ""],
    ]
    assert set(codes["coder"]) == {"ann", "bo", "agreed"} and len(codes[codes["coder"] == "ann"]) == 4


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40).map(one_line)


@given(st.lists(st.tuples(WORDS, WORDS, WORDS), min_size=1, max_size=4))
def test_any_words_survive_the_files(tmp_path_factory, texts):
    gold = tmp_path_factory.mktemp("any") / "reference" / "gold"
    drawn = [
        Drawn(doc_id=f'd {n},"{n}', start=n, end=n + 1, text=text, weight=1 + n / 3)
        for n, (text, _, _) in enumerate(texts)
    ]
    about = drawn_text(design="simple", size=4, seed=1, n_sentences=10, themes=ASKED)
    write_sample(gold, "any", drawn=drawn, about=about, coders=["ann"])
    said = {
        one.key: Coding(themes={"drills": None}, voice="attributed", speaker=speaker, note=note)
        for one, (_, speaker, note) in zip(drawn, texts, strict=True)
    }
    save_codes(gold, load_sample(gold, "any"), "ann", said)
    sample = load_sample(gold, "any")
    assert list(sample.drawn) == drawn and [one.weight for one in sample.drawn] == [
        one.weight for one in drawn
    ]
    assert sample.codings["ann"] == said
    for to in FORMATS:
        path = gold / "file"
        path.write_text(exported(sample, "ann", {one.key: ("", "") for one in drawn}, to=to)[0], "utf-8")
        rows, faults = imported(path, sample)
        assert not faults
        back, wrong = codings_of(rows, ASKED, {one.key for one in drawn})
        assert not wrong and back == said
