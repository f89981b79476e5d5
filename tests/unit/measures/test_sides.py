"""Who speaks, and on which side."""

from __future__ import annotations

import pytest

from analysis.errors import DataError
from analysis.measures import (
    count_voices,
    first_voices,
    speakers,
    speakers_by_frame,
    statements_of,
    unnamed_kinds,
    voiced_codes,
)
from factories import attributions, codes, documents, entities, themes

ACTORS = entities(
    {"entity_id": "brandt", "name": "Ada Brandt", "kind": "person", "camp": "nato"},
    {"entity_id": "stein", "name": "Peter Stein", "kind": "person", "camp": "nato"},
    {"entity_id": "moor", "name": "Jonas Moor", "kind": "person", "camp": "russia"},
)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"speaker_id": "brandt", "speaker_name": "Colonel Brandt"}, ("Ada Brandt", "nato")),
        ({"speaker_name": "the harbour master", "speaker_kind": "role"}, ("the harbour master", "unlinked")),
        ({"speaker_name": "unnamed officials", "speaker_kind": "unnamed"}, ("unnamed officials", "unnamed")),
        ({"speaker_name": "", "speaker_kind": "named"}, ("unnamed source", "unlinked")),
        ({"speaker_id": "nobody", "speaker_name": "Nobody"}, ("Nobody", "unlinked")),
        ({"speaker_name": "A and B", "speaker_ids": ["brandt", "stein"]}, ("A and B", "nato")),
        ({"speaker_name": "A and B", "speaker_ids": ["brandt", "moor"]}, ("A and B", "several")),
        ({"speaker_name": "A and C", "speaker_ids": ["brandt"]}, ("A and C", "nato")),
    ],
    ids=[
        "a known actor by its name",
        "a role",
        "unnamed",
        "no words for it",
        "an actor that is not in the table",
        "two of one side together",
        "two of two sides together",
        "one known and one stranger",
    ],
)
def test_speaker_and_side(row, expected):
    table = statements_of(attributions(row), ACTORS)
    assert tuple(table.loc[0, ["speaker", "side"]]) == expected


def test_the_writer_is_no_source():
    own = {"speaker_name": "the writer", "speaker_kind": "writer", "speaker_resolution": "writer"}
    told = attributions(own, {"speaker_name": "the harbour master"}, own)
    statements = statements_of(told, ACTORS)
    assert list(statements["attribution_id"]) == ["d1#a2"]
    assert list(statements.index) == [0]
    assert statements_of(told[:1], ACTORS).empty


def test_codes_stay_as_many_as_they_are():
    own = attributions({"attribution_id": "a1", "speaker_name": "the writer", "speaker_kind": "writer"})
    coded = codes({"voice": "author", "attribution_id": "a1", "speaker_name": None})
    assert list(voiced_codes(coded, own, ACTORS)["side"]) == ["author"]


def test_codes_of_two_who_speak_together_have_their_sides():
    said = {"voice": "attributed", "speaker_name": "A and B"}
    kinds = attributions(
        {"attribution_id": "a1", "speaker_ids": ["brandt", "stein"]},
        {"attribution_id": "a2", "speaker_ids": ["brandt", "moor"]},
    )
    coded = codes({"attribution_id": "a1", **said}, {"attribution_id": "a2", **said})
    table = voiced_codes(coded, kinds, ACTORS)
    assert list(table["side"]) == ["nato", "several"]
    assert list(table.columns) == [*coded.columns, "speaker_kind", "speaker", "side"]


def test_the_author_speaks_with_no_one_s_name():
    coded = codes(
        {"voice": "author", "speaker_name": None},
        {"voice": "attributed", "speaker_id": "brandt", "speaker_name": "Brandt"},
        {"voice": "attributed", "attribution_id": "a1", "speaker_name": "analysts"},
        {"voice": "attributed", "speaker_name": "unnamed analysts"},
        {"voice": "attributed", "speaker_name": None},
    )
    kinds = attributions({"attribution_id": "a1", "speaker_name": "analysts", "speaker_kind": "unnamed"})
    table = voiced_codes(coded, kinds, ACTORS)
    assert list(table["code_id"]) == list(coded["code_id"])
    assert list(zip(table["speaker"], table["side"], strict=True)) == [
        ("author", "author"),
        ("Ada Brandt", "nato"),
        ("analysts", "unnamed"),
        ("unnamed analysts", "unnamed"),
        ("unnamed source", "unnamed"),
    ]


def test_speakers_count_documents_first():
    counted = documents({"outlet": "A"}, {"outlet": "B"}, {})
    table = speakers(
        statements_of(
            attributions(
                {"doc_id": "d1", "speaker_name": "often here"},
                {"doc_id": "d1", "speaker_name": "often here", "sentence_id": "d1#s2"},
                {"doc_id": "d1", "speaker_name": "often here", "sentence_id": "d1#s3"},
                {"doc_id": "d1", "speaker_id": "brandt"},
                {"doc_id": "d2", "speaker_id": "brandt"},
            ),
            ACTORS,
        ),
        counted,
    )
    found = table[["speaker", "side", "n_documents", "n_coded", "n_sentences", "n_outlets"]]
    assert [tuple(row) for row in found.itertuples(index=False)] == [
        ("Ada Brandt", "nato", 3, 2, 2, 2),
        ("often here", "unlinked", 3, 1, 3, 1),
    ]


def test_speakers_of_nothing():
    assert speakers(statements_of(attributions(), ACTORS), documents({})).empty


def test_statements_of_documents_that_are_not_counted_are_refused():
    with pytest.raises(DataError, match="not among the documents counted, first 'd9'"):
        speakers(statements_of(attributions({"doc_id": "d9"}), ACTORS), documents({}))


def test_unnamed_sources_by_kind():
    kinds = {"several officials": "officials", "Western experts": "analysts", "a source": "untold"}
    names = [*kinds, "a harbour official"]
    rows = [
        {
            "doc_id": f"d{n}",
            "speaker_name": f"unnamed {name}",
            "speaker_kind": "unnamed",
            "unnamed_kind": kinds.get(name, "officials"),
        }
        for n, name in enumerate(names, 1)
    ]
    named = {"doc_id": "d1", "speaker_name": "Ada Brandt"}
    table = unnamed_kinds(statements_of(attributions(*rows, named), ACTORS), documents({}, {}, {}, {}))
    assert list(zip(table["unnamed_kind"], table["side"], table["n_coded"], strict=True)) == [
        ("officials", "unnamed", 2),
        ("analysts", "unnamed", 1),
        ("untold", "unnamed", 1),
    ]


def test_frames_have_every_voice_and_direction_the_author_first():
    coded = codes(
        {"theme": "nato_framing", "direction": "threat", "voice": "attributed", "speaker_name": "B"},
        {
            "doc_id": "d2",
            "theme": "nato_framing",
            "direction": "threat",
            "voice": "attributed",
            "speaker_name": "B",
        },
        {"theme": "joint_exercises", "voice": "author"},
        {"theme": "joint_exercises", "voice": "attributed", "speaker_name": "A"},
    )
    table = speakers_by_frame(voiced_codes(coded, attributions(), ACTORS), themes())
    assert list(dict.fromkeys(table["speaker"])) == ["author", "B", "A"]
    assert len(table) == 3 * (1 + 4 + 1)
    found = table[table["n_coded"] > 0]
    assert list(zip(found["speaker"], found["title"], found["direction"], found["n_coded"], strict=True)) == [
        ("author", "Joint exercises", "", 1),
        ("B", "NATO framing", "threat", 2),
        ("A", "Joint exercises", "", 1),
    ]


def test_frames_of_the_most_frequent_keep_the_author():
    coded = codes(
        *({"doc_id": f"d{n}", "voice": "attributed", "speaker_name": "B"} for n in range(3)),
        {"voice": "attributed", "speaker_name": "A"},
        {"voice": "author"},
    )
    whole = speakers_by_frame(voiced_codes(coded, attributions(), ACTORS), themes())
    assert list(dict.fromkeys(first_voices(whole, 1)["speaker"])) == ["author", "B"]
    assert first_voices(whole, 0).equals(whole)
    assert [count_voices(table) for table in (whole, first_voices(whole, 1), whole[:0])] == [3, 2, 0]


def test_frames_of_nothing():
    assert speakers_by_frame(voiced_codes(codes(), attributions(), ACTORS), themes()).empty
