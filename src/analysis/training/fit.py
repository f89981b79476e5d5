"""The training itself: labels of units and links to cues, learnt together."""

from __future__ import annotations

import math
import random
from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import partial
from itertools import islice, repeat

import torch
import torch.nn.functional as F
from torch import Tensor

from analysis.extract.tagger.decoding import CONTENT, CUE, ROLES, SOURCE, UnitSpan, bucket
from analysis.extract.tagger.windows import SIZE
from analysis.training.articles import Article, Part
from analysis.training.batches import Batch, Stretch, batches, draw
from analysis.training.network import LINK, Network

Report = Callable[[int, int, float], None]
BATCH = 12
DECAY = 0.01
PRETRAINED = ("place", "norm", "layers", "apart")
UNTRAINED = 4  # times as fast learn parts that begin untrained
WARM_UP = 0.1  # of all steps
LINKS = 0.5  # weight of the links beside the labels


def fit(
    network: Network,
    articles: Sequence[Article],
    *,
    epochs: float,
    seed: int,
    size: int = BATCH,
    links_every: int = 1,
    report: Report = lambda step, steps, loss: None,
) -> None:
    """Train a network in place.

    Args:
        network: As begin returns it, on the device to train on.
        articles: To learn from.
        epochs: Passes over all articles, about: their windows differ in each.
        seed: Of the order, the windows and the dropout.
        size: Windows of a batch.
        links_every: In one of so many batches links are learnt, too; they take most of the time on a GPU.
        report: Called after every step with its number, the number of steps and the loss.
    """
    # Windows end at paragraphs, so they are about four fifths full.
    steps = math.ceil(epochs * sum(len(article.pieces) for article in articles) / (0.8 * SIZE * size))
    train(
        network,
        partial(draw, articles),
        lambda batch, step: loss_of(network, batch, with_links=step % links_every == 0),
        steps=steps,
        seed=seed,
        size=size,
        fast=lambda name: 1 if name.startswith(PRETRAINED) else UNTRAINED,
        report=report,
    )


def train(
    network: Network,
    drawn: Callable[[random.Random], list[Stretch]],
    loss_of: Callable[[Batch, int], Tensor],
    *,
    steps: int,
    seed: int,
    size: int,
    fast: Callable[[str], float],
    report: Report,
) -> None:
    """Train a network in place.

    Args:
        network: On the device to train on.
        drawn: Gives the stretches of one pass.
        loss_of: Gives the loss of a batch; it is told the number of the step, from 0.
        steps: Of learning, a batch each.
        seed: Of the order, the windows and the dropout.
        size: Stretches of a batch.
        fast: How many times as fast as the network's rate a part learns, by its name.
        report: As in fit.
    """
    device = next(network.parameters()).device
    torch.manual_seed(seed)
    rng = random.Random(seed)
    optimizer = torch.optim.AdamW(_groups(network, fast), fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / (WARM_UP * steps)) * max(0.0, 1 - step / steps)
    )
    network.train()
    endless = (batch for _ in repeat(None) for batch in batches(drawn(rng), size=size, rng=rng))
    for step, batch in enumerate(islice(endless, steps)):
        loss = loss_of(batch.to(device), step)
        optimizer.zero_grad()
        loss.backward()
        trained = [weight for weight in network.parameters() if weight.grad is not None]
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimizer.step()
        schedule.step()
        report(step + 1, steps, float(loss.detach()))
    network.eval()


def loss_of(network: Network, batch: Batch, *, with_links: bool = True) -> Tensor:
    """Return the loss of a batch: of its labels, and of its links by LINKS."""
    with torch.autocast(batch.ids.device.type, torch.bfloat16):
        outputs = network(batch.ids, batch.features, batch.mask)
    labels, dependents, heads = (_of_units(output.float(), batch.units) for output in outputs[:3])
    loss = -(batch.likely * F.log_softmax(labels, -1)).sum() / batch.likely.sum()
    if not with_links:
        return loss
    links = [
        _link_losses(network, dependents[row], heads[row], parts)
        for row, parts in enumerate(batch.parts)
        if any(part.role == CUE for part in parts) and any(part.role != CUE for part in parts)
    ]
    return loss + LINKS * torch.cat(links).mean() if links else loss


def _of_units(output: Tensor, units: Tensor) -> Tensor:
    return torch.gather(output, 1, units[..., None].expand(-1, -1, output.shape[-1]))


def _link_losses(network: Network, dependents: Tensor, heads: Tensor, parts: Sequence[Part]) -> Tensor:
    """Return the losses of the choices of one stretch: each content's cue, each cue's source, or none."""
    sources, cues, contents = (
        sorted((part for part in parts if part.role == role), key=lambda part: part.first)
        for role in (SOURCE, CUE, CONTENT)
    )
    # A source of several cues stands once among those to choose from.
    places = sorted({(part.first, part.last) for part in sources})
    source_of = {part.attribution: places.index((part.first, part.last)) + 1 for part in sources}
    cue_of = {part.attribution: number for number, part in enumerate(cues, 1)}
    spans = [(part.first, part.last) for part in cues]
    losses = []
    if contents:
        own = [cue_of.get(part.attribution, 0) for part in contents]
        chosen = [(part.first, part.last) for part in contents]
        losses.append(_choice_losses(network, dependents, chosen, heads, spans, own, role=CONTENT))
    if places:
        own = [source_of.get(part.attribution, 0) for part in cues]
        losses.append(_choice_losses(network, heads, spans, dependents, places, own, role=SOURCE))
    return torch.cat(losses)


def _choice_losses(
    network: Network,
    own: Tensor,
    spans: Sequence[UnitSpan],
    others: Tensor,
    candidates: Sequence[UnitSpan],
    chosen: Sequence[int],
    *,
    role: int,
) -> Tensor:
    """Return one loss a span: of choosing the right candidate, by number from 1, or none of them, 0."""
    row = ROLES.index(role)
    scores = _middle(own, spans, row) @ _middle(others, candidates, row).T / math.sqrt(LINK)
    places = list(candidates)
    steps = [[bucket(i - bisect_left(places, span)) for i in range(len(places))] for span in spans]
    scores = scores + network.distance[row][torch.tensor(steps, device=own.device)]
    none = network.none[row].expand(len(spans), 1)
    return F.cross_entropy(
        torch.cat([none, scores], dim=1), torch.tensor(chosen, device=own.device), reduction="none"
    )


def _middle(units: Tensor, spans: Sequence[UnitSpan], row: int) -> Tensor:
    """Return the mean of each span's first and last unit for one role, shape (spans, LINK)."""
    first = torch.tensor([span[0] for span in spans], device=units.device)
    last = torch.tensor([span[1] for span in spans], device=units.device)
    return ((units[first] + units[last]) / 2)[:, row * LINK : (row + 1) * LINK]


def _groups(network: Network, fast: Callable[[str], float]) -> list[dict[str, object]]:
    groups: list[dict[str, object]] = []
    for name, weight in network.named_parameters():
        if not weight.requires_grad:
            continue
        plain = "norm" in name or name in ("distance", "none")
        groups.append(
            {
                "params": [weight],
                "lr": network.shape.rate * fast(name),
                "weight_decay": 0.0 if plain else DECAY,
            }
        )
    return groups
