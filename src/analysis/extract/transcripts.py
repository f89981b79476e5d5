"""Turns of transcripts, and documents that are one voice: labels before speech, titles that name who speaks.

A label is "President of Ruritania Ada Brandt:", "Question:", "THE PRESIDENT:", "Q    " or "((Ada Brandt))",
at the start of a line or, where a site strips the lines, behind the end of a sentence. One label alone is no
transcript unless the text behind it is speech.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection

from analysis.extract.line_labels import ROLES, Label, Named, are_entries, end_of_paragraph, line_labels
from analysis.extract.titles import clean_label, issuer, voice_of_title
from analysis.extract.turns import Turn, make_turn
from analysis.extract.word_sets import word_set
from analysis.records import Span

LONGEST_LABEL = 170
NOBODY = Named()
# Words of a label that may be written small.
_SMALL = word_set(
    "of the and for on to at in by with a an de la von van der den bin al el – - — & retranslated "
    "newspaper channel correspondent journalist agency acting"
)
_ABBREVIATED = word_set(
    "mr. mrs. ms. dr. gen. col. lt. maj. brig. capt. cmdr. adm. sgt. sen. rep. gov. st. jr. sr. prof. "
    "hon. u.s. u.k."
)
# Capitalised words before a colon that are no speakers.
_NO_SPEAKER = word_set(
    "photo image images video credit source sources email phone fax mail note related update updated "
    "read more section sec chapter article annex table figure contact contacts reporting editing "
    "background media tags topics keywords http https re ps nb to dear fact sheet readout watch "
    "listen see also part congress abstract text"
)
_BOUNDARY = re.compile(r"(?:^|[\n]|[.!?…:;>*)\]\"”’»]\s)\s*$")
_WORD = re.compile(r"\S+")
_COLON = re.compile(r":(?=[ \n])")
_Q = re.compile(r"(?m)^[ ]*(?P<label>Q|A)(?:[ ]{2,}|[ ]*\n|\. +|: *|[ ](?=[\"“(A-Z\[]))(?=\S|\n)")
_PARENTHESES = re.compile(r"\(\((?P<label>[^()\n]{1,60})\)\)[ ]*:?[ ]")
_CAPITALS = re.compile(r"[A-Z][A-Z.'’\-]*(?: [A-Z][A-Z.'’\-]*)*")
# Offices that a label begins with, for labels behind a heading without its line break.
_OFFICE = re.compile(
    r"\b(?:Acting |First |Deputy |Vice[- ])*"
    r"(?:President|Prime Minister|Federal Chancellor|Chancellor|Foreign Minister|Defen[cs]e Minister|"
    r"Minister of|Secretary|Presidential|Aide|Head of|Chairman|Chairwoman|Speaker|Governor|Director|"
    r"Patriarch|King|Mayor)\b"
)
_QUOTES = frozenset("\"“«„‘'")
# A turn without "I", "we" or "you" is speech only as far as its paragraph; this many words to one of them.
_WORDS_A_PERSON = 150
_FIRST_PERSON = re.compile(r"\b(?:I|we|We|our|Our|my|My|us|you|You|your|Your)\b")
_SEPARATOR = re.compile(r"\*\s?\*\s?\*|###|- ?END ?-")


def find_turns(text: str, *, title: str = "", named: Named = NOBODY) -> list[Turn]:
    """Return the turns of a text in order; none where it is no transcript and no single voice. Never raises.

    Args:
        text: The document.
        title: Its title; "Statement by the minister of Ruritania" makes the text the minister's.
        named: Whom and what the text mentions: a person in a label makes it sure.
    """
    labels, short, is_list = _labels_of(text, named)
    labels = [] if is_list else labels
    turns = []
    ends = [start for (start, _), _, _ in labels[1:]] + [len(text)]
    for one, end in zip(labels, ends, strict=False):
        label, begin, name = one
        separator = _SEPARATOR.search(text, begin, end)
        if one in short:
            end = min(end, end_of_paragraph(text, begin))
        end = _end_of_speech(text, begin, separator.start() if separator else end)
        turns.append(make_turn(text, begin, end, label=label, name=name, rule="label"))
    voice = voice_of_title(title)
    first = labels[0][0][0] if labels else len(text)
    issued = None if turns else issuer(text)
    if issued is not None:
        span, begin = issued
        name = clean_label(text[slice(*span)])
        return [make_turn(text, begin, len(text), label=span, name=name, rule="issued")]
    if voice and (not turns or (first > 500 and len(_FIRST_PERSON.findall(text, 0, first)) > 3)):
        separator = _SEPARATOR.search(text, 0, first)
        end = separator.start() if separator else first
        turns.insert(0, make_turn(text, 0, end, label=None, name=voice, rule="voice"))
    return [turn for turn in turns if turn.start < turn.end]


def lists_entries(text: str, *, named: Named = NOBODY) -> bool:
    """Tell whether what looks like labels of speakers are entries about whom they name, so no turns.

    Args:
        text: The document.
        named: Whom and what it mentions.
    """
    return _labels_of(text, named)[2]


def _labels_of(text: str, named: Named) -> tuple[list[Label], set[Label], bool]:
    """Return the labels in order, those whose speech ends with its paragraph, and whether all are entries."""
    candidates = _labels(text)
    sure = _sure(candidates, text, named.people)
    of_lines, is_dialogue = line_labels(candidates, text, named)
    short = set() if is_dialogue else set(of_lines) - set(sure)
    labels = sorted({*sure, *of_lines})
    return labels, short, are_entries(labels, candidates, text, named)


def _end_of_speech(text: str, begin: int, end: int) -> int:
    """Return where a turn ends: in text that nobody speaks, with the paragraph of the label."""
    words = (end - begin) // 6
    if words < 2 * _WORDS_A_PERSON or words < _WORDS_A_PERSON * len(_FIRST_PERSON.findall(text, begin, end)):
        return end
    paragraph = text.find("\n", begin, end)
    return paragraph if paragraph > 0 else end


def _labels(text: str) -> list[Label]:
    """Return what may be a label, in order: where it stands, where the speech begins, and its words."""
    found = []
    for match in _COLON.finditer(text):
        span = _before_colon(text, match.start())
        if span is not None:
            found.append((span, match.end(), clean_label(text[slice(*span)])))
    for pattern in (_Q, _PARENTHESES):
        found.extend((match.span(), match.end(), match["label"].strip()) for match in pattern.finditer(text))
    return sorted(found)


def _before_colon(text: str, colon: int) -> Span | None:
    """Return the words before a colon that can be a label: capitals that start a sentence or line."""
    floor = max(text.rfind("\n", 0, colon) + 1, colon - LONGEST_LABEL)
    start = None
    for word in reversed(list(_WORD.finditer(text, floor, colon))):
        plain = word.group().strip('(),"“”')
        if not (plain[:1].isupper() or plain.lower() in _SMALL or word.group().startswith("(")):
            break
        if start is not None and plain[-1:] in ".!?…;:" and not _is_initial(plain):
            break
        if plain[:1].isupper():
            start = word.start()
    if start is not None and not _BOUNDARY.search(text, max(0, start - 4), start):
        # A heading that lost its line break stands before the label.
        office = _OFFICE.search(text, start, colon)
        start = office.start() if office else None
    if start is None:
        return None
    label = clean_label(text[start:colon])
    words = label.lower().split(" ")
    if (
        not label
        or words[0].strip(".") in _NO_SPEAKER
        or words[-1] in _NO_SPEAKER
        or any(char.isdigit() for char in label)
    ):
        return None
    return (start, colon)


def _is_initial(word: str) -> bool:
    """Tell whether a word that ends in a full stop is an initial or a title."""
    return word.endswith(".") and (len(word) == 2 or word.lower() in _ABBREVIATED)


def _sure(labels: list[Label], text: str, people: Collection[str]) -> list[Label]:
    """Return the labels that are speakers': roles, people, capitals, and what labels again and again."""
    count = Counter(name for _, _, name in labels)
    # A headline, and a quotation behind a colon, are no turns.
    labels = [
        entry
        for entry in labels
        if not (
            (count[entry[2]] == 1 and _is_headline(entry, text))
            or text[entry[1] : entry[1] + 3].strip()[:1] in _QUOTES
        )
    ]
    endings = {_ending(person) for person in people if " " in person}
    sure = [entry for entry in labels if _is_speaker(entry[2], count[entry[2]], endings)]
    endings = {_ending(name) for _, _, name in sure if " " in name}
    sure = [entry for entry in labels if entry in sure or _ending(entry[2]) in endings]
    if all(name.lower() in ROLES for _, _, name in sure) and len(sure) < 4:
        return []
    if len(sure) == 1 and (
        sure[0][0][0] > 3000 or len(_FIRST_PERSON.findall(text, sure[0][1], sure[0][1] + 700)) < 2
    ):
        return []
    return sure


def _is_headline(label: Label, text: str) -> bool:
    """Tell whether a label opens the text in a line of its own, a single sentence long."""
    end = text.find("\n", label[1])
    is_line = not text[: label[0][0]].strip() and 0 < end < 300
    return is_line and re.search(r"[.!?]\s+\S", text[label[1] : end]) is None


def _ending(name: str) -> str:
    """Return the last two words of a name."""
    return " ".join(name.split()[-2:])


def _is_speaker(name: str, times: int, endings: set[str]) -> bool:
    """Tell whether a label is surely a speaker's; endings are those of names of persons."""
    words = name.split()
    if name in ("Q", "A"):
        return times > 1
    if len(words) == 1 and words[0].lower() in ROLES:
        return True
    if _CAPITALS.fullmatch(name) and 2 <= len(name) <= 60:
        return times > 1 or len(words) > 1
    capitals = sum(word[:1].isupper() for word in words)
    office = (
        _OFFICE.match(name) is not None and len(words) >= 3 and all(word[:1].isupper() for word in words[-2:])
    )
    return office or _ending(name) in endings or (times > 1 and capitals >= 2 and len(words) <= 8)
