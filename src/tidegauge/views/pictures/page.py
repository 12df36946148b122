"""Pictures as one HTML file that loads nothing: by day and by night as the reader's system asks, without a script."""

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from tidegauge.views.pictures.picture import Picture, Sheet
from tidegauge.views.report.html import asset, policy
from tidegauge.views.report.phrases import Phrases
from tidegauge.views.terminal.wrap import FIGURE

FOLDER = Path(__file__).parent / "templates"
WIDTHS = {"s": 362.0, "m": 640.0, "l": 1040.0}
"""The widths a picture is drawn at: phone, tablet, desk. The style shows one of them."""


def render(sheet: Sheet, phrases: Phrases) -> str:
    """Return a sheet as one HTML file; the same sheet gives the same bytes."""
    style = asset("colours.css") + asset("picture.css") + asset("page.css", FOLDER)
    return (
        _environment()
        .get_template("page.html.j2")
        .render(
            lang=phrases.lang,
            t=phrases,
            sheet=sheet,
            pictures=[_drawn(picture) for picture in sheet.pictures],
            style=Markup(style),
            policy=policy(style, ""),
        )
    )


def _drawn(picture: Picture) -> dict[str, Any]:
    """Return the fields of a picture, drawn at every width."""
    drawn = {name: Markup(picture.draw(width).svg(picture.title, picture.sub)) for name, width in WIDTHS.items()}
    fields = ("id", "title", "sub", "source", "table")
    return {name: getattr(picture, name) for name in fields} | {"drawn": drawn}


def whole(words: str) -> Markup:
    """Return words as HTML in which no line breaks inside a figure: a browser would break "1,017 亿美元" anywhere.

    >>> str(whole("reserves fell by 63.3 bn & more"))
    'reserves fell by <span class="n">63.3 bn</span> &amp; more'
    """
    parts = re.split(f"((?<![0-9A-Za-z_]){FIGURE})", words)
    return Markup("").join(
        Markup('<span class="n">{}</span>').format(p) if n % 2 else escape(p) for n, p in enumerate(parts)
    )


@lru_cache(maxsize=1)
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["whole"] = whole
    return made
