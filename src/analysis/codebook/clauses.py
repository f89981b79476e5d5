"""Clauses of a sentence, from its dependency parse."""

from __future__ import annotations

from analysis.parsed import Stretch, Word

# Where a predicate may open a clause of its own; it does if it has its own subject.
_CLAUSAL = {"ccomp", "advcl", "relcl", "acl", "conj", "parataxis", "csubj", "csubjpass", "pcomp", "dep"}
_SUBJECTS = {"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"}


def clauses_of(sentence: Stretch) -> list[frozenset[int]]:
    """Return the clauses that each token of a sentence belongs to, named by the index of their predicate.

    A clause is a predicate with its own subject and all that hangs on it. So a reported clause ("said that
    ...") stands apart from the one that reports, and a coordinated verb with its own subject from the verb
    before it; verbs that share a subject, infinitives and participles stay together. The noun that a relative
    clause describes belongs to both clauses. Indices count from the start of the document.
    """
    start = sentence.start
    own = [_predicate(token, sentence) for token in sentence]
    shared: list[frozenset[int]] = [frozenset((index,)) for index in own]
    for token in sentence:
        if token.dep_ in {"relcl", "acl"} and own[token.i - start] == token.i:
            for described in _noun_phrase(token.head, sentence):
                shared[described - start] |= {token.i}
    return shared


def _predicate(token: Word, sentence: Stretch) -> int:
    """Return the index of the predicate whose clause a token stands in."""
    while not _opens_clause(token):
        token = token.head
        if (
            not sentence.start <= token.i < sentence.end
        ):  # a parse cut by a sentence boundary set from outside
            return sentence.start
    return token.i


def _opens_clause(token: Word) -> bool:
    if token.head.i == token.i:
        return True
    return token.dep_ in _CLAUSAL and any(child.dep_ in _SUBJECTS for child in token.children)


def _noun_phrase(noun: Word, sentence: Stretch) -> list[int]:
    """Return the indices of a noun and of the words that modify it directly, inside the sentence."""
    words = [noun, *(child for child in noun.children if child.dep_ in {"compound", "amod", "poss", "nmod"})]
    return [word.i for word in words if sentence.start <= word.i < sentence.end]
