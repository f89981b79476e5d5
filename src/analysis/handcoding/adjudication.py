"""What coders agree on, what is left to decide, and the file in which it is decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.handcoding.cells import Coding, csv_text, themes_cell
from analysis.handcoding.samples import CODE_COLUMNS, Key, Sample

# What a decision file says of each row beside the cells to fill.
TOLD = ("decide", "coded")


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What holds of one sentence once all who coded it are heard.

    Attributes:
        coding: What they agree on or what was decided, a field that is open left blank; None where the themes
            themselves are open or nobody coded the sentence.
        disputed: Fields on which they differ: themes, direction, voice, modality, speaker.
        open: Those of them that nothing was decided on.
    """

    coding: Coding | None
    disputed: tuple[str, ...] = ()
    open: tuple[str, ...] = ()


def verdicts(sample: Sample) -> dict[Key, Verdict]:
    """Return what holds of each sentence that somebody has coded or decided on, in the order of the sample.

    Coders differ on themes if one names a theme that another does not. Where they name the same, they may
    still differ on a direction, on voice and modality, and on the speaker if neither name holds the other. A
    blank is no view. What is decided stands above what coders say, field by field.
    """
    found = {}
    for one in sample.drawn:
        said = _said(sample, one.key)
        decided = sample.decided.get(one.key, Coding())
        if said or decided.is_coded:
            found[one.key] = _verdict(list(said.values()), decided)
    return found


def decision_file(sample: Sample) -> str:
    """Return agreed.csv as it should stand: a row for each sentence that coders differ on.

    What was decided so far is kept. Of each row the column `decide` names the fields that are open, and
    `coded` who says what; a cell that is blank and not named there is as the coders agree.
    """
    rows = []
    found = verdicts(sample)
    for one in sample.drawn:
        verdict, decided = found.get(one.key), sample.decided.get(one.key)
        if decided is None and not (verdict and verdict.disputed):
            continue
        views = "; ".join(f"{coder}: {_view(coding)}" for coder, coding in _said(sample, one.key).items())
        told = (" ".join(verdict.open) if verdict else "", views)
        rows.append((*one.key, one.text, *coding_cells(decided or Coding()), *told))
    return csv_text((*CODE_COLUMNS, *TOLD), rows)


def coding_cells(coding: Coding) -> tuple[str, ...]:
    """Return the cells of a coding in a file: themes, voice, modality, speaker, note."""
    return themes_cell(coding.themes), coding.voice, coding.modality, coding.speaker, coding.note


def _said(sample: Sample, key: Key) -> dict[str, Coding]:
    said = {coder: codings[key] for coder, codings in sample.codings.items() if key in codings}
    return {coder: coding for coder, coding in said.items() if coding.is_coded}


def _verdict(said: Sequence[Coding], decided: Coding) -> Verdict:
    views = {frozenset(coding.themes or ()) for coding in said}
    if decided.is_coded:
        named = frozenset(decided.themes or ())
    elif len(views) == 1:
        named = next(iter(views))
    else:
        return Verdict(coding=None, disputed=("themes",), open=("themes",))
    themes: dict[str, str | None] = {}
    disputed = ["themes"] if len(views) > 1 else []
    left = []
    for theme in sorted(named):
        ways = {coding.themes[theme] or "" for coding in said if coding.themes and theme in coding.themes}
        way, differ = _settled(ways, (decided.themes or {}).get(theme) or "")
        themes[theme] = way or None
        disputed += ["direction"] * differ
        left += ["direction"] * (differ and not way)
    qualities = {}
    for name in ("voice", "modality", "speaker"):
        settle = _settled_speaker if name == "speaker" else _settled
        value, differ = settle({getattr(coding, name) for coding in said}, getattr(decided, name))
        qualities[name] = value if named else ""
        disputed += [name] * (differ and bool(named))
        left += [name] * (differ and bool(named) and not value)
    coding = Coding(themes=themes, **qualities, note=decided.note)
    return Verdict(coding=coding, disputed=tuple(dict.fromkeys(disputed)), open=tuple(dict.fromkeys(left)))


def _settled(values: set[str], decided: str) -> tuple[str, bool]:
    """Return the value that holds, "" if none does, and whether the coders differ."""
    views = values - {""}
    return decided or (next(iter(views)) if len(views) == 1 else ""), len(views) > 1


def _settled_speaker(values: set[str], decided: str) -> tuple[str, bool]:
    """Return the fullest name if it holds all others, and whether the coders differ."""
    fullest = max(sorted(values), key=len, default="")
    differ = any(value.casefold() not in fullest.casefold() for value in values)
    return decided or ("" if differ else fullest), differ


def _view(coding: Coding) -> str:
    return " ".join(cell for cell in coding_cells(coding)[:4] if cell)
