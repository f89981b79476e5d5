"""Learning to code: what the pieces of a sentence say together, how wrong that is, and the training itself.

Teachers learn from coded sentences alone. The small network learns from these and from teachers, and is held
to what it said of attributions before: it is to learn themes besides, not instead.
"""

from __future__ import annotations

import copy
import math
import random
from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from analysis.errors import DataError, Fault
from analysis.extract.tagger.themes import COUNT, DIRECTED, DIRECTIONS
from analysis.training.articles import Article
from analysis.training.batches import Batch, Stretch, draw
from analysis.training.fit import Report, train
from analysis.training.network import Network
from analysis.vocabulary import TRAINED_THEMES

BATCH = 32
# So many times as fast as the rest learns the head for themes, which begins untrained; of a teacher, too.
HEAD, TEACHERS_HEAD = 10, 20
# Of the losses: themes, directions, what was said before of labels.
THEMES, ASIDE, LABELS = 2.0, 0.5, 20.0
# A sentence that teachers are sure has a theme counts 9 times as much as one they are sure has none, of which
# there are many more.
RARE = 8
_AT = TRAINED_THEMES.index(DIRECTED)


def pool(said: Tensor, sentences: Tensor, number: int) -> tuple[Tensor, Tensor]:
    """Return what is said of sentences, as extract/tagger/themes.py takes it from their pieces.

    Args:
        said: Of each piece, shape (pieces, NUMBERS).
        sentences: That each piece belongs to, shape (pieces,); -1 for none.
        number: Of sentences, each of which has a piece.

    Returns:
        Scores of themes, shape (number, COUNT), before the logistic function; and of directions.
    """
    inside = sentences >= 0
    said, sentences = said[inside], sentences[inside]
    themes, weights, directions = said.split([COUNT, COUNT, len(DIRECTIONS)], dim=1)
    index = sentences[:, None].expand_as(weights)
    highest = weights.new_full((number, COUNT), -math.inf).scatter_reduce(0, index, weights.detach(), "amax")
    weights = torch.exp(weights - highest[sentences])

    def total(of_pieces: Tensor) -> Tensor:
        return of_pieces.new_zeros(number, of_pieces.shape[1]).index_add(0, sentences, of_pieces)

    weights = weights / total(weights)[sentences]
    return total(weights * themes), total(weights[:, _AT : _AT + 1] * directions)


def loss_of_themes(said: Tensor, batch: Batch) -> Tensor:
    """Return the loss of a batch: beside what people coded, and beside what teachers expect.

    Args:
        said: Of each piece, shape (batch, pieces, NUMBERS).
        batch: What it was said of.
    """
    pooled = pool(said.float().flatten(0, 1), batch.sentences.flatten(), len(batch.coded))
    certain = torch.ones_like(batch.coded[:, 0])
    unsure = 1 + RARE * batch.expected[:, :COUNT].amax(1)
    return _loss(*pooled, batch.coded, certain) + _loss(*pooled, batch.expected, unsure)


def _loss(themes: Tensor, directions: Tensor, targets: Tensor, weights: Tensor) -> Tensor:
    """Return the loss beside targets; sentences whose targets are NaN don't count."""
    known = ~targets[:, 0].isnan()
    themes, directions, targets, weights = (of[known] for of in (themes, directions, targets, weights))
    wanted, ways = targets[:, :COUNT], targets[:, COUNT:]
    wrong = F.binary_cross_entropy_with_logits(themes, wanted, reduction="none").mean(1)
    astray = -(ways * F.log_softmax(directions, -1)).sum(1)
    directed = wanted[:, _AT] * ways.sum(1)
    return THEMES * _mean(wrong, weights) + ASIDE * _mean(astray, directed)


def _mean(values: Tensor, weights: Tensor) -> Tensor:
    return (values * weights).sum() / (weights.sum() + 1e-3)


def loss_of_change(now: Sequence[Tensor], before: Sequence[Tensor], batch: Batch) -> Tensor:
    """Return how far labels, dependents and heads are from what was said before, for each piece."""
    real = batch.mask[:, 0, 0] == 0
    (labels, *offers), (old_labels, *old_offers) = (
        [of.float()[real] for of in said] for said in (now, before)
    )
    of_labels = F.kl_div(
        labels.log_softmax(-1), old_labels.log_softmax(-1), log_target=True, reduction="batchmean"
    )
    of_offers = sum(F.mse_loss(new, old) for new, old in zip(offers, old_offers, strict=True))
    return LABELS * of_labels + of_offers / (old_offers[0].square().mean() + 1e-6)


def fit_themes(
    network: Network,
    articles: Sequence[Article],
    *,
    is_teacher: bool,
    epochs: float,
    seed: int,
    size: int = BATCH,
    report: Report = lambda step, steps, loss: None,
) -> None:
    """Train a network in place on themes.

    Args:
        network: As begin returns it, on the device to train on.
        articles: To learn from.
        is_teacher: Learns from the windows that hold a coded sentence, and nothing else; another from all
            windows, and is held to what it says of attributions.
        epochs: Passes over these windows.
        seed: Of the order, the windows and the dropout.
        size: Windows of a batch.
        report: As in fit.

    Raises:
        DataError: If there is nothing to learn from.
    """
    drawn = partial(_draw_coded if is_teacher else draw, articles)
    windows = len(drawn(random.Random(seed)))
    if not windows or all(article.coded is None for article in articles):
        cure = "Prepare them with --coded."
        raise DataError(Fault("prepared articles", 0, "no sentence is coded", "some to learn from", cure))
    head = TEACHERS_HEAD if is_teacher else HEAD
    train(
        network,
        drawn,
        _losses(network, before=None if is_teacher else copy.deepcopy(network).eval()),
        steps=math.ceil(epochs * windows / size),
        seed=seed,
        size=size,
        fast=lambda name: head if name.startswith("theme.") else 1,
        report=report,
    )


def _losses(network: Network, *, before: Network | None) -> Callable[[Batch, int], Tensor]:
    """Return what gives the loss of a batch: of themes, and of the change from before where that is given."""

    def loss_of(batch: Batch, step: int) -> Tensor:
        with torch.autocast(batch.ids.device.type, torch.bfloat16):
            *now, said = network(batch.ids, batch.features, batch.mask)
        loss = loss_of_themes(said, batch)
        if before is None:
            return loss
        with torch.autocast(batch.ids.device.type, torch.bfloat16), torch.no_grad():
            *old, _ = before(batch.ids, batch.features, batch.mask)
        return loss + loss_of_change(now, old, batch)

    return loss_of


def _draw_coded(articles: Sequence[Article], rng: random.Random) -> list[Stretch]:
    """Return the windows of a pass that hold a coded sentence."""
    return [one for one in draw(articles, rng) if not np.isnan(one.coded).all()]
