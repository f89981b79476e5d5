"""Draws sentences to code by hand, so that what is found in them can be said of all the others.

Every sentence has a number that looks drawn by lot and depends on the seed and on the sentence alone; a
sample is the sentences with the smallest numbers. So it is the same on every machine, whatever the order of
the tables, and a larger one holds the smaller. (Sampling with permanent random numbers: Ohlsson 1995.)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.errors import Fault, ParameterError
from analysis.fingerprints import of_text
from analysis.handcoding.cells import Drawn, one_line

KEY = ["doc_id", "start", "end"]
NO_THEME, NO_OUTLET, NO_MONTH = "no theme", "no outlet", "undated"
# With one sentence of a stratum drawn, nothing could be said of how sure its figure is.
LEAST = 2


@dataclass(frozen=True, kw_only=True)
class Stratum:
    """A part of the population: how many sentences it has, and how many of them were drawn."""

    name: str
    n_sentences: int
    n_drawn: int


def population_of(sentences: pd.DataFrame, documents: pd.DataFrame, codes: pd.DataFrame) -> pd.DataFrame:
    """Return the sentences that a sample is drawn from: those of documents that are no copies.

    Returns:
        One row a sentence, by doc_id and start: doc_id, start, end, text, outlet, month (YYYY-MM or undated),
        themes (a frozenset: those that a code of the machine overlaps).
    """
    originals = documents[documents["duplicate_of"].isna()]
    columns = ["doc_id", "text", "outlet", "published"]
    rows = sentences[KEY].merge(originals[columns], on="doc_id", validate="many_to_one")
    rows = rows.sort_values(["doc_id", "start"], ignore_index=True)
    spans = zip(rows["text"], rows["start"], rows["end"], strict=True)
    return rows.assign(
        text=[one_line(text[start:end]) for text, start, end in spans],
        outlet=rows["outlet"].where(rows["outlet"] != "", NO_OUTLET),
        month=rows["published"].dt.strftime("%Y-%m").fillna(NO_MONTH),
        themes=_themes(rows, codes),
    ).drop(columns="published")


def draw(
    population: pd.DataFrame, *, size: int, seed: int, by: str | None = None
) -> tuple[list[Drawn], list[Stratum]]:
    """Return sentences drawn by chance, in the order in which to code them, and the strata they are of.

    Args:
        population: See population_of.
        size: How many.
        seed: Another seed gives another sample.
        by: One of vocabulary.STRATA: draw from each part apart, so that rare ones have enough (see
            allocate). A sentence with several themes belongs to the rarest of them.

    Raises:
        ParameterError: If there are fewer sentences, or too few to draw two of each stratum.
    """
    strata = _strata(population, by)
    counts = {str(name): int(n) for name, n in strata.value_counts().sort_index().items()}
    _check_size(size, counts, by)
    shares = allocate(counts, size)
    lots = [lot(seed, key) for key in population[KEY].itertuples(index=False, name=None)]
    rows = population.assign(stratum=strata, lot=lots).sort_values("lot")
    rank = rows.groupby("stratum").cumcount()
    weights = {name: counts[name] / shares[name] for name in counts}
    drawn = [
        drawn_from(row, stratum=row["stratum"], weight=weights[row["stratum"]])
        for _, row in rows[rank < rows["stratum"].map(shares)].iterrows()
    ]
    return drawn, [Stratum(name=name, n_sentences=n, n_drawn=shares[name]) for name, n in counts.items()]


def lot(seed: int, key: tuple[str, int, int]) -> str:
    """Return the number of a sentence in the draw, as text: those with the smallest are drawn."""
    return of_text(str(seed), *map(str, key))


def drawn_from(row: pd.Series, *, stratum: str, weight: float | None = None) -> Drawn:
    """Return a row of the population as a sentence of a sample."""
    place = {"doc_id": row["doc_id"], "start": int(row["start"]), "end": int(row["end"])}
    return Drawn(**place, text=row["text"], stratum=stratum, weight=weight)


def allocate(counts: Mapping[str, int], size: int) -> dict[str, int]:
    """Return how many sentences to draw from each stratum.

    Half of the sample is shared out equally, so that rare strata have enough; the rest in proportion to the
    square root of the strata's sizes, which lies between equal shares (each stratum as sure as the others)
    and proportional ones (the whole as sure as can be). No stratum gives more than it has.

    Source: power allocation, Bankier (1988), with exponent 1/2.
    """
    base = max(LEAST, size // (2 * len(counts)))
    equal = {name: min(n, base) for name, n in counts.items()}
    shares = dict(equal)
    while sum(shares.values()) < min(size, sum(counts.values())):
        left = [name for name in sorted(counts) if shares[name] < counts[name]]
        most = max(left, key=lambda name: counts[name] ** 0.5 / (shares[name] - equal[name] + 1))
        shares[most] += 1
    return shares


def rarest_first(themes: Sequence[frozenset[str]]) -> list[str]:
    """Return the themes that sentences carry, the rarest first."""
    counts = pd.Series([theme for each in themes for theme in sorted(each)], dtype="str").value_counts()
    return sorted(counts.index, key=lambda theme: (counts[theme], theme))


def _themes(rows: pd.DataFrame, codes: pd.DataFrame) -> list[frozenset[str]]:
    """Return the themes of each row: those of codes whose evidence overlaps it."""
    places = rows[KEY].assign(place=range(len(rows)))
    evidence = codes[[*KEY, "theme"]]
    both = places.merge(evidence, on="doc_id", suffixes=("", "_code"), validate="many_to_many")
    both = both[(both["start_code"] < both["end"]) & (both["end_code"] > both["start"])]
    found: dict[int, set[str]] = {}
    for place, theme in zip(both["place"], both["theme"], strict=True):
        found.setdefault(place, set()).add(theme)
    return [frozenset(found.get(place, ())) for place in range(len(rows))]


def _strata(population: pd.DataFrame, by: str | None) -> pd.Series:
    if by is None:
        return pd.Series("", index=population.index, dtype="str")
    if by != "theme":
        return population[by]
    order = rarest_first(list(population["themes"]))
    named = [next((theme for theme in order if theme in each), NO_THEME) for each in population["themes"]]
    return pd.Series(named, index=population.index, dtype="str")


def _check_size(size: int, counts: Mapping[str, int], by: str | None) -> None:
    total = sum(counts.values())
    if size > total:
        cure = f"Ask for {total} or fewer." if total else "Ingest documents and build."
        raise ParameterError(
            Fault(f"--size {size}", 0, f"there are {total} sentences to draw from", cure=cure)
        )
    if by and size < LEAST * len(counts):
        found = f"is too few for {len(counts)} strata by {by}"
        raise ParameterError(Fault(f"--size {size}", 0, found, f"at least {LEAST * len(counts)}"))
