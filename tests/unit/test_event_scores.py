"""The scorer of events counts what it says it counts."""

from __future__ import annotations

import json

from analysis.records import Event
from scores import told
from scores.events import Coded, Score, by_kind, read_gold, report, score

TEXT = "Ruritania accused Borduria of delay."
RURITANIA, BORDURIA = ((0, 9),), ((18, 26),)
CODED = Coded(TEXT, "DISAPPROVE", RURITANIA, BORDURIA, None)


def _event(plover="DISAPPROVE", source=RURITANIA, target=BORDURIA):
    return Event(kind="statement", plover=plover, name="x", start=0, end=9, source=source, target=target)


def test_a_right_event_is_right_in_all():
    assert set(score([CODED], [[_event()]]).values()) == {Score(1, 1, 1)}


def test_swapped_actors_are_wrong():
    scores = score([CODED], [[_event(source=BORDURIA, target=RURITANIA)]])
    assert scores["kind"].right == 1 and scores["kind and both"].right == 0


def test_of_a_mutual_act_the_order_does_not_matter():
    coded = Coded(TEXT, "CONSULT", (*RURITANIA, *BORDURIA), (), None)
    scores = score([coded], [[_event("CONSULT", source=BORDURIA, target=RURITANIA)]])
    assert scores["kind and both"].right == 1


def test_every_further_event_counts_against_precision():
    assert score([CODED], [[_event(), _event("REJECT")]])["kind"] == Score(1, 2, 1)
    assert by_kind([CODED], [[_event("REJECT")]])["DISAPPROVE"] == Score(0, 0, 1)


def test_halves_share_no_sentence(tmp_path):
    rows = [{"event": "DOCUMENT"}] + [
        {"event": "AGREE", "text": f"Text {n}", "source": [{"actorText": "Text"}]} for n in range(4)
    ]
    (tmp_path / "PLOVER_GSR_CAMEO.txt").write_text(json.dumps(rows))
    halves = [{coded.text for coded in read_gold(tmp_path, half=half)} for half in ("even", "odd")]
    assert halves[0].isdisjoint(halves[1]) and len(halves[0] | halves[1]) == 4
    gold = read_gold(tmp_path)
    assert gold[0].source == ((0, 4),) and "covered kinds: 4 sentences" in report(gold, [[]] * 4)


def test_what_is_found_in_sentences_of_other_kinds_is_wrong():
    other = Coded(TEXT, "PROTEST", RURITANIA, (), None)
    scores = score([CODED, other], [[_event()], [_event()]], kinds_there=["DISAPPROVE"])
    assert scores["kind"] == Score(1, 2, 1) and scores["kind and source"] == Score(1, 2, 1)


MET = told.Told("meeting", RURITANIA, BORDURIA)


def _told(kind="call", source=BORDURIA, target=RURITANIA):
    return Event(kind=kind, plover="CONSULT", name="x", start=0, end=9, source=source, target=target)


def test_a_call_is_a_meeting_whoever_is_named_first():
    scores = told.score({"a": [MET]}, {"a": [_told()]})
    names = ("meeting", "any kind", "with source", "with target", "with both")
    assert {scores[name] for name in names} == {Score(1, 1, 1)}


def test_an_event_of_a_text_that_tells_none_is_wrong():
    scores = told.score({"a": [], "b": [MET]}, {"a": [_told("sanctions")], "b": []})
    assert scores["sanctions"] == Score(0, 1, 0) and scores["any kind"] == Score(0, 1, 1)


def test_with_the_wrong_actors_only_the_kind_is_right():
    wrong = told.Told("sanctions", RURITANIA, BORDURIA)
    scores = told.score({"a": [wrong]}, {"a": [_told("sanctions")]})
    assert scores["any kind"] == Score(1, 1, 1) and scores["with both"] == Score(0, 1, 1)


def test_the_labels_are_whole():
    halves = [told.read_labels(half=half) for half in ("read", "unread")]
    assert not halves[0].keys() & halves[1].keys() and {len(half) > 50 for half in halves} == {True}
    assert all(
        start < end for half in halves for one in half.values() for e in one for start, end in e.source
    )
