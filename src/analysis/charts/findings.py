"""Titles: what a result table shows, as a sentence that holds for that table and no more than it."""

from __future__ import annotations

import pandas as pd

from analysis.charts import words

# More names than this in a title, and nobody reads it.
_MOST_NAMES = 3


def by_outlet(table: pd.DataFrame, *, subject: str, min_documents: int) -> str:
    """Return how many documents carry the subject, and which outlet has the highest share.

    Outlets with fewer than min_documents are never called highest.
    """
    coded, n = int(table["n_coded"].sum()), int(table["n_documents"].sum())
    if not coded:
        return _nothing(subject)
    text = f"{subject}: {words.of_all(coded, n)}"
    most = _highest(table, min_documents)
    return f"{text}; {most}" if most else text


def over_time(table: pd.DataFrame, *, subject: str, min_documents: int) -> str:
    """Return how many dated documents carry the subject, and when the share was highest."""
    coded, n = int(table["n_coded"].sum()), int(table["n_documents"].sum())
    if not coded:
        return _nothing(subject, dated=True)
    text = f"{subject}: {words.of_all(coded, n, 'dated document')}"
    large = table[table["n_documents"] >= max(min_documents, 1)]
    top = large[large["share"] == large["share"].max()]
    if len(large) < 3 or len(top) > 1:
        return text
    row = top.iloc[0]
    when = words.period_name(row["period"])
    return f"{text}; highest in {when} ({row['n_coded']} of {row['n_documents']}{_doubt(row, large)})"


def of_items(table: pd.DataFrame, *, item: str, lead: str, nothing: str) -> str:
    """Return which item most documents have, for items that may share documents.

    Args:
        table: Its rows, all of the same documents.
        item: Column with the names.
        lead: What the first row leads in: "Most frequent theme"; names may be singular or plural, so no verb.
        nothing: The sentence for a table in which nothing is counted.
    """
    top = table[(table["n_coded"] == table["n_coded"].max()) & (table["n_coded"] > 0)]
    if top.empty:
        return nothing
    row = top.iloc[0]
    often = words.of_all(row["n_coded"], row["n_documents"])
    if len(top) > _MOST_NAMES:
        return f"{lead}: {words.number(len(top))} alike, each in {often}"
    names = words.listed([words.label(name) for name in top[item]])
    return f"{lead}: {names}, {'each ' if len(top) > 1 else ''}in {often}"


def of_values(
    table: pd.DataFrame,
    *,
    value: str,
    subject: str,
    how: str = "",
    does: str = "carry it",
    noun: str = "document",
    nothing: str = "",
) -> str:
    """Return which value most carrying documents have, summed over groups that don't share documents.

    Args:
        table: Result of measures.composition.
        value: Column with the values: direction, modality ...
        subject: What is carried.
        how: Word before the value: "as " threat.
        does: What the documents do that are counted.
        noun: What they are called.
        nothing: The sentence for a table in which nothing is counted.
    """
    n = int(table.drop_duplicates(table.columns[0])["n_documents"].sum())
    coded = table.groupby(value)["n_coded"].sum()
    if not n or not coded.max():
        return nothing or _nothing(subject)
    top = [name for name in dict.fromkeys(table[value]) if coded[name] == coded.max()]
    often = f"in {words.of_all(int(coded.max()), n, noun)} that {does}"
    names = words.listed([words.label(name) for name in top])
    if len(top) == 1:
        return f"{subject}: most often {how}{names}, {often}"
    return f"{subject}: {how}{names} equally often, each {often}"


def own_voice(table: pd.DataFrame, *, subject: str) -> str:
    """Return how often the author states the theme, and which side is its most frequent source."""
    if table.empty or not table["n_coded"].sum():
        return _nothing(subject)
    rows = table.set_index("side")
    own = rows.loc["author"]
    often = words.of_all(int(own["n_coded"]), int(own["n_documents"]))
    text = f"{subject}: in the author's own voice in {often}"
    sources = rows.drop(index="author")["n_coded"]
    top = sources[(sources == sources.max()) & (sources > 0)]
    if len(top) == 0:
        return f"{text}, attributed to a source in none"
    if len(top) > 1:
        return text
    name = words.sources_of(str(top.index[0]))
    return f"{text}; attributed most often to {name} ({words.number(top.iloc[0])})"


def most_own(table: pd.DataFrame, *, names: dict[str, str], min_documents: int = 0) -> str:
    """Return which theme stands in the author's own voice in the highest share of its documents.

    Themes with fewer than min_documents are never called highest.
    """
    own = table[(table["voice"] == "author") & (table["n_documents"] > 0)]
    if own.empty:
        return "No document of the selection carries a theme"
    own = own[own["n_documents"] >= min_documents]
    if own.empty:
        return "Too few documents a theme to say which stands most often in the author's own voice"
    top = own[own["share"] == own["share"].max()]
    often = [words.of_all(int(row.n_coded), int(row.n_documents)) for row in top.itertuples()]
    if len(own) == 1 or len(top) == 1:
        named = names.get(top["theme"].iloc[0], top["theme"].iloc[0])
        most = " most often" if len(own) > 1 else ""
        return f"In the author's own voice{most}: {named}, {often[0]}{_doubt(top.iloc[0], own)}"
    share = words.percent(top["share"].iloc[0])
    themes = words.listed([names.get(theme, theme) for theme in top["theme"]])
    return f"In the author's own voice most often: {themes}, each {share} of its documents"


def most_heard(table: pd.DataFrame, *, nothing: str) -> str:
    """Return which side's sources speak in most documents, summed over groups that don't share documents."""
    n = int(table.drop_duplicates(table.columns[0])["n_documents"].sum())
    coded = table.groupby("side")["n_coded"].sum()
    if not n or not coded.max():
        return nothing
    top = [side for side in dict.fromkeys(table["side"]) if coded[side] == coded.max()]
    often = words.of_all(int(coded.max()), n)
    who = words.capital(words.listed([words.sources_of(side) for side in top[:_MOST_NAMES]]))
    if len(top) > _MOST_NAMES:
        return f"Several sides speak equally often, in {often} with statements each"
    how = "speak most often" if len(top) == 1 else "speak equally often"
    return f"{who} {how}, in {often} with statements{' each' if len(top) > 1 else ''}"


def most_accused(table: pd.DataFrame, *, nothing: str) -> str:
    """Return which actor accuses, warns of or sees a threat in which in most documents."""
    top = table[(table["n_coded"] == table["n_coded"].max()) & (table["n_coded"] > 0)]
    if top.empty:
        return nothing
    often = words.count(int(top["n_coded"].iloc[0]), "document")
    if len(top) > _MOST_NAMES:
        return f"No pair of actors stands out: {words.number(len(top))} of them in {often} each"
    pairs = words.listed([f"{row.speaker} against {row.target}" for row in top.itertuples()])
    return f"Most often {pairs}, in {often}{' each' if len(top) > 1 else ''}"


def most_framed(table: pd.DataFrame) -> str:
    """Return which voice carries which theme and direction in most documents."""
    top = table[(table["n_coded"] == table["n_coded"].max()) & (table["n_coded"] > 0)]
    sources = table[(table["side"] != "author") & (table["n_coded"] > 0)]
    if len(sources):
        top = sources[sources["n_coded"] == sources["n_coded"].max()]
    often = words.count(int(top["n_coded"].max()), "document")
    if len(top) > _MOST_NAMES:
        return f"Voices and frames: the most frequent pairs stand in {often} each"
    pairs = [
        f"{'authors' if row.side == 'author' else row.speaker} on {row.title}"
        + (f" as {words.label(row.direction)}" if row.direction else "")
        for row in top.itertuples()
    ]
    each = " each" if len(pairs) > 1 else ""
    others = "" if (top["side"] == "author").all() else ", more than any other source"
    return f"{words.capital(words.listed(pairs))}: {often}{each}{others}"


def events_found(table: pd.DataFrame) -> str:
    """Return how often events were found and missed where every event of a text was coded, and with whom.

    Args:
        table: Result of measures.accuracy_of_events.
    """
    counts = table.set_index("figure")[["n_there", "n_found", "n_right"]]
    told, meeting, exercise, whole = (
        counts.loc[name] for name in ("any kind", "meeting", "exercise", "with both")
    )
    missed = words.percent((told["n_there"] - told["n_right"]) / told["n_there"])
    return (
        f"In news coded event by event, {told['n_right']} of {words.count(told['n_there'], 'event')} were "
        f"found and {missed} missed (of meetings {meeting['n_right']} of {meeting['n_there']} found; of "
        f"exercises, in other news, {exercise['n_right']} of {exercise['n_there']}); of {told['n_found']} "
        f"found, {told['n_right']} were there, {whole['n_right']} with the right source and target"
    )


def _nothing(subject: str, *, dated: bool = False) -> str:
    """Return that no document carries the subject."""
    return f"{subject}: no {'dated ' if dated else ''}document of the selection carries this theme"


def _highest(table: pd.DataFrame, min_documents: int) -> str:
    large = table[table["n_documents"] >= max(min_documents, 1)]
    top = large[large["share"] == large["share"].max()]
    if len(large) < 2 or len(top) == len(large) or len(top) > _MOST_NAMES or not top["n_coded"].max():
        return ""
    names = words.listed([words.outlet(name) for name in top["outlet"]])
    if len(top) > 1:
        return f"highest in {names} alike ({words.percent(top['share'].iloc[0])})"
    row = top.iloc[0]
    return f"highest in {names} ({row['n_coded']} of {row['n_documents']}{_doubt(row, large)})"


def _doubt(row: pd.Series, large: pd.DataFrame) -> str:
    """Return a clause that says so if the interval of the highest row overlaps that of another."""
    others = large.drop(index=row.name)
    return ", though intervals overlap" if (others["share_high"] >= row["share_low"]).any() else ""
