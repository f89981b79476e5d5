"""Who accuses whom: which words count, and whom they turn on."""

from __future__ import annotations

import pytest

from analysis import measures
from factories import attributions, codes, documents, entities, mentions, sentences

ACTORS = entities(
    {"entity_id": "ruritania", "name": "Ruritania", "kind": "state", "camp": "nato"},
    {"entity_id": "vandalia", "name": "Vandalia", "kind": "state", "camp": "nato"},
    {"entity_id": "borduria", "name": "Borduria", "kind": "state", "camp": "russia"},
    {"entity_id": "moor", "name": "Moor", "kind": "person", "camp": "russia", "affiliation": "borduria"},
    {"entity_id": "brandt", "name": "Brandt", "kind": "person", "camp": "nato", "affiliation": "ruritania"},
    {"entity_id": "petrel", "name": "Petrel", "kind": "person", "camp": "other", "affiliation": "lakeland"},
    {"entity_id": "lakeland", "name": "Lakeland", "kind": "state", "camp": "other"},
    {"entity_id": "harbour", "name": "Harbour", "kind": "place", "camp": "russia"},
)
_IDS = dict(zip(ACTORS["name"], ACTORS["entity_id"], strict=True))


def _rows(marked, *, speaker="brandt", stance="neutral", code=None, cue_end=None):
    """Return the accusations of one statement; its content stands between bars."""
    before, content, after = marked.split("|")
    text = before + content + after
    first, last = len(before), len(before + content)
    told = {"content": [{"start": first, "end": last}], "speaker_id": speaker, "stance": stance}
    found = [
        {"start": at, "end": at + len(name), "entity_id": actor}
        for name, actor in _IDS.items()
        for at in range(len(text))
        if text.startswith(name, at)
    ]
    tables = codes({"attribution_id": "d1#a1", **code}) if code else codes()
    statements = measures.statements_of(attributions(told | {"cue_start": 0, "cue_end": cue_end}), ACTORS)
    every, counted = sentences({"end": len(text)}), documents({"text": text})
    named = {"sentences": every, "documents": counted}
    rows = measures.accusations_of(statements, tables, mentions(*found), ACTORS, **named)
    return [(row.way, row.target) for row in rows.itertuples()]


THREAT = {"theme": "nato_framing", "direction": "threat"}


@pytest.mark.parametrize(
    ("marked", "options", "expected"),
    [
        ("Brandt accused |Borduria of the raid|.", {"stance": "accusing"}, [("accuses", "Borduria")]),
        (
            "Brandt accused |Borduria, Lakeland and Moor of the raid on Petrel|.",
            {"stance": "accusing"},
            [("accuses", "Borduria"), ("accuses", "Lakeland"), ("accuses", "Moor")],
        ),
        ("Brandt warned |that Borduria would march|.", {"stance": "warning"}, [("warns of", "Borduria")]),
        ("Brandt said |that Borduria marched|.", {}, []),
        ("Brandt denied |that Borduria marched|.", {"stance": "opposing"}, []),
        ("Brandt accused |Vandalia of failing Borduria|.", {"stance": "accusing"}, []),
        (
            "Brandt warned |that Vandalia would answer Borduria|.",
            {"stance": "warning"},
            [("warns of", "Borduria")],
        ),
        ("Brandt accused |the crew of Harbour|.", {"stance": "accusing"}, []),
        ("Moor accused |Borduria of sloth|.", {"stance": "accusing", "speaker": "moor"}, []),
        (
            "Petrel accused |Borduria of the raid|.",
            {"stance": "accusing", "speaker": "petrel"},
            [("accuses", "Borduria")],
        ),
        ("Petrel accused |Lakeland of sloth|.", {"stance": "accusing", "speaker": "petrel"}, []),
        (
            "Brandt accused Borduria |of the raid|.",
            {"stance": "accusing", "cue_end": 14},
            [("accuses", "Borduria")],
        ),
        (
            "Moor spoke of |Lakeland and Ruritania, a threat|.",
            {"speaker": "moor", "code": THREAT},
            [("sees a threat in", "Ruritania")],
        ),
        ("Moor spoke of |Ruritania|.", {"speaker": "moor", "code": THREAT | {"modality": "denied"}}, []),
        ("Brandt spoke of |Borduria, a threat|.", {"code": THREAT}, []),
        ("They accused |Borduria of the raid|.", {"stance": "accusing", "speaker": None}, []),
    ],
    ids=[
        *("an accusation", "joined by and", "a warning", "said only", "a denial", "the own side first"),
        *("the own side passed over", "a place", "one's own state", "of no side", "one's own state, no side"),
        *("between cue and content", "a coded threat", "a denied threat", "no threat of that theme"),
        "no known actor speaks",
    ],
)
def test_whom_a_statement_turns_on(marked, options, expected):
    assert _rows(marked, **options) == expected


def _accusations(*rows):
    import pandas as pd

    usual = {
        "side": "nato",
        "target": "Borduria",
        "target_side": "russia",
        "way": "accuses",
        "from": 0,
        "to": 5,
    }
    return pd.DataFrame([usual | {"sentence_id": f"{row['doc_id']}#s1"} | row for row in rows])


def test_pairs_count_documents():
    rows = _accusations(
        {"doc_id": "d1", "attribution_id": "a1", "speaker": "Brandt"},
        {"doc_id": "d1", "attribution_id": "a2", "speaker": "Brandt", "way": "warns of"},
        {"doc_id": "d2", "attribution_id": "a3", "speaker": "Brandt", "way": "warns of"},
        {"doc_id": "d2", "attribution_id": "a4", "speaker": "Moor", "side": "russia", "target": "Ruritania"},
    )
    table = measures.who_accuses_whom(rows, documents({}, {}))
    columns = ["speaker", "target", "n_coded", "n_accuses", "n_warns", "n_threat"]
    assert [tuple(row) for row in table[columns].itertuples(index=False)] == [
        ("Brandt", "Borduria", 2, 1, 2, 0),
        ("Moor", "Ruritania", 1, 1, 0, 0),
    ]
    assert list(measures.first_pairs(table, 1)["speaker"]) == ["Brandt"]
    assert len(measures.first_pairs(table, 0)) == 2


def test_statements_carry_whom_they_turn_on():
    rows = _accusations(
        {"doc_id": "d1", "attribution_id": "d1#a1", "speaker": "Brandt"},
        {"doc_id": "d1", "attribution_id": "d1#a1", "speaker": "Brandt", "target": "Moor", "way": "warns of"},
    )
    told = measures.with_targets(attributions({}, {}), rows)
    assert list(told["targets"]) == [["Borduria", "Moor"], []]
    assert list(told["turns"]) == ["accuses Borduria; warns of Moor", ""]
    assert list(told["focus"]) == [[(0, 5)], []]
