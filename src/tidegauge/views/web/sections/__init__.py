"""The sections of the page in their order.

Each is a module with ``NAME`` (its id and template), ``LETTER`` (the key after ``g``), the ``SCRIPTS`` and ``STYLES``
it needs beyond those of the page, and ``context(page)``, which returns what its template shows; a ``status`` among it
is that of the reply, where a section shows itself and still refuses something.
"""

from collections.abc import Callable
from typing import Any, Protocol

from tidegauge.views.web.page_context import PageContext
from tidegauge.views.web.sections import lab, markets, rates, reservoir, scoreboard, today, treasury


class Section(Protocol):
    """What a module of a section holds."""

    NAME: str
    LETTER: str
    SCRIPTS: tuple[str, ...]
    STYLES: tuple[str, ...]
    context: Callable[[PageContext], dict[str, Any]]


SECTIONS: tuple[Section, ...] = (today, reservoir, rates, treasury, lab, markets, scoreboard)  # type: ignore[assignment]
