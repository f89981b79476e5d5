"""Sentences that people coded, beside what the codebook says of them."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis.measures.selection import select
from analysis.vocabulary import LANGUAGES_READ

AGREED = "agreed"  # coder of what coders agree on, or what was adjudicated
_COLUMNS = ["gold_id", "sample", "doc_id", "start", "end", "stratum", "weight", "asked", "themes", "coded"]


@dataclass(frozen=True, eq=False)
class HandCoding:
    """What was coded by hand, and what of it can be used with a build.

    Attributes:
        sentences: One row per sentence whose codes are settled and whose document is counted: gold_id,
            sample, doc_id, start, end, stratum, weight (blank if it was not drawn by chance), asked (list
            of the themes that coders were asked for; of others it tells nothing), themes (sorted list, as
            people have it), coded (list, as the codebook has it).
        drawn_from: The documents that sentences are drawn from: all but copies.
        notes: One row: n_samples, n_drawn, n_coders, n_settled, n_open (coded, but coders differ),
            n_uncoded, n_missing (settled, but their document is not among those counted), of these
            n_not_read (it is in a language that is not read), n_copies (it is a copy) and n_gone (there is no
            such document), n_by_chance (of those settled), coders (their names, with commas between), n_then
            (sentences they were drawn from, by their weights).
    """

    sentences: pd.DataFrame
    drawn_from: pd.DataFrame
    notes: pd.DataFrame

    @property
    def by_chance(self) -> pd.DataFrame:
        """The sentences that were drawn by chance: only these tell of what nobody coded."""
        return self.sentences[self.sentences["weight"].notna()].reset_index(drop=True)

    @property
    def coders(self) -> list[str]:
        """Who coded, by the names of their files, sorted."""
        return [name for name in self.notes["coders"].iloc[0].split(", ") if name]

    def about(self, theme: str) -> HandCoding:
        """Return the sentences whose coders were asked for a theme."""
        asked = [theme in themes for themes in self.sentences["asked"]]
        kept = self.sentences[pd.array(asked, dtype="bool")].reset_index(drop=True)
        return HandCoding(kept, self.drawn_from, self.notes)


def hand_coding(
    gold_sentences: pd.DataFrame, gold_codes: pd.DataFrame, codes: pd.DataFrame, documents: pd.DataFrame
) -> HandCoding:
    """Return the sentences coded by hand, beside the codes of the codebook that overlap them.

    Args:
        gold_sentences: gold_sentences table.
        gold_codes: gold_codes table.
        codes: codes table; may be of some themes only.
        documents: documents table.
    """
    drawn_from = select(documents).documents
    settled = gold_codes[gold_codes["coder"] == AGREED]
    rows = gold_sentences[gold_sentences["gold_id"].isin(settled["gold_id"])]
    known = rows["doc_id"].isin(drawn_from["doc_id"])
    coded_by_people = gold_codes[gold_codes["coder"] != AGREED]
    touched = set(gold_codes["gold_id"])
    kept = rows[known].rename(columns={"themes": "asked"})
    by_chance = gold_sentences[gold_sentences["weight"].notna()]
    why = rows.loc[~known, "doc_id"].map(documents.set_index("doc_id")["language"])
    not_read = why.notna() & ~why.isin(LANGUAGES_READ)
    notes = {
        "n_samples": gold_sentences["sample"].nunique(),
        "n_drawn": len(gold_sentences),
        "n_coders": coded_by_people["coder"].nunique(),
        "coders": ", ".join(sorted(set(coded_by_people["coder"]))),
        "n_settled": len(rows),
        "n_open": len(touched - set(settled["gold_id"])),
        "n_uncoded": int((~gold_sentences["gold_id"].isin(touched)).sum()),
        "n_missing": int((~known).sum()),
        "n_not_read": int(not_read.sum()),
        "n_copies": int((why.notna() & ~not_read).sum()),
        "n_gone": int(why.isna().sum()),
        "n_by_chance": int(rows["weight"].notna().sum()),
        "n_then": round(float(by_chance.groupby("sample")["weight"].sum().max() or 0))
        if len(by_chance)
        else 0,
    }
    themes = _lists(kept["gold_id"], settled.dropna(subset="theme"))
    kept = kept.assign(themes=themes, coded=coded_in(kept, codes))
    return HandCoding(kept[_COLUMNS].reset_index(drop=True), drawn_from, pd.DataFrame([notes]))


def coded_in(sentences: pd.DataFrame, codes: pd.DataFrame) -> list[list[str]]:
    """Return the themes of the codes that overlap each sentence: a sorted list for each."""
    return _lists(sentences["gold_id"], overlapping(sentences, codes))


def overlapping(sentences: pd.DataFrame, codes: pd.DataFrame) -> pd.DataFrame:
    """Return the codes that overlap sentences: gold_id and the columns of codes, one row per pair."""
    places = sentences[["gold_id", "doc_id", "start", "end"]]
    both = places.rename(columns={"start": "from", "end": "to"}).merge(codes, on="doc_id", how="inner")
    return both[(both["start"] < both["to"]) & (both["end"] > both["from"])].drop(columns=["from", "to"])


def _lists(ids: pd.Series, coded: pd.DataFrame) -> list[list[str]]:
    """Return the themes that each sentence has in a table of gold_id and theme: a sorted list for each."""
    found: dict[str, set[str]] = {one: set() for one in ids}
    for one, theme in zip(coded["gold_id"], coded["theme"], strict=True):
        if one in found:
            found[one].add(theme)
    return [sorted(found[one]) for one in ids]
