"""Train the tagger: prepare; teach and fit; teach-themes and fit-themes; export. See this folder's README."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

from analysis.extract.tagger.network import VOCABULARY, WEIGHTS
from analysis.training.articles import Article, load_articles, read_articles, read_texts, save_articles
from analysis.training.encoders import LARGE, SMALL, begin, large_weights, small_folder, small_weights
from analysis.training.fit import BATCH, fit
from analysis.training.network import Network

FOLDS = 5
# Of themes: what teachers learn at, and what the small network drops, being trained already.
TEACHERS_RATE = 3e-5
DROPOUT = 0.05


def main() -> None:
    """Do one step."""
    parser = argparse.ArgumentParser(prog="python -m analysis.training", description=__doc__)
    adders = parser.add_subparsers(required=True, metavar="STEP")
    _prepare(adders)
    _teach(adders)
    _fit(adders)
    _average(adders)
    _teach_themes(adders)
    _fit_themes(adders)
    _export(adders)
    options = parser.parse_args()
    options.run(options)


def _prepare(adders) -> None:
    parser = adders.add_parser("prepare", help="parse articles and texts and store what networks read")
    parser.add_argument("annotated", type=Path, help="JSON lines with doc_id, text, attributions")
    parser.add_argument("--texts", type=Path, nargs="*", default=[], help="JSON lines with doc_id, text")
    parser.add_argument(
        "--coded",
        type=Path,
        nargs="*",
        default=[],
        help="JSON lines of coded sentences of these, as evaluate reads",
    )
    parser.add_argument("--out", type=Path, required=True)
    parser.set_defaults(run=prepare)


def _teach(adders) -> None:
    parser = adders.add_parser("teach", help="train one teacher and store what it says of the other texts")
    parser.add_argument("prepared", type=Path)
    _fold(parser)
    _how(parser, epochs=5)
    parser.set_defaults(run=teach)


def _fit(adders) -> None:
    parser = adders.add_parser("fit", help="train the small network that the package ships")
    parser.add_argument("prepared", type=Path)
    parser.add_argument("--lessons", type=Path, nargs="*", default=[], help="files that teach wrote")
    parser.add_argument("--begin", type=Path, help="weights that an earlier fit wrote")
    parser.add_argument("--annotated", action="store_true", help="learn from the annotated articles only")
    parser.add_argument("--rate", type=float, default=SMALL.rate, help="of learning")
    parser.add_argument("--links-every", type=int, default=1, help="learn links in one of so many batches")
    _how(parser, epochs=10)
    parser.set_defaults(run=fit_small)


def _average(adders) -> None:
    parser = adders.add_parser("average", help="write the mean of the weights of two trainings or more")
    parser.add_argument(
        "weights", type=Path, nargs="+", help="files that fit wrote, one begun with the other"
    )
    parser.add_argument("--out", type=Path, required=True)
    parser.set_defaults(run=average)


def _teach_themes(adders) -> None:
    parser = adders.add_parser("teach-themes", help="the same for themes, from coded sentences")
    parser.add_argument("prepared", type=Path)
    _fold(parser)
    _how(parser, epochs=8, batch=16)
    parser.set_defaults(run=teach_themes)


def _fit_themes(adders) -> None:
    parser = adders.add_parser("fit-themes", help="have the small network learn themes besides")
    parser.add_argument("prepared", type=Path)
    parser.add_argument("--lessons", type=Path, nargs="*", default=[], help="files that teach-themes wrote")
    parser.add_argument("--begin", type=Path, required=True, help="weights that fit or average wrote")
    parser.add_argument("--rate", type=float, default=1.5e-4, help="of learning")
    _how(parser, epochs=6, batch=32)
    parser.set_defaults(run=fit_small_themes)


def _export(adders) -> None:
    parser = adders.add_parser("export", help="write a trained network as the package ships it")
    parser.add_argument("weights", type=Path, help="file that fit, average or fit-themes wrote")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="folder (the package's own)")
    parser.set_defaults(run=export_small)


def _fold(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--fold", type=int, required=True, help=f"0 to {FOLDS - 1}: part it does not learn")


def _how(parser: argparse.ArgumentParser, *, epochs: int, batch: int = BATCH) -> None:
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=float, default=epochs, help="passes over the texts")
    parser.add_argument("--seed", type=int, default=1, help="of order, windows and dropout")
    parser.add_argument("--batch", type=int, default=batch, help="windows learnt from at a time")
    parser.add_argument("--device", default="cpu", help="cpu or cuda")


def prepare(options: argparse.Namespace) -> None:
    """Store articles and texts as networks read them."""
    from analysis.extract.tagger.pieces import load_tokenizer
    from analysis.training.coded import with_codes

    tokenizer = load_tokenizer(small_folder() / VOCABULARY)
    articles = list(read_articles(options.annotated, tokenizer))
    n_annotated = len(articles)
    for path in options.texts:
        articles += [article for article in read_texts(path, tokenizer) if len(article.pieces)]
    articles = with_codes(articles, options.coded)
    save_articles(options.out, articles)
    n_coded = sum(article.coded is not None for article in articles)
    pieces = sum(len(article.pieces) for article in articles)
    n_texts = len(articles) - n_annotated
    print(f"{n_annotated} articles, {n_texts} texts, {n_coded} of all coded, {pieces:,} pieces")


def teach(options: argparse.Namespace) -> None:
    """Train the teacher of one fold; store what it says."""
    from analysis.training.teach import learners, lessons, save_lessons

    articles = load_articles(options.prepared)
    network = begin(LARGE, large_weights()).to(options.device)
    _train(network, learners(articles, folds=FOLDS, fold=options.fold), options)
    save_lessons(options.out, lessons(network, articles, folds=FOLDS, fold=options.fold))


def fit_small(options: argparse.Namespace) -> None:
    """Train the small network, from annotations alone or from teachers, too."""
    from analysis.training.teach import load_lessons, taught

    articles = load_articles(options.prepared)
    if options.lessons:
        articles = taught(articles, [load_lessons(path) for path in options.lessons])
    if options.annotated or not options.lessons:
        articles = [article for article in articles if article.is_annotated]
    weights = load_file(options.begin) if options.begin else small_weights()
    network = begin(replace(SMALL, rate=options.rate), weights).to(options.device)
    _train(network, articles, options, links_every=options.links_every)
    _save(network, options.out)


def average(options: argparse.Namespace) -> None:
    """Write the mean of several weights, which is better than each (Wortsman et al. 2022)."""
    files = [load_file(path) for path in options.weights]
    save_file(
        {name: torch.stack([weights[name].float() for weights in files]).mean(0) for name in files[0]},
        options.out,
    )


def teach_themes(options: argparse.Namespace) -> None:
    """Train the teacher of one fold on coded sentences; store what it expects."""
    from analysis.training.teach_themes import coded_learners, expectations, save_expectations

    articles = load_articles(options.prepared)
    shape = replace(LARGE, rate=TEACHERS_RATE)
    network = begin(shape, large_weights()).to(options.device)
    learnt = coded_learners(articles, folds=FOLDS, fold=options.fold)
    _train_themes(network, learnt, options, is_teacher=True)
    save_expectations(options.out, expectations(network, articles, folds=FOLDS, fold=options.fold))


def fit_small_themes(options: argparse.Namespace) -> None:
    """Train the small network on coded sentences and teachers, held to what it says of attributions."""
    from analysis.training.teach_themes import load_expectations, with_expectations

    articles = load_articles(options.prepared)
    articles = with_expectations(articles, [load_expectations(path) for path in options.lessons])
    shape = replace(SMALL, rate=options.rate)
    network = begin(shape, load_file(options.begin), dropout=DROPOUT).to(options.device)
    _train_themes(network, articles, options, is_teacher=False)
    _save(network, options.out)


def export_small(options: argparse.Namespace) -> None:
    """Write a trained network into the package."""
    from analysis.training.export import export

    export(begin(SMALL, load_file(options.weights)), options.out)
    print(f"weights written to {options.out}")


def _train(
    network: Network, articles: list[Article], options: argparse.Namespace, *, links_every: int = 1
) -> None:
    torch.set_float32_matmul_precision("high")
    fit(
        network,
        articles,
        epochs=options.epochs,
        seed=options.seed,
        size=options.batch,
        links_every=links_every,
        report=_reporter(),
    )


def _train_themes(
    network: Network, articles: list[Article], options: argparse.Namespace, *, is_teacher: bool
) -> None:
    from analysis.training.themes import fit_themes

    torch.set_float32_matmul_precision("high")
    fit_themes(
        network,
        articles,
        is_teacher=is_teacher,
        epochs=options.epochs,
        seed=options.seed,
        size=options.batch,
        report=_reporter(),
    )


def _save(network: Network, path: Path) -> None:
    save_file({name: weight.cpu().contiguous() for name, weight in network.state_dict().items()}, path)


def _reporter() -> Callable[[int, int, float], None]:
    began = time.perf_counter()
    losses: list[float] = []

    def report(step: int, steps: int, loss: float) -> None:
        losses.append(loss)
        if step % 50 == 0 or step == steps:
            left = (time.perf_counter() - began) / step * (steps - step)
            mean = sum(losses[-50:]) / len(losses[-50:])
            print(f"step {step} of {steps}, loss {mean:.3f}, {left:.0f} s left", flush=True)

    return report


if __name__ == "__main__":
    main()
