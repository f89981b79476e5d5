"""How well found stretches of text agree with hand-marked ones: attributions, and typed or linked names."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass, field

import pandas as pd

from analysis.records import Span

ROLES = ("source", "cue", "content")
QUOTATION_MARKS = frozenset('"“”«»')
# What annotators put now inside a span and now outside of it.
_EDGES = frozenset(" \t\n\r,.;:'’‘") | QUOTATION_MARKS
# Two contents are the same if they share at least this part of the characters of both together.
SAME = 0.5
COLUMNS = ("figure", "n_gold", "n_found", "precision", "recall", "f1")


@dataclass(frozen=True)
class Marked:
    """One attribution as it is marked in a text: each role may have several pieces, or none."""

    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    content: tuple[Span, ...] = ()


@dataclass
class Tally:
    """What was there, what was found, and what is both; summed over documents."""

    n_gold: int = 0
    n_found: int = 0
    n_both: int = 0

    def add(self, gold: Collection[Hashable], found: Collection[Hashable]) -> None:
        """Count two sets of one document."""
        self.count(len(gold), len(found), len(set(gold) & set(found)))

    def count(self, n_gold: int, n_found: int, n_both: int) -> None:
        """Count what was compared elsewhere."""
        self.n_gold += n_gold
        self.n_found += n_found
        self.n_both += n_both

    def row(self, figure: str) -> tuple[str, int, int, float, float, float]:
        """Return a row of COLUMNS; what is divided by nothing is 0."""
        precision = self.n_both / self.n_found if self.n_found else 0.0
        recall = self.n_both / self.n_gold if self.n_gold else 0.0
        f1 = 2 * precision * recall / (precision + recall) if self.n_both else 0.0
        return figure, self.n_gold, self.n_found, precision, recall, f1


@dataclass
class _Tallies:
    content_chars: Tally = field(default_factory=Tally)
    attribution: Tally = field(default_factory=Tally)
    with_source: Tally = field(default_factory=Tally)
    quoted: Tally = field(default_factory=Tally)
    exact_source: Tally = field(default_factory=Tally)
    exact_cue: Tally = field(default_factory=Tally)
    exact_content: Tally = field(default_factory=Tally)


def attribution_accuracy(
    documents: Iterable[tuple[str, Sequence[Marked], Sequence[Marked]]],
) -> pd.DataFrame:
    """Return how well attributions agree with hand-marked ones, summed over documents.

    Args:
        documents: A text, its gold attributions and those found, for each document; offsets are characters.

    Returns:
        One row a figure, in this order: figure, n_gold, n_found, precision, recall, f1 (0 to 1).
        content_chars: characters, white space left out, that lie in any content. attribution: contents that
        share half of their characters, one to one, best first. with_source: those of them whose sources share
        a character, or have none on both sides. quoted: gold attributions with a quotation mark in their
        content, whose n_found is those matched; it has no precision. exact_source, exact_cue, exact_content:
        single spans with both ends right, blanks, quotation marks and punctuation at the ends left out.

    Source: PolNeAR (Newell et al., LREC 2018) for roles; exact spans as in CofeNet (COLING 2022).
    """
    tallies = _Tallies()
    for text, gold, found in documents:
        for role in ROLES:
            tally = getattr(tallies, f"exact_{role}")
            tally.add(_exact(text, gold, role), _exact(text, found, role))
        _add_contents(tallies, text, gold, found)
    rows = [tally.row(figure) for figure, tally in vars(tallies).items()]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    frame.loc[frame["figure"] == "quoted", ["precision", "f1"]] = float("nan")
    return frame


def labelled_accuracy(
    documents: Iterable[tuple[Collection[tuple[int, int, str]], Collection[tuple[int, int, str]]]],
) -> pd.DataFrame:
    """Return how well spans with a label (a type, or the id of an actor) agree with hand-made ones.

    Args:
        documents: Gold spans and those found, for each document: start, end, label. A span counts if both
            ends and the label are right.

    Returns:
        One row a label, sorted, then one for all of them: figure, n_gold, n_found, precision, recall, f1.
    """
    tallies: dict[str, Tally] = {}
    whole = Tally()
    for gold, found in documents:
        whole.add(gold, found)
        for label in {span[2] for span in (*gold, *found)}:
            own = tallies.setdefault(label, Tally())
            own.add({s for s in gold if s[2] == label}, {s for s in found if s[2] == label})
    rows = [tallies[label].row(label) for label in sorted(tallies)]
    return pd.DataFrame([*rows, whole.row("all")], columns=list(COLUMNS))


def _add_contents(tallies: _Tallies, text: str, gold: Sequence[Marked], found: Sequence[Marked]) -> None:
    """Count the contents of one document, and which of them match."""
    gold_chars = [_chars(text, marked.content) for marked in gold]
    kept = [(chars, marked) for marked in found if (chars := _chars(text, marked.content))]
    tallies.content_chars.add(set().union(*gold_chars), set().union(*(chars for chars, _ in kept)))
    pairs = _matches(gold_chars, [chars for chars, _ in kept])
    same_source = sum(_same_source(text, gold[i], kept[j][1]) for i, j in pairs)
    tallies.attribution.count(len(gold), len(kept), len(pairs))
    tallies.with_source.count(len(gold), len(kept), same_source)
    quoted = {i for i, marked in enumerate(gold) if _is_quoted(text, marked)}
    n_matched = sum(i in quoted for i, _ in pairs)
    tallies.quoted.count(len(quoted), n_matched, n_matched)


def _matches(gold: Sequence[set[int]], found: Sequence[set[int]]) -> list[tuple[int, int]]:
    """Return which gold content is which found one, by index; each at most once, the best match first."""
    candidates = []
    for i, wanted in enumerate(gold):
        for j, given in enumerate(found):
            n_shared = len(wanted & given)
            if n_shared and (overlap := n_shared / len(wanted | given)) >= SAME:
                candidates.append((overlap, i, j))
    pairs: list[tuple[int, int]] = []
    used_gold: set[int] = set()
    used_found: set[int] = set()
    for _, i, j in sorted(candidates, reverse=True):
        if i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
            pairs.append((i, j))
    return pairs


def _same_source(text: str, gold: Marked, found: Marked) -> bool:
    wanted, given = _chars(text, gold.source), _chars(text, found.source)
    return bool(wanted & given) or not (wanted or given)


def _is_quoted(text: str, marked: Marked) -> bool:
    return any(not QUOTATION_MARKS.isdisjoint(text[start:end]) for start, end in marked.content)


def _chars(text: str, spans: Iterable[Span]) -> set[int]:
    """Return where the characters of some spans stand, white space left out."""
    return {i for start, end in spans for i in range(start, min(end, len(text))) if not text[i].isspace()}


def _exact(text: str, marked: Iterable[Marked], role: str) -> set[Span]:
    """Return the spans of one role without what stands at their edges; empty ones are left out."""
    spans = set()
    for start, end in (span for one in marked for span in getattr(one, role)):
        end = min(end, len(text))
        while start < end and text[start] in _EDGES:
            start += 1
        while end > start and text[end - 1] in _EDGES:
            end -= 1
        if start < end:
            spans.add((start, end))
    return spans
