"""What all pages share: style, templates, and a policy by which a page loads nothing."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

TEMPLATES = Path(__file__).resolve().parent / "templates"


@cache
def environment() -> Environment:
    """Return the environment of the page templates; everything is escaped unless marked as HTML."""
    loader = FileSystemLoader(TEMPLATES)
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    made.filters["is_number"] = lambda text: bool(re.fullmatch(r"-?[\d,]*\.?\d+ ?%?", text))
    return made


def render(
    template: str, *, styles: tuple[str, ...] = (), script: str = "", images: str = "data:", **values: Any
) -> str:
    """Return a whole page.

    Args:
        template: One that extends layout.html.jinja.
        styles: Style sheets beside page.css.
        script: The page's one script; nothing else may run.
        images: Where images may come from.
        values: What the template shows.
    """
    css = "".join(_asset(name) for name in ("page.css", *styles))
    code = _asset(script) if script else ""
    return (
        environment()
        .get_template(template)
        .render(css=Markup(css), script=Markup(code), policy=_policy(code, images), **values)
    )


def _policy(script: str, images: str) -> str:
    """Return the Content-Security-Policy: no network, no frame, no form, no script but its own."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    scripts = f"'sha256-{digest}'" if script else "'none'"
    return (
        f"default-src 'none'; style-src 'unsafe-inline'; script-src {scripts}; img-src {images}; "
        "base-uri 'none'; form-action 'none'"
    )


def _asset(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")
