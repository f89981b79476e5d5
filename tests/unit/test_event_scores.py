"""The scorer of events counts what it says it counts."""

from __future__ import annotations

import json

from analysis.records import Event
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
