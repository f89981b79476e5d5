"""One coder at work on one sample: where they are, what they have said, and saving it at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from analysis import tables
from analysis.handcoding.cells import Coding, Drawn, one_line
from analysis.handcoding.context import Context, contexts_of
from analysis.handcoding.folder import check_names, save_codes
from analysis.handcoding.samples import Key, load_sample
from analysis.paths import Project

# Sentences shown on each side: rules of coding ask for one, and "it" often needs two.
_AROUND = 2


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A theme as coders are asked for it."""

    name: str
    title: str
    definition: str
    directions: tuple[str, ...]


class Session:
    """What a form needs of a sample, blind: not what the codebook says of it, nor what other coders do."""

    def __init__(self, project: Project, name: str, coder: str) -> None:
        """Open a sample for a coder, at the first sentence not coded yet.

        Raises:
            ReferenceDataError: If there is no such sample in the project, or its files are at fault.
            ParameterError: If the coder's name can't be.
            DataError: If the tables were not built yet.
        """
        self._gold, self._name, self._coder = project.gold, name, coder
        check_names(name, [coder])
        sample = load_sample(self._gold, name, only=coder)
        self.drawn = tuple(replace(one, stratum="", weight=None) for one in sample.drawn)
        self._own: dict[Key, Coding] = dict(sample.codings.get(coder, {}))
        sentences = tables.read("sentences", project=project)
        documents = tables.read("documents", project=project, columns=["doc_id", "text"])
        self._contexts = contexts_of(self.drawn, sentences, documents, around=_AROUND)
        known = tables.read("themes", project=project).set_index("theme")
        self.themes = tuple(
            Asked(
                name=theme,
                title=known["title"].get(theme, theme),
                definition=known["definition"].get(theme, ""),
                directions=tuple(ways),
            )
            for theme, ways in sample.themes.items()
        )
        self.place = 0
        self.to_first_uncoded()

    @property
    def current(self) -> Drawn:
        """The sentence to code."""
        return self.drawn[self.place]

    @property
    def context(self) -> Context:
        """What stands before and after it."""
        return self._contexts[self.current.key]

    @property
    def coding(self) -> Coding:
        """What the coder has said of it so far."""
        return self._own.get(self.current.key, Coding())

    @property
    def n_coded(self) -> int:
        """Sentences that the coder has coded."""
        return sum(coding.is_coded for coding in self._own.values())

    def move(self, steps: int) -> None:
        """Go some sentences on, or back, as far as there are any."""
        self.place = min(max(self.place + steps, 0), len(self.drawn) - 1)

    def to_first_uncoded(self) -> bool:
        """Go to the first sentence that is not coded; return whether there is one."""
        open_ = (n for n, one in enumerate(self.drawn) if not self._own.get(one.key, Coding()).is_coded)
        place = next(open_, None)
        self.place = self.place if place is None else place
        return place is not None

    def save(self, coding: Coding) -> list[str]:
        """Write what the coder says of the current sentence to their file; return what keeps it from that.

        The file is read again first: what was written into it elsewhere meanwhile stays.

        Raises:
            ReferenceDataError: If a file of the sample was damaged meanwhile.
        """
        wrong = self.faults_of(coding)
        if wrong:
            return wrong
        sample = load_sample(self._gold, self._name, only=self._coder)
        self._own = dict(sample.codings.get(self._coder, {})) | {self.current.key: cleaned(coding)}
        save_codes(self._gold, sample, self._coder, self._own)
        return []

    def faults_of(self, coding: Coding) -> list[str]:
        """Return what is missing or too much in a coding, as sentences for the coder."""
        if coding.themes is None:
            return ["Tick the themes that the sentence carries, or that it carries none."]
        ways: Mapping[str, Asked] = {theme.name: theme for theme in self.themes}
        lacking = [ways[name] for name, way in coding.themes.items() if ways[name].directions and not way]
        return [f"{theme.title}: choose one of {', '.join(theme.directions)}." for theme in lacking]


def cleaned(coding: Coding) -> Coding:
    """Return a coding as it is kept: nothing of voice, modality and speaker without a theme, on one line."""
    if not coding.themes:
        return Coding(themes=coding.themes, note=one_line(coding.note))
    speaker = "" if coding.voice == "author" else one_line(coding.speaker)
    return replace(coding, speaker=speaker, note=one_line(coding.note))
