"""Mentions: where a text names actors, places, exercises, weapons and dates, and which actor each one is.

Finding (which stretch is a name) and linking (whose name it is) are separate steps; a tie links to nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from analysis.extract.linking import Linker
from analysis.extract.links import Link
from analysis.extract.names import AliasTable, Name
from analysis.extract.rules import accepted
from analysis.extract.transliteration import Spellings
from analysis.records import Mention
from analysis.reference import Actors

# Numbers name nobody. DATE stays: events need it.
_NOT_NAMES = frozenset({"CARDINAL", "ORDINAL", "PERCENT", "MONEY", "QUANTITY", "TIME", "LANGUAGE"})
_ARTICLES = frozenset({"the", "a", "an"})
# What a place may be part of, and the small words such a name may have.
# An area keeps its place (eastern Ukraine) but takes in a demonym (British Columbia).
_LONGER = frozenset({"ORG", "PERSON", "FAC", "LAW"})
_AREAS = frozenset({"GPE", "LOC"})
# Before the name of a state: another one or a part that is none (East Germany, South Australia).
_ANOTHER = frozenset({"north", "south", "east", "west", "greater", "new", "upper", "lower"})
_PLACES = frozenset({"GPE", "NORP", "LOC"})
_INSIDE_NAMES = frozenset({"of", "the", "and", "for", "in", "on", "-", "&"})
_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})


class MentionFinder:
    """Finds and links the mentions of a parsed text."""

    def __init__(self, actors: Actors, vocab: Vocab) -> None:
        self._table = AliasTable(actors, vocab)
        self._spellings = Spellings(actors)
        self._linker = Linker(actors)

    def __call__(
        self, doc: Doc, published: dt.date | None = None, *, home: str | None = None
    ) -> list[Mention]:
        """Return the mentions of a text in order, none overlapping.

        Args:
            doc: A parsed text as the model left it; its entities are read, not changed.
            published: Day of publication; it decides who holds an office.
            home: The state whose outlet published it: "the Defence Ministry" is that state's.

        Returns:
            The actors' names, and what the model found and no name overlaps. A tie has no entity_id and lists
            its candidates.
        """
        names = accepted(doc, self._table(doc))
        names = longest([*names, *self._spellings(doc, names)])
        links = self._linker(doc, names, published=published, home=home)
        titles = {i for name in names if name.titles for i in range(name.start, name.end)}
        found = [ent for ent in _from_model(doc) if not titles.issuperset(range(ent.start, ent.end))]
        links = _outside_longer_names(doc, links, found)
        taken = {i for link in links for i in range(link.start, link.end)}
        links += [ent for ent in found if taken.isdisjoint(range(ent.start, ent.end))]
        return [_mention(doc, link) for link in sorted(links, key=lambda link: link.start)]


def annotate(doc: Doc, mentions: Iterable[Mention]) -> Doc:
    """Return the same Doc with the mentions as its entities: label, and entity_id as knowledge base id.

    The one place that writes into a Doc. Matchers then see actors as ENT_KB_ID. Mentions cover whole tokens.
    """
    spans = (
        doc.char_span(
            mention.start,
            mention.end,
            label=mention.label,
            kb_id=mention.entity_id or "",
            alignment_mode="expand",
        )
        for mention in mentions
    )
    doc.set_ents([span for span in spans if span is not None], default="outside")
    return doc


def longest(names: list[Name]) -> list[Name]:
    """Return names of which none overlap: the longest first, of equals the earlier; in order of place."""
    taken: set[int] = set()
    chosen = []
    for name in sorted(names, key=lambda name: (name.start - name.end, name.start)):
        tokens = range(name.start, name.end)
        if taken.isdisjoint(tokens):
            taken.update(tokens)
            chosen.append(name)
    return sorted(chosen, key=lambda name: name.start)


def _outside_longer_names(doc: Doc, links: list[Link], found: list[Link]) -> list[Link]:
    """Return the links without those that are only part of a longer name: Moscow in Moscow University."""
    link_at = {i: link for link in links for i in range(link.start, link.end)}
    absorbed = set()
    for ent in found:
        inside = {link_at[i] for i in range(ent.start, ent.end) if i in link_at}
        if len(inside) == 1:
            absorbed |= {link for link in inside if _is_part(doc, link, ent)}
    return [link for link in links if link not in absorbed]


def _is_part(doc: Doc, link: Link, ent: Link) -> bool:
    """Return whether a link is a place or a lone word inside a name of somebody or something else."""
    if link.start < ent.start or link.end > ent.end:
        return False
    first = doc[ent.start]
    if ent.label in _AREAS and link.label in _AREAS:
        is_another = first.lower_ in _ANOTHER and first.is_title and not first.is_sent_start
        return is_another and link.start == ent.start + 1
    if ent.label not in _LONGER and not (ent.label in _AREAS and link.label == "NORP"):
        return False
    is_lone = link.end - link.start == 1 and not doc[link.start].is_upper and link.label == "ORG"
    if link.label not in _PLACES and not is_lone:
        return False
    others = [doc[i] for i in range(ent.start, ent.end) if not link.start <= i < link.end]
    if any(token.text in _POSSESSIVES for token in others):
        return False
    return any(token.is_title for token in others) and all(
        token.is_title or token.lower_ in _INSIDE_NAMES for token in others
    )


def _from_model(doc: Doc) -> list[Link]:
    """Return what the model found, without article and possessive, numbers left out."""
    found = []
    for ent in doc.ents:
        if ent.label_ in _NOT_NAMES:
            continue
        start, end = _trimmed(ent)
        # Nobody's name is written small throughout; the model now and then takes plain nouns for people.
        if start < end and (ent.label_ == "DATE" or not doc[start:end].text.islower()):
            found.append(Link(start, end, ent.label_, None, "model"))
    return found


def _trimmed(ent: Span) -> tuple[int, int]:
    start, end = ent.start, ent.end
    if ent.label_ == "DATE":
        return start, end
    while start < end and (ent.doc[start].lower_ in _ARTICLES or ent.doc[start].is_space):
        start += 1
    while end > start and (ent.doc[end - 1].text in _POSSESSIVES or ent.doc[end - 1].is_space):
        end -= 1
    return start, end


def _mention(doc: Doc, link: Link) -> Mention:
    last = doc[link.end - 1]
    return Mention(
        start=doc[link.start].idx,
        end=last.idx + len(last),
        label=link.label,
        entity_id=link.entity_id,
        method=link.method,
        candidates=link.candidates,
    )
