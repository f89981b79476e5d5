"""What `sample` does, step by step: draw, hand out, take back, compare, decide; cli.py parses and prints."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.paths import Project

if TYPE_CHECKING:
    import pandas as pd

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
        project.gold, options.name, drawn=drawn, about=about, coders=options.coders
    )
    copies = int(documents["duplicate_of"].notna().sum())
    say(f"{len(drawn)} of {len(population)} sentences drawn; {copies} documents that are copies left out.")
    for stratum in strata if len(strata) > 1 else []:
        say(f"  {stratum.name}: {stratum.n_drawn} of {stratum.n_sentences}")
    folder = project.shown(project.gold / options.name)
    say(f"{folder}: {', '.join(made)}" if made else f"{folder}: all of it was there already.")
    return 0


def export(project: Project, options: Options, say: Say) -> int:
    """Write a sample for another tool, with what one coder has coded so far."""
    from analysis import handcoding, tables
    from analysis.files import write_whole

    handcoding.check_names(options.name, [options.coder])
    sample = handcoding.load_sample(project.gold, options.name, only=options.coder)
    sentences = tables.read("sentences", project=project, columns=["doc_id", "start", "end"])
    documents = tables.read("documents", project=project, columns=["doc_id", "text"])
    contexts = handcoding.contexts_of(sample.drawn, sentences, documents)
    text, setup = handcoding.exported(sample, options.coder, contexts, to=options.to)
    path = Path(options.file)
    # Excel takes CSV for UTF-8 by its byte order mark only, and would hand back other texts.
    write_whole(path, text.encode("utf-8-sig" if options.to == "csv" else "utf-8"))
    say(f"{path}: {len(sample.drawn)} sentences")
    if setup:
        beside = path.with_name(path.stem + setup[0])
        write_whole(beside, setup[1].encode())
        say(f"{beside}: what the tool asks, to paste or import into the settings of its project")
    return 0


def take_in(project: Project, options: Options, say: Say) -> int:
    """Take what a coder has coded elsewhere into their file."""
    from analysis import handcoding
    from analysis.errors import ReferenceDataError

    handcoding.check_names(options.name, [options.coder])
    sample = handcoding.load_sample(project.gold, options.name, only=options.coder)
    rows, faults = handcoding.imported(Path(options.file), sample)
    codings, wrong = handcoding.codings_of(rows, sample.themes, {one.key for one in sample.drawn})
    if faults or wrong:
        raise ReferenceDataError(sorted([*faults, *wrong]))
    all_codings, changed = handcoding.taken_in(sample, options.coder, codings, replace=options.replace)
    handcoding.save_codes(project.gold, sample, options.coder, all_codings)
    n_coded = sum(coding.is_coded for coding in all_codings.values())
    say(f"{len(changed)} sentences changed; {options.coder} has coded {n_coded} of {len(sample.drawn)}.")
    return 0


def adjudicate(project: Project, options: Options, say: Say) -> int:
    """Write what coders differ on into agreed.csv, to be decided there; say how much is open."""
    from analysis import handcoding
    from analysis.files import write_whole

    sample = handcoding.load_sample(project.gold, options.name)
    path = project.gold / sample.name / handcoding.AGREED
    found = handcoding.verdicts(sample).values()
    if not found:
        say(f"None of {len(sample.drawn)} sentences is coded yet, so there is nothing to decide.")
        return 1
    disputed = [verdict for verdict in found if verdict.disputed]
    if disputed or path.exists():
        write_whole(path, handcoding.decision_file(sample).encode())
    n_open = sum(bool(verdict.open) for verdict in disputed)
    say(f"{len(sample.drawn)} sentences, {len(found)} of them coded; coders differ on {len(disputed)}.")
    fields = Counter(name for verdict in disputed for name in verdict.open)
    parts = ", ".join(f"{name} of {n}" for name, n in fields.items())
    say(f"Open: {n_open} sentences ({parts})." if n_open else "Nothing is left to decide.")
    if n_open:
        say(f"Fill the cells that the column decide names in {project.shown(path)}, then build.")
    return 0


def agreement(project: Project, options: Options, say: Say) -> int:
    """Say how far coders agree: each theme, then direction, voice and modality."""
    from analysis import handcoding, tables
    from analysis.measures.agreement import agreement, agreement_on_qualities

    sample = handcoding.load_sample(project.gold, options.name)
    codes = tables.from_records(handcoding.code_rows([sample]), "gold_codes")
    for coder, codings in sample.codings.items():
        n = sum(coding.is_coded for coding in codings.values())
        say(f"{coder} has coded {n} of {len(sample.drawn)} sentences.")
    counted, n_aside = _of_counted_documents(project, handcoding.sentence_rows([sample]))
    codes = codes[codes["gold_id"].isin(counted["gold_id"])]
    if n_aside:
        why = "their documents are not counted (another language, a copy, or gone)"
        say(f"Sentences set aside, as {why}: {n_aside}.")
    own = codes[codes["coder"] != handcoding.AGREED_CODER]
    if (own.groupby("gold_id")["coder"].nunique() < 2).all():
        say("No sentence is coded by two people yet, so there is nothing to compare.")
        return 1
    for frame in (agreement(codes, gold_sentences=counted), agreement_on_qualities(codes)):
        say("")
        say(frame.to_string(index=False, float_format="{:.3f}".format, na_rep="-"))
    unseen = sorted(set(sample.themes) - set(own["theme"].dropna()))
    if unseen:
        say("")
        say(f"Nobody has given {', '.join(unseen)}, so nothing can be said of how far coders agree on that.")
    n_open = sum(bool(verdict.open) for verdict in handcoding.verdicts(sample).values())
    say("")
    say(f"Alpha with its 95 % interval, documents resampled. Sentences with something to decide: {n_open}.")
    return 0


def _of_counted_documents(project: Project, rows: list[dict[str, Any]]) -> tuple[pd.DataFrame, int]:
    """Return the drawn sentences whose documents reports count, and how many others there are.

    Where nothing is built, that isn't known, and all are returned.
    """
    from analysis import tables
    from analysis.measures import rows_of, select

    drawn = tables.from_records(rows, "gold_sentences")
    if not tables.table_path("documents", project.processed).exists():
        return drawn, 0
    counted = rows_of(drawn, select(tables.read("documents", project=project)).documents)
    return counted, len(drawn) - len(counted)
