"""Pictures as one HTML file that loads nothing: by day and by night as the reader's system asks, without a script."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from tidegauge.views.pictures.picture import Picture, Sheet
from tidegauge.views.report.html import asset, policy
from tidegauge.views.report.phrases import Phrases
from tidegauge.views.report.whole import whole

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
