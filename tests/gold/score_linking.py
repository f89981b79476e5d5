"""Print how well a build links mentions to actors: score_linking.py PROJECT [--errors]."""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd

from analysis import tables
from analysis.measures.linking import linking_accuracy, linking_errors
from analysis.paths import Project

HERE = Path(__file__).parent


def main(folder: str, *, errors: bool = False) -> None:
    """Print precision, recall and F1 of the build in a project folder, on its documents that gold codes."""
    project = Project.at(Path(folder))
    mentions = tables.read("mentions", project=project)
    known = set(tables.read("documents", project=project)["doc_id"])
    gold, sentences = (
        table[table["doc_id"].isin(known)]
        for table in (pd.read_csv(HERE / name) for name in ("linking.csv", "linking_sentences.csv"))
    )
    gold = gold.assign(entity_id=gold["entity_id"].astype(object).where(gold["entity_id"].notna(), None))
    (score,) = linking_accuracy(mentions, gold, sentences).itertuples()
    print(f"{len(sentences)} sentences, {score.n_gold} mentions of actors, {score.n_linked} links")
    print(f"precision {score.precision:.3f}  recall {score.recall:.3f}  F1 {score.f1:.3f}")
    print(f"left unlinked as they must be: {score.n_not_linked} of {score.n_none}")
    if errors:
        print(linking_errors(mentions, gold, sentences).to_string())


if __name__ == "__main__":
    main(sys.argv[1], errors="--errors" in sys.argv[2:])
