"""How true the coding is: precision and recall with intervals, and what to code by hand next."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from analysis.measures.corrected import FEW, NO_GOLD, Corpus
from analysis.measures.correction import MOST_OF_ONE_MISS, Calibration, Share, share_of
from analysis.measures.judging import HandCoding
from analysis.vocabulary import FEWEST_CODED

MISSED, WRONG, TURNED = "missed", "wrongly coded", "other direction"
OUTCOMES = (MISSED, WRONG, TURNED)
_ENDS = ("", "_low", "_high")
CORRECTED = "corrected"
# What makes an interval wide, and which sentences make it narrower.
MISSES, ERRORS, DOCUMENTS = "what is missed", "what is coded wrongly", "few documents"
CODED, UNCODED, ANY, NONE = (
    "sentences coded with it",
    "sentences not coded with it",
    "sentences of any kind",
    "none",
)
# Stands behind what to code where the documents hold less of it than is lacking.
SHORT, EXHAUSTED = ", all that are left; then add documents", ": none is left, so add documents"
OR_RULES = ", or rules for what is missed"


def measured_accuracy(corpus: Corpus, hand: HandCoding, themes: pd.DataFrame) -> pd.DataFrame:
    """Return precision and recall of each theme, with intervals.

    Sentences drawn by chance are weighed by how many they stand for. Where there are none, those picked
    otherwise are counted one by one: that tells how the coding does on such sentences, not on the corpus.

    Args:
        corpus: The corpus and its hand-coded sentences.
        hand: The same hand-coded sentences.
        themes: themes table.

    Returns:
        One row per theme: theme, title, n_judged, n_gold (that carry it for people), n_hits (for
        the codebook), n_right (for both), precision, precision_low, precision_high, recall, recall_low,
        recall_high (0 to 1, 95 %; blank where there is no sentence to tell), is_by_chance.
    """
    rows = []
    for theme, title in zip(themes["theme"], themes["title"], strict=True):
        about = hand.about(theme)
        by_chance = bool(len(about.by_chance))
        if by_chance:
            counts, precision, recall = _by_weight(corpus, theme, hand.drawn_from)
        else:
            counts, precision, recall = _one_by_one(about.sentences, theme)
        shares = {"precision": precision, "recall": recall}
        ends = {
            f"{name}{end}": value
            for name, three in shares.items()
            for end, value in zip(_ENDS, three, strict=True)
        }
        rows.append({"theme": theme, "title": title, **counts, **ends, "is_by_chance": by_chance})
    return pd.DataFrame(rows)


def to_code_next(corpus: Corpus, hand: HandCoding, themes: pd.DataFrame) -> pd.DataFrame:
    """Return what keeps the corrected share of each theme from being known better, and what to code by hand.

    Args:
        corpus: The corpus and its hand-coded sentences.
        hand: The same hand-coded sentences.
        themes: themes table.

    Returns:
        One row per theme, the widest interval (beside its share) first, themes without a corrected share
        before them: title, n_judged, n_hits (of these, those that the codebook codes), status (why
        it has no corrected share, or CORRECTED), width (of the interval; blank without hand-coded sentences),
        because (of the interval's variance most is due to it), to_code (kind of sentences), n_more (of
        these: what is lacking to be enough, else as many as are coded by hand, which halves that variance).
        Where the documents hold fewer, to_code says so.
    """
    rows = []
    for theme, title in zip(themes["theme"], themes["title"], strict=True):
        known = corpus.calibrated(theme, hand.drawn_from)
        low, high = known.prevalence.interval() if known.n_judged else (math.nan, math.nan)
        head = {"theme": theme, "title": title, "n_judged": known.n_judged, "n_hits": known.n_coded}
        advice = _advice(known, corpus, theme, hand.drawn_from)
        spread = (high - low) / max(known.prevalence.value, 1e-9) if known.n_judged else math.inf
        rows.append(head | advice | {"width": high - low, "_spread": spread})
    table = pd.DataFrame(rows)
    order = table["status"].map({NO_GOLD: 0, FEW: 1, CORRECTED: 2})
    table = table.assign(_order=order).sort_values(
        ["_order", "_spread", "theme"], ascending=[True, False, True]
    )
    columns = ["title", "n_judged", "n_hits", "status", "width", "because", "to_code", "n_more"]
    return table[columns].reset_index(drop=True)


def confusions(
    hand: HandCoding, codes: pd.DataFrame, gold_codes: pd.DataFrame, *, agreed: str = "agreed"
) -> pd.DataFrame:
    """Return where people and the codebook differ on a theme or its direction.

    Args:
        hand: Hand-coded sentences.
        codes: codes table.
        gold_codes: gold_codes table, for the directions.
        agreed: Coder of the settled codes.

    Returns:
        One row per sentence and theme: gold_id, doc_id, from, to (of the sentence), theme, outcome (one of
        OUTCOMES), direction (people's; blank if none), coded_direction (the codebook's), code_id (of the
        first code; blank where there is none).
    """
    from analysis.measures.judging import overlapping

    said = gold_codes[(gold_codes["coder"] == agreed) & gold_codes["theme"].notna()]
    said = said[["gold_id", "theme", "direction"]].drop_duplicates(["gold_id", "theme"])
    found = overlapping(hand.sentences, codes).sort_values(["gold_id", "theme", "start"])
    ways = found.groupby(["gold_id", "theme"])["direction"].agg(lambda given: sorted(set(given.dropna())))
    first = found.drop_duplicates(["gold_id", "theme"])[["gold_id", "theme", "direction", "code_id"]]
    first = first.rename(columns={"direction": "coded_direction"})
    said = said[said["gold_id"].isin(hand.sentences["gold_id"])]
    both = said.merge(first, on=["gold_id", "theme"], how="outer", validate="one_to_one", indicator=True)
    other = [
        pd.notna(way) and bool(given) and way not in given
        for way, given in zip(
            both["direction"],
            (ways.get((g, t), []) for g, t in zip(both["gold_id"], both["theme"], strict=True)),
            strict=True,
        )
    ]
    outcome = both["_merge"].map({"left_only": MISSED, "right_only": WRONG, "both": ""}).astype("str")
    turned = (both["_merge"] == "both") & np.array(other, dtype="bool")
    both = both.assign(outcome=outcome.mask(turned, TURNED)).drop(columns="_merge")
    places = hand.sentences[["gold_id", "doc_id", "start", "end"]]
    places = places.rename(columns={"start": "from", "end": "to"})
    asked = hand.sentences[["gold_id", "asked"]].explode("asked").rename(columns={"asked": "theme"})
    both = both.merge(asked, on=["gold_id", "theme"], how="inner", validate="one_to_one")
    both = both[both["outcome"] != ""].merge(places, on="gold_id", how="left", validate="many_to_one")
    columns = [
        "gold_id",
        "doc_id",
        "from",
        "to",
        "theme",
        "outcome",
        "direction",
        "coded_direction",
        "code_id",
    ]
    return both.sort_values(["theme", "outcome", "gold_id"], ignore_index=True)[columns]


def _by_weight(
    corpus: Corpus, theme: str, documents: pd.DataFrame
) -> tuple[dict[str, int], tuple[float, ...], tuple[float, ...]]:
    judged, known = corpus.judged(theme, documents), corpus.calibrated(theme, documents)
    rows = judged.is_coded
    precision = share_of(judged.is_true[rows], judged.weight[rows], judged.cluster[rows])
    found = known.recall
    has_any = judged.is_true.any()
    recall = (found.value, *found.interval()) if has_any else (math.nan,) * 3
    return _counted(judged.is_true, judged.is_coded), _three(precision), recall


def _one_by_one(
    sentences: pd.DataFrame, theme: str
) -> tuple[dict[str, int], tuple[float, ...], tuple[float, ...]]:
    is_true, is_coded = (
        np.array([theme in found for found in sentences[name]], dtype="bool") for name in ("themes", "coded")
    )
    ones, texts = np.ones(len(sentences)), pd.factorize(sentences["doc_id"])[0]
    shares = [
        _three(share_of(of[rows], ones[rows], texts[rows]))
        for of, rows in ((is_true, is_coded), (is_coded, is_true))
    ]
    return _counted(is_true, is_coded), *shares


def _counted(is_true: np.ndarray, is_coded: np.ndarray) -> dict[str, int]:
    return {
        "n_judged": len(is_true),
        "n_gold": int(is_true.sum()),
        "n_hits": int(is_coded.sum()),
        "n_right": int((is_true & is_coded).sum()),
    }


def _three(share: Share) -> tuple[float, ...]:
    return (share.value, *share.interval()) if share.size else (math.nan,) * 3


def _advice(known: Calibration, corpus: Corpus, theme: str, documents: pd.DataFrame) -> dict[str, object]:
    """Return status, because, to_code and n_more of a theme."""
    if not known.n_judged:
        return {"status": NO_GOLD, "because": "", "to_code": ANY, "n_more": 300}
    is_coded = corpus.population(theme, documents).is_coded
    n_coded = int(is_coded.sum())
    if known.n_coded < FEWEST_CODED:
        lacking = FEWEST_CODED - known.n_coded
        to_code = _as_far_as_left(CODED, lacking, n_coded - known.n_coded)
        return {"status": FEW, "because": "", "to_code": to_code, "n_more": lacking}
    n_uncoded = known.n_judged - known.n_coded
    left = {CODED: n_coded - known.n_coded, UNCODED: int((~is_coded).sum()) - n_uncoded}
    if not known.is_enough():
        lacking = math.ceil(n_uncoded * (known.one_miss / MOST_OF_ONE_MISS - 1))
        to_code = _as_far_as_left(UNCODED, lacking, left[UNCODED])
        return {"status": FEW, "because": MISSES, "to_code": to_code, "n_more": lacking}
    parts = _parts(known)
    because = max(parts, key=lambda name: parts[name])
    kind = {MISSES: UNCODED, ERRORS: CODED, DOCUMENTS: NONE}[because]
    more = {UNCODED: n_uncoded, CODED: known.n_coded, NONE: 0}[kind]
    to_code = _as_far_as_left(kind, more, left.get(kind, more))
    return {"status": CORRECTED, "because": because, "to_code": to_code, "n_more": more}


def _as_far_as_left(kind: str, more: int, left: int) -> str:
    """Return which sentences to code, and what to do where fewer of them are left than are wanted."""
    if left >= more:
        return kind
    return kind + (SHORT if left > 0 else EXHAUSTED) + (OR_RULES if kind == CODED else "")


def _parts(known: Calibration) -> dict[str, float]:
    """Return the variance of the corrected share that each of the three shares brings, the others held."""
    coded, precision, missed = known.coded, known.precision, known.missed
    return {
        MISSES: float(np.var((1 - coded.value) * missed.draws)),
        ERRORS: float(np.var(coded.value * precision.draws)),
        DOCUMENTS: float(np.var(coded.draws)) * (precision.value - missed.value) ** 2,
    }
