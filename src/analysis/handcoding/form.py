"""The form in which a sentence is coded in JupyterLab: shows a session, holds no logic of its own."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets as widgets
from markupsafe import escape

from analysis.handcoding.cells import Coding
from analysis.handcoding.session import Asked, Session
from analysis.vocabulary import MODALITIES, VOICES

_BLANK = ("not said", "")
_CONTEXT = "color: var(--jp-ui-font-color2, #616161)"
_TEXT = "font-size: 1.15em; line-height: 1.5; margin: 0.4em 0; border-left: 4px solid; padding-left: 0.8em"


class CodingForm:
    """The widgets of a form and what their buttons do; `view` is what a notebook shows."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.bar = widgets.IntProgress(max=len(session.drawn), layout=widgets.Layout(width="60%"))
        self.where, self.sentence, self.message = widgets.HTML(), widgets.HTML(), widgets.HTML()
        self.themes = {theme.name: _box(theme) for theme in session.themes}
        self.ways = {theme.name: _ways(theme) for theme in session.themes if theme.directions}
        self.none = widgets.Checkbox(description="none of these", indent=False)
        self.voice = _choice("Voice", VOICES)
        self.modality = _choice("Modality", MODALITIES)
        self.speaker = _line("Speaker", "who is reported to say it, short")
        self.note = _line("Note", "anything else")
        actions = (
            ("Save and next", self.save_and_next),
            ("Previous", lambda: self.go(-1)),
            ("Next", lambda: self.go(1)),
            ("First uncoded", self.go_to_first_uncoded),
        )
        self.buttons = {name: _button(name, act) for name, act in actions}
        for box in (*self.themes.values(), self.none):
            box.observe(self._on_tick, names="value")
        self.view = self._laid_out()
        self.show()

    def coding(self) -> Coding:
        """Return what the form says of the sentence."""
        ticked = [name for name, box in self.themes.items() if box.value]
        ways = {name: self.ways[name].value or None for name in ticked if name in self.ways}
        themes = {name: ways.get(name) for name in ticked}
        return Coding(
            themes=themes if themes or self.none.value else None,
            voice=self.voice.value,
            modality=self.modality.value,
            speaker=self.speaker.value,
            note=self.note.value,
        )

    def show(self, message: str = "") -> None:
        """Show the current sentence of the session, with what the coder has said of it."""
        session, coding = self.session, self.session.coding
        before, after = session.context
        self.bar.value = session.n_coded
        self.where.value = f"Sentence {session.place + 1} of {len(session.drawn)}; {session.n_coded} coded"
        sides = [f'<div style="{_CONTEXT}">{escape(side)}</div>' for side in (before, after)]
        self.sentence.value = f'{sides[0]}<div style="{_TEXT}">{escape(session.current.text)}</div>{sides[1]}'
        themes = coding.themes or {}
        for name, box in self.themes.items():
            box.value = name in themes
        for name, way in self.ways.items():
            way.value = themes.get(name)
        self.none.value = coding.is_coded and not themes
        for name in ("voice", "modality", "speaker", "note"):
            getattr(self, name).value = getattr(coding, name)
        self.message.value = f"<b>{escape(message)}</b>" if message else ""

    def save_and_next(self) -> None:
        """Save what the form says and go on, or say what is missing."""
        wrong = self.session.save(self.coding())
        if wrong:
            self.message.value = f"<b>{escape(' '.join(wrong))}</b>"
            return
        is_last = self.session.place == len(self.session.drawn) - 1
        self.session.move(1)
        left = len(self.session.drawn) - self.session.n_coded
        self.show(f"Saved. {left} left." if left else "Saved. All are coded.")
        if is_last and left:
            self.go_to_first_uncoded()

    def go(self, steps: int) -> None:
        """Save what the form says, if it is all there, and go some sentences on or back."""
        message = self._kept()
        self.session.move(steps)
        self.show(message)

    def go_to_first_uncoded(self) -> None:
        """Save what the form says, if it is all there, and go to the first sentence not coded yet."""
        message = self._kept()
        self.show(message if self.session.to_first_uncoded() else "All are coded.")

    def _kept(self) -> str:
        """Save what was changed in the form; return what to tell the coder of it."""
        coding = self.coding()
        if coding == self.session.coding:
            return ""
        wrong = self.session.save(coding)
        return "What was only half said of the last sentence was not saved." if wrong else "Saved."

    def _on_tick(self, change: dict) -> None:
        """Keep "none" and the themes apart, and directions with their themes."""
        if change["new"] and change["owner"] is self.none:
            for box in self.themes.values():
                box.value = False
        elif change["new"]:
            self.none.value = False
        for name, way in self.ways.items():
            way.disabled = not self.themes[name].value
            way.value = way.value if self.themes[name].value else None

    def _laid_out(self) -> widgets.VBox:
        rows = [
            widgets.HBox([box, self.ways[name]]) if name in self.ways else box
            for name, box in self.themes.items()
        ]
        listed = "".join(
            f"<p><b>{escape(theme.title)}</b>: {escape(theme.definition)}</p>"
            for theme in self.session.themes
        )
        definitions = widgets.Accordion([widgets.HTML(listed)], titles=("What the themes mean",))
        definitions.selected_index = None
        return widgets.VBox(
            [
                widgets.HBox([self.bar, self.where]),
                self.sentence,
                *rows,
                self.none,
                self.voice,
                self.modality,
                self.speaker,
                self.note,
                widgets.HBox(list(self.buttons.values())),
                self.message,
                definitions,
            ]
        )


def _box(theme: Asked) -> widgets.Checkbox:
    return widgets.Checkbox(description=theme.title, tooltip=theme.definition, indent=False)


def _ways(theme: Asked) -> widgets.ToggleButtons:
    return widgets.ToggleButtons(
        options=theme.directions, value=None, disabled=True, style={"button_width": "auto"}
    )


def _choice(name: str, values: tuple[str, ...]) -> widgets.ToggleButtons:
    options = [_BLANK, *((value, value) for value in values)]
    return widgets.ToggleButtons(description=name, options=options, style={"button_width": "auto"})


def _line(name: str, hint: str) -> widgets.Text:
    return widgets.Text(description=name, placeholder=hint, layout=widgets.Layout(width="60%"))


def _button(name: str, act: Callable[[], None]) -> widgets.Button:
    button = widgets.Button(description=name, button_style="primary" if name.startswith("Save") else "")
    button.on_click(lambda _: act())
    return button
