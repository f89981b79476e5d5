"""Candidates of attributions from the dependency parse: a cue, who it is said by, what is said.

A *frame* is the shape in which a cue takes its content: a clause ("said that …"), an infinitive
("vowed to …"), an object ("denounced …"), an object and more ("accused … of …"). Which cue takes which
frame is data (see cues); here stands how a frame is read off the tree.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from analysis.extract.candidate import Candidate, make_candidate
from analysis.extract.cues import Cue, Cues
from analysis.extract.phrases import (
    adverb_candidates,
    clause_head,
    is_infinitive,
    noun_candidates,
    phrase_candidates,
)
from analysis.extract.subjects import (
    EMPTY,
    FINITE,
    FIRST_AND_SECOND,
    PASSIVE_SUBJECTS,
    SUBJECTS,
    beside,
    subject_of,
)
from analysis.extract.token_spans import TokenSpan, pieces_of, runs, trim

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# What may stand between a cue and the end of its own clause, as in ", she told reporters on Monday,".
_BESIDE = frozenset(
    {
        *("nsubj", "nsubjpass", "aux", "auxpass", "neg", "advmod", "npadvmod"),
        *("prep", "dative", "prt", "agent", "dobj"),
    }
)


def find_candidates(doc: Doc, cues: Cues) -> list[Candidate]:
    """Return the candidates of a document in the order of their cues."""
    found: list[Candidate] = []
    for index in _cue_tokens(doc, cues):
        token = doc[index]
        lemma = token.lemma_.lower()
        if token.pos_ in ("VERB", "AUX"):
            entry = _verb_entry(token, lemma, cues)
            if lemma in cues.phrases and token.dep_ == "prep":
                found.extend(phrase_candidates(token, cues.phrases[lemma]))
            elif entry is not None:
                found.extend(verb_candidates(token, entry))
        elif token.pos_ == "NOUN" and not token.ent_type_:
            phrases = list(phrase_candidates(token, cues.phrases[lemma])) if lemma in cues.phrases else []
            found.extend(phrases)
            if lemma in cues.nouns and not phrases:
                found.extend(noun_candidates(token, cues.nouns[lemma]))
        elif lemma in cues.adverbs and token.pos_ == "ADV":
            found.extend(adverb_candidates(token, cues.adverbs[lemma]))
    return found


def _cue_tokens(doc: Doc, cues: Cues) -> list[int]:
    """Return the tokens whose lemma the lexicon knows; hashes first spare making a Token of every word."""
    strings = doc.vocab.strings
    known = {strings[lemma] for lemma in cues.lemmas()}
    return [index for index, lemma in enumerate(doc.to_array("LEMMA").tolist()) if lemma in known]


def _verb_entry(verb: Token, lemma: str, cues: Cues) -> Cue | None:
    """Return the entry of a verb; of a verb and its second word where both are one cue."""
    if lemma in cues.compounds:
        for child in verb.children:
            entry = cues.compounds[lemma].get(child.lower_)
            if entry is not None:
                return entry
    return cues.verbs.get(lemma)


def verb_candidates(verb: Token, entry: Cue) -> Iterator[Candidate]:
    """Yield the candidates of one verb: the fullest frame that the lexicon allows it, at most one."""
    children = list(verb.children)
    second = entry.lemma.partition(" ")[2]
    if second:  # what is said may hang on the second word
        children = [
            grand for child in children for grand in (child.children if child.lower_ == second else [child])
        ]
    reduced = verb.dep_ == "acl" and verb.tag_ == "VBN"
    if reduced or any(child.dep_ == "auxpass" for child in children):
        yield from _passive(verb, entry, children)
        return
    source = subject_of(verb) or (beside(verb) if "clause" in entry.frames else None)
    if source is not None and not _may_speak(source, verb, entry):
        return
    for frame, content in _complements(verb, children, entry):
        if frame != "clause" and entry.kind == "say":
            content = content + [child for child in children if child.i > verb.i and _gives_reason(child)]
        pieces = pieces_of(verb, content)
        if pieces:
            yield make_candidate(verb, entry, source, pieces, frame)
            return
    if not entry.frames.isdisjoint({"clause", "quote"}) and source is not None and entry.kind != "think":
        pieces = _around(verb, source, children)
        if pieces:
            yield make_candidate(verb, entry, source, pieces, "around")


def _may_speak(source: Token, verb: Token, entry: Cue) -> bool:
    """Tell whether a subject can be a source other than the writer or the one who is speaking anyway."""
    word = source.lower_
    if word in FIRST_AND_SECOND:
        return False
    is_relative = source.tag_ in ("WP", "WDT") and source.head.dep_ == "relcl"
    if word in EMPTY and not is_relative and source.dep_ in SUBJECTS and source.head == verb:
        return word == "it" and entry.kind == "say" and "clause" in entry.frames
    return True


def _complements(verb: Token, children: list[Token], entry: Cue) -> Iterator[tuple[str, list[Token]]]:
    """Yield the frames that a verb fills, fullest first, with the heads of their content."""
    by_dep: dict[str, list[Token]] = {}
    for child in children:
        by_dep.setdefault(child.dep_, []).append(child)
    objects = by_dep.get("dobj", [])[:1]
    infinitives = [child for child in by_dep.get("xcomp", []) if child.i > verb.i]
    if "clause" in entry.frames and "ccomp" in by_dep:
        yield "clause", by_dep["ccomp"]
    if "clause" in entry.frames and infinitives and not is_infinitive(infinitives[0]):
        yield "clause", infinitives
    if objects and infinitives and "object+infinitive" in entry.frames:
        yield "object+infinitive", [objects[0], infinitives[0]]
    for child in children:
        if child.dep_ not in ("prep", "agent") or child.i < verb.i:
            continue
        preposition = child.lower_
        if objects and f"object+{preposition}" in entry.frames and child.i > objects[0].i:
            yield f"object+{preposition}", [objects[0], child]
        if preposition in entry.frames:
            inner = [grand for grand in child.children if grand.dep_ in ("pobj", "pcomp")]
            if inner:
                yield preposition, inner + infinitives[:1]
    if infinitives and "infinitive" in entry.frames and is_infinitive(infinitives[0]):
        yield "infinitive", infinitives
    if "predicate" in entry.frames and "oprd" in by_dep:
        yield "predicate", objects + by_dep["oprd"]
    if "object" in entry.frames and objects:
        places = [child for child in children if child.i > objects[0].i and _belongs_to_object(child)]
        yield "object", objects + places


def _belongs_to_object(child: Token) -> bool:
    """Tell whether a phrase that the parser hung on the verb says where or of what."""
    if child.dep_ != "prep" or child.lower_ not in ("in", "near", "at", "of", "along", "between", "against"):
        return False
    return not any(token.ent_type_ in ("DATE", "TIME") for token in child.subtree)


def _gives_reason(clause: Token) -> bool:
    """Tell whether a clause is the speaker's reason: "warned against it, since ..."."""
    return clause.dep_ == "advcl" and any(
        child.dep_ == "mark" and child.lower_ in ("since", "because") for child in clause.children
    )


def _passive(verb: Token, entry: Cue, children: list[Token]) -> Iterator[Candidate]:
    """Yield the candidate of "is said to", "was accused of", "was criticised by", "it was noted that"."""
    agent = next((grand for child in children if child.dep_ == "agent" for grand in child.children), None)
    subject = next((child for child in verb.children if child.dep_ in PASSIVE_SUBJECTS), None)
    clauses = [child for child in children if child.dep_ == "ccomp" and child.i > verb.i]
    if clauses and "clause" in entry.frames and subject is not None and subject.lower_ == "it":
        content = clauses
    elif "passive" not in entry.frames or (agent is None and entry.kind == "think"):
        return  # what is widely believed is the writer's own hedge, not somebody's words
    else:
        content = [subject] if subject is not None and subject.lower_ not in EMPTY else []
        content += [child for child in children if child.i > verb.i and _is_said_of_subject(child)]
        if " " in entry.lemma:
            content = content[1:]
    pieces = pieces_of(verb, content)
    if pieces and (agent is not None or sum(end - start for start, end in pieces) >= 4):
        yield make_candidate(verb, entry, agent, pieces, "passive")


def _is_said_of_subject(child: Token) -> bool:
    return child.dep_ in ("xcomp", "ccomp", "oprd") or (
        child.dep_ == "prep" and child.lower_ in ("of", "as", "for", "to")
    )


def _around(verb: Token, source: Token, children: list[Token]) -> list[TokenSpan]:
    """Return what stands around a parenthetical cue: "…, the minister said on Monday, …".

    Such a cue hangs on its content or the other way round as the parser pleases, so the surface decides: a
    finite cue with its subject, cut off by commas or quotation marks, and content on the left.
    """
    if verb.tag_ not in FINITE or source.head != verb:
        return []
    doc = verb.doc
    if verb.dep_ in ("relcl", "acl") or any(child.dep_ in ("dobj", "xcomp") for child in children):
        return []
    if any(child.dep_ == "mark" and child.lower_ == "as" for child in children):  # as the minister said
        clause = clause_head(verb)
        return runs(doc, {token.i for token in clause.subtree} - {token.i for token in verb.subtree})
    sentence = verb.sent
    start, end = _cue_clause(verb, source, children)
    if start <= sentence.start or not _is_cut(doc[start - 1]):
        return []
    if end < sentence.end and not doc[end].is_punct and not doc[end].is_space:
        return []
    left = trim(doc, (sentence.start, start))
    right = trim(doc, (end, sentence.end)) if end < sentence.end and doc[end].text == "," else None
    pieces = [span for span in (left, right) if span is not None]
    has_verb = any(doc[i].tag_ in FINITE for first, last in pieces for i in range(first, last))
    return pieces if has_verb else []


def _cue_clause(verb: Token, source: Token, children: list[Token]) -> TokenSpan:
    """Return where a cue's own words begin and end: subject, auxiliaries, and when, where and to whom."""
    start, end = verb.i, verb.i + 1
    for child in children:
        if child.dep_ not in _BESIDE or (child != source and abs(child.i - verb.i) >= 12):
            continue
        left, right = child.left_edge.i, child.right_edge.i + 1
        if child == source or child.i > verb.i or right >= start - 1:
            start, end = min(start, left), max(end, right)
    return start, end


def _is_cut(token: Token) -> bool:
    return token.is_punct and token.text not in (".", ";", ":", "(", ")", "-")
