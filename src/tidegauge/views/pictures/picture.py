"""A picture: a finding, what is drawn, the drawing at any width, where it comes from, and its twin in rows."""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from tidegauge.views.report import svg
from tidegauge.views.report.tables import Table
from tidegauge.views.terminal.wrap import wrap

PHONE = 520
"""Pictures narrower than this are read on a phone: names stand over what they name."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """What stands on a ground of some width and height [px]."""

    width: float
    height: float
    content: str

    def svg(self, title: str, about: str) -> str:
        """Return the picture as an element that a screen reader names by its finding."""
        words = svg.tag("title", escape(title)) + svg.tag("desc", escape(about))
        return svg.picture(self.width, self.height, words + self.content, role="img", aria_label=title)


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture with everything that stands around it, in the reader's words.

    `title` is a sentence that could be wrong; `sub` says what is drawn in which unit; `source` where it comes from and
    what it assumes; `table` holds the same figures as rows.
    """

    id: str
    title: str
    sub: str
    source: str
    table: Table
    draw: Callable[[float], Drawing]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Some pictures under one title: what a page or an image holds, in the reader's words."""

    title: str
    kicker: str
    caution: str
    lead: tuple[str, ...]
    pictures: tuple[Picture, ...]
    footer: str


def lines(words: str, width: float, size: float) -> list[str]:
    """Break words into lines no wider than `width` at a size, never inside a figure.

    >>> lines("Reserves fell by 101.7 bn in a week", 100, 13)
    ['Reserves fell', 'by 101.7 bn in', 'a week']
    """
    cell = size * 0.52  # a letter on average; a Chinese character takes two of them
    return wrap(words, max(1, int(width / cell)))


def paragraph(place: svg.Point, said: list[str], cls: str, *, size: float, step: float, **more: object) -> str:
    """Return lines of text from a place down, `step` apart."""
    x, y = place
    rows = (
        svg.tag("text", escape(line), x=x, y=y + n * step, cls=cls or None, font_size=size, **more)
        for n, line in enumerate(said)
    )
    return "".join(rows)
