"""Says which lines of the codebook find nothing in a corpus, and what always fires together there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from analysis.codebook.themes import Codebook, Rule, Theme
from analysis.errors import Fault

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from analysis.codebook.coder import Coder
    from analysis.parsed import Parse

# Fewer sentences than this may well be the same for two rules by chance.
FEWEST_TOGETHER = 5

Places = set[tuple[int, int]]  # number of the document and of the sentence


@dataclass(frozen=True)
class _Used:
    """A rule or a theme, where it is written, and where it fires."""

    name: str
    where: str
    line: int
    places: frozenset[tuple[int, int]]


def idle_and_inseparable(
    codebook: Codebook, compile_: Callable[[Codebook], Coder], docs: Iterable[Doc | Parse]
) -> list[Fault]:
    """Return what a corpus shows of a codebook, by file and line; in a small corpus much of it is no fault.

    Noted are: a rule, or one line of its words, that fires nowhere; two rules, or two themes, that fire on
    the same sentences always, of which there are at least FEWEST_TOGETHER.

    Args:
        codebook: The themes.
        compile_: Returns a coder of a codebook.
        docs: The annotated documents of the corpus.
    """
    coder = compile_(_by_line(codebook))
    fired: dict[tuple[str, int], Places] = defaultdict(set)
    for number, doc in enumerate(docs):
        for decision in coder.decisions(doc):
            for firing in decision.firings:
                fired[(firing.rule.theme, firing.rule.line)].add((number, firing.sentence))
    notes: list[Fault] = []
    of_rules: list[_Used] = []
    of_themes: list[_Used] = []
    for theme in codebook.themes:
        for rule in theme.rules:
            lines = {line: fired[(theme.name, line)] for line, _ in rule.lines}
            of_rules.append(_Used(rule.name, theme.where, rule.line, frozenset().union(*lines.values())))
            notes += _idle(theme, rule, lines)
        places = (fired[(theme.name, line)] for rule in theme.rules for line, _ in rule.lines)
        of_themes.append(_Used(f"theme {theme.name}", theme.where, 0, frozenset().union(*places)))
    return sorted([*notes, *_together(of_rules), *_together(of_themes)])


def _by_line(codebook: Codebook) -> Codebook:
    """Return the codebook with a rule of its own for each line of each rule."""
    themes = []
    for theme in codebook.themes:
        rules = [
            replace(rule, rule_id=f"{rule.rule_id}_{line}", find=find, line=line)
            for rule in theme.rules
            for line, find in rule.lines
        ]
        themes.append(replace(theme, rules=tuple(rules)))
    return Codebook(tuple(themes))


def _idle(theme: Theme, rule: Rule, lines: Mapping[int, Places]) -> Iterator[Fault]:
    if not any(lines.values()):
        yield Fault(theme.where, rule.line, f"rule '{rule.rule_id}' fires nowhere in the built corpus")
        return
    for line, places in lines.items():
        if not places:
            yield Fault(
                theme.where, line, f"this line of rule '{rule.rule_id}' finds nothing in the built corpus"
            )


def _together(all_used: Iterable[_Used]) -> Iterator[Fault]:
    """Yield a note for each rule (or theme) that fires just where one before it does."""
    first: dict[frozenset[tuple[int, int]], str] = {}
    for used in all_used:
        other = first.setdefault(used.places, used.name)
        if other != used.name and len(used.places) >= FEWEST_TOGETHER:
            found = (
                f"{used.name} and {other} fire on the same {len(used.places)} sentences of the built corpus"
            )
            yield Fault(used.where, used.line, found, cure="If they mean the same, make them one.")
