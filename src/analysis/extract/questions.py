"""What is asked, to be answered by yes or no: "Will they meet?"; not "Why did they meet?", who did meet."""

from __future__ import annotations

from analysis.parsed import Stretch, Word

_ENDS = frozenset({".", "!", "?", ";"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})
_OPENING = ("WDT", "WP", "WP$", "WRB")
# How far behind a word the end of its question may stand; where stops are missing the next is anywhere.
_FARTHEST = 100  # words
_TAKEN = frozenset({"ccomp", "xcomp", "acl", "attr", "dobj"})


def question_of(span: Stretch) -> Word | None:
    """Return the main verb of the question to be answered yes or no in which a stretch stands, if it does."""
    if not _ends_asking(span.doc[span.end - 1]):
        return None
    main = span.root
    while main.head != main:
        main = main.head
    return main if _is_inverted(main) and not _asks_for_more(main) else None


def is_asked(verb: Word) -> bool:
    """Tell whether a verb's own clause, or one that takes it, asks whether it is so.

    What only goes with the question is not asked: "Did they protest after the troops came?"
    """
    if not _ends_asking(verb):
        return False
    for _ in range(20):
        if _asks_for_more(verb):
            return False
        if _is_inverted(verb):
            return True
        if verb.head == verb:
            # "They will meet?"; but "They met, didn't they?", "They met, but did they talk?"
            return not any(_is_inverted(child) for child in verb.children)
        has_subject = any(child.dep_ in _SUBJECTS for child in verb.children)
        if verb.dep_ not in _TAKEN and (verb.dep_ != "conj" or has_subject):
            return False
        verb = verb.head
    return False


def _ends_asking(word: Word) -> bool:
    words = (word.doc[i] for i in range(word.i, min(len(word.doc), word.i + _FARTHEST)))
    return next((one.lower_ for one in words if one.lower_ in _ENDS), "") == "?"


def _is_inverted(verb: Word) -> bool:
    """Tell whether an auxiliary, or "be" itself, stands before the subject of a verb."""
    subject = _subject(verb)
    if subject < 0:  # "Is | Moscow storing it?": the subject hangs on the auxiliary
        below = (grand for child in verb.children for grand in child.children)
        subject = next((grand.i for grand in below if grand.dep_ in _SUBJECTS), -1)
    is_asked = any(child.dep_ in ("aux", "auxpass") and child.i < subject for child in verb.children)
    return is_asked or (verb.lemma_.lower() == "be" and verb.i < subject)


def _asks_for_more(verb: Word) -> bool:
    """Tell whether who, what, when or why opens a clause."""
    opening = range(verb.left_edge.i, max(verb.i, _subject(verb)))
    return any(verb.doc[i].tag_ in _OPENING for i in opening)


def _subject(verb: Word) -> int:
    return next((child.i for child in verb.children if child.dep_ in _SUBJECTS), -1)
