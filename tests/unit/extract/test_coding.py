"""Codes take voice, speaker and modality from the attribution that holds their evidence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analysis.extract.coding import attributions_from_rows, code_rows
from analysis.records import Attribution, Hit

TEXT = (
    "All is at peace. The minister said that joint drills may begin. Reportedly the drills were called off."
)


def attribution(number: int, start: str, **changes) -> dict:
    begin = TEXT.index(start)
    content = [{"start": begin, "end": begin + len(start)}]
    row = {
        "attribution_id": f"a#a{number}", "doc_id": "a", "sentence_id": "a#s2", "source_start": None,
        "source_end": None, "cue_start": None, "cue_end": None, "content": content,
        "kind": "indirect", "speaker_id": None, "speaker_name": "the minister", "speaker_kind": "role",
        "speaker_ids": [], "speaker_resolution": "unresolved", "speaker_candidates": [],
        "unnamed_kind": None, "cue_lemma": "say", "stance": "neutral", "rule": "verb",
    }  # fmt: skip
    return row | changes


@pytest.fixture
def known():
    said = TEXT.index("The minister")
    rows = [
        attribution(2, "the drills were called off", speaker_name="unnamed source", speaker_kind="unnamed"),
        attribution(1, "that joint drills may begin", source_start=said, source_end=said + 12),
    ]
    return attributions_from_rows(rows)


def test_rows_become_records_in_order_of_the_text_with_blanks_as_none(known):
    assert [name for name, _ in known] == ["a#a1", "a#a2"]
    assert TEXT[slice(*known[0][1].source)] == "The minister"
    assert known[1][1].source is None and known[1][1].cue is None and known[1][1].speaker_id is None


@pytest.mark.parametrize(
    ("evidence", "voice", "speaker", "modality", "sentence"),
    [
        ("at peace", "author", None, "asserted", "a#s1"),
        ("joint drills", "attributed", "the minister", "hedged", "a#s2"),
        ("the drills", "attributed", "unnamed source", "hedged", "a#s3"),
    ],
    ids=["author", "attributed", "unnamed"],
)
def test_a_code_takes_voice_and_modality_from_where_its_evidence_lies(
    nlp, known, evidence, voice, speaker, modality, sentence
):
    start = TEXT.index(evidence)
    hit = Hit(theme="t", direction=None, start=start, end=start + len(evidence), rule="t/r")
    (row,) = code_rows(nlp(TEXT), [hit], known, doc_id="a")
    assert (row["voice"], row["speaker_name"], row["modality"]) == (voice, speaker, modality)
    assert row["sentence_id"] == sentence and row["code_id"] == f"{sentence}/t/r"


def said_by(text: str, source: str, cue: str, content: str) -> list[tuple[str, Attribution]]:
    spans = [(text.index(part), text.index(part) + len(part)) for part in (source, cue, content)]
    attribution = Attribution(
        source=spans[0], cue=spans[1], content=(spans[2],), kind="indirect", speaker_name=source
    )
    return [("a#a1", attribution)]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "voice"),
    [
        ("Moor and Brandt said on Friday that it would rain.", "Moor and Brandt", "said",
         "that it would rain", "attributed"),
        ("According to Moor and Brandt, it will rain.", "Moor and Brandt", "According to",
         "it will rain", "attributed"),
        ("Moor and Brandt met. A guide said that it would rain.", "A guide", "said",
         "that it would rain", "author"),
        ("Moor and Brandt signed the plan to train on.", "Moor and Brandt", "signed",
         "the plan to train on", "author"),
        ("Moor and Brandt came after a guide said that it would rain.", "Moor and Brandt", "said",
         "that it would rain", "author"),
    ],
    ids=["said", "according to", "another sentence", "an act", "not its subject"],
)  # fmt: skip
def test_who_speaks_is_in_the_voice_of_what_is_said(nlp, text, source, cue, content, voice):
    start = text.index("Brandt")
    hit = Hit(theme="t", direction=None, start=start, end=start + len("Brandt"), rule="t/r")
    (row,) = code_rows(nlp(text), [hit], said_by(text, source, cue, content), doc_id="a")
    assert row["voice"] == voice


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "voice"),
    [
        ("The president told the assembly of all Ruritania on the eve of the feast that tanks had come.",
         "The president", "told", "that tanks had come", "attributed"),
        ("Tanks may come, according to Ada Brandt of the ministry, who came back from the range.",
         "Ada Brandt", "according to", "Tanks may come", "attributed"),
        ("The tanks came to Strelsau on the eve of the feast, after Brandt said that all was well.",
         "Brandt", "said", "that all was well", "author"),
        ("The president did not say, but his spokeswoman told reporters that tanks had come.",
         "his spokeswoman", "told", "that tanks had come", "attributed"),
        ("The president declined to comment, but his spokeswoman told reporters that tanks had come.",
         "his spokeswoman", "told", "that tanks had come", "attributed"),
        ("The president said that all the tanks had come, and an aide told reporters that it rained.",
         "an aide", "told", "that it rained", "author"),
    ],
    ids=["main verb is the cue", "main verb is in the content", "beside the main verb", "did not say",
         "declined to comment", "beside what is said"],
)  # fmt: skip
def test_a_whole_sentence_is_in_the_voice_of_its_main_verb(nlp, text, source, cue, content, voice):
    hit = Hit(theme="t", direction=None, start=0, end=len(text), rule="t/trained", probability=0.9)
    (row,) = code_rows(nlp(text), [hit], said_by(text, source, cue, content), doc_id="a")
    assert row["voice"] == voice


@pytest.mark.parametrize(
    ("said", "speaker"),
    [("they would not", "Otto Varga"), ("they would", "Otto Varga"), ("it was late", "unnamed source")],
)
def test_what_is_asked_and_answered_in_short_is_of_who_answers(nlp, said: str, speaker: str) -> None:
    text = f"Asked whether the troops would stay, Otto Varga said {said}."
    (_, asked), (_, answered) = (
        *said_by(text, "Asked", "Asked", "whether the troops would stay"),
        *said_by(text, "Otto Varga", "said", said),
    )
    spoken = [("a#a1", replace(asked, source=None, speaker_name="unnamed source")), ("a#a2", answered)]
    start = text.index("the troops")
    hit = Hit(theme="t", direction=None, start=start, end=start + len("the troops would stay"), rule="t/r")
    (row,) = code_rows(nlp(text), [hit], spoken, doc_id="a")
    assert row["speaker_name"] == speaker
