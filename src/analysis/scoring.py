"""Scores against hand-coded data: of the codes of the last build, or of the extractor's attributions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd

from analysis import tables
from analysis.errors import Fault, did_you_mean
from analysis.explain import attributions_of
from analysis.gold import LINE, marks_attributions, read_articles, read_gold, sample_of, settled_rows
from analysis.handcoding import Sample, code_rows, sentence_rows
from analysis.measures.accuracy import coded_by, quality_accuracy
from analysis.measures.corrected import Corpus
from analysis.measures.judging import hand_coding
from analysis.measures.named_sources import with_actors
from analysis.measures.selection import is_read
from analysis.measures.spans import attribution_accuracy
from analysis.measures.validity import measured_accuracy
from analysis.measures.word_list import beside_word_list
from analysis.paths import Project
from analysis.vocabulary import TOO_FEW

Say = Callable[[str], None]
_COMPARED = 20


def score(
    project: Project, gold: str, *, say: Say, on_progress: Callable[[int, int], None]
) -> tuple[list[pd.DataFrame], list[Fault]]:
    """Return tables of figures, none if nothing could be scored, and what of the gold is not as the build.

    Args:
        project: Whose build and reference data.
        gold: The name or folder of a sample coded by hand, or a file of JSON lines (see gold).
        say: Called with what the reader must know of the figures.
        on_progress: Called with texts done and texts to do, where texts are extracted.

    Raises:
        DataError: If the gold is at fault or can't be read, or tables are missing.
    """
    sample = sample_of(project, gold)
    if sample is not None:
        return _score_sample(project, sample, say), []
    path = Path(gold)
    if marks_attributions(path):
        return _score_attributions(project, path, say, on_progress), []
    return _score_codes(project, path, say)


def _score_sample(project: Project, sample: Sample, say: Say) -> list[pd.DataFrame]:
    """Return the figures of the last build's codes against a sample: those of the report on validity."""
    gold = settled_rows(sample)
    say(f"{len(gold)} of {len(sample.drawn)} sentences of {sample.name} are coded.")
    if gold.empty:
        say("There is nothing to score yet: code them first.")
        return []
    if gold["disputed"].any():
        say(f"Coders dispute the themes of {gold['disputed'].sum()}; left out until that is decided.")
    if gold["weight"].isna().all():
        say("They were not drawn by chance: the figures are those of such sentences, not of the corpus.")
    else:
        say("Shares are weighed by how the sentences were drawn; counts (n_...) are not.")
    known = _known(project, gold, set(sample.themes), say)
    if known.empty:
        return []
    codes, documents, sentences, themes = (
        tables.read(name, project=project) for name in ("codes", "documents", "sentences", "themes")
    )
    asked = themes[themes["theme"].isin(sample.themes)]
    codes = codes[codes["theme"].isin(asked["theme"])]
    drawn = tables.from_records(sentence_rows([sample]), "gold_sentences")
    hand = hand_coding(drawn, tables.from_records(code_rows([sample]), "gold_codes"), codes, documents)
    n_copies = hand.notes["n_copies"].iloc[0]
    if n_copies:
        say(f"{n_copies} sentences are of copies of other documents, of which nothing is counted; left out.")
    _say_who_coded(codes, known, say)
    accuracy = measured_accuracy(Corpus(codes, sentences, hand.drawn_from, hand), hand, asked)
    few = accuracy.loc[accuracy[["n_gold", "n_hits"]].min(axis=1) < TOO_FEW, "theme"]
    if len(few):
        say(f"Too few sentences (fewer than {TOO_FEW}) to tell precision or recall of: {', '.join(few)}.")
    return [accuracy.drop(columns=["title", "is_by_chance"]), _qualities(project, codes, known)]


def _score_codes(project: Project, path: Path, say: Say) -> tuple[list[pd.DataFrame], list[Fault]]:
    """Return the figures of the last build's codes, none if it has no document of the gold, and faults."""
    gold = read_gold(path)
    documents = tables.read("documents", project=project)
    faults = _strangers(gold, documents, tables.distinct("themes", "theme", project=project), where=str(path))
    wrong = {fault.line for fault in faults}
    if wrong:
        say(f"{len(wrong)} of {len(gold)} sentences are at fault, see below; left out.")
    known = _known(project, gold[~gold[LINE].isin(wrong)], set(), say)
    if known.empty:
        return [], faults
    codes = tables.read("codes", project=project)
    _say_who_coded(codes, known, say)
    themes = beside_word_list(codes, known, documents)
    if themes.empty:
        say("No theme is coded by hand in these sentences, so there is nothing to score.")
        return [], faults
    means = themes[["f1", "f1_word_list"]].mean()
    say(f"Mean F1 of {len(themes)} themes: {means['f1']:.3f}; plain word list: {means['f1_word_list']:.3f}.")
    say("Themes that the gold never has are left out: nobody may have looked for them.")
    return [themes, _qualities(project, codes, known)], faults


def _strangers(gold: pd.DataFrame, documents: pd.DataFrame, themes: list[str], *, where: str) -> list[Fault]:
    """Return each document and theme of the gold that the build hasn't got, and each end beyond a text."""
    lengths = dict(zip(documents["doc_id"], documents["text"].str.len(), strict=True))
    faults = []
    for row in gold.to_dict("records"):
        doc_id, line = row["doc_id"], row[LINE]
        if doc_id not in lengths:
            # To compare thousands of names with each document takes minutes; only the first are shown.
            cure = did_you_mean(doc_id, lengths) if len(faults) < _COMPARED else ""
            faults.append(Fault(where, line, f"the build has no document '{doc_id}'", cure=cure))
        elif row["end"] > lengths[doc_id]:
            found = f"the sentence ends at character {row['end']}, beyond its text"
            faults.append(Fault(where, line, found, f"at most {lengths[doc_id]}"))
        faults += [
            Fault(where, line, f"the codebook has no theme '{theme}'", cure=did_you_mean(theme, themes))
            for theme in row["themes"]
            if theme not in themes
        ]
    return faults


def _qualities(project: Project, codes: pd.DataFrame, gold: pd.DataFrame) -> pd.DataFrame:
    """Return quality_accuracy with speakers compared by the actors they are linked to."""
    names = ("mentions", "documents", "attributions")
    mentions, documents, attributions = (tables.read(name, project=project) for name in names)
    return quality_accuracy(codes, with_actors(gold, mentions, documents), attributions)


def _say_who_coded(codes: pd.DataFrame, gold: pd.DataFrame, say: Say) -> None:
    """Say how many of the codes that are scored are of which coder."""
    asked = {theme for themes in gold["themes"] for theme in themes}
    by_rules, by_trained = coded_by(codes[codes["theme"].isin(asked)], gold)
    say(f"Coded in these sentences: {by_rules} by rules, {by_trained} by the trained coder.")


def _known(project: Project, gold: pd.DataFrame, themes: set[str], say: Say) -> pd.DataFrame:
    """Return the hand-coded sentences of documents that the last build has; say what it lacks."""
    documents = tables.read("documents", project=project, columns=["doc_id", "text", "language"])
    known = gold["doc_id"].isin(documents["doc_id"])
    if not known.all():
        say(f"{(~known).sum()} of {len(gold)} sentences are of documents that the build lacks; left out.")
    unread = gold["doc_id"].isin(documents.loc[~is_read(documents), "doc_id"])
    if unread.any():
        say(f"{unread.sum()} sentences are of documents in a language that is not read; left out.")
    unknown = themes - set(tables.read("themes", project=project)["theme"])
    if unknown:
        say(f"Not themes of the codebook, so never found: {', '.join(sorted(unknown))}.")
    lengths = gold["doc_id"].map(documents.set_index("doc_id")["text"].str.len()).astype("float64")
    beyond = known & (gold["end"] > lengths)
    if beyond.any():
        say(f"{beyond.sum()} sentences end beyond their text, so another text was coded; left out.")
    known &= ~beyond & ~unread
    if not known.any():
        say("Nothing is left to score: build the documents that the gold speaks of, or name their --project.")
    return gold[known]


def _score_attributions(
    project: Project, path: Path, say: Say, on_progress: Callable[[int, int], None]
) -> list[pd.DataFrame]:
    """Return the figures of the extractor on the texts that the gold itself holds; no build is needed."""
    articles = read_articles(path)
    found = list(attributions_of(project, articles, on_progress=on_progress))
    say(f"{len(articles)} texts, read from {path}.")
    texts = [(article.text, article.attributions) for article in articles]
    return [attribution_accuracy((*pair, marked) for pair, marked in zip(texts, found, strict=True))]
