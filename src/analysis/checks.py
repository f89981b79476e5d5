"""What `check` looks at: reference data, codebook, hand-coded samples, raw files, model and tagger."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from analysis.errors import AnalysisError, Fault
from analysis.paths import Project
from analysis.stores import ANNOTATED, damaged, damaged_fault


def check_project(project: Project) -> Iterator[Fault]:
    """Yield every fault of what an analyst can edit, and of the environment."""
    from analysis.extract.cues import load_cues
    from analysis.extract.model import identify_model
    from analysis.extract.tagger import identify_tagger
    from analysis.reference import check_reference, load_actors
    from analysis.sources import check_raw

    yield from check_raw(project.raw)
    yield from check_stores(project)
    yield from check_reference(project.reference)
    yield from _check_gold(project)
    parts = (identify_model, identify_tagger, lambda: load_cues(project.reference))
    faults = [fault for part in parts for fault in _faults_of(part)]
    yield from faults
    if not faults and not _faults_of(lambda: load_actors(project.reference)):
        yield from check_themes(project)


def check_stores(project: Project) -> Iterator[Fault]:
    """Yield a fault for each damaged file among the stored parses."""
    for path in damaged(project.parses):
        yield damaged_fault(project.relative(path))


def notes_on_reference(project: Project) -> list[str]:
    """Return what a project's own reference data leaves to the checkout: no fault, but good to know."""
    if project.cues.parent == project.reference:
        return []
    where = f"{project.relative(project.reference)}/{project.cues.name}"
    cure = f"To change cues, copy {project.relative(project.cues)} of the checkout there."
    return [f"{where}: there is no such file, so the checkout's cues are used. {cure}"]


def _check_gold(project: Project) -> Iterator[Fault]:
    """Hold hand-coded samples against the texts of the last build; without one, each against itself."""
    from analysis import tables
    from analysis.handcoding import sample_faults, sample_names

    if not sample_names(project.gold):
        return
    texts = {}
    if tables.table_path("documents", project.processed).exists():
        documents = tables.read("documents", project=project, columns=["doc_id", "text"])
        texts = dict(zip(documents["doc_id"], documents["text"], strict=True))
    yield from sample_faults(project.gold, texts)


def _faults_of(part: Callable[[], object]) -> tuple[Fault, ...]:
    """Return what is wrong about one part of the project."""
    try:
        part()
    except AnalysisError as error:
        return error.faults
    return ()


def check_themes(project: Project) -> Iterator[Fault]:
    """Yield every fault of the codebook, its examples run; they need the model and sound actors."""
    from analysis.codebook import Coder, check_codebook, load_codebook
    from analysis.explain import Reader
    from analysis.reference import load_actors

    actors = load_actors(project.reference)
    try:
        codebook = load_codebook(project.codebook, actors)
    except AnalysisError as error:
        yield from error.faults
        return
    reader = Reader(actors, project.reference)
    yield from check_codebook(codebook, Coder(codebook, actors), reader.read)


def note_themes(project: Project) -> list[Fault] | None:
    """Return what the documents of the last build show of the codebook; None if nothing is built.

    What they show is no fault by itself: in a small corpus many rules have nothing to find.
    """
    from analysis.codebook import Coder, idle_and_inseparable, load_codebook
    from analysis.extract.annotated import read_annotated
    from analysis.extract.parses import BUCKETS
    from analysis.reference import load_actors

    stores = sorted(project.parses.glob(f"{ANNOTATED}-*"), key=lambda path: path.stat().st_mtime)
    if not stores:
        return None
    actors = load_actors(project.reference)
    parses = (parse for bucket in BUCKETS for _, parse in read_annotated(stores[-1], bucket))
    return idle_and_inseparable(
        load_codebook(project.codebook, actors), lambda codebook: Coder(codebook, actors), parses
    )
