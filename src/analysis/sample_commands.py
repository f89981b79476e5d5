"""What `sample` does, step by step: draw, hand out, take back, compare, decide; cli.py parses and prints."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from analysis.paths import Project

Say = Callable[[str], None]
Options = argparse.Namespace


def draw(project: Project, options: Options, say: Say) -> int:
    """Draw sentences of the last build and write the folder of the sample."""
    from analysis import handcoding, tables

    documents = tables.read(
        "documents", project=project, columns=["doc_id", "outlet", "published", "text", "duplicate_of"]
    )
    themes = tables.read("themes", project=project, columns=["theme", "directions"])
    codes = tables.read("codes", project=project, columns=["doc_id", "theme", "start", "end"])
    sentences = tables.read("sentences", project=project, columns=["doc_id", "start", "end"])
    population = handcoding.population_of(sentences, documents, codes)
    chance = {"size": options.size, "seed": options.seed}
    if options.uncertain:
        drawn, strata = handcoding.draw_uncertain(population, **chance), []
    else:
        drawn, strata = handcoding.draw(population, **chance, by=options.by)
    about = handcoding.drawn_text(
        design="uncertain" if options.uncertain else options.by or "simple",
        themes={row.theme: row.directions for row in themes.itertuples(index=False)},
        strata=strata,
        n_sentences=len(population),
        **chance,
    )
    made = handcoding.write_sample(
        project.own_gold, options.name, drawn=drawn, about=about, coders=options.coders
    )
    copies = int(documents["duplicate_of"].notna().sum())
    say(f"{len(drawn)} of {len(population)} sentences drawn; {copies} documents that are copies left out.")
    for stratum in strata if len(strata) > 1 else []:
        say(f"  {stratum.name}: {stratum.n_drawn} of {stratum.n_sentences}")
    folder = project.relative(project.own_gold / options.name)
    say(f"{folder}: {', '.join(made)}" if made else f"{folder}: all of it was there already.")
    return 0
