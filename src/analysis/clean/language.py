"""The language of a text."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# Below this many letters a guess says more about names than about language.
FEWEST_LETTERS = 20
# English unless another language is ahead of it by this much a letter: of 12,000 headlines and news of one
# sentence in English, 48 go to another by a hair (at most 0.25), mostly for the names in them, while texts in
# other languages, however short, are ahead by 1.5 and more.
_AHEAD = 0.6
# Enough to be sure; identifying costs about 0.2 ms for 1,000 characters.
_LOOKED_AT = 4000


def detect_language(text: str) -> str:
    """Return the ISO 639-1 code of the language a text is written in, "" where it is too short to tell.

    The same text always gets the same code. Only languages with a code of two letters are told apart; among
    them a headline may be taken for a neighbour, an article hardly ever. What may well be English is.

    Source: py3langid, the model of Lui and Baldwin (2012) trained anew.
    """
    start = text[:_LOOKED_AT]
    letters = sum(char.isalpha() for char in start)
    if letters < FEWEST_LETTERS:
        return ""
    ranked = _identifier().rank(start)
    code, likelihood = ranked[0]
    return code if likelihood - dict(ranked)["en"] > _AHEAD * letters else "en"


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages([label for label in identifier.labels if len(label) == 2])
    return identifier
