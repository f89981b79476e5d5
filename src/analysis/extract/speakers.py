"""Who a source is: an actor by name, office or pronoun; two together; or someone the text doesn't name.

A source that could be two is nobody: it keeps its words and gets no entity.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from analysis.extract import speaker_words as words
from analysis.extract.naming import UNNAMED, Names, Speaker, is_plural, listed
from analysis.extract.subjects import holder_of
from analysis.records import Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

# How far back, in characters, "he" may reach: some ten sentences.
HE_REACH = 1500


class SpeakerResolver:
    """Resolves the sources of one document, in the order of the text: later ones lean on earlier ones."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._past: list[tuple[int, Speaker]] = []
        self._women: set[str] = set()
        self._men: set[str] = set()

    def remember(self, position: int, speaker: Speaker) -> None:
        """Take note of who spoke, for what follows."""
        self._past.append((position, speaker))

    def resolve(self, head: int | None) -> Speaker:
        """Return who the source with this head is, and remember it; None is a source the text leaves out."""
        if head is None:
            return UNNAMED
        token = self._names.doc[head]
        speaker = self._of(token)
        self.remember(token.idx, speaker)
        return speaker

    def _of(self, token: Token) -> Speaker:
        if token.pos_ == "PRON" or (token.dep_ == "poss" and token.lower_ in words.POSSESSIVE):
            return self._pronoun(token)
        joined = self._joined(token)
        if joined is not None:
            return joined
        mention = self._mention(token)
        if mention is not None:
            return self._names.speaker(mention)
        if token.pos_ == "PROPN" and token.lemma_.lower() not in words.OFFICES | words.BODIES:
            return Speaker(None, self._names.words(token), "named")
        return self._noun(token)

    def _mention(self, token: Token) -> Mention | None:
        """Return the mention at a source's head, or the person beside it: "the spokesman, Ada Brandt,"."""
        mention = self._names.at(token.idx)
        if mention is not None:
            return mention
        beside = (self._names.at(child.idx) for child in token.children if child.dep_ == "appos")
        return next(
            (mention for mention in beside if mention is not None and mention.label == "PERSON"), None
        )

    def _joined(self, token: Token) -> Speaker | None:
        """Return two or more that speak together."""
        heads = [token]
        for _ in range(4):
            following = next((child for child in heads[-1].children if child.dep_ == "conj"), None)
            if following is None:
                break
            heads.append(following)
        own = self._names.at(token.idx)
        if own is not None:
            heads = [token] + [head for head in heads[1:] if head.idx >= own.end]
        if len(heads) == 1:
            return None
        found = [mention for mention in (self._mention(head) for head in heads) if mention is not None]
        if len(found) == len(heads):
            names = [self._names.speaker(mention).name for mention in found]
            return Speaker(None, listed(list(dict.fromkeys(names))), "named", is_several=True)
        if found:
            return (
                None if own is not None else Speaker(None, self._names.words(token), "named", is_several=True)
            )
        if token.lemma_.lower() in words.PEOPLE and is_plural(token):
            return Speaker(None, self._names.unnamed(token), "unnamed", is_several=True)
        return Speaker(None, self._names.words(token), "role", is_several=True)

    def _noun(self, token: Token) -> Speaker:
        """Return whom a common noun stands for: a pair, a document, a body, an office, people unnamed."""
        lemma = token.lemma_.lower()
        pair = self._pair(token, lemma)
        if pair is not None:
            return pair
        if lemma in words.DOCUMENTS:
            return self._issuer(token)
        inside = self._names.inside(token)
        owner = next((mention for mention in inside if mention.entity_id), None)
        several = is_plural(token)
        indefinite = any(child.lower_ in ("a", "an", "some", "one", "another") for child in token.children)
        definite = any(child.lower_ in words.DEFINITE or child.dep_ == "poss" for child in token.children)
        speaks_for = lemma in words.OF_STATE or (
            lemma in words.PARTS and owner is not None and owner.label == "ORG"
        )
        if owner is not None and speaks_for and not indefinite:
            return self._names.speaker(owner)
        if definite and not several and not inside:
            if lemma in words.OFFICES:
                return self._office(token, lemma) or Speaker(
                    None, self._names.words(token), "role", is_person=True
                )
            if lemma in words.BODIES:
                return self._body(token, lemma) or Speaker(None, self._names.words(token), "role")
        if lemma in words.PEOPLE and (several or not definite):
            return Speaker(None, self._names.unnamed(token), "unnamed", is_several=several)
        return Speaker(None, self._names.words(token), "role", is_several=several)

    def _issuer(self, token: Token) -> Speaker:
        """Return whose statement, comment or report a document is; of "the statement" whoever spoke last."""
        holder = holder_of(token)
        if holder is not None and holder.i != token.i:
            return self._of(holder)
        inside = self._names.inside(token)
        if inside:
            return self._names.speaker(inside[0])
        if any(child.lower_ in words.DEFINITE for child in token.children):
            last = self._last(lambda speaker: speaker.kind == "named")
            if last is not None:
                return last
        return Speaker(None, self._names.words(token), "role")

    def _pair(self, token: Token, lemma: str) -> Speaker | None:
        """Return the two of "both nations" or "the two ministers": the last two named in one sentence."""
        beside = {child.lower_ for child in token.children if child.i < token.i}
        twofold = beside & {"both", "two"} or ("the" in beside and lemma in ("side", "party"))
        people = lemma in words.PAIRED_PEOPLE
        if not twofold or not is_plural(token) or self._names.inside(token):
            return None
        if not people and lemma not in words.PAIRED_STATES:
            return None
        names = self._two(token, people=people)
        return Speaker(None, listed(names), "named", is_several=True) if names else None

    def _two(self, token: Token, *, people: bool) -> list[str] | None:
        """Return the names of the last two that are named in one sentence; None if it names three."""
        name_of = self._person_name if people else self._state_name
        for start, end in self._names.stretches_before(token):
            names = (name_of(mention) for mention in self._names.between(start, end))
            found = list(dict.fromkeys(name for name in names if name is not None))
            if len(found) > 1:
                return found if len(found) == 2 else None
        return None

    def _person_name(self, mention: Mention) -> str | None:
        return self._names.speaker(mention).name if mention.label == "PERSON" else None

    def _state_name(self, mention: Mention) -> str | None:
        actors = self._names.actors
        if actors is None or mention.entity_id is None:
            return self._names.text(mention) if mention.label == "GPE" and actors is None else None
        actor = actors.entities[mention.entity_id]
        return actor.name if actor.kind == "state" else None

    def _office(self, token: Token, lemma: str) -> Speaker | None:
        """Return who was last named with an office; nobody if the nearest sentence names two."""
        return self._nearest(token, lambda mention: mention.label == "PERSON" and self._holds(mention, lemma))

    def _body(self, token: Token, lemma: str) -> Speaker | None:
        """Return the body last named with a word: "the ministry"."""
        return self._nearest(
            token, lambda mention: mention.label == "ORG" and self._is_called(mention, lemma)
        )

    def _nearest(self, token: Token, fits: Callable[[Mention], bool]) -> Speaker | None:
        for start, end in self._names.stretches_before(token):
            fitting = [mention for mention in self._names.between(start, end) if fits(mention)]
            found = {speaker.name: speaker for speaker in map(self._names.speaker, fitting)}
            if found:
                return next(iter(found.values())) if len(found) == 1 else None
        return None

    def _is_called(self, mention: Mention, lemma: str) -> bool:
        return lemma in f"{self._names.speaker(mention).name} {self._names.text(mention)}".lower().split()

    def _holds(self, mention: Mention, lemma: str) -> bool:
        """Tell whether the record, or the text beside a person, gives them an office."""
        actors = self._names.actors
        if mention.entity_id is not None and actors is not None:
            roles = actors.roles_of.get(mention.entity_id, ())
            if any(lemma in role.title.lower().split() for role in roles):
                return True
        doc = self._names.doc
        span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
        if span is None:
            return False
        near = doc[max(span.sent.start, span.start - 8) : min(span.sent.end, span.end + 8)]
        return any(
            other.lemma_.lower() == lemma and (other.head in span or span.root.head == other)
            for other in near
        )

    def _pronoun(self, token: Token) -> Speaker:
        word = token.lower_
        if word in words.HE or word in words.SHE:
            return self._person(token, women=word in words.SHE)
        if word in words.IT:
            return self._last(lambda s: not s.is_person and not s.is_several and s.kind == "named") or UNNAMED
        noun = next(
            (grand for child in token.children if child.lower_ == "of" for grand in child.children), None
        )
        if noun is not None and noun.pos_ in ("NOUN", "PROPN"):
            return Speaker(None, self._names.unnamed(noun), "unnamed", is_several=True)
        if word in words.THEY:
            last = self._last(lambda speaker: speaker.is_several)
            two = self._two(token, people=True) if last is None and word == "both" else None
            return last or (Speaker(None, listed(two), "named", is_several=True) if two else UNNAMED)
        return UNNAMED

    def _person(self, token: Token, *, women: bool) -> Speaker:
        """Return the person behind "he" or "she"; who was "she" before is not "he" later."""
        other = self._men if women else self._women
        for speaker in self._persons_before(token):
            if speaker.name not in other:
                (self._women if women else self._men).add(speaker.name)
                return speaker
        return UNNAMED

    def _persons_before(self, token: Token) -> Iterator[Speaker]:
        """Yield people from the likeliest on: a subject in the sentence or since the last speech, who spoke
        last, who was named last."""
        sentence = token.sent.start_char
        yield from self._subjects(sentence, token.idx)
        spoken = [entry for entry in self._past if entry[1].is_person and entry[0] < token.idx]
        if spoken and token.idx - spoken[-1][0] < HE_REACH:
            yield from list(self._subjects(spoken[-1][0] + 1, sentence))[:1]
            yield spoken[-1][1]
        yield from self._subjects(max(0, token.idx - HE_REACH), token.idx)
        nearest = self._names.between(max(0, token.idx - HE_REACH), token.idx)
        yield from (
            self._names.speaker(mention) for mention in reversed(nearest) if mention.label == "PERSON"
        )

    def _subjects(self, start: int, end: int) -> Iterator[Speaker]:
        for mention in reversed(self._names.between(start, end)):
            if mention.label == "PERSON" and self._names.is_subject(mention):
                yield self._names.speaker(mention)

    def _last(self, fits: Callable[[Speaker], bool]) -> Speaker | None:
        return next((speaker for _, speaker in reversed(self._past[-6:]) if fits(speaker)), None)
