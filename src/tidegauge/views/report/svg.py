"""Small pieces of SVG. Colours are class names, so that day, night and paper can dress the same picture."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple
from unicodedata import east_asian_width

Point = tuple[float, float]


class Scale(NamedTuple):
    """A straight map from values to places."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        span = self.high - self.low
        part = (value - self.low) / span if span else 0.5
        return self.start + part * (self.end - self.start)


class Box(NamedTuple):
    """A rectangle of a picture; `top` is the smaller y."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Say whether two boxes share any place."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


def number(value: float) -> str:
    """Write a place with one decimal at most.

    >>> number(12.0), number(3.14159), number(-0.04)
    ('12', '3.1', '0')
    """
    shown = f"{value:.1f}".rstrip("0").rstrip(".")
    return "0" if shown == "-0" else shown


def tag(name: str, content: str = "", **attributes: object) -> str:
    """Return an element; `cls` stands for class, underscores for hyphens, None for "leave out"."""
    parts = [name]
    for key, value in attributes.items():
        if value is None:
            continue
        written = number(value) if isinstance(value, int | float) else escape(str(value))
        parts.append(f'{"class" if key == "cls" else key.replace("_", "-")}="{written}"')
    opening = " ".join(parts)
    return f"<{opening}>{content}</{name}>" if content or name in ("svg", "g", "text") else f"<{opening}/>"


def text(
    x: float, y: float, words: str, cls: str = "", *, size: float = 13, anchor: str = "start", bold: int | None = None
) -> str:
    """Return words at a place."""
    return tag(
        "text",
        escape(words),
        x=x,
        y=y,
        cls=cls or None,
        font_size=size,
        text_anchor=None if anchor == "start" else anchor,
        font_weight=bold,
    )


def breadth(words: str, size: float) -> float:
    """Return about how wide words are, on the wide side: a Chinese character is as wide as high.

    >>> breadth("其他", 10), breadth("x", 10)
    (20, 5.6)
    """
    return round(sum(size if east_asian_width(letter) in "WF" else size * 0.56 for letter in words), 1)


def line(x1: float, y1: float, x2: float, y2: float, cls: str, width: float = 1, dash: str | None = None) -> str:
    """Return a straight line."""
    return tag("path", d=path([(x1, y1), (x2, y2)]), cls=cls, stroke_width=width, stroke_dasharray=dash)


def rect(x: float, y: float, width: float, height: float, cls: str, *, fill: str | None = None) -> str:
    """Return a rectangle; one without height or width is nothing."""
    if width <= 0 or height <= 0:
        return ""
    return tag("rect", x=x, y=y, width=width, height=height, cls=cls, fill=fill)


def path(points: Iterable[Point]) -> str:
    """Return the path through points.

    >>> path([(0, 1), (2.5, 3)])
    'M0 1L2.5 3'
    """
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)


def polyline(points: Sequence[Point]) -> str:
    """Return the `points` of a polyline: what the page reads to find a day under the pointer."""
    return " ".join(f"{number(x)},{number(y)}" for x, y in points)


def staircase(points: Sequence[Point], until: float) -> str:
    """Return the path of a value that holds until the next step."""
    if not points:
        return ""
    steps = f"M{number(points[0][0])} {number(points[0][1])}"
    steps += "".join(f"H{number(x)}V{number(y)}" for x, y in points[1:])
    return f"{steps}H{number(until)}"


def spread_out(wanted: Sequence[tuple[float, float]], low: float, high: float) -> list[float]:
    """Return places near those wanted (place, height) so that none overlaps another and all stay within bounds.

    >>> spread_out([(50, 20), (52, 10), (0, 10)], 0, 100)
    [50, 65.0, 5.0]
    """
    order = sorted(range(len(wanted)), key=lambda i: wanted[i][0])
    places = [place for place, _ in wanted]
    edge = low
    for i in order:
        places[i] = max(places[i], edge + wanted[i][1] / 2)
        edge = places[i] + wanted[i][1] / 2
    edge = high
    for i in reversed(order):
        places[i] = min(places[i], edge - wanted[i][1] / 2)
        edge = places[i] - wanted[i][1] / 2
    return places


def diamond(x: float, y: float, half: float, cls: str) -> str:
    """Return a small diamond."""
    return tag(
        "path",
        d=f"M{number(x)} {number(y - half)}l{number(half * 0.8)} {number(half)} {number(-half * 0.8)} "
        f"{number(half)} {number(-half * 0.8)} {number(-half)}z",
        cls=cls,
    )


def triangle(x: float, y: float, half: float, height: float, cls: str) -> str:
    """Return a mark that points at (x, y): downwards from above, upwards where the height is negative."""
    return tag(
        "path", d=f"M{number(x - half)} {number(y - height)}h{number(2 * half)}L{number(x)} {number(y)}z", cls=cls
    )


def hatch(id_: str, back: str, front: str, size: float = 5) -> str:
    """Return a pattern of slanted lines: `front` on `back`."""
    lines = rect(0, 0, size, size, back) + rect(0, 0, 1.3, size, front)
    return tag(
        "pattern",
        lines,
        id=id_,
        width=size,
        height=size,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )


def picture(width: float, height: float, content: str, **attributes: object) -> str:
    """Return the whole picture; it takes the width of its place and keeps its shape."""
    return tag("svg", content, viewBox=f"0 0 {number(width)} {number(height)}", **attributes)
