"""Whose words a whole text or a headline is, by its title, its first lines and its first line."""

from __future__ import annotations

import re
from collections.abc import Iterable

from analysis.extract.line_labels import is_about
from analysis.extract.speaker_words import HONORIFICS, OFFICES, PEOPLE
from analysis.extract.turns import Turn, make_turn
from analysis.extract.word_sets import word_set
from analysis.records import Span

LONGEST_HEADLINE = 300
FEWEST_WORDS = 3  # of what a headline ascribes to the name at its end
_DOUBLED = re.compile(r"\b(?P<given>[A-Z][\w'’-]+) (?P<family>[A-Z][\w'’-]+) (?P=family) (?P=given)")
# What follows the name of the speaker in a title.
_AFTER_NAME = (
    r"(?:on|at|to|in|regarding|before|during|after|announcing|for|about|following|upon|marking|welcoming|honou?ring|"
    r"commemorating|condemning|celebrating|providing|ahead|as)"
)
_VOICE_BY = re.compile(
    r"^\W*(?:(?:joint|opening|closing|full|press|video|official|concluding) )*"
    r"(?:statement|remarks|address|speech|message|article|op-ed|comment|commentary|interview|letter)s?"
    r"(?: as prepared(?: for delivery)?)? (?:by|from|of) (?:the )?"
    rf"(?P<name>(?:(?! {_AFTER_NAME} ).)+?)(?= {_AFTER_NAME} |\s*[|:,(\"“«]|\s*$)",
    re.IGNORECASE,
)
_VOICE_OF = re.compile(
    r"^\W*(?P<name>[A-Z][\w .&\-]+?['’´`]s?|[A-Z][A-Z0-9]{1,6}) (?:[Jj]oint |[Mm]inisterial |[Pp]ress )*"
    r"(?:[Ss]tatement|[Rr]emarks|[Aa]ddress|[Ss]peech)\b"
)
_ISSUED = re.compile(
    r"\b(?:issued|provided|released|made) the following (?:statement|remarks|comments?)[^:\n]{0,80}:",
    re.IGNORECASE,
)
_ATTRIBUTED = re.compile(r"\battribut(?:ed|able) to (?P<name>[^:\n]{4,120}):", re.IGNORECASE)
# What may stand before the name in a headline.
_TITLES = HONORIFICS | OFFICES | frozenset({"foreign", "defence", "defense", "prime"})
# Who said it, at the end of a headline.
_TAIL = re.compile(r"(?:: | [-–—]{1,2} )(?P<tail>[^:–—]{2,60}?)\.?$")
_TAIL_WORDS = (
    OFFICES
    | PEOPLE
    | word_set("authorities ministry mod mfa police officials reports media intel envoy expert")
)
# Where in a text its issuer may be named.
_HEAD = 800


def headline(text: str, names: Iterable[Span]) -> Turn | None:
    """Return what a first line ascribes: "Brandt: drills go on", "Drills go on - Brandt".

    Args:
        text: The document.
        names: Where it names people and bodies, in characters.
    """
    end = text.find("\n")
    line = text[: end if end >= 0 else len(text)].rstrip()
    if len(line) > LONGEST_HEADLINE:
        return None
    named = [span for span in names if span[1] <= len(line)]
    colon = line.find(": ")
    others = [text[start:stop] for start, stop in named if start > colon]
    if (
        colon > 0
        and line.count(": ") == 1
        and not (line.endswith("?") or is_about(line[colon + 1 :], others))
    ):
        for start, stop in named:
            if stop == colon and all(word in _TITLES for word in text[:start].lower().split()):
                return make_turn(
                    text, colon + 1, len(line), label=(start, stop), name=line[start:stop], rule="headline"
                )
    mark = _TAIL.search(line)
    if mark is None or len(mark["tail"].split()) > 5:
        return None
    tail = mark.span("tail")
    if len(line[: mark.start()].split()) < FEWEST_WORDS:
        return None  # the entry of a profile, "Name: Ada Brandt", or "Photo: Ada Brandt"
    is_named = any(tail[0] <= start and stop == tail[1] for start, stop in named)
    if is_named or mark["tail"].split()[-1].lower().strip(".") in _TAIL_WORDS:
        return make_turn(text, 0, mark.start(), label=tail, name=mark["tail"], rule="headline")
    return None


def voice_of_title(title: str) -> str:
    """Return whose words a document is by its title, or "" if the title doesn't say so."""
    title = " ".join(title[:LONGEST_HEADLINE].split())
    match = _VOICE_BY.match(title) or _VOICE_OF.match(title)
    name = re.sub(r"['’´`]s?$", "", match["name"].strip(" ,")) if match else ""
    return name if name[:1].isupper() else ""


def issuer(text: str) -> tuple[Span, int] | None:
    """Return who issued the whole text as a statement, and where it begins."""
    attributed = _ATTRIBUTED.search(text, 0, _HEAD)
    if attributed is not None:
        return attributed.span("name"), attributed.end()
    issued = _ISSUED.search(text, 0, _HEAD)
    if issued is None:
        return None
    line = text.rfind("\n", 0, issued.start()) + 1
    dash = max(text.rfind(mark, line, issued.start()) for mark in ("–", "—", " - "))  # behind a dateline
    start = dash + 1 if dash >= line else line
    name = text[start : issued.start()]
    start += len(name) - len(name.lstrip(" -"))
    return ((start, start + len(text[start : issued.start()].rstrip())), issued.end())


def clean_label(label: str) -> str:
    """Return a label without remarks in brackets and without a name repeated the other way round."""
    label = re.sub(r"\([^()]*\)", " ", label)
    doubled = _DOUBLED.search(label)
    if doubled:
        label = label[: doubled.start()] + f"{doubled['given']} {doubled['family']}"
    return " ".join(label.split()).strip(" :*-–—.")
