"""Where things lie: every path of the project hangs off one folder."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
GOLD = "gold"  # folder of the reference data that holds hand-coded samples


@dataclass(frozen=True)
class Project:
    """A project folder with data/ and reports/; reference data and notebooks fall back to the checkout's."""

    root: Path

    @classmethod
    def at(cls, folder: str | Path | None = None) -> Project:
        """Return the project in a folder; nothing or "" means this checkout."""
        return cls(Path(folder).expanduser().resolve() if folder else CHECKOUT)

    @property
    def raw(self) -> Path:
        """Originals, never changed."""
        return self.root / "data" / "raw"

    @property
    def processed(self) -> Path:
        """Derived tables."""
        return self.root / "data" / "processed"

    @property
    def parses(self) -> Path:
        """Stored parses, one folder a model."""
        return self.processed / "parses"

    @property
    def reports(self) -> Path:
        """Published reports."""
        return self.root / "reports"

    @property
    def reference(self) -> Path:
        """Reference data: the project's own, else the checkout's; a folder with nothing but gold is none."""
        own = self.gold.parent
        has_own = own.is_dir() and ({path.name for path in own.iterdir()} != {GOLD})
        return own if has_own else CHECKOUT / "data" / "reference"

    @property
    def gold(self) -> Path:
        """Samples drawn from this project's tables and coded by hand, one folder each; never another's."""
        return self.root / "data" / "reference" / GOLD

    @property
    def codebook(self) -> Path:
        """One file a theme."""
        return self.reference / "codebook"

    @property
    def cues(self) -> Path:
        """The lexicon of cues: of the reference data, else the checkout's."""
        own = self.reference / "cues.csv"
        return own if own.is_file() else CHECKOUT / "data" / "reference" / own.name

    @property
    def notebooks(self) -> Path:
        """Notebooks: the project's own, else the checkout's."""
        return self._own_or_checkout("notebooks")

    def relative(self, path: Path) -> str:
        """Return a path as it should be shown: relative to the project or the checkout."""
        for base in (self.root, CHECKOUT):
            if path.is_relative_to(base):
                return path.relative_to(base).as_posix()
        return path.as_posix()

    def shown(self, path: Path) -> str:
        """Return a path as whoever called the command finds it: relative only to this checkout."""
        return self.relative(path) if self.root == CHECKOUT else path.as_posix()

    def command(self, words: str) -> str:
        """Return a command of this project, as it is to be typed."""
        given = "" if self.root == CHECKOUT else f" --project {shlex.quote(self.root.as_posix())}"
        return f"python -m analysis{given} {words}"

    def _own_or_checkout(self, name: str) -> Path:
        own = self.root / name
        return own if own.is_dir() else CHECKOUT / name
