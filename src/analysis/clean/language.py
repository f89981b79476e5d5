"""The language of a text."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from analysis.errors import Fault
from analysis.records import Document
from analysis.vocabulary import LANGUAGES_READ

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# Below this many letters a guess says more about names than about language.
FEWEST_LETTERS = 20
# In Latin script a text is in English unless another language is ahead by so much a letter in the whole, and
# by so much in what is no name; in fewer letters it must be further ahead. Of 2,000 headlines and first
# sentences in English none is lost so, also if cut below 20 letters; by the whole alone 5 are, and 24 if cut.
_AHEAD, _AHEAD_IN_FEW = (0.6, 0.3), (0.9, 0.6)
# Enough to be sure; identifying costs about 0.2 ms for 1,000 characters.
_LOOKED_AT = 4000
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def detect_language(text: str) -> str:
    """Return the ISO 639-1 code of the language a text is written in, "" where it is too short to tell.

    The same text always gets the same code. Only languages with a code of two letters are told apart; among
    them a headline may be taken for a neighbour, an article hardly ever. What may well be English is, unless
    it is in another script than Latin. Words with a capital have no say of their own, for most are names.

    Source: py3langid, the model of Lui and Baldwin (2012) trained anew.
    """
    start = text[:_LOOKED_AT]
    letters = sum(char.isalpha() for char in start)
    if not letters:
        return ""
    if not is_latin(start):
        return next(code for code, _ in _identifier().rank(start) if code != "en")
    start = start.lower() if start.isupper() else start
    is_short = letters < FEWEST_LETTERS
    least, least_in_words = _AHEAD_IN_FEW if is_short else _AHEAD
    code, ahead = _best(start)
    in_words = " ".join(word for word in _WORD.findall(start) if word.islower())
    if ahead > least and in_words and _best(in_words)[1] > least_in_words:
        return code
    return "" if is_short else "en"


def language_of(text: str, *, stated: str) -> str:
    """Return the language that the source of a text states, else the one detected.

    A text in another script than Latin is not in English, whatever is stated.
    """
    return stated if stated and (stated != "en" or is_latin(text)) else detect_language(text)


def language_columns(text: str, *, stated: str) -> dict[str, str]:
    """Return language_of as language, and as language_basis what it rests on (vocabulary.LANGUAGE_BASES)."""
    language = language_of(text, stated=stated)
    basis = "stated" if language == stated else "detected"
    return {"language": language, "language_basis": basis if language else "too short"}


def doubtful_language(document: Document) -> Fault | None:
    """Return a note if a text does not look like what its source states, and one of the two is English."""
    stated, seen = document.language, detect_language(document.text)
    if not stated or not seen or stated == seen or "en" not in (stated, seen):
        return None
    taken = language_of(document.text, stated=stated)
    found = f"the language of {document.doc_id} is stated as '{stated}' and looks like '{seen}'"
    read = "read" if taken in LANGUAGES_READ else "not read"
    cure = f"It is taken for '{taken}' and {read}; state another if that is wrong."
    return Fault(document.path, document.line or 0, found, cure=cure)


def is_latin(text: str) -> bool:
    """Return whether at least half of the letters at the beginning of a text are Latin ones."""
    letters = [char for char in text[:_LOOKED_AT] if char.isalpha()]
    latin = sum(char < "\u0250" or "\u1e00" <= char < "\u1f00" for char in letters)
    return 2 * latin >= len(letters)


def _best(text: str) -> tuple[str, float]:
    """Return the likeliest language, and how much likelier than English a letter makes it."""
    ranked = _identifier().rank(text)
    code, likelihood = ranked[0]
    return code, (likelihood - dict(ranked)["en"]) / sum(char.isalpha() for char in text)


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages([label for label in identifier.labels if len(label) == 2])
    return identifier
