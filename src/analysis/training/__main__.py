"""python -m analysis.training TRAIN.jsonl [--seed N] [--epochs N] [--out FOLDER]: train the tagger."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from safetensors.torch import save_file

from analysis.extract.tagger.network import VOCABULARY, WEIGHTS
from analysis.extract.tagger.pieces import load_tokenizer
from analysis.training.articles import read_articles
from analysis.training.export import export
from analysis.training.fit import fit
from analysis.training.network import base_folder, load_base


def main() -> None:
    """Read the articles, train, export."""
    parser = argparse.ArgumentParser(prog="python -m analysis.training", description=__doc__)
    parser.add_argument("train", type=Path, help="JSON lines with doc_id, text, attributions")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="folder of the weights (the package's own)")
    parser.add_argument("--epochs", type=int, default=5, help="passes over the articles")
    parser.add_argument("--seed", type=int, default=1, help="of order, windows and dropout")
    parser.add_argument("--keep", type=Path, help="file for the weights before rounding")
    options = parser.parse_args()
    articles = list(read_articles(options.train, load_tokenizer(base_folder() / VOCABULARY)))
    print(f"{len(articles)} articles, {sum(len(one.pieces) for one in articles):,} pieces", flush=True)
    network = load_base()
    began = time.perf_counter()
    losses: list[float] = []

    def report(step: int, steps: int, loss: float) -> None:
        losses.append(loss)
        if step % 50 == 0 or step == steps:
            left = (time.perf_counter() - began) / step * (steps - step)
            mean = sum(losses[-50:]) / len(losses[-50:])
            print(f"step {step} of {steps}, loss {mean:.3f}, {left:.0f} s left", flush=True)

    fit(network, articles, epochs=options.epochs, seed=options.seed, report=report)
    if options.keep:
        save_file(network.state_dict(), options.keep)
    export(network, options.out)
    print(f"weights written to {options.out}")


if __name__ == "__main__":
    main()
