"""The fan: what was observed up to the opening, then the median and the bands of many paths, and where lines are.

The 50 % band is darker than the 90 % band; the median is ink, history is water; a watermark is magenta and carries the
share of paths that met it, so that a line is never shown without its odds. Where an episode is over, what happened
after the opening is drawn over the fan, in the colour of history and dashed: no path knew of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from tidegauge.views.pictures import axes
from tidegauge.views.pictures.picture import PHONE, Drawing
from tidegauge.views.report import svg
from tidegauge.views.report.phrases import Phrases
from tidegauge.views.report.tables import Table

QUANTILES = (5, 25, 50, 75, 95)
PHONE_ROOM = 90.0  # right of the axis; with less, only median and watermarks are named
LABEL = 33.0  # height of a label of two lines at the right end


@dataclass(frozen=True, slots=True)
class Mark:
    """A line that a reader watches: its level and words such as "2.7 tn" and "14 % of paths"."""

    level: float
    name: str
    odds: str


@dataclass(frozen=True, slots=True)
class Fan:
    """What a fan shows, in USD or bp: `quantiles` by per cent, one value a day; `history` ends at the opening.

    The last of `history` is what the opening sheet has: the last that was published or, where
    `is_opening_estimated`, an estimate. `happened` is what was published for days after the opening, and is no part
    of the run.
    """

    unit: str
    days: Sequence[date]
    quantiles: Mapping[int, Sequence[float]]
    history: Sequence[tuple[date, float]] = ()
    marks: Sequence[Mark] = ()
    is_change: bool = False
    happened: Sequence[tuple[date, float]] = ()
    is_opening_estimated: bool = False

    @property
    def published(self) -> Sequence[tuple[date, float]]:
        """What was published up to the opening."""
        return self.history[:-1] if self.is_opening_estimated else self.history

    @property
    def seen(self) -> Sequence[tuple[date, float]]:
        """What happened, from the last value published before the run to the last day of the run."""
        later = [pair for pair in self.happened if self.days[0] <= pair[0] <= self.days[-1]]
        return [*self.published[-1:], *later] if later else ()


@dataclass(frozen=True, slots=True)
class _Ground:
    """The places of one fan at one width."""

    right: float
    bottom: float
    across: svg.Scale
    down: svg.Scale

    def at(self, day: date, value: float) -> svg.Point:
        """Return the place of a value on a day."""
        return self.across(day.toordinal()), self.down(value)


def draw(fan: Fan, phrases: Phrases, width: float) -> Drawing:
    """Draw a fan at a width."""
    is_phone = width < PHONE
    height = 290.0 if is_phone else 340.0
    ground = _ground(fan, width - (94 if is_phone else 148), height - 26)
    content = _bands(fan, ground) + axes.grid(ground.down, ground.right, fan.unit, phrases)
    content += _opening(fan, ground, phrases) + _lines(fan, ground)
    content += _labels(fan, ground, phrases, width - ground.right - 8)
    days = [day for day, _ in fan.history] + list(fan.days)
    content += axes.months(days, ground.across, height - 4, phrases)
    return Drawing(width, height, content)


def _ground(fan: Fan, right: float, bottom: float) -> _Ground:
    """Return the places: all paths between the 5th and the 95th percentile, all that was seen, and marks near it."""
    values = [value for line in fan.quantiles.values() for value in line]
    values += [value for _, value in (*fan.history, *fan.seen)]
    low, high = min(values), max(values)
    reach = (high - low) * 0.6
    near = [mark.level for mark in fan.marks if low - reach <= mark.level <= high + reach]
    low, high = min([low, *near]), max([high, *near])
    room = (high - low or abs(high) or 1.0) * 0.06
    first = fan.history[0][0] if fan.history else fan.days[0]
    across = svg.Scale(first.toordinal(), fan.days[-1].toordinal(), 54, right)
    return _Ground(right, bottom, across, svg.Scale(low - room, high + room, bottom, 8))


def _bands(fan: Fan, ground: _Ground) -> str:
    """Shade the bands; each begins at the last observed value, where nothing is uncertain."""
    content = ""
    start = [ground.at(*fan.history[-1])] if fan.history else []
    for low, high, fill in ((5, 95, "f-water-1"), (25, 75, "f-water-2")):
        top = [ground.at(*pair) for pair in zip(fan.days, fan.quantiles[high], strict=True)]
        under = [ground.at(*pair) for pair in zip(fan.days, fan.quantiles[low], strict=True)]
        content += svg.tag("path", d=svg.path([*start, *top, *reversed(under)]) + "z", cls=fill)
    return content


def _opening(fan: Fan, ground: _Ground, phrases: Phrases) -> str:
    """Mark the opening: left of it is observed, right of it simulated."""
    if not fan.history:
        return ""
    x = ground.across(fan.history[-1][0].toordinal())
    words = phrases("fan.opening", day=phrases.short(fan.history[-1][0]))
    fits = x - svg.breadth(words, 12) - 6 > 54
    said = svg.text(x + (-5 if fits else 5), 14, words, "t2 halo", size=12, anchor="end" if fits else "start")
    return svg.line(x, 4, x, ground.bottom, "s-ink-3", dash="2 3") + said


def _lines(fan: Fan, ground: _Ground) -> str:
    """Draw the watermarks, the history, the median, a hollow mark where the opening is estimated, and what happened."""
    content = ""
    for mark in fan.marks:
        y = ground.down(mark.level)
        if 0 < y < ground.bottom:
            content += svg.line(54, y, ground.right, y, "s-mark", 1.3)
    past = [ground.at(*pair) for pair in fan.published]
    opening = [ground.at(*pair) for pair in fan.history[-1:]]
    ahead = opening + [ground.at(*pair) for pair in zip(fan.days, fan.quantiles[50], strict=True)]
    if past:
        content += svg.tag("path", d=svg.path(past), cls="s-water open", stroke_width=1.9)
    content += svg.tag("path", d=svg.path(ahead), cls="s-ink open", stroke_width=1.9)
    if fan.is_opening_estimated:
        (x, y), *_ = opening
        bridge = svg.path([*past[-1:], (x, y)])
        content += svg.tag("path", d=bridge, cls="s-ink-2 open", stroke_width=1.2, stroke_dasharray="2 3")
        content += svg.tag("circle", cx=x, cy=y, r=4, cls="f-paper s-ink", stroke_width=1.6)
    if fan.seen:
        came = svg.path([ground.at(*pair) for pair in fan.seen])
        content += svg.tag("path", d=came, cls="s-water open", stroke_width=2.2, stroke_dasharray="5 3")
    return content


class _Label(NamedTuple):
    """Words at the right end of a line, in two rows; `wanted` is where they belong."""

    wanted: float
    words: str
    under: str
    cls: str = ""
    size: float = 13.5


def _labels(fan: Fan, ground: _Ground, phrases: Phrases, room: float) -> str:
    """Name the median, the ends of the bands and the watermarks at the right, none over another."""
    median = fan.quantiles[50][-1]
    found = [_Label(ground.down(median), amount(fan, median, phrases), phrases("fan.median"), size=17)]
    for per_cent in (95, 5) if room > PHONE_ROOM else ():
        value = fan.quantiles[per_cent][-1]
        found.append(_Label(ground.down(value), amount(fan, value, phrases), phrases(f"fan.p{per_cent}"), "t2"))
    if fan.seen:
        value = fan.seen[-1][1]
        found.append(_Label(ground.down(value), amount(fan, value, phrases), phrases("fan.happened"), "tw"))
    heights = ((ground.down(mark.level), mark) for mark in fan.marks)
    found += [_Label(y, mark.name, mark.odds, "tm") for y, mark in heights if 0 < y < ground.bottom]
    places = svg.spread_out([(label.wanted, LABEL) for label in found], 8, ground.bottom + 10)
    content, x = "", ground.right + 8
    for y, label in zip(places, found, strict=True):
        size, small = (
            min(size, room / svg.breadth(words, 1)) for words, size in ((label.words, label.size), (label.under, 12))
        )
        content += svg.text(x, y - 1, label.words, f"{label.cls} halo".strip(), size=size, bold=600)
        content += svg.text(x, y + 13, label.under, f"{label.cls or 't2'} halo", size=small)
    end_x, end_y = ground.at(fan.days[-1], median)
    return content + svg.tag("circle", cx=end_x, cy=end_y, r=4, cls="f-ink")


def amount(fan: Fan, value: float, phrases: Phrases) -> str:
    """Write a value of the fan; a change carries its sign, a spread always does."""
    if fan.unit == "usd":
        return phrases.money(round(value), signed=fan.is_change)
    return phrases.bp(value)


def table(id_: str, fan: Fan, phrases: Phrases) -> Table:
    """Return every simulated day as a row with its quantiles."""
    head = (phrases("head.day"), *(phrases(f"fan.p{per_cent}") for per_cent in QUANTILES))
    rows = tuple(
        (phrases.day(day, year=True), *(amount(fan, fan.quantiles[per_cent][n], phrases) for per_cent in QUANTILES))
        for n, day in enumerate(fan.days)
    )
    plain: tuple[tuple[object, ...], ...] = (
        ("day", *(f"p{per_cent}" for per_cent in QUANTILES)),
        *((day, *(fan.quantiles[per_cent][n] for per_cent in QUANTILES)) for n, day in enumerate(fan.days)),
    )
    return Table(id_, head, rows, (0,), plain)
