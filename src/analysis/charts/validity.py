"""Charts of how true the numbers are: agreement, precision and recall, corrected shares."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from analysis.charts import words
from analysis.charts.coders import coders_in_words
from analysis.charts.display import publish_notes
from analysis.charts.dots import Dot, Row, Scale, dots_figure
from analysis.charts.page import about, link_to, statement
from analysis.charts.style import styled
from analysis.vocabulary import TOO_FEW

# Alpha from which Krippendorff (2019) takes data to be reliable.
RELIABLE = 0.8
_FEW = 10  # sentences below which a share is drawn hollow
_HOW = {"own sentences": "", "rates of the whole": "carried over"}
WHOLE = "All documents"
_PARTS = {"outlet": "By outlet", "period": "Over time"}
NOTHING = "Nothing of this corpus is coded independently yet, so no number can be checked or corrected"
HOW_TO_START = (
    "To change that, draw sentences by chance, have two coders code them, and build again: the page "
    "data/reference/gold/README.md says how."
)


def show_hand_coding(
    notes: pd.DataFrame,
    *,
    by_coder: pd.DataFrame,
    faults: pd.DataFrame | None = None,
    name: str = "hand-coding",
) -> None:
    """Display what was coded independently and by whom, what of it can be used or read, and what codes.

    Args:
        notes: HandCoding.notes.
        by_coder: Result of measures.count_coders.
        faults: gold_faults table.
        name: Of the output.
    """
    unread = [] if faults is None else unread_samples_in_words(faults)
    who = coders_in_words(by_coder, where="below")
    publish_notes([*hand_coding_in_words(notes), *unread, *who], name=name)


def unread_samples_in_words(faults: pd.DataFrame) -> list[str]:
    """Return which samples could not be read, as a sentence for each.

    Args:
        faults: gold_faults table.
    """
    said = []
    for name, rows in faults.groupby("sample"):
        first = rows.iloc[0]
        at = f"{first['path']} line {first['line']}" if first["line"] else first["path"]
        found = f"{words.count(len(rows), 'fault')} in its files, the first in {at}"
        said.append(f"The sample {name} could not be read and is left out: {found}.")
    return said


def hand_coding_in_words(notes: pd.DataFrame) -> list[str]:
    """Return what a reader must know of the independently coded sentences, as sentences."""
    row = notes.iloc[0]
    if not row["n_settled"]:
        drawn = f" {words.count(row['n_drawn'], 'sentence')} drawn so far." if row["n_drawn"] else ""
        return [f"{NOTHING}.{drawn}", HOW_TO_START]
    settled, samples = words.count(row["n_settled"], "sentence"), words.count(row["n_samples"], "sample")
    n_drawn = "all" if row["n_by_chance"] == row["n_settled"] else words.number(row["n_by_chance"])
    drawn = f"; {n_drawn} of them drawn by chance" if row["n_by_chance"] else ""
    then = words.count(row["n_then"], "sentence")  # a later build may cut texts otherwise
    origin = f", from the {then} that there were then" if row["n_by_chance"] else ""
    coders = f", by {words.listed(row['coders'].split(', '))}" if row["n_coders"] else ""
    found = [f"Coded independently of the codebook: {settled} of {samples}{coders}{drawn}{origin}."]
    left = {
        "n_open": "on which coders differ and nobody has decided yet",
        "n_uncoded": "drawn but not coded yet",
        "n_not_read": "of documents in a language that is not read",
        "n_copies": "of documents that are copies of others",
        "n_gone": "of documents that are no longer there",
    }
    aside = [f"{words.number(row[key])} {why}" for key, why in left.items() if row[key]]
    if aside:
        found.append(f"Left aside: {words.listed(aside)}.")
    if not row["n_by_chance"]:
        found.append("None was drawn by chance, so accuracy holds for these sentences only.")
    return found


@styled
def corrected_shares(
    table: pd.DataFrame,
    *,
    name: str,
    population: pd.DataFrame,
    coders: Sequence[str] = (),
    subject: str = "",
    link: str = "",
    note: str = "",
) -> Figure:
    """Return the share of sentences with a theme, as coded and corrected, a row a theme or a group.

    Args:
        table: Result of measures.corrected_prevalence, with readable names.
        name: Column with the names of the rows.
        population: Selection.population.
        coders: HandCoding.coders; said beneath the title.
        subject: Title of the theme, where all rows are of one.
        link: Name of the evidence's data that the raw share leads to, taken from the column of that name.
        note: What else is to be said beneath the title.
    """
    shown = table[table["n_population"] > 0]
    title = _corrected_title(shown, name, subject)
    if shown.empty:
        return statement(title, population)
    n_lines = 1 if (shown["method"] == "no chance sample").all() else 2
    rows, part = [], "all"
    for one in shown.to_dict("records"):
        if one.get("part", part) != part:
            part = one["part"]
            rows.append(Row(_PARTS[part]))
        rows.append(Row(str(one[name]), _raw_and_corrected(one, link)[:n_lines]))
    what = (
        "Share of sentences with the theme, as coded (grey) and corrected for the errors of the coding (blue)"
    )
    how = (
        "Double sampling (Tenenbein 1970), weighted; 95 % intervals for the sampling of documents and of "
        f"{words.judged_by(coders)}."
    )
    if (shown["method"] == "rates of the whole").any():
        how += " Carried over: errors as in the whole (Rogan and Gladen 1978)."
    why = words.why_uncorrected(shown["method"])
    text = " ".join(filter(None, [f"{what}. {how}", why, note, f"{words.capital(about(population))}."]))
    scale = Scale.of(rows, lambda share: words.fine_percent(share, whole=True), within=(0, 1))
    return dots_figure(rows, scale, title=title, subtitle=text, population=population)


@styled
def corrected_by_group(
    table: pd.DataFrame,
    *,
    subject: str,
    population: pd.DataFrame,
    coders: Sequence[str] = (),
    min_documents: int = 0,
) -> Figure:
    """Return the share of sentences with one theme, as coded and corrected: in all, by outlet, over time.

    Args:
        table: Result of measures.corrected_by_group.
        subject: Title of the theme.
        population: Selection.population.
        coders: HandCoding.coders; said beneath the title.
        min_documents: Groups with fewer documents were left out of the table; said in the subtitle.
    """
    names = {"all": lambda _: WHOLE, "outlet": words.outlet, "period": words.period_name}
    read = [names[part](group) for part, group in zip(table["part"], table["group"], strict=True)]
    shown = table.assign(name=pd.Series(read, index=table.index, dtype="str"))
    note = f"Outlets and periods of {min_documents} or more documents." if min_documents > 1 else ""
    told = {"subject": subject, "population": population, "coders": coders, "note": note}
    return corrected_shares(shown, name="name", **told)


@styled
def accuracy(table: pd.DataFrame, *, population: pd.DataFrame) -> Figure:
    """Return precision and recall of each theme with intervals.

    Args:
        table: Result of measures.measured_accuracy.
        population: Selection.population.
    """
    known = table[table["precision"].notna() | table["recall"].notna()]
    if known.empty:
        return statement("Precision and recall are not known: nothing is coded independently", population)
    rows = []
    for one in known.to_dict("records"):
        precision = _accuracy_dot(one, "precision", one["n_hits"], "coded", "wrongly coded")
        recall = _accuracy_dot(one, "recall", one["n_gold"], "carry it", "missed")
        rows.append(Row(one["title"], (precision, recall)))
    drawn = "weighed by how they were drawn" if known["is_by_chance"].all() else "picked, not drawn by chance"
    subtitle = (
        "Precision: share of coded sentences that the coders code alike. Recall: share of the sentences to "
        f"which the coders give the theme that are coded. 95 % intervals; shares are {drawn}, counts are "
        f"not. Hollow: they rest on fewer than {_FEW} sentences."
        + _not_shown(table, known, "which no sentence of the sample carries, by coders or coding")
    )
    scale = Scale(0.0, 1.0, 0.25, words.percent)
    title = _accuracy_title(known, n_themes=len(table))
    return dots_figure(rows, scale, title=title, subtitle=subtitle, population=population)


@styled
def agreement(table: pd.DataFrame, *, population: pd.DataFrame) -> Figure:
    """Return Krippendorff's alpha of each theme with intervals.

    Args:
        table: Result of measures.agreement, with title.
        population: Selection.population.
    """
    known = table[table["alpha"].notna()]
    if known.empty:
        title = "Agreement is not known: no sentence was given a theme by one of two coders"
        if table.empty or not table["n_sentences"].max():
            title = "Agreement is not known: no sentence was coded by two coders"
        return statement(title, population)
    rows = [
        Row(
            one["title"],
            (
                Dot(
                    one["alpha"],
                    one["alpha_low"],
                    one["alpha_high"],
                    f"{one['alpha']:.2f}".replace("-", "−"),
                    f"both: {words.number(one['n_both'])} of {words.number(one['n_either'])} given it",
                    is_small=one["n_either"] < _FEW,
                ),
            ),
        )
        for one in known.to_dict("records")
    ]
    n = words.count(int(known["n_sentences"].max()), "sentence")
    subtitle = (
        f"Krippendorff's alpha of {n} that two or more coders coded (1: all alike, 0: as by chance), with "
        f"95 % intervals. Dashed: {RELIABLE}, from which data count as reliable. Hollow: fewer than {_FEW} "
        "sentences were given the theme." + _not_shown(table, known, "which no coder gave to any of them")
    )
    scale = Scale.of(rows, lambda value: f"{value:.1f}".replace("-", "−"), within=(-1, 1), marked=RELIABLE)
    title = _agreement_title(known)
    return dots_figure(rows, scale, title=title, subtitle=subtitle, population=population)


def _not_shown(table: pd.DataFrame, known: pd.DataFrame, why: str) -> str:
    """Return which themes a chart has no row for, as a sentence behind others; "" if none."""
    left = [title for title in table["title"] if title not in set(known["title"])]
    return f" Not shown: {words.listed(left)}, {why}." if left else ""


def _raw_and_corrected(one: dict[str, Any], link: str) -> tuple[Dot, Dot]:
    url = link_to(**{link: str(one[link])}) if link and one["n_sentences"] else ""
    coded = f"{words.number(one['n_sentences'])} of {words.number(one['n_population'])}"
    raw = Dot(
        one["raw"],
        one["raw_low"],
        one["raw_high"],
        words.fine_percent(one["raw"]),
        coded,
        "as coded",
        False,
        url=url,
    )
    if pd.isna(one["corrected"]):
        none = float("nan")
        return raw, Dot(none, none, none, "", words.UNCORRECTED[one["method"]], "corrected", False)
    ends = f"{words.fine_percent(one['corrected_low'])} to {words.fine_percent(one['corrected_high'])}"
    how = _HOW[one["method"]]
    detail = f"{ends}; {how}" if how else ends
    said = words.fine_percent(one["corrected"])
    shares = (one["corrected"], one["corrected_low"], one["corrected_high"])
    return raw, Dot(*shares, said, detail, "corrected")


def _accuracy_dot(one: dict[str, Any], name: str, n: int, of: str, outcome: str) -> Dot:
    shares = (one[name], one[f"{name}_low"], one[f"{name}_high"])
    detail = f"{words.number(one['n_right'])} of {words.number(n)} {of}" + (
        ", too few" if n < TOO_FEW else ""
    )
    url = link_to("confusions", theme=one["theme"], outcome=outcome) if n > one["n_right"] else ""
    return Dot(*shares, words.percent(one[name]), detail, name, is_small=n < _FEW, url=url)


def _corrected_title(table: pd.DataFrame, name: str, subject: str) -> str:
    lead = f"{subject}: " if subject else ""
    right = table.dropna(subset="corrected")
    if table.empty:
        return words.capital(f"{lead}the selection holds no sentence")
    if right.empty:
        nothing = (table["method"] == "no chance sample").all()
        why = "no sample drawn by chance is" if nothing else "too little is"
        return words.capital(
            f"{lead}shares can't be corrected for errors of the coding yet, as {why} coded independently"
        )
    if subject:
        first = right.iloc[0]
        where = "" if first[name] == table.iloc[0][name] and first[name] == WHOLE else f" in {first[name]}"
        return f"{lead}{_change(first)}{where}"
    far = right.assign(_gap=(right["corrected"] - right["raw"]).abs()).sort_values("_gap", ascending=False)
    first = far.iloc[0]
    return f"Correcting changes {first[name]} most: {_change(first)}"


def _change(row: pd.Series) -> str:
    raw, right = words.fine_percent(row["raw"]), words.fine_percent(row["corrected"])
    return f"{raw} of sentences as coded, {right} once corrected"


def _accuracy_title(table: pd.DataFrame, *, n_themes: int) -> str:
    enough = {"precision": table[table["n_hits"] >= _FEW], "recall": table[table["n_gold"] >= _FEW]}
    if any(rows.empty for rows in enough.values()):
        return "Too few sentences of any theme are coded independently to tell how accurate its coding is"
    parts = []
    for name, large in enough.items():
        low, high = large[name].min(), large[name].max()
        ends = (
            words.percent(low)
            if words.percent(low) == words.percent(high)
            else (f"{words.percent(low)} to {words.percent(high)}")
        )
        parts.append(f"{name} {ends}")
    said = words.capital(" and ".join(parts))
    if n_themes == 1:
        return f"{said}: {table.iloc[0]['title']}"
    every = all(len(rows) == n_themes for rows in enough.values())
    return f"{said}, of {'each theme' if every else 'the themes with enough sentences'}"


def _agreement_title(table: pd.DataFrame) -> str:
    large = table[table["n_either"] >= _FEW]
    if large.empty:
        return "Too few sentences of any theme were coded twice to tell whether coders agree"
    good = large[large["alpha_low"] >= RELIABLE]
    lowest = large.sort_values("alpha").iloc[0]
    if len(good) == len(large):
        return f"Coders agree on every theme with enough sentences: alpha {large['alpha'].min():.2f} and more"
    return f"Coders agree least on {lowest['title']}: alpha {lowest['alpha']:.2f}"
