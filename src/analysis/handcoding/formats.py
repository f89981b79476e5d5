"""Samples in the formats of other tools for coding, out and back in.

Label Studio: its JSON of tasks, with a labelling interface to paste into a project's settings. doccano: JSON
lines of a document classification with several labels a text; what a label can't say stands in comments. CSV:
the coder's own file, with the sentences around.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from analysis.errors import Fault
from analysis.handcoding.adjudication import coding_cells
from analysis.handcoding.cells import NONE, Coding, Drawn, csv_text, one_line
from analysis.handcoding.context import Context
from analysis.handcoding.rows import gold_id
from analysis.handcoding.samples import CODE_COLUMNS, Key, Sample
from analysis.reference.rows import Row, read_rows
from analysis.vocabulary import FORMATS, MODALITIES, VOICES

LABEL_STUDIO, DOCCANO, CSV = FORMATS
_QUALITIES = {"voice": VOICES, "modality": MODALITIES}
_TEXTS = ("speaker", "note")
_ID = "gold_id"


def exported(
    sample: Sample, coder: str, contexts: Mapping[Key, Context], *, to: str
) -> tuple[str, tuple[str, str] | None]:
    """Return a file for another tool, with what the coder has coded so far and nobody else's codes.

    Args:
        sample: What to hand out.
        coder: Who is to code it.
        contexts: See contexts_of.
        to: One of vocabulary.FORMATS.

    Returns:
        The file, and a second one that sets the tool up: what its name ends in, and its text.
    """
    own = sample.codings.get(coder, {})
    pairs = [(one, own.get(one.key, Coding())) for one in sample.drawn]
    if to == CSV:
        header = (*CODE_COLUMNS, "before", "after")
        rows = ((*one.key, one.text, *coding_cells(coding), *contexts[one.key]) for one, coding in pairs)
        return csv_text(header, rows), None
    tasks = [_data(sample, one, contexts) for one, _ in pairs]
    codings = [coding for _, coding in pairs]
    if to == LABEL_STUDIO:
        items = [_task(data, coding) for data, coding in zip(tasks, codings, strict=True)]
        return json.dumps(items, ensure_ascii=False, indent=1) + "\n", (".config.xml", _interface(sample))
    lines = (_line(data, coding) for data, coding in zip(tasks, codings, strict=True))
    labels = [{"text": label} for label in _labels(sample)]
    setup = json.dumps(labels, ensure_ascii=False, indent=1) + "\n"
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), (".labels.json", setup)


def imported(path: Path, sample: Sample) -> tuple[list[Row], list[Fault]]:
    """Return what a file of another tool says, as rows of a coder's file, and every fault of its form.

    Whose file it is shows in what it holds: JSON of Label Studio or doccano, JSON lines of doccano, else CSV.
    """
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        return [], [Fault(path.name, 0, f"can't be read: {reason}", "JSON, JSON lines or CSV")]
    if text.lstrip()[:1] not in ("[", "{"):
        return read_rows(path.parent, path.name, CODE_COLUMNS)
    places = {gold_id(sample.name, one): one for one in sample.drawn}
    rows, faults = [], []
    for where, line, item in _items(path.name, text, faults):
        parse = _from_task if "data" in item and "annotations" in item else _from_line
        try:
            cells = parse(item)
        except ValueError as error:
            faults.append(Fault(where, line, *error.args))
            continue
        one = places.get(cells.pop(_ID))
        if one is None:
            cure = "Import the file into the sample that it was exported from."
            faults.append(Fault(where, line, "names no sentence of the sample", f"{_ID} as exported", cure))
            continue
        place = dict(zip(CODE_COLUMNS, (*map(str, one.key), one.text), strict=False))
        rows.append(Row(where, line, place | cells))
    return rows, faults


def _data(sample: Sample, one: Drawn, contexts: Mapping[Key, Context]) -> dict[str, str]:
    before, after = contexts[one.key]
    return {_ID: gold_id(sample.name, one), "text": one.text, "before": before, "after": after}


def _labels(sample: Sample) -> list[str]:
    """Return what a sentence can be labelled with in doccano; a theme with directions once for each."""
    qualities = [f"{name}={value}" for name, values in _QUALITIES.items() for value in values]
    return [*_choices(sample), *qualities]


def _choices(sample: Sample) -> list[str]:
    themes = [
        f"{theme}:{way}" if way else theme for theme, ways in sample.themes.items() for way in ways or [""]
    ]
    return [*themes, NONE]


def _task(data: dict[str, str], coding: Coding) -> dict[str, Any]:
    themes, voice, modality, speaker, note = coding_cells(coding)
    choices = {"themes": themes.split(), "voice": [voice], "modality": [modality]}
    said = [(name, "choices", values) for name, values in choices.items()]
    said += [(name, "text", [value]) for name, value in zip(_TEXTS, (speaker, note), strict=True)]
    result = [
        {
            "id": name,
            "from_name": name,
            "to_name": "text",
            "type": "textarea" if key == "text" else key,
            "value": {key: values},
        }
        for name, key, values in said
        if any(values)
    ]
    return {"data": data, "annotations": [{"result": result}] if coding.is_coded else []}


def _interface(sample: Sample) -> str:
    """Return the labelling interface of Label Studio for a sample."""

    def choices(name: str, values: Sequence[str], kind: str, more: str = "") -> list[str]:
        head = f'  <Choices name="{name}" toName="text" choice="{kind}" showInline="true"{more}>'
        return [head, *(f"    <Choice value={quoteattr(value)}/>" for value in values), "  </Choices>"]

    lines = ["<View>", '  <Text name="before" value="$before"/>', '  <Header value="Code this sentence:"/>']
    lines += ['  <Text name="text" value="$text"/>', '  <Text name="after" value="$after"/>']
    lines += choices("themes", _choices(sample), "multiple", ' required="true"')
    for name, values in _QUALITIES.items():
        lines += choices(name, values, "single")
    lines += [
        f'  <TextArea name="{name}" toName="text" placeholder="{name}" maxSubmissions="1"/>'
        for name in _TEXTS
    ]
    return "\n".join([*lines, "</View>", ""])


def _line(data: dict[str, str], coding: Coding) -> dict[str, Any]:
    themes, *qualities, speaker, note = coding_cells(coding)
    labels = [f"{name}={value}" for name, value in zip(_QUALITIES, qualities, strict=True) if value]
    comments = ([f"speaker={speaker}"] if speaker else []) + ([note] if note else [])
    more = {"Comments": comments} if comments else {}
    return data | {"label": themes.split() + labels} | more


def _items(name: str, text: str, faults: list[Fault]) -> list[tuple[str, int, dict[str, Any]]]:
    """Return the objects of a file, each with its place, from a JSON array or from JSON lines."""
    if text.lstrip().startswith("["):
        try:
            found = [(f"{name} task {n}", 0, item) for n, item in enumerate(json.loads(text), 1)]
        except ValueError as error:
            faults.append(Fault(name, getattr(error, "lineno", 0), "is not JSON"))
            return []
    else:
        found = []
        for line, part in enumerate(text.split("\n"), 1):
            if part.strip():
                try:
                    found.append((name, line, json.loads(part)))
                except ValueError:
                    faults.append(Fault(name, line, "is not JSON", "one object a line"))
    wrong = [(where, line) for where, line, item in found if not isinstance(item, dict)]
    faults += [Fault(where, line, "is no object", "an object with text and labels") for where, line in wrong]
    return [each for each in found if isinstance(each[2], dict)]


def _from_task(item: dict[str, Any]) -> dict[str, str]:
    """Return the cells that a task of Label Studio says; ValueError: found, expected, cure."""
    blank = {name: "" for name in ("themes", *_QUALITIES, *_TEXTS)}
    data, annotations = item["data"], item["annotations"]
    if not isinstance(data, dict) or not isinstance(annotations, list):
        raise ValueError(
            "is no task of Label Studio", "data and annotations", "Export it as JSON, not JSON-MIN."
        )
    cells = {_ID: str(data.get(_ID))} | blank
    done = [each for each in annotations if isinstance(each, dict) and not each.get("was_cancelled")]
    if len(done) > 1:
        cure = "Export the annotations of one coder apart."
        raise ValueError(f"has {len(done)} annotations", "one, of the coder who is imported", cure)
    for result in done[0].get("result") or [] if done else []:
        name, value = result.get("from_name"), result.get("value")
        if name not in blank or not isinstance(value, dict):
            raise ValueError(f"has a result of '{name}'", f"any of {', '.join(blank)}")
        values = value.get("text" if name in _TEXTS else "choices") or []
        cells[name] = one_line(values if isinstance(values, str) else " ".join(map(str, values)))
    if done and not cells["themes"]:
        raise ValueError("is annotated without themes", f"a theme, or {NONE}", "Annotate it again.")
    return cells


def _from_line(item: dict[str, Any]) -> dict[str, str]:
    """Return the cells that an example of doccano says; ValueError: found, expected, cure."""
    meta = item.get("meta") if isinstance(item.get("meta"), dict) else {}
    labels = item.get("label", item.get("labels"))
    comments = item.get("Comments", item.get("comments")) or []
    if not isinstance(labels, list) or not all(isinstance(label, str) for label in labels):
        raise ValueError(f"label is {json.dumps(labels)[:60]}", "a list of labels", "Export it as JSONL.")
    cells = {_ID: str(item.get(_ID, meta.get(_ID)))} | {name: "" for name in (*_QUALITIES, *_TEXTS)}
    themes = [label for label in labels if "=" not in label]
    for label in labels:
        name, equals, value = label.partition("=")
        if equals and (name not in _QUALITIES or cells[name]):
            expected = f"one label for each of {', '.join(_QUALITIES)} at most"
            raise ValueError(f"label '{label}' is one too many", expected)
        if equals:
            cells[name] = value
    said = [one_line(str(comment)) for comment in comments]
    cells["speaker"] = "; ".join(
        each.removeprefix("speaker=") for each in said if each.startswith("speaker=")
    )
    cells["note"] = "; ".join(each for each in said if not each.startswith("speaker="))
    return cells | {"themes": " ".join(themes)}
