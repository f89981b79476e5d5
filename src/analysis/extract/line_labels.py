"""Labels of speakers that stand at the beginning of a paragraph: "Minister Brandt:", "Brandt:", "Moderator:".

One such word alone may be a heading ("Background:") or the place of a dateline ("Strelsau:"). It is a label
where the text is a dialogue, in which nearly every paragraph begins so and one at least surely names
somebody who speaks; elsewhere only if it has an office before the name, or names a person in full or one
that is known, or asks what such a one answers. The entries of a who's who, of a digest and captions begin so
too, but are about whom they name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass

from analysis.extract.speaker_words import HONORIFICS, OFFICES
from analysis.extract.word_sets import word_set
from analysis.records import Span

Label = tuple[Span, int, str]  # where it stands, where the speech begins, its words

# Words that name nobody, in a label of one word.
ROLES = word_set(
    "question answer remark reply moderator journalist correspondent reporter interviewer host "
    "presenter anchor speaker operator translator interpreter staff participant voice response"
)
_TITLES = OFFICES | HONORIFICS | word_set(
    "foreign defence defense prime first vice acting press state federal interior lieutenant major "
    "brigadier captain rear air professor prof. maj. maj lt. lt adm. adm cmdr. capt. rep. gov. brig."
)  # fmt: skip
# Words among these that begin headings too: "General Provisions:", "Foreign Policy:", "Major Findings:".
_AMBIGUOUS = word_set(
    "general chief head leader member ranking representative secretary speaker deputy foreign defence "
    "defense prime first vice acting press state federal interior major rear air"
)
# Of the paragraphs behind the first label of a dialogue this share begins with one; so many it has at least.
_DIALOGUE_SHARE = 0.7
_DIALOGUE_LABELS = 3
_FEWEST_WORDS = 4  # of a paragraph that one speaks who is labelled outside of a dialogue
_LONGEST = 8  # words of a label
_LONGEST_PLAIN = 3  # of one that nothing but its place shows to be a label
_SPEECH = re.compile(r"\b(?:I|[Ww]e|[Uu]s|[Yy]ou|[Oo]ur|[Mm]y|[Yy]our)\b|\?$")
_QUOTED = re.compile(r"[\"“«„][^\"“”«»„]*[\"”»“]")
_THIRD_PERSON = re.compile(r"\b(?:[Hh]e|[Ss]he|[Hh]im|[Hh]is|[Hh]er)\b")
_OFFICES = "|".join(sorted(OFFICES))
_OF_OFFICE = re.compile(
    rf"the (?:{_OFFICES})\b|(?:[\w-]+ ){{0,3}}(?:{_OFFICES})(?: (?:of|since|at|for|in|from|until)\b|[,.;])",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[A-Z0-9].*[.!?…][\"”’')\]]*$", re.DOTALL)


@dataclass(frozen=True)
class Named:
    """What is known of the names in a text.

    Attributes:
        people: Names of persons.
        known: Those of known actors among them.
        others: Names of known actors that are no persons: states, places, bodies, weapons.
    """

    people: frozenset[str] = frozenset()
    known: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()


def line_labels(candidates: Collection[Label], text: str, named: Named) -> tuple[list[Label], bool]:
    """Return the labels at the beginning of paragraphs, and whether the text is a dialogue of them.

    Where it is none, what a label's speaker says ends with the paragraph.

    Args:
        candidates: What may be a label, in order of the text.
        text: The document.
        named: Whom and what it names.
    """
    lines = [one for one in candidates if _opens_paragraph(one, text)]
    if lines and not text[: lines[0][0][0]].strip() and not _goes_on(lines, text):
        lines = lines[1:]  # a headline
    kinds = {one: _kind(one[2], text, named) for one in lines}
    lines = [one for one in lines if kinds[one]]
    sure = [one for one in lines if kinds[one] == "sure"]
    surnames = {name.split()[-1] for _, _, name in sure}
    sure = [one for one in lines if one in sure or one[2] in surnames]
    if _is_dialogue(lines, text, lambda one: kinds[one]):
        return lines, True
    answers = {start for (start, _), _, _ in sure}
    return [one for one in lines if (one in sure and _speaks(one, text)) or _asks(one, answers, text)], False


def are_entries(labels: Collection[Label], candidates: Collection[Label], text: str, named: Named) -> bool:
    """Tell whether what follows labels is about whom they name: in a who's who, a digest, captions.

    One such entry shows it, or a label that names a place or a body, if nobody asks or says "I", "we", "you".

    Args:
        labels: Of the text.
        candidates: What may be a label, those among them.
        text: The document.
        named: Whom and what it names.
    """
    if not labels or any(_SPEECH.search(_QUOTED.sub("", _speech(one, text))) for one in labels):
        return False
    first = len(text) - len(text.lstrip())
    is_digest = any(
        one[2] in named.others and one[0][0] > first and _opens_paragraph(one, text) for one in candidates
    )
    return is_digest or any(is_about(_speech(one, text), named.people) for one in labels)


def is_about(speech: str, people: Collection[str]) -> bool:
    """Tell whether what follows a name and a colon is about that person: "Minister of …", "She was born …".

    Args:
        speech: What follows.
        people: Whom else "he" or "she" may stand for, where they are named before.
    """
    plain = _QUOTED.sub("", speech).strip()
    third = _THIRD_PERSON.search(plain)
    is_open = third is not None and not any(name in plain[: third.start()] for name in people)
    return is_open or _OF_OFFICE.match(plain) is not None


def end_of_paragraph(text: str, begin: int) -> int:
    """Return where the paragraph ends that begins there, white space before it left out."""
    while begin < len(text) and text[begin].isspace():
        begin += 1
    end = text.find("\n", begin)
    return end if end >= 0 else len(text)


def _opens_paragraph(label: Label, text: str) -> bool:
    """Tell whether a label begins a line and sentences, not in quotation marks, follow in it or the next."""
    (start, _), _, name = label
    line = text.rfind("\n", 0, start) + 1
    speech = _speech(label, text)
    return not text[line:start].strip() and len(name.split()) <= _LONGEST and bool(_SENTENCE.match(speech))


def _speaks(label: Label, text: str) -> bool:
    """Tell whether what follows a label can be its speaker's words: not few, and not about the speaker."""
    speech = _speech(label, text).split()
    return len(speech) >= _FEWEST_WORDS and not any(label[2].split()[-1] in word for word in speech)


def _asks(label: Label, answers: Collection[int], text: str) -> bool:
    """Tell whether what follows a label is a question that the next paragraph answers."""
    end = end_of_paragraph(text, label[1])
    answer = end + len(text[end:]) - len(text[end:].lstrip())
    return answer in answers and text[:end].rstrip().endswith("?")


def _speech(label: Label, text: str) -> str:
    """Return what follows a label to the end of the paragraph."""
    return text[label[1] : end_of_paragraph(text, label[1])].strip()


def _goes_on(lines: list[Label], text: str) -> bool:
    """Tell whether the paragraph behind the first one begins with a label too."""
    after = end_of_paragraph(text, lines[0][1])
    return len(lines) > 1 and not text[after : lines[1][0][0]].strip()


def _kind(name: str, text: str, named: Named) -> str:
    """Return what a label is: sure (of a speaker), person, role, plain (perhaps a name), or "" for none."""
    words = name.split()
    first = next((i for i, word in enumerate(words) if word.lower() not in _TITLES), len(words))
    titles, rest = {word.lower() for word in words[:first]}, " ".join(words[first:])
    if name in named.others or rest in named.others or re.search("['’]s?\\b", name):
        return ""
    if not rest or name.lower() in ROLES:
        return "role"
    is_name = all(word[:1].isupper() for word in words[first:]) and len(words) - first <= _LONGEST_PLAIN
    is_of = titles and words[first] == "of" and words[-1][:1].isupper()  # Minister of Defence Brandt
    is_person = _ends(rest, named.people)
    if (is_name or is_of) and titles and (is_person or titles - _AMBIGUOUS):
        return "sure"
    if is_name and (rest in named.known or (is_person and " " in rest)):
        return "sure"
    if is_person:
        return "person"
    is_word = re.search(rf"\b{re.escape(name.lower())}\b", text) is not None
    return "plain" if is_name and not is_word else ""


def _ends(name: str, people: Collection[str]) -> bool:
    """Tell whether a name of several words ends as that of a person does."""
    ending = name.split()[-2:]
    return any(person.split()[-2:] == ending for person in people)


def _is_dialogue(lines: list[Label], text: str, kind_of: Callable[[Label], str]) -> bool:
    names = Counter(name for _, _, name in lines)
    if len(lines) < _DIALOGUE_LABELS or len(names) < 2:
        return False
    paragraphs = [line for line in text[lines[0][0][0] :].split("\n") if line.strip()]
    shows = any(
        kind_of(one) in ("sure", "role") or (kind_of(one) == "person" and names[one[2]] > 1) for one in lines
    )
    return shows and len(lines) >= _DIALOGUE_SHARE * len(paragraphs)
