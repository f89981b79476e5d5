"""A sample as it lies in its folder: what was drawn, what each coder says, what was decided; checked."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from analysis.errors import Fault, ReferenceDataError, did_you_mean
from analysis.handcoding.cells import Coding, Drawn, one_line, parse_themes
from analysis.paths import Project
from analysis.reference.rows import Row, choice_fault, read_rows
from analysis.vocabulary import MODALITIES, VOICES

SAMPLE, DRAWN, AGREED = "sample.csv", "drawn.yml", "agreed.csv"
SAMPLE_COLUMNS = ("doc_id", "start", "end", "stratum", "weight", "text")
CODE_COLUMNS = ("doc_id", "start", "end", "text", "themes", "voice", "modality", "speaker", "note")
AGREED_CODER = "agreed"
NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")

Key = tuple[str, int, int]


@dataclass(frozen=True, kw_only=True)
class Sample:
    """A drawn sample with what coders said of it.

    Attributes:
        name: Name of its folder.
        themes: Themes that coders were asked for -> the directions each can take.
        drawn: Its sentences, in the order in which they are coded.
        codings: Coder -> what they say of the sentences they have begun; an absent key is not coded.
        decided: What was decided where coders differ, field by field; a blank field is open.
    """

    name: str
    themes: Mapping[str, Sequence[str]]
    drawn: Sequence[Drawn]
    codings: Mapping[str, Mapping[Key, Coding]] = field(default_factory=dict)
    decided: Mapping[Key, Coding] = field(default_factory=dict)


def coder_file(coder: str) -> str:
    """Return the name of a coder's file."""
    return f"codes-{coder}.csv"


def sample_names(gold: Path) -> list[str]:
    """Return the names of the samples in a folder of gold, sorted."""
    if not gold.is_dir():
        return []
    return sorted(
        path.name for path in gold.iterdir() if path.is_dir() and not path.name.startswith((".", "_"))
    )


def read_samples(gold: Path) -> tuple[list[Sample], dict[str, list[Fault]]]:
    """Return the samples of a folder of gold that can be read as they are, sorted by name, and what is wrong.

    A sample with a fault is left out as a whole: what is left of it would seem to be all that was coded.

    Returns:
        The samples; and the name of each that is left out, with every fault of its files, sorted.
    """
    read = {name: read_sample(gold, name) for name in sample_names(gold)}
    faults = {name: sorted(found) for name, (_, found) in read.items() if found}
    return [sample for name, (sample, _) in read.items() if name not in faults], faults


def load_sample(gold: Path, name: str, *, only: str = "") -> Sample:
    """Return one sample.

    Args:
        gold: Folder of samples.
        name: Of the sample.
        only: A coder: nobody else's file is read, nor what was decided.

    Raises:
        ReferenceDataError: With every fault of its files, or if there is no such sample.
    """
    if name not in sample_names(gold):
        draw = Project.at(gold.parents[2]).command("sample draw NAME --size N")
        cure = did_you_mean(name, sample_names(gold)) or f"Draw one: {draw}"
        raise ReferenceDataError(Fault(f"{gold.name}/{name}", 0, "there is no such sample", cure=cure))
    sample, faults = read_sample(gold, name, only=only)
    if faults:
        raise ReferenceDataError(sorted(faults))
    return sample


def sample_faults(gold: Path, texts: Mapping[str, str]) -> list[Fault]:
    """Return every fault of the samples, held against the texts of the documents that are known.

    Args:
        gold: Folder of samples.
        texts: Document -> its text; of a document that isn't there, nothing is said.
    """
    faults = []
    for name in sample_names(gold):
        sample, found = read_sample(gold, name)
        faults += found
        where = f"{gold.name}/{sample.name}/{SAMPLE}"
        for line, one in enumerate(sample.drawn, 2):
            text = texts.get(one.doc_id)
            if text is None:
                continue
            cure = "Draw the sample again, or take the row out of all files of the sample."
            if one.end > len(text):
                found = f"the span {one.start}-{one.end} lies outside the text of {one.doc_id}"
                faults.append(Fault(where, line, found, f"an end of at most {len(text)}", cure))
            elif one_line(text[one.start : one.end]) != one.text:
                found = f"the text of {one.doc_id} at {one.start}-{one.end} is another"
                faults.append(Fault(where, line, found, f"'{_short(one.text)}'", cure))
    return sorted(faults)


def read_sample(gold: Path, name: str, *, only: str = "") -> tuple[Sample, list[Fault]]:
    """Return a sample as far as it can be read, and every fault of its files (see load_sample)."""
    folder = f"{gold.name}/{name}"
    themes, faults = _asked(gold / name / DRAWN, f"{folder}/{DRAWN}")
    if not NAME.fullmatch(name):
        expected = "lower-case letters, digits, - and _"
        faults.append(Fault(folder, 0, f"'{name}' can't be the name of a sample", expected))
    rows, wrong = read_rows(gold.parent, f"{folder}/{SAMPLE}", SAMPLE_COLUMNS)
    faults += wrong
    drawn = _drawn(rows, faults)
    texts = {one.key: one.text for one in drawn}
    keys = set(texts)
    if not themes or not drawn:  # whatever stands in the coders' files would seem to be too much
        return Sample(name=name, themes=themes, drawn=drawn, codings={}, decided={}), faults
    codings = {}
    for path in sorted((gold / name).glob(coder_file(only or "*"))):
        coder = path.stem.removeprefix("codes-")
        if not NAME.fullmatch(coder) or coder == AGREED_CODER:
            expected = f"codes-NAME.csv, NAME in lower-case letters and not {AGREED_CODER}"
            faults.append(Fault(f"{folder}/{path.name}", 0, "is not the name of a coder's file", expected))
        rows, wrong = read_rows(gold.parent, f"{folder}/{path.name}", CODE_COLUMNS)
        faults += wrong
        codings[coder], found = codings_of(rows, themes, keys)
        faults += found + _moved(rows, texts)
        if rows and not wrong:
            faults += _missing(f"{folder}/{path.name}", keys - codings[coder].keys())
    decided: dict[Key, Coding] = {}
    if not only and (gold / name / AGREED).exists():
        rows, wrong = read_rows(gold.parent, f"{folder}/{AGREED}", CODE_COLUMNS)
        decided, found = codings_of(rows, themes, keys, is_decision=True)
        faults += wrong + found
    return Sample(name=name, themes=themes, drawn=drawn, codings=codings, decided=decided), faults


def codings_of(
    rows: Iterable[Row],
    themes: Mapping[str, Sequence[str]],
    keys: set[Key],
    *,
    is_decision: bool = False,
) -> tuple[dict[Key, Coding], list[Fault]]:
    """Return what rows of a coder's file say, by sentence, and every fault among them.

    Args:
        rows: Of a file with CODE_COLUMNS.
        themes: Theme -> its directions, as coders are asked for them.
        keys: The sentences of the sample.
        is_decision: Whether the rows decide what coders differ on, where any field may be left open.
    """
    codings: dict[Key, Coding] = {}
    faults: list[Fault] = []
    first: dict[Key, int] = {}
    for row in rows:
        key, wrong = _key_of(row)
        faults += wrong
        if key is None:
            continue
        if key in first:
            found = f"{key[0]} {key[1]}-{key[2]} stands here again (first in line {first[key]})"
            faults.append(row.fault(found, "once", "Remove one of the two."))
        elif key not in keys:
            near = sorted(one for one in keys if one[0] == key[0] and one[1] < key[2] and key[1] < one[2])
            cure = f"Put it back into {SAMPLE} as it was drawn, or remove the row."
            if near:
                cure = f"{SAMPLE} has {near[0][1]}-{near[0][2]} there; give both the place that was drawn."
            found = f"{key[0]} {key[1]}-{key[2]} is not in {SAMPLE}"
            faults.append(row.fault(found, "a sentence of the sample", cure))
        first.setdefault(key, row.line)
        codings[key], wrong = _coding(row, themes, is_decision=is_decision)
        faults += wrong
    return codings, faults


def _moved(rows: Iterable[Row], texts: Mapping[Key, str]) -> list[Fault]:
    """Return a fault for each row whose text is not that of its sentence, as when one column was sorted."""
    cure = "Put the rows back as they were; sort whole rows, never one column."
    faults = []
    for row in rows:
        text = texts.get(_key_of(row)[0])
        if text is not None and row["text"] != text:
            faults.append(row.fault(f"the text is another than in {SAMPLE}", f"'{_short(text)}'", cure))
    return faults


def _coding(row: Row, asked: Mapping[str, Sequence[str]], *, is_decision: bool) -> tuple[Coding, list[Fault]]:
    themes, wrong = parse_themes(row["themes"], asked, needs_direction=not is_decision)
    faults = [row.fault(*each) for each in wrong]
    for column, known in (("voice", VOICES), ("modality", MODALITIES)):
        if row[column]:
            faults += choice_fault(row, column, known)
    qualities = [name for name in ("voice", "modality", "speaker") if row[name]]
    if qualities and not themes and not (is_decision and themes is None):
        found = f"{' and '.join(qualities)} without a theme"
        faults.append(
            row.fault(found, "blank cells where there is no theme", "Clear them, or add the theme.")
        )
    if row["speaker"] and row["voice"] == "author":
        faults.append(row.fault("a speaker with the author's own voice", "voice attributed, or no speaker"))
    qualities = {name: row[name] for name in ("voice", "modality", "speaker", "note")}
    return Coding(themes=themes, **qualities), faults


def _drawn(rows: Iterable[Row], faults: list[Fault]) -> list[Drawn]:
    drawn = []
    first: dict[Key, int] = {}
    for row in rows:
        key, wrong = _key_of(row)
        weight, text = None, row["weight"]
        if text:
            try:
                weight = float(text)
            except ValueError:
                weight = math.nan
            if not 1 <= weight < math.inf:
                expected = "a number of at least 1, or blank if not drawn by chance"
                wrong.append(row.fault(f"weight '{text}'", expected))
        if key and first.setdefault(key, row.line) != row.line:
            found = f"{key[0]} {key[1]}-{key[2]} stands here again (first in line {first[key]})"
            wrong.append(row.fault(found, "once", "Remove one of the two."))
        faults += wrong
        if key and not wrong:
            doc_id, start, end = key
            drawn.append(
                Drawn(
                    doc_id=doc_id,
                    start=start,
                    end=end,
                    text=row["text"],
                    stratum=row["stratum"],
                    weight=weight,
                )
            )
    return drawn


def _key_of(row: Row) -> tuple[Key | None, list[Fault]]:
    faults = [] if row["doc_id"] else [row.fault("doc_id is blank", "the document of the sentence")]
    numbers = {
        name: int(row[name]) if row[name].isascii() and row[name].isdecimal() else -1
        for name in ("start", "end")
    }
    faults += [
        row.fault(f"{name} is '{row[name]}'", "a whole number")
        for name, value in numbers.items()
        if value < 0
    ]
    if not faults and numbers["start"] >= numbers["end"]:
        faults.append(row.fault(f"start {row['start']} is not before end {row['end']}"))
    return (None if faults else (row["doc_id"], numbers["start"], numbers["end"])), faults


def _missing(where: str, keys: set[Key]) -> list[Fault]:
    if not keys:
        return []
    doc_id, start, end = min(keys)
    found = f"{len(keys)} sentences of {SAMPLE} are missing, first {doc_id} {start}-{end}"
    cure = "Put the rows back; leave their themes blank if they are not coded."
    return [Fault(where, 0, found, "a row for each", cure)]


def _asked(path: Path, where: str) -> tuple[dict[str, list[str]], list[Fault]]:
    """Return the themes that drawn.yml says coders are asked for, with their directions."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    expected = "themes: each with a list of its directions, as in 'joint_exercises: []'"
    if not path.is_file():
        return {}, [Fault(where, 0, "there is no such file", expected)]
    try:
        content = YAML(typ="safe").load(path.read_text("utf-8"))
    except (YAMLError, UnicodeDecodeError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", -1) + 1
        return {}, [Fault(where, line, "is not YAML in UTF-8", expected)]
    themes = content.get("themes") if isinstance(content, dict) else None
    if not isinstance(themes, dict) or not themes:
        return {}, [Fault(where, 0, "names no themes", expected)]
    wrong = [
        name for name, ways in themes.items()
        if not isinstance(ways, list) or not all(isinstance(way, str) for way in ways)
    ]  # fmt: skip
    faults = [Fault(where, 0, f"theme '{name}' has no list of directions", expected) for name in wrong]
    return {str(name): ways for name, ways in themes.items() if name not in wrong}, faults


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."
