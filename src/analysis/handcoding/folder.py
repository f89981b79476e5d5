"""Writes the folder of a sample; what a coder has written is never written over."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from analysis.errors import Fault, ParameterError
from analysis.files import write_whole
from analysis.handcoding.adjudication import coding_cells
from analysis.handcoding.cells import Coding, Drawn, csv_text
from analysis.handcoding.drawing import Stratum
from analysis.handcoding.samples import (
    AGREED_CODER,
    CODE_COLUMNS,
    DRAWN,
    NAME,
    SAMPLE,
    SAMPLE_COLUMNS,
    Key,
    Sample,
    coder_file,
)

_HEADING = """\
How this sample was drawn; the same call on the same tables writes the same bytes.
The population is every sentence of the documents that are no copies.
themes: what coders were asked for, each with its directions.
"""


def drawn_text(
    *,
    design: str,
    size: int,
    seed: int,
    n_sentences: int,
    themes: Mapping[str, Sequence[str]],
    strata: Sequence[Stratum] = (),
) -> str:
    """Return drawn.yml: how a sample was drawn, and from what.

    Args:
        design: simple, theme, outlet, month or uncertain.
        size: How many sentences were asked for.
        seed: Of the draw.
        n_sentences: Of the population.
        themes: Theme -> its directions, as coders are asked for them.
        strata: Parts of the population that were drawn from apart.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.comments import CommentedMap

    content: dict[str, Any] = {"design": design, "size": size, "seed": seed}
    content["themes"] = {name: list(ways) for name, ways in themes.items()}
    content["population"] = n_sentences
    if len(strata) > 1:
        content["strata"] = {
            stratum.name: {"sentences": stratum.n_sentences, "drawn": stratum.n_drawn} for stratum in strata
        }
    commented = CommentedMap(content)
    commented.yaml_set_start_comment(_HEADING)
    out = io.StringIO()
    YAML().dump(commented, out)
    return out.getvalue()


def sample_text(drawn: Sequence[Drawn]) -> str:
    """Return sample.csv: the sentences in the order in which they are coded."""
    rows = (
        (*one.key, one.stratum, "" if one.weight is None else repr(float(one.weight)), one.text)
        for one in drawn
    )
    return csv_text(SAMPLE_COLUMNS, rows)


def codes_text(drawn: Sequence[Drawn], codings: Mapping[Key, Coding]) -> str:
    """Return a coder's file: a row a sentence; what they have not coded is blank."""
    rows = ((*one.key, one.text, *coding_cells(codings.get(one.key, Coding()))) for one in drawn)
    return csv_text(CODE_COLUMNS, rows)


def write_sample(
    gold: Path, name: str, *, drawn: Sequence[Drawn], about: str, coders: Sequence[str]
) -> list[str]:
    """Write a new sample, with an empty file for each coder; return the names of the files made.

    Where the very same sample is there already, only the files of coders who have none are made.

    Args:
        gold: Folder of samples.
        name: Of the sample.
        drawn: Its sentences.
        about: See drawn_text.
        coders: Who is to code it.

    Raises:
        ParameterError: If a name can't be, or another sample has it.
    """
    check_names(name, coders)
    folder = gold / name
    wanted = {SAMPLE: sample_text(drawn), DRAWN: about}
    if folder.exists() and any(
        not (folder / file).is_file() or (folder / file).read_bytes() != text.encode()
        for file, text in wanted.items()
    ):
        cure = "Give the new one another name; or delete the folder, with all that was coded in it."
        raise ParameterError(Fault(f"sample {name}", 0, "another sample has this name", cure=cure))
    wanted |= {coder_file(coder): codes_text(drawn, {}) for coder in coders}
    made = {file: text for file, text in wanted.items() if not (folder / file).exists()}
    for file, text in made.items():
        write_whole(folder / file, text.encode())
    return list(made)


def save_codes(gold: Path, sample: Sample, coder: str, codings: Mapping[Key, Coding]) -> None:
    """Write a coder's file anew, with what they have coded so far.

    Raises:
        ParameterError: If the coder's name can't be.
    """
    check_names(sample.name, [coder])
    write_whole(gold / sample.name / coder_file(coder), codes_text(sample.drawn, codings).encode())


def taken_in(
    sample: Sample, coder: str, codings: Mapping[Key, Coding], *, replace: bool = False
) -> tuple[dict[Key, Coding], list[Key]]:
    """Return what a coder has coded once a file is taken in, and the sentences on which it changed.

    What the file leaves blank stays as it was.

    Args:
        sample: Of the coder.
        coder: Whose file it is.
        codings: What it says.
        replace: Take what the file says also where the coder has coded something else here.

    Raises:
        ParameterError: If the file differs from what the coder has coded here, and is not to replace it.
    """
    own = dict(sample.codings.get(coder, {}))
    said = {key: coding for key, coding in codings.items() if coding != Coding()}
    changed = [key for key, coding in said.items() if coding != own.get(key, Coding())]
    lost = [key for key in changed if own.get(key, Coding()) != Coding()]
    if lost and not replace:
        doc_id, start, end = lost[0]
        found = f"{coder} has coded {len(lost)} of its sentences otherwise, first {doc_id} {start}-{end}"
        cure = "Give --replace to take what the file says."
        raise ParameterError(Fault("import", 0, found, cure=cure))
    return own | said, changed


def check_names(name: str, coders: Sequence[str]) -> None:
    """Raise if a name can't be that of a sample or of a coder; all such names at once.

    Raises:
        ParameterError: If so.
    """
    expected = "lower-case letters, digits, - and _"
    faults = [
        Fault(f"{what} {word}", 0, "can't be a name", expected)
        for what, words in (("sample", [name]), ("coder", coders))
        for word in words
        if not NAME.fullmatch(word)
    ]
    twice = sorted({word for word in coders if coders.count(word) > 1})
    faults += [Fault(f"coder {word}", 0, "is named twice", "each coder once") for word in twice]
    if AGREED_CODER in coders:
        faults.append(Fault(f"coder {AGREED_CODER}", 0, "stands for what coders agree on", "another name"))
    if faults:
        raise ParameterError(faults)
