"""A trained network as the package ships it: ONNX with whole-number weights, links, vocabulary."""

from __future__ import annotations

import copy
import hashlib
import shutil
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from onnxruntime.transformers.fusion_options import FusionOptions
from torch import Tensor, nn

from analysis.extract.tagger.network import LINKS, NETWORK, SUMS, VOCABULARY
from analysis.extract.tagger.pieces import FEATURES
from analysis.training.encoders import small_folder
from analysis.training.network import Network


class _Rows(nn.Module):
    """An embedding in whole numbers, each row with a scale of its own."""

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        scale = (weight.abs().amax(1, keepdim=True) / 127).clamp(min=1e-12)
        self.register_buffer("rows", (weight / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, index: Tensor) -> Tensor:
        return self.rows[index].float() * self.scale[index]


def export(network: Network, folder: Path) -> None:
    """Write the weights of a network as the files that extract/tagger reads."""
    network = copy.deepcopy(network).eval()
    network.word = _Rows(network.word.weight.data)  # type: ignore[assignment]
    folder.mkdir(parents=True, exist_ok=True)
    ids = torch.randint(1000, 20000, (1, 100))
    features = torch.zeros(1, 100, len(FEATURES), dtype=torch.long)
    length = torch.export.Dim("length", min=2, max=512)
    with tempfile.TemporaryDirectory() as scratch:
        plain, fused = Path(scratch) / "plain.onnx", Path(scratch) / "fused.onnx"
        torch.onnx.export(
            network,
            (ids, features),
            str(plain),
            input_names=["ids", "features"],
            output_names=["labels", "dependents", "heads", "themes"],
            dynamic_shapes=({1: length}, {1: length}),
            dynamo=True,
            external_data=False,
            verbose=False,
        )
        fusions = FusionOptions("bert")
        fusions.enable_skip_layer_norm = False
        joined = optimizer.optimize_model(
            str(plain),
            model_type="bert",
            num_heads=12,
            hidden_size=network.shape.width,
            optimization_options=fusions,
            opt_level=0,
        )
        joined.save_model_to_file(str(fused))
        # Seven bits of weights: with eight, sums overflow on processors without VNNI and differ from others.
        quantize_dynamic(
            fused,
            folder / NETWORK,
            op_types_to_quantize=["MatMul", "Gemm", "Attention"],
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
        )
    _forget_where(folder / NETWORK)
    np.savez(
        folder / LINKS,
        distance=network.distance.detach().numpy(),
        none=network.none.detach().numpy(),
    )
    shutil.copyfile(small_folder() / VOCABULARY, folder / VOCABULARY)
    sums = (f"{_sha256(folder / name)}  {name}\n" for name in (NETWORK, VOCABULARY, LINKS))
    (folder / SUMS).write_text("".join(sums), "utf-8")


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _forget_where(path: Path) -> None:
    """Drop notes of the exporter on the code and the folders it ran in."""
    model = onnx.load(str(path))
    for node in model.graph.node:
        del node.metadata_props[:]
        node.doc_string = ""
    for value in [*model.graph.value_info, *model.graph.input, *model.graph.output, *model.graph.initializer]:
        del value.metadata_props[:]
    del model.graph.value_info[:]
    del model.graph.metadata_props[:]
    del model.metadata_props[:]
    onnx.save(model, str(path))
