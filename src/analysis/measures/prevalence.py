"""How often: shares of documents that carry a theme, per group and over time.

The document is the unit: a text that says a thing ten times counts once. Sentences are counted beside it.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.errors import DataError, Fault
from analysis.measures.frames import require_known, with_counts, with_document
from analysis.measures.intervals import with_shares

# Up to two years are shown by month, up to fifteen by quarter: more points than that can't be told apart.
_MOST_MONTHS, _MOST_QUARTERS = 24, 60
_FEWEST_PERIODS = 3  # to see anything move


def share_of_documents(
    codes: pd.DataFrame, documents: pd.DataFrame, *, themes: Sequence[str], by: str = "outlet"
) -> pd.DataFrame:
    """Return what share of a group's documents carries a theme, for every theme asked for.

    Args:
        codes: codes table; rows of other themes are not looked at.
        documents: The documents counted (see selection.select); their number is the denominator.
        themes: Themes to give rows to, found or not.
        by: A column of documents, such as outlet, or period (see with_periods).

    Returns:
        Themes in the order given, groups sorted within each: theme, the group, n_documents, n_coded,
        n_sentences (coded ones), and the share of n_coded with the ends of its interval.

    Raises:
        DataError: If codes name a document that documents lacks.
    """
    require_known(codes, documents, name="codes")
    sizes = documents.groupby(by, observed=False, dropna=False).size()
    index = pd.MultiIndex.from_product([list(themes), sizes.index], names=["theme", by])
    table = pd.DataFrame(index=index).reset_index()
    table["n_documents"] = list(sizes) * len(themes)
    rows = with_document(codes, documents, by)
    return with_shares(with_counts(table, rows, by=["theme", by]))


def share_per_theme(codes: pd.DataFrame, documents: pd.DataFrame, themes: pd.DataFrame) -> pd.DataFrame:
    """Return the share of all documents that carry each theme of the codebook.

    Args:
        codes: codes table.
        documents: documents table; its rows are the denominator.
        themes: themes table.

    Returns:
        One row per theme, the most frequent first: theme, title, n_documents, n_coded, n_sentences, share,
        share_low, share_high. A document may carry several themes, so the shares don't sum to 1.

    Raises:
        DataError: If codes name a document that documents lacks.
    """
    require_known(codes, documents, name="codes")
    table = themes[["theme", "title"]].assign(n_documents=len(documents))
    table = with_shares(with_counts(table, codes, by=["theme"]))
    return table.sort_values(["n_coded", "theme"], ascending=[False, True], ignore_index=True)


def with_periods(documents: pd.DataFrame, *, min_documents: int = 0) -> pd.DataFrame:
    """Return the dated documents with their period: month, quarter or year, as suits how many there are.

    The unit is the shortest that gives no more points than can be told apart (24 months, 60 quarters) and
    whose periods hold min_documents on average; if none does, the longest that still gives three points.

    Args:
        documents: documents table.
        min_documents: Documents a period should hold on average, those without any left aside.

    Returns:
        documents without the undated, and a column period: an ordered category ("2024-03", "2024-Q1" or
        "2024") that also holds the periods between the first and the last in which nothing was published.
    """
    dated = documents[documents["published"].notna()]
    if dated.empty:
        return dated.assign(period=pd.Categorical([], categories=[], ordered=True))
    unit = _unit(dated["published"], min_documents)
    ends = dated["published"].min(), dated["published"].max()
    periods = [_period_name(p) for p in pd.period_range(*ends, freq=unit)]
    named = [_period_name(p) for p in dated["published"].dt.to_period(unit)]
    return dated.assign(period=pd.Categorical(named, categories=periods, ordered=True))


def share_over_time(
    codes: pd.DataFrame, documents: pd.DataFrame, *, themes: Sequence[str], min_documents: int = 0
) -> pd.DataFrame:
    """Return the share of dated documents that carry each theme, period by period.

    Args:
        codes: codes table.
        documents: documents table; undated rows are left out (Selection.population counts them).
        themes: Themes to give rows to, found or not.
        min_documents: As in with_periods.

    Returns:
        One row per theme and period, in order of time, periods without documents too (their share is blank):
        theme, period, n_documents, n_coded, n_sentences, share, share_low, share_high.

    Raises:
        DataError: If codes name a document that documents lacks.
    """
    require_known(codes, documents, name="codes")
    dated = with_periods(documents, min_documents=min_documents)
    codes = codes[codes["doc_id"].isin(dated["doc_id"])]
    table = share_of_documents(codes, dated, themes=themes, by="period")
    return table.assign(period=table["period"].astype("str"))


def composition(
    codes: pd.DataFrame, documents: pd.DataFrame, *, of: str, values: Sequence[str], by: str
) -> pd.DataFrame:
    """Return, of the documents that carry a theme, the share with each direction (voice ...), per group.

    A document with sentences of two directions counts for both, so shares of a group may sum to more than 1.

    Args:
        codes: codes table, its rows those of the theme or themes meant.
        documents: documents table; may have a column period (see with_periods).
        of: Column of codes: direction, voice, modality, side ...
        values: Its values, in the order wanted; found or not. A blank is given as "none", where there is any.
        by: A column of documents (outlet, period ...) or of codes (theme).

    Returns:
        One row per group with coded documents and value (every period, if by is period), groups sorted:
        n_documents (that carry the theme), n_coded (that carry it with the value), n_sentences, share,
        share_low, share_high.

    Raises:
        DataError: If codes name a document that documents lacks, or have a value that is not in values.
    """
    require_known(codes, documents, name="codes")
    rows = codes.assign(**{of: codes[of].astype("str").fillna("none")})
    listed = [*values, "none"] if values and (rows[of] == "none").any() else list(values)
    unlisted = sorted(set(rows[of]) - set(listed)) if values else []
    if unlisted:
        found = f"column '{of}' holds {', '.join(map(repr, unlisted))}"
        raise DataError(Fault("table codes", 0, found, f"one of {', '.join(listed)}", "Run the build again."))
    if by not in rows.columns:
        rows = with_document(rows, documents, by)
    carriers = rows.groupby(by, observed=False)["doc_id"].nunique()
    index = pd.MultiIndex.from_product([carriers.index, listed], names=[by, of])
    table = pd.DataFrame(index=index).reset_index()
    table["n_documents"] = [int(n) for n in carriers for _ in listed]
    return with_shares(with_counts(table, rows, by=[by, of]))


def composition_over_time(
    codes: pd.DataFrame, documents: pd.DataFrame, *, of: str, values: Sequence[str], min_documents: int = 0
) -> pd.DataFrame:
    """Return composition by period, undated documents left out: one row per period and value.

    Periods are those that the documents with the theme suggest (see with_periods).

    Raises:
        DataError: As composition.
    """
    require_known(codes, documents, name="codes")
    carriers = documents[documents["doc_id"].isin(codes["doc_id"])]
    dated = with_periods(carriers, min_documents=min_documents)
    codes = codes[codes["doc_id"].isin(dated["doc_id"])]
    table = composition(codes, dated, of=of, values=values, by="period")
    return table.assign(period=table["period"].astype("str"))


def count_rules(codes: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Return what was coded, and by which rules of the codebook; the trained coder counts as one.

    Args:
        codes: codes table, its rows those of one theme.
        documents: documents table; its rows are the denominator.

    Returns:
        One row with a blank rule for the theme as a whole, then one per rule that fired, the most frequent
        first: rule, n_documents, n_coded, n_sentences, share, share_low, share_high.
    """
    require_known(codes, documents, name="codes")
    fired = pd.DataFrame({"rule": sorted(set(codes["rule"]))}, dtype="str")
    fired = with_counts(fired.assign(n_documents=len(documents)), codes, by=["rule"])
    fired = fired.sort_values(["n_coded", "n_sentences", "rule"], ascending=[False, False, True])
    whole = {"n_coded": codes["doc_id"].nunique(), "n_sentences": codes["sentence_id"].nunique()}
    total = pd.DataFrame([{"rule": None, "n_documents": len(documents), **whole}]).astype({"rule": "str"})
    return with_shares(pd.concat([total, fired], ignore_index=True))


def _unit(published: pd.Series, min_documents: int) -> str:
    """Return M, Q or Y."""
    first, last = published.min(), published.max()
    n_months = (last.year - first.year) * 12 + last.month - first.month + 1
    limits = {"M": _MOST_MONTHS, "Q": 3 * _MOST_QUARTERS, "Y": n_months}
    n_filled = {u: published.dt.to_period(u).nunique() for u, most in limits.items() if n_months <= most}
    shortest, *longer = n_filled
    units = [shortest, *(unit for unit in longer if n_filled[unit] >= _FEWEST_PERIODS)]
    large = (unit for unit in units if len(published) >= min_documents * n_filled[unit])
    return next(large, units[-1])


def _period_name(period: pd.Period) -> str:
    return {
        "M": f"{period.year}-{period.month:02d}",
        "Q": f"{period.year}-Q{period.quarter}",
    }.get(period.freqstr[0], str(period.year))
