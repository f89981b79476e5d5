"""Who accuses whom: statements that accuse, warn or speak of a threat, and whom of another side they name."""

from __future__ import annotations

import re

import pandas as pd

from analysis.measures.frames import require_known

# How a statement turns on whom it names.
ACCUSES, WARNS, THREAT = "accuses", "warns of", "sees a threat in"
WAYS = {ACCUSES: "n_accuses", WARNS: "n_warns", THREAT: "n_threat"}
_BY_STANCE = {"accusing": ACCUSES, "warning": WARNS}
_MOST_TARGETS = 6  # columns a chart has room for
# Places, weapons and exercises are not accused.
_ACTORS = ("person", "organisation", "state", "bloc", "mission")
# Whom a theme's direction "threat" means: in the framing of NATO it is NATO, its members or the West.
_THREAT_FROM = {"nato_framing": "nato"}
_JOINED = re.compile(r"(?:[\s,]|\b(?:and|or|the)\b)*")
_STATEMENT = ["attribution_id", "doc_id", "sentence_id", "speaker_id", "speaker", "side"]


def accusations_of(
    statements: pd.DataFrame,
    codes: pd.DataFrame,
    mentions: pd.DataFrame,
    entities: pd.DataFrame,
    sentences: pd.DataFrame,
    documents: pd.DataFrame,
) -> pd.DataFrame:
    """Return which known actor turns on which actor of another side.

    A statement accuses or warns if its cue does; it sees a threat if a sentence of it is coded so. Whom it
    turns on is read off its words: the first actor named in what is said (from the cue on, where the cue
    comes first), or in the coded sentence, and actors joined to it by "and". Actors of the speaker's own side
    are passed over; an accusation that names one of them first is left out. The side "other" is no side: of
    it only the speaker and what belongs together with it are passed over.

    Args:
        statements: Rows with speaker and side (see voices.statements_of).
        codes: codes table; its directions tell threats.
        mentions: mentions table.
        entities: entities table.
        sentences: sentences table.
        documents: documents table.

    Returns:
        One row per statement, way and actor turned on: attribution_id, doc_id, sentence_id, speaker, side,
        target, target_side, way (one of WAYS), from, to (the words it is read off, characters in the text).
    """
    said = statements[statements["speaker_id"].notna()]
    passages = pd.concat([_by_stance(said), _by_threat(said, codes, sentences)], ignore_index=True)
    named = _named(passages.drop_duplicates(ignore_index=True), mentions, entities)
    rows = _turned_on(named, dict(zip(documents["doc_id"], documents["text"], strict=True)))
    keys = [*_STATEMENT[:3], "speaker", "side", "target", "target_side", "way", "from", "to"]
    return rows[keys].drop_duplicates().sort_values(keys, ignore_index=True)


def with_targets(statements: pd.DataFrame, accusations: pd.DataFrame) -> pd.DataFrame:
    """Return the statements with whom each turns on.

    Args:
        statements: Rows with speaker and side.
        accusations: Result of accusations_of.

    Returns:
        The rows with targets (names of the actors, sorted), turns ("accuses Ruritania; warns of Borduria")
        and focus (list of [from, to], characters in the text, of the words it is read off); empty for most.
    """
    told = accusations.assign(turn=accusations["way"] + " " + accusations["target"])
    told["words"] = [list(pair) for pair in zip(told["from"], told["to"], strict=True)]
    columns = {"targets": "target", "turns": "turn", "focus": "words"}
    by_statement = dict(iter(told.groupby("attribution_id")))
    found = {
        name: [
            _distinct(by_statement[one][column]) if one in by_statement else []
            for one in statements["attribution_id"]
        ]
        for name, column in columns.items()
    }
    return statements.assign(**found | {"turns": ["; ".join(turns) for turns in found["turns"]]})


def _distinct(values: pd.Series) -> list:
    return sorted({tuple(value) if isinstance(value, list) else value for value in values})


def who_accuses_whom(accusations: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Return in how many documents each actor turns on each.

    Args:
        accusations: Rows of accusations_of.
        documents: documents table.

    Returns:
        One row per pair, the most frequent first: speaker, side, target, target_side, n_coded (documents),
        n_sentences, and of the documents n_accuses, n_warns, n_threat; a document may do all three.

    Raises:
        DataError: If accusations name a document that documents lacks.
    """
    require_known(accusations, documents, name="attributions")
    keys = ["speaker", "side", "target", "target_side"]
    groups = accusations.groupby(keys)
    table = groups.agg(n_coded=("doc_id", "nunique"), n_sentences=("sentence_id", "nunique"))
    for way, column in WAYS.items():
        counts = accusations[accusations["way"] == way].groupby(keys)["doc_id"].nunique()
        table[column] = counts.reindex(table.index, fill_value=0).astype("int64")
    order = ["n_coded", "n_sentences", "speaker", "target"]
    return table.reset_index().sort_values(order, ascending=[False, False, True, True], ignore_index=True)


def first_pairs(pairs: pd.DataFrame, top: int) -> pd.DataFrame:
    """Return the rows of who_accuses_whom of the first speakers (0 for all) and of as many targets as fit.

    Both are ranked by the sum of their documents over pairs, and the rows stand in that order.
    """
    speakers, targets = (_ranked(pairs, keys) for keys in (["speaker", "side"], ["target", "target_side"]))
    speakers, targets = speakers.head(top or len(speakers)), targets.head(_MOST_TARGETS)
    rows = pairs.merge(speakers, on=["speaker", "side"], validate="many_to_one")
    rows = rows.merge(targets, on=["target", "target_side"], validate="many_to_one", suffixes=("", "_target"))
    return rows.sort_values(["place", "place_target"], ignore_index=True)[list(pairs.columns)]


def _ranked(pairs: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    sums = pairs.groupby(keys)["n_coded"].sum().reset_index()
    sums = sums.sort_values(["n_coded", *keys], ascending=[False, True, True], ignore_index=True)
    return sums[keys].assign(place=range(len(sums)))


def _by_stance(said: pd.DataFrame) -> pd.DataFrame:
    """Return where accusing and warning statements name whom they turn on."""
    rows = said[said["stance"].isin(_BY_STANCE)]
    first, last = _ends(rows)
    start = rows["cue_end"].where(rows["cue_end"] < first).astype("float").fillna(first)
    return _passages(rows, start, last, rows["stance"].map(_BY_STANCE))


def _by_threat(said: pd.DataFrame, codes: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Return the sentences coded as framing a threat, as far as they belong to a statement."""
    is_threat = (codes["direction"] == "threat") & (codes["modality"] != "denied")
    threats = codes.loc[is_threat, ["attribution_id", "sentence_id", "theme"]].dropna()
    places = sentences[["sentence_id", "start", "end"]]
    threats = threats.merge(places, on="sentence_id", validate="many_to_one").drop(columns="sentence_id")
    rows = said.merge(threats, on="attribution_id", validate="one_to_many")
    first, last = _ends(rows)
    found = _passages(rows, rows["start"].clip(lower=first), rows["end"].clip(upper=last), THREAT)
    return found.assign(only=rows["theme"].map(_THREAT_FROM).fillna(""))


def _ends(rows: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """Return the first character of each content, and the one behind its last."""
    first = [min(span["start"] for span in spans) for spans in rows["content"]]
    last = [max(span["end"] for span in spans) for spans in rows["content"]]
    return pd.Series(first, rows.index, "int64"), pd.Series(last, rows.index, "int64")


def _passages(rows: pd.DataFrame, start: pd.Series, end: pd.Series, way: pd.Series | str) -> pd.DataFrame:
    numbers = {"from": start.astype("int64"), "to": end.astype("int64")}
    return rows[_STATEMENT].assign(**numbers, way=way, only="").astype({"way": "str"})


def _named(passages: pd.DataFrame, mentions: pd.DataFrame, entities: pd.DataFrame) -> pd.DataFrame:
    """Return the actors each passage names, in order, with is_own (of the speaker's side) and is_passed."""
    actors = entities.loc[entities["kind"].isin(_ACTORS), ["entity_id", "name", "camp", "affiliation"]]
    names = mentions[["doc_id", "start", "end", "entity_id"]].dropna()
    names = names.merge(actors, on="entity_id", validate="many_to_one")
    rows = passages.reset_index(names="passage").merge(names, on="doc_id", validate="many_to_many")
    rows = rows[(rows["start"] >= rows["from"]) & (rows["end"] <= rows["to"])]
    own = entities[["entity_id", "affiliation"]].set_axis(["speaker_id", "home"], axis=1)
    rows = rows.merge(own, on="speaker_id", how="left", validate="many_to_one")
    bound = (rows["entity_id"] == rows["home"]) | (rows["affiliation"] == rows["speaker_id"])
    bound |= (rows["entity_id"] == rows["speaker_id"]) | (rows["affiliation"] == rows["home"])
    same = (rows["camp"] == rows["side"]) & (rows["side"] != "other")
    is_own = bound.fillna(False).astype(bool) | same
    rows = rows.assign(
        is_own=is_own, is_passed=is_own | ((rows["only"] != "") & (rows["only"] != rows["camp"]))
    )
    rows = rows.rename(columns={"name": "target", "camp": "target_side"})
    return rows.sort_values(["passage", "start", "end", "entity_id"], ignore_index=True)


def _turned_on(named: pd.DataFrame, texts: dict[str, str]) -> pd.DataFrame:
    """Return, of the actors a passage names, the first not passed over and those joined to it by "and"."""
    kept, passage, end = [], -1, -1
    for row in named.itertuples():
        if row.passage != passage:
            passage, end = row.passage, -2 if row.is_own and row.way == ACCUSES else -1
        is_next = end >= 0 and _JOINED.fullmatch(texts[row.doc_id][end : row.start]) is not None
        is_chosen = not row.is_passed and (end == -1 or is_next)
        kept.append(is_chosen)
        if is_chosen:
            end = row.end
    return named[pd.Series(kept, named.index, "bool")]
