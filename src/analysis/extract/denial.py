"""What denies the evidence: a negation of what governs it, or a verb or noun that says it is not so."""

from __future__ import annotations

from analysis.extract.word_sets import word_set
from analysis.parsed import Word

_DENYING_HEADS = word_set("deny refute disprove debunk")
_FALSE = word_set(
    "false baseless groundless unfounded untrue absurd wrong ridiculous nonsense lie fiction myth fabrication"
)
# What one refuses or fails to do is not done.
_UNDONE = word_set("refuse fail decline")
_NOT_DENYING = frozenset({"only", "just", "merely", "simply", "solely", "least", "but"})
_NONE = word_set("nobody none neither nothing")
# A negated verb denies what it takes, not what only goes with it: "has not eased since the drills".
_BESIDE = word_set("since after before during because under despite about regard with")
# Who does not speak of something does not deny it.
_SILENT = word_set("mention discuss address comment")
# Of which it is said that they are not clear, not known.
_KNOWN = word_set("clear known know certain sure confirm confirmed obvious")
_WEAKENING = word_set("really fully quite entirely necessarily always yet")
_REJECTING = word_set("reject dismiss deny refute dispute")
_CLAIMS = word_set(
    "claim allegation accusation suggestion notion idea report speculation rumour rumor assertion charge"
)


def denies(token: Word, child: Word | None, *, is_whole: bool) -> bool:
    """Tell whether a token negates itself or denies what it was reached from; doing both denies nothing."""
    if child is None and _says_more(token):
        return False
    if child is not None and (child.lemma_.lower() in _BESIDE or token.lemma_.lower() in _SILENT):
        return False
    return (not is_whole and _is_negated(token, child)) != _is_denial(token, child)


def leaves_open(token: Word, child: Word | None) -> bool:
    """Tell whether words leave open what they take: "not ruled out", "neither confirmed nor denied"."""
    if token.pos_ in ("VERB", "AUX") and _is_unknown(token, child):
        return True
    if token.pos_ != "VERB":
        return False
    if _rules_out(token):
        return _is_negated(token, child)
    head = token.head
    is_nor = token.dep_ == "conj" and any(other.lower_ == "nor" for other in head.children)
    return is_nor and child is not None and token.lemma_.lower() in _DENYING_HEADS


def _is_unknown(token: Word, child: Word | None) -> bool:
    """Tell whether it is said of a clause that it is not clear, or not known."""
    if child is None or child.dep_ not in ("ccomp", "csubj", "advcl", "xcomp", "attr"):
        return False
    says = [token, *(other for other in token.children if other.dep_ == "acomp")]
    is_known = any(word.lemma_.lower() in _KNOWN for word in says)
    return is_known and any(other.dep_ == "neg" for word in says for other in word.children)


def _rules_out(token: Word) -> bool:
    return token.lemma_.lower() == "rule" and any(
        other.dep_ == "prt" and other.lower_ == "out" for other in token.children
    )


def _is_negated(token: Word, child: Word | None) -> bool:
    if token.pos_ not in ("VERB", "AUX", "ADJ", "NOUN"):
        return False
    for other in token.children:
        word = other.lower_
        if other.dep_ == "neg" and word != "no" and not _is_not_only(other) and not _is_after_if(other):
            return True
        if word == "longer" and any(grand.lower_ == "no" for grand in other.children):
            return True
        if other.dep_ in ("det", "neg") and word == "no" and token.pos_ == "NOUN":
            return True
        if other.dep_ in ("nsubj", "nsubjpass", "dobj") and other != child and _is_none(other):
            return other.dep_ != "dobj" or child is None or child.dep_ != "conj"
    return False


def _is_none(word: Word) -> bool:
    return word.lower_ in _NONE or (
        word.lower_ == "one" and any(other.lower_ == "no" for other in word.children)
    )


def _is_denial(token: Word, child: Word | None) -> bool:
    """Tell whether a verb denies what it takes: to reject the claim that it is so is to deny it."""
    if child is None:
        return _rules_out(token) and token.tag_ != "VBG"
    lemma = token.lemma_.lower()
    if _rules_out(token):
        # "Guarantees ruling it out" are a demand: what they rule out is not said to be untrue.
        is_passive = child.dep_ == "nsubjpass"
        return is_passive or (
            token.tag_ in ("VBD", "VBZ", "VBP") and child.dep_ in ("dobj", "ccomp", "xcomp")
        )
    if lemma in _UNDONE and child.dep_ == "xcomp":
        return True
    if lemma == "be" and (child.dep_ == "ccomp" or child.lemma_.lower() in _CLAIMS):
        said = [other for other in token.children if other.dep_ in ("acomp", "attr") and other != child]
        return any(other.lemma_.lower() in _FALSE for other in said)
    if lemma in _REJECTING and child.lemma_.lower() in _CLAIMS:
        return True
    return lemma in _DENYING_HEADS and child.dep_ in ("ccomp", "xcomp", "dobj", "pcomp")


def _says_more(anchor: Word) -> bool:
    """Tell whether a main clause stands beside a negated one, or the negation is weak: "not really"."""
    for other in anchor.children:
        if other.dep_ == "cc" and other.lower_ == "but":
            return True
        if other.dep_ == "advmod" and other.lower_ in _WEAKENING:
            return True
        if other.dep_ in ("conj", "ccomp", "parataxis") and (other.dep_ != "ccomp" or other.i < anchor.i):
            has_subject = any(grand.dep_ in ("nsubj", "nsubjpass") for grand in other.children)
            if has_subject and not any(grand.dep_ == "neg" for grand in other.children):
                return True
    return False


def _is_after_if(negation: Word) -> bool:
    return negation.i > 0 and is_if_not(negation.nbor(-1))


def _is_not_only(negation: Word) -> bool:
    """Tell whether "not" belongs to "not only", "not just", "cannot but"."""
    following = negation.nbor(1).lower_ if negation.i + 1 < len(negation.doc) else ""
    return following in _NOT_DENYING


def is_if_not(mark: Word) -> bool:
    """Tell whether an "if" is that of "if not this, then that", which decides nothing."""
    return mark.lower_ == "if" and mark.i + 1 < len(mark.doc) and mark.nbor(1).lower_ == "not"
