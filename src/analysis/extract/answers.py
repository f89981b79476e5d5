"""What answers a question that a sentence reports: "asked whether it was a threat, she said it was not"."""

from __future__ import annotations

from typing import Literal, NamedTuple

from analysis.parsed import Word

_OPENING = ("whether", "if")
# An answer with nothing but these beside it repeats what was asked: "they would not", "it was".
_ELLIPTIC = frozenset({"nsubj", "nsubjpass", "expl", "neg", "mark", "punct"})


class Answer(NamedTuple):
    """A yes or a no to what was asked, and the verb by which it is given."""

    verb: Word
    says: Literal["yes", "no"]


def answer_to(word: Word) -> Answer | None:
    """Return the short answer to the question in which a word stands, or which the word's own clause answers.

    None if the sentence reports no question whether something is so, or gives it no answer in short.
    """
    asking = next((child for child in word.children if _asks(child)), None)
    while asking is None and word.head != word:
        if _asks(word.head) and _opens_question(word):
            asking = word.head
        word = word.head
    if asking is None:
        return None
    says = next((said for child in asking.head.children if (said := _short(child))), None)
    return Answer(asking.head, says) if says else None


def _asks(verb: Word) -> bool:
    """Tell whether a verb tells what was asked, beside the verb of who answers: "asked whether"."""
    return (
        verb.lemma_.lower() == "ask"
        and verb.dep_ == "advcl"
        and not any(child.dep_ in ("nsubj", "nsubjpass") for child in verb.children)
        and any(_opens_question(child) for child in verb.children)
    )


def _opens_question(clause: Word) -> bool:
    is_clause = clause.dep_ in ("ccomp", "advcl")
    return is_clause and any(child.dep_ == "mark" and child.lower_ in _OPENING for child in clause.children)


def _short(said: Word) -> Literal["yes", "no"] | None:
    """Return what a word says if it is an answer in short."""
    if said.lower_ in ("yes", "no") and said.dep_ in ("intj", "dobj", "ccomp"):
        return "yes" if said.lower_ == "yes" else "no"
    if said.dep_ != "ccomp" or not (said.pos_ == "AUX" or said.lemma_ in ("do", "have")):
        return None
    if any(part.dep_ not in _ELLIPTIC for part in said.children):
        return None
    return "no" if any(part.dep_ == "neg" for part in said.children) else "yes"
