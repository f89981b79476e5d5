"""Whether a capital stands for its government: Minsk says, Moscow's demands, talks between Kyiv and Warsaw.

A capital is a place unless the parse shows it acting, being dealt with like someone who acts, or owning what
only someone who acts has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.extract.word_sets import word_set

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# What a town as a town may do, too.
_OF_A_TOWN = word_set(
    "be become have host see lie remain experience house boast fall grow get come wake celebrate lack "
    "stand sit welcome suffer face feel look seem appear resemble include cover rank attract"
)
# "Minsk is ready": what only someone can be.
_STATES_OF_MIND = word_set(
    "ready willing unwilling concerned able unable interested uninterested prepared opposed determined "
    "aware convinced committed reluctant responsible right wrong open eager keen afraid sure confident "
    "certain satisfied guilty hostile silent wary"
)
# What a government has and a town has not.
_OWNED = word_set(
    "ability accusation action aggression agenda aim ally allegation ambition answer approach argument "
    "army assertion assurance attempt attitude behaviour behavior campaign claim commitment concern "
    "condition consent decision demand denial diplomacy diplomat effort envoy explanation fear force "
    "foreign forces goal government hand hope hostility influence initiative insistence intention "
    "interest invasion involvement leadership leverage lie military minister ministry motive move "
    "narrative negotiator objection objective obligation offer official participation partner plan "
    "policy position presence pressure priority proposal propaganda proxy readiness reaction refusal "
    "regime rejection relation request resolve response role rhetoric sovereignty spokesman stance "
    "statement strategy support threat ties troop troops ultimatum view vision war warning willingness"
)
# The Kyiv authorities.
_RULERS = word_set("authority government leadership regime")
# Between, with and towards governments.
_DEALINGS = word_set(
    "accord agreement alliance arrangement clash confrontation conflict contact consultation cooperation "
    "coordination deal dialogue discussion dispute friction friendship gap negotiation pact partnership "
    "rapprochement relation relations relationship rift stand-off standoff summit talk talks tension tie "
    "ties treaty understanding union war"
)
_PRESSED = word_set(
    "pressure sanction sanctions demand demands warning warnings restriction message call appeal"
)
_DEALT_WITH = word_set(
    "accuse urge press support help back sanction ask tell warn blame provoke force push encourage "
    "threaten convince isolate arm pressure assure inform remind persuade compel condemn criticise "
    "criticize assist consult notify deter"
)
_DEALING_VERBS = word_set(
    "negotiate cooperate agree side ally coordinate collaborate deal quarrel consult sign"
)


def acts(doc: Doc, start: int, end: int) -> bool:
    """Return whether the tokens, the name of a capital, stand for its government."""
    head = doc[start:end].root
    for _ in range(6):
        if head.dep_ != "conj":
            return _acts(head)
        if _is_subject_of(head):
            return True
        head = head.head
    return False


def _acts(token: Token) -> bool:
    head = token.head
    if token.dep_ in ("nsubj", "nsubjpass"):
        return _is_subject_of(token)
    if token.dep_ == "poss":
        return head.lemma_.lower() in _OWNED
    if token.dep_ == "compound":
        return head.lemma_.lower() in _RULERS
    if token.dep_ in ("dobj", "dative"):
        return head.lemma_.lower() in _DEALT_WITH
    if token.dep_ == "pobj":
        return _is_dealt_with(head)
    return False


def _is_subject_of(token: Token) -> bool:
    """Tell whether a subject does what only someone who acts does."""
    verb = token.head
    if token.dep_ == "nsubjpass":
        return verb.lemma_.lower() in _DEALT_WITH
    if token.dep_ != "nsubj" or verb.pos_ not in ("VERB", "AUX"):
        return False
    if verb.lemma_.lower() not in _OF_A_TOWN:
        return True
    return any(child.dep_ == "acomp" and child.lower_ in _STATES_OF_MIND for child in verb.children)


def _is_dealt_with(preposition: Token) -> bool:
    """Tell whether what a preposition leads to is a party: ties with, sanctions against, rejected by."""
    head = preposition.head
    if preposition.dep_ == "agent":
        return True
    word, lemma = preposition.lower_, head.lemma_.lower()
    if word in ("between", "with"):
        return lemma in _DEALINGS or lemma in _DEALING_VERBS
    return word in ("on", "against", "to") and head.pos_ == "NOUN" and lemma in _PRESSED
