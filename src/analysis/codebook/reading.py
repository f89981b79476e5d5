"""Reads the codebook: one YAML file a theme and one of shared word lists; tells all faults at once."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.codebook.language import (
    Actor,
    Actors,
    Alternatives,
    ListName,
    count_forms,
    items_of,
    put_lists_in,
)
from analysis.codebook.located import Line, LocatedFile, LocatedList, LocatedMap, key_line
from analysis.codebook.parsing import PatternError, parse_line
from analysis.codebook.themes import CONDITIONS, Codebook, Condition, Example, Rule, Theme
from analysis.codebook.trained import AFTER, TRAINED, UNLESS, read_trained
from analysis.errors import CodebookError, Fault, did_you_mean
from analysis.vocabulary import TRAINED_RULE

if TYPE_CHECKING:
    from analysis.reference import Actors as ActorTable

LISTS_FILE = "_lists.yml"
THEME_KEYS = (
    "title",
    "definition",
    "include",
    "exclude",
    "directions",
    "combine",
    TRAINED,
    AFTER,
    UNLESS,
    "lists",
    "rules",
    "yes",
    "no",
)
NEEDED_KEYS = ("title", "definition", "rules", "yes", "no")
RULE_KEYS = ("id", "direction", "note", "find", *CONDITIONS)
# A line that stands for more token sequences than this is slow and is better written with a list.
MOST_FORMS = 3000

_NAME = re.compile(r"[a-z][a-z0-9_]*")


def load_codebook(folder: Path, actors: ActorTable) -> Codebook:
    """Return the codebook of a folder: every <theme>.yml, with the lists of _lists.yml.

    Raises:
        CodebookError: With all the faults of all the files.
    """
    faults: list[Fault] = []
    shared: dict[str, Alternatives] = {}
    if (folder / LISTS_FILE).is_file():
        reader = _Reader(folder / LISTS_FILE, f"{folder.name}/{LISTS_FILE}", {}, actors)
        shared = reader.word_lists(reader.file.root)
        faults += reader.file.faults
    knows_lists = bool(shared) or not faults
    themes = []
    for path in sorted(
        (path for path in folder.glob("*.y*ml") if not path.name.startswith("_")), key=lambda path: path.stem
    ):
        reader = _Reader(path, f"{folder.name}/{path.name}", shared, actors, knows_lists=knows_lists)
        themes.append(reader.theme(path.stem))
        faults += reader.file.faults
    faults += _repeated_titles(themes)
    if not themes:
        faults.append(Fault(folder.name, 0, "no theme", "one <theme>.yml a theme"))
    if faults:
        raise CodebookError(sorted(faults))
    return Codebook(tuple(themes))


def _repeated_titles(themes: list[Theme]) -> list[Fault]:
    """Return a fault for each theme whose title another has: reports tell themes apart by their titles."""
    first: dict[str, Theme] = {}
    return [
        Fault(
            theme.where,
            0,
            f"title '{theme.title}' is already that of {first[theme.title].where}",
            "a title of its own",
        )
        for theme in themes
        if theme.title and first.setdefault(theme.title, theme) is not theme
    ]


class _Reader:
    """Reads one file; what is wrong goes to file.faults, and reading goes on."""

    def __init__(
        self,
        path: Path,
        where: str,
        shared: dict[str, Alternatives],
        actors: ActorTable,
        *,
        knows_lists: bool = True,
    ) -> None:
        self.file = LocatedFile(path, where)
        self._knows_lists = knows_lists  # False: the file of shared lists could not be read
        self._actors = actors
        self._known_actors = {*actors.groups, *actors.entities}
        self._lists = dict(shared)

    def theme(self, name: str) -> Theme:
        """Return the theme of the file, as far as it can be read."""
        root = self.file.root
        if not _NAME.fullmatch(name) or not self.file.where.endswith(".yml"):
            self.file.fault(
                0, f"file name '{self.file.where}'", "small letters, digits and _, ending in .yml"
            )
        if root:
            self.file.check_keys(root, THEME_KEYS, "the theme")
            self.file.check_present(root, NEEDED_KEYS, "the theme")
        self._lists |= self.word_lists(self.file.mapping(root, "lists"))
        directions = {str(key): str(value) for key, value in self.file.mapping(root, "directions").items()}
        rules = self._rules(name, directions)
        unless = self._unless(name)
        return Theme(
            name=name,
            where=self.file.where,
            title=self.file.text(root, "title"),
            definition=self.file.text(root, "definition"),
            include=tuple(line.text for line in self.file.lines(root, "include")),
            exclude=tuple(line.text for line in self.file.lines(root, "exclude")),
            directions=directions,
            combine=self._combine(directions),
            rules=rules,
            examples=(*self._examples("yes", directions), *self._examples("no", {})),
            fingerprint=self._fingerprint((*rules, unless) if unless is not None else rules),
            trained=read_trained(self.file, name, directions, unless),
        )

    def word_lists(self, mapping: LocatedMap) -> dict[str, Alternatives]:
        """Return the word lists of a mapping, lists within lists put in."""
        raw = {str(name): self._word_list(mapping, name) for name in mapping}
        done: dict[str, Alternatives] = {}
        for name in raw:
            self._resolve(name, raw, done, (), key_line(mapping, name))
        return done

    def _word_list(self, mapping: LocatedMap, name: str) -> Alternatives:
        line = key_line(mapping, name)
        if not _NAME.fullmatch(str(name)):
            self.file.fault(line, f"list name '{name}'", "small letters, digits and _")
        if name in self._lists:
            self.file.fault(line, f"list '{name}' is in {LISTS_FILE} too", cure="Rename it.")
        written = self.file.lines(mapping, name)
        if not written:
            self.file.fault(line, f"list '{name}' is empty", cure="Write words or take it out.")
        parsed = [parts for row in written for parts in self._parse(row, may_join=False)]
        return tuple(sequence for (part,) in parsed for sequence in part)

    def _resolve(
        self,
        name: str,
        raw: dict[str, Alternatives],
        done: dict[str, Alternatives],
        path: tuple[str, ...],
        line: int,
    ) -> None:
        if name in path:
            self.file.fault(line, f"list '{name}' contains itself: {' > '.join((*path, name))}")
            done[name] = ()
        if name in done:
            return
        for item in items_of(raw[name]):
            if isinstance(item, ListName) and item.name in raw:
                self._resolve(item.name, raw, done, (*path, name), line)
        done[name] = self._filled(raw[name], {**self._lists, **done}, line)

    def _filled(self, parsed: Alternatives, lists: dict[str, Alternatives], line: int) -> Alternatives:
        """Return alternatives with lists put in; note unknown lists and actors."""
        for item in items_of(parsed):
            if isinstance(item, ListName) and item.name not in lists:
                if self._knows_lists:
                    self.file.fault(line, f"unknown list '%{item.name}'", cure=did_you_mean(item.name, lists))
                lists = {**lists, item.name: ()}
            if isinstance(item, Actor | Actors) and item.name not in self._known_actors:
                cure = did_you_mean(item.name, self._known_actors)
                self.file.fault(line, f"unknown actor or group '@{item.name}'", cure=cure)
        return put_lists_in(parsed, lists)

    def _rules(self, theme: str, directions: dict[str, str]) -> tuple[Rule, ...]:
        values = self.file.root.get("rules")
        if not isinstance(values, LocatedList):
            if values is not None:
                self.file.fault(
                    key_line(self.file.root, "rules"), "rules is not a list", "'- id: ...' a rule"
                )
            return ()
        rules: list[Rule] = []
        for number, value in enumerate(values):
            if not isinstance(value, LocatedMap):
                self.file.fault(
                    values.items_at[number][0] + 1, f"rule {number + 1} is not a mapping", "'id:' and 'find:'"
                )
                continue
            rule = self._rule(theme, value, directions)
            if rule.rule_id in {other.rule_id for other in rules}:
                self.file.fault(
                    rule.line, f"duplicate rule id '{rule.rule_id}'", cure="Give each rule its own id."
                )
            rules.append(rule)
        return tuple(rules)

    def _rule(self, theme: str, value: LocatedMap, directions: dict[str, str]) -> Rule:
        rule_id = self.file.text(value, "id")
        what = f"rule '{rule_id}'" if rule_id else "a rule"
        self.file.check_keys(value, RULE_KEYS, what)
        self.file.check_present(value, ("id", "find"), what)
        line = value.line
        if rule_id and not _NAME.fullmatch(rule_id):
            self.file.fault(line, f"rule id '{rule_id}'", "small letters, digits and _")
        if rule_id == TRAINED_RULE:
            self.file.fault(line, f"rule id '{rule_id}'", "another: this one names the trained coder")
        if directions and not value.get("direction"):
            self.file.fault(line, f"{what} has no direction", f"one of {', '.join(directions)}")
        direction = self.file.text(value, "direction") or None
        if direction:
            self._check_direction(direction, directions, key_line(value, "direction"))
        lines = self._lines(value, "find")
        find = tuple(sequence for _, alternatives in lines for sequence in alternatives)
        conditions = tuple(
            Condition(scope, must_hold, self._choices(value, key))
            for key, (scope, must_hold) in CONDITIONS.items()
            if key in value
        )
        return Rule(theme, rule_id, direction, find, conditions, line, lines)

    def _unless(self, theme: str) -> Rule | None:
        """Return what keeps the trained coder from coding, as a rule without conditions."""
        root = self.file.root
        find = tuple(sequence for _, found in self._lines(root, UNLESS) for sequence in found)
        return Rule(theme, TRAINED_RULE, None, find, (), key_line(root, UNLESS)) if UNLESS in root else None

    def _lines(self, value: LocatedMap, key: str) -> tuple[tuple[int, Alternatives], ...]:
        """Return the alternatives under a key by the line of the file that they stand on."""
        return tuple(
            (
                line.line,
                tuple(sequence for part in parts for sequence in self._filled(part, self._lists, line.line)),
            )
            for line in self.file.lines(value, key)
            for parts in self._parse(line, may_join=False)
        )

    def _choices(self, value: LocatedMap, key: str) -> tuple[tuple[Alternatives, ...], ...]:
        return tuple(
            tuple(self._filled(part, self._lists, line.line) for part in parts)
            for line in self.file.lines(value, key)
            for parts in self._parse(line, may_join=True)
        )

    def _parse(self, line: Line, *, may_join: bool) -> list[tuple[Alternatives, ...]]:
        """Return the parts of a line as a list of one, or of none where the line is at fault."""
        try:
            parts = parse_line(line.text)
            if not may_join and len(parts) > 1:
                raise PatternError(line.text.index("&") + 1, "'&'", "Only conditions may be joined.")
            if not may_join and any(isinstance(item, Actors) for item in items_of(parts[0])):
                raise PatternError(
                    line.text.index("@@") + 1, "'@@'", "Only a condition may ask for two actors."
                )
            if any(count_forms(part) > MOST_FORMS for part in parts):
                raise PatternError(1, f"more than {MOST_FORMS} combinations", "Break the line up.")
        except PatternError as error:
            found = (
                f"pattern '{line.text.strip()}' has {error.found} at column {line.column + error.column - 1}"
            )
            self.file.fault(line.line, found, cure=error.cure)
            return []
        return [parts]

    def _check_direction(self, direction: str, directions: dict[str, str], line: int) -> None:
        if direction not in directions:
            known = (
                f"one of {', '.join(directions)}" if directions else "no direction, as the theme names none"
            )
            cure = did_you_mean(direction, directions) if directions else ""
            self.file.fault(line, f"direction '{direction}'", known, cure if cure.startswith("Did") else "")

    def _combine(self, directions: dict[str, str]) -> dict[tuple[str, str], str]:
        mapping = self.file.mapping(self.file.root, "combine")
        found = {}
        for key, value in mapping.items():
            line = key_line(mapping, key)
            pair = tuple(sorted(part.strip() for part in str(key).split("+")))
            for direction in (*pair, str(value)):
                self._check_direction(direction, directions, line)
            if len(pair) == 2:
                found[(pair[0], pair[1])] = str(value)
            else:
                self.file.fault(line, f"'{key}'", "two directions with + between")
        return found

    def _examples(self, key: str, directions: dict[str, str]) -> list[Example]:
        """Return the examples under yes: or no:, a list, or lists headed by the direction expected."""
        value = self.file.root.get(key)
        if not isinstance(value, LocatedMap):
            return [
                Example(line.text, key == "yes", None, line.line)
                for line in self.file.lines(self.file.root, key)
            ]
        found = []
        for direction in value:
            self._check_direction(str(direction), directions, key_line(value, direction))
            found += [
                Example(line.text, key == "yes", str(direction), line.line)
                for line in self.file.lines(value, direction)
            ]
        return found

    def _fingerprint(self, rules: tuple[Rule, ...]) -> str:
        """Return a hash of the file and of what it takes from elsewhere: lists, members of groups."""
        names = sorted({name for rule in rules for name in rule.actors()} & self._known_actors)
        members = [(name, sorted(self._actors.expand(name))) for name in names]
        said = "\0".join(
            [self.file.source, *(repr((rule.find, rule.conditions)) for rule in rules), repr(members)]
        )
        return hashlib.sha256(said.encode()).hexdigest()
