"""What the extractor and the codebook see in one text, without a build."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from analysis.paths import Project

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

    from analysis.records import Attribution
    from analysis.reference import Actors


class Reader:
    """Parses single texts and finds the actors in them."""

    def __init__(self, actors: Actors) -> None:
        from analysis.extract.annotation import Extractor
        from analysis.extract.model import load_model

        self._nlp = load_model()
        self._extract = Extractor(actors, self._nlp.vocab)
        self.vocab: Vocab = self._nlp.vocab

    def read(self, text: str) -> Doc:
        """Return the parse of a text with its mentions as entities."""
        return self.extract(text)[0]

    def extract(self, text: str):
        """Return the annotated parse of a text and the rows it would add to each table."""
        from analysis.clean.text import normalise

        return self._extract(self._nlp(normalise(text)), doc_id="text")


def explain_text(project: Project, text: str) -> Iterator[str]:
    """Yield lines that show, sentence by sentence, actors, attributions and codes with their rules."""
    import pandas as pd

    from analysis.codebook import Coder, load_codebook
    from analysis.extract.coding import attributions_from_rows, code_rows
    from analysis.reference import load_actors

    actors = load_actors(project.reference)
    reader = Reader(actors)
    doc, rows = reader.extract(text)
    coder = Coder(load_codebook(project.codebook, actors), actors, reader.vocab)
    said = attributions_from_rows(pd.DataFrame(rows["attributions"])) if rows["attributions"] else []
    codes = code_rows(doc, coder(doc), said, doc_id="text")
    for sentence in rows["sentences"]:
        start, end = sentence["start"], sentence["end"]
        yield f"{sentence['position']}. {_line(text[start:end])}"
        for mention in rows["mentions"]:
            if start <= mention["start"] < end:
                linked = mention["entity_id"] or " or ".join(mention["candidates"]) or "not linked"
                yield f"     actor  {_line(text[mention['start'] : mention['end']])} = {linked} ({mention['method']})"
        for name, attribution in said:
            if start <= attribution.content[0][0] < end:
                yield f"     says   {_saying(text, name, attribution)}"
        for code in codes:
            if start <= code["start"] < end:
                direction = f", {code['direction']}" if code["direction"] else ""
                voice = f"{code['voice']} ({code['speaker_name']})" if code["speaker_name"] else code["voice"]
                yield f"     code   {code['theme']}{direction}; {voice}; {code['modality']}; rule {code['rule']}"
                yield f"            on: {_line(text[code['start'] : code['end']])}"
    if not codes:
        yield "No theme of the codebook was found."


def _saying(text: str, name: str, attribution: Attribution) -> str:
    content = " … ".join(_line(text[start:end]) for start, end in attribution.content)
    return f"{attribution.speaker_name or 'unknown'} ({attribution.kind}): {content}"


def _line(text: str) -> str:
    return " ".join(text.split())
