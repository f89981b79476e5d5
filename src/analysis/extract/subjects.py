"""Who does a verb, and whose a noun is: the sources of attributions, from the dependency parse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.extract.speaker_words import BODIES, DOCUMENTS, IN_THE_KNOW

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

SUBJECTS = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
FIRST_AND_SECOND = frozenset({"i", "we", "you", "me", "us", "let", "my", "our", "your"})
# "It", "that", "there": never a speaker, but for an organisation's "it said".
EMPTY = frozenset({"it", "that", "there", "this", "what", "which", "these", "one", "nothing", "everything"})
# "Brandt, along with Moor"; "together with" has its "with".
ALONG = frozenset({"along", "alongside"})
_NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_PLACES = frozenset({"ORG", "GPE", "LOC", "FAC"})
# What a verb of saying may have without saying anything yet: "Brandt said on Monday, and Moor agreed, that".
_EMPTY_HANDED = frozenset({"cc", "conj", "punct", "aux", "npadvmod", "prep"})
# Clauses that hang on another verb and borrow its subject.
_BORROWING = frozenset({"xcomp", "advcl", "conj", "pcomp", "ccomp", "dep", "ROOT", "parataxis"})


def subject_of(verb: Token) -> Token | None:
    """Return who does a verb: its subject, or the one shared with the verb it hangs on; None if untold."""
    seen = 0
    current = verb
    while seen < 6:
        for child in current.children:
            if child.dep_ in SUBJECTS or (child.dep_ in PASSIVE_SUBJECTS and current != verb):
                return child
        head = current.head
        if head == current:
            return None
        if current.dep_ in ("acl", "relcl") and head.pos_ in ("NOUN", "PROPN", "PRON"):
            if head.lemma_.lower() not in DOCUMENTS:
                return head
            return (subject_of(head.head) if head.dep_ == "dobj" else None) or head
        if current.dep_ == "xcomp":
            controller = next((child for child in head.children if child.dep_ == "dobj"), None)
            if controller is not None and controller.i < current.i:
                return controller
        if current.dep_ not in _BORROWING:
            return None
        if current.dep_ in ("ccomp", "parataxis") and current.tag_ in FINITE:
            return None
        current = head if current.dep_ != "pcomp" else head.head
        seen += 1
    return None


def named_by(subject: Token) -> Token:
    """Return what "who" or "which" stands for, else the subject itself."""
    verb = subject.head
    if subject.tag_ in ("WP", "WDT") and verb.dep_ == "relcl":
        return verb.head
    return subject


def person_at_end(source: Span) -> Token | None:
    """Return the last word of the person whom a source names at its end, whatever the parser makes of the
    words before: "the mayor of Strelsau, Ada Brandt (no relation),", "then-Secretary Brandt".

    None if the person belongs to somebody else: "a spokesman for President Keller".
    """
    root, doc = source.root, source.doc
    if root.ent_type_ in _NAMED or root.tag_ == "NNS" or root.lemma_.lower() in DOCUMENTS:
        return None
    opening = next((token.i for token in source if token.text == "("), source.end)
    words = [token for token in doc[source.start : opening] if not token.is_punct and not token.is_space]
    if not words or words[-1].ent_type_ != "PERSON":
        return None
    first = next(ent.start for ent in doc.ents if ent.start <= words[-1].i < ent.end)
    before = doc[first - 1]
    if first <= source.start or before.pos_ == "CCONJ":
        return None
    is_own = all(token.pos_ != "ADP" and token.tag_ != "POS" for token in doc[source.start : first])
    is_beside = before == root or before.text == "," or before.lemma_.lower() in BODIES
    return words[-1] if is_own or is_beside or before.ent_type_ in _PLACES else None


def holder_of(noun: Token) -> Token | None:
    """Return whose statement, claim or plan a noun is: "X's", "by X", "of X", or who makes it."""
    for child in noun.children:
        if child.dep_ == "poss":
            return child
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in ("by", "from"):
            return next((grand for grand in child.children if grand.dep_ == "pobj"), None)
    for child in noun.children:
        if child.dep_ in ("amod", "compound", "nmod") and child.ent_type_ in ("NORP", "GPE", "ORG", "PERSON"):
            return child
    head = noun.head
    if noun.dep_ == "dobj" and head.pos_ == "VERB":
        subject = subject_of(head)
        return None if subject is None or subject.lower_ in EMPTY | FIRST_AND_SECOND else subject
    return None


def together_with(noun: Token) -> Token | None:
    """Return whom a noun is said to act with: "Brandt, along with her neighbour, said"."""
    verb = noun.head
    between = (child for child in verb.children if noun.dep_ in SUBJECTS and noun.i < child.i < verb.i)
    for word in (*noun.children, *between):
        if word.lower_ in ALONG or any(child.lower_ == "together" for child in word.children):
            return next((part for part in word.subtree if part.dep_ == "pobj"), None)
    return None


def sharing_content(subject: Token) -> Token | None:
    """Return who else says what a subject's verb says: "Brandt said, and Moor agreed, that it was over".

    A comma stands before "that" if one stands before "and"; else the first verb is done with what it says.
    """
    verb, doc = subject.head, subject.doc
    joining = next((child for child in verb.head.children if child.dep_ == "cc" and child.i < verb.i), None)
    if verb.dep_ != "conj" or subject.dep_ not in SUBJECTS or joining is None:
        return None
    has_comma, goes_on = doc[joining.i - 1].text == ",", doc[min(verb.i + 1, len(doc) - 1)].text == ","
    first = [child for child in verb.head.children if child.dep_ not in _EMPTY_HANDED]
    is_shared = has_comma == goes_on and len(first) == 1 and first[0].dep_ in SUBJECTS
    return first[0] if is_shared else None


def is_in_the_know(people: Token) -> bool:
    """Tell whether people are such as know of a matter: "familiar with it", "with knowledge of it"."""
    behind = [child for child in people.children if child.i > people.i]
    behind += [grand for child in behind if child.lower_ == "with" for grand in child.children]
    return any(token.lower_ in IN_THE_KNOW for token in behind)


def is_of_main_clause(subject: Token) -> bool:
    """Tell whether a word is the subject of the main clause of its sentence, or of one joined to it.

    What "I note that" or "we know that" holds is the main clause, too: it is the writer's or who speaks.
    """
    verb = subject.head
    while verb.dep_ in ("conj", "ccomp", "xcomp"):
        if verb.dep_ == "ccomp":
            holder = subject_of(verb.head)
            if holder is None or holder.lower_ not in FIRST_AND_SECOND:
                return False
        verb = verb.head
    return verb.dep_ == "ROOT"
