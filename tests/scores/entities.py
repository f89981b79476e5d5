"""Persons, organisations and places: what the mentions table says beside the bare language model."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.explain import Reader
from analysis.extract.model import PACKAGES
from analysis.paths import Project
from analysis.reference import load_actors

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Span

Typed = set[tuple[int, int, str]]  # start, end, type

# Types of CrossNER (politics), of WikiGold and of spaCy that are one of the three; all others are left out.
TYPES = {
    "politician": "PER", "person": "PER", "PER": "PER", "PERSON": "PER",
    "politicalparty": "ORG", "organisation": "ORG", "ORG": "ORG",
    "country": "LOC", "location": "LOC", "LOC": "LOC", "GPE": "LOC", "FAC": "LOC",
}  # fmt: skip


@dataclass(frozen=True)
class Tagged:
    """A text made of tokens with a blank between them, and its names."""

    text: str
    names: Typed


def read_conll(path: Path) -> list[Tagged]:
    """Return the texts of a file of tokens and tags, a token a line, one text a sentence."""
    texts, tokens = [], []
    for line in [*path.read_text("utf-8").split("\n"), ""]:
        if line.strip() and not line.startswith("-DOCSTART-"):
            # The token may be a blank itself.
            token, _, tag = line.rstrip().replace("\t", " ").rpartition(" ")
            tokens.append((token.strip() or "_", tag))
        elif tokens:
            texts.append(_tagged(tokens))
            tokens = []
    return texts


def load_bare() -> Language:
    """Return the language model as its package ships it."""
    import spacy
    from spacy.util import is_package

    return spacy.load(next(name for name in PACKAGES if is_package(name)))


def find_ours(texts: list[Tagged]) -> Iterator[Typed]:
    """Yield the typed mentions of each text."""
    reference = Project.at().reference
    reader = Reader(load_actors(reference), reference)
    for tagged in texts:
        _, rows = reader.extract(tagged.text)
        yield {
            (row["start"], row["end"], TYPES[row["label"]])
            for row in rows["mentions"]
            if row["label"] in TYPES
        }


def find_bare(texts: list[Tagged], *, trim: bool = False) -> Iterator[Typed]:
    """Yield the typed entities of the bare model in each text; trim leaves out "the" and "'s" at the ends."""
    for doc in load_bare().pipe(tagged.text for tagged in texts):
        ents = [(_trimmed(ent) if trim else ent, ent.label_) for ent in doc.ents if ent.label_ in TYPES]
        yield {(ent.start_char, ent.end_char, TYPES[label]) for ent, label in ents}


def _trimmed(ent: Span) -> Span:
    start = ent.start + (ent[0].lower_ in {"the", "a", "an"})
    end = ent.end - (ent[-1].text in {"'s", "’s", "'", "’"})
    return ent.doc[start:end] if start < end else ent


def _tagged(tokens: list[tuple[str, str]]) -> Tagged:
    """Return one sentence; a name goes on as long as its tag says I- and keeps its type."""
    names: Typed = set()
    position, open_name = 0, None
    for token, tag in [*tokens, ("", "O")]:
        kind = TYPES.get(tag[2:]) if tag != "O" else None
        if open_name and (tag[2:] != open_name[2] or tag.startswith("B-")):
            names.add((open_name[0], open_name[1], TYPES[open_name[2]]))
            open_name = None
        if kind:
            open_name = (open_name[0] if open_name else position, position + len(token), tag[2:])
        position += len(token) + 1
    return Tagged(" ".join(token for token, _ in tokens), names)
