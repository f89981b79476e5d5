"""The same statement as different outlets cut it: versions found by words in common, and aligned."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import pairwise

import pandas as pd

from analysis.measures.frames import require_known

PIECES = " … "  # between the pieces of a content, and between stretches of words
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_RUN = 4  # words; of unrelated texts 1 in 100 has more than 0.9 % of its runs of five in common
# Of the shorter version's runs in the fuller one; a statement retold in other words has fewer.
_FEWEST_SHARED = 0.2
_FEWEST_WORDS = 5
# In common, names and short words aside: "of the Government of Ruritania" is said in many statements.
_FEWEST_TELLING = 3
_TELLING = re.compile(r"[^\W_A-Z]\w{3,}")
# Longer contents (speeches) are compared passage by passage, cut where a sentence ends.
_LONGEST = 120
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)]*\s+")
# Who says the same words two weeks later has said them twice.
_MOST_DAYS = 14
_COLUMNS = [
    *("statement", "speaker", "side", "outlet", "published", "title", "doc_id", "sentence_id", "position"),
    *("content", "shared", "n_words", "n_shared", "left_out", "is_fullest", "attribution_id"),
]


@dataclass(frozen=True, eq=False)
class _Version:
    """One passage of one statement: its row, and its text as words with their places in it."""

    row: int
    who: str
    outlet: str
    published: dt.date
    content: str

    @cached_property
    def words(self) -> list[re.Match[str]]:
        return list(_WORD.finditer(self.content))

    @cached_property
    def plain(self) -> list[str]:
        return [word[0].casefold().replace("’", "'") for word in self.words]

    @cached_property
    def runs(self) -> frozenset[tuple[str, ...]]:
        return frozenset(zip(*(self.plain[n:] for n in range(_RUN)), strict=False))

    def text(self, first: int, last: int) -> str:
        """Return the text from one word to before another."""
        return self.content[self.words[first].start() : self.words[last - 1].end()]


def wordings(statements: pd.DataFrame, sentences: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Return statements that more than one outlet carries, each version with what it keeps and leaves out.

    Two passages are versions of one statement if the same named source says them, their outlets differ, they
    were published within 14 days of each other, a fifth of the shorter one's runs of four words stand in the
    other, and of the words in common three are neither short nor names. Versions are gathered around the
    fullest.

    Args:
        statements: Rows of attributions with speaker and side (see voices.statements_of).
        sentences: sentences table.
        documents: documents table.

    Returns:
        One row per version, statements with most outlets and most shared words first, the fullest version
        first in each: statement (number from 1), speaker, side, outlet, published, title, doc_id,
        sentence_id, position, content (text), shared (list of [start, end] of content that the fullest
        version has too; of the fullest: that any other has), n_words, n_shared, left_out (the fullest
        version's words that it lacks, stretches parted by " … "), is_fullest, attribution_id.

    Raises:
        DataError: If statements name a document that documents lacks.
    """
    require_known(statements, documents, name="attributions")
    columns = ["doc_id", "outlet", "published", "title", "text"]
    rows = statements.merge(documents[columns], on="doc_id", how="left", validate="many_to_one")
    places = sentences[["sentence_id", "position"]]
    rows = rows.merge(places, on="sentence_id", how="left", validate="many_to_one")
    rows = rows[(rows["side"] != "unnamed") & (rows["outlet"] != "") & rows["published"].notna()]
    rows = _with_neighbours(rows.assign(who=rows["speaker_id"].fillna(rows["speaker"].str.casefold())))
    groups = _by_size(_gathered(_versions(rows)))
    made = [
        line | {"statement": number}
        for number, group in enumerate(groups, 1)
        for line in _aligned(group, rows)
    ]
    return pd.DataFrame(made, columns=_COLUMNS)


def first_wordings(table: pd.DataFrame, top: int) -> pd.DataFrame:
    """Return the versions of the first statements of a result of wordings; all of them if top is 0."""
    return table[table["statement"] <= top].reset_index(drop=True) if top else table


def count_wordings(table: pd.DataFrame) -> int:
    """Return how many statements a result of wordings has."""
    return int(table["statement"].nunique())


def _with_neighbours(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the statements of whose speaker another outlet has words in those days, too."""
    days = rows[["who", "outlet", "published"]].drop_duplicates()
    pairs = days.merge(days, on="who", suffixes=("", "_other"), validate="many_to_many")
    near = (pairs["published"] - pairs["published_other"]).abs() <= pd.Timedelta(days=_MOST_DAYS)
    pairs = pairs[near & (pairs["outlet"] != pairs["outlet_other"])]
    keys = ["who", "outlet", "published"]
    return rows.merge(pairs[keys].drop_duplicates(), on=keys, how="inner", validate="many_to_one")


def _versions(rows: pd.DataFrame) -> Iterator[_Version]:
    """Yield the passages of all statements, the longest first."""
    found = []
    for row in rows.itertuples():
        for content in _passages(row.text, [(span["start"], span["end"]) for span in row.content]):
            version = _Version(row.Index, row.who, row.outlet, row.published, content)
            if len(version.words) >= _FEWEST_WORDS:
                found.append(version)
    yield from sorted(found, key=lambda version: (-len(version.words), version.row, version.content))


def _passages(text: str, content: list[tuple[int, int]]) -> Iterator[str]:
    """Yield the texts in which a content is compared: the whole, or parts of it cut where sentences end."""
    start, end = min(content)[0], max(last for _, last in content)
    cut, n_words, cuts = start, 0, [start]
    for sentence_end in [*(found.end() for found in _SENTENCE_END.finditer(text, start, end)), end]:
        added = len(_WORD.findall(text, cut, sentence_end))
        if n_words and n_words + added > _LONGEST:
            cuts.append(cut)
            n_words = 0
        cut, n_words = sentence_end, n_words + added
    for first, last in pairwise([*cuts, end]):
        pieces = (text[max(first, a) : min(last, b)].strip() for a, b in content if a < last and first < b)
        yield PIECES.join(filter(None, pieces))


def _gathered(versions: Iterable[_Version]) -> list[list[_Version]]:
    """Return versions of one statement together, the fullest first; stars around it, no chains."""
    heads: dict[tuple[str, tuple[str, ...]], list[int]] = defaultdict(list)
    groups: list[list[_Version]] = []
    for version in versions:
        shared: dict[int, int] = defaultdict(int)
        for run in version.runs:
            for number in heads.get((version.who, run), ()):
                shared[number] += 1
        fitting = [n for n in shared if _is_version(version, groups[n][0], shared[n])]
        if fitting:
            groups[max(fitting, key=lambda n: (shared[n], -n))].append(version)
            continue
        for run in version.runs:
            heads[version.who, run].append(len(groups))
        groups.append([version])
    return groups


def _is_version(version: _Version, head: _Version, n_shared: int) -> bool:
    if (
        n_shared < _FEWEST_SHARED * len(version.runs)
        or abs((version.published - head.published).days) > _MOST_DAYS
    ):
        return False
    words = {at + n for _, at, size in _blocks(head, version) for n in range(size)}
    return sum(_TELLING.fullmatch(version.words[at][0]) is not None for at in words) >= _FEWEST_TELLING


def _by_size(groups: Iterable[list[_Version]]) -> list[list[_Version]]:
    """Return the groups of several outlets, most outlets and most shared words first."""
    kept = [group for group in map(_one_a_document, groups) if len({one.outlet for one in group}) > 1]
    return sorted(
        kept,
        key=lambda group: (
            -len({one.outlet for one in group}),
            -max(_n_shared(group[0], one) for one in group[1:]),
            group[0].row,
            group[0].content,
        ),
    )


def _one_a_document(group: list[_Version]) -> list[_Version]:
    """Return the fullest version and, of each other outlet's rows, the one with most words in common."""
    best: dict[int, _Version] = {}
    for version in group[1:]:
        known = best.get(version.row)
        if version.outlet == group[0].outlet:
            continue
        if known is None or _n_shared(group[0], version) > _n_shared(group[0], known):
            best[version.row] = version
    return [group[0], *sorted(best.values(), key=lambda one: (one.published, one.outlet, one.row))]


def _blocks(fullest: _Version, version: _Version) -> list[tuple[int, int, int]]:
    """Return the runs of at least two words in common: place in the fullest, place in the other, length."""
    matcher = SequenceMatcher(None, fullest.plain, version.plain, autojunk=False)
    return [tuple(block) for block in matcher.get_matching_blocks() if block.size >= 2]


def _n_shared(fullest: _Version, version: _Version) -> int:
    return sum(size for _, _, size in _blocks(fullest, version))


def _aligned(group: list[_Version], rows: pd.DataFrame) -> Iterator[dict[str, object]]:
    """Yield the rows of one statement's versions."""
    fullest, others = group[0], group[1:]
    blocks = [_blocks(fullest, other) for other in others]
    anywhere = {at + n for found in blocks for at, _, size in found for n in range(size)}
    yield _line(fullest, rows, anywhere, "") | {"is_fullest": True}
    for other, found in zip(others, blocks, strict=True):
        kept = {at + n for at, _, size in found for n in range(size)}
        lacking = PIECES.join(
            fullest.text(first, last) for first, last in _stretches(set(range(len(fullest.words))) - kept)
        )
        yield _line(other, rows, {at + n for _, at, size in found for n in range(size)}, lacking)


def _line(version: _Version, rows: pd.DataFrame, shared: set[int], left_out: str) -> dict[str, object]:
    row = rows.loc[version.row]
    spans = [[version.words[a].start(), version.words[b - 1].end()] for a, b in _stretches(shared)]
    return {name: row[name] for name in _COLUMNS if name in row.index} | {
        "content": version.content,
        "shared": spans,
        "n_words": len(version.words),
        "n_shared": len(shared),
        "left_out": left_out,
        "is_fullest": False,
    }


def _stretches(places: set[int]) -> Iterator[tuple[int, int]]:
    """Yield the runs of numbers that follow each other, as half-open pairs."""
    ordered = sorted(places)
    first = 0
    for at in range(1, len(ordered) + 1):
        if at == len(ordered) or ordered[at] != ordered[at - 1] + 1:
            yield ordered[first], ordered[at - 1] + 1
            first = at
