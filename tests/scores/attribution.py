"""Attributions against hand-marked texts: `python tests/scores/attribution.py GOLD.jsonl`.

GOLD holds a text a line: doc_id, text, attributions (source, cue, content: lists of [start, end]). Prints
the figures of analysis.measures.spans.attribution_accuracy. With `--predictions OUT.jsonl`, OUT gets what
was found, in the same form without the texts.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import pandas as pd

from analysis.explain import attributions_of
from analysis.gold import GoldArticle, read_articles
from analysis.measures.spans import ROLES, Marked, attribution_accuracy
from analysis.paths import Project


def main(arguments: Sequence[str] | None = None) -> None:
    """Score the extractor on one file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("gold", type=Path, metavar="GOLD.jsonl")
    parser.add_argument("--predictions", type=Path, metavar="OUT.jsonl", help="write what was found")
    options = parser.parse_args(arguments)
    articles = read_articles(options.gold)
    found = predict(articles)
    if options.predictions:
        options.predictions.write_text("".join(as_lines(articles, found)), "utf-8")
    print(score(articles, found).to_string(index=False, float_format="{:.3f}".format, na_rep="-"))


def predict(articles: Sequence[GoldArticle]) -> list[list[Marked]]:
    """Return the project's attributions in each text."""
    return list(attributions_of(Project.at(), articles))


def score(articles: Sequence[GoldArticle], found: Iterable[Sequence[Marked]]) -> pd.DataFrame:
    """Return one row a figure, as attribution_accuracy."""
    return attribution_accuracy(
        (article.text, article.attributions, marked) for article, marked in zip(articles, found, strict=True)
    )


def as_lines(articles: Sequence[GoldArticle], found: Iterable[Sequence[Marked]]) -> Iterable[str]:
    """Yield what was found as JSON lines: doc_id, attributions."""
    for article, marked in zip(articles, found, strict=True):
        spans = [{role: [list(span) for span in getattr(one, role)] for role in ROLES} for one in marked]
        yield json.dumps({"doc_id": article.doc_id, "attributions": spans}) + "\n"


if __name__ == "__main__":
    main()
