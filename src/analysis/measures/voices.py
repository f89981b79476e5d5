"""Who speaks: sources of statements, the side each is counted with, and the author beside them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
from pandas.api.types import is_list_like

from analysis.measures.frames import require_known, with_counts, with_document
from analysis.measures.intervals import with_shares
from analysis.vocabulary import CAMPS

# A source is counted with its camp if it is linked to an actor, or to several of one camp who speak together;
# with "several" if their camps differ; else by why it is linked to none.
SEVERAL, UNNAMED, UNLINKED, AUTHOR = "several", "unnamed", "unlinked", "author"
SIDES = (*CAMPS, SEVERAL, UNNAMED, UNLINKED)
VOICES = (AUTHOR, *SIDES)
WRITER = "writer"  # speaker_kind of what the writer says or thinks, who is no source
_UNNAMED_PREFIX = "unnamed "


def statements_of(attributions: pd.DataFrame, entities: pd.DataFrame) -> pd.DataFrame:
    """Return the statements of sources with who speaks and on which side.

    Args:
        attributions: attributions table, or rows of it.
        entities: entities table.

    Returns:
        The rows as they are but for those in the writer's own voice ("I think", "it seems"), which are no
        statement of a source and are left out; with speaker (name of the actor, else the source's words)
        and side (one of SIDES: camp of the actor, or of all the known actors who speak together; "several"
        where those have different camps; "unnamed" where the text names no source; "unlinked" where the
        named one is no known actor).
    """
    return _with_sides(attributions[attributions["speaker_kind"] != WRITER], entities)


def voiced_codes(codes: pd.DataFrame, attributions: pd.DataFrame, entities: pd.DataFrame) -> pd.DataFrame:
    """Return the codes with who says it and on which side; in the author's voice both are "author".

    Args:
        codes: codes table, or rows of it.
        attributions: attributions table; tells unnamed sources from named ones, and who speaks together.
        entities: entities table.

    Returns:
        The rows as they are, with speaker and side as in statements_of.
    """
    kinds = attributions[["attribution_id", "speaker_kind", "speaker_ids"]]
    rows = codes.merge(kinds, on="attribution_id", how="left", validate="many_to_one")
    unnamed = rows["speaker_name"].isna() | rows["speaker_name"].str.startswith(_UNNAMED_PREFIX)
    rows["speaker_kind"] = rows["speaker_kind"].mask(rows["speaker_kind"].isna() & unnamed, UNNAMED)
    rows = _with_sides(rows, entities).drop(columns="speaker_ids")
    own = rows["voice"] == "author"
    return rows.assign(speaker=rows["speaker"].mask(own, AUTHOR), side=rows["side"].mask(own, AUTHOR))


def speakers(statements: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Return who speaks in how many documents, the most heard first.

    Args:
        statements: Rows with speaker and side (see statements_of, voiced_codes).
        documents: documents table; its rows are the denominator.

    Returns:
        One row per speaker and side: speaker, side, n_documents, n_coded (documents in which it speaks),
        n_sentences (in which a statement of its begins), n_outlets, share, share_low, share_high.

    Raises:
        DataError: If statements name a document that documents lacks.
    """
    require_known(statements, documents, name="attributions")
    table = _counts(with_document(statements, documents, "outlet"), ["speaker", "side"], len(documents))
    return table.sort_values(
        ["n_coded", "n_sentences", "speaker"], ascending=[False, False, True], ignore_index=True
    )


def unnamed_kinds(statements: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Return which kinds of source are not named: officials, analysts ...; untold where a text has no word.

    Args:
        statements: Rows with speaker and side (see statements_of).
        documents: documents table; its rows are the denominator.

    Returns:
        One row per kind that occurs, the most frequent first: unnamed_kind (one of
        vocabulary.UNNAMED_KINDS), side, then the counts and shares of speakers.
    """
    require_known(statements, documents, name="attributions")
    rows = statements[statements["side"] == UNNAMED]
    table = _counts(with_document(rows, documents, "outlet"), ["unnamed_kind", "side"], len(documents))
    return table.sort_values(
        ["n_coded", "n_sentences", "unnamed_kind"], ascending=[False, False, True], ignore_index=True
    )


def speakers_by_frame(voiced: pd.DataFrame, themes: pd.DataFrame) -> pd.DataFrame:
    """Return in how many documents each voice carries each theme and direction.

    Args:
        voiced: Rows of voiced_codes; the author's own voice is one of the voices.
        themes: themes table: its order, titles and directions.

    Returns:
        One row per voice and frame, zeros too: speaker, side, theme, title, direction ("" where the theme
        has none), n_coded (documents), n_sentences; the author first, then the most frequent.
    """
    frames = pd.DataFrame(
        [
            (row.theme, row.title, direction)
            for row in themes.itertuples()
            for direction in (list(row.directions) or [""])
        ],
        columns=["theme", "title", "direction"],
        dtype="str",
    )
    named = voiced.assign(direction=voiced["direction"].fillna(""))
    size = named.groupby(["speaker", "side"])["doc_id"].nunique().rename("size").reset_index()
    size = size.assign(later=size["side"] != AUTHOR)
    size = size.sort_values(["later", "size", "speaker"], ascending=[True, False, True], ignore_index=True)
    table = size[["speaker", "side"]].merge(frames, how="cross")
    return with_counts(table, named, by=["speaker", "side", "theme", "direction"])


def first_voices(frames: pd.DataFrame, top: int) -> pd.DataFrame:
    """Return the rows of the author and of the first sources of a speakers_by_frame; all if top is 0."""
    voices = frames[["speaker", "side"]].drop_duplicates()
    kept = top + int((voices["side"] == AUTHOR).sum()) if top else len(voices)
    return frames.merge(voices.head(kept), on=["speaker", "side"], how="inner", validate="many_to_one")


def count_voices(frames: pd.DataFrame) -> int:
    """Return how many voices a result of speakers_by_frame has."""
    return len(frames[["speaker", "side"]].drop_duplicates())


def _with_sides(rows: pd.DataFrame, entities: pd.DataFrame) -> pd.DataFrame:
    actors = entities[["entity_id", "name", "camp"]].rename(columns={"entity_id": "speaker_id"})
    rows = rows.merge(actors, on="speaker_id", how="left", validate="many_to_one")
    camps = dict(zip(entities["entity_id"], entities["camp"], strict=True))
    together = [_camp_of(ids, camps) for ids in rows["speaker_ids"]]
    side = rows["camp"].fillna(pd.Series(together, index=rows.index, dtype="str")).fillna(UNLINKED)
    side = side.mask(rows["speaker_kind"] == "unnamed", UNNAMED)
    speaker = rows["name"].fillna(rows["speaker_name"])
    speaker = speaker.mask(speaker.isna() | (speaker == ""), "unnamed source")
    return rows.drop(columns=["name", "camp"]).assign(speaker=speaker, side=side)


def _camp_of(speaker_ids: Any, camps: Mapping[str, str]) -> str | None:
    """Return the camp of those who speak together, "several" for more than one, None for no known actor."""
    found = {camps[one] for one in speaker_ids if one in camps} if is_list_like(speaker_ids) else set()
    return (found.pop() if len(found) == 1 else SEVERAL) if found else None


def _counts(rows: pd.DataFrame, keys: list[str], n_documents: int) -> pd.DataFrame:
    groups = rows.groupby(keys, sort=True)
    table = groups.agg(
        n_coded=("doc_id", "nunique"), n_sentences=("sentence_id", "nunique"), n_outlets=("outlet", "nunique")
    ).reset_index()
    table.insert(len(keys), "n_documents", n_documents)
    return with_shares(table)
