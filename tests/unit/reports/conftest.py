"""A small project: tables, two themes, and notebooks that show things as the display functions do."""

from __future__ import annotations

import datetime as dt
import hashlib
import shutil
import sys
from pathlib import Path
from types import ModuleType

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from analysis import tables
from analysis.paths import Project

SCRIPT = "<script>alert(1)</script>"
IMAGE = "</pre><img src=x onerror=alert(1)>"
THEMES = {"border_talks": "Border talks", "river_drills": "River drills"}

# (doc_id, title, outlet, day, sentences with their codes)
DOCUMENTS = [
    (
        "wire:2031/001",
        "Ruritania plans drills on the river",
        "Northern Wire",
        dt.date(2031, 3, 2),
        [
            (
                "The ministry of Ruritania announced drills on the river.",
                "river_drills",
                "author",
                "asserted",
            ),
            ("They may begin in May.", "river_drills", "author", "hedged"),
            (
                "Talks on the border would go on, Colonel Ada Brandt said.",
                "border_talks",
                "attributed",
                "asserted",
            ),
        ],
    ),
    (
        "wire:2031/002",
        f"A title with {SCRIPT}",
        f'An "outlet" & {IMAGE}',
        dt.date(2031, 4, 5),
        [
            (f"The river drills{SCRIPT} were called off.", "river_drills", "author", "denied"),
            (f"Nobody {IMAGE} spoke.", None, None, None),
        ],
    ),
    (
        "лист/№ 3",
        "",
        "",
        None,
        [("Drills on the river, the minister of Ruritania said.", "river_drills", "attributed", "asserted")],
    ),
]


def _text_and_rows(doc_id: str, parts: list) -> tuple[str, list[dict], list[dict], list[dict]]:
    text, sentences, codes, attributions = "", [], [], []
    for number, (sentence, theme, voice, modality) in enumerate(parts, 1):
        start, end = len(text), len(text) + len(sentence)
        sentence_id = f"{doc_id}#s{number}"
        sentences.append(
            {"sentence_id": sentence_id, "doc_id": doc_id, "position": number, "start": start, "end": end}
        )
        said = f"{doc_id}#a{number}" if voice == "attributed" else None
        if said:
            cue = start + sentence.index("said")
            attributions.append(
                {
                    "attribution_id": said,
                    "doc_id": doc_id,
                    "sentence_id": sentence_id,
                    "source_start": cue - 10,
                    "source_end": cue - 1,
                    "cue_start": cue,
                    "cue_end": cue + 4,
                    "content": [{"start": start, "end": start + 20}],
                    "kind": "indirect",
                    "speaker_id": None,
                    "speaker_name": "Colonel Ada Brandt",
                    "speaker_kind": "named",
                    "speaker_ids": [],
                    "speaker_resolution": "stranger",
                    "speaker_candidates": [],
                    "unnamed_kind": None,
                    "cue_lemma": "say",
                    "stance": "neutral",
                    "rule": "cue",
                }
            )
        if theme:
            codes.append(
                {
                    "code_id": f"{sentence_id}|{theme}",
                    "doc_id": doc_id,
                    "sentence_id": sentence_id,
                    "theme": theme,
                    "direction": "planned" if theme == "river_drills" else None,
                    "start": start + 4,
                    "end": start + 16,
                    "voice": voice,
                    "attribution_id": said,
                    "speaker_id": None,
                    "speaker_name": "Colonel Ada Brandt" if said else None,
                    "modality": modality,
                    "rule": f"{theme}_words",
                }
            )
        text += sentence + ("\n\n" if number == 1 else " ")
    return text.strip(), sentences, codes, attributions


def write_tables(project: Project, documents: list = DOCUMENTS) -> None:
    """Write every table of a project from short descriptions of documents."""
    rows: dict[str, list[dict]] = {name: [] for name in tables.BY_NAME}
    for doc_id, title, outlet, day, parts in documents:
        text, sentences, codes, attributions = _text_and_rows(doc_id, parts)
        rows["sentences"] += sentences
        rows["codes"] += codes
        rows["attributions"] += attributions
        rows["documents"].append(
            {
                "doc_id": doc_id,
                "collection": "test",
                "path": "test/wire.jsonl",
                "line": 1,
                "title": title,
                "outlet": outlet,
                "published": day,
                "url": "https://example.org/a?b=1&c=2",
                "language": "en",
                "language_basis": "stated",
                "licence": "",
                "is_synthetic": True,
                "text": text,
                "sha256": hashlib.sha256(text.encode()).hexdigest(),
                "n_words": len(text.split()),
                "duplicate_of": None,
                "duplicate_kind": None,
                "containment": None,
            }
        )
    rows["themes"] = [
        {
            "theme": theme,
            "title": title,
            "definition": f"Says something of {title.lower()}.",
            "directions": ["planned"] if theme == "river_drills" else [],
            "n_rules": 1,
            "fingerprint": hashlib.sha256(theme.encode()).hexdigest(),
        }
        for theme, title in THEMES.items()
    ]
    for name, found in rows.items():
        tables.write(tables.from_records(found, name), name, folder=project.processed)


READ = """from html import escape
from IPython.display import Markdown, display, publish_display_data
from analysis import tables

def show(kind, name, text, **data):
    mimes = {"svg": "image/svg+xml", "png": "image/png", "html": "text/html", "csv": "text/csv"}
    data = {mimes[key]: value for key, value in data.items()} | {"text/plain": text}
    about = {"kind": kind, "name": name, "alt" if kind == "figure" else "caption": text}
    publish_display_data(data, metadata={"analysis": about})

documents = tables.read("documents", project=project)
sentences = tables.read("sentences", project=project)
codes = tables.read("codes", project=project, rows={"theme": theme})
by_voice = codes.groupby("voice").size().rename("n_sentences")
print(f"{len(codes)} codes")"""

FIGURE = """svg = '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="200pt" height="90pt" '
svg += 'xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 200 90"><defs><clipPath id="p1">'
svg += '<rect width="9" height="9"/></clipPath></defs><a xlink:href="#evidence?voice=author" target="_blank">'
svg += '<rect id="bar" clip-path="url(#p1)" width="90" height="20"/></a></svg>'
png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
show("figure", "by-voice", "Sentences by voice", svg=svg, png=png, csv=by_voice.to_csv())"""

TABLE = """show("table", "voices", "By voice", html=by_voice.to_frame().to_html(), csv=by_voice.to_csv())
display(Markdown("The last title: " + documents["title"].min() + documents["title"].max()))"""

EVIDENCE = """rows = codes.merge(documents[["doc_id", "outlet", "title", "text"]], on="doc_id")
rows = rows.merge(sentences, on=["doc_id", "sentence_id"], suffixes=("", "_of"))
cells = "".join(
    f'<tr id="row-{n}" data-outlet="{escape(r.outlet)}" data-voice="{r.voice}" data-modality="{r.modality}">'
    f'<td>{escape(r.title)}<br><span class="cite" data-doc="{escape(r.doc_id)}" '
    f'data-position="{r.position}">sentence {r.position}</span></td>'
    f'<td>{escape(r.text[r.start_of:r.start])}<mark>{escape(r.text[r.start:r.end])}</mark>'
    f'{escape(r.text[r.end:r.end_of])}</td></tr>'
    for n, r in enumerate(rows.itertuples())
)
html = '<table class="evidence" id="evidence"><caption>Counted</caption><thead><tr><th>Source</th>'
html += f'<th>Sentence</th></tr></thead><tbody>{cells}</tbody></table>'
show("evidence", "evidence", "Counted", html=html, csv=rows.drop(columns="text").to_csv(index=False))"""

PARAMETERS = """project: str = ""  # project folder; empty: this checkout
theme: str = "river_drills"  # theme, a code of the codebook
start: str = ""  # first day of publication, YYYY-MM-DD; empty: no limit
end: str = ""  # last day of publication, YYYY-MM-DD; empty: no limit
outlets: str = ""  # outlets, names separated by commas; empty: all
top: int = 5  # rows shown, number; at least 0
share: float = 0.5  # least share, 0 to 1
has_copies: bool = False  # whether copies count, true or false
order: str = "time"  # order of rows, one of time, outlet"""


def notebook(*cells: str, parameters: str = PARAMETERS, title: str = "# One theme\n\nWho says *what* of it?"):
    """Return a notebook: title, parameters, then code cells, or Markdown where a text begins with #."""
    made = [new_markdown_cell(title), new_code_cell(parameters, metadata={"tags": ["parameters"]})]
    made += [new_markdown_cell(c) if c.startswith("## ") else new_code_cell(c) for c in cells]
    for number, cell in enumerate(made):
        cell["id"] = f"cell-{number}"
    return new_notebook(cells=made)


THEME_CELLS = (READ, "## Voices\n\nHow many.", FIGURE, "## Table", TABLE, "## Evidence", EVIDENCE)


def write_notebook(project: Project, name: str, *cells: str, **options: str) -> Path:
    """Write a notebook into a project's own notebooks folder."""
    folder = project.root / "notebooks"
    folder.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook(*cells, **options), folder / f"{name}.ipynb")
    return folder / f"{name}.ipynb"


def make_project(folder: Path) -> Project:
    """Write the small project into a folder."""
    made = Project.at(folder)
    made.processed.mkdir(parents=True)
    write_tables(made)
    write_notebook(made, "02-theme", *THEME_CELLS)
    counts = 'from analysis import tables\nprint(len(tables.read("documents", project=project)))'
    write_notebook(
        made,
        "01-count",
        counts,
        parameters='project: str = ""  # project folder',
        title="# Count\n\nHow many?",
    )
    return made


@pytest.fixture(scope="session")
def kit() -> ModuleType:
    """This module: what tests build projects and notebooks with."""
    return sys.modules[__name__]


@pytest.fixture(scope="session")
def made_once(tmp_path_factory) -> Project:
    """The small project; tests work on copies of it."""
    return make_project(tmp_path_factory.mktemp("reports") / "project")


@pytest.fixture
def project(tmp_path, made_once) -> Project:
    """A project of a test's own: tables, and two notebooks of which one runs for each theme."""
    folder = tmp_path / "project {with} braces"
    shutil.copytree(made_once.root, folder)
    return Project.at(folder)
