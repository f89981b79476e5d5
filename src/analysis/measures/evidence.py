"""The sentences behind the numbers: every counted row in its place in the source."""

from __future__ import annotations

import pandas as pd

from analysis.measures.frames import require_known

_PLACE = ["doc_id", "outlet", "published", "title", "text"]
_SOURCE = ["doc_id", "sentence_id", "position", "published", "outlet", "title"]
_WORDS = ["before", "sentence", "after"]
_CODE = [
    "start",
    "end",
    "theme",
    "theme_title",
    "direction",
    "voice",
    "speaker_name",
    "speaker",
    "side",
    "modality",
    "rule",
    "probability",
]
_EVENT = [
    *("start", "end", "occurrence_id", "event_kind", "plover", "name", "date_start", "date_end"),
    *("happened_first", "happened_last", "is_dated"),
]
_STATEMENT = [
    *("spans", "content", "speaker_name", "speaker_kind", "unnamed_kind", "side", "kind", "cue_lemma"),
    "stance",
]
_CONFUSION = [
    *("spans", "theme", "theme_title", "outcome", "direction", "coded_direction", "rule", "probability"),
]
# Of statements of accusations.with_targets.
_TARGETS = ["targets", "turns", "focus"]


def evidence_of_codes(
    codes: pd.DataFrame, sentences: pd.DataFrame, documents: pd.DataFrame, themes: pd.DataFrame
) -> pd.DataFrame:
    """Return the coded sentences with what stands before and after them, the earliest first.

    Args:
        codes: Rows of voices.voiced_codes.
        sentences: sentences table.
        documents: documents table.
        themes: themes table, for their titles.

    Returns:
        One row per row of codes: doc_id, sentence_id, position (of the sentence, from 1), published,
        outlet, title; before, sentence, after (texts; empty at either end of the document); start, end (of
        the evidence, characters in sentence); theme, theme_title, direction, voice, speaker_name,
        speaker, side, modality, rule, probability; window and group, where codes have them. Undated documents
        come last.

    Raises:
        DataError: If codes name a document that documents lacks.
    """
    require_known(codes, documents, name="codes")
    placed = _with_context(sentences, codes["doc_id"], documents)
    rows = codes.merge(placed, on="sentence_id", how="left", validate="many_to_one")
    rows = rows.assign(start=rows["start"] - rows["from"], end=rows["end"] - rows["from"])
    titles = themes[["theme", "title"]].rename(columns={"title": "theme_title"})
    rows = rows.merge(titles, on="theme", how="left", validate="many_to_one")
    parts = [name for name in ("window", "group") if name in rows]
    return _in_order(rows)[["code_id", *_SOURCE, *_WORDS, *_CODE, *parts]]


def evidence_of_events(
    tellings: pd.DataFrame, sentences: pd.DataFrame, documents: pd.DataFrame
) -> pd.DataFrame:
    """Return the sentences that tell of events, the earliest published first.

    Args:
        tellings: Result of occurrences.tellings_of, or rows of it.
        sentences: sentences table.
        documents: documents table.

    Returns:
        One row per telling: place columns as in evidence_of_codes; start, end (of the words that tell it,
        characters in sentence), occurrence_id, event_kind, plover, name, date_start, date_end (as the
        sentence has them), happened_first, happened_last, is_dated (of the occurrence).

    Raises:
        DataError: If tellings name a document that documents lacks.
    """
    require_known(tellings, documents, name="events")
    placed = _with_context(sentences, tellings["doc_id"], documents)
    rows = tellings.drop(columns="published").rename(columns={"kind": "event_kind"})
    rows = rows.merge(placed, on="sentence_id", how="left", validate="many_to_one")
    length = rows["to"] - rows["from"]
    rows = rows.assign(
        start=rows["start"] - rows["from"], end=(rows["end"] - rows["from"]).clip(upper=length)
    )
    return _in_order(rows)[["event_id", *_SOURCE, *_WORDS, *_EVENT]]


def evidence_of_statements(
    statements: pd.DataFrame, sentences: pd.DataFrame, documents: pd.DataFrame
) -> pd.DataFrame:
    """Return the statements in their passage, the earliest first.

    Args:
        statements: Rows of attributions with speaker and side (see voices.statements_of), and with whom
            they turn on if wanted (see accusations.with_targets).
        sentences: sentences table.
        documents: documents table.

    Returns:
        One row per statement: place columns as in evidence_of_codes; sentence (here the passage: from the
        sentence in which the content begins to the one in which it ends), spans (list of [start, end] of
        the content in it), content (its text, pieces joined by " … "), speaker_name, speaker_kind,
        unnamed_kind, side, kind, cue_lemma, stance; targets, turns and focus where the statements have
        them, focus as spans.

    Raises:
        DataError: If statements name a document that documents lacks.
    """
    require_known(statements, documents, name="attributions")
    placed = _with_context(sentences, statements["doc_id"], documents)
    rows = statements.merge(placed, on="sentence_id", how="left", validate="many_to_one")
    texts = dict(zip(documents["doc_id"], documents["text"], strict=True))
    last = _last_sentences(rows, placed)
    rows = rows.assign(
        sentence=[
            texts[doc][int(start) : int(end)]
            for doc, start, end in zip(rows["doc_id"], rows["from"], last["to"], strict=True)
        ],
        after=list(last["after"]),
        spans=[
            [[span["start"] - first, span["end"] - first] for span in content]
            for content, first in zip(rows["content"], rows["from"], strict=True)
        ],
        content=[
            " … ".join(texts[doc][span["start"] : span["end"]] for span in content)
            for doc, content in zip(rows["doc_id"], rows["content"], strict=True)
        ],
        speaker_name=rows["speaker"],
    )
    if "focus" in rows:
        words = zip(rows["focus"], rows["from"], strict=True)
        rows["focus"] = [[[start - first, end - first] for start, end in spans] for spans, first in words]
    told = [name for name in _TARGETS if name in rows]
    return _in_order(rows)[["attribution_id", *_SOURCE, *_WORDS, *_STATEMENT, *told]]


def evidence_of_confusions(
    confused: pd.DataFrame,
    codes: pd.DataFrame,
    sentences: pd.DataFrame,
    documents: pd.DataFrame,
    themes: pd.DataFrame,
) -> pd.DataFrame:
    """Return the sentences on which people and the codebook differ, by theme and what differs.

    Args:
        confused: Result of validity.confusions.
        codes: codes table.
        sentences: sentences table.
        documents: documents table.
        themes: themes table, for their titles.

    Returns:
        One row per row of confused: place columns as in evidence_of_codes (of the sentence that people
        coded), spans (list of [start, end] of the words coded, in sentence), theme, theme_title, outcome,
        direction (people's), coded_direction, rule, probability.

    Raises:
        DataError: If a sentence is of a document that documents lacks.
    """
    require_known(confused, documents, name="gold_sentences")
    placed = _with_context(sentences, confused["doc_id"], documents)
    rows = confused.merge(
        placed.rename(columns={"from": "first", "to": "last"}),
        left_on="doc_id",
        right_on="document",
        how="left",
        validate="many_to_many",
    )
    rows = rows[(rows["first"] < rows["to"]) & (rows["last"] > rows["from"])]
    rows = rows.sort_values(["gold_id", "theme", "first"]).drop_duplicates(["gold_id", "theme"])
    fired = codes[["code_id", "start", "end", "rule", "probability"]]
    rows = rows.merge(fired, on="code_id", how="left", validate="many_to_one")
    titles = themes[["theme", "title"]].rename(columns={"title": "theme_title"})
    rows = rows.merge(titles, on="theme", how="left", validate="many_to_one")
    places = zip(rows["start"], rows["end"], rows["first"], strict=True)
    rows["spans"] = [[[int(a - at), int(b - at)]] if pd.notna(a) else [] for a, b, at in places]
    rows = _in_order(rows.sort_values(["theme", "outcome"], kind="stable"))
    return rows[["gold_id", *_SOURCE, *_WORDS, *_CONFUSION]]


def _with_context(sentences: pd.DataFrame, doc_ids: pd.Series, documents: pd.DataFrame) -> pd.DataFrame:
    """Return the sentences of some documents: their place, text, and the texts before and after."""
    rows = sentences[sentences["doc_id"].isin(doc_ids)].sort_values(["doc_id", "position"])
    rows = rows.merge(documents[_PLACE], on="doc_id", how="left", validate="many_to_one")
    spans = zip(rows["text"], rows["start"], rows["end"], strict=True)
    rows["sentence"] = pd.Series([text[start:end] for text, start, end in spans], dtype="str")
    near = rows.groupby("doc_id")["sentence"]
    rows = rows.assign(before=near.shift(1).fillna(""), after=near.shift(-1).fillna(""))
    rows = rows.rename(columns={"start": "from", "end": "to", "doc_id": "document"})
    return rows.drop(columns="text")


def _last_sentences(rows: pd.DataFrame, placed: pd.DataFrame) -> pd.DataFrame:
    """Return, for each statement, the row of the sentence in which its content ends."""
    if rows.empty:  # merge_asof can't join columns without any value
        return placed.head(0)
    ends = pd.DataFrame({"document": rows["doc_id"], "row": range(len(rows))})
    ends["from"] = [max(span["end"] for span in content) - 1 for content in rows["content"]]
    ends["from"] = ends["from"].astype("int64")
    found = pd.merge_asof(
        ends.sort_values(["from", "row"]),
        placed[["document", "from", "to", "after"]].sort_values("from"),
        on="from",
        by="document",
    )
    return found.sort_values("row", ignore_index=True)


def _in_order(rows: pd.DataFrame) -> pd.DataFrame:
    keys = ["published", "outlet", "doc_id", "position"]
    return rows.sort_values(keys, kind="stable", na_position="last", ignore_index=True)
