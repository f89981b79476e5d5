"""The command line: arguments, printing, exit status. Nothing else prints."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from analysis import __version__, commands, sample_commands
from analysis.errors import AnalysisError
from analysis.paths import Project
from analysis.vocabulary import FORMATS, STRATA

EPILOG = (
    "Exit status: 0 if all of it was done, 1 if not, or if a name, value or file that was given can't be; "
    "2 if the command line can't be read: a command or option that is unknown, or lacks something."
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    options = parser().parse_args(arguments)
    try:
        return options.run(options)
    except AnalysisError as error:
        for fault in error.faults:
            print(fault, file=sys.stderr)
        return 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        print(
            f"{error.filename or 'a file'}: {error.strerror}. Mend that, then run the command again.",
            file=sys.stderr,
        )
        return 1


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    top = argparse.ArgumentParser(
        prog="python -m analysis",
        description="From raw documents to tables and reports on who says what, in whose voice, how surely.",
        epilog=EPILOG,
    )
    top.add_argument("--version", action="version", version=__version__)
    text = "folder with data/ and reports/ (default: this checkout)"
    top.add_argument("--project", metavar="DIR", help=text)
    adders = top.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for add in (
        _ingest,
        _build,
        _report,
        _verify,
        _code,
        _check,
        _codebook,
        _sample,
        _evaluate,
        _compare,
        _refresh,
    ):
        add(adders)
    return top


def _command(adders, name: str, text: str, run) -> argparse.ArgumentParser:
    parser = adders.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".", epilog=EPILOG)
    # Also behind the command; there it has no default, which would undo what stands before it.
    text = "as before the command"
    parser.add_argument("--project", metavar="DIR", default=argparse.SUPPRESS, help=text)
    parser.set_defaults(run=lambda options: run(Project.at(options.project), options, _say))
    return parser


def _ingest(adders) -> None:
    parser = _command(adders, "ingest", "copy originals into data/raw with their origin", commands.ingest)
    parser.add_argument(
        "paths", nargs="+", metavar="PATH", help=".txt, .md, .jsonl, .csv, .html, or a folder"
    )
    parser.add_argument("--collection", required=True, help="folder of data/raw to put them in")
    for name, text in (
        ("title", "title, where a file has none"),
        ("outlet", "who published it"),
        ("url", "where it was published"),
        ("published", "when, YYYY-MM-DD"),
        ("licence", "under what terms"),
        ("encoding", "of text files that are not UTF-8, for example cp1251"),
    ):
        parser.add_argument(f"--{name}", default="", help=text)
    parser.add_argument("--synthetic", action="store_true", help="written for a demonstration, not press")


def _build(adders) -> None:
    text = "bring data/processed up to date with data/raw and data/reference"
    parser = _command(adders, "build", text, commands.build)
    parser.add_argument("--jobs", type=_positive, help="processes at most (default: one a core)")


def _report(adders) -> None:
    parser = _command(adders, "report", "run the notebooks and publish reports", commands.report)
    parser.add_argument("--theme", nargs="+", default=[], metavar="T", help="theme reports on these only")
    parser.add_argument("--notebook", help="this notebook only, for example 03-voices")
    text = "a parameter of the notebook, for example start=2024-01-01; --help-notebook lists them all"
    parser.add_argument("-p", dest="parameters", action="append", default=[], metavar="NAME=VALUE", help=text)
    text = "the runs of a YAML file: lists and grids of parameters"
    parser.add_argument("--batch", metavar="FILE.yml", help=text)
    _jobs(parser, "notebooks")
    when = parser.add_mutually_exclusive_group()
    when.add_argument("--force", action="store_true", help="run also what has not changed")
    text = "run only what is missing, has failed or has changed (so it is without this, too)"
    when.add_argument("--resume", action="store_true", help=text)
    when.add_argument("--explain", action="store_true", help="run nothing; say why each would run or not")
    text = "run nothing; say what a notebook asks and list its parameters"
    parser.add_argument("--help-notebook", metavar="NAME", help=text)


def _verify(adders) -> None:
    text = "make published reports again elsewhere and compare every byte"
    parser = _command(adders, "verify", text, commands.verify)
    parser.add_argument("reports", nargs="*", metavar="REPORT", help="folders of reports (default: all)")
    _jobs(parser, "notebooks")


def _jobs(parser: argparse.ArgumentParser, noun: str) -> None:
    text = f"{noun} at a time (default: one a core)"
    parser.add_argument("--jobs", type=_positive, default=os.cpu_count() or 1, help=text)


def _code(adders) -> None:
    text = "show what codebook and extractor see in a text, with the rule that fired"
    parser = _command(adders, "code", text, commands.code)
    parser.add_argument("text", metavar="TEXT|FILE", help="a text, a file, or - for standard input")


def _check(adders) -> None:
    text = "check reference data, raw files against their checksums, and the environment"
    _command(adders, "check", text, commands.check)


def _codebook(adders) -> None:
    text = "check the codebook alone: examples, idle patterns, rules that always fire together"
    parser = _command(adders, "codebook", text, commands.codebook)
    parser.add_argument("action", choices=["check"], help="what to do with it")
    parser.add_argument("--all", action="store_true", help="print all notes, not the first 20")


def _sample(adders) -> None:
    text = "draw sentences, code them by hand, compare the coders, decide where they differ"
    parser = adders.add_parser(
        "sample", help=text, description=f"{text[0].upper()}{text[1:]}.", epilog=EPILOG
    )
    steps = parser.add_subparsers(title="steps", required=True, metavar="STEP")
    _sample_draw(steps)
    text = "write a sample for another tool; JSON of Label Studio, JSON lines of doccano, or CSV"
    parser = _sample_step(steps, "export", text, sample_commands.export, coder="who is to code it")
    parser.add_argument("--to", choices=FORMATS, default="csv", help="whose format (default csv)")
    parser.add_argument("file", metavar="FILE", help="to write")
    text = "take in what a coder has coded elsewhere"
    parser = _sample_step(steps, "import", text, sample_commands.take_in, coder="who coded it")
    parser.add_argument("file", metavar="FILE", help="as Label Studio or doccano export it, or CSV")
    text = "also where the coder has coded something else here"
    parser.add_argument("--replace", action="store_true", help=text)
    text = "say how far coders agree: Krippendorff's alpha with its interval"
    _sample_step(steps, "agreement", text, sample_commands.agreement)
    text = "write what coders differ on into agreed.csv, to be decided there"
    _sample_step(steps, "adjudicate", text, sample_commands.adjudicate)


def _sample_step(steps, name: str, text: str, run, *, coder: str = "") -> argparse.ArgumentParser:
    parser = _command(steps, name, text, run)
    parser.add_argument("name", metavar="NAME", help="of the sample")
    if coder:
        parser.add_argument("--coder", required=True, help=coder)
    return parser


def _sample_draw(steps) -> None:
    parser = _command(steps, "draw", "draw sentences of the last build", sample_commands.draw)
    parser.add_argument("name", metavar="NAME", help="of the sample: its folder in data/reference/gold")
    parser.add_argument("--size", type=_positive, required=True, help="sentences to draw")
    how = parser.add_mutually_exclusive_group()
    text = "draw from each theme (as the codebook sees it), outlet or month apart"
    how.add_argument("--by", choices=STRATA, help=text)
    how.add_argument("--uncertain", action="store_true", help="take those on which the codebook may be wrong")
    parser.add_argument("--seed", type=int, default=1, help="another one draws another sample (default 1)")
    text = "who is to code it: an empty file for each"
    parser.add_argument("--coders", nargs="+", default=[], metavar="CODER", help=text)


def _evaluate(adders) -> None:
    parser = _command(
        adders, "evaluate", "score codes or attributions against hand-coded data", commands.evaluate
    )
    text = (
        "a sample, by name or folder; or JSON lines: doc_id, start, end, themes, voice, ... or doc_id, text, "
    )
    text += "attributions"
    parser.add_argument("gold", metavar="GOLD", help=text)


def _compare(adders) -> None:
    text = "show what two builds differ in: rows, and the numbers that reports lead with"
    parser = _command(adders, "compare", text, commands.compare)
    parser.add_argument("before", metavar="A", help="project folder")
    parser.add_argument("after", metavar="B", help="project folder")
    parser.add_argument("--limit", type=_positive, default=20, help="rows shown of each kind (default 20)")


def _refresh(adders) -> None:
    text = "run the committed notebooks and keep their outputs, after a look at what changed"
    _command(adders, "refresh-notebooks", text, commands.refresh_notebooks)


def _positive(text: str) -> int:
    number = int(text) if text.isdecimal() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a positive number")
    return number


def _say(text: str = "") -> None:
    print(text, flush=True)
