"""Charts of two groups side by side: how often each theme, and which words are typical of which."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from analysis.charts import words
from analysis.charts.dots import Dot, Row, Scale, dots_figure
from analysis.charts.page import about, link_to, statement
from analysis.charts.style import styled

_Names = tuple[str, str]
NO_PAIR = "There are no two groups of documents to compare: name them, or part the corpus in another way"
_CHANCE = "more than by chance"


@styled
def theme_differences(
    table: pd.DataFrame, *, names: _Names, population: pd.DataFrame, min_documents: int = 0
) -> Figure:
    """Return the difference in the share of documents with each theme, with intervals.

    Args:
        table: Result of measures.differences.
        names: Of the groups.
        population: Pair.population.
        min_documents: If a group has fewer documents, dots are hollow.
    """
    if not all(names) or table.empty:
        return statement(NO_PAIR, population)
    first, second = called(names)
    ranked = table.sort_values(["difference", "theme"], ascending=[False, True])
    rows = [_difference(one, names, min_documents) for one in ranked.to_dict("records")]
    small = table[["n_documents_1", "n_documents_2"]].min(axis=None) < min_documents
    hollow = f" Hollow: a group has fewer than {min_documents} documents." if small else ""
    grey = "" if table["is_different"].all() else _grey(table)
    n_1, n_2 = (words.number(table[f"n_documents_{place}"].iloc[0]) for place in (1, 2))
    subtitle = (
        f"Share of documents with the theme: {first} ({n_1}) less {second} ({n_2}), in percentage points, "
        f"with 95 % intervals (Newcombe 1998).{grey}{hollow} {words.capital(about(population))}."
    )
    return dots_figure(
        rows,
        Scale.of(rows, _points, within=(-1, 1)),
        title=_difference_title(table, names),
        subtitle=subtitle,
        population=population,
    )


@styled
def corrected_differences(
    table: pd.DataFrame, *, names: _Names, population: pd.DataFrame, coders: Sequence[str] = ()
) -> Figure:
    """Return the difference in the share of sentences with each theme, as coded and corrected.

    Args:
        table: Result of measures.corrected_differences.
        names: Of the groups.
        population: Pair.population.
        coders: HandCoding.coders; said beneath the title.
    """
    if not all(names) or table.empty:
        return statement(NO_PAIR, population)
    first, second = called(names)
    none = float("nan")
    rows = []
    for one in table.to_dict("records"):
        raw, right = (
            Dot(
                *(one[f"{what}_difference{end}"] for end in ("", "_low", "_high")),
                words.points(one[f"{what}_difference"]),
                _both_shares(one, what),
                label,
                what == "corrected",
            )
            for what, label in (("raw", "as coded"), ("corrected", "corrected"))
        )
        if pd.isna(right.value):
            methods = (one["method_1"], one["method_2"])
            why = next((said for method, said in words.UNCORRECTED.items() if method in methods), "")
            right = Dot(none, none, none, "", why, "corrected", False)
        rows.append(Row(one["title"], (raw, right)))
    subtitle = (
        f"Share of sentences with the theme: {first} less {second}, in percentage points, as coded (grey) "
        f"and corrected for the errors of the coding (blue) by {words.judged_by(coders)}, with 95 % "
        f"intervals. {_why_uncorrected(table)}{words.capital(about(population))}."
    )
    title = _corrected_title(table, names)
    return dots_figure(
        rows, Scale.of(rows, _points, within=(-1, 1)), title=title, subtitle=subtitle, population=population
    )


@styled
def typical_words(table: pd.DataFrame, *, names: _Names, population: pd.DataFrame, n_tested: int) -> Figure:
    """Return the words typical of each group, with their log-odds and intervals.

    Args:
        table: Result of measures.first_words.
        names: Of the groups.
        population: Pair.population.
        n_tested: Words that were compared.
    """
    if not all(names):
        return statement(NO_PAIR, population)
    if table.empty:
        return statement("No word stands in three documents of the two groups", population)
    rows = []
    for name, title in zip(names, called(names), strict=True):
        own = table[table["group"] == name]
        if len(own):
            rows.append(Row(f"Used more by {title}"))
            rows += [_word(one, names) for one in own.to_dict("records")]
    hollow = " Hollow: the difference may be chance." if not table["is_different"].all() else ""
    subtitle = (
        "Log-odds of using a word, first group over second (Monroe and others 2008), with 95 % intervals "
        f"that count documents, not single uses. {words.count(n_tested, 'word')} of three or more documents "
        "compared; function words and the names by which outlets call themselves left aside."
        f"{hollow} {words.capital(about(population))}."
    )
    return dots_figure(
        rows,
        Scale.of(rows, _signed),
        title=_word_title(table, names),
        subtitle=subtitle,
        population=population,
    )


def _grey(table: pd.DataFrame) -> str:
    """Return what grey means, and why a difference is grey whose own interval holds no 0."""
    said = f" Grey: may be chance, with {words.count(len(table), 'theme')} compared at once"
    clear = (table["difference_low"] > 0) | (table["difference_high"] < 0)
    alone = ", even if the interval, which takes the theme by itself, is clear of 0"
    return f"{said}{alone if (clear & ~table['is_different']).any() else ''}."


def _points(difference: float) -> str:
    """Return points on a scale: the number alone."""
    return f"{difference * 100:+g}".replace("-", "−") if difference else "0"


def _signed(value: float) -> str:
    return f"{value:+.1f}".replace("-", "−") if value else "0"


def called(names: _Names) -> _Names:
    """Return the names of groups as they are read: camps by their labels."""
    first, second = (words.label(name) for name in names)
    return first, second


def _difference(one: dict[str, Any], names: _Names, min_documents: int) -> Row:
    n = [one[f"n_documents_{place}"] for place in (1, 2)]
    detail = " against ".join(
        f"{words.percent(one[f'share_{place}'])} ({words.number(one[f'n_coded_{place}'])})"
        for place in (1, 2)
    )
    dot = Dot(
        one["difference"],
        one["difference_low"],
        one["difference_high"],
        words.points(one["difference"]),
        detail,
        is_point=bool(one["is_different"]),
        is_small=min(n) < min_documents,
        url=link_to(theme=one["theme"]) if one["n_coded_1"] + one["n_coded_2"] else "",
    )
    return Row(one["title"], (dot,))


def _why_uncorrected(table: pd.DataFrame) -> str:
    lacking = table[table["corrected_difference"].isna()]
    said = words.why_uncorrected({*lacking["method_1"], *lacking["method_2"]})
    return f"{said} " if said else ""


def _both_shares(one: dict[str, Any], what: str) -> str:
    return " against ".join(words.fine_percent(one[f"{what}_{place}"]) for place in (1, 2))


def _word(one: dict[str, Any], names: _Names) -> Row:
    place = names.index(one["group"]) + 1
    uses, found = (
        [words.number(one[f"{name}_{at}"]) for at in (place, 3 - place)] for name in ("n_uses", "n_documents")
    )
    said, detail = f"{uses[0]} to {uses[1]}", f"in {found[0]} and {found[1]} documents"
    dot = Dot(
        one["log_odds"],
        one["log_odds_low"],
        one["log_odds_high"],
        said,
        detail,
        is_point=bool(one["is_different"]),
        is_small=not one["is_different"],
        url=link_to("word-sentences", word=one["word"]),
    )
    return Row(one["word"], (dot,))


def _difference_title(table: pd.DataFrame, names: _Names) -> str:
    first, second = called(names)
    sure = table[table["is_different"]]
    if sure.empty:
        compared = words.count(len(table), "theme")
        return f"No difference between {first} and {second} is sure, with {compared} compared"
    most = sure.loc[sure["difference"].abs().idxmax()]
    who, whom = (first, second) if most["difference"] > 0 else (second, first)
    more, less = (words.percent(share) for share in sorted((most["share_1"], most["share_2"]))[::-1])
    text = f"{most['title']}: {more} of documents of {who}, {less} of {whom}"
    return text if len(sure) == 1 else f"{text}; {words.count(len(sure), 'theme')} differ {_CHANCE}"


def _corrected_title(table: pd.DataFrame, names: _Names) -> str:
    known = table.dropna(subset="corrected_difference")
    if known.empty:
        nothing = (table["method_1"] == "no chance sample").all()
        why = "no sample drawn by chance is" if nothing else "too little is"
        return f"Differences can't be corrected for errors of the coding yet, as {why} coded independently"
    sure = known[(known["corrected_difference_low"] > 0) | (known["corrected_difference_high"] < 0)]
    if sure.empty:
        return f"Corrected, {' and '.join(called(names))} differ in no theme, each taken by itself"
    titles = words.listed(list(sure["title"]))
    return f"Corrected and each taken by itself, {' and '.join(called(names))} differ in {titles}"


def _word_title(table: pd.DataFrame, names: _Names) -> str:
    first, second = called(names)
    sure = table[table["is_different"]]
    if sure.empty:
        return f"No word is used by {first} or {second} {_CHANCE}, with so many compared"
    parts = []
    for name, title in zip(names, (first, second), strict=True):
        own = sure[sure["group"] == name]
        if len(own):
            parts.append(f"{title}: {words.listed([f'“{word}”' for word in own['word'].head(3)])}")
    return f"Typical words — {'; '.join(parts)}"
