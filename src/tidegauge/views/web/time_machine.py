"""The time machine: one field and two steps that set the moment of the whole page, and the track of releases.

The track is a neatline as on a chart: days alternate ink and paper, every tick is a release, H.4.1 the tallest. What
had not been published at the moment is hatched.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from markupsafe import Markup

from tidegauge.clock import NEW_YORK
from tidegauge.questions.releases import Published, Releases
from tidegauge.views.report import svg
from tidegauge.views.report.phrases import Phrases
from tidegauge.views.web.page_context import PageContext, local
from tidegauge.words import text

WIDTHS = {"s": 340.0, "m": 640.0, "l": 880.0}
HEIGHT, GROUND, DAY_LINE = 48.0, 29.0, 4.0
TICKS = {  # release: height [px], stroke, width [px]; every other release is a short pale tick
    "h41": (22.0, "s-water", 2.6),
    "dts": (15.0, "s-buff-ink", 1.4),
    "fomc": (18.0, "s-ink", 1.8),
    "nyfed_secured": (11.0, "s-ink", 1.4),
    "srf": (8.0, "s-dry-ink", 1.3),
    "on_rrp": (8.0, "s-dry-ink", 1.3),
}
OTHER = (5.0, "s-ink-3", 1.2)
TALLEST = "h41"


@dataclass(frozen=True, slots=True)
class Step:
    """A step to another release: where it leads, what was or comes published there; no address where there is none."""

    address: str
    said: str


@dataclass(frozen=True, slots=True)
class Machine:
    """The control as its template shows it; `refused` says why what was typed cannot be used."""

    value: str
    back: Step
    forward: Step
    tracks: dict[str, Markup]
    listed: tuple[Step, ...]
    refused: str


def machine(page: PageContext, found: Releases, path: str, refused: str = "") -> Machine:
    """Return the control for a page at `path`; what was refused stays in the field."""
    typed = page.said.get("as_of", "") if refused else ""
    return Machine(
        typed or local(page.moment),
        _step(page, found, found.previous_at, path),
        _step(page, found, found.next_at, path),
        {name: Markup(draw(found, page.moment, page.phrases, width, name)) for name, width in WIDTHS.items()},
        tuple(_step(page, found, at, path) for at in sorted({one.at for one in found.releases})),
        refused,
    )


def _step(page: PageContext, found: Releases, at: datetime | None, path: str) -> Step:
    """Return the step to a moment, named by its releases."""
    if at is None:
        return Step("", text("web.time.none", page.lang))
    named = [one.names[page.lang] for one in found.releases if one.at == at]
    phrases = page.phrases
    said = phrases("page.colon", name=phrases.moment(at), value=phrases("rates.join").join(named))
    return Step(page.link(path, as_of=local(at)), said)


def draw(found: Releases, moment: datetime, phrases: Phrases, width: float, prefix: str) -> str:
    """Draw the track at a width; `prefix` keeps the ids of several widths apart."""
    start = datetime.combine(found.first, time(), NEW_YORK)
    days = (found.last - found.first).days + 1
    across = svg.Scale(start.timestamp(), (start + timedelta(days=days)).timestamp(), 0, width)
    here = across(moment.timestamp())
    hatch = svg.hatch(f"{prefix}-unknown", "f-paper", "f-rule-2", 6)
    content = svg.tag("defs", hatch)
    content += svg.rect(here, 2, width - here, GROUND - 2, "", fill=f"url(#{prefix}-unknown)")
    content += _days(found, across, phrases, width)
    content += "".join(_tick(one, across(one.at.timestamp()), phrases) for one in found.releases)
    content += _labels(found, across, here, phrases, width)
    content += svg.triangle(here, 7, 5, 7, "f-mark") + svg.line(here, 4, here, GROUND + 5, "s-mark", 2)
    return svg.picture(width, HEIGHT, content, aria_hidden="true", cls="neatline")


def _days(found: Releases, across: svg.Scale, phrases: Phrases, width: float) -> str:
    """Draw the neatline and name the days: each where there is room, else every third."""
    content, n = "", (found.last - found.first).days + 1
    wide = width / n
    for place in range(n):
        day = found.first + timedelta(days=place)
        x, is_open = place * wide, day.weekday() < 5
        fill = "f-ink" if is_open and place % 2 else "f-paper"
        stroke = "s-ink" if is_open else "s-rule-2"
        content += svg.tag("rect", x=x, y=GROUND, width=wide, height=DAY_LINE, cls=f"{fill} {stroke}", stroke_width=0.8)
        words = phrases.short(day)
        if wide >= 48 or (place % 3 == 0 and x + svg.breadth(words, 11.5) <= width):
            content += svg.text(x + 2, HEIGHT - 3, words, "t2", size=11.5)
    return content


def _tick(one: Published, x: float, phrases: Phrases) -> str:
    """Draw a release with its name; one that is not out yet is pale."""
    tall, stroke, wide = TICKS.get(one.release, OTHER)
    named = phrases("page.colon", name=phrases.moment(one.at), value=one.names[phrases.lang])
    line = svg.line(x, GROUND - tall, x, GROUND, stroke if one.is_out else f"{stroke} pale", wide)
    return svg.tag("g", svg.tag("title", str(Markup.escape(named))) + line, cls="tick", data_at=local(one.at))


def _labels(found: Releases, across: svg.Scale, here: float, phrases: Phrases, width: float) -> str:
    """Name the tallest ticks, and what the hatching means where there is room for it."""
    content = ""
    unknown = text("web.time.unknown", phrases.lang)
    room = svg.breadth(unknown, 12)
    if width - here > room + 16:
        content += svg.text(here + 9, 13, unknown, "tm halo", size=12)
    for one in found.releases:
        x = across(one.at.timestamp())
        clear = x + 40 < here or x > here + room + 20
        if one.release == TALLEST and clear and x + 40 < width:
            content += svg.text(x + 4, 13, "H.4.1", "tw halo" if one.is_out else "t2 halo", size=11.5)
    return content
