"""Who a source is: an actor by name, office or pronoun; two together; or someone the text doesn't name.

A source that could be two is nobody: it keeps its words, gets no entity, and lists both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.extract import speaker_words as words
from analysis.extract.antecedents import Antecedents
from analysis.extract.naming import PRESIDENT, UNNAMED, Names, Speaker, is_plural, together
from analysis.extract.office_parts import OfficeParts
from analysis.extract.office_words import past_of
from analysis.extract.pronouns import UNTOLD, Pronouns
from analysis.extract.subjects import holder_of, together_with
from analysis.extract.turns import Turn
from analysis.records import Mention, Span

if TYPE_CHECKING:
    from spacy.tokens import Token


class SpeakerResolver:
    """Resolves the sources of one document, in the order of the text: later ones lean on earlier ones."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._pronouns = Pronouns(names)
        self._antecedents = Antecedents(names, self._of)
        self._part_of = OfficeParts(names, self._antecedents, self._of)
        self._content: tuple[Span, ...] = ()  # what the source at hand says
        self._called: dict[str, Speaker] = {}  # words for a part of a body -> whose part spoke last

    def remember(self, turn: Turn, speaker: Speaker) -> None:
        """Take note of who spoke in a turn, for what follows."""
        self._pronouns.remember(turn.start, ((turn.start, turn.end),), speaker, is_turn=True)

    def resolve(
        self, head: Token | None, content: tuple[Span, ...], *, beside: Token | None = None
    ) -> Speaker:
        """Return who the source with this head is, and remember it; None is a source the text leaves out.

        Args:
            head: The word of the source that carries its name or noun.
            content: What is said.
            beside: That of somebody else who says the same.
        """
        if head is None:
            return UNNAMED
        self._content = content
        speaker = self._of(head)
        if beside is not None:
            speaker = together((self._of(beside), speaker))
        self._pronouns.remember(head.idx, content, speaker)
        return speaker

    def _of(self, token: Token) -> Speaker:
        is_pronoun = token.pos_ == "PRON" or (token.lower_ in words.HE | words.SHE and token.n_lefts == 0)
        if is_pronoun or (token.dep_ == "poss" and token.lower_ in words.POSSESSIVE):
            return self._pronoun(token)
        joined = self._joined(token)
        if joined is not None:
            return joined
        mention = self._mention(token)
        if mention is not None:
            beside = self._beside(token)
            return (self._joined(beside) if beside else None) or self._names.speaker(mention)
        if token.pos_ == "PROPN" and token.lemma_.lower() not in words.OFFICES | words.BODIES:
            return Speaker(None, self._names.words(token), "named")
        return self._noun(token)

    def _mention(self, token: Token) -> Mention | None:
        """Return the mention at a source's head, or the person beside it: "the spokesman, Ada Brandt,"."""
        beside = self._beside(token)
        return self._names.at(token.idx if beside is None else beside.idx)

    def _beside(self, token: Token) -> Token | None:
        """Return the word of the person beside a source's head, where the head itself is no mention."""
        if self._names.at(token.idx) is not None:
            return None
        beside = ((child, self._names.at(child.idx)) for child in token.children if child.dep_ == "appos")
        return next((child for child, named in beside if named is not None and named.label == "PERSON"), None)

    def _joined(self, token: Token) -> Speaker | None:
        """Return two or more that speak together."""
        heads = [token]
        for _ in range(4):
            following = next((child for child in heads[-1].children if child.dep_ == "conj"), None)
            following = following or together_with(heads[-1])
            if following is None:
                break
            heads.append(following)
        own = self._names.at(token.idx)
        if own is not None:
            heads = [token] + [head for head in heads[1:] if head.idx >= own.end]
        if len(heads) == 1:
            return None
        if own is None and is_plural(token) and all(map(self._is_person, heads[1:])):
            heads = heads[1:] if len(heads) > 2 else heads  # "the ministers, Brandt and Moor"
        found = [mention for mention in (self._mention(head) for head in heads) if mention is not None]
        if len(found) == len(heads):
            return together(self._names.speaker(mention) for mention in found)
        if found:
            return (
                None if own is not None else Speaker(None, self._names.words(token), "named", is_several=True)
            )
        if token.lemma_.lower() in words.PEOPLE and is_plural(token):
            return self._names.unnamed(token, is_several=True)
        return Speaker(None, self._names.words(token), "role", is_several=True)

    def _is_person(self, token: Token) -> bool:
        mention = self._names.at(token.idx)
        return mention is not None and mention.label == "PERSON"

    def _noun(self, token: Token) -> Speaker:
        """Return whom a common noun stands for: a pair, a document, a body, an office, people unnamed."""
        lemma = token.lemma_.lower()
        pair = self._antecedents.pair(token) or self._owned(token)
        if pair is not None:
            return pair
        if lemma in words.DOCUMENTS:
            return self._issuer(token)
        part = self._part_of(token)
        if part is not None:
            self._called[_phrase(token)] = part
            return part
        inside = self._names.inside(token)
        owner = next((mention for mention in inside if mention.entity_id), None)
        several = is_plural(token)
        indefinite = any(child.lower_ in words.INDEFINITE for child in token.children)
        definite = any(child.lower_ in words.DEFINITE or child.dep_ == "poss" for child in token.children)
        speaks_for = lemma in words.OF_STATE or (
            lemma in words.PARTS and owner is not None and owner.label == "ORG"
        )
        if owner is not None and speaks_for and not indefinite:
            self._called[_phrase(token)] = self._names.speaker(owner)
            return self._names.speaker(owner)
        if definite and not several and not inside:
            if lemma in words.OFFICES:
                return self._antecedents.office(token)
            if lemma in words.BODIES:
                return self._body(token)
        if lemma in words.BODIES and owner is not None and len(inside) == 1 and definite and not several:
            return self._antecedents.body(token, owner.entity_id)
        if lemma in words.BODIES and several and len(inside) > 1 and all(one.entity_id for one in inside):
            return together(map(self._names.speaker, inside))
        is_pair = several and definite and lemma in words.PAIRED_PEOPLE
        if lemma in words.PEOPLE and (several or not definite) and not is_pair:
            return self._names.unnamed(token, is_several=several)
        is_body = lemma in words.BODIES and not several and (definite or bool(inside))
        return Speaker(None, self._names.words(token), "role", is_several=several, is_body=is_body)

    def _owned(self, token: Token) -> Speaker | None:
        """Return who holds an office of whom the text names otherwise: "its spokesman", "the president's
        spokesman", "the head of the alliance", "her Bordurian counterpart"."""
        lemma = token.lemma_.lower()
        if is_plural(token) or past_of(token) or lemma not in words.OFFICES | words.COUNTERPARTS:
            return None
        after = (grand for child in token.children if child.lower_ == "of" for grand in child.children)
        owner = next((child for child in token.children if child.dep_ == "poss"), None)
        owner = owner or next((noun for noun in after if noun.lemma_.lower() in words.BODIES), None)
        whose = self._of(owner).entity_id if owner is not None else None
        if whose is None:
            return None
        held = self._names.offices(whose)
        if lemma in words.COUNTERPARTS:
            states = [one.entity_id for one in self._names.inside(token) if one.label == "NORP"]
            found = [self._names.holder(role.title, state) for role in held for state in states]
            return next(filter(None, found), None)
        phrase = " ".join([*(child.lower_ for child in token.children if child.dep_ == "compound"), lemma])
        presided = next((role.body for role in held if role.title == PRESIDENT), None)
        return self._names.holder(f"presidential {phrase}" if presided else phrase, presided or whose)

    def _body(self, token: Token) -> Speaker:
        """Return which body a noun alone stands for: who spoke under these words ("the press service"), who
        is called so, or of "the department" the body that spoke last."""
        is_bare = all(child.dep_ != "poss" for child in token.children)
        if is_bare and _phrase(token) in self._called:
            return self._called[_phrase(token)]
        found = self._antecedents.body(token)
        if found.kind == "role" and not found.candidates and token.lemma_.lower() == "department":
            return self._pronouns.last(self._is_organisation) or found
        return found

    def _is_organisation(self, speaker: Speaker) -> bool:
        actors = self._names.actors
        known = actors.entities.get(speaker.entity_id or "") if actors is not None else None
        return known is not None and known.kind == "organisation"

    def _issuer(self, token: Token) -> Speaker:
        """Return whose statement, comment or report a document is; of "the statement" whoever spoke last."""
        holder = holder_of(token)
        if holder is not None and holder.i != token.i:
            return self._of(holder)
        inside = self._names.inside(token)
        if inside:
            return self._names.speaker(inside[0])
        if any(child.lower_ in words.DEFINITE for child in token.children):
            last = self._pronouns.last(lambda speaker: speaker.kind == "named")
            if last is not None:
                return last
        return Speaker(None, self._names.words(token), "role")

    def _pronoun(self, token: Token) -> Speaker:
        word = token.lower_
        if word in words.HE or word in words.SHE:
            return self._pronouns.person(token, self._content, women=word in words.SHE)
        if word in words.IT:
            return self._pronouns.body(token, self._content)
        noun = next(
            (grand for child in token.children if child.lower_ == "of" for grand in child.children), None
        )
        if noun is not None and noun.pos_ in ("NOUN", "PROPN"):
            return self._names.unnamed(noun, is_several=True)
        if word in words.THEY:
            two = self._antecedents.two(token, people=True) if word == "both" else None
            return self._subject_before(token) or self._pronouns.several() or two or UNTOLD
        return UNNAMED

    def _subject_before(self, token: Token) -> Speaker | None:
        """Return the several who are the subject of the sentence before "they"."""
        if token.sent.start == 0:
            return None
        before = token.doc[token.sent.start - 1].sent
        for child in before.root.children:
            if child.dep_ in ("nsubj", "nsubjpass") and child.pos_ != "PRON":
                speaker = self._antecedents.pair(child) or self._joined(child)
                if speaker is not None and speaker.members:
                    return speaker
        return None


def _phrase(noun: Token) -> str:
    """Return a noun with what is compounded with it: "press service"."""
    parts = [child.lower_ for child in noun.children if child.dep_ == "compound" and not child.ent_type_]
    return " ".join([*parts, noun.lemma_.lower()])
