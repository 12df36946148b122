"""Templates of the page: one environment over the page's own templates and the pieces it shares with the brief."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from tidegauge.views.report.html import FOLDER as REPORT
from tidegauge.views.report.whole import whole
from tidegauge.views.web.static_files import address

FOLDERS = (Path(__file__).parent / "templates", REPORT)


def render(template: str, context: dict[str, Any]) -> str:
    """Return a template filled in; a name it does not find is an error, never nothing."""
    return _environment().get_template(template).render(context)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(FOLDERS),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["address"] = address
    made.filters["whole"] = whole
    return made
