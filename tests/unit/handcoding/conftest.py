"""Samples of a made-up country."""

from __future__ import annotations

import pytest

import factories
from analysis.handcoding import Drawn, drawn_text, population_of, write_sample

ASKED = {"drills": [], "pact": ["threat", "defence"]}
TEXTS = (
    "Ruritania and Borduria train together.",
    "The Lake Pact threatens the harbour.",
    "It rains.",
    "The market, which was held again, is full.",
)


@pytest.fixture
def population():
    """Forty sentences of ten documents, one a copy; every fourth sentence is coded."""
    text = " ".join(TEXTS)
    starts = [text.index(one) for one in TEXTS]
    documents = [
        {
            "text": text,
            "outlet": ("Sample Wire", "Harbour Post", "")[n % 3],
            "published": None if n == 9 else f"2024-0{n % 3 + 1}-05",
            "duplicate_of": "d1" if n == 4 else None,
        }
        for n in range(10)
    ]
    places = [
        {"doc_id": f"d{n + 1}", "position": i + 1, "start": start, "end": start + len(TEXTS[i])}
        for n in range(10)
        for i, start in enumerate(starts)
    ]
    codes = [
        {"doc_id": f"d{n + 1}", "start": starts[i] + 2, "end": starts[i] + 9, "theme": theme}
        for n in range(10)
        for i, theme in ((0, "drills"), (1, "pact"), *(((0, "pact"),) if n < 3 else ()))
    ]
    return population_of(
        factories.sentences(*places), factories.documents(*documents), factories.codes(*codes)
    )


@pytest.fixture
def gold(tmp_path):
    """A folder of gold with one sample, `first`: four sentences, and empty files of coders ann and bo."""
    drawn = [
        Drawn(doc_id=f"d{n}", start=n, end=n + len(text), text=text, weight=2.5)
        for n, text in enumerate(TEXTS, 1)
    ]
    folder = tmp_path / "reference" / "gold"
    about = drawn_text(design="simple", size=4, seed=1, n_sentences=10, themes=ASKED)
    write_sample(folder, "first", drawn=drawn, about=about, coders=["ann", "bo"])
    return folder


@pytest.fixture
def code(gold):
    """Return a function that fills a file of the sample: code("ann", {1: "drills,author,asserted,,"})."""

    def fill(coder: str, cells: dict[int, str], sample: str = "first") -> None:
        path = gold / sample / f"codes-{coder}.csv"
        lines = path.read_text("utf-8").splitlines()
        for row, text in cells.items():
            lines[row] = lines[row].removesuffix(",,,,,") + "," + text
        path.write_text("\n".join(lines) + "\n", "utf-8")

    return fill
