"""The chart of who accuses whom: actors by actors."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from analysis.charts import findings, words
from analysis.charts.bars import Bar
from analysis.charts.page import about, describe, link_to, new_page, source, statement
from analysis.charts.panels import Row, draw_panels, panels_height, row_in_words
from analysis.charts.style import styled


@styled
def who_accuses_whom(table: pd.DataFrame, *, population: pd.DataFrame, n_hidden: int = 0) -> Figure:
    """Return in how many documents each actor accuses or warns of each, or sees a threat in it.

    Args:
        table: Result of measures.who_accuses_whom, or of measures.first_pairs.
        population: Selection.population.
        n_hidden: Pairs of the whole result that table leaves out; said in the subtitle.
    """
    nothing = "No known actor of the selection accuses one of another side"
    if table.empty:
        return statement(nothing, population)
    targets = list(dict.fromkeys(table["target"]))
    targets.sort(key=lambda name: (-int(table.loc[table["target"] == name, "n_coded"].sum()), name))
    rows = []
    for (speaker, side), group in table.groupby(["speaker", "side"], sort=False):
        counts = group.groupby("target")["n_coded"].sum()
        cells = tuple(_cell(int(counts.get(target, 0)), speaker, side, target) for target in targets)
        rows.append(Row(words.capital(speaker), words.label(side), cells))
    columns = [words.capital(target) for target in targets]
    what = (
        "Documents in which an actor (left) accuses or warns of one of another side, or sees a threat in it"
    )
    page = new_page(
        title=findings.most_accused(table, nothing=nothing),
        subtitle=f"{what}{words.hidden(n_hidden, 'pair')}. {words.capital(about(population))}.",
        footer=source(population),
        height=panels_height(rows, columns),
    )
    draw_panels(page, rows, columns, is_share=False)
    return describe(page.figure, "Grid of bars", [row_in_words(row, columns) for row in rows])


def _cell(n: int, speaker: str, side: str, target: str) -> Bar:
    url = link_to(speaker=speaker, side=side, target=target) if n else ""
    return Bar("", n, said=words.number(n) if n else "–", url=url)
