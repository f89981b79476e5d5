"""Other tools' formats: out and back in without loss, and what is wrong with a file said all at once."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

import pytest

import factories
from analysis.errors import ParameterError
from analysis.handcoding import (
    Coding,
    codings_of,
    contexts_of,
    exported,
    imported,
    load_sample,
    save_codes,
    taken_in,
)
from analysis.vocabulary import FORMATS

CODED = {
    1: "drills pact:threat,attributed,hedged,Ada Brandt,far-fetched",
    2: "pact:defence,author,denied,,",
    3: "none,,,,clear",
}


def out(sample, to, coder="ann") -> str:
    contexts = {one.key: ("Before.", "After.") for one in sample.drawn}
    return exported(sample, coder, contexts, to=to)[0]


def back(tmp_path, sample, text):
    path = tmp_path / "file"
    path.write_text(text, "utf-8")
    rows, faults = imported(path, sample)
    codings, wrong = codings_of(rows, sample.themes, {one.key for one in sample.drawn})
    return codings, [str(fault) for fault in sorted([*faults, *wrong])]


@pytest.mark.parametrize("to", FORMATS)
def test_what_goes_out_comes_back(gold, code, tmp_path, to):
    code("ann", CODED)
    sample = load_sample(gold, "first")
    codings, faults = back(tmp_path, sample, out(sample, to))
    assert faults == [] and codings == sample.codings["ann"]


@pytest.mark.parametrize("to", FORMATS)
def test_a_coder_is_handed_nobody_elses_codes_and_no_weight(gold, code, to):
    code("bo", CODED)
    text = out(load_sample(gold, "first"), to)
    assert not re.search(r"Brandt|pact:|far-fetched|none|2\.5|stratum", text) and "Before." in text


def test_what_sets_a_tool_up_knows_every_answer(gold):
    sample = load_sample(gold, "first")
    contexts = {one.key: ("", "") for one in sample.drawn}
    ending, text = exported(sample, "ann", contexts, to="label-studio")[1]
    view = ElementTree.fromstring(text)
    found = {each.get("name"): [choice.get("value") for choice in each] for each in view.iter("Choices")}
    assert ending == ".config.xml" and found == {
        "themes": ["drills", "pact:threat", "pact:defence", "none"],
        "voice": ["author", "attributed"],
        "modality": ["asserted", "hedged", "denied"],
    }
    assert [each.get("value") for each in view.iter("Text")] == ["$before", "$text", "$after"]
    ending, text = exported(sample, "ann", contexts, to="doccano")[1]
    labels = [each["text"] for each in json.loads(text)]
    assert ending == ".labels.json" and labels[:4] == found["themes"] and "voice=author" in labels


def test_a_project_of_label_studio_comes_back_as_it_exports(gold, tmp_path):
    """With the fields that its JSON export adds, a draft, and a task that was skipped."""
    sample = load_sample(gold, "first")
    tasks = json.loads(out(sample, "label-studio"))
    choices = {"value": {"choices": ["pact:threat", "drills"]}, "id": "Dx_aB91ISN", "origin": "manual"}
    choices |= {"from_name": "themes", "to_name": "text", "type": "choices"}
    speaker = {"value": {"text": ["Ada\nBrandt"]}, "id": "x", "from_name": "speaker", "to_name": "text"}
    voice = choices | {"value": {"choices": ["attributed"]}, "from_name": "voice"}
    done = {"id": 1001, "completed_by": 1, "was_cancelled": False, "ground_truth": False, "lead_time": 4.2}
    tasks[0] |= {"id": 1, "annotations": [done | {"result": [choices, voice, speaker]}], "predictions": []}
    tasks[1] |= {"id": 2, "annotations": [done | {"was_cancelled": True, "result": [choices]}], "drafts": []}
    codings, faults = back(tmp_path, sample, json.dumps(tasks))
    assert faults == []
    first, second, *_ = (codings[one.key] for one in sample.drawn)
    said = {"drills": None, "pact": "threat"}
    assert first == Coding(themes=said, voice="attributed", speaker="Ada Brandt")
    assert not second.is_coded


@pytest.mark.parametrize("form", ["lines", "array", "older"])
def test_a_project_of_doccano_comes_back_as_it_exports(gold, tmp_path, form):
    """Sorted labels and its own id; as an array of JSON; and with meta and labels as it once had them."""
    sample = load_sample(gold, "first")
    rows = [json.loads(line) for line in out(sample, "doccano").splitlines()]
    rows[0] |= {"id": 11, "label": ["drills", "modality=hedged", "voice=author"], "Comments": ["odd", "so"]}
    if form == "older":
        rows = [
            {"text": row["text"], "meta": {"gold_id": row["gold_id"]}, "labels": row["label"]} for row in rows
        ]
    text = json.dumps(rows) if form == "array" else "\n".join(map(json.dumps, rows))
    codings, faults = back(tmp_path, sample, text)
    note = "" if form == "older" else "odd; so"
    assert faults == []
    assert codings[sample.drawn[0].key] == Coding(
        themes={"drills": None}, voice="author", modality="hedged", note=note
    )


def test_every_faulty_line_is_named_with_its_cure(gold, tmp_path):
    sample = load_sample(gold, "first")
    rows = [json.loads(line) for line in out(sample, "doccano").splitlines()]
    rows[0]["label"] = ["drlils"]
    rows[1]["label"] = "drills"
    rows[2]["label"] = ["none", "voice=author", "voice=attributed"]
    rows[3]["gold_id"] = "second/d4/4-46"
    text = "\n".join(map(json.dumps, rows)) + "\n{\n[1]\n" + json.dumps(rows[0] | {"label": []})
    assert back(tmp_path, sample, text)[1] == [
        "file line 1: unknown theme 'drlils', expected themes that drawn.yml asks for, with a blank between. "
        "Did you mean 'drills'?",
        'file line 2: label is "drills", expected a list of labels. Export it as JSONL.',
        "file line 3: label 'voice=attributed' is one too many, expected one label for each of voice, "
        "modality at most.",
        "file line 4: names no sentence of the sample, expected gold_id as exported. Import the file into "
        "the sample that it was exported from.",
        "file line 5: is not JSON, expected one object a line.",
        "file line 6: is no object, expected an object with text and labels.",
        "file line 7: d1 1-39 stands here again (first in line 1), expected once. Remove one of the two.",
    ]


def test_every_faulty_task_is_named_with_its_cure(gold, code, tmp_path):
    code("ann", CODED)
    sample = load_sample(gold, "first")
    tasks = json.loads(out(sample, "label-studio"))
    tasks[0]["annotations"] *= 2
    tasks[1]["annotations"][0]["result"][0]["from_name"] = "sentiment"
    tasks[2]["annotations"][0]["result"] = []
    tasks[3]["annotations"] = {}
    assert back(tmp_path, sample, json.dumps(tasks))[1] == [
        "file task 1: has 2 annotations, expected one, of the coder who is imported. Export the annotations "
        "of one coder apart.",
        "file task 2: has a result of 'sentiment', expected any of themes, voice, modality, speaker, note.",
        "file task 3: is annotated without themes, expected a theme, or none. Annotate it again.",
        "file task 4: is no task of Label Studio, expected data and annotations. Export it as JSON, "
        "not JSON-MIN.",
    ]
    assert back(tmp_path, sample, "[{")[1] == ["file line 1: is not JSON."]


def test_what_is_taken_in_replaces_nothing_unless_told(gold, code):
    code("ann", {1: "drills,,,,"})
    sample = load_sample(gold, "first")
    first, second = (one.key for one in sample.drawn[:2])
    new = {first: Coding(themes={}), second: Coding(themes={}), sample.drawn[2].key: Coding()}
    with pytest.raises(ParameterError, match="ann has coded 1 of its sentences otherwise, first d1 1-39"):
        taken_in(sample, "ann", new)
    codings, changed = taken_in(sample, "ann", new, replace=True)
    assert codings[first] == Coding(themes={}) and changed == [first, second]
    save_codes(gold, sample, "cy", codings)
    assert load_sample(gold, "first").codings["cy"][first].is_coded


def test_the_sentences_around_come_from_the_tables():
    text = "One. Two\nis here. Three."
    spans = [(0, 4), (5, 17), (18, 24)]
    rows = [{"position": n, "start": start, "end": end} for n, (start, end) in enumerate(spans, 1)]
    tables = factories.sentences(*rows), factories.documents({"doc_id": "d1", "text": text})
    from analysis.handcoding import Drawn

    drawn = [Drawn(doc_id="d1", start=start, end=end, text="") for start, end in spans]
    drawn.append(Drawn(doc_id="gone", start=0, end=3, text=""))
    found = contexts_of(drawn, *tables)
    assert [found[one.key] for one in drawn] == [
        ("", "Two is here."),
        ("One.", "Three."),
        ("Two is here.", ""),
        ("", ""),
    ]
    assert contexts_of(drawn[2:3], *tables, around=2)[drawn[2].key] == ("One. Two is here.", "")
