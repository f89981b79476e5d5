"""Two groups of documents side by side: outlets, camps, countries, owners or periods."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.errors import Fault, ParameterError, did_you_mean
from analysis.measures.corrected import CARRIED, OWN, Corpus, measured
from analysis.measures.correction import Estimate, Population, coded_share, seeded
from analysis.measures.frames import known_as, n_distinct
from analysis.measures.intervals import with_shares
from analysis.measures.judging import HandCoding
from analysis.measures.selection import is_read, population_of, rows_of, select

OUTLET, PERIOD = "outlet", "period"
WAYS = (OUTLET, "camp", "country", "ownership", PERIOD)
# Of tests found by chance alone, at most one in twenty; the level of the intervals.
LEVEL = 0.05
_MOST_NAMED = 12  # outlets of a group


@dataclass(frozen=True, eq=False)
class Pair:
    """Two groups of documents.

    Attributes:
        names: Of the groups; "" where there is none.
        documents: Those counted of both, with a column group: the name of the one each belongs to. Copies
            are left out within a group; a text that both carry counts for both.
        population: One row that describes them (see Selection.population), and the documents of outlets of
            which the outlets table does not say what parts the groups: unplaced_by (what; "" for none),
            n_unplaced, n_unplaced_outlets, unplaced_outlets (names, at most five, largest first); n_aside
            and n_aside_not_read: all other documents, and those of them that are not read.
    """

    names: tuple[str, str]
    documents: pd.DataFrame
    population: pd.DataFrame

    def group(self, place: int) -> pd.DataFrame:
        """Return the documents of the first group (0) or the second (1)."""
        rows = self.documents["group"] == self.names[place]
        return self.documents[rows & bool(self.names[place])].reset_index(drop=True)


def pair_of(
    documents: pd.DataFrame,
    outlets: pd.DataFrame,
    *,
    by: str = "camp",
    group: str = "",
    other: str = "",
    parted: str = "",
    start: str = "",
    end: str = "",
    count_copies: bool = False,
) -> Pair:
    """Return two groups of documents to compare.

    Args:
        documents: documents table.
        outlets: outlets table: country, ownership and camp of each.
        by: What parts the groups, one of WAYS.
        group: Name of the first, in any case; "" for the one with most documents.
        other: Name of the second, in any case; "" for the one with most documents of the rest.
        parted: If by is period: first day of the later one, YYYY-MM-DD; "" for a day that halves them.
        start: As in selection.select.
        end: As in selection.select.
        count_copies: As in selection.select.

    Raises:
        ParameterError: If a group that is asked for has no document, or nothing to be compared with; if both
            are the same, or a day is none or parts nothing.
    """
    window = select(documents, start=start, end=end, count_copies=True)
    named = _named(window.documents, outlets, by, parted)
    names = _names(named["group"], by, group, other, when=" in the period asked for" if start or end else "")
    _check_asked(named, names, by, parted, bool(group or other))
    chosen = [select(named[named["group"] == name], count_copies=count_copies) for name in names if name]
    counted = pd.concat([one.documents for one in chosen] or [named.head(0)], ignore_index=True)
    counted = counted.sort_values("doc_id", ignore_index=True)
    left_out = pd.concat([one.left_out for one in chosen] or [window.left_out.head(0)], ignore_index=True)
    aside = documents[~documents["doc_id"].isin({*counted["doc_id"], *left_out["doc_id"]})]
    population = population_of(counted, left_out, count_copies).assign(**_unplaced(named, by))
    population = population.assign(n_aside=len(aside), n_aside_not_read=int((~is_read(aside)).sum()))
    return Pair(names, counted, population)


def groups_known(documents: pd.DataFrame, outlets: pd.DataFrame) -> dict[str, list[str]]:
    """Return the names of the groups that documents have, by what parts them; periods have none."""
    ways = [way for way in WAYS if way != PERIOD]
    return {way: sorted(set(_named(documents, outlets, way, "")["group"]) - {""}) for way in ways}


def groups_of(pair: Pair) -> pd.DataFrame:
    """Return what each group holds: documents, outlets, which, words, first and last day of publication."""
    rows = pair.documents.groupby("group")
    table = rows.agg(
        n_documents=("doc_id", "size"),
        n_outlets=("outlet", "nunique"),
        outlets=("outlet", _with_sizes),
        n_words=("n_words", "sum"),
        published_first=("published", "min"),
        published_last=("published", "max"),
    )
    return table.reindex([name for name in pair.names if name]).reset_index()


def with_group(rows: pd.DataFrame, pair: Pair) -> pd.DataFrame:
    """Return the rows of a table that belong to a pair's documents, with the group of each."""
    groups = pair.documents[["doc_id", "group"]]
    return rows.merge(groups, on="doc_id", how="inner", validate="many_to_one")


def differences(codes: pd.DataFrame, pair: Pair, themes: pd.DataFrame) -> pd.DataFrame:
    """Return how much more often documents of the first group carry each theme than those of the second.

    Args:
        codes: codes table.
        pair: Result of pair_of.
        themes: themes table.

    Returns:
        One row per theme: theme, title; of both groups (endings _1, _2) n_documents, n_coded, share,
        share_low, share_high; difference (of the shares, -1 to 1), difference_low, difference_high (95 %),
        p_value, q_value (corrected for the number of themes), is_different (q_value below 0.05).

    Source: Newcombe (1998), hybrid score interval; Fisher's exact test; Benjamini & Hochberg (1995).
    """
    parts = [_group_shares(codes, pair.group(place), themes) for place in (0, 1)]
    table = parts[0].merge(parts[1].drop(columns="title"), on="theme", suffixes=("_1", "_2"), validate="1:1")
    gap = table["share_1"] - table["share_2"]
    below = np.hypot(table["share_1"] - table["share_low_1"], table["share_high_2"] - table["share_2"])
    above = np.hypot(table["share_high_1"] - table["share_1"], table["share_2"] - table["share_low_2"])
    table = table.assign(difference=gap, difference_low=gap - below, difference_high=gap + above)
    return with_tests(table.assign(p_value=[_fisher(row) for row in table.itertuples()]))


def corrected_differences(
    codes: pd.DataFrame,
    sentences: pd.DataFrame,
    pair: Pair,
    hand: HandCoding,
    *,
    themes: pd.DataFrame,
) -> pd.DataFrame:
    """Return the difference in the share of sentences with each theme, as coded and corrected for errors.

    Args:
        codes: codes table.
        sentences: sentences table.
        pair: Result of pair_of.
        hand: Result of judging.hand_coding.
        themes: themes table.

    Returns:
        One row per theme: theme, title; of both groups (endings _1, _2) n_population, n_sentences, raw,
        corrected and method (as in corrected_prevalence); raw_difference and corrected_difference with
        _low and _high (95 %); corrected is blank unless both groups could be corrected.
    """
    corpus = Corpus(codes, sentences, pair.documents, hand)
    groups = [pair.group(place) for place in (0, 1)]
    rows = []
    for theme, title in zip(themes["theme"], themes["title"], strict=True):
        whole = corpus.calibrated(theme, hand.drawn_from)
        row: dict[str, object] = {"theme": theme, "title": title}
        raw, right = [], []
        for place, (name, members) in enumerate(zip(pair.names, groups, strict=True), 1):
            population, judged = corpus.population(theme, members), corpus.judged(theme, members)
            raw.append(_raw(population, seed=f"raw {theme} {name}"))
            found = measured(population, judged, whole, seed=f"{theme} {name}")
            right.append(found.estimate)
            row |= {f"n_population_{place}": len(population.is_coded)}
            row |= {f"n_sentences_{place}": int(population.is_coded.sum())}
            row |= {f"raw_{place}": raw[-1].value if raw[-1] else np.nan}
            row |= {f"corrected_{place}": found.estimate.value if found.estimate else np.nan}
            row |= {f"method_{place}": found.method}
        rows.append(row | _gap("raw", raw) | _gap("corrected", right))
    return pd.DataFrame(rows)


def with_tests(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with q_value and is_different from its p_value: corrected for their number."""
    from scipy.stats import false_discovery_control

    known = table["p_value"].notna()
    values = pd.Series(np.nan, index=table.index, dtype="float64")
    if known.any():
        values[known] = false_discovery_control(table.loc[known, "p_value"].to_numpy())
    return table.assign(q_value=values, is_different=values < LEVEL)


def n_corrected(table: pd.DataFrame) -> int:
    """Return for how many themes a result of corrected_differences has a corrected difference."""
    usable = table["method_1"].isin((OWN, CARRIED)) & table["method_2"].isin((OWN, CARRIED))
    return int(usable.sum())


def _named(documents: pd.DataFrame, outlets: pd.DataFrame, by: str, parted: str) -> pd.DataFrame:
    """Return the documents with the name of their group; "" for none."""
    if by not in WAYS:
        found = f"'{by}' is found"
        raise ParameterError(
            Fault("parameter by", 0, found, f"one of {', '.join(WAYS)}", did_you_mean(by, WAYS))
        )
    if by == PERIOD:
        return documents.assign(group=_periods(documents["published"], parted))
    if by == OUTLET:
        return documents.assign(group=documents["outlet"])
    known = outlets.set_index("outlet")[by]
    return documents.assign(group=documents["outlet"].map(known).astype("str").fillna(""))


def _with_sizes(outlets: pd.Series) -> str:
    """Return outlets with how many documents each has, the largest first: "Wire (13), Post (2)"."""
    sizes = outlets.replace("", "not stated").value_counts()
    ranked = sorted(sizes.index, key=lambda name: (-sizes[name], name))
    more = [f"and {len(ranked) - _MOST_NAMED} more"] if len(ranked) > _MOST_NAMED else []
    return ", ".join([*(f"{name} ({sizes[name]})" for name in ranked[:_MOST_NAMED]), *more])


def _unplaced(named: pd.DataFrame, by: str) -> dict[str, object]:
    """Return what Pair.population says of documents whose outlet has no group."""
    rows = named[(named["group"] == "") & (by not in (OUTLET, PERIOD))]
    sizes = rows["outlet"].value_counts()
    ranked = [name or "not stated" for name in sorted(sizes.index, key=lambda name: (-sizes[name], name))]
    return {
        "unplaced_by": by if ranked else "",
        "n_unplaced": len(rows),
        "n_unplaced_outlets": len(ranked),
        "unplaced_outlets": ", ".join(ranked[:5]) + (", ..." if len(ranked) > 5 else ""),
    }


def _periods(published: pd.Series, parted: str) -> pd.Series:
    days = published.dropna().sort_values()
    names = pd.Series("", index=published.index, dtype="str")
    if days.empty:
        return names
    try:
        day = pd.Timestamp(dt.date.fromisoformat(parted)) if parted else days.iloc[len(days) // 2]
    except ValueError as error:
        raise ParameterError(Fault("parameter parted", 0, f"'{parted}' is no day", "YYYY-MM-DD")) from error
    name = day.date().isoformat()
    names = names.mask(published < day, f"before {name}")
    return names.mask(published >= day, f"from {name}")


def _check_asked(named: pd.DataFrame, names: tuple[str, str], by: str, parted: str, is_named: bool) -> None:
    """Raise if groups that were asked for, by name or by a day, are not two."""
    if parted and by != PERIOD:
        found, expected, cure = f"groups are parted by {by}, not by a day", "", f"Give by={PERIOD}, too."
    elif all(names) or not (parted or is_named):
        return
    elif parted:
        found, expected = f"all documents lie on one side of {parted}", "a day that parts them"
        cure = "Leave it empty for the day that halves them."
    else:
        found, expected = f"no document is of another {by} than '{names[0] or names[1]}'", "two groups"
        cure = "Ask for a longer period, or part the documents by something else."
    raise ParameterError(Fault(f"parameter {'parted' if parted else 'group'}", 0, found, expected, cure))


def _names(groups: pd.Series, by: str, group: str, other: str, *, when: str) -> tuple[str, str]:
    """Return the names of both groups: as asked for, else the largest; an earlier period comes first."""
    sizes = groups[groups != ""].value_counts()
    ranked = sorted(sizes.index, key=lambda name: (-sizes[name], name))
    if by == PERIOD:
        ranked = sorted(sizes.index)
        if group or other:
            cure = "Leave group and other empty; 'parted' says where the later period begins."
            raise ParameterError(Fault("parameter group", 0, "periods have no names of their own", cure=cure))
    group, other = known_as(group, ranked), known_as(other, ranked)
    faults = [
        Fault(
            f"parameter {what}",
            0,
            f"no document is of the {by} '{name}'{when}",
            cure=did_you_mean(name, ranked),
        )
        for what, name in (("group", group), ("other", other))
        if name and name not in sizes
    ]
    if group and group == other:
        faults.append(Fault("parameter other", 0, f"'{other}' is the first group, too", "another group"))
    if faults:
        raise ParameterError(faults)
    first = group or next((name for name in ranked if name != other), "")
    return first, other or next((name for name in ranked if name != first), "")


def _group_shares(codes: pd.DataFrame, documents: pd.DataFrame, themes: pd.DataFrame) -> pd.DataFrame:
    table = themes[["theme", "title"]].assign(n_documents=len(documents))
    counts = n_distinct("doc_id", rows_of(codes, documents), by=["theme"], among=table)
    return with_shares(table.assign(n_coded=counts))


def _fisher(row: object) -> float:
    from scipy.stats import fisher_exact

    counts = [
        [row.n_coded_1, row.n_documents_1 - row.n_coded_1],
        [row.n_coded_2, row.n_documents_2 - row.n_coded_2],
    ]
    if not row.n_documents_1 or not row.n_documents_2:
        return float("nan")
    return float(fisher_exact(counts).pvalue)


def _raw(population: Population, *, seed: str) -> Estimate | None:
    if not len(population.is_coded):
        return None
    share = coded_share(population)
    return Estimate(share.value, share.draws(seeded(seed)))


def _gap(name: str, estimates: Sequence[Estimate | None]) -> dict[str, float]:
    first, second = estimates
    if first is None or second is None:
        return dict.fromkeys(
            (f"{name}_difference", f"{name}_difference_low", f"{name}_difference_high"), np.nan
        )
    gap = first.minus(second)
    low, high = gap.interval()
    return {f"{name}_difference": gap.value, f"{name}_difference_low": low, f"{name}_difference_high": high}
