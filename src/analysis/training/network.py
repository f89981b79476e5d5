"""The network as torch trains it: an encoder of word pieces, labels of units, links to cues, and themes.

To the embedding of each piece are added embeddings of what the parse says of its word, which begin at zero.
The package ships a small network (see encoders.py); large ones only teach it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from analysis.extract.tagger.decoding import BUCKETS, LABELS, ROLES
from analysis.extract.tagger.pieces import SIZES
from analysis.extract.tagger.themes import COUNT
from analysis.extract.tagger.themes import NUMBERS as THEME_NUMBERS

LINK = 128  # numbers that a unit offers for one role
WORDS = 30522  # word pieces of BERT's vocabulary, which every encoder here is given
# What an untrained network says of every theme: 0.018, which is less than the tagger keeps.
NO_THEME = -4.0
DISTANCES = 32  # classes of distances between pieces, in an encoder that attends by them


@dataclass(frozen=True)
class Shape:
    """Sizes of an encoder.

    Attributes:
        layers: Number of layers.
        width: Numbers a piece.
        inner: Numbers within a layer.
        tiny: Added to a variance before division.
        by_distance: Does attention also depend on the distance of pieces?
        rate: Of learning, for what was trained before.
    """

    layers: int
    width: int
    inner: int
    tiny: float
    by_distance: bool
    rate: float


class Layer(nn.Module):
    """One layer of the encoder."""

    def __init__(self, shape: Shape, *, heads: int = 12, dropout: float = 0.1) -> None:
        super().__init__()
        width, inner = shape.width, shape.inner
        self.heads = heads
        self.query, self.key, self.value, self.out = (nn.Linear(width, width) for _ in range(4))
        self.inner, self.outer = nn.Linear(width, inner), nn.Linear(inner, width)
        self.norm1, self.norm2 = nn.LayerNorm(width, shape.tiny), nn.LayerNorm(width, shape.tiny)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """Return the next layer's input; mask is added to the scores of attention, None for no padding."""
        batch, length, width = x.shape
        query, key, value = (
            part(x).view(batch, length, self.heads, width // self.heads).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        if mask is None:
            scores = query @ key.transpose(-1, -2) / math.sqrt(width // self.heads)
            seen = torch.softmax(scores, -1) @ value
        else:
            seen = F.scaled_dot_product_attention(query, key, value, attn_mask=mask.to(query.dtype))
        x = self.norm1(x + self.dropout(self.out(seen.transpose(1, 2).reshape(batch, length, width))))
        return self.norm2(x + self.dropout(self.outer(F.gelu(self.inner(x)))))


class Network(nn.Module):
    """Encoder, labels, links and themes."""

    def __init__(self, shape: Shape, *, dropout: float = 0.1) -> None:
        super().__init__()
        width = shape.width
        self.shape = shape
        self.word, self.place = nn.Embedding(WORDS, width), nn.Embedding(512, width)
        self.known = nn.ModuleList(nn.Embedding(size, width) for size in SIZES)
        self.norm = nn.LayerNorm(width, shape.tiny)
        self.layers = nn.ModuleList(Layer(shape, dropout=dropout) for _ in range(shape.layers))
        self.apart = nn.Embedding(DISTANCES, 12) if shape.by_distance else None
        self.dropout = nn.Dropout(dropout)
        self.label = nn.Linear(width, len(LABELS))
        self.dependent, self.head = (nn.Linear(width, len(ROLES) * LINK) for _ in range(2))
        self.theme = nn.Linear(width, THEME_NUMBERS)
        self.distance = nn.Parameter(torch.zeros(len(ROLES), 2 * BUCKETS))
        self.none = nn.Parameter(torch.zeros(len(ROLES)))
        for embedding in self.known:
            nn.init.zeros_(embedding.weight)
        nn.init.zeros_(self.theme.weight)
        nn.init.zeros_(self.theme.bias)
        nn.init.constant_(self.theme.bias[:COUNT], NO_THEME)

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor | None = None) -> tuple[Tensor, ...]:
        """Return labels, dependents, heads and themes of every piece; shapes (batch, pieces, …)."""
        x = self.word(ids) + self.place.weight[: ids.shape[1]][None]
        for column, embedding in enumerate(self.known):
            x = x + embedding(features[..., column])
        x = self.dropout(self.norm(x))
        if self.apart is not None:
            added = self.apart(_distances(ids.shape[1], ids.device)).permute(2, 0, 1)[None]
            mask = added if mask is None else mask + added
        for layer in self.layers:
            x = layer(x, mask)
        x = self.dropout(x)
        return self.label(x), self.dependent(x), self.head(x), self.theme(x)


def _distances(length: int, device: torch.device) -> Tensor:
    """Return the class of the distance from each piece to each, shape (length, length).

    Source: Raffel et al. 2020 (T5), as MPNet (Song et al. 2020) uses it: half of the classes are for pieces
    behind; of either half, one half is exact, the rest grows by powers up to 128 pieces.
    """
    places = torch.arange(length, device=device)
    behind = places[:, None] - places[None, :]
    half, exact = DISTANCES // 2, DISTANCES // 4
    size = behind.abs()
    far = exact + (torch.log(size.clamp(min=1) / exact) / math.log(128 / exact) * (half - exact)).long()
    return (behind < 0).long() * half + torch.where(size < exact, size, far.clamp(max=half - 1))
