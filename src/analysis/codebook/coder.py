"""Finds the themes of a codebook in a parsed document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from spacy.attrs import ENT_KB_ID, LEMMA, ORTH, POS

from analysis.codebook.classes import Classes
from analysis.codebook.matching import CompiledRule, Firing, Miss, Text
from analysis.codebook.sequences import Compiler, Tokens
from analysis.codebook.themes import Codebook, Theme
from analysis.records import Hit

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

    from analysis.reference import Actors as ActorTable

# Kinds of tokens remembered at once; a bound on memory, not on what can be coded.
_REMEMBERED = 300_000
# Odd numbers without a pattern: their products with hashes are spread like these.
_MIX = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93], dtype=np.uint64
)


@dataclass(frozen=True)
class Decision:
    """What the rules of one theme come to in one sentence.

    Attributes:
        deciding: The rules that gave the hit its evidence and direction: one, or two whose directions combine
            to a third.
        firings: Every rule that fired, in the order of the file.
    """

    hit: Hit
    deciding: tuple[Firing, ...]
    firings: tuple[Firing, ...]


class Coder:
    """Finds the themes of a codebook; made once, then called with one annotated Doc after the other."""

    def __init__(self, codebook: Codebook, actors: ActorTable, vocab: Vocab) -> None:
        """Compile a codebook; for some themes only: codebook.only([...]).

        Args:
            codebook: What to find.
            actors: The actors that the codebook was read with.
            vocab: Of the model whose documents will come.
        """
        self._themes = {theme.name: theme for theme in codebook.themes}
        self._strings = vocab.strings
        self._classes = Classes({name: actors.expand(name) for name in codebook.actors()})
        compiler = Compiler(self._classes)
        rules = [CompiledRule.of(rule, compiler) for theme in codebook.themes for rule in theme.rules]
        self._rules = [(compiled.needs, compiled) for compiled in rules]
        self._any_find = 0
        for compiled in rules:
            self._any_find |= compiled.find.bits
        self._known: dict[int, int] = {}

    def __call__(self, doc: Doc) -> list[Hit]:
        """Return the hits of a document, by start: at most one a sentence and theme, within the sentence."""
        hits = [decision.hit for decision in self.decisions(doc)]
        return sorted(hits, key=lambda hit: (hit.start, hit.end, hit.theme))

    def decisions(self, doc: Doc) -> list[Decision]:
        """Return what the rules come to, by sentence and in the order of the themes."""
        together: dict[tuple[int, str], list[Firing]] = {}
        for firing in self._firings(doc):
            together.setdefault((firing.sentence, firing.rule.theme), []).append(firing)
        return [_decide(doc, self._themes[theme], firings) for (_, theme), firings in together.items()]

    def near_misses(self, doc: Doc) -> list[Miss]:
        """Return the rules that a single condition keeps from firing, by sentence; for a look, it is slow."""
        text = Text(doc, self._tokens(doc))
        found = (rule.near_miss(text, at) for at in range(len(text.sentences)) for _, rule in self._rules)
        return [miss for miss in found if miss is not None]

    def _firings(self, doc: Doc) -> Iterator[Firing]:
        """Yield every rule that fires on each sentence, by sentence and in the order of the codebook."""
        text = Text(doc, self._tokens(doc))
        for number, classes in enumerate(text.sentence_classes):
            if not classes & self._any_find:
                continue
            for needs, compiled in self._rules:
                for need in needs:
                    if not classes & need:
                        break
                else:
                    firing = compiled.fire(text, number)
                    if firing is not None:
                        yield firing

    def _tokens(self, doc: Doc) -> Tokens:
        known = self._known
        if len(known) > _REMEMBERED:
            known.clear()
        rows = doc.to_array([ORTH, LEMMA, POS, ENT_KB_ID])
        # A token is looked up by one number; that two kinds of it share theirs is as likely as for hashes.
        mixed = (rows * _MIX).sum(axis=1, dtype=np.uint64).tolist()
        for at in [at for at, key in enumerate(mixed) if key not in known]:
            known[mixed[at]] = self._classes.of(*(self._strings[int(part)] for part in rows[at]))
        return Tokens.of([known[key] for key in mixed], rows[:, 3].tolist())


def _decide(doc: Doc, theme: Theme, firings: list[Firing]) -> Decision:
    """Return what the rules of one theme that fired on one sentence come to.

    The first rule of the file gives evidence, rule id and direction. Where the theme combines its direction
    with that of a later rule, the direction is the combined one: if that is the later rule's own, the later
    rule gives the evidence too; if it is a third one, the evidence is all from the first to the last word of
    both, and both ids are named.
    """
    deciding, direction = (firings[0],), firings[0].rule.direction
    for firing in firings[1:]:
        pair = tuple(sorted((direction or "", firing.rule.direction or "")))
        made = theme.combine.get((pair[0], pair[1]), direction)
        if made == direction:
            continue
        deciding = (firing,) if made == firing.rule.direction else (deciding[0], firing)
        direction = made
    start = min(firing.span[0] for firing in deciding)
    end = max(firing.span[1] for firing in deciding)
    rule = " + ".join([deciding[0].rule.name, *(firing.rule.rule_id for firing in deciding[1:])])
    span = doc[start:end]
    hit = Hit(theme=theme.name, direction=direction, start=span.start_char, end=span.end_char, rule=rule)
    return Decision(hit, deciding, tuple(firings))
