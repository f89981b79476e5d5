"""What denies the evidence: a negation of what governs it, or a verb or noun that says it is not so."""

from __future__ import annotations

from analysis.extract.harm import harms_posed, tells_harm
from analysis.extract.word_sets import word_set
from analysis.parsed import Word

_DENYING_HEADS = word_set("deny refute disprove debunk")
_FALSE = word_set(
    "false baseless groundless unfounded untrue absurd wrong ridiculous nonsense lie fiction myth "
    "fabrication fake fabricated bogus hoax invention disinformation misinformation incorrect inaccurate"
)
# What it is wrong to say is not so; but a mistake that was made was made.
_MISTAKEN = word_set("mistake mistaken error erroneous misleading unfair")
_RIGHT = word_set("true right correct accurate fair")
# "It is not the case that": what such a noun takes is said to be so.
_CASE = word_set("case truth fact")
# What one refuses or fails to do is not done.
_UNDONE = word_set("refuse fail decline")
_NOT_DENYING = word_set("only just merely simply solely least but sole alone first last")
# Of what is "hard to deny" or what "few deny" it is said that it is so.
_HARD = word_set("hard difficult impossible tough futile pointless useless absurd")
_HARDLY = word_set("few hardly scarcely barely")
_DOUBTING = word_set("deny doubt dispute")
# "No secret", "not surprising": what they take is so.
_GRANTED = word_set(
    "doubt secret surprise surprising surprised wonder coincidence coincidental accident accidental news "
    "exaggeration"
)
_NONE = word_set("nobody none neither nothing")
# A negated verb denies what it takes, not what only goes with it: "has not eased since the drills".
_BESIDE = word_set("since after before during because under despite about regard with")
# Who does not speak of something does not deny it.
_SILENT = word_set("mention discuss address comment disclose reveal specify publish elaborate clarify")
# Nor is what does not hinder something: "will not stop supporting", "in no way prevents".
_HINDERING = word_set("prevent stop hinder hamper affect change diminish weaken shake deter end halt abandon")
# Who does not confirm something leaves it open.
_CONFIRMING = word_set("confirm verify corroborate substantiate")
# Nor who does not say it.
_SAYING = word_set("say state claim declare announce tell")
# Of which it is said that they are not clear, not known.
_KNOWN = word_set("clear known know certain sure confirm confirmed obvious")
# What must not or should not be, and what somebody is urged not to do, may well be.
_MUST = word_set("must should ought shall")
_DEMANDING = word_set("urge call demand ask warn appeal tell advise implore plead beg")
# But who should not see something so is told that it is not so.
_SEEING = word_set("see view regard consider perceive interpret treat think believe")
# Who does not think so holds that it is not so, where who does not say so leaves it open.
_THINKING = word_set("think believe accept agree")
# "Claims have no basis."
_BASIS = word_set("basis foundation ground merit substance credibility truth")
_WEAKENING = word_set("really fully quite entirely necessarily always yet")
_REJECTING = word_set("reject dismiss deny refute dispute")
_NAMING = word_set("call brand label describe denounce decry condemn deem term slam")
_SUGGESTING = word_set("suggest argue assert allege insist pretend assume suppose portray present accuse")
_CLAIMS = word_set(
    "claim allegation accusation suggestion notion idea report speculation rumour rumor assertion charge"
)


def denies(token: Word, child: Word | None, *, is_whole: bool) -> bool:
    """Tell whether a token negates itself or denies what it was reached from; doing both denies nothing."""
    if child is None and _says_more(token):
        return False
    if child is not None and (child.lemma_.lower() in _BESIDE or _is_silent(token, child)):
        return False
    if is_whole and child is None:
        is_negated = _is_no_such(token) or _does_no_harm(token) or _in_no_way(token)
    else:
        tells = not is_whole or _tells_truth(token) or token.lemma_.lower() in _THINKING
        is_negated = tells and _is_negated(token, child)
    is_negated = is_negated and not _is_demanded(token)
    return is_negated != _is_denial(token, child)


def takes_for_granted(token: Word, child: Word | None) -> bool:
    """Tell whether words say of what they take that it is so: "never denied", "hard to deny", "no secret"."""
    if child is None:
        return False
    if any(
        word.lemma_.lower() in _GRANTED
        and (_has_no(word) or _is_negated(word, child) or _is_negated(token, child))
        for word in (token, *token.children)
        if word == token or word.dep_ in ("acomp", "attr")
    ):
        return True
    if token.lemma_.lower() not in _DOUBTING or token.pos_ != "VERB":
        return False
    is_hard = token.dep_ in ("xcomp", "advcl") and any(
        word.lemma_.lower() in _HARD
        for word in (token.head, *token.head.children)
        if word == token.head or word.dep_ in ("acomp", "oprd")
    )
    is_undone = _has_no(token) or _is_negated(token, child)
    return is_hard or is_undone or any(word.lower_ in _HARDLY for word in token.children)


def leaves_open(token: Word, child: Word | None) -> bool:
    """Tell whether words leave open what they take: "not ruled out", "declined to confirm", "did not say"."""
    if token.pos_ in ("VERB", "AUX") and _is_unknown(token, child):
        return True
    if token.pos_ != "VERB":
        return False
    if _rules_out(token):
        return _is_negated(token, child)
    lemma, head = token.lemma_.lower(), token.head
    if child is not None and (lemma in _SAYING or lemma in _NAMING) and _is_short_of(token):
        return True
    if child is not None and lemma in _SAYING and child.dep_ == "ccomp":
        is_refused = token.dep_ == "xcomp" and head.lemma_.lower() in _UNDONE
        is_asked = child.left_edge.tag_ in ("WRB", "WP", "WDT")  # when it will be so, not whether
        return not is_asked and (is_refused or _is_negated(token, child))
    if child is not None and lemma in _CONFIRMING:
        is_refused = token.dep_ == "xcomp" and head.lemma_.lower() in _UNDONE
        return is_refused or _is_negated(token, child)
    is_nor = token.dep_ == "conj" and any(other.lower_ == "nor" for other in head.children)
    is_either = token.dep_ == "conj" and head.lemma_.lower() in _CONFIRMING
    return (is_nor or is_either) and child is not None and lemma in _DENYING_HEADS


def _is_silent(token: Word, child: Word) -> bool:
    """Tell whether what somebody does not do is to hinder or speak of something, or say when it will be."""
    lemma = token.lemma_.lower()
    return lemma in _SILENT | _HINDERING or (lemma in _SAYING and child.dep_ in ("ccomp", "advcl"))


def _is_short_of(token: Word) -> bool:
    """Tell whether somebody "stopped short of" doing something."""
    return token.head.lower_ == "of" and token.head.i > 0 and token.head.nbor(-1).lower_ == "short"


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
        if child is None and other.dep_ in ("nsubj", "nsubjpass") and _has_no(other):
            return True
        if other.dep_ in ("nsubj", "nsubjpass", "dobj") and other != child and _is_none(other):
            return other.dep_ != "dobj" or child is None or child.dep_ != "conj"
        is_object = child is None or child.dep_ in ("dobj", "attr")
        if other.dep_ == "prep" and is_object and any(map(_is_none, other.children)):
            return True  # "a threat to no one"
    return _in_no_way(token)


def _in_no_way(token: Word) -> bool:
    inside = (grand for other in token.children if other.dep_ == "prep" for grand in other.children)
    return any(grand.lower_ in ("means", "way") and _has_no(grand) for grand in inside)


def _is_demanded(verb: Word) -> bool:
    """Tell whether a verb says what must or must not be: "must not split", "urged it not to split"."""
    if verb.lemma_.lower() in _SEEING:
        return False
    helpers = {other.lower_ for other in verb.children if other.dep_ == "aux"}
    is_told = verb.dep_ in ("xcomp", "ccomp", "advcl") and verb.head.lemma_.lower() in _DEMANDING
    return bool(helpers & _MUST) or ("to" in helpers and is_told)


def _is_no_such(token: Word) -> bool:
    """Tell whether something is said not to be a thing of a kind: "it is not a threat", "they are no threat".

    Not what will not be one, nor what there is none of.
    """
    if token.lemma_.lower() != "be" or any(other.dep_ in ("expl", "aux") for other in token.children):
        return False
    kinds = [other for other in token.children if other.dep_ == "attr" and _is_kind(other)]
    return any(_has_no(kind) for kind in kinds) or bool(kinds and _is_negated(token, None))


def _does_no_harm(verb: Word) -> bool:
    """Tell whether it is said that somebody does no harm: "threatens nobody", "does not seek a war"."""
    return any(map(_has_no, harms_posed(verb))) or (tells_harm(verb) and _is_negated(verb, None))


def _tells_truth(token: Word) -> bool:
    """Tell whether words say whether something is so: "it is true that", "it is not the case that"."""
    said = _FALSE | _MISTAKEN | _RIGHT | _CASE
    return token.lemma_.lower() == "be" and any(word.lemma_.lower() in said for word in _said_of(token))


def _said_of(token: Word) -> list[Word]:
    """Return a word and what it says of its subject: "is wrong", "is a mistake"."""
    return [token, *(other for other in token.children if other.dep_ in ("acomp", "attr", "oprd"))]


def is_wrong_to(token: Word, child: Word) -> bool:
    """Tell whether words call it wrong, or not wrong or right, to say or think what comes: "wrong to say"."""
    speaks = _SAYING | _NAMING | _SEEING | _SUGGESTING
    if child.lemma_.lower() not in speaks or all(other.lower_ != "to" for other in child.children):
        return False
    return any(word.lemma_.lower() in _FALSE | _MISTAKEN | _RIGHT for word in _said_of(token))


def _is_kind(noun: Word) -> bool:
    """Tell whether a noun names a kind, with no clause that says more: "a threat"."""
    parts = {other.lower_ for other in noun.children if other.dep_ in ("det", "neg")}
    has_clause = any(other.dep_ in ("acl", "ccomp", "relcl", "conj") for other in noun.children)
    return noun.lemma_.lower() not in _GRANTED and not has_clause and bool(parts & {"a", "an", "any", "no"})


def _has_no(noun: Word) -> bool:
    return any(other.lower_ == "no" and other.dep_ in ("det", "neg") for other in noun.children)


def _is_none(word: Word) -> bool:
    return word.lower_ in _NONE or (word.lower_ == "one" and _has_no(word))


def _is_denial(token: Word, child: Word | None) -> bool:
    """Tell whether a verb denies what it takes: to reject the claim that it is so is to deny it."""
    if child is None:
        return _rules_out(token) and token.tag_ != "VBG"
    lemma = token.lemma_.lower()
    if lemma in _FALSE and is_that_clause(child):
        return True
    if is_wrong_to(token, child):
        return any(word.lemma_.lower() in _FALSE | _MISTAKEN for word in _said_of(token))
    if lemma in _CLAIMS and any(other.lemma_.lower() in _FALSE for other in token.children):
        return not _is_denial(token.head, token)  # who rejects false claims denies once
    if child.lemma_.lower() in _CLAIMS and child.dep_ == "nsubj":
        bases = (other for other in token.children if other.lemma_.lower() in _BASIS and _has_no(other))
        if next(bases, None) is not None:
            return True
    if _rules_out(token):
        # "Guarantees ruling it out" are a demand: what they rule out is not said to be untrue.
        is_passive = child.dep_ == "nsubjpass"
        return is_passive or (
            token.tag_ in ("VBD", "VBZ", "VBP") and child.dep_ in ("dobj", "ccomp", "xcomp")
        )
    if lemma in _UNDONE and child.dep_ == "xcomp":
        return child.lemma_.lower() not in _SILENT | _CONFIRMING
    if lemma == "be" and (child.dep_ == "ccomp" or child.lemma_.lower() in _CLAIMS):
        said = [other for other in token.children if other.dep_ in ("acomp", "attr") and other != child]
        return any(other.lemma_.lower() in _FALSE for other in said)
    if child.lemma_.lower() in _CLAIMS and lemma in _REJECTING | _NAMING:
        return lemma in _REJECTING or _is_called_false(token)
    if lemma in _DENYING_HEADS and child.dep_ == "nsubjpass":  # not: the troops were denied entry
        return not any(other.dep_ == "dobj" for other in token.children)
    return lemma in _DENYING_HEADS and child.dep_ in ("ccomp", "xcomp", "dobj", "pcomp")


def does_not_think(verb: Word) -> bool:
    """Tell whether a verb says that somebody does not hold something to be so."""
    return verb.lemma_.lower() in _THINKING and any(other.dep_ == "neg" for other in verb.children)


def is_that_clause(clause: Word) -> bool:
    """Tell whether a clause says what a lie, a fact or a claim is, which parsers take for a relative one."""
    noun, is_below = clause.head, clause.dep_ in ("relcl", "acl", "ccomp")
    is_said = noun.pos_ == "NOUN" and noun.lemma_.lower() in _FALSE | _CASE | _CLAIMS
    return is_below and is_said and clause.left_edge.lower_ == "that"


def _is_called_false(verb: Word) -> bool:
    """Tell whether a verb takes a word for untrue, wherever the parser attaches it."""
    words = (verb.doc[i] for i in range(verb.left_edge.i, verb.right_edge.i + 1))
    return any(other.lemma_.lower() in _FALSE and other.pos_ in ("ADJ", "NOUN") for other in words)


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
    """Tell whether "not" belongs to "not only", "not just", "cannot but", "not the only"."""
    following = [negation.doc[i] for i in range(negation.i + 1, min(negation.i + 3, len(negation.doc)))]
    if len(following) > 1 and following[0].dep_ in ("det", "poss"):
        del following[0]
    return bool(following) and following[0].lower_ in _NOT_DENYING


def is_if_not(mark: Word) -> bool:
    """Tell whether an "if" is that of "if not this, then that", which decides nothing."""
    return mark.lower_ == "if" and mark.i + 1 < len(mark.doc) and mark.nbor(1).lower_ == "not"
