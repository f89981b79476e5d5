"""Words typical of one group of documents against another, each with its sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

import numpy as np
import pandas as pd

from analysis.measures.comparing import Pair, with_tests
from analysis.measures.function_words import FUNCTION_WORDS

# Of three letters and more, without digits or underscores; function words and shorter ones tell of style.
_TELLING = re.compile(r"[^\W\d_]{3,}(?:['’-][^\W\d_]+)*")
# A word of one or two texts tells of them, not of the group.
_FEWEST_DOCUMENTS = 3
_COLUMNS = [
    *("word", "group", "log_odds", "log_odds_low", "log_odds_high", "z", "n_uses_1", "n_uses_2"),
    *("n_documents_1", "n_documents_2", "p_value", "q_value", "is_different"),
]


def typical_words(pair: Pair, sentences: pd.DataFrame) -> pd.DataFrame:
    """Return words by how much more often one group of documents uses them than the other.

    Args:
        pair: Result of comparing.pair_of; a copy is counted once in a group.
        sentences: sentences table: words of their texts are counted.

    Returns:
        One row per word in three or more documents, the most typical first: word (case folded), group (the
        one that uses it more), log_odds (of using it, first group over second), log_odds_low, log_odds_high
        (95 %), z (log_odds over its standard error), n_uses_1, n_uses_2, n_documents_1, n_documents_2,
        p_value, q_value (corrected for the number of words), is_different (q_value below 0.05). No row if a
        group has no words. Where an outlet names itself, as in a dateline, its name is not counted.

    Source: Monroe, Colaresi & Quinn (2008), log-odds with an informative Dirichlet prior: the words of both
    groups together, as many as the smaller group has. Their variance takes words for independent; here it is
    multiplied by how much more the uses of a word vary between documents than that (at least 1).
    """
    uses = _uses(pair, sentences)
    totals = [float(uses.loc[uses["place"] == place, "n"].sum()) for place in (0, 1)]
    if uses.empty or not all(totals):
        return with_tests(pd.DataFrame(columns=_COLUMNS[:-2]).astype({"p_value": "float64"}))
    table = uses.groupby(["word", "place"])["n"].agg(["sum", "count"]).unstack(fill_value=0)
    table = table[table["count"].sum(axis=1) >= _FEWEST_DOCUMENTS]
    counts = [table["sum"].get(place, 0 * table.index.map(len)) for place in (0, 1)]
    documents = [table["count"].get(place, 0 * table.index.map(len)) for place in (0, 1)]
    prior = (counts[0] + counts[1]) / sum(totals) * min(totals)
    odds, variance = 0.0, 0.0
    for place, sign in ((0, 1), (1, -1)):
        size, strength = totals[place], min(totals)
        seen = counts[place] + prior
        odds = odds + sign * np.log(seen / (size + strength - seen))
        variance = variance + _burstiness(uses, place, table.index) / seen
    error = np.sqrt(variance)
    made = pd.DataFrame(
        {
            "word": table.index.astype("str"),
            "group": np.where(odds >= 0, *pair.names),
            "log_odds": odds.to_numpy(),
            "z": (odds / error).to_numpy(),
            **{f"n_uses_{place}": counts[place - 1].to_numpy("int64") for place in (1, 2)},
            **{f"n_documents_{place}": documents[place - 1].to_numpy("int64") for place in (1, 2)},
        }
    )
    return _tested(made, error.to_numpy())


def first_words(table: pd.DataFrame, top: int) -> pd.DataFrame:
    """Return the most typical words of each group, so many of each; all if top is 0."""
    kept = table.groupby("group", sort=False).head(top) if top else table
    return kept.reset_index(drop=True)


def evidence_of_words(
    words: pd.DataFrame, pair: Pair, sentences: pd.DataFrame, *, most: int = 0
) -> pd.DataFrame:
    """Return the sentences in which typical words stand, in the group they are typical of.

    Args:
        words: Rows of typical_words.
        pair: The same pair.
        sentences: sentences table.
        most: Sentences of one word, the earliest published; 0 for all.

    Returns:
        One row per sentence: doc_id, sentence_id, position, published, outlet, title, group; before,
        sentence, after; word (list of the words it is shown for), spans (list of [start, end] in sentence).
    """
    typical = {name: set(rows["word"]) for name, rows in words.groupby("group")}
    seen: Counter[tuple[str, str]] = Counter()
    rows = []
    for row in _texts(pair, sentences, typical):
        wanted = typical.get(row["group"], set())
        told = _without_name(row["sentence"], row["outlet"])
        found = [one for one in _TELLING.finditer(told) if _plain(one[0]) in wanted]
        names = sorted({_plain(one[0]) for one in found})
        kept = [name for name in names if not most or seen[row["group"], name] < most]
        if kept:
            seen.update((row["group"], name) for name in kept)
            spans = [[one.start(), one.end()] for one in found if _plain(one[0]) in kept]
            rows.append(row | {"word": kept, "spans": spans})
    columns = ["doc_id", "sentence_id", "position", "published", "outlet", "title", "group"]
    return pd.DataFrame(rows, columns=[*columns, "before", "sentence", "after", "word", "spans"])


def _plain(word: str) -> str:
    return word.casefold().replace("’", "'")


def _words(text: str) -> Iterator[str]:
    return (word for word in map(_plain, _TELLING.findall(text)) if word not in FUNCTION_WORDS)


def _without_name(text: str, outlet: str) -> str:
    """Return a text with blanks for the name of its own outlet, so that all else stays in its place."""
    name = _name_of(outlet)
    return name.sub(lambda found: " " * len(found[0]), text) if name else text


@lru_cache(maxsize=1024)
def _name_of(outlet: str) -> re.Pattern[str] | None:
    """Return what finds the name of an outlet, whole or without what stands in brackets, or in capitals."""
    names = {outlet.strip(), outlet.partition(" (")[0].strip()} - {""}
    every = sorted({form for name in names for form in (name, name.upper())}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, every))})(?!\w)") if every else None


def _texts(pair: Pair, sentences: pd.DataFrame, typical: dict[str, set[str]]) -> Iterator[dict[str, object]]:
    """Yield the sentences that may hold words of their group, with what stands around them, by date."""
    columns = ["doc_id", "outlet", "published", "title", "group"]
    rows = sentences.merge(pair.documents[columns], on="doc_id", how="inner", validate="many_to_one")
    rows = rows.sort_values(["published", "outlet", "doc_id", "position"], na_position="last", kind="stable")
    texts = dict(zip(pair.documents["doc_id"], pair.documents["text"], strict=True))
    spans = zip(rows["doc_id"], rows["start"], rows["end"], strict=True)
    found = [texts[doc_id][start:end] for doc_id, start, end in spans]
    rows = rows.assign(sentence=pd.Series(found, index=rows.index, dtype="str"))
    near = rows.groupby("doc_id")["sentence"]
    rows = rows.assign(before=near.shift(1).fillna(""), after=near.shift(-1).fillna(""))
    alike = {name: "|".join(map(re.escape, sorted(words))) for name, words in typical.items()}
    looks = {name: re.compile(any_of.replace("'", "['’]"), re.I) for name, any_of in alike.items()}
    may = [
        name in looks and looks[name].search(text) is not None
        for name, text in zip(rows["group"], rows["sentence"], strict=True)
    ]
    yield from rows[may].to_dict("records")


def _uses(pair: Pair, sentences: pd.DataFrame) -> pd.DataFrame:
    """Return how often each document uses each word: doc_id, place (0 or 1: its group), word, n."""
    texts = dict(zip(pair.documents["doc_id"], pair.documents["text"], strict=True))
    places = {name: place for place, name in enumerate(pair.names)}
    groups = dict(zip(pair.documents["doc_id"], pair.documents["group"].map(places), strict=True))
    outlets = dict(zip(pair.documents["doc_id"], pair.documents["outlet"], strict=True))
    counts: dict[str, Counter[str]] = {}
    rows = sentences[sentences["doc_id"].isin(texts)]
    for doc_id, start, end in zip(rows["doc_id"], rows["start"], rows["end"], strict=True):
        counts.setdefault(doc_id, Counter()).update(
            _words(_without_name(texts[doc_id][start:end], outlets[doc_id]))
        )
    made = [
        (doc_id, groups[doc_id], word, n) for doc_id, found in counts.items() for word, n in found.items()
    ]
    return pd.DataFrame(made, columns=["doc_id", "place", "word", "n"])


def _burstiness(uses: pd.DataFrame, place: int, words: pd.Index) -> pd.Series:
    """Return how many times more the uses of words vary between a group's documents than independent ones."""
    rows = uses[uses["place"] == place]
    sizes = rows.groupby("doc_id")["n"].sum()
    rows = rows.assign(product=rows["n"] * rows["doc_id"].map(sizes), square=rows["n"] ** 2)
    sums = rows.groupby("word")[["n", "product", "square"]].sum().reindex(words, fill_value=0)
    rate = sums["n"] / sizes.sum()
    spread = sums["square"] - 2 * rate * sums["product"] + rate**2 * float((sizes**2).sum())
    return (spread / sums["n"]).where(sums["n"] > 0, 1.0).clip(lower=1.0)


def _tested(made: pd.DataFrame, error: np.ndarray) -> pd.DataFrame:
    from scipy.stats import norm

    reach = float(norm.ppf(0.975)) * error
    made = made.assign(log_odds_low=made["log_odds"] - reach, log_odds_high=made["log_odds"] + reach)
    made = with_tests(made.assign(p_value=2 * norm.sf(made["z"].abs())))
    made = made.assign(_size=made["z"].abs()).sort_values(["_size", "word"], ascending=[False, True])
    return made[_COLUMNS].reset_index(drop=True)
