"""How surely something is said: asserted, hedged or denied, by what governs it in the parse.

Only what has the evidence in its scope counts: a modal of its own verb, a verb or noun that takes it as
complement, an if-clause that it stands in or depends on, a negation above it. A hedge in another clause of
the sentence doesn't.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from analysis.extract.answers import answer_to
from analysis.extract.denial import (
    denies,
    does_not_think,
    is_if_not,
    is_that_clause,
    is_wrong_to,
    leaves_open,
    takes_for_granted,
)
from analysis.extract.questions import question_of
from analysis.extract.word_sets import word_set
from analysis.parsed import Parse, Word
from analysis.records import Modality

if TYPE_CHECKING:
    from spacy.tokens import Doc

_MODALS = frozenset({"may", "might", "could"})
_HEDGING_ADVERBS = word_set(
    "possibly perhaps maybe probably likely reportedly allegedly apparently supposedly purportedly "
    "seemingly presumably potentially conceivably hypothetically ostensibly"
)
# Verbs and adjectives whose complement is not said to be so.
_HEDGING_HEADS = word_set(
    "plan expect intend hope fear worry doubt suspect speculate seem appear propose consider suppose "
    "assume imagine threaten aim seek want wish anticipate predict presume contemplate envision "
    "likely unlikely possible probable potential prepare rumour rumor allege offer ready envisage mull "
    "weigh ponder afraid unclear uncertain doubtful conceivable"
)
# Verbs that hedge only in the passive: "is believed to", "is said to".
_HEDGING_PASSIVES = word_set("believe think say report understand claim accuse suspect estimate schedule")
_HEDGING_NOUNS = word_set(
    "plan proposal possibility potential prospect fear hope intention risk likelihood probability "
    "chance allegation rumour rumor speculation suspicion scenario suggestion expectation concern "
    "hypothesis danger doubt worry"
)
# "In the event of", "in case of"; not "in the events".
_EVENTS = word_set("event case")
# An adjective beside a noun that makes what it names a supposition.
_SUPPOSED = word_set("hypothetical potential possible alleged supposed purported rumoured rumored")
# Of a main clause that depends on an if: what would, will or may be.
_DEPENDING = word_set("will would 'll 'd may might could can should must shall")
# What one wishes or works for is asserted as a wish.
_WISHES = word_set("seek want wish aim consider offer ready likely unlikely")
_HEDGING_ADJECTIVES = word_set(
    "hypothetical potential possible alleged supposed proposed planned prospective eventual"
)
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})
_COMPLEMENTS = frozenset(
    {"ccomp", "xcomp", "acl", "pcomp", "pobj", "prep", "dobj", "nsubjpass", "attr", "oprd", "acomp", "advcl"}
)
_INVERTED = frozenset({"should", "were", "had"})
_CONDITIONS = frozenset({"if", "unless", "whether", "lest"})
# What is said stands by itself: whoever says it, the hedge of the sentence around does not reach in.
REPORTING = word_set(
    "say tell add note state declare announce report explain stress emphasise emphasize underline "
    "underscore reiterate recall warn claim argue insist point confirm write know believe think "
    "remind reaffirm affirm mention observe conclude find show see understand acknowledge admit agree"
)


def modality_of(doc: Doc | Parse, start: int, end: int, *, is_whole: bool = False) -> Modality:
    """Return how surely the evidence is said: asserted, hedged or denied.

    Args:
        doc: The parsed document.
        start: First character of the evidence.
        end: Character behind it.
        is_whole: Is the evidence a whole sentence, of which nothing says which words carry the theme? A "not"
            denies then only what something is said not to be ("it is not a threat").
    """
    span = doc.char_span(start, end, alignment_mode="expand") if 0 <= start < end else None
    if span is None or not len(span):
        return "asserted"
    answer = answer_to(span.root)
    if answer is not None:
        return "denied" if answer.says == "no" else "asserted"
    anchor = _content_head(span.root)
    denied = hedged = False
    for token, child in _above(anchor):
        if takes_for_granted(token, child):
            continue
        is_left_open = leaves_open(token, child)
        denied = denied != (not is_left_open and denies(token, child, is_whole=is_whole))
        hedged = hedged or is_left_open or _hedges(token, child, span.end)
    question = question_of(span)
    if question is not None:
        is_open = not any(child.dep_ == "neg" for child in question.children)
        return "hedged" if hedged or is_open else "asserted"
    if denied:
        return "denied"
    return "hedged" if hedged else "asserted"


def _content_head(root: Word) -> Word:
    """Return the head of what is said, where the evidence takes in who says it; of "there is" what there is.

    A verb that hedges what it takes (doubts, plans, fears) is as far as this goes.
    """
    for _ in range(6):
        if root.lemma_.lower() in _HEDGING_HEADS:
            return root
        is_report = root.lemma_.lower() in REPORTING
        said = [child for child in root.children if child.dep_ == "ccomp" and (is_report or child.i > root.i)]
        inner = said[0] if said else _judged(root)
        if inner is None and any(child.dep_ == "expl" for child in root.children):
            inner = next((child for child in root.children if child.dep_ in ("attr", "dobj")), None)
        if inner is None and root.lemma_.lower() in ("have", "make", "be"):
            nouns = [
                child for child in root.children if child.dep_ in ("dobj", "attr") and child.pos_ == "NOUN"
            ]
            inner = next((grand for noun in nouns for grand in noun.children if grand.dep_ == "acl"), None)
        if inner is None:
            return root
        root = inner
    return root


def _judged(root: Word) -> Word | None:
    """Return what it is called right or wrong to say: of "it is wrong to say" to say."""
    inside = (root, *(child for child in root.children if child.dep_ in ("acomp", "attr")))
    return next((child for word in inside for child in word.children if is_wrong_to(word, child)), None)


def _is_judged(verb: Word) -> bool:
    """Tell whether it is called right or wrong to say something."""
    return verb.head != verb and is_wrong_to(verb.head, verb)


def _above(anchor: Word) -> Iterator[tuple[Word, Word | None]]:
    """Yield the anchor, then each head that takes what is below it, with the child it was reached from."""
    token, child, is_beside = anchor, None, False
    for _ in range(30):
        if not is_beside:
            yield token, child
        if token.head == token:
            return
        is_below = token.dep_ in _COMPLEMENTS | {"conj"} or is_that_clause(token) or _is_judged(token)
        if (token.dep_ == "relcl" or token.pos_ in ("VERB", "AUX")) and not is_below:
            return
        head = token.head
        is_open = leaves_open(head, token) or _is_judged(head) or does_not_think(head)
        is_apart = _is_reported(head) and not is_open
        if token.dep_ == "ccomp" and (is_apart or _stands_before(token)):
            return
        # A clause with its own subject stands beside the one it is joined to, not under it.
        is_beside = token.dep_ == "conj" and any(grand.dep_ in _SUBJECTS for grand in token.children)
        token, child = token.head, token


def _is_reported(head: Word) -> bool:
    """Tell whether a verb reports what it takes: a hedge of the verb does not reach in."""
    return head.pos_ == "VERB" and head.lemma_.lower() in REPORTING and not _is_passive(head)


def _stands_before(clause: Word) -> bool:
    """Tell whether a clause stands before the verb it hangs on, as a main clause: "We hide nothing; ..."."""
    return clause.right_edge.i < clause.head.i and not any(
        child.dep_ == "mark" or child.tag_ in ("WDT", "WP", "WRB") for child in clause.children
    )


def _hedges(token: Word, child: Word | None, end: int) -> bool:
    """Tell whether a token hedges itself or what it was reached from; end is where the evidence ends."""
    lemma = token.lemma_.lower()
    if token.pos_ in ("VERB", "AUX", "ADJ"):
        for other in token.children:
            if other.dep_ == "aux" and other.lower_ in _MODALS:
                return True
            if other.dep_ == "advmod" and other.lower_ in _HEDGING_ADVERBS:
                return True
            if other.dep_ == "advcl" and other != child and _is_condition(other) and _depends(token):
                return True
        if token.dep_ in ("advcl", "ccomp", "pcomp") and _is_condition(token):
            return True
    if token.pos_ in ("NOUN", "PROPN") and any(
        other.dep_ == "amod" and other.lower_ in _SUPPOSED for other in token.children
    ):
        return True
    if child is None:
        return _hedges_inside(token, lemma, end)
    if child.dep_ not in _COMPLEMENTS:
        return False
    if token.pos_ in ("VERB", "ADJ", "AUX"):
        if lemma == "look" and child.lower_ == "like":
            return True
        if lemma in _HEDGING_HEADS and child.dep_ in ("xcomp", "ccomp", "dobj", "nsubjpass", "acl"):
            return child.dep_ != "dobj" or lemma in ("plan", "propose", "consider", "fear", "expect")
        return (
            lemma in _HEDGING_PASSIVES
            and _is_passive(token)
            and child.dep_ in ("xcomp", "ccomp", "oprd", "prep")
        )
    if token.pos_ != "NOUN" or child.dep_ not in ("acl", "prep", "ccomp") or _is_aimed(child):
        return False
    return lemma in _HEDGING_NOUNS or (token.lower_ in _EVENTS and token.head.lower_ == "in")


def _hedges_inside(anchor: Word, lemma: str, end: int) -> bool:
    """Tell whether the evidence's own head makes it a plan, a fear or a supposition.

    "Defensive plans" alone are no supposition: what is planned must be part of the evidence.
    """
    inside = [child for child in anchor.children if anchor.pos_ == "VERB" or child.i < end]
    complements = {child.dep_ for child in inside if not _is_aimed(child)}
    if any(child.dep_ == "acomp" and child.lower_ in _HEDGING_HEADS for child in anchor.children):
        return True
    if lemma == "look" and any(child.lower_ == "like" for child in anchor.children):
        return True
    if anchor.pos_ in ("NOUN", "PROPN"):
        return (
            lemma in _HEDGING_NOUNS
            and bool(complements & {"acl", "prep", "ccomp"})
            and anchor.dep_ in ("attr", "dobj", "ROOT")
        )
    if (
        lemma in _HEDGING_HEADS
        and lemma not in _WISHES
        and (complements & {"ccomp", "xcomp"} or _is_passive(anchor))
    ):
        return True
    subjects = [child for child in anchor.children if child.dep_ in ("nsubj", "nsubjpass")]
    return any(grand.lower_ in _HEDGING_ADJECTIVES for subject in subjects for grand in subject.children)


def _is_aimed(child: Word) -> bool:
    """Tell whether it says for whom something is one: "a danger to peace" is there, one "of war" may come."""
    return child.dep_ == "prep" and child.lower_ == "to"


def _is_condition(clause: Word) -> bool:
    """Tell whether a clause is an if-clause: "if it does", "should it do"; "if not this, then" is none."""
    if clause.dep_ == "advcl" and clause.i == clause.left_edge.i and clause.lower_ in _INVERTED:
        return True
    for child in clause.children:
        if child.dep_ in ("mark", "advmod") and child.lower_ in _CONDITIONS:
            return not is_if_not(child)
        if child.dep_ == "aux" and child.lower_ in _INVERTED:
            subjects = [other for other in clause.children if other.dep_ in _SUBJECTS]
            return bool(subjects) and child.i == clause.left_edge.i < subjects[0].i
    return False


def _depends(verb: Word) -> bool:
    """Tell whether a verb with an if-clause says what would or will be, not what is anyway."""
    return any(child.dep_ == "aux" and child.lower_ in _DEPENDING for child in verb.children)


def _is_passive(token: Word) -> bool:
    return any(child.dep_ == "auxpass" for child in token.children) or (
        token.tag_ == "VBN" and token.dep_ == "acl"
    )
