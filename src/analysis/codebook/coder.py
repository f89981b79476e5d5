"""Finds the themes of a codebook in a parsed document."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from analysis.codebook.classes import Classes
from analysis.codebook.matching import CompiledRule, Firing, Miss, Text
from analysis.codebook.sequences import Compiler, Tokens
from analysis.codebook.themes import Codebook, Theme
from analysis.parsed import Kind, Likely, Parse
from analysis.records import Hit, Span
from analysis.vocabulary import TRAINED_RULE

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from analysis.reference import Actors as ActorTable

# Parts of speech of which a sentence has one at least, a headline too.
_SAYING = frozenset({"VERB", "AUX", "NOUN", "ADJ", "ADV"})
# Kinds of words remembered at once; a bound on memory, not on what can be coded.
_REMEMBERED = 300_000


@dataclass(frozen=True)
class Decision:
    """What the rules of one theme come to in one sentence, or the trained coder where none of them fires.

    Attributes:
        deciding: The rules that gave the hit its evidence and direction: one, or two whose directions combine
            to a third.
        firings: Every rule that fired, in the order of the file.
        sentence: Number of the sentence in the document, from 0.
    """

    hit: Hit
    sentence: int
    deciding: tuple[Firing, ...] = ()
    firings: tuple[Firing, ...] = ()


@dataclass(frozen=True)
class _Known:
    """What the codebook knows of some kinds of words, by their numbers.

    Attributes:
        classes: Of each kind.
        actors: A number for the actor of each kind, 0 for none.
        is_sought: Whether a rule looks for words of each kind.
    """

    kinds: Sequence[Kind]
    classes: list[int]
    actors: np.ndarray
    is_sought: np.ndarray


class Coder:
    """Finds the themes of a codebook; made once, then called with one annotated parse after the other."""

    def __init__(self, codebook: Codebook, actors: ActorTable) -> None:
        """Compile a codebook; for some themes only: codebook.only([...]).

        Args:
            codebook: What to find.
            actors: The actors that the codebook was read with.
        """
        self._themes = {theme.name: theme for theme in codebook.themes}
        self._order = {name: place for place, name in enumerate(self._themes)}
        self._classes = Classes({name: actors.expand(name) for name in codebook.actors()})
        compiler = Compiler(self._classes)
        rules = [CompiledRule.of(rule, compiler) for theme in codebook.themes for rule in theme.rules]
        self._unless = {
            theme.name: CompiledRule.of(rule, compiler) for theme in codebook.themes for rule in theme.unless
        }
        self._rules = [(compiled.needs, compiled) for compiled in rules]
        self._any_find = 0
        for compiled in rules:
            self._any_find |= compiled.find.needs[0]
        self._classes_of: dict[Kind, int] = {}
        self._last: _Known | None = None

    def __call__(self, doc: Doc | Parse) -> list[Hit]:
        """Return the hits of a document, by start: at most one a sentence and theme, within the sentence."""
        hits = [decision.hit for decision in self.decisions(doc)]
        return sorted(hits, key=lambda hit: (hit.start, hit.end, hit.theme))

    def decisions(self, doc: Doc | Parse) -> list[Decision]:
        """Return what the rules come to, by sentence and in the order of the themes."""
        parse = Parse.of(doc)
        together: dict[tuple[int, str], list[Firing]] = {}
        for firing in self._firings(parse):
            together.setdefault((firing.sentence, firing.rule.theme), []).append(firing)
        made = [_decide(parse, self._themes[theme], firings) for (_, theme), firings in together.items()]
        made += self._trained(parse, together.keys())
        return sorted(made, key=lambda decision: (decision.sentence, self._order[decision.hit.theme]))

    @property
    def themes(self) -> tuple[Theme, ...]:
        """The themes, in the order of the codebook."""
        return tuple(self._themes.values())

    def near_misses(self, doc: Doc | Parse) -> list[Miss]:
        """Return the rules that a single condition keeps from firing, by sentence; for a look, it is slow."""
        parse = Parse.of(doc)
        text = self._text(parse, self._look_up(parse.kinds))
        found = (rule.near_miss(text, at) for at in range(len(text.sentences)) for _, rule in self._rules)
        return [miss for miss in found if miss is not None]

    def _trained(self, parse: Parse, by_rules: Collection[tuple[int, str]]) -> Iterator[Decision]:
        """Yield what the trained coder finds of the themes that count it, where no rule found them."""
        asked = [(theme, theme.trained) for theme in self._themes.values() if theme.trained is not None]
        if not asked or not parse.likely:
            return
        number_of = {int(parse.idx[start]): number for number, (start, _) in enumerate(parse.spans)}
        found = set(by_rules)
        text: Text | None = None
        for likely in parse.likely:  # in the order of the text, so that a theme goes on from what is found
            number = number_of.get(likely.start)
            if number is None or not _says_something(parse, number):
                continue
            for theme, trained in asked:
                probability = likely.themes.get(theme.name, 0.0)
                goes_on = (number - 1, theme.name) in found
                if (number, theme.name) in found or not trained.counts(probability, goes_on=goes_on):
                    continue
                if theme.name in self._unless:
                    text = text or self._text(parse, self._look_up(parse.kinds))
                if text is None or self._keeps(theme, text, number) is None:
                    found.add((number, theme.name))
                    yield Decision(_trained_hit(parse, theme, number, likely, probability), number)

    def keeping(self, doc: Doc | Parse, theme: str, start: int) -> Span | None:
        """Return the characters that keep the trained coder from coding a theme in the sentence that begins
        at a character; None if nothing does; for a look, it is slow."""
        parse = Parse.of(doc)
        text = self._text(parse, self._look_up(parse.kinds))
        number = next(at for at, (first, _) in enumerate(parse.spans) if int(parse.idx[first]) == start)
        firing = self._keeps(self._themes[theme], text, number)
        span = parse[slice(*firing.span)] if firing is not None else None
        return (span.start_char, span.end_char) if span is not None else None

    def _keeps(self, theme: Theme, text: Text, number: int) -> Firing | None:
        unless = self._unless.get(theme.name)
        return unless.fire(text, number) if unless is not None else None

    def _firings(self, parse: Parse) -> Iterator[Firing]:
        """Yield every rule that fires on each sentence, by sentence and in the order of the codebook."""
        known = self._look_up(parse.kinds)
        sought = np.flatnonzero(known.is_sought[parse.kind])
        if not len(sought):
            return
        text = self._text(parse, known)
        for number in np.unique(parse.opens.cumsum()[sought] - 1).tolist():
            classes = text.classes_in(number)
            for needs, compiled in self._rules:
                for need in needs:
                    if not classes & need:
                        break
                else:
                    firing = compiled.fire(text, number)
                    if firing is not None:
                        yield firing

    def _text(self, parse: Parse, known: _Known) -> Text:
        classes = [known.classes[kind] for kind in parse.kind.tolist()]
        return Text(parse, Tokens.of(classes, known.actors[parse.kind].tolist()))

    def _look_up(self, kinds: Sequence[Kind]) -> _Known:
        """Return what is known of some kinds; for those of the last parse it is at hand."""
        if self._last is None or self._last.kinds is not kinds:
            classes_of = self._classes_of
            if len(classes_of) > _REMEMBERED:
                classes_of.clear()
            for kind in kinds:
                if kind not in classes_of:
                    classes_of[kind] = self._classes.of(*kind)
            classes = [classes_of[kind] for kind in kinds]
            numbers = {"": 0}
            actors = [numbers.setdefault(actor, len(numbers)) for *_, actor in kinds]
            is_sought = [bool(found & self._any_find) for found in classes]
            self._last = _Known(
                kinds, classes, np.array(actors, dtype=np.int64), np.array(is_sought, dtype=bool)
            )
        return self._last


def _decide(parse: Parse, theme: Theme, firings: list[Firing]) -> Decision:
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
    span = parse[start:end]
    hit = Hit(theme=theme.name, direction=direction, start=span.start_char, end=span.end_char, rule=rule)
    return Decision(hit, firings[0].sentence, deciding, tuple(firings))


def _says_something(parse: Parse, number: int) -> bool:
    """Return whether a sentence is more than names, numbers and marks: "MINSK, Aug 14 (Wire) -" is not."""
    kinds = [parse.kinds[kind] for kind in parse.kind[slice(*parse.spans[number])].tolist()]
    words = [text for text, *_ in kinds if text.strip()]
    is_cut = words[-1:] in (["-"], ["–"], ["—"])  # the parse took a dateline for a sentence
    return len(words) > 2 and not is_cut and not _SAYING.isdisjoint(part for _, _, part, _ in kinds)


def _trained_hit(parse: Parse, theme: Theme, number: int, likely: Likely, probability: float) -> Hit:
    """Return what the trained coder finds in a sentence; its evidence is the whole of it."""
    text = parse[slice(*parse.spans[number])]
    direction = max(theme.directions, key=lambda name: likely.directions[name]) if theme.directions else None
    start = text.start_char + len(text.text) - len(text.text.lstrip())
    return Hit(
        theme=theme.name,
        direction=direction,
        start=start,
        end=start + len(text.text.strip()),
        rule=f"{theme.name}/{TRAINED_RULE}",
        probability=probability,
    )
