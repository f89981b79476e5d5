"""A turn: what one speaker says without a break."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.records import Span


@dataclass(frozen=True)
class Turn:
    """What one speaker says without a break.

    Attributes:
        start: Of the speech, behind its label.
        end: Where the next label begins, or the text ends.
        label: Where the label stands; None if the title names the speaker.
        name: The label or the name in the title, without what a site glued to it.
        rule: label, voice (a title), issued ("issued the following statement:") or headline.
    """

    start: int
    end: int
    label: Span | None
    name: str
    rule: str


def make_turn(text: str, start: int, end: int, *, label: Span | None, name: str, rule: str) -> Turn:
    """Return a turn without the white space around its speech."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Turn(start, end, label, name, rule)
