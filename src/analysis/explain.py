"""What the extractor and the codebook see in one text, without a build."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analysis.paths import Project
from analysis.vocabulary import LANGUAGES_READ, coder_named

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from analysis.codebook import Blocked, Coder, Explanation
    from analysis.extract.annotation import Rows
    from analysis.extract.tagger import Tagged
    from analysis.gold import GoldArticle
    from analysis.measures.spans import Marked
    from analysis.parsed import Likely, Parse
    from analysis.records import Attribution
    from analysis.reference import Actors


# Rules that nearly fired, shown for a sentence; the rest are counted.
MOST_NEARLY = 4


class Reader:
    """Parses single texts and finds the actors in them."""

    def __init__(self, actors: Actors, reference: Path) -> None:
        from analysis.extract.annotation import Extractor
        from analysis.extract.cues import load_cues
        from analysis.extract.model import load_model
        from analysis.extract.tagger import load_tagger

        self._tag = load_tagger()
        self._nlp = load_model()
        self._extract = Extractor(actors, self._nlp.vocab, load_cues(reference))

    def read(self, text: str) -> Parse:
        """Return the parse of a text with its mentions, and without what the trained coder says of it."""
        from analysis.parsed import Parse

        return Parse.of(self._extracted(text)[0])

    def extract(self, text: str, *, title: str = "", published: dt.date | None = None) -> tuple[Parse, Rows]:
        """Return the annotated parse of a text and the rows it would add to each table."""
        from analysis.parsed import Parse

        doc, rows, tagged = self._extracted(text, title=title, published=published)
        return Parse.of(doc, tagged.likely), rows

    def _extracted(
        self, text: str, *, title: str = "", published: dt.date | None = None
    ) -> tuple[Doc, Rows, Tagged]:
        from analysis.clean.text import normalise

        doc = self._nlp(normalise(text))
        tagged = self._tag(doc)
        found = self._extract(doc, tagged.found, doc_id="text", title=title, published=published)
        return *found, tagged


def attributions_of(
    project: Project,
    articles: Sequence[GoldArticle],
    *,
    on_progress: Callable[[int, int], None] | None = None,
) -> Iterator[list[Marked]]:
    """Yield what the extractor finds in each text, as attributions are marked by hand."""
    from analysis.gold import marked_rows
    from analysis.reference import load_actors

    reader = Reader(load_actors(project.reference), project.reference)
    for done, article in enumerate(articles, 1):
        _, rows = reader.extract(article.text, title=article.title, published=article.published)
        yield marked_rows(rows["attributions"])
        if on_progress:
            on_progress(done, len(articles))


def explain_text(project: Project, text: str) -> Iterator[str]:
    """Yield lines that show, sentence by sentence, actors, attributions and codes with their rules."""
    from analysis.clean.language import detect_language
    from analysis.codebook import Coder, explain, load_codebook, nearly
    from analysis.extract.coding import attributions_from_rows, code_rows
    from analysis.reference import load_actors

    language = detect_language(text)
    if language not in LANGUAGES_READ:
        yield f"This text is not in English but in '{language}', as it seems: a build would not read it."
    actors = load_actors(project.reference)
    reader = Reader(actors, project.reference)
    doc, rows = reader.extract(text)
    codebook = load_codebook(project.codebook, actors)
    coder = Coder(codebook, actors)
    said = attributions_from_rows(rows["attributions"])
    fired, blocked = explain(coder, doc), nearly(coder, doc)
    codes = code_rows(doc, coder(doc), said, doc_id="text")
    for sentence in rows["sentences"]:
        start, end = sentence["start"], sentence["end"]
        yield f"{sentence['position']}. {_line(text[start:end])}"
        yield from (_mention(text, row) for row in rows["mentions"] if start <= row["start"] < end)
        yield from (_saying(text, saying) for _, saying in said if start <= saying.content[0][0] < end)
        yield from (_coding(row) for row in codes if start <= row["start"] < end)
        yield from (_firing(text, why) for why in fired if start <= why.found[0] < end)
        yield from (_likely(text, doc, one, coder) for one in doc.likely if start <= one.start < end)
        near = [miss for miss in blocked if start <= miss.found[0] < end]
        yield from (_blocked(text, miss) for miss in near[:MOST_NEARLY])
        if len(near) > MOST_NEARLY:
            yield f"     nearly ... and {len(near) - MOST_NEARLY} more rules"
    if not codes:
        yield "No theme of the codebook was found."


def _mention(text: str, row: dict[str, Any]) -> str:
    linked = row["entity_id"] or " or ".join(row["candidates"]) or "not linked"
    kind = "actor" if row["entity_id"] or row["candidates"] else "name "
    return f"     {kind}  {_line(text[row['start'] : row['end']])} = {linked} ({row['method']})"


def _saying(text: str, saying: Attribution) -> str:
    content = " … ".join(_line(text[start:end]) for start, end in saying.content)
    return f"     says   {saying.speaker_name or 'unknown'} ({saying.kind}): {content}"


def _coding(row: dict[str, Any]) -> str:
    direction = f", {row['direction']}" if row["direction"] else ""
    voice = f"{row['voice']} ({row['speaker_name']})" if row["speaker_name"] else row["voice"]
    coder = coder_named(row["rule"], row["probability"])
    return f"     code   {row['theme']}{direction}; {voice}; {row['modality']}; {coder}"


def _firing(text: str, why: Explanation) -> str:
    """Say on which words a rule fired and which met its conditions; one that did not decide in brackets."""
    met = "".join(f"; {heading}: {_line(text[slice(*span)])}" for heading, span in why.met)
    direction = f" ({why.direction})" if why.direction else ""
    said = f"{why.rule}{direction}: {_line(text[slice(*why.found)])}{met}"
    return f"     why    {said if why.is_decisive else f'({said})'}"


def _likely(text: str, doc: Parse, likely: Likely, coder: Coder) -> str:
    """Say how likely the trained coder holds each theme that asks it, and from where on that counts.

    Where it counts, how likely each direction is, too; or what keeps it from coding.
    """
    said = []
    for theme in coder.themes:
        if theme.trained is None or theme.name not in likely.themes:
            continue
        probability, trained = likely.themes[theme.name], theme.trained
        ways = theme.directions if trained.counts(probability, goes_on=True) else ()
        directions = "".join(f", {way} {likely.directions[way]:.2f}" for way in ways)
        after = f", after a sentence with the theme from {trained.after:.2f}"
        lower = after if trained.after < trained.least else ""
        kept = coder.keeping(doc, theme.name, likely.start) if trained.unless is not None else None
        but = f", but kept from coding by {_line(text[slice(*kept)])}" if kept is not None else ""
        said.append(
            f"{theme.name} {probability:.2f} (counts from {trained.least:.2f}{lower}){directions}{but}"
        )
    return f"     trained {'; '.join(said)}"


def _blocked(text: str, miss: Blocked) -> str:
    """Say which condition kept a rule from firing, and by which words."""
    by = (
        f"'{miss.heading}' is met by {_line(text[slice(*miss.by)])}"
        if miss.by
        else f"nothing '{miss.heading}'"
    )
    return f"     nearly {miss.rule}: {_line(text[slice(*miss.found)])}; but {by}"


def _line(text: str) -> str:
    return " ".join(text.split())
