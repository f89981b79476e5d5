"""The parts of the table: each reads its gold, runs ours and what stands beside it, and returns rows."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis import tables
from analysis.gold import read_articles, read_gold
from analysis.measures.accuracy import quality_accuracy, theme_accuracy
from analysis.measures.event_accuracy import FIGURES
from analysis.measures.named_sources import with_actors
from analysis.measures.spans import COLUMNS, Marked, Tally, labelled_accuracy
from analysis.measures.word_list import word_list_codes
from scores import attribution, entities, events, speed, told, transcripts
from scores.corpora import build_chosen, fixed_sample, read_corpus
from scores.table import Missing, Part, accuracy_rows, share_row, share_rows

NER = {
    "CrossNER politics": ("ner_crossner_politics/dev.txt", "ner_crossner_politics/train.txt"),
    "WikiGold": ("ner_wikigold/wikigold.conll.txt",),
}
SPEED_WORDS = 40_000
LEARNT = (
    "the trained coder learnt from hand-coded sentences of this kind, so here its share flatters; its honest "
    "figures are the cross-validated ones in its card, src/analysis/training/MODEL_CARD.md"
)


@dataclass(frozen=True)
class Setting:
    """Where the gold lies, and a Python that has textacy."""

    folder: Path
    textacy: Path

    def gold(self, name: str) -> Path:
        """Return a file or folder below gold/.

        Raises:
            Missing: If it isn't there.
        """
        path = self.folder / "gold" / name
        if not path.exists():
            raise Missing(f"{path} is not there")
        return path

    @property
    def corpora(self) -> Path:
        """Where the documents lie that gold speaks of."""
        return self.folder / "corpora"


def score_attribution(setting: Setting) -> Part:
    """Score attributions, textacy's direct quotations beside them."""
    path = setting.gold("polnear/dev.jsonl")
    articles = read_articles(path)
    ours = attribution.score(articles, attribution.predict(articles))
    try:
        found, n_raised = _from_textacy(setting.textacy, path)
    except Missing as missing:
        return Part(accuracy_rows(ours, part="attribution"), (f"no column of textacy, {missing}",))
    other = attribution.score(articles, found)
    rows = accuracy_rows(ours, part="attribution", beside="textacy", other=other)
    return Part(
        rows, (f"textacy raised on {n_raised} of {len(articles)} texts, which count as nothing found",)
    )


def score_themes(setting: Setting) -> Part:
    """Score themes, direction, voice, modality and speaker of codes."""
    gold = read_gold(setting.gold("themes_dev.jsonl"))
    with tempfile.TemporaryDirectory() as folder:
        project = build_chosen(setting.corpora, set(gold["doc_id"]), Path(folder))
        codes = tables.read("codes", project=project)
        documents, mentions, attributions = (
            tables.read(name, project=project) for name in ("documents", "mentions", "attributions")
        )
    known = gold["doc_id"].isin(documents["doc_id"])
    notes = [] if codes["probability"].isna().all() else [LEARNT]
    if not known.all():
        notes.append(f"{(~known).sum()} of {len(gold)} sentences are of documents not in corpora")
    gold = gold[known]
    words = word_list_codes(gold, documents)
    alone = codes[codes["probability"].isna()]
    frames = [_beside_words("codes", codes, words, gold)]
    frames.append(_beside_words("codes, rules alone", alone, words, gold))
    sources = gold["doc_id"].str.partition(":")[0]
    for source, sentences in gold.groupby(sources) if sources.nunique() > 1 else ():
        frames.append(_beside_words(f"codes, {source}", codes, words, sentences))
    qualities = [
        share_row("codes", row.quality, n=row.n, share=row.share_right)
        for row in quality_accuracy(codes, with_actors(gold, mentions, documents), attributions).itertuples()
    ]
    rows = [*frames, share_rows(qualities)]
    return Part(pd.concat([frame.astype(object) for frame in rows], ignore_index=True), tuple(notes))


def _beside_words(part: str, codes: pd.DataFrame, words: pd.DataFrame, gold: pd.DataFrame) -> pd.DataFrame:
    """Return rows for the themes that some gold has, the plain word list beside ours, and their mean F1."""
    ours, other = (
        scored[scored["n_gold"] > 0].rename(columns={"theme": "figure"})
        for scored in (theme_accuracy(codes, gold), theme_accuracy(words, gold))
    )
    rows = accuracy_rows(ours, part=part, beside="word list", other=other)
    mean = dict.fromkeys(rows.columns) | {"part": part, "figure": "mean", "n": len(gold)}
    mean |= {
        "score": rows["score"].mean(),
        "beside": "word list",
        "score_beside": rows["score_beside"].mean(),
    }
    return pd.concat([frame.astype(object) for frame in (rows, pd.DataFrame([mean]))], ignore_index=True)


def score_entities(setting: Setting) -> Part:
    """Score persons, organisations and places, the bare language model beside them."""
    frames, notes = [], []
    for part, names in NER.items():
        try:
            texts = [text for name in names for text in entities.read_conll(setting.gold(name))]
        except Missing as missing:
            notes.append(f"{part} is not scored, {missing}")
            continue
        gold = [text.names for text in texts]
        ours = labelled_accuracy(zip(gold, entities.find_ours(texts), strict=True))
        for beside, trim in (("bare model", False), ("bare, trimmed", True)):
            found = entities.find_bare(texts, trim=trim)
            other = labelled_accuracy(zip(gold, found, strict=True))
            frames.append(accuracy_rows(ours, part=part, beside=beside, other=other))
    if not frames:
        raise Missing("; ".join(notes))
    notes.append("trimmed is the bare model without articles and 's at the ends of names")
    return Part(pd.concat(frames, ignore_index=True), tuple(notes))


def score_linking(setting: Setting) -> Part:
    """Score which actor a mention is, in sentences whose mentions were all linked by hand."""
    gold, sentences = (_hand_made(name) for name in ("linking.csv", "linking_sentences.csv"))
    from analysis.measures.linking import linking_accuracy

    with tempfile.TemporaryDirectory() as folder:
        project = build_chosen(setting.corpora, set(sentences["doc_id"]), Path(folder))
        mentions = tables.read("mentions", project=project)
        is_there = sentences["doc_id"].isin(tables.read("documents", project=project)["doc_id"])
    known = sentences.loc[is_there, "doc_id"]
    scored = linking_accuracy(mentions, gold[gold["doc_id"].isin(known)], sentences[is_there])
    row = scored.iloc[0]
    notes = [
        f"{int(row['n_not_linked'])} of {int(row['n_none'])} mentions that are no actor's were left unlinked"
    ]
    if not is_there.all():
        notes.append(f"{(~is_there).sum()} of {len(is_there)} sentences are of documents not in corpora")
    return Part(accuracy_rows(scored.assign(figure="right actor"), part="linking"), tuple(notes))


def score_transcripts(setting: Setting) -> Part:
    """Score who speaks in labelled turns."""
    counted = transcripts.figures(read_corpus(setting.corpora, "kremlin_*.jsonl"))
    rows = [
        share_row("transcripts", figure, n=n, share=n_right / n if n else None)
        for figure, (n, n_right) in counted.items()
    ]
    return Part(share_rows(rows))


def score_speed(setting: Setting) -> Part:
    """Measure the extraction's words a second beside the bare model's."""
    sample = fixed_sample(read_corpus(setting.corpora), words=SPEED_WORDS)
    with tempfile.TemporaryDirectory() as folder:
        project = build_chosen(setting.corpora, {row["doc_id"] for row in sample}, Path(folder))
        measured = speed.rounds(project)
    n_words = sum(len(row["text"].split()) for row in sample)
    rows = []
    for clock in ("clock", "processor"):
        share = speed.median_share(measured, clock)
        rows.append(
            share_row("speed", f"words/s by the {clock}, of the bare model's", n=n_words, share=share)
        )
    said = "; ".join(
        f"{n_words / ours.clock:,.0f} and {n_words / bare.clock:,.0f}" for ours, bare in measured
    )
    return Part(share_rows(rows), (f"words/s by the clock, ours and the bare model's: {said}",))


def score_events(setting: Setting) -> Part:
    """Score the events found in sentences with one coded event each, and in news with every event coded."""
    frames, notes = [], []
    for score in (_score_coded_events, _score_told_events):
        try:
            part = score(setting)
        except Missing as missing:
            notes.append(f"some are not scored, {missing}")
        else:
            frames.append(part.rows)
            notes.extend(part.notes)
    if not frames:
        raise Missing("; ".join(notes))
    return Part(pd.concat([frame.astype(object) for frame in frames], ignore_index=True), tuple(notes))


def _score_coded_events(setting: Setting) -> Part:
    folder = setting.gold("events_plover_gsr")
    halves = [events.read_gold(folder, half=half) for half in ("even", "odd")]
    read, unread = (list(zip(gold, events.find_all(gold), strict=True)) for gold in halves)
    groups = {
        "all kinds": (read + unread, ()),
        "covered kinds": (read + unread, events.COVERED),
        "covered, unread half": (unread, events.COVERED),
    }
    rows = []
    for name, (pairs, kinds) in groups.items():
        gold, found = zip(*pairs, strict=True)
        for figure, one in events.score(gold, found, kinds_there=kinds).items():
            rows.append(Tally(one.there, one.found, one.right).row(f"{figure}, {name}"))
    notes = (
        "of the events of a sentence only one is coded, so precision is a lower bound",
        "the unread half was not looked at while the rules were written",
    )
    return Part(accuracy_rows(pd.DataFrame(rows, columns=list(COLUMNS)), part="events"), notes)


def _score_told_events(setting: Setting) -> Part:
    path = setting.corpora / "current_events_2020-2021.csv"
    if not path.exists():
        raise Missing(f"{path} is not there")
    figures = told.figures(path)
    rows = [
        Tally(row.n_there, row.n_found, row.n_right).row(row.figure)
        for row in figures.itertuples(index=False)
    ]
    note = f"reports show other figures: python -m scores.told {path} --write"
    notes = () if figures.equals(pd.read_csv(FIGURES)) else (note,)
    return Part(accuracy_rows(pd.DataFrame(rows, columns=list(COLUMNS)), part="events told"), notes)


PARTS: dict[str, Callable[[Setting], Part]] = {
    "attribution": score_attribution,
    "codes": score_themes,
    "entities": score_entities,
    "linking": score_linking,
    "transcripts": score_transcripts,
    "events": score_events,
    "speed": score_speed,
}


def _hand_made(name: str) -> pd.DataFrame:
    """Return a file of tests/gold; blanks are texts without characters."""
    path = Path(__file__).parents[1] / "gold" / name
    if not path.exists():
        raise Missing(f"{path} is not there")
    return pd.read_csv(path, dtype={"doc_id": str}, keep_default_na=False)


def _from_textacy(python: Path, gold: Path) -> tuple[list[list[Marked]], int]:
    """Return what textacy finds in each text, and on how many texts it raised."""
    script = Path(__file__).with_name("textacy_quotations.py")
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "found.jsonl"
        try:
            command = [str(python), str(script), str(gold), str(out)]
            # Nothing of this environment may reach the other one.
            subprocess.run([command[0], "-I", *command[1:]], check=True, capture_output=True, text=True)
        except FileNotFoundError as error:
            raise Missing(f"there is no {python}: it could not be installed") from error
        except subprocess.CalledProcessError as error:
            said = (error.stderr.strip().splitlines() or ["it says nothing"])[-1]
            raise Missing(f"it failed: {said}") from error
        rows = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    found = [
        [
            Marked(**{role: tuple((start, end) for start, end in spans) for role, spans in one.items()})
            for one in row["attributions"]
        ]
        for row in rows
    ]
    return found, sum("raised" in row for row in rows)
