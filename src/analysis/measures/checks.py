"""Checks at the end of a notebook: the numbers shown, counted again from the evidence."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.errors import DataError, Fault
from analysis.measures.selection import is_read
from analysis.measures.wordings import PIECES

# Columns by which the tables of a theme count its sentences.
_VALUES = ("rule", "direction", "speaker", "side", "modality")


def check_corpus(
    documents: pd.DataFrame, left_out: pd.DataFrame, *, size: pd.DataFrame, tables: Sequence[pd.DataFrame]
) -> pd.DataFrame:
    """Return whether the tables of the corpus add up.

    Args:
        documents: documents table, all of it.
        left_out: Documents left out of the counting (Selection.left_out).
        size: Result of corpus.corpus_size.
        tables: Results of corpus.documents_by, each over all documents.

    Returns:
        One row per check: check (what is compared), expected, found, holds.
    """
    n_documents, n_words = len(documents), int(documents["n_words"].sum())
    counts = size.set_index("part")["n_documents"]
    copies = counts["exact copies"] + counts["near copies"]
    read = documents[is_read(documents)]
    originals = read["duplicate_of"].fillna(read["doc_id"]).nunique()
    rows = [
        ("documents, and originals plus copies", n_documents, counts["without copies"] + copies),
        ("copies and documents not read, and those left out", n_documents - originals, len(left_out)),
        ("identities of documents that stand twice", 0, documents["doc_id"].duplicated().sum()),
        (
            "copies whose original is not in the corpus",
            0,
            (~documents["duplicate_of"].dropna().isin(documents["doc_id"])).sum(),
        ),
    ]
    for table in tables:
        name = " and ".join(table.columns[: list(table.columns).index("n_documents")])
        rows.append((f"documents, and their sum by {name}", n_documents, table["n_documents"].sum()))
        rows.append((f"words, and their sum by {name}", n_words, table["n_words"].sum()))
    return checked(rows)


def check_theme(
    evidence: pd.DataFrame,
    documents: pd.DataFrame,
    *,
    by_outlet: pd.DataFrame,
    over_time: pd.DataFrame,
    parts: Sequence[pd.DataFrame] = (),
    has_copies: bool,
) -> pd.DataFrame:
    """Return whether the numbers of a theme are those of its evidence.

    Args:
        evidence: Result of evidence.evidence_of_codes, all rows.
        documents: Documents counted.
        by_outlet: Result of prevalence.share_of_documents by outlet.
        over_time: Result of prevalence.share_over_time.
        parts: Tables that count the same sentences by rule, direction, side, speaker or modality, in groups
            that don't share sentences.
        has_copies: Whether copies were counted on purpose.

    Returns:
        One row per check: check (what is compared), expected, found, holds.
    """
    coded = evidence.groupby("outlet")["doc_id"].nunique()
    shown = by_outlet.set_index("outlet")["n_coded"]
    dated = evidence[evidence["published"].notna()]
    rows = [
        ("coded documents, and their sum over outlets", evidence["doc_id"].nunique(), shown.sum()),
        ("outlets whose documents are not those of the evidence", 0, differing(shown, coded)),
        ("coded sentences, and their sum over outlets", *_sentences(evidence, by_outlet)),
        (
            "dated coded documents, and their sum over time",
            dated["doc_id"].nunique(),
            over_time["n_coded"].sum(),
        ),
        ("documents counted, and their sum over outlets", len(documents), by_outlet["n_documents"].sum()),
        ("rows of evidence that stand twice", 0, evidence["code_id"].duplicated().sum()),
        ("rows of evidence whose words are not in their document", 0, misplaced(evidence, documents)),
    ]
    for part in parts:
        value = next(name for name in _VALUES if name in part)
        shown = part.dropna(subset=value).groupby(value)["n_sentences"].sum()
        told = evidence[evidence["side"] != "author"] if value == "speaker" else evidence
        named = told.assign(**{value: told[value].fillna("none")}) if "none" in shown.index else told
        recounted = named.groupby(value)["sentence_id"].nunique()
        name = f"values of {value} whose sentences are not those of the evidence"
        rows.append((name, 0, differing(shown, recounted)))
    return checked([*rows, *copies_counted(evidence, documents, has_copies)])


def check_voices(
    statements: pd.DataFrame,
    coded: pd.DataFrame,
    documents: pd.DataFrame,
    *,
    speakers: pd.DataFrame,
    unnamed: pd.DataFrame,
    frames: pd.DataFrame,
    pairs: pd.DataFrame,
    versions: pd.DataFrame,
    has_copies: bool,
) -> pd.DataFrame:
    """Return whether the numbers of the voices are those of their statements and coded sentences.

    Args:
        statements: Result of evidence.evidence_of_statements, all rows.
        coded: Result of evidence.evidence_of_codes, all rows.
        documents: Documents counted.
        speakers: Result of voices.speakers, all rows.
        unnamed: Result of voices.unnamed_kinds, all rows.
        frames: Result of voices.speakers_by_frame, all rows.
        pairs: Result of accusations.who_accuses_whom, all rows.
        versions: Result of wordings.wordings.
        has_copies: Whether copies were counted on purpose.

    Returns:
        One row per check: check, expected, found, holds.
    """
    keys = ["speaker_name", "side"]
    heard = statements.groupby(keys)["doc_id"].nunique()
    shown = speakers.set_index(["speaker", "side"])["n_coded"]
    nameless = statements[statements["side"] == "unnamed"]
    nameless = nameless.groupby("unnamed_kind", dropna=False)["doc_id"].nunique()
    recounted = coded.assign(direction=coded["direction"].fillna(""))
    recounted = recounted.groupby(["speaker", "side", "theme", "direction"])["doc_id"].nunique()
    framed = frames.set_index(["speaker", "side", "theme", "direction"])["n_coded"]
    turned = statements.explode("targets").groupby([*keys, "targets"])["doc_id"].nunique()
    accused = pairs.groupby(["speaker", "side", "target"])["n_coded"].sum()
    rows = [
        ("speakers of the evidence, and speakers counted", len(heard), len(shown)),
        ("speakers whose documents are not those of the evidence", 0, differing(shown, heard)),
        (
            "kinds of unnamed source whose documents are not those of the evidence",
            0,
            differing(unnamed.set_index("unnamed_kind")["n_coded"], nameless),
        ),
        (
            "voices and frames whose documents are not those of the evidence",
            0,
            differing(framed[framed > 0], recounted),
        ),
        ("pairs whose documents are not those of the evidence", 0, differing(accused, turned)),
        ("versions that are not in their document", 0, _unprinted(versions, documents)),
        (
            "statements with versions in one outlet only",
            0,
            (versions.groupby("statement")["outlet"].nunique() < 2).sum(),
        ),
        ("statements in the writer's own voice", 0, (statements["speaker_kind"] == "writer").sum()),
        ("statements that stand twice", 0, statements["attribution_id"].duplicated().sum()),
        ("statements whose words are not in their document", 0, _unsaid(statements, documents)),
        ("coded sentences whose words are not in their document", 0, misplaced(coded, documents)),
    ]
    return checked([*rows, *copies_counted(statements, documents, has_copies)])


def require(checks: pd.DataFrame) -> None:
    """Raise if a check does not hold, so that no report with wrong numbers is published.

    Raises:
        DataError: With every check that does not hold.
    """
    failed = checks[~checks["holds"]]
    if len(failed):
        raise DataError(
            Fault("checks of the report", 0, f"{row.check}: {row.found}", str(row.expected))
            for row in failed.itertuples()
        )


def checked(rows: list[tuple[str, int, int]]) -> pd.DataFrame:
    """Return checks as a table, with whether each holds."""
    table = pd.DataFrame(rows, columns=["check", "expected", "found"])
    table = table.astype({"check": "str", "expected": "int64", "found": "int64"})
    return table.assign(holds=table["expected"] == table["found"])


def _sentences(evidence: pd.DataFrame, shown: pd.DataFrame) -> tuple[int, int]:
    return evidence["sentence_id"].nunique(), int(shown["n_sentences"].sum())


def differing(shown: pd.Series, recounted: pd.Series) -> int:
    """Return how many keys have another number shown than recounted; a key that one lacks has 0 there."""
    keys = shown.index.union(recounted.index)
    both = zip(shown.reindex(keys, fill_value=0), recounted.reindex(keys, fill_value=0), strict=True)
    return sum(int(a) != int(b) for a, b in both)


def misplaced(evidence: pd.DataFrame, documents: pd.DataFrame) -> int:
    """Return how many rows have marks outside their sentence, or a sentence that their document lacks."""
    rows = evidence.merge(documents[["doc_id", "text"]], on="doc_id", how="left", validate="many_to_one")
    return sum(
        not 0 <= row.start < row.end <= len(row.sentence) or row.sentence not in row.text
        for row in rows.itertuples()
    )


def _unsaid(statements: pd.DataFrame, documents: pd.DataFrame) -> int:
    """Return how many statements are marked wrongly, or have a passage that their document lacks."""
    rows = statements.merge(documents[["doc_id", "text"]], on="doc_id", how="left", validate="many_to_one")
    return sum(
        " … ".join(row.sentence[start:end] for start, end in row.spans) != row.content
        or row.sentence not in row.text
        for row in rows.itertuples()
    )


def _unprinted(versions: pd.DataFrame, documents: pd.DataFrame) -> int:
    """Return how many versions of statements have a piece that their document lacks."""
    texts = dict(zip(documents["doc_id"], documents["text"], strict=True))
    return sum(
        any(piece not in texts[row.doc_id] for piece in row.content.split(PIECES))
        for row in versions.itertuples()
    )


def copies_counted(
    evidence: pd.DataFrame, documents: pd.DataFrame, has_copies: bool
) -> list[tuple[str, int, int]]:
    """Return the check that no text is counted twice; none if copies are counted on purpose."""
    counted = documents[documents["doc_id"].isin(evidence["doc_id"])]
    twice = int(counted["duplicate_of"].isin(documents["doc_id"]).sum())
    return [] if has_copies else [("copies counted beside their original", 0, twice)]
