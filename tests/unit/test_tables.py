"""Tables keep their schema, on writing and on reading back."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis import tables
from analysis.errors import DataError
from analysis.paths import CHECKOUT, Project
from analysis.schemas import ALL, BY_NAME, DOCUMENTS


def sentence(**changes) -> dict:
    row = {"sentence_id": "a#s1", "doc_id": "a", "position": 1, "start": 0, "end": 5}
    return row | changes


def code(**changes) -> dict:
    row = {
        "code_id": "a#s1/t/r", "doc_id": "a", "sentence_id": "a#s1", "theme": "t", "direction": None,
        "start": 0, "end": 5, "voice": "author", "attribution_id": None, "speaker_id": None,
        "speaker_name": None, "modality": "asserted", "rule": "t/r",
    }  # fmt: skip
    return row | changes


def test_a_table_reads_back_as_it_was_written(tmp_path):
    rows = tables.from_records(
        [sentence(sentence_id="a#s2", start=6, end=9, position=2), sentence()], "sentences"
    )
    tables.write(rows, "sentences", folder=tmp_path)
    back = tables.read("sentences", folder=tmp_path)
    assert back["sentence_id"].tolist() == ["a#s1", "a#s2"], "rows are ordered by the schema"
    pd.testing.assert_frame_equal(back, tables.check(rows, "sentences"))


def test_some_rows_are_read_as_they_stand_in_the_whole(tmp_path):
    made = [code(code_id=f"a#s1/{theme}/{n}", theme=theme) for n in range(3) for theme in ("t", "u")]
    tables.write(tables.from_records(made, "codes"), "codes", folder=tmp_path)
    whole = tables.read("codes", folder=tmp_path)
    some = tables.read("codes", folder=tmp_path, rows={"theme": "u"}, columns=["code_id"])
    assert some["code_id"].tolist() == whole.loc[whole["theme"] == "u", "code_id"].tolist()
    none = tables.read("codes", folder=tmp_path, rows={"theme": "v"})
    assert len(none) == 0 and none.dtypes.tolist() == whole.dtypes.tolist()


def test_an_unknown_column_is_refused_with_the_nearest(tmp_path):
    tables.write(tables.from_records([code()], "codes"), "codes", folder=tmp_path)
    with pytest.raises(DataError, match=r"table codes: has no column 'them'\. Did you mean 'theme'"):
        tables.read("codes", folder=tmp_path, rows={"them": "t"})
    with pytest.raises(DataError, match="has no column 'them'"):
        tables.read("codes", folder=tmp_path, columns=["code_id", "them"])


def test_the_values_of_a_column_come_once_sorted_and_without_blanks(tmp_path):
    project = Project.at(tmp_path)
    made = [code(code_id=str(n), theme=theme) for n, theme in enumerate("vtv")]
    tables.write(tables.from_records(made, "codes"), "codes", folder=project.processed)
    assert tables.distinct("codes", "theme", project=project) == ["t", "v"]
    assert tables.distinct("codes", "speaker_name", project=project) == []


def test_the_rows_of_some_documents_come_as_plain_values(tmp_path):
    project = Project.at(tmp_path)
    made = [code(code_id=f"{doc}/{theme}", doc_id=doc, theme=theme) for doc in "abcd" for theme in "tu"]
    tables.write(tables.from_records(made, "codes"), "codes", folder=project.processed)
    rows = tables.of_documents("codes", ["d", "a", "b", "z"], project=project, rows={"theme": "t"})
    assert [(row["doc_id"], row["theme"]) for row in rows] == [("a", "t"), ("b", "t"), ("d", "t")]
    assert rows[0]["direction"] is None
    assert rows[0]["start"] == 0


@pytest.mark.parametrize("table", ALL, ids=lambda table: table.name)
def test_an_empty_table_keeps_columns_and_types(table, tmp_path):
    empty = tables.from_records([], table.name)
    tables.write(empty, table.name, folder=tmp_path)
    back = tables.read(table.name, folder=tmp_path)
    assert list(back.columns) == table.names()
    assert back.dtypes.astype(str).tolist() == empty.dtypes.astype(str).tolist()


def test_lists_and_blanks_survive(tmp_path):
    rows = [
        {
            "attribution_id": "a#a1", "doc_id": "a", "sentence_id": "a#s1", "source_start": None,
            "source_end": None, "cue_start": 3, "cue_end": 7, "content": [{"start": 8, "end": 20}],
            "kind": "indirect", "speaker_id": None, "speaker_name": "unnamed officials",
            "speaker_kind": "unnamed", "speaker_ids": [], "speaker_resolution": "unnamed",
            "speaker_candidates": ["ada", "max"], "unnamed_kind": "officials",
            "cue_lemma": "say", "stance": "neutral", "rule": "verb",
        }
    ]  # fmt: skip
    tables.write(tables.from_records(rows, "attributions"), "attributions", folder=tmp_path)
    back = tables.read("attributions", folder=tmp_path).iloc[0]
    assert back["content"] == [{"start": 8, "end": 20}]
    assert (list(back["speaker_ids"]), list(back["speaker_candidates"])) == ([], ["ada", "max"])
    assert pd.isna(back["source_start"]) and pd.isna(back["speaker_id"]) and back["cue_start"] == 3


def test_the_same_rows_in_another_order_give_the_same_bytes(tmp_path):
    rows = [sentence(sentence_id=f"a#s{i}", position=i, start=i * 10, end=i * 10 + 5) for i in range(1, 9)]
    one = tables.write(tables.from_records(rows, "sentences"), "sentences", folder=tmp_path / "1")
    two = tables.write(tables.from_records(rows[::-1], "sentences"), "sentences", folder=tmp_path / "2")
    assert one.read_bytes() == two.read_bytes()


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            [code(voice="narrator")],
            "voice is 'narrator', expected one of author, attributed",
        ),
        ([code(), code()], "code_id is no key: 1 values come more than once, first 'a#s1/t/r'"),
        (
            [code(start=5, end=5)],
            "1 of 1 rows do not start before they end, first 'a#s1/t/r'",
        ),
        ([code(theme=None)], "theme is blank in 1 of 1 rows"),
    ],
    ids=["value", "key", "span", "blank"],
)
def test_a_breach_of_the_schema_is_named(rows, said, tmp_path):
    with pytest.raises(DataError) as caught:
        tables.write(tables.from_records(rows, "codes"), "codes", folder=tmp_path)
    assert said in str(caught.value)
    assert not list(tmp_path.iterdir()), "nothing is written"


def test_unknown_and_missing_columns_are_all_named():
    frame = tables.from_records([code()], "codes").rename(columns={"voice": "voise"}).drop(columns="rule")
    with pytest.raises(DataError) as caught:
        tables.check(frame, "codes")
    assert [fault.found for fault in caught.value.faults] == [
        "column 'voise' is unknown",
        "column 'voice' is missing",
        "column 'rule' is missing",
    ]
    assert "Did you mean 'voice'?" in str(caught.value)


def test_reading_before_building_says_what_to_run(tmp_path):
    with pytest.raises(
        DataError,
        match=r"data/processed/codes.parquet: does not exist. Run 'python -m analysis --project \S+ build'",
    ):
        tables.read("codes", project=Project.at(tmp_path))


def test_an_unknown_table_is_refused():
    with pytest.raises(DataError, match=r"there is no table 'code'. Did you mean 'codes'?"):
        tables.read("code")


def test_the_data_dictionary_on_disk_is_the_generated_one():
    path = CHECKOUT / "data" / "processed" / "README.md"
    assert path.read_text("utf-8") == tables.data_dictionary(), (
        "write it again: see the docstring of data_dictionary"
    )


def test_every_schema_has_a_key_among_its_columns():
    assert all(table.key in table.names() and set(table.order) <= set(table.names()) for table in ALL)
    assert BY_NAME["documents"] is DOCUMENTS


def test_a_damaged_table_is_said_to_be_damaged(tmp_path):
    path = tables.table_path("themes", tmp_path / "data" / "processed")
    path.parent.mkdir(parents=True)
    path.write_bytes(b"PAR1 and then nothing")
    with pytest.raises(DataError, match=r"is damaged, expected a Parquet file\. Delete it"):
        tables.read("themes", project=tmp_path)
