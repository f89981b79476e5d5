"""Press with a known truth: documents, sentences, a codebook that errs, and people who code some of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.measures.correction import Judged, Population

_FEWEST_SENTENCES, _MEAN_MORE = 4, 11  # a document has 4 and more sentences, 15 on average
_ALIKE, _ERRORS_ALIKE = 0.1, 0.05  # correlation of sentences, and of errors, within a document
_COPIES = 0.1  # of a document, on average
_OTHER = 0.08  # share of sentences with another theme, which a stratified sample draws more of


@dataclass(frozen=True)
class Press:
    """One made-up corpus; arrays have one element a sentence of an original.

    Attributes:
        is_true: Whether it carries the theme.
        is_coded: Whether the codebook says so.
        stratum: 0 if it is coded, 1 if another theme is, 2 if none is.
        document: Number of the document.
        n_copies: Of each document, itself counted.
    """

    is_true: np.ndarray
    is_coded: np.ndarray
    stratum: np.ndarray
    document: np.ndarray
    n_copies: np.ndarray

    def population(self, rows: np.ndarray | None = None) -> Population:
        """Return its sentences, those of copies too, or of some of its documents."""
        kept = np.ones(len(self.document), bool) if rows is None else rows
        times = self.n_copies[self.document[kept]]
        return Population(np.repeat(self.is_coded[kept], times), np.repeat(self.document[kept], times))


def press(
    chance: np.random.Generator,
    *,
    prevalence: float | np.ndarray,
    recall: float,
    precision: float,
    documents: int,
) -> Press:
    """Return a corpus drawn from a press in which these shares are known.

    Args:
        chance: Where chance comes from.
        prevalence: Share of sentences that carry the theme; or one a document.
        recall: Share of these that the codebook finds.
        precision: Share of what it codes that carries the theme; where prevalence is one a document, of
            documents of the mean prevalence.
        documents: How many.
    """
    mean = float(np.mean(prevalence))
    false = mean * recall * (1 / precision - 1) / (1 - mean)
    sizes = _FEWEST_SENTENCES + chance.geometric(1 / _MEAN_MORE, documents) - 1
    of = np.repeat(np.arange(documents), sizes)
    is_true = chance.random(len(of)) < _alike(chance, prevalence, _ALIKE, documents)[of]
    found, erring = (_alike(chance, share, _ERRORS_ALIKE, documents)[of] for share in (recall, false))
    is_coded = chance.random(len(of)) < np.where(is_true, found, erring)
    stratum = np.where(is_coded, 0, np.where(chance.random(len(of)) < _OTHER, 1, 2))
    return Press(is_true, is_coded, stratum, of, 1 + chance.poisson(_COPIES, documents))


def joined(first: Press, second: Press) -> Press:
    """Return two corpora as one; documents of the second are numbered after those of the first."""
    later = second.document + len(first.n_copies)
    parts = ((getattr(first, name), getattr(second, name)) for name in ("is_true", "is_coded", "stratum"))
    rows = [np.concatenate(pair) for pair in parts]
    return Press(
        *rows,
        np.concatenate([first.document, later]),
        np.concatenate([first.n_copies, second.n_copies]),
    )


def coded_by_hand(chance: np.random.Generator, made: Press, *, size: int, design: str) -> Judged:
    """Return sentences drawn and coded without error.

    Args:
        chance: Where chance comes from.
        made: Drawn from its originals.
        size: Number of sentences; fewer if a stratum has fewer.
        design: simple, or by theme: as many coded ones, ones with another theme, and others.
    """
    strata = made.stratum if design == "by theme" else np.zeros(len(made.stratum), "int64")
    names = np.unique(strata)
    drawn, weights = [], []
    for name in names:
        rows = np.flatnonzero(strata == name)
        chosen = chance.choice(rows, min(size // len(names), len(rows)), replace=False)
        drawn.append(chosen)
        weights.append(np.full(len(chosen), len(rows) / max(len(chosen), 1)))
    rows = np.concatenate(drawn)
    return Judged(made.is_true[rows], made.is_coded[rows], np.concatenate(weights), made.document[rows])


def _alike(
    chance: np.random.Generator, share: float | np.ndarray, correlation: float, documents: int
) -> np.ndarray:
    """Return a share of each document, beta distributed about a mean."""
    strength = (1 - correlation) / correlation
    mean = np.clip(share, 1e-9, 1 - 1e-9)
    return chance.beta(mean * strength, (1 - mean) * strength, documents)
