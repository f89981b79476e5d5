"""What the build makes of the sample corpus, row by row.

After a change that moves rows run pytest with --refresh-golden and read the diff before committing it.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analysis import tables

EXPECTED = Path(__file__).parent / "expected"


def _codes(project) -> pd.DataFrame:
    codes = tables.read("codes", project=project)
    evidence = _words(codes, "start", "end", project)
    columns = ["sentence_id", "theme", "direction", "voice", "speaker_name", "modality", "rule"]
    return codes[columns].assign(evidence=evidence)


def _attributions(project) -> pd.DataFrame:
    found = tables.read("attributions", project=project)
    text = tables.read("documents", project=project).set_index("doc_id")["text"]
    found["content"] = [
        " // ".join(_line(text[doc_id][span["start"] : span["end"]]) for span in spans)
        for doc_id, spans in zip(found["doc_id"], found["content"], strict=True)
    ]
    found["source"] = _words(found, "source_start", "source_end", project)
    found["cue"] = _words(found, "cue_start", "cue_end", project)
    return found[["sentence_id", "speaker_id", "speaker_name", "kind", "source", "cue", "content"]]


def _linked(project) -> pd.DataFrame:
    mentions = tables.read("mentions", project=project)
    words = _words(mentions, "start", "end", project)
    linked = mentions.assign(text=words)[["text", "label", "entity_id"]]
    return linked.groupby(["text", "label", "entity_id"], dropna=False).size().rename("n").reset_index()


def _events(project) -> pd.DataFrame:
    events = tables.read("events", project=project)
    events["participants"] = events["participants"].map(" ".join)
    return events[["sentence_id", "kind", "name", "date_start", "date_end", "place_id", "participants"]]


def _words(frame: pd.DataFrame, start: str, end: str, project) -> list[str]:
    text = tables.read("documents", project=project).set_index("doc_id")["text"]
    spans = zip(frame["doc_id"], frame[start], frame[end], strict=True)
    return ["" if pd.isna(a) else _line(text[doc_id][a:b]) for doc_id, a, b in spans]


def _line(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(
    "make", [_codes, _attributions, _linked, _events], ids=lambda make: make.__name__[1:]
)
def test_the_sample_corpus_gives_the_expected_rows(make, sample, request):
    path = EXPECTED / f"{make.__name__[1:]}.csv"
    found = make(sample).to_csv(index=False, lineterminator="\n")
    if request.config.getoption("--refresh-golden"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(found, "utf-8")
    assert found.splitlines() == path.read_text("utf-8").splitlines()
