"""Runs the examples of the codebook: the themes' own tests, in their own files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.errors import Fault

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from analysis.codebook.coder import Coder
    from analysis.codebook.themes import Codebook, Example, Theme


@dataclass(frozen=True)
class _Seen:
    """What the coder makes of an example: rules that fired, and the direction of each hit."""

    rules: frozenset[str]
    directions: tuple[str | None, ...]


def check_codebook(codebook: Codebook, coder: Coder, read: Callable[[str], Doc]) -> list[Fault]:
    """Return every fault that the examples show, by file and line.

    A fault is: a yes example in which the theme is not found, or with another direction; a no example in
    which it is; a rule that fires on no yes example; two rules that fire on the same examples, always both or
    neither.

    Args:
        codebook: The themes with their examples.
        coder: Of the same codebook.
        read: Parses and annotates a text.
    """
    faults: list[Fault] = []
    for theme in codebook.themes:
        seen = {example: _look(theme.name, coder, read(example.text)) for example in theme.examples}
        faults += _wrong_examples(theme, seen)
        faults += _idle_rules(theme, seen)
        faults += _inseparable_rules(theme, seen)
    return sorted(faults)


def _look(theme: str, coder: Coder, doc: Doc) -> _Seen:
    decisions = [decision for decision in coder.decisions(doc) if decision.hit.theme == theme]
    rules = frozenset(firing.rule.rule_id for decision in decisions for firing in decision.firings)
    return _Seen(rules, tuple(decision.hit.direction for decision in decisions))


def _wrong_examples(theme: Theme, seen: dict[Example, _Seen]) -> Iterator[Fault]:
    for example, made in seen.items():
        rules = ", ".join(sorted(made.rules))
        said = f"'{example.text}'"
        if example.is_yes and not made.rules:
            cure = "Write a rule that finds it, or move it to no:."
            yield Fault(theme.where, example.line, f"no rule finds the example {said}", cure=cure)
        elif example.is_yes and example.direction and example.direction not in made.directions:
            found = f"the example {said} is found as {made.directions[0]} (by {rules})"
            yield Fault(
                theme.where, example.line, found, example.direction, "Mend the rules or move the example."
            )
        elif not example.is_yes and made.rules:
            cure = "Narrow the rule, or move the example to yes:."
            yield Fault(theme.where, example.line, f"the no example {said} is found by {rules}", cure=cure)


def _idle_rules(theme: Theme, seen: dict[Example, _Seen]) -> Iterator[Fault]:
    fired = {rule for example, made in seen.items() if example.is_yes for rule in made.rules}
    for rule in theme.rules:
        if rule.rule_id not in fired:
            found = f"rule '{rule.rule_id}' fires on no yes example"
            yield Fault(theme.where, rule.line, found, cure="Add an example under yes: that shows it.")


def _inseparable_rules(theme: Theme, seen: dict[Example, _Seen]) -> Iterator[Fault]:
    where: dict[str, list[int]] = defaultdict(list)
    for example, made in seen.items():
        for rule in made.rules:
            where[rule].append(example.line)
    first: dict[tuple[int, ...], str] = {}
    for rule in theme.rules:
        lines = tuple(where[rule.rule_id])
        if lines and lines in first:
            found = f"rules '{first[lines]}' and '{rule.rule_id}' fire on the same examples"
            cure = "Add an example on which only one of the two fires, or make them one rule."
            yield Fault(theme.where, rule.line, found, cure=cure)
        first.setdefault(lines, rule.rule_id)
