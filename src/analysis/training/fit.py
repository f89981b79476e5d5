"""The training itself: labels of units and links to cues, learnt together."""

from __future__ import annotations

import math
import random
from bisect import bisect_left
from collections.abc import Callable, Sequence

import torch
import torch.nn.functional as F
from torch import Tensor

from analysis.extract.tagger.decoding import CUE, ROLES, bucket
from analysis.extract.tagger.windows import SIZE
from analysis.training.articles import Article, Part
from analysis.training.batches import Batch, batches
from analysis.training.network import LINK, Network

BATCH = 12
RATE = 2e-4  # of the encoder; parts that begin untrained learn four times as fast
DECAY = 0.01
WARM_UP = 0.1  # of all steps
LINKS = 0.5  # weight of the links beside the labels


def fit(
    network: Network,
    articles: Sequence[Article],
    *,
    epochs: int,
    seed: int,
    report: Callable[[int, int, float], None] = lambda step, steps, loss: None,
) -> None:
    """Train a network in place.

    Args:
        network: As load_base returns it.
        articles: To learn from.
        epochs: Passes over all articles.
        seed: Of the order, the windows and the dropout.
        report: Called after every step with its number, the number of steps and the loss.
    """
    torch.manual_seed(seed)
    rng = random.Random(seed)
    # Windows end at paragraphs, so they are about four fifths full.
    steps = epochs * math.ceil(sum(len(article.pieces) for article in articles) / (0.8 * SIZE * BATCH))
    optimizer = torch.optim.AdamW(_groups(network), fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / (WARM_UP * steps)) * max(0.0, 1 - step / steps)
    )
    network.train()
    step = 0
    while step < steps:
        for batch in batches(articles, size=BATCH, rng=rng):
            if step == steps:
                break
            loss = loss_of(network, batch)
            optimizer.zero_grad()
            loss.backward()
            trained = [weight for weight in network.parameters() if weight.grad is not None]
            torch.nn.utils.clip_grad_norm_(trained, 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            report(step, steps, float(loss.detach()))
    network.eval()


def loss_of(network: Network, batch: Batch) -> Tensor:
    """Return the loss of a batch: of its labels, and of its links by LINKS."""
    with torch.autocast("cpu", torch.bfloat16):
        outputs = network(batch.ids, batch.features, batch.mask)
    labels, dependents, heads = (_of_units(output.float(), batch.units) for output in outputs)
    loss = F.cross_entropy(labels.flatten(0, 1), batch.labels.flatten(), ignore_index=-100)
    links = [
        _link_losses(network, dependents[row], heads[row], parts)
        for row, parts in enumerate(batch.parts)
        if any(part.role == CUE for part in parts) and any(part.role != CUE for part in parts)
    ]
    return loss + LINKS * torch.cat(links).mean() if links else loss


def _of_units(output: Tensor, units: Tensor) -> Tensor:
    return torch.gather(output, 1, units[..., None].expand(-1, -1, output.shape[-1]))


def _link_losses(network: Network, dependents: Tensor, heads: Tensor, parts: Sequence[Part]) -> Tensor:
    """Return one loss a source or content: its own cue among those of the stretch, or none."""
    cues = sorted((part for part in parts if part.role == CUE), key=lambda part: part.first)
    others = [part for part in parts if part.role != CUE]
    at = {part.attribution: number for number, part in enumerate(cues, 1)}
    roles = torch.tensor([ROLES.index(part.role) for part in others])
    offered = _middle(dependents, others)[torch.arange(len(others)), roles]
    scores = torch.einsum("dl,crl->dcr", offered, _middle(heads, cues)) / math.sqrt(LINK)
    scores = scores[torch.arange(len(others)), :, roles]
    begins = [part.first for part in cues]
    steps = [
        [bucket(number - bisect_left(begins, part.first)) for number in range(len(cues))] for part in others
    ]
    scores = scores + network.distance[roles].gather(1, torch.tensor(steps))
    scores = torch.cat([network.none[roles][:, None], scores], dim=1)
    own = torch.tensor([at.get(part.attribution, 0) for part in others])
    return F.cross_entropy(scores, own, reduction="none")


def _middle(units: Tensor, parts: Sequence[Part]) -> Tensor:
    """Return the mean of each part's first and last unit, shape (parts, roles, LINK)."""
    first = torch.tensor([part.first for part in parts])
    last = torch.tensor([part.last for part in parts])
    return ((units[first] + units[last]) / 2).view(len(parts), len(ROLES), LINK)


def _groups(network: Network) -> list[dict[str, object]]:
    groups: list[dict[str, object]] = []
    for name, weight in network.named_parameters():
        if not weight.requires_grad:
            continue
        pretrained = name.startswith(("place", "norm", "layers"))
        plain = "norm" in name or name in ("distance", "none")
        groups.append(
            {
                "params": [weight],
                "lr": RATE if pretrained else 4 * RATE,
                "weight_decay": 0.0 if plain else DECAY,
            }
        )
    return groups
