"""What a codebook says once it has been read: themes, their rules, and the conditions of a rule."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from analysis.codebook.language import Actor, Actors, Alternatives, items_of
from analysis.errors import CodebookError, Fault, did_you_mean

Scope = Literal["clause", "sentence", "near", "lead", "text"]

# How a condition is headed in the file, and what it asks: the scope it looks in, and whether it must hold or
# must not.
CONDITIONS: dict[str, tuple[Scope, bool]] = {
    "in one clause with": ("clause", True),
    "in one sentence with": ("sentence", True),
    "near": ("near", True),
    "in the lead with": ("lead", True),
    "in one text with": ("text", True),
    "not in one clause with": ("clause", False),
    "not in one sentence with": ("sentence", False),
    "not near": ("near", False),
    "not in the lead with": ("lead", False),
    "not in one text with": ("text", False),
}


@dataclass(frozen=True)
class Condition:
    """What must (or must not) stand in the same clause, sentence, neighbourhood or text as the words found.

    Attributes:
        scope: Where to look.
        must_hold: False for the conditions that begin with "not".
        choices: One of these must be met; each is several alternatives that must all be met.
    """

    scope: Scope
    must_hold: bool
    choices: tuple[tuple[Alternatives, ...], ...]

    @property
    def heading(self) -> str:
        """How the file heads it."""
        return next(name for name, asked in CONDITIONS.items() if asked == (self.scope, self.must_hold))


@dataclass(frozen=True)
class Rule:
    """One way in which a theme shows: words to find, and conditions on what stands around them.

    Attributes:
        find: All its alternatives.
        lines: The same, by the line of the file that they stand on.
    """

    theme: str
    rule_id: str
    direction: str | None
    find: Alternatives
    conditions: tuple[Condition, ...]
    line: int
    lines: tuple[tuple[int, Alternatives], ...] = ()

    def actors(self) -> set[str]:
        """Return the names of the actors and groups that the rule asks for, in lists too."""
        parts = [part for condition in self.conditions for choice in condition.choices for part in choice]
        items = (item for part in (self.find, *parts) for item in items_of(part))
        return {item.name for item in items if isinstance(item, Actor | Actors)}

    @property
    def name(self) -> str:
        """The id under which a hit names the rule: theme/rule."""
        return f"{self.theme}/{self.rule_id}"


@dataclass(frozen=True)
class Example:
    """A sentence that a theme must find (yes) or must leave alone (no)."""

    text: str
    is_yes: bool
    direction: str | None
    line: int


@dataclass(frozen=True)
class Trained:
    """From which probability on the trained coder counts where no rule fires.

    Attributes:
        least: In any sentence.
        after: In a sentence that follows one with the theme; no more than least.
        unless: What must not stand in the sentence, as a rule without conditions; None: nothing.
    """

    least: float
    after: float
    unless: Rule | None = None

    def counts(self, probability: float, *, goes_on: bool) -> bool:
        """Return whether a sentence counts, by whether the one before has the theme."""
        return probability >= (self.after if goes_on else self.least)


@dataclass(frozen=True)
class Theme:
    """One file of the codebook.

    Attributes:
        combine: What two directions in one sentence make together, by the pair in the order of the alphabet.
        trained: From when on the trained coder counts where no rule fires; None: it never does.
        fingerprint: Hash of all that decides what the theme finds: its file, the lists and the members of the
            groups it uses.
    """

    name: str
    where: str
    title: str
    definition: str
    include: tuple[str, ...]
    exclude: tuple[str, ...]
    directions: dict[str, str]
    combine: dict[tuple[str, str], str]
    rules: tuple[Rule, ...]
    examples: tuple[Example, ...]
    fingerprint: str = ""
    trained: Trained | None = None

    @property
    def unless(self) -> tuple[Rule, ...]:
        """What keeps the trained coder from coding, as rules: one or none."""
        return (self.trained.unless,) if self.trained is not None and self.trained.unless is not None else ()


@dataclass(frozen=True)
class Codebook:
    """The themes, in the order of their names."""

    themes: tuple[Theme, ...]

    def only(self, names: Iterable[str]) -> Codebook:
        """Return a codebook of the themes named.

        Raises:
            CodebookError: If there is no such theme.
        """
        wanted, known = set(names), {theme.name for theme in self.themes}
        if wanted - known:
            raise CodebookError(
                Fault("codebook", 0, f"theme '{name}' does not exist", cure=did_you_mean(name, known))
                for name in sorted(wanted - known)
            )
        return Codebook(tuple(theme for theme in self.themes if theme.name in wanted))

    def actors(self) -> list[str]:
        """Return the names of all actors and groups that the rules ask for, in lists too."""
        rules = (rule for theme in self.themes for rule in (*theme.rules, *theme.unless))
        return sorted({name for rule in rules for name in rule.actors()})
