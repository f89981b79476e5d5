"""Every score in one table, beside what else can be had, in one run: `make scores GOLD=FOLDER`.

FOLDER holds gold/ and corpora/, as README.md lists them. What is missing is said in a line.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from analysis.errors import AnalysisError
from scores.parts import PARTS, Setting
from scores.table import Missing, printed


def main() -> int:
    """Print the table; return 1 if nothing could be scored."""
    parser = argparse.ArgumentParser(prog="scores", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="holds gold/ and corpora/")
    parser.add_argument("--textacy", type=Path, default=Path("none"), help="a Python that has textacy")
    parser.add_argument("--parts", nargs="+", choices=list(PARTS), default=list(PARTS), help="only these")
    parser.add_argument("--csv", type=Path, help="write the table here too")
    options = parser.parse_args()
    setting = Setting(options.folder, options.textacy)
    tables, notes = [], []
    for name in options.parts:
        started = time.perf_counter()
        try:
            part = PARTS[name](setting)
        except (Missing, AnalysisError, OSError) as error:
            notes.append(f"{name}: not scored, {error}")
        else:
            tables.append(part.rows)
            notes.extend(f"{name}: {note}" for note in part.notes)
        print(f"{name}: {time.perf_counter() - started:.0f} s", file=sys.stderr, flush=True)
    if tables:
        print(printed(tables))
    for note in notes:
        print(note)
    if options.csv and tables:
        import pandas as pd

        pd.concat(tables, ignore_index=True).to_csv(options.csv, index=False, float_format="%.4f")
    return 0 if tables else 1


if __name__ == "__main__":
    sys.exit(main())
