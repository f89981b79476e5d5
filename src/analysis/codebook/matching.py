"""Runs one rule on one sentence: finds its words, then checks its conditions, each in its scope."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from analysis.codebook.clauses import clauses_of
from analysis.codebook.language import Actors, Alternatives
from analysis.codebook.sequences import Compiler, Pattern, Tokens, TokenSpan
from analysis.codebook.themes import Condition, Rule, Scope
from analysis.parsed import Parse

# How many sentences before its own the condition "near" looks at: the coding rules give a coder as many.
NEAR = 1
# How many sentences open a text and say what it is about.
LEAD = 3
# Conditions in the order in which they are cheap to check.
_ORDER: dict[Scope, int] = {"sentence": 0, "near": 1, "lead": 2, "text": 3, "clause": 4}


# The heading of a condition and words that meet it.
Met = tuple[str, TokenSpan]


@dataclass(frozen=True)
class Firing:
    """A rule that fires on a sentence.

    Attributes:
        span: The words found, in token offsets of the document.
        met: What met the conditions that must hold, with their headings, in the order they were checked.
        sentence: Number of the sentence in the document, from 0.
    """

    rule: Rule
    span: TokenSpan
    met: tuple[Met, ...]
    sentence: int

    @property
    def context(self) -> tuple[TokenSpan, ...]:
        """Where the words stand that met the conditions."""
        return tuple(span for _, span in self.met)


@dataclass(frozen=True)
class Miss:
    """A rule whose words stand in a sentence but which one condition keeps from firing.

    Attributes:
        span: The words found.
        heading: Of the condition.
        blocked_by: What meets a condition that must not be met; None where nothing meets one that must.
    """

    rule: Rule
    span: TokenSpan
    heading: str
    blocked_by: TokenSpan | None
    sentence: int


@dataclass(frozen=True)
class Term:
    """Alternatives compiled.

    Attributes:
        wants_two: Mentions of two different actors are asked for.
        needs: Classes of which a sentence must have one of each to be worth a closer look.
    """

    patterns: tuple[Pattern, ...]
    wants_two: bool
    needs: tuple[int, ...]

    @classmethod
    def of(cls, alternatives: Alternatives, compiler: Compiler) -> Term:
        """Return alternatives compiled."""
        patterns = compiler.patterns(alternatives)
        # What one of the patterns needs in each place; the shorter ones need their last in all that follow.
        longest = max((len(pattern.needs) for pattern in patterns), default=1)
        needs = (_union(p.needs[min(place, len(p.needs) - 1)] for p in patterns) for place in range(longest))
        wants_two = any(isinstance(sequence[0], Actors) for sequence in alternatives)
        return cls(patterns, wants_two, tuple(dict.fromkeys(needs)))

    def is_possible(self, classes: int) -> bool:
        """Return whether a stretch of text with these classes may hold the term."""
        for need in self.needs:
            if not classes & need:
                return False
        return any(pattern.is_possible(classes) for pattern in self.patterns)


Choice = tuple[Term, ...]


@dataclass(frozen=True)
class CompiledCondition:
    """A condition as terms: one choice must be met, and of a choice every term."""

    scope: Scope
    must_hold: bool
    choices: tuple[Choice, ...]
    heading: str

    @classmethod
    def of(cls, condition: Condition, compiler: Compiler) -> CompiledCondition:
        """Return a condition compiled."""
        choices = tuple(tuple(Term.of(part, compiler) for part in choice) for choice in condition.choices)
        return cls(condition.scope, condition.must_hold, choices, condition.heading)

    def needs(self) -> list[int]:
        """Return classes of which a sentence must have one of each, if the condition must hold there."""
        if not self.must_hold or self.scope not in {"clause", "sentence"}:
            return []
        if len(self.choices) == 1:
            return [need for term in self.choices[0] for need in term.needs]
        return [_union(choice[0].needs[0] for choice in self.choices)]

    def possible_choices(self, classes: int) -> list[Choice]:
        """Return the choices that a stretch of text with these classes may meet."""
        return [choice for choice in self.choices if all(term.is_possible(classes) for term in choice)]

    def met_in(self, text: Text, number: int, clauses: frozenset[int]) -> list[TokenSpan] | None:
        """Return what meets one choice in some clauses of a sentence, or None if no choice is met."""
        choices = self.possible_choices(text.classes_in(number))
        return _first(_found_in_clause(choice, text, number, clauses) for choice in choices)


@dataclass(frozen=True)
class CompiledRule:
    """A rule as terms; the conditions on the clause apart, as they depend on where the words are found.

    Attributes:
        needs: Classes of which a sentence must have one of each for the rule to be worth a try.
    """

    rule: Rule
    needs: tuple[int, ...]
    find: Term
    around: tuple[CompiledCondition, ...]
    in_clause: tuple[CompiledCondition, ...]

    @classmethod
    def of(cls, rule: Rule, compiler: Compiler) -> CompiledRule:
        """Return a rule compiled."""
        ordered = sorted(rule.conditions, key=lambda asked: (not asked.must_hold, _ORDER[asked.scope]))
        compiled = [CompiledCondition.of(condition, compiler) for condition in ordered]
        around = tuple(condition for condition in compiled if condition.scope != "clause")
        in_clause = tuple(condition for condition in compiled if condition.scope == "clause")
        find = Term.of(rule.find, compiler)
        needs = dict.fromkeys([*find.needs, *(need for asked in compiled for need in asked.needs())])
        return cls(rule, tuple(needs), find, around, in_clause)

    def fire(self, text: Text, number: int) -> Firing | None:
        """Return the first place in a sentence where the rule's words stand and its conditions are met."""
        classes = text.classes_in(number)
        if not self.find.is_possible(classes):
            return None
        if not all(
            condition.possible_choices(classes) for condition in self.in_clause if condition.must_hold
        ):
            return None
        context: list[Met] = []
        for condition in self.around:
            met = text.met(condition, number)
            if (met is not None) != condition.must_hold:
                return None
            context += [(condition.heading, span) for span in met or ()]
        for span in text.find(self.find, number):
            seen = self._met_in_clause(text, number, span)
            if seen is not None:
                return Firing(self.rule, span, (*context, *seen), number)
        return None

    def near_miss(self, text: Text, number: int) -> Miss | None:
        """Return the one condition that keeps the rule from firing on a sentence; None if more or none do."""
        broken = [
            (condition.heading, met)
            for condition in self.around
            if ((met := text.met(condition, number)) is not None) != condition.must_hold
        ]
        for span in text.find(self.find, number) if len(broken) <= 1 else ():
            clauses = text.clauses(span, number)
            all_broken = broken + [
                (condition.heading, met)
                for condition in self.in_clause
                if ((met := condition.met_in(text, number, clauses)) is not None) != condition.must_hold
            ]
            if len(all_broken) == 1:
                heading, met = all_broken[0]
                return Miss(self.rule, span, heading, met[0] if met else None, number)
        return None

    def _met_in_clause(self, text: Text, number: int, span: TokenSpan) -> list[Met] | None:
        """Return what meets the clause conditions beside a span, or None if one of them isn't kept."""
        context: list[Met] = []
        if not self.in_clause:
            return context
        clauses = text.clauses(span, number)
        for condition in self.in_clause:
            met = condition.met_in(text, number, clauses)
            if (met is not None) != condition.must_hold:
                return None
            context += [(condition.heading, span) for span in met or ()]
        return context


class Text:
    """A document while it is coded: what its sentences may hold, and what they were found to hold."""

    def __init__(self, parse: Parse, tokens: Tokens) -> None:
        self.parse = parse
        self.tokens = tokens
        self.sentences = parse.spans
        self._classes: list[int | None] = [None] * len(self.sentences)
        self._found: dict[tuple[int, int], list[TokenSpan]] = {}
        self._met: dict[int, list[TokenSpan] | None] = {}
        self._clauses: dict[int, list[frozenset[int]]] = {}

    def classes_in(self, number: int) -> int:
        """Return the classes that the tokens of a sentence have."""
        classes = self._classes[number]
        if classes is None:
            start, end = self.sentences[number]
            classes = self._classes[number] = _union(self.tokens.classes[start:end])
        return classes

    def find(self, term: Term, number: int) -> list[TokenSpan]:
        """Return where a term stands in a sentence, in order."""
        classes = self.classes_in(number)
        if not classes & term.needs[0]:
            return []
        found: set[TokenSpan] = set()
        for pattern in term.patterns:
            if pattern.is_possible(classes):
                found.update(self._find_pattern(pattern, number))
        return self.checked(term, sorted(found))

    def met(self, condition: CompiledCondition, number: int) -> list[TokenSpan] | None:
        """Return what meets a condition wider than a clause as seen from a sentence, or None if nothing does.

        Where it looks at the same sentences from everywhere, it is looked for once.
        """
        if condition.scope not in {"text", "lead"}:
            return _met_around(condition, self, number)
        key = id(condition)  # of a compiled rule, which is kept as long as texts are coded by it
        if key not in self._met:
            self._met[key] = _met_around(condition, self, number)
        return self._met[key]

    def checked(self, term: Term, found: list[TokenSpan]) -> list[TokenSpan]:
        """Return the spans found, or none if two different actors are asked for and all are of one."""
        if term.wants_two and len({self.tokens.entities[start] for start, _ in found}) < 2:
            return []
        return found

    def scope(self, scope: Scope, number: int) -> range:
        """Return the sentences that a condition looks at from one sentence, the nearest first."""
        if scope == "near":
            return range(number, max(-1, number - 1 - NEAR), -1)
        if scope == "lead":
            return range(min(LEAD, len(self.sentences)))
        return range(len(self.sentences)) if scope == "text" else range(number, number + 1)

    def clauses(self, span: TokenSpan, number: int) -> frozenset[int]:
        """Return the clauses of a sentence in which a span has words."""
        start, end = self.sentences[number]
        if number not in self._clauses:
            self._clauses[number] = clauses_of(self.parse[start:end])
        return frozenset().union(*self._clauses[number][span[0] - start : span[1] - start])

    def _find_pattern(self, pattern: Pattern, number: int) -> list[TokenSpan]:
        key = (id(pattern), number)  # the compiler keeps every pattern, so an id is not used again
        if key not in self._found:
            self._found[key] = pattern.find(self.tokens, *self.sentences[number])
        return self._found[key]


def _met_around(condition: CompiledCondition, text: Text, number: int) -> list[TokenSpan] | None:
    """Return what meets one choice of a condition wider than a clause, or None if no choice is met.

    The terms of a choice may be met in different sentences of the scope.
    """
    numbers = text.scope(condition.scope, number)
    for choice in condition.possible_choices(_union(text.classes_in(at) for at in numbers)):
        found = [_first(text.find(term, at) or None for at in numbers) for term in choice]
        if all(found):
            return [spans[0] for spans in found if spans]
    return None


def _found_in_clause(
    choice: Choice, text: Text, number: int, clauses: frozenset[int]
) -> list[TokenSpan] | None:
    """Return where each term of a choice stands in some clauses, or None if one doesn't."""
    found: list[TokenSpan] = []
    for term in choice:
        inside = [span for span in text.find(term, number) if text.clauses(span, number) & clauses]
        inside = text.checked(term, inside)
        if not inside:
            return None
        found.append(inside[0])
    return found


def _first(values: Iterable[list[TokenSpan] | None]) -> list[TokenSpan] | None:
    return next((value for value in values if value is not None), None)


def _union(classes: Iterable[int]) -> int:
    union = 0
    for found in classes:
        union |= found
    return union
