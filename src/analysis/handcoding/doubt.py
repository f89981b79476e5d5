"""The sentences on which the codebook is most likely wrong, found without anybody having coded one.

A second, simple coder learns from the codebook's own codes which words go with a theme, in one half of the
documents, and says of each sentence of the other half how much its words speak for the theme. Where it
contradicts the codebook, one of the two is wrong: a sentence coded although its words speak against it, or
not coded although they speak for it. (Query by committee: Seung, Opper and Sompolinsky 1992.)
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.errors import Fault, ParameterError
from analysis.fingerprints import of_text
from analysis.handcoding.cells import Drawn
from analysis.handcoding.drawing import KEY, drawn_from, lot, rarest_first

if TYPE_CHECKING:
    from scipy import sparse

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
# Words that fewer sentences have say nothing of other sentences.
_LEAST_SENTENCES = 3
# Sentences like all others, added to each side: a word seen on one side only is no proof, and a rare word
# says nothing of a theme that few sentences carry.
_PRIOR = 10.0


def draw_uncertain(population: pd.DataFrame, *, size: int, seed: int) -> list[Drawn]:
    """Return the sentences most in doubt, in the order in which to code them; they have no weight.

    Each theme gives as many as the others: by turns one that is coded and one that is not, the most doubtful
    first. Stratum says which: "nato_framing: coded", "nato_framing: not coded".

    Args:
        population: See drawing.population_of.
        size: How many; fewer come back where there are not as many.
        seed: Decides the halves of the documents, and the order of coding.

    Raises:
        ParameterError: If no theme is coded in both halves.
    """
    lots = [lot(seed, key) for key in population[KEY].itertuples(index=False, name=None)]
    rows = population.iloc[np.argsort(lots)]
    chosen: dict[int, str] = {}
    queues = {stratum: iter(places) for stratum, places in _queues(rows, seed).items()}
    while queues and len(chosen) < size:
        for stratum, places in list(queues.items()):
            place = next((place for place in places if place not in chosen), None)
            if place is None:
                del queues[stratum]
            elif len(chosen) < size:
                chosen[place] = stratum
    return [drawn_from(rows.iloc[place], stratum=chosen[place]) for place in sorted(chosen)]


def doubts(population: pd.DataFrame, theme: str, *, seed: int) -> np.ndarray:
    """Return how much a sentence's words contradict its code of a theme, one number a sentence, in no unit.

    Positive: they speak against the code that is there, or for one that is not. All are 0 where a half of the
    documents has no code of the theme.
    """
    coded = np.array([theme in themes for themes in population["themes"]])
    half = np.array([int(of_text(str(seed), doc)[0], 16) % 2 for doc in population["doc_id"]], dtype=bool)
    words = _words(population["text"])
    score = np.zeros(len(population))
    for mine in (half, ~half):
        if not (coded & ~mine).any() or not (coded & mine).any():
            return np.zeros(len(population))
        score[mine] = words[mine] @ _weights(words[~mine], coded[~mine])
    score /= np.sqrt(np.maximum(words.sum(axis=1), 1))
    between = (score[coded].mean() + score[~coded].mean()) / 2
    # Rounded, so that the order of sums decides no tie.
    return np.where(coded, between - score, score - between).round(9)


def _queues(population: pd.DataFrame, seed: int) -> dict[str, list[int]]:
    """Return, for each theme and each side of it, the places of sentences, the most doubtful first."""
    queues = {}
    for theme in rarest_first(list(population["themes"])):
        doubt = doubts(population, theme, seed=seed)
        coded = np.array([theme in themes for themes in population["themes"]])
        for side, rows in (("coded", coded), ("not coded", ~coded)):
            places = np.flatnonzero(rows & (doubt != 0))
            queues[f"{theme}: {side}"] = places[np.argsort(-doubt[places], kind="stable")].tolist()
    if not any(queues.values()):
        found = "no theme is coded in enough documents to say what is uncertain"
        raise ParameterError(Fault("--uncertain", 0, found, cure="Draw at random instead."))
    return queues


def _words(texts: pd.Series) -> sparse.csr_array:
    """Return which words each sentence has: 1 or 0, words in no order that means anything."""
    from scipy import sparse  # slow to import, and only needed here

    known: dict[str, int] = {}
    rows, columns = [], []
    for row, text in enumerate(texts):
        for word in sorted(set(_WORD.findall(text.casefold()))):
            rows.append(row)
            columns.append(known.setdefault(word, len(known)))
    shape = (len(texts), max(len(known), 1))
    words = sparse.csr_array((np.ones(len(rows)), (rows, columns)), shape=shape)
    return words[:, np.flatnonzero(words.sum(axis=0) >= _LEAST_SENTENCES)]


def _weights(words: sparse.csr_array, coded: np.ndarray) -> np.ndarray:
    """Return how much each word speaks for a code: the log of its odds with and without one."""
    common = np.asarray(words.mean(axis=0))
    shares = [
        (np.asarray(words[rows].sum(axis=0)) + _PRIOR * common) / (rows.sum() + _PRIOR)
        for rows in (coded, ~coded)
    ]
    with_code, without = (np.clip(share, 1e-9, 1 - 1e-9) for share in shares)
    return np.log(with_code / (1 - with_code)) - np.log(without / (1 - without))
